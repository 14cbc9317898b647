"""Time pa-gen's decode kernel beside those of other systems: same GPU, same inputs, one run.

    python benchmarks/peers.py --pa-gen ./pa-gen            # the seed configuration, and some shapes
    python benchmarks/peers.py --pa-gen ./pa-gen --set all  # every shape, batch, context, page size

See README.md beside this file for how to install the peers; those that cannot be imported are
listed as such. Every run is preceded by reading 512 MB of other memory, so that no kernel finds its
inputs in the L2; contestants take turns; times are medians of event-timed runs, on the device alone.
What a peer plans or gathers ahead is outside its time. An output that is not attention (relative
L2 over 1e-2 against float64) is listed as wrong and has no time.
"""

import argparse
import importlib
import itertools
import json
import math
import shlex
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import pa_gen
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "examples" / "python"))
from launch import reference  # noqa: E402

FLUSH_BYTES = 512 << 20
WRONG = 1e-2
SAMPLED_SEQUENCES = 8


@dataclass(frozen=True)
class Shape:
    """The heads of one rank of a model."""

    name: str
    q_heads: int
    kv_heads: int
    head_size: int
    soft_cap: float

    def options(self, page_size):
        """As pa-gen's command line takes them."""
        numbers = {
            "--q-heads": self.q_heads,
            "--kv-heads": self.kv_heads,
            "--head-size": self.head_size,
            "--page-size": page_size,
        }
        if self.soft_cap:
            numbers["--soft-cap"] = self.soft_cap
        return [str(part) for pair in numbers.items() for part in pair]


GROK = Shape("Grok-1 TP8 (the seed)", 6, 1, 128, 30.0)
SHAPES = [
    Shape("Llama-3.1-70B TP8", 8, 1, 128, 0.0),
    Shape("Llama-3.1-8B TP1", 32, 8, 128, 0.0),
    Shape("Qwen3-32B TP4", 16, 2, 128, 0.0),
    Shape("Gemma-2-27B TP2", 16, 8, 128, 50.0),
]


@dataclass(frozen=True)
class Case:
    """What is timed."""

    shape: Shape
    batch: int
    context: int
    page_size: int

    def __str__(self):
        return f"{self.shape.name}, {self.batch} x {self.context}, page size {self.page_size}"

    def kv_bytes(self):
        row = self.shape.kv_heads * self.shape.head_size
        return 2 * 2 * self.batch * self.context * row


SEED = Case(GROK, 512, 2048, 1)
SETS = {
    "seed": [SEED],
    "some": [SEED]
    + [
        Case(shape, batch, context, page_size)
        for shape in SHAPES
        for batch, context in [(1, 16384), (16, 2048), (128, 2048)]
        for page_size in [1, 16]
    ],
    "all": [SEED]
    + [
        Case(*numbers)
        for numbers in itertools.product(
            SHAPES, [1, 16, 128, 512], [128, 2048, 16384], [1, 16]
        )
    ],
}


class Cannot(Exception):
    """Why a contestant does not run a case."""


class Inputs:
    """Random tensors of a case in the layout NHD; pages anywhere, ascending in each sequence."""

    def __init__(self, case, device, seed):
        self.case, self.device = case, device
        shape = case.shape
        generator = torch.Generator(device).manual_seed(seed)
        each = math.ceil(case.context / case.page_size)
        pool = case.batch * each + 8
        cache = (pool, case.page_size, shape.kv_heads, shape.head_size)

        def normal(*sizes):
            tensor = torch.empty(sizes, dtype=torch.bfloat16, device=device)
            return tensor.normal_(generator=generator)

        self.query = normal(case.batch, shape.q_heads, shape.head_size)
        self.keys, self.values = normal(*cache), normal(*cache)
        drawn = torch.randperm(pool, generator=generator, device=device)[: case.batch * each]
        self.table = drawn.view(case.batch, each).sort(dim=1).values.int().contiguous()
        self.pages = self.table.flatten()
        self.indptr = torch.arange(case.batch + 1, device=device).int() * each
        last = (case.context - 1) % case.page_size + 1
        self.last_page_len = torch.full((case.batch,), last, device=device).int()
        self.lengths = torch.full((case.batch,), case.context, device=device).int()
        self.scale = shape.head_size**-0.5
        self.sampled = torch.linspace(0, case.batch - 1, min(case.batch, SAMPLED_SEQUENCES)).long()
        attention = {"q_heads": shape.q_heads, "kv_heads": shape.kv_heads, "scale": self.scale}
        if shape.soft_cap:
            attention["soft_cap"] = shape.soft_cap
        self.expected = torch.stack(
            [
                reference(
                    self.query[s], self.keys, self.values, self.table[s], case.context, attention
                )
                for s in self.sampled.tolist()
            ]
        )

    def new_output(self):
        return torch.full_like(self.query, math.nan)

    def gathered(self):
        """Keys and values as if there were no pages: [batch, KV heads, context, head size]."""

        def gather(cache):
            rows = cache[self.pages.long()].view(self.case.batch, -1, *cache.shape[2:])
            return rows[:, : self.case.context].transpose(1, 2).contiguous()

        return gather(self.keys), gather(self.values)

    def error(self, output):
        """Relative L2 error over some sequences; NaN is none."""
        difference = output[self.sampled.to(output.device)].double() - self.expected
        return (difference.norm() / self.expected.norm()).item()


