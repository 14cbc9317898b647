"""A layer of vLLM: requests that decode go to pa-gen's kernel, the rest to the engine's own."""

from typing import Any

import torch
from vllm.model_executor.layers.quantization.utils.quant_utils import kFp8StaticTensorSym
from vllm.v1.attention.backend import AttentionType
from vllm.v1.attention.backends.triton_attn import TritonAttentionImpl

from ..serving import kernels
from .found import write_fp8
from .kernel import Batching, Decoder, Layer


class PaGenImpl(TritonAttentionImpl):
    """Attention of one layer."""

    def __init__(
        self,
        num_heads: int,
        head_size: int,
        scale: float,
        num_kv_heads: int | None = None,
        alibi_slopes: list[float] | None = None,
        sliding_window: int | None = None,
        kv_cache_dtype: str = "auto",
        logits_soft_cap: float | None = None,
        attn_type: str = AttentionType.DECODER,
        kv_sharing_target_layer_name: str | None = None,
        sinks: torch.Tensor | None = None,
    ) -> None:
        super().__init__(
            num_heads,
            head_size,
            scale,
            num_heads if num_kv_heads is None else num_kv_heads,
            alibi_slopes,
            sliding_window,
            kv_cache_dtype,
            logits_soft_cap,
            attn_type,
            kv_sharing_target_layer_name,
            sinks,
        )
        # Kernels take queries of 16 bits, whatever the cache has.
        self.supports_quant_query_input = False
        self._decoder: Decoder | None = None
        self._quantising: Decoder | None = None

    def prepare(self, batching: Batching) -> None:
        """Loads the layer's kernel, before anything is captured.

        Raises MissingKernelError where there is none, and none can be made.
        """
        layer = Layer(
            heads=self.num_heads,
            kv_heads=self.num_kv_heads,
            size=self.head_size,
            scale=self.scale,
            cache=self.kv_cache_dtype,
            window=self.sliding_window[0] + 1,
            soft_cap=self.logits_soft_cap,
            sinks=self.sinks,
            alibi_slopes=self.alibi_slopes,
        )
        self._decoder = Decoder(kernels(), layer, batching)
        if write_fp8():
            self._quantising = Decoder(kernels(), layer, batching, "fp8_e4m3")

    def fused_output_quant_supported(self, quant_key: Any) -> bool:
        """Where the folder has kernels for outputs of 8 bits, which are others."""
        return bool(quant_key == kFp8StaticTensorSym) and write_fp8()

    def forward(
        self,
        layer: Any,
        query: torch.Tensor,
        key: torch.Tensor,
        value: torch.Tensor,
        kv_cache: torch.Tensor,
        attn_metadata: Any,
        output: torch.Tensor,
        output_scale: torch.Tensor | None = None,
        output_block_scale: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """Writes attention to output, [tokens, heads, size], and returns it.

        output_scale: what the output is divided by where it has 8 bits; one number. Rows of a captured graph that belong to no request become zeros.
        """
        rows = getattr(attn_metadata, "decode_tokens", 0)
        decoder = self._decoder if output_scale is None else self._quantising
        if not rows or decoder is None:
            return self._engine(
                layer,
                query,
                key,
                value,
                kv_cache,
                attn_metadata,
                output,
                output_scale,
                output_block_scale,
            )
        table = attn_metadata.table
        if "query_start_loc" in table and attn_metadata.pads:
            output[:rows].view(torch.uint8).zero_()
        requests = rows if "query_start_loc" in table else table["seq_lens"].shape[0]
        decoder(
            query[:requests],
            kv_cache,
            output[:requests],
            table,
            attn_metadata.context,
            layer._k_scale,
            layer._v_scale,
            output_scale,
        )
        if attn_metadata.prefill is not None:
            self._engine(
                layer,
                query[rows:],
                None if key is None else key[rows:],
                None if value is None else value[rows:],
                kv_cache,
                attn_metadata.prefill,
                output[rows:],
                output_scale,
            )
        return output

    def _engine(self, *arguments: Any) -> torch.Tensor:
        """What vLLM's own backend does."""
        done: torch.Tensor = super().forward(*arguments)
        return done
