"""Operators of PyTorch, pa_gen::attention and pa_gen::cache_write: torch.compile traces them."""

from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakValueDictionary

import torch

from .attention import AttentionPlan
from .cache_write import CacheWrite
from .errors import TensorError

_plans: "WeakValueDictionary[int, AttentionPlan]" = WeakValueDictionary()
_writes: "WeakValueDictionary[int, CacheWrite]" = WeakValueDictionary()


def attention(
    plan: AttentionPlan,
    query: torch.Tensor,
    key_cache: torch.Tensor,
    value_cache: torch.Tensor | None = None,
    out: torch.Tensor | None = None,
    lengths_changed: bool = True,
    **tensors: torch.Tensor,
) -> torch.Tensor:
    """As calling an `Attention`, by way of the operator; in what torch.compile traces, that does it.

    Returns out. Raises TensorError when it runs, or where a tensor is missing when it is traced.
    """
    if out is None:
        out = plan.new_output(query)
    given = {"query": query, "key_cache": key_cache, "out": out, **tensors}
    if value_cache is not None:
        given["value_cache"] = value_cache
    _require_all(given, [*plan.inputs, *plan.outputs])
    launch(
        [given[name] for name in plan.inputs],
        [given[name] for name in plan.outputs],
        [plan.workspace["work_list"]] if "work_list" in plan.workspace else [],
        plan.number,
        lengths_changed,
    )
    return out


def register(plan: AttentionPlan) -> None:
    """Makes a plan known to the operator by its number, as long as the program keeps it."""
    _plans[plan.number] = plan


@torch.library.custom_op("pa_gen::attention", mutates_args=("outputs", "work_list"))
def launch(
    inputs: Sequence[torch.Tensor],
    outputs: Sequence[torch.Tensor],
    work_list: Sequence[torch.Tensor],
    plan: int,
    lengths_changed: bool,
) -> None:
    """Launches a plan.

    inputs, outputs: tensors in the order of `plan.inputs` and `plan.outputs`; work_list: what the
    first launch for new lengths writes and later ones read, named so that their order is kept;
    plan: its number.
    """
    found = _plans.get(plan)
    if found is None:
        raise TensorError(
            "the plan of a compiled function is gone: keep it as long as the function"
        )
    found.launch.pack(dict(zip([*found.inputs, *found.outputs], [*inputs, *outputs])))
    found.launch(found.attention.stream(found.library), lengths_changed)


@launch.register_fake
def _(
    inputs: Sequence[torch.Tensor],
    outputs: Sequence[torch.Tensor],
    work_list: Sequence[torch.Tensor],
    plan: int,
    lengths_changed: bool,
) -> None:
    """Outputs are the caller's: there is nothing to make."""
    return


def cache_write(write: CacheWrite, given: Mapping[str, Any]) -> None:
    """As calling a `CacheWrite`, by way of the operator; in what torch.compile traces, that does it.

    given: all tensors by name. Raises TensorError when it runs, or where one is missing.
    """
    _require_all(given, [*write.inputs, *write.outputs])
    launch_write(
        [given[name] for name in write.inputs],
        [given[name] for name in write.outputs],
        write.number,
    )


def register_write(write: CacheWrite) -> None:
    """Makes a kernel known to the operator by its number, as long as the program keeps it."""
    _writes[write.number] = write


@torch.library.custom_op("pa_gen::cache_write", mutates_args=("caches",))
def launch_write(
    inputs: Sequence[torch.Tensor], caches: Sequence[torch.Tensor], write: int
) -> None:
    """Launches a kernel that writes the cache.

    inputs, caches: tensors in the order of its `inputs` and `outputs`; write: its number.
    """
    found = _writes.get(write)
    if found is None:
        raise TensorError(
            "the kernel of a compiled function is gone: keep it as long as the function"
        )
    found.launch.pack(dict(zip([*found.inputs, *found.outputs], [*inputs, *caches])))
    found.launch(found.stream(found.library))


@launch_write.register_fake
def _(inputs: Sequence[torch.Tensor], caches: Sequence[torch.Tensor], write: int) -> None:
    """Caches are the caller's: there is nothing to make."""
    return


def _require_all(given: Mapping[str, Any], takes: Sequence[str]) -> None:
    if set(given) != set(takes):
        raise TensorError(f"the kernel takes {', '.join(takes)}, not {', '.join(given)}")