# A contestant is a function of the inputs. It yields its variants, each a name, a function that
# enqueues one run, and the output that the run writes (or a function that gives it).


def flashinfer(inputs):
    """FlashInfer's batch decode, on CUDA cores and on tensor cores, planned ahead."""
    decode = imported("flashinfer.decode")
    case, shape = inputs.case, inputs.case.shape
    failed = []
    for name, tensor_cores, backend in [
        ("CUDA cores", False, "fa2"),
        ("tensor cores", True, "fa2"),
        ("tensor cores, fa3", True, "fa3"),
    ]:
        try:
            wrapper = decode.BatchDecodeWithPagedKVCacheWrapper(
                torch.empty(256 << 20, dtype=torch.uint8, device=inputs.device),
                "NHD",
                use_tensor_cores=tensor_cores,
                backend=backend,
            )
            wrapper.plan(
                inputs.indptr,
                inputs.pages,
                inputs.last_page_len,
                shape.q_heads,
                shape.kv_heads,
                shape.head_size,
                case.page_size,
                logits_soft_cap=shape.soft_cap or None,
                q_data_type=torch.bfloat16,
                kv_data_type=torch.bfloat16,
            )
            out = inputs.new_output()

            def run(wrapper=wrapper, out=out):
                wrapper.run(inputs.query, (inputs.keys, inputs.values), out=out)

            run()
            yield name, run, out
        except Exception as reason:
            failed.append(f"{name}: {first_line(reason)}")
    if failed:
        raise Cannot("; ".join(failed))


def sglang(inputs):
    """SGLang's Triton decode kernel, with as many splits as suit it best."""
    module = imported(
        "sglang.kernels.ops.attention.decode_attention",
        "sglang.srt.layers.attention.triton_ops.decode_attention",
    )
    case, shape = inputs.case, inputs.case.shape
    inside = torch.arange(case.page_size, device=inputs.device)
    slots = (inputs.table.long().unsqueeze(-1) * case.page_size + inside).flatten(1)
    slots = slots[:, : case.context].flatten().to(torch.int64)
    indptr = torch.arange(case.batch + 1, device=inputs.device).int() * case.context
    keys = inputs.keys.view(-1, shape.kv_heads, shape.head_size)
    values = inputs.values.view(-1, shape.kv_heads, shape.head_size)
    for splits in [1, 2, 4, 8, 16, 32]:
        if splits > 1 and case.context // splits < 64:
            break
        fp32 = {"dtype": torch.float32, "device": inputs.device}
        logits = torch.empty(case.batch, shape.q_heads, splits, shape.head_size, **fp32)
        lse = torch.empty(case.batch, shape.q_heads, splits, **fp32)
        counts = torch.full((case.batch,), splits, device=inputs.device).int()
        out = inputs.new_output()

        def run(splits=splits, logits=logits, lse=lse, counts=counts, out=out):
            module.decode_attention_fwd(
                inputs.query,
                keys,
                values,
                out,
                indptr,
                slots,
                logits,
                lse,
                counts,
                splits,
                inputs.scale,
                1.0,
                1.0,
                logit_cap=shape.soft_cap,
            )

        yield f"{splits} splits", run, out


