"""pa-gen's own kernels, launched by their manifests."""

import json
import math

import pa_gen
import torch

from ..cases import ROWS
from ..contest import Cannot, Variant

SMALLEST = 64
MOST_PARTITIONS = 4096


class PaGen:
    """The decode kernel of a folder."""

    role = "decode"

    def __init__(self, folder):
        self.folder = folder
        self.name = folder.name

    def kernel(self, case):
        path = self.folder.find(case, self.role)
        if path is None:
            raise Cannot(f"no {self.role} kernel in {self.folder.path}: give --pa-gen")
        return path

    def variants(self, inputs):
        """As planned, and in partitions of other sizes."""
        kernel = pa_gen.Attention(self.kernel(inputs.case))
        case = inputs.case
        for size in [None, *self._sizes(kernel, case)]:
            plan = kernel.plan_batch(self._contexts(inputs), size)
            launch, out = self._launch(kernel, plan, inputs)
            chosen = ", chosen" if size is None else ""

            def run(launch=launch):
                launch(torch.cuda.current_stream().cuda_stream)

            output = None if out is None else lambda out=out: out
            yield Variant(f"partition {plan.partition_size}{chosen}", run, output)

    def _contexts(self, inputs):
        return inputs.case.batch.lengths

    def _sizes(self, kernel, case):
        if kernel.manifest.has_fixed_partition:
            return []
        sizes = [SMALLEST << i for i in range(32) if SMALLEST << i < 2 * case.batch.longest]
        return [
            size
            for size in sizes
            if case.sequences * math.ceil(case.batch.longest / size) <= MOST_PARTITIONS
        ]

    def _launch(self, kernel, plan, inputs):
        out = inputs.new_output()
        rows = out.squeeze(1) if inputs.case.q_len == 1 else out
        return plan.prepare(**self._tensors(kernel, inputs, rows)), out

    def _tensors(self, kernel, inputs, out):
        tensors = {
            "query": inputs.query.squeeze(1) if inputs.case.q_len == 1 else inputs.query,
            "key_cache": inputs.keys,
            "value_cache": inputs.values,
            "kv_indptr": inputs.indptr,
            "kv_page_indices": inputs.pages,
            "kv_last_page_len": inputs.last_page_len,
            "block_table": inputs.table,
            "seq_lens": inputs.lengths,
            "indices": inputs.table,
            "lengths": inputs.lengths,
            "out": out,
        }
        if inputs.case.block:
            swapped = {"key_cache": inputs.keys, "value_cache": inputs.values}
            tensors |= {name: cache.transpose(1, 2) for name, cache in swapped.items()}
            tensors["block_ids"] = inputs.block_ids.transpose(0, 1)
        return {name: tensors[name] for name in kernel.manifest.tensors}


class PaGenRows(PaGen):
    """The same over rows with scales inside, of the same numbers."""

    def __init__(self, folder):
        self.folder = folder
        self.name = folder.name + " rows"

    def kernel(self, case):
        return super().kernel(case.of_rows(ROWS))

    def _tensors(self, kernel, inputs, out):
        rows = inputs.scaled_rows.unsqueeze(1)
        return super()._tensors(kernel, inputs, out) | {"key_cache": rows}


class PaGenPools(PaGen):
    """Two pools: a query has lists of its own, and is a sequence."""

    def _contexts(self, inputs):
        return inputs.contexts

    def _launch(self, kernel, plan, inputs):
        out = inputs.new_output()
        return plan.prepare(**self._tensors(kernel, inputs, out.flatten(0, 1))), out

    def _tensors(self, kernel, inputs, out):
        window, chosen = inputs.pools
        tensors = {
            "query": inputs.query.flatten(0, 1),
            "key_cache": window.cache,
            "indices": window.indices.flatten(0, 1),
            "lengths": window.of_queries,
            "extra_key_cache": chosen.cache,
            "extra_indices": chosen.indices.flatten(0, 1),
            "extra_lengths": chosen.of_queries,
            "sinks": inputs.sinks,
            "out": out,
        }
        return {name: tensors[name] for name in kernel.manifest.tensors}


class Floor(PaGen):
    """The kernel that only reads the same rows by the same page table, of the first folder with one."""

    role = "floor"

    def __init__(self, folders):
        self.folders = folders
        self.name = "floor"

    def kernel(self, case):
        for folder in self.folders:
            path = folder.find(case, self.role)
            if path is not None:
                return path
        raise Cannot("no floor kernel in any folder: give --pa-gen")

    def _launch(self, kernel, plan, inputs):
        hardly_written = torch.zeros(1, dtype=torch.bfloat16, device=inputs.device)
        return plan.prepare(**self._tensors(kernel, inputs, hardly_written)), None


class FloorPools(Floor, PaGenPools):
    """The same over two pools."""


def of_folders(folders, case):
    """The floor, and what each folder has for a case."""
    if case.window:
        return [FloorPools(folders), *map(PaGenPools, folders)]
    rows = map(PaGenRows, folders) if case.pool else []
    return [Floor(folders), *map(PaGen, folders), *rows]


def describe(folder, case):
    """The kernel that a folder has for a case, for the record."""
    path = folder.find(case, "decode")
    if path is None:
        return None
    manifest = json.loads(path.read_text())
    return {"name": manifest["name"], "tuning": manifest["tuning"]}
