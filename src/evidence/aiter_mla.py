"""aiter's MLA decode kernels, by csrc/py_itfs_cu/asm_mla.cu and aiter/mla.py.

Q is [token, head, 576] and KV [page of one token, 576], of which the first 512 are V too. A kernel
that is not persistent has a grid of (tiles of queries, sequences, splits of KV) and leaves partial
results of each split; a persistent one does works of a list (see aiter_works).
"""

import math
import re

import numpy as np

import formats
from aiter_pa import hash_of, slots
from aiter_works import GROUPS, Works, merged
from emulator import NULL, Launch, f32, i32, ptr
from verdict import relative

WIDTH, VALUE = 576, 512
SPLITS = 2
CONTEXTS = (70, 200, 330)
# Rows behind a buffer's end: kernels load and store whole tiles, and count on memory being there.
SPARE = 128
# Of a persistent kernel's sequences: where in the context one work ends and another begins.
CUTS = ((), (128,), (64, 192))
RANKS, RANK = 2, 1
# Of gfx950, these place results as of one split; some leave bfloat16 then, the others floats.
ONE_SPLIT = r"a8w8_qh(16|64)_qseqlen4_gqaratio16(_msk0)?$|qseqlen4_gqaratio32_msk0(_v2)?$"
HALVES = r"a8w8_qh16_qseqlen4_gqaratio16(_msk0)?$"
# These leave the scale of V to whoever called them.
UNSCALED = r"a8w8_qh(16|64)_qseqlen4_gqaratio16_ps$|a8w8_qh8_qseqlen1_gqaratio8_v1$"
# By its name it exports logarithms of sums, but takes no pointer to put them.
NO_LSE = r"a8w8_qh32_qseqlen1_gqaratio32_lse_ps$"


class Shape:
    """What a kernel takes, by its name and its line of the table of kernels."""

    def __init__(self, name, row, arch):
        self.arch = arch
        bits = re.search(r"a(8|16)w(8|16)", name, re.I)
        self.q8, self.kv8 = bits[1] == "8", bits[2] == "8"
        self.persistent = "_ps" in name
        self.group = int(row["Gqa"] if row else re.search(r"(?:gqaratio|mqa|_qh)(\d+)", name, re.I)[1])
        self.new = int(row["qSeqLen"] if row else (re.search(r"qseqlen(\d)", name) or "11")[1]) or 1
        self.causal = "msk0" not in name and "msk1" in name or not row or row["causal"] == "1"
        if "msk0" in name or name.endswith("qh8_qseqlen2_gqaratio8"):
            self.causal = False
        self.lse = "_lse" in name and self.persistent and not re.search(NO_LSE, name)
        self.splits = 1 if arch == "gfx950" and re.search(ONE_SPLIT, name) else SPLITS
        self.halves = self.splits == 1 and bool(re.search(HALVES, name))
        self.unscaled = arch == "gfx942" and bool(re.search(UNSCALED, name))
        self.ranked = "_cprr" in name
        self.queries = self.group * self.new
        if self.persistent and arch == "gfx950" and self.alone(name):
            self.queries = self.group
        if self.group == 8 and self.new == 2 and not self.persistent:
            self.queries = self.group

    def alone(self, name):
        """Kernels that are told the heads alone, not times the new tokens."""
        if not self.q8 and not self.kv8:
            return self.group >= 32
        return self.q8 and (self.group == 32 or (self.group == 16 and "_v3" in name))


class Inputs:
    """Q and KV, their scales, and the values that they stand for."""

    def __init__(self, rng, shape):
        self.fp8 = "e4m3fnuz" if shape.arch == "gfx942" else "e4m3fn"
        self.new = shape.new
        tokens = sum(CONTEXTS)
        self.q, self.q_scale, self.q_values = self.quantise(
            rng.normal(0, 1, (len(CONTEXTS) * shape.new, shape.group, WIDTH)), shape.q8, 0.013
        )
        self.kv, self.kv_scale, self.kv_values = self.quantise(
            rng.normal(0, 1, (tokens + SPARE, WIDTH)), shape.kv8, 0.021
        )
        # Kernels read the list of pages past its end, and what it says there is a page too.
        self.pages = rng.permutation(tokens)[:tokens].astype(np.int32)
        self.pages = np.concatenate([self.pages, np.zeros(512, np.int32)])
        self.starts = np.concatenate([[0], np.cumsum(CONTEXTS)]).astype(np.int32)

    def quantise(self, x, eight, scale):
        if eight:
            stored = formats.encode(self.fp8, x / scale)
            scale = np.float32(scale)
            return stored, np.array([scale]), formats.decode(self.fp8, stored) * float(scale)
        bits = formats.bf16_bits(x)
        return bits, None, formats.bf16(bits).astype(np.float64)

    def sequence(self, s):
        rows = slice(s * self.new, (s + 1) * self.new)
        return rows, self.kv_values[self.pages[self.starts[s] : self.starts[s + 1]]]


def attention(q, kv, seen):
    """[t, heads, 512] and the logarithms of the sums; query t sees the tokens that `seen` says."""
    scores = np.einsum("thd,sd->ths", q, kv) / math.sqrt(WIDTH)
    scores = np.where(seen[:, None], scores, -np.inf)
    top = scores.max(-1, keepdims=True)
    p = np.exp(scores - top)
    total = p.sum(-1, keepdims=True)
    return np.einsum("ths,sd->thd", p / total, kv[:, :VALUE]), (top + np.log(total))[..., 0]


