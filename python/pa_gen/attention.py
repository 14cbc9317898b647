"""A kernel loaded on the current device, and its launches on tensors."""

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .driver import Driver
from .errors import TensorError
from .launch import Launch
from .loaded import Loaded, array_library
from .manifest import Manifest
from .memory import address, size_of
from .planner import Plan, Planner


class Attention(Loaded):
    """A decode kernel, or a floor, and its launches. Called, it decodes: see __call__."""

    roles = ("decode", "floor")

    def __init__(self, manifest: str | Path | Manifest, driver: Driver | None = None) -> None:
        """manifest, driver: as `Loaded` takes them."""
        super().__init__(manifest, driver)
        self.planner = Planner(self.manifest.document, self.driver.compute_units())

    def plan(
        self,
        sequences: int,
        max_context: int,
        partition_size: int | None = None,
        workspace: Mapping[str, Any] | None = None,
    ) -> "AttentionPlan":
        """A plan for sequences of at most max_context tokens, whatever they have at a launch.

        sequences: rows of the batch, those that only pad it counted; max_context: tokens;
        partition_size: tokens of one workgroup, for who measures; workspace: that of `workspace`, or
        of another plan, if it is large enough; by default new memory, of PyTorch where that is
        imported.
        Raises ValueError where no launch can be that large, TensorError where a workspace is small.
        """
        plan = self.planner.plan(sequences, max_context, partition_size)
        return AttentionPlan(self, plan, workspace)

    def plan_batch(
        self,
        contexts: Sequence[int],
        partition_size: int | None = None,
        workspace: Mapping[str, Any] | None = None,
    ) -> "AttentionPlan":
        """A plan for the tokens that each sequence of a batch has now; else as `plan`."""
        return AttentionPlan(self, self.planner.plan_batch(contexts, partition_size), workspace)

    def workspace(self, sequences: int, max_context: int) -> dict[str, Any]:
        """Memory that serves every `plan` of 1 to so many sequences of this max_context.

        For graphs that are captured for several sizes of a batch: a small one may need more than a
        large one, which is split less. Launches that share it must be on one stream.
        Raises ValueError where no launch can be that large.
        """
        return self.allocate(self.planner.workspace(sequences, max_context))

    def allocate(self, sizes: Mapping[str, int]) -> dict[str, Any]:
        """Memory of the device that is zero, so many bytes of each part of a workspace.

        It is PyTorch's where that is imported, cleared on the current stream.
        """
        library = array_library()
        return {
            part: self.driver.allocate(size)
            if library is None
            else library.zeros(size, self.device)
            for part, size in sizes.items()
            if size
        }

    def __call__(
        self,
        query: Any,
        key_cache: Any,
        value_cache: Any = None,
        *,
        plan: "AttentionPlan",
        out: Any = None,
        stream: int | None = None,
        lengths_changed: bool = True,
        **tensors: Any,
    ) -> Any:
        """Attention of a batch, enqueued on a stream: it copies nothing and waits for nothing.

        query: [sequences, query heads, head size], with q_len before the heads where it is over 1;
        [tokens, query heads, head size] where queries are ragged. key_cache, value_cache: pages in
        the kernel's layout; no value_cache for MLA. tensors: the others by the manifest's names,
        int32 kv_indptr [sequences + 1], kv_page_indices and kv_last_page_len [sequences], or
        block_table [sequences, row] and seq_lens [sequences]; over selected tokens indices
        [sequences, top k], and lengths [sequences] where they differ, and with a second pool
        extra_key_cache, extra_indices and extra_lengths; over selected blocks, beside the page
        table, block_ids [sequences, KV heads, top blocks], any strides; and what the kernel has
        besides, such as query_start_loc, sinks, k_scale, lse. `attention.manifest.tensors` lists
        them.
        plan: of this object; out: where the result goes, by default a new tensor of PyTorch;
        stream: the driver's handle, by default PyTorch's current stream.
        lengths_changed: False for another layer over the same page table and lengths.

        Returns out. Raises TensorError where a tensor is not as the manifest says, and DriverError
        where the driver refuses; nothing was launched then.
        """
        if plan.attention is not self:
            raise TensorError("the plan is of another kernel: call this one's plan()")
        if plan.library is not None and plan.library.is_compiling():
            from .torch_op import attention as traced

            return traced(plan, query, key_cache, value_cache, out, lengths_changed, **tensors)
        if out is None:
            out = plan.new_output(query)
        if value_cache is not None:
            tensors["value_cache"] = value_cache
        launch = plan.launch
        launch.pack({"query": query, "key_cache": key_cache, "out": out, **tensors})
        if stream is None:
            stream = self.stream(plan.library)
        launch(stream, lengths_changed)
        return out


