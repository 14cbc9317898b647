"""What the backends of serving engines share: the folder of kernels, and plans by batch size."""

import os
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .attention import Attention, AttentionPlan
from .driver import Driver
from .folder import Kernels, load
from .memory import size_of

FOLDER = "PA_GEN_KERNELS"
"""The environment variable that names the folder of kernels; by default `kernels`."""

_KEPT = 512
_LEAST_CONTEXT = 1024


def folder() -> str:
    """Where backends look for kernels."""
    return os.environ.get(FOLDER, "kernels")


@lru_cache(maxsize=None)
def kernels(driver: Driver | None = None) -> Kernels:
    """The kernels of `folder()`, each loaded once for a process; driver: by default the GPU's."""
    return load(folder(), driver=driver)


def bucket(context: int, most: int) -> int:
    """The longest context that a plan is made for: a power of two tokens, or most, if that is less.

    Few plans serve all batches then, and a graph that was captured for most tokens serves any.
    """
    return min(most, max(_LEAST_CONTEXT, 1 << max(0, context - 1).bit_length()))


class Plans:
    """Plans of one kernel by batch size, over one workspace: all launches are on one stream."""

    def __init__(self, attention: Attention, max_sequences: int, max_context: int) -> None:
        """max_sequences: rows of the largest batch; max_context: tokens of the longest sequence."""
        self.attention = attention
        self.max_context = max_context
        self._workspace: dict[str, Any] = {}
        self._memory: list[Any] = []
        self._plans: OrderedDict[tuple[int, int], AttentionPlan] = OrderedDict()
        self._require(attention.planner.workspace(max_sequences, max_context))

    def plan(self, sequences: int, context: int) -> AttentionPlan:
        """A plan for so many sequences of up to context tokens, or more."""
        key = sequences, bucket(context, self.max_context)
        found = self._plans.get(key)
        if found is None:
            plan = self.attention.planner.plan(*key)
            self._require(plan.bytes)
            found = AttentionPlan(self.attention, plan, self._workspace)
            self._plans[key] = found
            if len(self._plans) > _KEPT:
                self._plans.popitem(last=False)
        else:
            self._plans.move_to_end(key)
        return found

    def _require(self, sizes: Mapping[str, int]) -> None:
        """Makes parts larger; none is given back, as captured graphs keep its address."""
        short = {
            part: size
            for part, size in sizes.items()
            if size > (size_of(self._workspace.get(part)) or 0)
        }
        memory = self.attention.allocate(short)
        self._workspace = {**self._workspace, **memory}
        self._memory.extend(memory.values())
