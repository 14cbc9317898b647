"""From a layer of MLA whose keys an indexer chooses to the kernel that reads its lists. No vLLM here."""

from dataclasses import dataclass
from typing import Any

import torch

from ..errors import TensorError
from ..folder import Kernels
from ..memory import dtype_name
from .kernel import Batching, plans

ROWS = "fp8_ds_mla"
"""vLLM's name of a cache whose rows have scales inside, and pa-gen's of such rows."""

_ROW_SIZE, _ROW_BYTES = 576, 656
"""Elements and bytes of such a row."""

CACHE_DTYPES = ["auto", "float16", "bfloat16", ROWS]


@dataclass(frozen=True)
class SelectedLayer:
    """What a layer computes on one rank.

    size: elements of a row of the cache; latent: those that are its value too; cache: vLLM's name
    of the cache's type; sinks: a number for each query head, or None.
    """

    heads: int
    size: int
    latent: int
    scale: float
    cache: str
    sinks: torch.Tensor | None = None

    @property
    def row(self) -> int:
        """Elements of a row that the kernel reads.

        vLLM keeps DeepSeek's rows of 576 elements for latents without a rotary part too, and has
        zeros there (GLM-5.3-Flash).
        """
        return _ROW_SIZE if self.cache == ROWS else self.size


def spec(layer: SelectedLayer, batching: Batching) -> dict[str, Any]:
    """What is asked of `Kernels.for_spec`: that of `pa-gen generate --for vllm`.

    Lists are of rows of the whole cache, whatever its blocks are: pages have one token.
    """
    return {
        "head_size": layer.row,
        "latent": layer.latent,
        "q_heads": layer.heads,
        "kv_heads": 1,
        "dtype": dtype_name(batching.dtype),
        "kv_rows": ROWS if layer.cache == ROWS else None,
        "page_size": 1,
        "select": "tokens",
        "scale": layer.scale,
        "sinks": layer.sinks is not None,
    }


class SelectedDecoder:
    """Attention of one layer over lists of rows, of new tokens of whatever request."""

    def __init__(self, kernels: Kernels, layer: SelectedLayer, batching: Batching) -> None:
        """batching: max_sequences are new tokens of a step, max_context entries of a list.

        Raises MissingKernelError where there is no kernel, and none can be made.
        """
        self._plans = plans(kernels, spec(layer, batching), batching)
        self._layer = layer
        self._sinks = None if layer.sinks is None else layer.sinks.float().contiguous()

    def __call__(
        self,
        query: torch.Tensor | tuple[torch.Tensor, torch.Tensor],
        rows: torch.Tensor,
        indices: torch.Tensor,
    ) -> torch.Tensor:
        """Attention of new tokens: [tokens, heads, latent].

        query: [tokens, heads, size], or its latent and its rotary part; rows: those of the layer's
        cache, [rows, size], or [rows, 656] bytes; indices: int32 [tokens, top k], rows or -1.
        Raises TensorError where a tensor is not as the kernel takes it.
        """
        layer = self._layer
        if isinstance(query, tuple):
            query = torch.cat(query, dim=-1)
        if query.shape[-1] < layer.row:
            query = torch.nn.functional.pad(query, (0, layer.row - query.shape[-1]))
        cache = self._pages(rows)
        out = torch.empty(*query.shape[:2], layer.latent, dtype=query.dtype, device=query.device)
        tensors: dict[str, Any] = {"indices": indices}
        if self._sinks is not None:
            tensors["sinks"] = self._sinks
        plan = self._plans.plan(query.shape[0], indices.shape[1])
        self._plans.attention(query, cache, plan=plan, out=out, **tensors)
        return out

    def _pages(self, rows: torch.Tensor) -> torch.Tensor:
        """The rows as pages of one token."""
        has_scales = self._layer.cache == ROWS
        width = _ROW_BYTES if has_scales else self._layer.size
        if rows.dim() != 2 or rows.shape[1] != width:
            raise TensorError(f"the cache is {list(rows.shape)}; the kernel takes [rows, {width}]")
        return rows.view(torch.uint8).unsqueeze(1) if has_scales else rows[:, None, None]
