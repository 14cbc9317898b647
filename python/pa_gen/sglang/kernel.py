"""From a layer of SGLang to the kernel that decodes it, and its launches. No SGLang here."""

from collections.abc import Mapping
from typing import Any

import torch

from ..folder import Kernels
from ..memory import dtype_name
from ..serving import Plans

_FP8 = {
    "float8_e4m3fn": "fp8_e4m3",
    "float8_e4m3fnuz": "fp8_e4m3",
    "float8_e5m2": "fp8_e5m2",
    "float8_e5m2fnuz": "fp8_e5m2",
}


def cache_type(dtype: torch.dtype) -> str:
    """A cache's type as kernels have it.

    Raises ValueError for one that none has.
    """
    name = str(dtype).rpartition(".")[2]
    if name in _FP8:
        return _FP8[name]
    if name in ("bfloat16", "float16"):
        return dtype_name(dtype)
    raise ValueError(
        f"no kernel of pa-gen reads a cache of {name}: choose another --kv-cache-dtype"
    )


def spec(
    layer: Any, dtype: torch.dtype, cache: torch.dtype, sinks: bool = False, mla: bool = False
) -> dict[str, Any]:
    """What is asked of `Kernels.for_spec`: that of `pa-gen generate --for sglang`.

    layer: a RadixAttention; SGLang counts its window without the query's own token. mla: whether
    the first elements of a key are its value.
    Raises ValueError for a layer that no kernel computes.
    """
    refused = {
        "cross attention": layer.is_cross_attention,
        "a temperature by position": getattr(layer, "xai_temperature_len", -1) > 0,
        f"the cap {layer.logit_capping_method}": layer.logit_capping_method != "tanh",
    }
    for what, has in refused.items():
        if has:
            raise ValueError(f"layer {layer.layer_id} has {what}, which pa-gen does not decode")
    kv_dtype = cache_type(cache)
    return {
        "head_size": layer.qk_head_dim,
        "latent": layer.v_head_dim if mla else None,
        "value_size": None if mla else layer.v_head_dim,
        "q_heads": layer.tp_q_head_num,
        "kv_heads": layer.tp_k_head_num,
        "dtype": dtype_name(dtype),
        "kv_dtype": kv_dtype,
        "kv_scales": "tensor" if kv_dtype.startswith("fp8") else "none",
        "page_size": 1,
        "page_table": "csr",
        "scale": layer.scaling,
        "soft_cap": layer.logit_cap or None,
        "window": layer.sliding_window_size + 1 if layer.sliding_window_size > -1 else None,
        "sinks": sinks,
    }


class Decoder:
    """Decodes one layer."""

    def __init__(
        self,
        kernels: Kernels,
        plans: dict[int, Plans],
        asked: Mapping[str, Any],
        max_sequences: int,
        max_context: int,
    ) -> None:
        """plans: those that layers with the same kernel share.

        Raises MissingKernelError where there is no kernel, and none can be made.
        """
        attention = kernels.for_spec(**asked)
        if id(attention) not in plans:
            plans[id(attention)] = Plans(attention, max_sequences, max_context)
        self._plans = plans[id(attention)]
        self._is_fp8 = asked["kv_scales"] == "tensor"
        self._latent = asked["latent"]
        self._value_size = asked["latent"] or asked["value_size"]
        self._one: torch.Tensor | None = None
        self._sinks: tuple[Any, torch.Tensor] | None = None

    def __call__(
        self,
        query: torch.Tensor,
        keys: torch.Tensor,
        values: torch.Tensor | None,
        table: Mapping[str, torch.Tensor],
        context: int,
        k_scale: Any = None,
        v_scale: Any = None,
        sinks: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """Attention of a batch: [sequences, heads, value size].

        keys, values: [tokens, KV heads, size], with MLA no values; table: kv_indptr, kv_page_indices and
        kv_last_page_len; context: tokens of the longest sequence, or more; k_scale, v_scale: one
        number on the device, or None for 1.
        Raises TensorError where a tensor is not as the kernel takes it.
        """
        tensors: dict[str, Any] = {"key_cache": keys, **table}
        if self._latent is None:
            tensors["value_cache"] = values
        if self._is_fp8:
            known = k_scale is not None and (self._latent or v_scale is not None)
            tensors["k_scale"] = self._scale(k_scale if known else None, query)
            if self._latent is None:
                tensors["v_scale"] = self._scale(v_scale if known else None, query)
        for name in ("key_cache", "value_cache"):
            if name in tensors:
                tensors[name] = self._page(tensors[name])
        if sinks is not None:
            tensors["sinks"] = self._floats(sinks)
        plan = self._plans.plan(query.shape[0], context)
        shape = *query.shape[:2], self._value_size
        out = torch.empty(shape, dtype=query.dtype, device=query.device)
        self._plans.attention(query, plan=plan, out=out, **tensors)
        return out

    def _page(self, cache: torch.Tensor) -> torch.Tensor:
        """A cache as pages of one token."""
        return (cache.view(torch.uint8) if self._is_fp8 else cache).unsqueeze(1)

    def _scale(self, scale: Any, query: torch.Tensor) -> Any:
        if scale is not None:
            return scale
        if self._one is None:
            self._one = torch.ones(1, dtype=torch.float32, device=query.device)
        return self._one

    def _floats(self, sinks: torch.Tensor) -> torch.Tensor:
        if self._sinks is None or self._sinks[0] is not sinks:
            self._sinks = sinks, sinks.detach().float().contiguous()
        return self._sinks[1]
