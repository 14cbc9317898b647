"""The attention backend that vLLM selects for MLA whose keys an indexer chooses."""

from typing import Any, ClassVar

import torch
from vllm import envs
from vllm.model_executor.layers.attention.sparse_mla_attention import (
    SparseMLACommonImpl,
    SparseMLACommonMetadata,
    SparseMLACommonMetadataBuilder,
)
from vllm.v1.attention.backend import AttentionBackend, AttentionCGSupport, MultipleOf
from vllm.v1.attention.backends.mla.sparse_utils import align_blocks_to_rows, flat_kv_row_view

from ..serving import kernels
from .backend import Kernels
from .kernel import Batching
from .mla_layer import MlaLayer
from .selected import CACHE_DTYPES, ROWS, SelectedDecoder, SelectedLayer

NAME = "PA_GEN_MLA_SPARSE"


class PaGenSparseMlaMetadataBuilder(SparseMLACommonMetadataBuilder):
    """The engine's: each new token has a list of its own, however many a request has."""

    metadata_cls = SparseMLACommonMetadata
    _cudagraph_support: ClassVar[AttentionCGSupport] = AttentionCGSupport.UNIFORM_BATCH

    def __init__(
        self, kv_cache_spec: Any, layer_names: list[str], vllm_config: Any, device: torch.device
    ) -> None:
        """Raises MissingKernelError where a layer has no kernel, and none can be made."""
        super().__init__(kv_cache_spec, layer_names, vllm_config, device)
        self._init_reorder_batch_threshold(1, supports_spec_as_decode=True)
        batching = Batching(
            dtype=vllm_config.model_config.dtype,
            page_size=1,
            heads_outside=False,
            q_len=1,
            max_sequences=vllm_config.scheduler_config.max_num_batched_tokens,
            max_context=self.topk_tokens,
            invariant=bool(envs.VLLM_BATCH_INVARIANT),
        )
        for name in layer_names:
            vllm_config.compilation_config.static_forward_context[name].impl.prepare(batching)


class PaGenSparseMlaImpl(MlaLayer[SelectedDecoder], SparseMLACommonImpl):
    """Attention of one layer."""

    backend: ClassVar[str] = NAME

    def __init__(self, *layer: Any, sinks: torch.Tensor | None = None, **more: Any) -> None:
        """Raises NotImplementedError for a layer that no kernel computes."""
        self.sinks = sinks
        super().__init__(*layer, **more)
        padded = self.kv_cache_dtype == ROWS and more["qk_rope_head_dim"] == 0
        # The engine's kernels for short prefills have no sinks, and no zeros for a rotary part.
        self.supports_dense_mha_prefill = self.sinks is None and not padded

    def prepare(self, batching: Batching) -> None:
        """Loads the layer's kernel, before anything is captured.

        Raises MissingKernelError where there is none, and none can be made.
        """
        layer = SelectedLayer(
            heads=self.num_heads,
            size=self.head_size,
            latent=self.kv_lora_rank,
            scale=self.scale,
            cache=self.kv_cache_dtype,
            sinks=self.sinks,
        )
        self._decoder = SelectedDecoder(kernels(), layer, batching)

    def _forward_mqa_kernel(
        self,
        q: torch.Tensor | tuple[torch.Tensor, torch.Tensor],
        kv_c_and_k_pe_cache: torch.Tensor,
        physical_topk: torch.Tensor,
        valid_counts: torch.Tensor,
        *,
        layer: Any,
        block_size: int,
        is_decode: bool,
    ) -> tuple[torch.Tensor, torch.Tensor | None]:
        """Attention of new tokens, [tokens, heads, latent], and no log-sum-exp."""
        rows, _ = flat_kv_row_view(kv_c_and_k_pe_cache, block_size)
        return self._prepared()(q, rows, physical_topk), None


class PaGenSparseMlaBackend(Kernels, AttentionBackend):
    """Reads the lists of the engine's indexer, of prefills too where the engine asks for it."""

    supported_kv_cache_dtypes: ClassVar[list[str]] = CACHE_DTYPES

    @staticmethod
    def get_name() -> str:
        return NAME

    @staticmethod
    def get_impl_cls() -> type[PaGenSparseMlaImpl]:
        return PaGenSparseMlaImpl

    @staticmethod
    def get_builder_cls() -> type[PaGenSparseMlaMetadataBuilder]:
        return PaGenSparseMlaMetadataBuilder

    @staticmethod
    def get_supported_kernel_block_sizes(kv_cache_spec: Any = None) -> list[int | MultipleOf]:
        """Kernels see rows, and no blocks."""
        return [MultipleOf(1)]

    @classmethod
    def supports_block_size(cls, block_size: int | None) -> bool:
        return True

    @classmethod
    def customize_spec(cls, spec: Any) -> Any:
        return align_blocks_to_rows(spec)

    @classmethod
    def get_supported_head_sizes(cls) -> list[int]:
        return [576, 512]

    @classmethod
    def is_mla(cls) -> bool:
        return True

    @classmethod
    def is_sparse(cls) -> bool:
        return True

    @classmethod
    def supports_sink(cls) -> bool:
        return True
