"""What a step of vLLM tells its layers: which requests decode, and what the rest is."""

from dataclasses import dataclass, field
from typing import Any

import torch
from vllm import envs
from vllm.v1.attention.backend import (
    AttentionCGSupport,
    CommonAttentionMetadata,
    max_decode_query_len,
)
from vllm.v1.attention.backends.triton_attn import (
    TritonAttentionMetadata,
    TritonAttentionMetadataBuilder,
)
from vllm.v1.attention.backends.utils import split_decodes_and_prefills
from vllm.v1.kv_cache_layout import KVCacheLayout

from .kernel import MAX_Q_LEN, Batching

_HEADS_OUTSIDE = ("LBHNC", "BLHNC")

MORE = 64
"""Tokens that a request may gain while a step's metadata is used again, as by drafts."""


@dataclass
class PaGenMetadata(TritonAttentionMetadata):
    """The engine's metadata of the whole batch, and how it is divided.

    decode_tokens: rows of query that our kernel takes, 0 if none; table: its tensors; context: the
    longest of its requests, or more; pads: whether rows may belong to no request; prefill: the
    metadata of the rows that follow, which the engine's kernel takes, if there are any.
    """

    decode_tokens: int = 0
    table: dict[str, torch.Tensor] = field(default_factory=dict)
    context: int = 0
    pads: bool = False
    prefill: TritonAttentionMetadata | None = None


def decode_query_len(vllm_config: Any) -> int:
    """The most new tokens of a request that our kernels decode."""
    return min(int(max_decode_query_len(vllm_config)), MAX_Q_LEN)


def prepare(
    layer_names: list[str], vllm_config: Any, kv_cache_spec: Any, heads_outside: bool
) -> None:
    """Has layers load their kernels, before anything is captured.

    Raises MissingKernelError where a layer has no kernel, and none can be made.
    """
    batching = Batching(
        dtype=vllm_config.model_config.dtype,
        page_size=kv_cache_spec.block_size,
        heads_outside=heads_outside,
        q_len=decode_query_len(vllm_config),
        max_sequences=vllm_config.scheduler_config.max_num_seqs,
        max_context=vllm_config.model_config.max_model_len,
        invariant=bool(envs.VLLM_BATCH_INVARIANT),
    )
    for name in layer_names:
        vllm_config.compilation_config.static_forward_context[name].impl.prepare(batching)


class Graphs:
    """What a builder says of graphs."""

    @classmethod
    def get_cudagraph_support(cls, vllm_config: Any, kv_cache_spec: Any) -> AttentionCGSupport:
        """Batches of decodes, with drafts where these are no more than kernels take."""
        if max_decode_query_len(vllm_config) > MAX_Q_LEN:
            return AttentionCGSupport.NEVER
        return AttentionCGSupport.UNIFORM_BATCH


class PaGenMetadataBuilder(Graphs, TritonAttentionMetadataBuilder):
    """Puts requests of up to q_len new tokens first, and gives the rest to the engine's kernel."""

    def __init__(
        self,
        kv_cache_spec: Any,
        layer_names: list[str],
        vllm_config: Any,
        device: torch.device,
    ) -> None:
        """Raises MissingKernelError where a layer has no kernel, and none can be made."""
        super().__init__(kv_cache_spec, layer_names, vllm_config, device)
        self.q_len = decode_query_len(vllm_config)
        self._init_reorder_batch_threshold(self.q_len)
        self.max_context = vllm_config.model_config.max_model_len
        layout = vllm_config.cache_config.kv_cache_layout or KVCacheLayout.LBHNC.name
        prepare(layer_names, vllm_config, kv_cache_spec, layout in _HEADS_OUTSIDE)

    @classmethod
    def get_varlen_cudagraph_max_query_len(cls, vllm_config: Any, kv_cache_spec: Any) -> int | None:
        """Kernels read the lengths of queries on the device."""
        return decode_query_len(vllm_config)

    def build_for_cudagraph_capture(
        self, common_attn_metadata: CommonAttentionMetadata
    ) -> PaGenMetadata:
        metadata: PaGenMetadata = super().build_for_cudagraph_capture(common_attn_metadata)
        metadata.context = self.max_context
        metadata.pads = True
        return metadata

    def build(
        self,
        common_prefix_len: int,
        common_attn_metadata: CommonAttentionMetadata,
        fast_build: bool = False,
    ) -> PaGenMetadata:
        common = common_attn_metadata
        whole = super().build(common_prefix_len, common, fast_build)
        metadata = PaGenMetadata(**vars(whole))
        if common.causal is not True or not common.num_reqs:
            return metadata
        decodes, prefills, decode_tokens, _ = split_decodes_and_prefills(
            common, decode_threshold=self.q_len
        )
        if not decodes:
            return metadata
        metadata.decode_tokens = decode_tokens
        metadata.table = {
            "block_table": common.block_table_tensor[:decodes],
            "seq_lens": common.seq_lens[:decodes],
        }
        if self.q_len > 1:
            metadata.table["query_start_loc"] = common.query_start_loc[: decodes + 1]
        metadata.pads = int(common.query_start_loc_cpu[decodes]) < decode_tokens
        metadata.context = min(self.max_context, common.max_seq_len + MORE)
        if prefills:
            metadata.prefill = super().build(0, after(common, decodes, decode_tokens), fast_build)
        return metadata


def after(common: CommonAttentionMetadata, requests: int, tokens: int) -> CommonAttentionMetadata:
    """A batch without its first requests, which have so many tokens."""
    rest: dict[str, Any] = {
        "query_start_loc": common.query_start_loc[requests:] - tokens,
        "query_start_loc_cpu": common.query_start_loc_cpu[requests:] - tokens,
        "seq_lens": common.seq_lens[requests:],
        "num_reqs": common.num_reqs - requests,
        "num_actual_tokens": common.num_actual_tokens - tokens,
        "block_table_tensor": common.block_table_tensor[requests:],
        "slot_mapping": common.slot_mapping[tokens:],
        "_num_computed_tokens_cache": None,
        "_token_to_req_indices_cache": None,
    }
    return common.replace(**rest)
