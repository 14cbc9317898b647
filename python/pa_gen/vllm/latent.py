"""From a layer of MLA to the kernel that decodes it, and to what a launch is given. No vLLM here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch

from ..errors import TensorError
from ..folder import Kernels
from ..memory import dtype_name
from .kernel import Batching, plans

CACHE_DTYPES = ["auto", "float16", "bfloat16", "fp8", "fp8_e4m3"]


@dataclass(frozen=True)
class LatentLayer:
    """What a layer computes on one rank.

    size: elements of a row of the cache; latent: those that are its value too; cache: vLLM's name
    of the cache's type.
    """

    heads: int
    size: int
    latent: int
    scale: float
    cache: str

    @property
    def is_fp8(self) -> bool:
        return self.cache.startswith("fp8")


def spec(layer: LatentLayer, batching: Batching) -> dict[str, Any]:
    """What is asked of `Kernels.for_spec`: that of `pa-gen generate --for vllm`."""
    return {
        "head_size": layer.size,
        "latent": layer.latent,
        "q_heads": layer.heads,
        "kv_heads": 1,
        "dtype": dtype_name(batching.dtype),
        "kv_dtype": "fp8_e4m3" if layer.is_fp8 else dtype_name(batching.dtype),
        "kv_scales": "tensor" if layer.is_fp8 else "none",
        "page_size": batching.page_size,
        "page_table": "block_table",
        "q_len": batching.q_len,
        "query_lens": "ragged" if batching.q_len > 1 else "uniform",
        "scale": layer.scale,
    }


class LatentDecoder:
    """Decodes one layer."""

    def __init__(self, kernels: Kernels, layer: LatentLayer, batching: Batching) -> None:
        """Raises MissingKernelError where there is no kernel, and none can be made."""
        self._plans = plans(kernels, spec(layer, batching), batching)
        self._layer = layer
        self._is_ragged = batching.q_len > 1

    def __call__(
        self,
        query: torch.Tensor | tuple[torch.Tensor, torch.Tensor],
        cache: torch.Tensor,
        table: Mapping[str, torch.Tensor],
        query_start_loc: torch.Tensor,
        context: int,
        k_scale: torch.Tensor,
    ) -> torch.Tensor:
        """Attention of the requests that decode: [tokens, heads, latent].

        query: [tokens, heads, size], or its latent and its rotary part; cache: the layer's,
        [blocks, block, size]; table: block_table and seq_lens; context: tokens of the longest
        request, or more; k_scale: one number on the device.
        Raises TensorError where a tensor is not as the kernel takes it. Rows of no request are
        zeros.
        """
        layer = self._layer
        if isinstance(query, tuple):
            query = torch.cat(query, dim=-1)
        if cache.dim() != 3 or cache.shape[2] != layer.size:
            raise TensorError(
                f"the cache is {list(cache.shape)}; the kernel takes [blocks, block, {layer.size}]"
            )
        tensors: dict[str, Any] = dict(table)
        if layer.is_fp8:
            cache = cache.view(torch.uint8)
            tensors["k_scale"] = k_scale
        if self._is_ragged:
            tensors["query_start_loc"] = query_start_loc
        shape = *query.shape[:2], layer.latent
        # Rows behind the last request's are nobody's: a kernel with ragged queries leaves them.
        make = torch.zeros if self._is_ragged else torch.empty
        out = make(shape, dtype=query.dtype, device=query.device)
        rows = slice(None) if self._is_ragged else slice(table["seq_lens"].shape[0])
        plan = self._plans.plan(table["seq_lens"].shape[0], context)
        self._plans.attention(query[rows], cache.unsqueeze(2), plan=plan, out=out[rows], **tensors)
        return out
