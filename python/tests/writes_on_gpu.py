"""Cache writes on a real GPU, called from PyTorch: every byte of the cache, graphs, time.

    python python/tests/writes_on_gpu.py FOLDER [--replays 200]

FOLDER: what `pa-gen generate --cache-write --arch ... --out FOLDER` wrote. For each cache write in it
for this GPU, drawn tokens are written to a cache of random bytes in scattered pages, and all of it is
compared with what PyTorch's own indexing and conversions make of it; a CUDA graph is captured once
and replayed with other lengths; and the time of the GPU and of the host is measured. Ends with 1 if
anything is wrong.
"""

import argparse
import sys
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import pa_gen

DTYPES = {"bf16": torch.bfloat16, "fp16": torch.float16, "int8": torch.int8}
OCP = {"fp8_e4m3": (torch.float8_e4m3fn, 448), "fp8_e5m2": (torch.float8_e5m2, 57344)}
FNUZ = {"fp8_e4m3": (torch.float8_e4m3fnuz, 240), "fp8_e5m2": (torch.float8_e5m2fnuz, 57344)}
DEVICE = "cuda"


class Batch:
    """New tokens of one kernel, whose lengths, pages and numbers can be drawn again in place."""

    def __init__(self, write, sequences, most_new, max_context, seed):
        self.spec, self.write = write.spec, write
        self.takes = write.manifest.tensors
        self.sequences, self.max_context = sequences, max_context
        self.random = torch.Generator(DEVICE).manual_seed(seed)
        spec = self.spec
        self.ragged = write.new_tokens == 0
        self.most_new = most_new if self.ragged else spec["q_len"]
        self.each = -(-max_context // spec["page_size"])
        self.pool = sequences * self.each + 7
        self.rows = sequences * self.most_new + 2
        self.elements = spec["kv_heads"] * spec["head_size"]
        made = {
            "key": self.new_rows,
            "value": self.new_rows,
            "key_cache": lambda: self.cache("key_cache"),
            "value_cache": lambda: self.cache("value_cache"),
            "kv_indptr": lambda: self.int32(sequences + 1),
            "kv_page_indices": lambda: self.int32(sequences * self.each),
            "kv_last_page_len": lambda: self.int32(sequences),
            "block_table": lambda: self.int32(sequences, self.each + 3),
            "seq_lens": lambda: self.int32(sequences),
            "query_start_loc": lambda: self.int32(sequences + 1),
            "k_scale": self.scales,
            "v_scale": self.scales,
        }
        self.tensors = {name: made[name]() for name in self.takes}

    def integers(self, low, high, *shape):
        return torch.randint(low, high, shape, device=DEVICE, generator=self.random)

    def int32(self, *shape):
        return torch.zeros(shape, dtype=torch.int32, device=DEVICE)

    def new_rows(self):
        """With a gap between tokens, as parts of a wider tensor have one."""
        memory = torch.zeros(self.rows, self.elements + 64, device=DEVICE)
        rows = memory.to(DTYPES[self.spec["dtype"]])[:, : self.elements]
        return rows.view(self.rows, self.spec["kv_heads"], self.spec["head_size"])

    def cache(self, name):
        """Random bytes; pages have a gap behind them."""
        shape, strides = self.takes[name].shape()[1:], self.takes[name].strides()
        strides = strides[1:] if strides else torch.empty(shape, device="meta").stride()
        reach = 1 + sum((size - 1) * stride for size, stride in zip(shape, strides))
        page = -(-reach // 16) * 16 + 32
        wide = self.spec["kv_dtype"] in ("bf16", "fp16")
        memory = self.integers(0, 256, self.pool * page * (2 if wide else 1)).to(torch.uint8)
        memory = memory.view(DTYPES[self.spec["kv_dtype"]]) if wide else memory
        return torch.as_strided(memory, (self.pool, *shape), (page, *strides))

    def scales(self):
        shape = self.takes["k_scale"].shape()
        return 0.01 + torch.rand(shape, device=DEVICE, generator=self.random)

    def draw(self):
        """Other rows, lengths and pages; every few sequences have no tokens."""
        tensors, page_size = self.tensors, self.spec["page_size"]
        for name in ("key", "value"):
            if name in tensors:
                rows = torch.randn(tensors[name].shape, device=DEVICE, generator=self.random)
                powers = self.integers(-12, 10, *rows.shape)
                tensors[name].copy_(torch.ldexp(rows, powers))
        lengths = self.integers(1, self.max_context + 1, self.sequences)
        self.lengths = lengths.masked_fill(self.integers(0, 5, self.sequences) == 0, 0)
        self.new = torch.full_like(self.lengths, self.most_new)
        if self.ragged:
            self.new = self.integers(0, self.most_new + 1, self.sequences)
            tensors["query_start_loc"][1:].copy_(self.new.cumsum(0))
        self.pages = torch.randperm(self.pool, device=DEVICE, generator=self.random)[:-7]
        self.pages = self.pages.view(self.sequences, self.each)
        counts = (self.lengths + page_size - 1) // page_size
        used = torch.arange(self.each, device=DEVICE) < counts[:, None]
        if "block_table" in tensors:
            table = tensors["block_table"]
            table.fill_(1 << 30)
            table[:, : self.each].copy_(self.pages.masked_fill(~used, -1))
            tensors["seq_lens"].copy_(self.lengths)
            return
        tensors["kv_indptr"][1:].copy_(counts.cumsum(0))
        packed = self.pages[used]
        tensors["kv_page_indices"][: len(packed)].copy_(packed)
        tensors["kv_last_page_len"].copy_(self.lengths - (counts - 1).clamp(min=0) * page_size)

    def memory(self, name):
        """All bytes of a cache, gaps too."""
        cache = self.tensors[name]
        elements = cache.untyped_storage().nbytes() // cache.element_size()
        return torch.as_strided(cache, (elements,), (1,))

    def stored(self, name):
        """Rows as the cache is to have them."""
        rows, kv_dtype = self.tensors[name], self.spec["kv_dtype"]
        if kv_dtype in ("bf16", "fp16"):
            return rows
        scale = self.tensors.get(name[0] + "_scale")
        numbers = rows.float()
        if scale is not None:
            numbers = numbers / (scale[:, None] if self.spec["kv_scales"] == "head" else scale)
        if kv_dtype == "int8":
            return numbers.round().clamp(-128, 127).to(torch.int8).view(torch.uint8)
        dtype, largest = (FNUZ if self.write.manifest.target == "gfx942" else OCP)[kv_dtype]
        return numbers.clamp(-largest, largest).to(dtype).view(torch.uint8)

    def put(self, name):
        """Has PyTorch write the new rows to a cache."""
        spec, cache = self.spec, self.tensors[name + "_cache"]
        sequence = torch.repeat_interleave(torch.arange(self.sequences, device=DEVICE), self.new)
        first = self.new.cumsum(0) - self.new
        inside = torch.arange(len(sequence), device=DEVICE) - first[sequence]
        position = (self.lengths - self.new)[sequence] + inside
        there = position >= 0
        position, sequence = position[there], sequence[there]
        page = self.pages[sequence, position // spec["page_size"]]
        slot = position % spec["page_size"]
        rows = self.stored(name)[: len(there)][there]
        if spec["layout"] == "nhd":
            cache[page, slot] = rows
        elif spec["layout"] == "hnd":
            cache[page, :, slot] = rows
        elif name == "key":
            cache[page, :, :, slot] = rows.unflatten(2, (-1, cache.shape[-1]))
        else:
            cache[page, :, :, slot] = rows

    def wrong(self, run):
        """What is wrong after the kernel has run, or an empty text."""
        names = [name for name in ("key", "value") if name in self.tensors]
        before = {name: self.memory(name + "_cache").clone() for name in names}
        run()
        for name in names:
            cache = self.memory(name + "_cache")
            after = cache.clone()
            cache.copy_(before[name])
            self.put(name)
            differs = (cache.view(torch.uint8) != after.view(torch.uint8)).sum().item()
            if differs:
                return f"{differs} bytes of {name}_cache differ"
        return ""


def check(write, replays):
    """Yields what is wrong with a kernel."""
    for seed, (sequences, new, context) in enumerate([(1, 1, 3), (3, 40, 300), (70, 9, 200)]):
        batch = Batch(write, sequences, new, context, seed)
        for _ in range(3):
            batch.draw()
            problem = batch.wrong(lambda: write.prepare(**batch.tensors)(stream()))
            if problem:
                yield f"{sequences} sequences: {problem}"
    batch = Batch(write, 8, 6, 500, 77)
    batch.draw()
    named = {"value": None, "value_cache": None, **batch.tensors}
    write(**named)
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        write(**named)
    for replay in range(replays):
        batch.draw()
        problem = batch.wrong(graph.replay)
        if problem:
            yield f"replay {replay} of a graph: {problem}"
            return


def stream():
    return torch.cuda.current_stream().cuda_stream


def times(write):
    """Microseconds: of the GPU for 64 and 8192 tokens, and of the host for a call."""
    found = []
    for sequences in (64, 8192 // max(1, write.new_tokens)):
        batch = Batch(write, sequences, 1, 64, 1)
        batch.draw()
        launch = write.prepare(**batch.tensors)
        begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        best = float("inf")
        for _ in range(20):
            begin.record()
            for _ in range(50):
                launch(stream())
            end.record()
            end.synchronize()
            best = min(best, begin.elapsed_time(end) / 50 * 1e3)
        found.append(best)
    named = {"value": None, "value_cache": None, **batch.tensors}
    write(**named)
    torch.cuda.synchronize()
    start = time.perf_counter()
    for _ in range(500):
        write(**named)
    return (*found, (time.perf_counter() - start) / 500 * 1e6)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--replays", type=int, default=200)
    options = parser.parse_args()
    torch.zeros(1, device=DEVICE)
    kernels = pa_gen.load(options.folder, generate=False)
    print(f"{torch.cuda.get_device_name()}, PyTorch {torch.__version__}, {kernels.target}")
    failures = checked = 0
    for manifest in kernels.manifests("cache_write"):
        write = pa_gen.CacheWrite(manifest, kernels.driver)
        problems = list(check(write, options.replays))
        failures += len(problems)
        checked += 1
        few, many, call = times(write)
        print(
            f"{manifest.name}: {'; '.join(problems) or 'right'}, {options.replays} replays;"
            f" {few:.1f} us for 64 tokens, {many:.1f} us for 8192; the host takes {call:.1f} us for"
            " a call",
            flush=True,
        )
    return 1 if failures or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
