"""The few names of vLLM that the backend is built on, for where vLLM is not installed."""

import importlib.util
import sys
from dataclasses import dataclass, replace
from enum import Enum
from types import ModuleType
from typing import Any

import torch

INSTALLED = importlib.util.find_spec("vllm") is not None
"""Whether tests run on vLLM's own classes."""


class envs:
    VLLM_BATCH_INVARIANT = False


class MultipleOf:
    def __init__(self, base: int) -> None:
        self.base = base


kFp8StaticTensorSym = object()


class AttentionType:
    DECODER = "decoder"


class AttentionCGSupport(Enum):
    UNIFORM_BATCH = 2
    NEVER = 0


class KVCacheLayout(Enum):
    LBHNC = 0
    LBNHC = 1
    BLHNC = 2
    BLNHC = 3


@dataclass
class CommonAttentionMetadata:
    query_start_loc: torch.Tensor
    query_start_loc_cpu: torch.Tensor
    seq_lens: torch.Tensor
    num_reqs: int
    num_actual_tokens: int
    max_query_len: int
    max_seq_len: int
    block_table_tensor: torch.Tensor
    slot_mapping: torch.Tensor
    causal: Any = True
    _num_computed_tokens_cache: Any = None
    _token_to_req_indices_cache: Any = None

    def replace(self, **changed: Any) -> "CommonAttentionMetadata":
        return replace(self, **changed)


def max_decode_query_len(vllm_config: Any) -> int:
    drafts = vllm_config.speculative_config
    return 1 if drafts is None else 1 + int(drafts.num_speculative_tokens)


def split_decodes_and_prefills(
    common: CommonAttentionMetadata, decode_threshold: int = 1
) -> tuple[int, int, int, int]:
    """Requests of up to so many tokens at the front, the rest, and the tokens of both."""
    starts = common.query_start_loc_cpu.tolist()
    lengths = [end - begin for begin, end in zip(starts, starts[1:])]
    first = next((i for i, n in enumerate(lengths) if n > decode_threshold), None)
    if first is None:
        return common.num_reqs, 0, common.num_actual_tokens, 0
    return first, common.num_reqs - first, starts[first], common.num_actual_tokens - starts[first]


@dataclass
class TritonAttentionMetadata:
    num_actual_tokens: int
    max_query_len: int
    query_start_loc: torch.Tensor
    max_seq_len: int
    seq_lens: torch.Tensor
    block_table: torch.Tensor
    slot_mapping: torch.Tensor
    causal: Any


class TritonAttentionMetadataBuilder:
    reorder_batch_threshold: int | None = None

    def __init__(self, kv_cache_spec: Any, layer_names: Any, vllm_config: Any, device: Any) -> None:
        self.kv_cache_spec = kv_cache_spec
        self.vllm_config = vllm_config

    def _init_reorder_batch_threshold(self, reorder_batch_threshold: int | None = 1) -> None:
        self.reorder_batch_threshold = reorder_batch_threshold

    def build(
        self, common_prefix_len: int, common: CommonAttentionMetadata, fast_build: bool = False
    ) -> TritonAttentionMetadata:
        return TritonAttentionMetadata(
            num_actual_tokens=common.num_actual_tokens,
            max_query_len=common.max_query_len,
            query_start_loc=common.query_start_loc,
            max_seq_len=common.max_seq_len,
            seq_lens=common.seq_lens,
            block_table=common.block_table_tensor,
            slot_mapping=common.slot_mapping,
            causal=common.causal,
        )

    def build_for_cudagraph_capture(self, common: CommonAttentionMetadata) -> Any:
        metadata = self.build(0, common)
        metadata.seq_lens.fill_(1)
        return metadata


class TritonAttentionImpl:
    def __init__(
        self,
        num_heads: int,
        head_size: int,
        scale: float,
        num_kv_heads: int,
        alibi_slopes: list[float] | None,
        sliding_window: int | None,
        kv_cache_dtype: str,
        logits_soft_cap: float | None = None,
        attn_type: str = AttentionType.DECODER,
        kv_sharing_target_layer_name: str | None = None,
        sinks: torch.Tensor | None = None,
    ) -> None:
        self.num_heads, self.num_kv_heads = num_heads, num_kv_heads
        self.head_size, self.scale = head_size, scale
        self.alibi_slopes = None if alibi_slopes is None else torch.tensor(alibi_slopes)
        self.sliding_window = (-1, -1) if sliding_window is None else (sliding_window - 1, 0)
        self.kv_cache_dtype = kv_cache_dtype
        self.logits_soft_cap = logits_soft_cap or 0
        self.sinks = sinks

    def forward(self, *arguments: Any) -> Any:
        raise NotImplementedError


