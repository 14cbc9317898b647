"""Kernels on a real GPU, called from PyTorch: results, graphs, torch.compile, time of the host.

    python python/tests/on_gpu.py FOLDER [--replays 1000]

FOLDER: what `pa-gen generate --arch ... --out FOLDER` wrote; nothing is generated here. For each
kernel in it for this GPU: drawn batches in scattered pages are compared with float64; a CUDA graph is
captured once and replayed with other lengths, sequences of no tokens among them, and compared each
time; a function compiled by torch.compile gives the same bits as a call; and the time that the host
takes for a launch is measured. Ends with 1 if anything is wrong.
"""

import argparse
import math
import sys
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import pa_gen

DTYPES = {
    "bf16": torch.bfloat16,
    "fp16": torch.float16,
    "fp32": torch.float32,
    "fp8_e4m3": torch.float8_e4m3fn,
    "fp8_e5m2": torch.float8_e5m2,
    "int8": torch.int8,
}
LIMITS = {"bf16": 6e-3, "fp16": 1e-3}
"""Relative L2 errors, by the type of the query: probabilities are rounded to it."""
LSE_LIMIT = 2e-2
DEVICE = "cuda"


class Batch:
    """Tensors of one kernel whose lengths and pages can be drawn again in place."""

    def __init__(self, attention, sequences, max_context, seed):
        self.spec, self.takes = attention.spec, attention.manifest.tensors
        self.sequences, self.max_context = sequences, max_context
        self.random = torch.Generator(DEVICE).manual_seed(seed)
        spec = self.spec
        self.q_len = spec["q_len"]
        self.ragged = spec.get("query_lens") == "ragged"
        self.each = math.ceil(max_context / spec["page_size"])
        self.pool = sequences * self.each + 7
        rows = [sequences * self.q_len] if self.ragged else [sequences]
        rows += [self.q_len] if self.q_len > 1 and not self.ragged else []
        rows += [spec["q_heads"]]
        self.value_size = spec.get("latent", spec["head_size"])
        self.lengths = torch.zeros(sequences, dtype=torch.int64, device=DEVICE)
        self.new_tokens = torch.full_like(self.lengths, self.q_len)
        self.pages = torch.zeros(sequences, self.each, dtype=torch.int64, device=DEVICE)
        made = {
            "query": lambda: self.normal(*rows, spec["head_size"]).to(DTYPES[spec["dtype"]]),
            "key_cache": self.cache,
            "value_cache": self.cache,
            "kv_indptr": lambda: self.int32(sequences + 1),
            "kv_page_indices": lambda: self.int32(sequences * self.each),
            "kv_last_page_len": lambda: self.int32(sequences),
            "block_table": lambda: self.int32(sequences, self.each + 3),
            "seq_lens": lambda: self.int32(sequences),
            "query_start_loc": lambda: self.int32(sequences + 1),
            "alibi_slopes": lambda: self.normal(spec["q_heads"]).abs() / 8,
            "sinks": lambda: self.normal(spec["q_heads"]),
            "k_scale": self.scales,
            "v_scale": self.scales,
            "out_scale": lambda: torch.full((1,), 0.01, device=DEVICE),
            "out": lambda: torch.zeros(*rows, self.value_size, device=DEVICE).to(
                DTYPES[spec["out_dtype"]]
            ),
            "lse": lambda: torch.zeros(*rows, device=DEVICE),
        }
        self.tensors = {name: made[name]() for name in self.takes}

    def normal(self, *shape):
        return torch.randn(*shape, device=DEVICE, generator=self.random)

    def integers(self, low, high, *shape):
        return torch.randint(low, high, shape, device=DEVICE, generator=self.random)

    def int32(self, *shape):
        return torch.zeros(shape, dtype=torch.int32, device=DEVICE)

    def cache(self):
        """With gaps where the kernel has strides, which need not be the layout's."""
        shape = self.takes["key_cache"].shape()[1:]
        strides = self.takes["key_cache"].strides()
        dtype = DTYPES[self.spec["kv_dtype"]]
        elements = math.prod(shape)
        if strides is not None:
            reach = 1 + sum((n - 1) * stride for n, stride in zip(shape, strides[1:]))
            elements = math.ceil(reach / 16) * 16
        if dtype is torch.int8:
            memory = self.integers(-127, 128, self.pool, elements).to(dtype)
        else:
            memory = self.normal(self.pool, elements).to(dtype)
        if strides is None:
            return memory.view(self.pool, *shape)
        return torch.as_strided(memory, (self.pool, *shape), (elements, *strides[1:]))

    def scales(self):
        shape = [self.pool if n == "pages" else n for n in self.takes["k_scale"].shape()]
        unit = 1 / 64 if self.spec["kv_dtype"] == "int8" else 1.0
        return (0.5 + torch.rand(shape, device=DEVICE, generator=self.random)) * unit

    def draw(self):
        """Other queries, lengths and pages; every few sequences have no tokens."""
        tensors, page_size = self.tensors, self.spec["page_size"]
        tensors["query"].copy_(self.normal(*tensors["query"].shape))
        tensors["out"].copy_(torch.full(tensors["out"].shape, math.nan))
        lengths = self.integers(self.q_len, self.max_context + 1, self.sequences)
        empty = self.integers(0, 5, self.sequences) == 0
        self.lengths.copy_(lengths.masked_fill(empty, 0))
        self.pages.copy_(
            torch.randperm(self.pool, device=DEVICE, generator=self.random)[:-7].view_as(self.pages)
        )
        if self.ragged:
            drawn = self.integers(1, self.q_len + 1, self.sequences)
            self.new_tokens.copy_(drawn.masked_fill(empty, 0))
            tensors["query_start_loc"][1:].copy_(self.new_tokens.cumsum(0))
        counts = (self.lengths + page_size - 1) // page_size
        used = torch.arange(self.each, device=DEVICE) < counts[:, None]
        if "block_table" in tensors:
            table = tensors["block_table"]
            table.fill_(1 << 30)  # Behind the last page of a sequence there may be anything.
            table[:, : self.each].copy_(self.pages.masked_fill(~used, -1))
            tensors["seq_lens"].copy_(self.lengths)
            return
        tensors["kv_indptr"][1:].copy_(counts.cumsum(0))
        packed = self.pages[used]
        tensors["kv_page_indices"][: len(packed)].copy_(packed)
        tensors["kv_last_page_len"].copy_(self.lengths - (counts - 1).clamp(min=0) * page_size)

    def rows_of(self, name, sequence):
        """A cache's rows for the tokens of each query row: float64 [rows, tokens, KV heads, size]."""
        cache = self.tensors[name]
        pages = self.pages[sequence]
        rows = cache.to(torch.float64)[pages]
        scale = self.tensors.get(name[0] + "_scale")
        if scale is not None:
            per = self.spec["kv_scales"]
            hnd = self.spec["layout"] == "hnd"
            if per == "token":
                rows = rows * scale.double()[pages][..., None]
            elif per == "head":
                rows = rows * (scale[:, None, None] if hnd else scale[:, None]).double()
            else:
                rows = rows * scale.double()
        if self.spec["layout"] == "hnd":
            rows = rows.transpose(2, 3)
        return rows.flatten(1, 2)

    def expected(self):
        """Output and natural log-sum-exp in float64, as rows of tokens."""
        spec = self.spec
        sequence = torch.repeat_interleave(
            torch.arange(self.sequences, device=DEVICE), self.new_tokens
        )
        first = self.new_tokens.cumsum(0) - self.new_tokens
        inside = torch.arange(len(sequence), device=DEVICE) - first[sequence]
        end = (self.lengths - self.new_tokens)[sequence] + inside + 1
        end = torch.where(self.lengths[sequence] > 0, end, 0)
        begin = torch.zeros_like(end)
        if "window" in spec:
            begin = (end - spec["window"]).clamp(min=0)
        elif "chunk" in spec:
            begin = (end - 1).clamp(min=0) // spec["chunk"] * spec["chunk"]
        query = self.tensors["query"].view(-1, spec["q_heads"], spec["head_size"])[: len(sequence)]
        keys = self.rows_of("key_cache", sequence)
        values = (
            self.rows_of("value_cache", sequence)
            if "value_cache" in self.tensors
            else keys[..., : self.value_size]
        )
        group = spec["q_heads"] // spec["kv_heads"]
        heads = query.double().unflatten(1, (spec["kv_heads"], group))
        logits = torch.einsum("rkgd,rtkd->rkgt", heads, keys).flatten(1, 2) * spec["scale"]
        if "soft_cap" in spec:
            logits = spec["soft_cap"] * torch.tanh(logits / spec["soft_cap"])
        t = torch.arange(keys.shape[1], device=DEVICE)
        if spec["alibi"]:
            slopes = self.tensors["alibi_slopes"].double()
            logits = logits + slopes[None, :, None] * (t - (end[:, None] - 1))[:, None]
        seen = (t >= begin[:, None]) & (t < end[:, None])
        logits = logits.masked_fill(~seen[:, None], -math.inf)
        lse = torch.logsumexp(logits, -1)
        if spec["sinks"]:
            lse = torch.logaddexp(lse, self.tensors["sinks"].double())
        weights = torch.exp(logits - lse[..., None].nan_to_num(neginf=0.0))
        # Rows behind the context are whatever the pages hold, and have no weight.
        values = values.masked_fill(~seen[..., None, None], 0.0)
        weights = weights.unflatten(1, (spec["kv_heads"], group))
        out = torch.einsum("rkgt,rtkd->rkgd", weights, values).flatten(1, 2)
        return out, lse

    def wrong(self):
        """What is wrong with the outputs as they are now, or an empty text."""
        spec = self.spec
        expected, lse = self.expected()
        out = self.tensors["out"].double().view(-1, spec["q_heads"], self.value_size)
        out = out[: len(expected)]
        limit = LIMITS[spec["dtype"]]
        if "out_scale" in self.tensors:
            out, limit = out * self.tensors["out_scale"].double(), 8e-2
        norm = expected.norm()
        error = ((out - expected).norm() / norm).item() if norm > 0 else out.norm().item()
        if not error < limit:
            return f"relative L2 error {error:.1e}"
        if "lse" in self.tensors:
            unit = math.log(2) if spec["lse"] == "base2" else 1.0
            written = self.tensors["lse"].double().view(-1, spec["q_heads"])[: len(lse)] * unit
            finite = lse.isfinite()
            if not torch.equal(finite, written.isfinite()):
                return "log-sum-exp finite where it is not to be, or the other way round"
            difference = (written - lse)[finite].abs().max().item() if finite.any() else 0.0
            if not difference < LSE_LIMIT:
                return f"log-sum-exp wrong by {difference:.1e}"
        return ""