def vllm(inputs):
    """vLLM's Triton unified attention, with and without splitting the context."""
    module = imported(
        "vllm.v1.attention.ops.triton_unified_attention",
        "vllm.attention.ops.triton_unified_attention",
    )
    case, shape = inputs.case, inputs.case.shape
    starts = torch.arange(case.batch + 1, device=inputs.device).int()
    one = torch.ones(1, dtype=torch.float32, device=inputs.device)
    for segments in [0, 16]:
        out = inputs.new_output()
        split = {}
        if segments:
            parts = (case.batch, shape.q_heads, segments)
            fp32 = {"dtype": torch.float32, "device": inputs.device}
            split = {
                "seq_threshold_3D": case.batch,
                "num_par_softmax_segments": segments,
                "softmax_segm_output": torch.empty(*parts, shape.head_size, **fp32),
                "softmax_segm_max": torch.empty(parts, **fp32),
                "softmax_segm_expsum": torch.empty(parts, **fp32),
            }

        def run(out=out, split=split):
            module.unified_attention(
                q=inputs.query,
                k=inputs.keys,
                v=inputs.values,
                out=out,
                cu_seqlens_q=starts,
                max_seqlen_q=1,
                seqused_k=inputs.lengths,
                max_seqlen_k=case.context,
                softmax_scale=inputs.scale,
                causal=True,
                window_size=(-1, -1),
                block_table=inputs.table,
                softcap=shape.soft_cap,
                q_descale=None,
                k_descale=one,
                v_descale=one,
                **split,
            )

        yield f"{segments} segments" if segments else "not split", run, out


def pytorch(inputs):
    """PyTorch's SDPA, or flex attention where there is a soft cap, on K and V gathered ahead."""
    shape = inputs.case.shape
    if 2 * inputs.case.kv_bytes() > free_bytes(inputs.device) / 2:
        raise Cannot("no memory to gather K and V")
    keys, values = inputs.gathered()
    attend = flex(shape.soft_cap) if shape.soft_cap else sdpa
    name = "flex" if shape.soft_cap else "SDPA"
    # The heads of a group read the same keys, so they can also pass for query tokens of one head.
    grouped = inputs.query.view(inputs.case.batch, shape.kv_heads, -1, shape.head_size)
    for variant, query in [(name, inputs.query.unsqueeze(2)), (f"{name}, heads as tokens", grouped)]:
        result = []

        def run(query=query, result=result):
            result[:] = [attend(query, keys, values)]

        yield variant, run, lambda result=result: result[0].reshape(inputs.query.shape)


def sdpa(query, keys, values):
    attend = torch.nn.functional.scaled_dot_product_attention
    return attend(query, keys, values, enable_gqa=query.shape[1] != keys.shape[1])


def flex(cap):
    from torch.nn.attention.flex_attention import flex_attention

    compiled = torch.compile(flex_attention, dynamic=False)

    def capped(score, batch, head, q, k):
        return cap * torch.tanh(score / cap)

    def attend(query, keys, values):
        gqa = query.shape[1] != keys.shape[1]
        return compiled(query, keys, values, score_mod=capped, enable_gqa=gqa)

    return attend


def launched(inputs, manifest, reads_only):
    """pa-gen's kernel or its floor by its manifest: as planned, and in partitions of other sizes."""
    kernel = pa_gen.Attention(manifest)
    case = inputs.case
    sizes = [None]
    if not kernel.manifest.document["tuning"]["partition"]:
        size = 64
        while size < case.context / 64:
            size *= 2
        while size < 2 * case.context:
            sizes.append(size)
            size *= 2
    for size in sizes:
        plan = kernel.plan(case.batch, case.context, size)
        out = inputs.new_output()
        tensors = {
            "query": inputs.query,
            "key_cache": inputs.keys,
            "value_cache": inputs.values,
            "kv_indptr": inputs.indptr,
            "kv_page_indices": inputs.pages,
            "kv_last_page_len": inputs.last_page_len,
            "out": out.flatten()[:1] if reads_only else out,
        }
        launch = plan.prepare(**{name: tensors[name] for name in kernel.manifest.tensors})

        def run(launch=launch):
            launch(torch.cuda.current_stream().cuda_stream)

        chosen = ", chosen" if size is None else ""
        yield f"partition {plan.partition_size}{chosen}", run, None if reads_only else out


