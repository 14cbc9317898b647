"""Decode steps of Hugging Face transformers' continuous batching, by kernels that pa-gen wrote.

pa_gen.transformers.register("kernels")
model.set_attn_implementation(pa_gen.transformers.NAME)
model.generate_batch(prompts)

Needs transformers 5.24 or later, else ImportError, and PyTorch. Batches that are not all decode
steps, and layers that transformers has no block tables for, such as those with a sliding window,
take PyTorch's attention.
"""

import inspect
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch.nn.attention.varlen import varlen_attn
from transformers import AttentionInterface, AttentionMaskInterface, modeling_flash_attention_utils
from transformers.generation.continuous_batching import PagedAttentionCache
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

from .attention import Attention, AttentionPlan
from .errors import MissingKernelError
from .folder import Kernels, load
from .memory import dtype_name
from .serving import Plans

NAME = "pa_gen_flash_2"
"""Of the attention. Block tables are made only for a name that has flash and 2 in it."""

if "kwargs" not in inspect.signature(PagedAttentionCache.update).parameters:
    raise ImportError("pa_gen.transformers needs continuous batching as transformers 5.24 has it")

_offered: dict[str, Callable[..., Any]] = {}


def register(kernels: str | Path | Kernels, name: str = NAME) -> None:
    """Makes an attention known to transformers, for `model.set_attn_implementation(name)`.

    kernels: a folder, or what `pa_gen.load` returned; it has the kernel for block tables with pages
    of continuous batching's page_size, and the one that writes the cache; name: has to contain
    "flash", and later 2 or 3.
    Raises ValueError for another name.
    """
    if not re.match(r".*flash.*[23]", name):
        raise ValueError(
            f"{name}: transformers gives block tables only to names that have flash and 2 in them"
        )
    found = kernels if isinstance(kernels, Kernels) else load(kernels)
    disabled: Any = torch.compiler.disable
    forward = disabled(PagedAttention(found))
    AttentionInterface.register(name, forward)
    AttentionMaskInterface.register(name, sdpa_mask)
    _offer(name, forward)