def seen_by(shape, context):
    """Which of a sequence's tokens each of its new tokens sees."""
    positions = np.arange(context)[None]
    last = context - shape.new + np.arange(shape.new)[:, None]
    if shape.ranked:
        positions = positions * RANKS + RANK
        last = all_tokens(context) - shape.new + np.arange(shape.new)[:, None]
    return (positions <= last) | (not shape.causal)


def all_tokens(context):
    """Tokens of all ranks, of which this one has `context`."""
    return context * RANKS


def try_kernel(emulator, path, row, arch):
    name = path.stem
    shape = Shape(name, row, arch)
    rng = np.random.default_rng(hash_of(name))
    inputs = Inputs(rng, shape)
    batch = len(CONTEXTS)
    symbol = re.search(rb"(_ZN5aiter\w+E)\.kd", path.read_bytes())[1].decode()
    works = persistent_works(shape, inputs) if shape.persistent else None
    grid = (GROUPS, 1, 1) if works else (1, batch, shape.splits)
    launch = Launch(symbol, grid, (256, 1, 1))
    rows = batch * shape.new
    parts = works.partial_rows if works else rows * shape.splits
    kind = np.uint16 if shape.halves else np.float32
    b = launch.buffer
    launch.arguments = slots(
        [
            launch.poison("parts", (parts + SPARE, shape.group, VALUE), kind),
            launch.poison("lse", (parts + SPARE, shape.group), np.float32),
            b("q", whole_tiles(inputs.q)),
            b("kv", inputs.kv),
            b("kv_starts", inputs.starts),
            b("pages", inputs.pages),
            b("last_page", np.ones(batch, np.int32)),
            f32(1 / math.sqrt(WIDTH)),
            i32(shape.queries),
            i32(1 if works else shape.splits),
            i32(shape.group * WIDTH * inputs.q.itemsize * shape.new),
            i32(WIDTH * inputs.kv.itemsize),
            i32(0),
            b("q_starts", np.arange(batch + 1, dtype=np.int32) * shape.new),
            ptr("work") if works else b("splits", np.arange(batch + 1, dtype=np.int32) * shape.splits),
            launch.poison("o", (rows + SPARE, shape.group, VALUE), np.uint16) if works else NULL,
            b("q_scale", inputs.q_scale) if shape.q8 else NULL,
            b("kv_scale", inputs.kv_scale) if shape.kv8 else NULL,
            i32(1 if works or shape.splits == 1 else 0),
            launch.poison("final_lse", (rows + SPARE, shape.group), np.float32) if shape.lse else NULL,
            b("all_starts", all_starts()) if shape.ranked else NULL,
            i32(RANKS if shape.ranked else 1),
            i32(RANK if shape.ranked else 0),
        ]
    )
    outputs = ["parts", "lse"] + ["o"] * bool(works) + ["final_lse"] * shape.lse
    if works:
        pointers = [b("work_starts", works.starts()), b("work_info", works.info())]
        launch.structs["work"] = pointers
    out = emulator.run(path, launch, outputs)
    got = finish_works(works, out) if works else finish_splits(shape, out, parts)
    if shape.unscaled:
        got *= inputs.kv_scale[0]
    errors = [0.0]
    for s, context in enumerate(CONTEXTS):
        tokens, kv = inputs.sequence(s)
        want, lse = attention(inputs.q_values[tokens], kv, seen_by(shape, context))
        errors.append(relative(got[tokens], want))
        if shape.lse and not CUTS[s]:
            errors.append(relative(out["final_lse"][tokens], lse))
    return max(errors), 0.01 if not shape.q8 else 0.05


def whole_tiles(q):
    return np.concatenate([q.reshape(-1, WIDTH), np.zeros((SPARE, WIDTH), q.dtype)])


def all_starts():
    return np.concatenate([[0], np.cumsum([all_tokens(c) for c in CONTEXTS])]).astype(np.int32)


def persistent_works(shape, inputs):
    works = Works()
    for s, (context, cuts) in enumerate(zip(CONTEXTS, CUTS)):
        edges = [0, *cuts, context]
        spans = [(inputs.starts[s] + a, inputs.starts[s] + b) for a, b in zip(edges, edges[1:])]
        behind = [context - b for b in edges[1:]]
        works.sequence(s, (s * shape.new, (s + 1) * shape.new), spans, behind)
    return works


def finish_works(works, out):
    got = formats.bf16(out["o"]).astype(np.float64)
    works.merge(got, out["parts"], out["lse"])
    return got


def finish_splits(shape, out, parts):
    """Merges the splits, [token, split, head]; one that a kernel has no tokens for stays poison."""
    out = {name: array[:parts] for name, array in out.items()}
    if shape.halves:
        return formats.bf16(out["parts"]).astype(np.float64)
    parts = out["parts"].reshape(-1, shape.splits, shape.group, VALUE).swapaxes(0, 1)
    logs = out["lse"].reshape(-1, shape.splits, shape.group).swapaxes(0, 1)
    empty = ~np.isfinite(logs)
    parts = np.where(empty[..., None], 0, parts)
    return merged(parts, np.where(empty, -1e30, logs))