def imported(*names):
    failed = []
    for name in names:
        try:
            return importlib.import_module(name)
        except Exception as reason:
            failed.append(f"{name}: {first_line(reason)}")
    raise Cannot("cannot be imported: " + failed[0])


def first_line(reason):
    return (str(reason) or type(reason).__name__).strip().splitlines()[0][:160]


def free_bytes(device):
    return torch.cuda.mem_get_info(device)[0]


class Clock:
    """Times runs on the device."""

    def __init__(self, device):
        self.other = torch.randint(1 << 30, (FLUSH_BYTES // 4,), dtype=torch.int32, device=device)

    def time(self, runs, count):
        """Microseconds of `count` runs of each, in turn; reading other memory comes before each."""
        events = [
            [[torch.cuda.Event(enable_timing=True) for _ in range(2)] for _ in range(count)]
            for _ in runs
        ]
        for i in range(count):
            for run, pairs in zip(runs, events):
                self.other.sum()
                pairs[i][0].record()
                run()
                pairs[i][1].record()
        torch.cuda.synchronize()
        return [
            sorted(1e3 * start.elapsed_time(end) for start, end in pairs) for pairs in events
        ]


@dataclass
class Entry:
    """A line of a table."""

    name: str
    variant: str = ""
    run: object = None
    error: float = math.nan
    times: list = None
    reason: str = ""

    def median(self):
        return quantile(self.times, 0.5)


def quantile(ordered, q):
    place = q * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def checked(inputs, run, out):
    """Runs once and returns the output's error, which is small enough."""
    run()
    torch.cuda.synchronize()
    if out is None:
        return math.nan
    error = inputs.error(out() if callable(out) else out)
    if not error <= WRONG:
        raise Cannot(f"wrong, relative L2 error {error:.1e}")
    return error


def best(name, contestant, inputs, clock, trials):
    """The variant of a contestant that is right and fastest, or why there is none."""
    entries, reasons = [], []
    try:
        for variant, run, out in contestant(inputs):
            entry = Entry(name, variant, run)
            try:
                entry.error = checked(inputs, run, out)
                entries.append(entry)
            except Exception as reason:
                reasons.append(f"{variant}: {first_line(reason)}")
    except Exception as reason:
        reasons.append(first_line(reason))
    if not entries:
        return Entry(name, reason="; ".join(reasons) or "has no variant")
    trial = clock.time([entry.run for entry in entries], trials)
    fastest = min(range(len(entries)), key=lambda i: quantile(trial[i], 0.5))
    entries[fastest].reason = "; ".join(reasons)
    return entries[fastest]


def measure(case, kernels, clock, options):
    inputs = Inputs(case, "cuda", seed=options.seed)
    contestants = {
        "FlashInfer": flashinfer,
        "SGLang Triton": sglang,
        "vLLM Triton": vllm,
        "PyTorch gathered": pytorch,
    }
    entries = [
        best("floor", lambda i: launched(i, kernels.floor(case), True), inputs, clock, 5),
        best("pa-gen", lambda i: launched(i, kernels.decode(case), False), inputs, clock, 5),
    ]
    for name, contestant in contestants.items():
        if not options.only or name.split()[0].lower() in options.only:
            entries.append(best(name, contestant, inputs, clock, 5))
    running = [entry for entry in entries if entry.run]
    clock.time([entry.run for entry in running], 3)
    for entry, times in zip(running, clock.time([e.run for e in running], options.runs)):
        entry.times = times
        entry.run = None
    return entries


class Kernels:
    """What pa-gen generates, by what it is for."""

    def __init__(self, folder, command, arch):
        self.folder, self.command, self.arch = folder, command, arch

    def find(self, case, kind):
        """The manifest of a case's kernel, generated now if there is a command for that."""
        shape = case.shape
        wanted = {
            "q_heads": shape.q_heads,
            "kv_heads": shape.kv_heads,
            "head_size": shape.head_size,
            "page_size": case.page_size,
            "soft_cap": shape.soft_cap or None,
            "dtype": "bf16",
            "layout": "nhd",
        }
        for path in sorted(self.folder.glob(f"{kind}-*-{self.arch}-*.json")):
            attention = json.loads(path.read_text())["attention"]
            if all(attention.get(name) == value for name, value in wanted.items()):
                return path
        return None

    def of(self, case, kind):
        path = self.find(case, kind)
        if path is None and self.command:
            options = ["--arch", self.arch, "--floor", "--out", str(self.folder)]
            command = [*self.command, "generate", *case.shape.options(case.page_size), *options]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            path = self.find(case, kind)
        if path is None:
            raise Cannot(f"no {kind} kernel in {self.folder}: give --pa-gen")
        return path

    def decode(self, case):
        return self.of(case, "decode")

    def floor(self, case):
        return self.of(case, "floor")


def table(case, entries):
    """The lines of a case; a ratio over 1 says that pa-gen is faster."""
    floor, own = (entry.median() if entry.times else math.nan for entry in entries[:2])
    lines = [f"{case}: {case.kv_bytes() / 1e6:.1f} MB of K and V"]
    head = ("", "time us", "p10-p90", "TB/s", "of floor", "/ pa-gen", "rel. L2", "variant")
    rows = [head]
    for entry in entries:
        if not entry.times:
            rows.append((entry.name, "-", "", "", "", "", "", entry.reason))
            continue
        time = entry.median()
        spread = f"{quantile(entry.times, 0.1):.1f}-{quantile(entry.times, 0.9):.1f}"
        rate = case.kv_bytes() / time * 1e-6
        variant = entry.variant + (f" ({entry.reason})" if entry.reason else "")
        error = "" if math.isnan(entry.error) else f"{entry.error:.1e}"
        shares = (f"{100 * floor / time:.1f} %", f"{time / own:.2f}")
        rows.append((entry.name, f"{time:.1f}", spread, f"{rate:.2f}", *shares, error, variant))
    widths = [max(len(row[c]) for row in rows) for c in range(len(head) - 1)]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:])]
        lines.append("  " + "  ".join([*cells, row[-1]]).rstrip())
    return "\n".join(lines)