class PagedAttention:
    """An attention function of transformers over a folder's kernels; for one stream at a time."""

    def __init__(self, kernels: Kernels) -> None:
        self._kernels = kernels
        self._found: dict[tuple[Any, ...], tuple[Attention, Any]] = {}
        self._plans: dict[tuple[Attention, int], Plans] = {}
        self._last: tuple[Any, int] = (None, 0)
        self._lengths: Any = None

    def __call__(
        self,
        module: Any,
        query: Any,
        key: Any,
        value: Any,
        attention_mask: Any,
        cu_seq_lens_q: Any = None,
        block_table: Any = None,
        **options: Any,
    ) -> tuple[Any, None]:
        """Attention of a layer.

        query, key, value: [1, heads, tokens, size], the tokens of all sequences one after another;
        block_table: int32 [sequences, blocks] where all are decode steps, with k_cache, v_cache
        [blocks, block, KV heads, size] and cu_seq_lens_k int32 [sequences + 1], which count the new
        token. Without cu_seq_lens_q it is no continuous batching, and batches are rows.
        Returns [1, tokens, heads, size]. Raises ValueError where an indexer has chosen the keys.
        """
        if options.get("indices") is not None:
            raise ValueError("keys that an indexer chooses are not served here: use eager or sdpa")
        if cu_seq_lens_q is None:
            done: tuple[Any, None] = sdpa_attention_forward(
                module, query, key, value, attention_mask, **options
            )
            return done
        q, k, v = (tensor[0].transpose(0, 1).contiguous() for tensor in (query, key, value))
        if block_table is None:
            out = _varlen(q, k, v, cu_seq_lens_q, **options)
        else:
            out = self._decode(module, q, k, v, cu_seq_lens_q, block_table, **options)
        return out.unsqueeze(0), None

    def _decode(
        self,
        module: Any,
        query: Any,
        key: Any,
        value: Any,
        cu_seq_lens_q: Any,
        block_table: Any,
        *,
        k_cache: Any,
        v_cache: Any,
        cu_seq_lens_k: Any,
        scaling: float | None = None,
        sliding_window: int | None = None,
        softcap: float | None = None,
        s_aux: Any = None,
        **_: Any,
    ) -> Any:
        """Writes the new tokens' keys and values, then attends to all; each row is a sequence."""
        attention, write = self._for(
            head_size=query.shape[-1],
            q_heads=query.shape[-2],
            kv_heads=key.shape[-2],
            dtype=dtype_name(query.dtype),
            kv_dtype=dtype_name(k_cache.dtype),
            page_size=k_cache.shape[1],
            page_table="block_table",
            scale=scaling,
            soft_cap=softcap,
            window=sliding_window,
            sinks=s_aux is not None,
        )
        fresh = self._is_new_step(cu_seq_lens_k, module.layer_idx)
        if fresh:
            self._lengths = (cu_seq_lens_k[1:] - cu_seq_lens_k[:-1]).to(torch.int32)
        table = {"block_table": block_table, "seq_lens": self._lengths}
        if attention.spec.get("query_lens") == "ragged":
            table["query_start_loc"] = cu_seq_lens_q
        write(key, value, k_cache, v_cache, **table)
        if s_aux is not None:
            table["sinks"] = s_aux.float()
        plan = self._plan(attention, len(query), block_table.shape[1] * k_cache.shape[1])
        return attention(query, k_cache, v_cache, plan=plan, lengths_changed=fresh, **table)

    def _is_new_step(self, lengths: Any, layer: int) -> bool:
        """Whether it is the first layer of a step; a graph's capture is a step of its own."""
        last, last_layer = self._last
        self._last = lengths, layer
        return last is not lengths or layer <= last_layer

    def _for(self, **spec: Any) -> tuple[Attention, Any]:
        key = tuple(spec.values())
        if key not in self._found:
            try:
                attention = self._kernels.for_spec(**spec)
            except MissingKernelError:
                spec["query_lens"] = "ragged"
                attention = self._kernels.for_spec(**spec)
            self._found[key] = attention, self._kernels.cache_write(**spec)
        return self._found[key]

    def _plan(self, attention: Attention, sequences: int, max_context: int) -> AttentionPlan:
        key = attention, max_context
        if key not in self._plans:
            self._plans[key] = Plans(attention, sequences, max_context)
        return self._plans[key].plan(sequences, max_context)


def _varlen(
    query: Any,
    key: Any,
    value: Any,
    cu_seq_lens_q: Any,
    *,
    cu_seq_lens_k: Any,
    max_length_q: int,
    max_length_k: int,
    scaling: float | None = None,
    sliding_window: int | None = None,
    softcap: float | None = None,
    s_aux: Any = None,
    **_: Any,
) -> Any:
    """PyTorch's attention over sequences one after another, where keys may begin before queries."""
    if softcap is not None or s_aux is not None:
        raise ValueError(
            "PyTorch's attention of prompts has neither a soft cap nor sinks: use paged|eager"
        )
    if sliding_window is not None:
        warnings.warn(
            "transformers has no block tables for sliding windows: these layers take PyTorch's"
            " attention",
            stacklevel=2,
        )
    return varlen_attn(
        query,
        key,
        value,
        cu_seq_lens_q.to(torch.int32),
        cu_seq_lens_k,
        max_length_q,
        max_length_k,
        scale=scaling,
        window_size=(-1 if sliding_window is None else sliding_window - 1, 0),
    )


def _offer(name: str, forward: Callable[..., Any]) -> None:
    """Has transformers find functions for a name that it takes for a package of FlashAttention's.

    There is no interface for that: it asks `_lazy_imports`, and wants a function for block tables.
    """
    if not _offered:
        imports = modeling_flash_attention_utils._lazy_imports

        def lazy_imports(implementation: str | None, *args: Any, **options: Any) -> Any:
            if implementation in _offered:
                return None, None, _offered[implementation], None, None
            return imports(implementation, *args, **options)

        modeling_flash_attention_utils._lazy_imports = lazy_imports
    _offered[name] = forward
