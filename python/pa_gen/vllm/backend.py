"""The attention backend that vLLM selects."""

from typing import Any, ClassVar

import torch
from vllm.v1.attention.backend import AttentionType, MultipleOf
from vllm.v1.attention.backends.triton_attn import TritonAttentionBackend
from vllm.v1.kv_cache_layout import KVCacheLayout

from .found import are_invariant, block_sizes
from .impl import PaGenImpl
from .kernel import CACHE_DTYPES
from .metadata import PaGenMetadataBuilder

_HEAD_SIZES = [32, 64, 80, 96, 112, 128, 160, 192, 256, 512]
_CAPABILITIES = [(8, 0), (9, 0), (9, 4), (9, 5), (10, 0)]
"""sm_80; sm_90 and gfx90a; gfx942; gfx950; sm_100."""


class Kernels:
    """What a backend says of itself by the kernels that there are, and by those in the folder."""

    supported_dtypes: ClassVar[list[torch.dtype]] = [torch.float16, torch.bfloat16]

    @staticmethod
    def get_supported_kernel_block_sizes(kv_cache_spec: Any = None) -> list[int | MultipleOf]:
        """Larger blocks of the engine, as hybrid models have them, are seen as several of these."""
        return [*block_sizes()]

    @classmethod
    def supports_block_size(cls, block_size: int | None) -> bool:
        return block_size is None or any(block_size % size == 0 for size in block_sizes())

    @classmethod
    def supports_compute_capability(cls, capability: Any) -> bool:
        return (capability.major, capability.minor) in _CAPABILITIES

    @classmethod
    def supports_batch_invariance(cls) -> bool:
        return are_invariant()


class PaGenBackend(Kernels, TritonAttentionBackend):
    """Decodes with pa-gen's kernels; all else is as with vLLM's TRITON_ATTN."""

    supported_kv_cache_dtypes: ClassVar[list[str]] = CACHE_DTYPES

    @staticmethod
    def get_name() -> str:
        """The name of the registry's place for backends from outside."""
        return "CUSTOM"

    @staticmethod
    def get_impl_cls() -> type[PaGenImpl]:
        return PaGenImpl

    @staticmethod
    def get_builder_cls() -> type[PaGenMetadataBuilder]:
        return PaGenMetadataBuilder

    @classmethod
    def supported_kv_cache_layouts(cls) -> tuple[KVCacheLayout, ...]:
        """Those whose strides within a block follow from its shape."""
        return (
            KVCacheLayout.LBHNC,
            KVCacheLayout.LBNHC,
            KVCacheLayout.BLHNC,
            KVCacheLayout.BLNHC,
        )

    @classmethod
    def supports_head_size(cls, head_size: int) -> bool:
        return head_size in _HEAD_SIZES

    @classmethod
    def supports_attn_type(cls, attn_type: str) -> bool:
        return bool(attn_type == AttentionType.DECODER)

    @classmethod
    def supports_non_causal(cls) -> bool:
        return False

    @classmethod
    def supports_mm_prefix(cls) -> bool:
        return False

    @classmethod
    def supports_rswa(cls) -> bool:
        return False

    @classmethod
    def supports_alibi_sqrt(cls) -> bool:
        return False