_numbers = itertools.count(1)


class AttentionPlan:
    """How a batch is launched, and the memory that this takes.

    Serves any number of launches on one stream at a time, of all layers with the same lengths.
    sequences, max_context, partition_size, max_partitions, grids, bytes: as in `Plan`; workspace:
    memory by its part; number: that the operator of PyTorch knows it by; inputs, outputs: names of
    the tensors that it reads and writes; launch: what is launched by calling the `Attention`.
    """

    def __init__(
        self, attention: Attention, plan: Plan, workspace: Mapping[str, Any] | None
    ) -> None:
        self.attention = attention
        self.sequences = plan.sequences
        self.max_context = plan.max_context
        self.partition_size = plan.partition_size
        self.max_partitions = plan.max_partitions
        self.grids = plan.grids
        self.bytes = plan.bytes
        self.library = array_library()
        self._plan = plan
        self.device = attention.device_name
        self.workspace = attention.allocate(plan.bytes) if workspace is None else workspace
        self._require_room()
        self.launch = self._launch()
        self.number = next(_numbers)
        takes = attention.manifest.tensors
        self.inputs = [name for name, tensor in takes.items() if tensor.access == "read"]
        self.outputs = [name for name in takes if name not in self.inputs]
        self._out_size, self._out_element = int(takes["out"].shape()[-1]), takes["out"].element
        if self.library is not None:
            from .torch_op import register

            register(self)

    def _require_room(self) -> None:
        for part, size in self.bytes.items():
            memory = self.workspace.get(part)
            has = size_of(memory)
            if size and (memory is None or has is not None and has < size):
                raise TensorError(
                    f"the workspace has {has or 0} bytes of {part}, the plan takes {size}:"
                    " workspace() makes one that serves plans of all sizes"
                )

    def numbers(self) -> dict[str, int]:
        """What launches pass besides tensors and strides: numbers, and addresses of the workspace."""
        plan = self._plan
        numbers = {
            "sequences": plan.sequences,
            "partition_size": plan.partition_size,
            "max_partitions": plan.max_partitions,
            "max_items": plan.max_items,
        }
        for buffer in self.attention.manifest.document["workspace"]:
            name, part = buffer["name"], buffer["part"]
            offset = plan.offsets.get(name)
            numbers[name] = 0 if offset is None else address(self.workspace.get(part)) + offset
        return numbers

    def _launch(self) -> Launch:
        sizes = {"sequences": self.sequences}
        return Launch(self.attention, self.grids, self.numbers(), sizes, self.workspace)

    def prepare(self, **tensors: Any) -> Launch:
        """A launch with argument blocks of its own, for one layer: later only `launch(stream)`."""
        return self._launch().set(**tensors)

    def new_output(self, query: Any) -> Any:
        """A tensor for the result of a query.

        Raises TensorError where there is no library that makes tensors.
        """
        if self.library is None:
            raise TensorError("out is missing: only PyTorch's tensors are made here")
        return self.library.empty(query, (*query.shape[:-1], self._out_size), self._out_element)