def check(attention, replays):
    """Yields what is wrong with a kernel."""
    most = 300_000 // attention.spec["kv_heads"]
    sizes = [(n, min(context, most // n)) for n, context in [(1, 17), (3, 300), (8, 2000), (64, 4096)]]
    for seed, (sequences, max_context) in enumerate(sizes):
        batch = Batch(attention, sequences, max_context, seed)
        for workspace in (None, attention.workspace(64, max_context)):
            batch.draw()
            plan = attention.plan(sequences, max_context, workspace=workspace)
            attention(**batch.tensors, plan=plan)
            if batch.wrong():
                yield f"{sequences} x {max_context}: {batch.wrong()}"
        batch.draw()
        attention(**batch.tensors, plan=attention.plan_batch(batch.lengths.tolist()))
        if batch.wrong():
            yield f"{sequences} x {max_context}, planned for its lengths: {batch.wrong()}"
    yield from check_graph(attention, replays)
    yield from check_compiled(attention)


def check_graph(attention, replays):
    batch = Batch(attention, 8, 1200, 77)
    plan = attention.plan(8, 1200)
    batch.draw()
    attention(**batch.tensors, plan=plan)
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        attention(**batch.tensors, plan=plan)
        attention(**batch.tensors, plan=plan, lengths_changed=False)
    for replay in range(replays):
        batch.draw()
        graph.replay()
        if batch.wrong():
            yield f"replay {replay} of a graph: {batch.wrong()}"
            return


def check_compiled(attention):
    batch = Batch(attention, 5, 500, 5)
    plan = attention.plan(5, 500)
    batch.draw()
    given = {name: tensor for name, tensor in batch.tensors.items() if name != "out"}

    def step(query, others):
        return attention(query.clone(), **others, plan=plan).clone()

    query = given.pop("query")
    compiled = torch.compile(step, fullgraph=True, backend="aot_eager")
    batch.tensors["out"].copy_(compiled(query, given))
    if batch.wrong():
        yield f"compiled: {batch.wrong()}"


def host_times(attention):
    """Microseconds of the host: a prepared launch, and a call with all checks."""
    batch = Batch(attention, 8, 64, 1)
    batch.draw()
    plan = attention.plan(8, 64)
    launch = plan.prepare(**batch.tensors)
    stream = torch.cuda.current_stream().cuda_stream
    tensors = batch.tensors

    def best(function, count=200, runs=30):
        times = []
        for _ in range(runs):
            torch.cuda.synchronize()
            start = time.perf_counter()
            for _ in range(count):
                function()
            times.append((time.perf_counter() - start) / count * 1e6)
        return min(times)

    return best(lambda: launch(stream)), best(lambda: attention(**tensors, plan=plan))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--replays", type=int, default=1000)
    options = parser.parse_args()
    torch.zeros(1, device=DEVICE)
    kernels = pa_gen.load(options.folder, generate=False)
    print(f"{torch.cuda.get_device_name()}, PyTorch {torch.__version__}, {kernels.target}")
    failures = checked = 0
    for manifest in kernels.manifests():
        if manifest.attention["layout"] == "packed":
            print(f"{manifest.name}: not checked, no tensors of that layout are made here")
            continue
        attention = pa_gen.Attention(manifest, kernels.driver)
        problems = list(check(attention, options.replays))
        failures += len(problems)
        checked += 1
        launch, call = host_times(attention)
        print(
            f"{manifest.name}: {'; '.join(problems) or 'right'}, {options.replays} replays;"
            f" the host takes {launch:.1f} us for a prepared launch, {call:.1f} us for a call",
            flush=True,
        )
    return 1 if failures or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