class TritonAttentionBackend:
    pass


class QueryLenSupport(Enum):
    VARLEN = "varlen"


class MLACommonMetadataBuilder(TritonAttentionMetadataBuilder):
    pass


class MLACommonImpl:
    def __init__(
        self, num_heads: int, head_size: int, scale: float, *given: Any, **mla: Any
    ) -> None:
        self.num_heads, self.head_size, self.scale = num_heads, head_size, scale
        self.kv_cache_dtype = given[3]
        self.kv_lora_rank = mla["kv_lora_rank"]


class MLACommonBackend:
    pass


class AttentionBackend:
    pass


class SparseMLACommonMetadata:
    pass


class SparseMLACommonMetadataBuilder(TritonAttentionMetadataBuilder):
    def __init__(self, kv_cache_spec: Any, layer_names: Any, vllm_config: Any, device: Any) -> None:
        super().__init__(kv_cache_spec, layer_names, vllm_config, device)
        self.topk_tokens = vllm_config.model_config.hf_text_config.index_topk

    def _init_reorder_batch_threshold(
        self, reorder_batch_threshold: int | None = 1, supports_spec_as_decode: bool = False
    ) -> None:
        self.reorder_batch_threshold = reorder_batch_threshold


class SparseMLACommonImpl(MLACommonImpl):
    pass


def align_blocks_to_rows(spec: Any, rows: int = 1) -> Any:
    return spec


def flat_kv_row_view(kv_cache: torch.Tensor, block_size: int) -> tuple[torch.Tensor, int]:
    """Rows of all blocks, and of those between them, and how many there are from block to block."""
    blocks, _, size = kv_cache.shape
    stride = kv_cache.stride(0) // size
    rows = (blocks - 1) * stride + block_size
    return kv_cache.as_strided((rows, size), (size, 1)), stride


def install() -> None:
    """Makes these the modules that the backend imports, unless vLLM is there."""
    if INSTALLED or "vllm" in sys.modules:
        return
    here = globals()
    attention = "vllm.v1.attention"
    names = {
        "vllm": ("envs",),
        "vllm.v1": (),
        attention: (),
        f"{attention}.backend": (
            "AttentionBackend",
            "AttentionCGSupport",
            "AttentionType",
            "CommonAttentionMetadata",
            "MultipleOf",
            "max_decode_query_len",
        ),
        f"{attention}.backends": (),
        f"{attention}.backends.triton_attn": (
            "TritonAttentionBackend",
            "TritonAttentionImpl",
            "TritonAttentionMetadata",
            "TritonAttentionMetadataBuilder",
        ),
        f"{attention}.backends.utils": ("split_decodes_and_prefills",),
        f"{attention}.backends.mla": (),
        f"{attention}.backends.mla.sparse_utils": ("align_blocks_to_rows", "flat_kv_row_view"),
        "vllm.v1.kv_cache_layout": ("KVCacheLayout",),
        "vllm.model_executor": (),
        "vllm.model_executor.layers": (),
        "vllm.model_executor.layers.quantization": (),
        "vllm.model_executor.layers.quantization.utils": (),
        "vllm.model_executor.layers.quantization.utils.quant_utils": ("kFp8StaticTensorSym",),
        "vllm.model_executor.layers.attention": (),
        "vllm.model_executor.layers.attention.mla_attention": (
            "MLACommonBackend",
            "MLACommonImpl",
            "MLACommonMetadataBuilder",
            "QueryLenSupport",
        ),
        "vllm.model_executor.layers.attention.sparse_mla_attention": (
            "SparseMLACommonImpl",
            "SparseMLACommonMetadata",
            "SparseMLACommonMetadataBuilder",
        ),
    }
    for name, holds in names.items():
        module = ModuleType(name)
        for held in holds:
            setattr(module, held, here[held])
        sys.modules[name] = module
