"""The attention backend that vLLM selects for MLA: decodes are pa-gen's, prefills the engine's."""

from typing import Any, ClassVar

import torch
from vllm.model_executor.layers.attention.mla_attention import (
    MLACommonBackend,
    MLACommonImpl,
    MLACommonMetadataBuilder,
    QueryLenSupport,
)

from ..serving import kernels
from .backend import Kernels
from .kernel import Batching
from .latent import CACHE_DTYPES, LatentDecoder, LatentLayer
from .metadata import MORE, Graphs, decode_query_len, prepare
from .mla_layer import MlaLayer

NAME = "PA_GEN_MLA"


class PaGenMlaMetadataBuilder(Graphs, MLACommonMetadataBuilder):
    """The engine's, for decodes of up to q_len new tokens, each request its own number."""

    query_len_support: ClassVar[QueryLenSupport] = QueryLenSupport.VARLEN

    def __init__(
        self, kv_cache_spec: Any, layer_names: list[str], vllm_config: Any, device: torch.device
    ) -> None:
        """Raises MissingKernelError where a layer has no kernel, and none can be made."""
        super().__init__(kv_cache_spec, layer_names, vllm_config, device)
        self._init_reorder_batch_threshold(decode_query_len(vllm_config))
        prepare(layer_names, vllm_config, kv_cache_spec, heads_outside=False)


class PaGenMlaImpl(MlaLayer[LatentDecoder], MLACommonImpl):
    """Attention of one layer."""

    backend: ClassVar[str] = NAME
    supports_pcp: bool = False

    def __init__(self, *layer: Any, **more: Any) -> None:
        """Raises NotImplementedError for a layer that no kernel computes."""
        super().__init__(*layer, **more)
        # Kernels take queries of 16 bits, whatever the cache has.
        self.supports_quant_query_input = False

    def prepare(self, batching: Batching) -> None:
        """Loads the layer's kernel, before anything is captured.

        Raises MissingKernelError where there is none, and none can be made.
        """
        layer = LatentLayer(
            heads=self.num_heads,
            size=self.head_size,
            latent=self.kv_lora_rank,
            scale=self.scale,
            cache=self.kv_cache_dtype,
        )
        self._decoder = LatentDecoder(kernels(), layer, batching)

    def forward_mqa(
        self,
        q: torch.Tensor | tuple[torch.Tensor, torch.Tensor],
        kv_c_and_k_pe_cache: torch.Tensor,
        attn_metadata: Any,
        layer: Any,
    ) -> tuple[torch.Tensor, torch.Tensor | None]:
        """Attention of the batch's decodes, [tokens, heads, latent], and no log-sum-exp."""
        decode = attn_metadata.decode
        out = self._prepared()(
            q,
            kv_c_and_k_pe_cache,
            {"block_table": decode.block_table, "seq_lens": decode.seq_lens},
            attn_metadata.query_start_loc[: attn_metadata.num_decodes + 1],
            attn_metadata.max_seq_len + MORE,
            layer._k_scale,
        )
        return out, None


class PaGenMlaBackend(Kernels, MLACommonBackend):
    """Decodes with pa-gen's kernels; prefills are as with vLLM's other backends for MLA."""

    supported_kv_cache_dtypes: ClassVar[list[str]] = CACHE_DTYPES

    @staticmethod
    def get_name() -> str:
        return NAME

    @staticmethod
    def get_impl_cls() -> type[PaGenMlaImpl]:
        return PaGenMlaImpl

    @staticmethod
    def get_builder_cls() -> type[PaGenMlaMetadataBuilder]:
        return PaGenMlaMetadataBuilder

    @classmethod
    def get_supported_head_sizes(cls) -> list[int]:
        return [576]
