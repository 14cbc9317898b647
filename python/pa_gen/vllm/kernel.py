"""From a layer of vLLM to the kernel that decodes it, and to what a launch is given. No vLLM here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch

from ..errors import PaGenError, TensorError
from ..folder import Kernels
from ..memory import dtype_name
from ..serving import Plans

MAX_Q_LEN = 16
"""The most new tokens of a request that a kernel takes."""

_CACHES = {
    "auto": None,
    "float16": "fp16",
    "bfloat16": "bf16",
    "fp8": "fp8_e4m3",
    "fp8_e4m3": "fp8_e4m3",
    "fp8_e5m2": "fp8_e5m2",
}
"""Types of caches by the names that vLLM has for them; None is the query's."""

CACHE_DTYPES = list(_CACHES)


@dataclass(frozen=True)
class Layer:
    """What a layer computes on one rank.

    cache: vLLM's name of the cache's type; window: tokens, the query's own counted, or 0; soft_cap:
    0 for none; sinks, alibi_slopes: a number for each query head, or None.
    """

    heads: int
    kv_heads: int
    size: int
    scale: float
    cache: str
    window: int
    soft_cap: float
    sinks: torch.Tensor | None
    alibi_slopes: torch.Tensor | None


@dataclass(frozen=True)
class Batching:
    """How the engine has batches and pages.

    page_size: tokens of a block as kernels see it; heads_outside: whether a block has one head's
    tokens after another's; q_len: the most new tokens of a request that decodes; invariant: whether
    a request's result must have the same bits in every batch.
    """

    dtype: torch.dtype
    page_size: int
    heads_outside: bool
    q_len: int
    max_sequences: int
    max_context: int
    invariant: bool = False


def spec(layer: Layer, batching: Batching, out_dtype: str | None = None) -> dict[str, Any]:
    """What is asked of `Kernels.for_spec`: that of `pa-gen generate --for vllm`.

    out_dtype: of the output, by default the query's.
    """
    dtype = dtype_name(batching.dtype)
    kv_dtype = _CACHES[layer.cache] or dtype
    row = 2 * layer.size
    token = row if batching.heads_outside else row * layer.kv_heads
    head = row * batching.page_size if batching.heads_outside else row
    return {
        "head_size": layer.size,
        "q_heads": layer.heads,
        "kv_heads": layer.kv_heads,
        "dtype": dtype,
        "out_dtype": out_dtype,
        "kv_dtype": kv_dtype,
        "kv_scales": "tensor" if kv_dtype.startswith("fp8") else "none",
        "page_size": batching.page_size,
        "layout": "hnd" if batching.heads_outside else "nhd",
        "kv_strides": [token, head, token, head],
        "page_table": "block_table",
        "q_len": batching.q_len,
        "query_lens": "ragged" if batching.q_len > 1 else "uniform",
        "scale": layer.scale,
        "soft_cap": layer.soft_cap or None,
        "window": layer.window or None,
        "sinks": layer.sinks is not None,
        "alibi": layer.alibi_slopes is not None,
    }


_plans: dict[tuple[int, int, int], Plans] = {}


def plans(kernels: Kernels, asked: Mapping[str, Any], batching: Batching) -> Plans:
    """Those of the kernel for a spec, which all layers with that kernel share.

    Raises MissingKernelError where there is no kernel, and none can be made; PaGenError where it is
    not invariant and has to be.
    """
    attention = kernels.for_spec(**asked)
    if batching.invariant and not attention.manifest.has_fixed_partition:
        raise PaGenError(
            f"{attention.manifest.name} has other bits in other batches: generate it with"
            " --partition invariant, or leave out VLLM_BATCH_INVARIANT"
        )
    key = id(attention), batching.max_sequences, batching.max_context
    if key not in _plans:
        _plans[key] = Plans(attention, batching.max_sequences, batching.max_context)
    return _plans[key]


class Decoder:
    """Decodes one layer."""

    def __init__(
        self, kernels: Kernels, layer: Layer, batching: Batching, out_dtype: str | None = None
    ) -> None:
        """out_dtype: of the output, by default the query's; fp8_e4m3 has a scale.

        Raises MissingKernelError where there is no kernel, and none can be made.
        """
        self._plans = plans(kernels, spec(layer, batching, out_dtype), batching)
        self._quantises = out_dtype is not None
        self._size = layer.size
        self._heads_outside = batching.heads_outside
        self._is_fp8 = _CACHES[layer.cache] in ("fp8_e4m3", "fp8_e5m2")
        self._constant: dict[str, torch.Tensor] = {}
        if layer.sinks is not None:
            self._constant["sinks"] = layer.sinks.float().contiguous()
        if layer.alibi_slopes is not None:
            self._constant["alibi_slopes"] = layer.alibi_slopes.float().contiguous()
        self._cache: torch.Tensor | None = None
        self._views: dict[str, torch.Tensor] = {}

    def __call__(
        self,
        query: torch.Tensor,
        cache: torch.Tensor,
        out: torch.Tensor,
        table: Mapping[str, torch.Tensor],
        context: int,
        k_scale: torch.Tensor,
        v_scale: torch.Tensor,
        out_scale: torch.Tensor | None = None,
    ) -> None:
        """Writes attention of the requests that decode to out.

        query, out: [tokens, heads, size]; cache: the layer's, [blocks, KV heads, block, 2 * size];
        table: block_table, seq_lens and, where there may be several new tokens, query_start_loc;
        context: tokens of the longest request, or more; k_scale, v_scale: one number on the device;
        out_scale: what an output of 8 bits is divided by, the same.
        Raises TensorError where a tensor is not as the kernel takes it.
        """
        if self._cache is not cache:
            self._views = self._split(cache)
            self._cache = cache
        tensors: dict[str, Any] = {**self._views, **table, **self._constant}
        if self._is_fp8:
            tensors.update(k_scale=k_scale, v_scale=v_scale)
        if self._quantises and out_scale is not None:
            out = out.view(torch.uint8)
            tensors["out_scale"] = out_scale.view(1)
        plan = self._plans.plan(table["seq_lens"].shape[0], context)
        self._plans.attention(query, plan=plan, out=out, **tensors)

    def _split(self, cache: torch.Tensor) -> dict[str, torch.Tensor]:
        if cache.dim() != 4 or cache.shape[3] != 2 * self._size:
            raise TensorError(
                f"the cache is {list(cache.shape)}; the kernel takes"
                f" [blocks, KV heads, block, {2 * self._size}]"
            )
        if self._is_fp8:
            cache = cache.view(torch.uint8)
        if not self._heads_outside:
            cache = cache.transpose(1, 2)
        return {"key_cache": cache[..., : self._size], "value_cache": cache[..., self._size :]}