def summary(results):
    """A line for each case: pa-gen's share of the floor, and how much slower each peer is."""
    names = [entry.name for entry in results[0][1]][2:]
    lines = ["", "ratios of time to pa-gen's; over 1: pa-gen is faster", ""]
    lines.append(f"{'':52}{'us':>9}{'of floor':>10}" + "".join(f"{n[:17]:>19}" for n in names))
    for case, entries in results:
        floor, own = (entry.median() if entry.times else math.nan for entry in entries[:2])
        cells = [
            f"{entry.median() / own:.2f}" if entry.times else "-" for entry in entries[2:]
        ]
        lines.append(
            f"{str(case):52}{own:9.1f}{100 * floor / own:8.1f} %"
            + "".join(f"{cell:>19}" for cell in cells)
        )
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pa-gen", default="", help="command that runs pa-gen")
    parser.add_argument("--kernels", type=Path, default=Path("build/peers"), metavar="DIR")
    parser.add_argument("--set", choices=SETS, default="some")
    parser.add_argument("--only", nargs="*", help="of flashinfer, sglang, vllm and pytorch")
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1479)
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    torch.zeros(1, device="cuda")
    major, minor = torch.cuda.get_device_capability()
    arch = f"sm_{major}{minor}"
    if torch.version.hip:
        arch = torch.cuda.get_device_properties(0).gcnArchName.split(":")[0]
    kernels = Kernels(options.kernels, shlex.split(options.pa_gen), arch)
    options.kernels.mkdir(parents=True, exist_ok=True)
    clock = Clock("cuda")
    print(f"{torch.cuda.get_device_name()}, PyTorch {torch.__version__}", flush=True)
    results = []
    for case in SETS[options.set]:
        if 3 * case.kv_bytes() > free_bytes("cuda"):
            print(f"\n{case}: not run, no memory for it", flush=True)
            continue
        results.append((case, measure(case, kernels, clock, options)))
        print("\n" + table(*results[-1]), flush=True)
        torch.cuda.empty_cache()
    print(summary(results))
    if options.json:
        document = [
            {"case": asdict(case), "entries": [asdict(entry) for entry in entries]}
            for case, entries in results
        ]
        options.json.write_text(json.dumps(document, indent=1))


if __name__ == "__main__":
    main()
