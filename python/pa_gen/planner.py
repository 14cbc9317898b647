"""Plans launches of pa-gen's kernels: the algorithm of docs/formats.md ("The planner")."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MAX_CONTEXT = 1 << 30
MAX_GRID_YZ = 65535
MAX_THREADS_X = (1 << 32) - 1
MAX_ITEMS = (1 << 31) - 1
ALIGNMENT = 256
FULL = 4
"""Rounds of workgroups after which more partitions are not tried."""


@dataclass(frozen=True)
class Plan:
    """How a batch is launched.

    grids: workgroups in x, y and z by kernel; a kernel that is not launched is not there.
    offsets: bytes from the beginning of its part by buffer; one that is not needed is not there.
    bytes: of each part of the workspace: "partials", "arrivals" and "work_list".
    """

    sequences: int
    max_context: int
    partition_size: int
    max_partitions: int
    max_items: int
    grids: Mapping[str, tuple[int, int, int]]
    offsets: Mapping[str, int]
    bytes: Mapping[str, int]


class Planner:
    """Plans launches of the kernels of one manifest, on a device of so many compute units."""

    def __init__(self, manifest: Mapping[str, Any], compute_units: int) -> None:
        """manifest: the JSON, read; compute_units: of the device, at least 1."""
        if compute_units < 1:
            raise ValueError(f"a device has compute units, not {compute_units}")
        self.manifest = manifest
        self.numbers: Mapping[str, int] = manifest["planner"]
        self.costs = {name: float(cost) for name, cost in manifest["planner"]["costs"].items()}
        self.slots = compute_units * self.numbers["workgroups_per_cu"]

    def plan(self, sequences: int, max_context: int, partition_size: int | None = None) -> Plan:
        """A plan for sequences of at most max_context tokens, whatever they have at a launch.

        partition_size: tokens of one workgroup, for who measures; a kernel's fixed one comes first.
        Raises ValueError where no launch can be that large.
        """
        reach = self.longest_reach(max_context)
        return self.planned(sequences, max_context, sequences, reach, partition_size)

    def plan_batch(self, contexts: Sequence[int], partition_size: int | None = None) -> Plan:
        """A plan for the tokens that a batch has: the length of each sequence."""
        reaches = [self.reach(context) for context in contexts]
        longest = max(reaches, default=0)
        alike = ceil_div(sum(reaches), max(1, longest))
        max_context = max(contexts, default=0)
        return self.planned(len(contexts), max_context, alike, longest, partition_size)

    def workspace(self, sequences: int, max_context: int) -> dict[str, int]:
        """Bytes of each part that serve every `plan` of 1 to so many sequences of max_context tokens.

        A small batch may need more than a large one, which is split less; batches that fill the
        device more than four times are all split alike.
        Raises ValueError where no launch can be that large.
        """
        most = dict(self.plan(sequences, max_context).bytes)
        few = min(sequences, FULL * self.slots // self.numbers["workgroups"])
        for fewer in range(1, few + 1):
            for part, size in self.plan(fewer, max_context).bytes.items():
                most[part] = max(most[part], size)
        return most

    def planned(
        self,
        sequences: int,
        max_context: int,
        alike: int,
        longest: int,
        partition_size: int | None,
    ) -> Plan:
        fixed = self.numbers["partition_size"] or partition_size
        if self.numbers["work_list"] and not fixed:
            items = sequences + 2 * ceil_div(self.slots, self.numbers["workgroups"])
            return self.lay_out(sequences, max_context, 0, items)
        partition = min(fixed or self.partition(alike, longest), MAX_CONTEXT)
        partitions = max(1, ceil_div(self.longest_reach(max_context), partition))
        return self.lay_out(sequences, max_context, partition, sequences * partitions, partitions)

    def reach(self, context: int) -> int:
        """Tokens that the queries of a sequence see."""
        position = max(0, context - self.numbers["q_len"])
        if self.numbers["chunk"]:
            return context - position // self.numbers["chunk"] * self.numbers["chunk"]
        if self.numbers["window"]:
            return context - max(0, position - self.numbers["window"] + 1)
        return context

    def longest_reach(self, max_context: int) -> int:
        """The most that queries see of sequences of up to max_context tokens."""
        most = self.numbers["chunk"] or self.numbers["window"]
        return min(max_context, most + self.numbers["q_len"] - 1) if most else max_context

    def partition(self, sequences: int, reach: int) -> int:
        """Tokens of one workgroup for so many sequences of which queries see so many tokens."""
        block = self.numbers["block_tokens"]
        groups = max(1, sequences) * self.numbers["workgroups"]
        blocks = max(1, ceil_div(reach, block))
        partitions = ceil_div(blocks, max(1, self.numbers["longest_partition"] // block))
        best, least = blocks, math.inf
        while True:
            size = ceil_div(blocks, partitions)
            time = self.time(groups, ceil_div(blocks, size), size * block)
            if time < least:
                best, least = size, time
            if size == 1:
                break
            partitions = ceil_div(blocks, size - 1)
            if groups * (partitions - 1) > FULL * self.slots:
                break
        return best * block

    def time(self, groups: int, partitions: int, tokens: int) -> float:
        """The time of a launch, in bytes that memory moves in it."""
        costs, slots = self.costs, self.slots
        bytes = tokens * costs["token_bytes"] + (costs["partial_bytes"] if partitions > 1 else 0)
        alone = tokens * costs["token"]
        rounds, last = divmod(groups * partitions, slots)
        time: float = rounds * (costs["start"] + max(slots * bytes, alone))
        if last:
            time += costs["start"] + max(last * bytes, alone)
        if partitions > 1:
            time += costs["merge"] + partitions * costs["merge_partition"]
        return time

    def lay_out(
        self,
        sequences: int,
        max_context: int,
        partition_size: int,
        max_items: int,
        max_partitions: int | None = None,
    ) -> Plan:
        partitions = max_partitions or max_items - sequences + 1
        if sequences < 0 or not 0 <= max_context <= MAX_CONTEXT or partition_size < 0:
            raise ValueError(f"there are no batches of {sequences} sequences, {max_context} tokens")
        if max(max_items, partitions) > MAX_ITEMS:
            raise ValueError(f"{max_items} partitions are more than a launch can have")
        quantities = {
            "sequences": sequences,
            "max_context": max_context,
            "partition_size": partition_size,
            "max_partitions": partitions,
            "max_items": max_items,
        }
        grids = {}
        for kernel in self.manifest["kernels"]:
            if sequences and (partitions > 1 or kernel.get("launched_when") != "split"):
                grid = tuple(quantities.get(extent, extent) for extent in kernel["grid"])
                if max(grid[1:]) > MAX_GRID_YZ or grid[0] * kernel["block"][0] > MAX_THREADS_X:
                    raise ValueError(f"{kernel['symbol']} cannot have {grid} workgroups")
                grids[kernel["symbol"]] = grid
        offsets, ends = {}, {"partials": 0, "arrivals": 0, "work_list": 0}
        for buffer in self.manifest["workspace"]:
            if partitions > 1 or buffer["needed_when"] == "always":
                offset = ceil_div(ends[buffer["part"]], ALIGNMENT) * ALIGNMENT
                size = sum(n * quantities.get(name, 1) for name, n in buffer["bytes"].items())
                offsets[buffer["name"]] = offset
                ends[buffer["part"]] = offset + size
        return Plan(**quantities, grids=grids, offsets=offsets, bytes=ends)


def ceil_div(a: int, b: int) -> int:
    return -(-a // b)
