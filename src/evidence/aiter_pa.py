"""aiter's paged attention kernels that are not persistent, by csrc/py_itfs_cu/asm_pa.cu.

A workgroup of four waves has a KV head of a sequence: grid (KV heads, sequences). Every argument
takes 16 bytes. K lies as [page, head, d / x, token, x] and V as [page, head, token / x, d, x] with
x elements in 16 bytes; scales, one a token and head, as [page, head, token].
"""

import math
import re

import numpy as np

import formats
from emulator import NULL, Launch, f32, i32
from verdict import relative

HEAD = 128
KV_HEADS = 2
CONTEXTS = (5, 300, 64, 129)


class Cache:
    """Pages of random K and V in a kernel's format, and what they stand for."""

    def __init__(self, rng, kind, arch, block, contexts, kv_heads=KV_HEADS):
        self.kind, self.block, self.contexts = kind, block, contexts
        self.fp8 = "e4m3fnuz" if arch == "gfx942" else "e4m3fn"
        counts = [math.ceil(c / block) for c in contexts]
        pages = sum(counts) + 2
        # Kernels read the table of whole tiles of tokens, past a sequence's and the last one's end.
        self.table = np.zeros((len(contexts) + 1, max(max(counts), 64)), np.int32)
        ids = rng.permutation(pages)
        for row, count in enumerate(counts):
            self.table[row, :count], ids = ids[:count], ids[count:]
        shape = (pages, kv_heads, block, HEAD)
        # Scales of tokens differ a lot, so that one for another is seen.
        spread = np.exp(rng.normal(0, 0.5, (2, *shape[:3])))[..., None]
        self.k, self.k_scale, self.k_values = self.quantise(rng.normal(0, 1, shape) * spread[0])
        self.v, self.v_scale, self.v_values = self.quantise(rng.normal(0, 1, shape) * spread[1])

    def quantise(self, x):
        """Stored elements, scales by token and head, and the values that the two stand for."""
        if self.kind == "bf16":
            bits = formats.bf16_bits(x)
            return bits, None, formats.bf16(bits).astype(np.float64)
        if self.kind == "fp16":
            half = x.astype(np.float16)
            return half, None, half.astype(np.float64)
        top = 127 if self.kind == "int8" else formats.largest(self.fp8)
        scale = (np.abs(x).max(-1) / top).astype(np.float32)
        if self.kind == "int8":
            stored = np.rint(x / scale[..., None]).astype(np.int8)
            return stored, scale, stored * scale[..., None].astype(np.float64)
        stored = formats.encode(self.fp8, x / scale[..., None])
        return stored, scale, formats.decode(self.fp8, stored) * scale[..., None]

    def k_pages(self):
        x = 16 // self.k.itemsize
        pages, heads = self.k.shape[:2]
        return self.k.reshape(pages, heads, self.block, HEAD // x, x).transpose(0, 1, 3, 2, 4)

    def v_pages(self):
        x = 16 // self.v.itemsize
        pages, heads = self.v.shape[:2]
        return self.v.reshape(pages, heads, self.block // x, x, HEAD).transpose(0, 1, 2, 4, 3)

    def tokens(self, sequence):
        """K and V of a sequence, [token, head, d]."""
        context = self.contexts[sequence]
        pages = self.table[sequence, : math.ceil(context / self.block)]
        flat = [a[pages].transpose(0, 2, 1, 3) for a in (self.k_values, self.v_values)]
        return [a.reshape(-1, *a.shape[2:])[:context] for a in flat]


def attention(q, k, v, first=None):
    """Attention in double; query t sees the tokens to `first` + t, or all. [t, heads, d]"""
    group = q.shape[1] // k.shape[1]
    k, v = np.repeat(k, group, 1), np.repeat(v, group, 1)
    scores = np.einsum("thd,shd->hts", q, k) / math.sqrt(q.shape[2])
    if first is not None:
        late = np.arange(len(k))[None] > first + np.arange(len(q))[:, None]
        scores = np.where(late[None], -np.inf, scores)
    p = np.exp(scores - scores.max(-1, keepdims=True))
    return np.einsum("hts,shd->thd", p / p.sum(-1, keepdims=True), v)


def queries(rng, kind, rows, heads):
    q = rng.normal(0, 1, (rows, heads, HEAD))
    if kind == "fp16":
        return q.astype(np.float16), q.astype(np.float16).astype(np.float64)
    bits = formats.bf16_bits(q)
    return bits, formats.bf16(bits).astype(np.float64)


def as_multiplied(q, cache, largest=None):
    """Queries as kernels multiply them with 8-bit floats: such floats too, scaled by token and head."""
    if cache.kind != "fp8":
        return q
    scale = np.abs(q).max(-1, keepdims=True) / (largest or formats.largest(cache.fp8))
    return formats.decode(cache.fp8, formats.encode(cache.fp8, q / scale)) * scale


# Of 8-bit kernels the weights of the values are rounded to 8 bits as well.
LIMITS = {"fp16": 0.005, "bf16": 0.005, "fp8": 0.02, "int8": 0.06}


def floats(kind, bits):
    return bits.astype(np.float64) if kind == "fp16" else formats.bf16(bits).astype(np.float64)


def slots(arguments):
    return [{"at": 16 * i, **a} for i, a in enumerate(arguments)]


def new_tokens(name, row):
    """New tokens of a sequence: as many as the kernel's name says or as fit beside the group."""
    named = re.search(r"_qlen(\d)", name)
    if named:
        return int(named[1])
    return max(1, 16 // int(row["Gqa"])) if "_mtp_" in name else 1


def try_kernel(emulator, path, row, arch):
    """The relative error of the output, and the limit."""
    name = path.stem
    rng = np.random.default_rng(hash_of(name))
    group, block = int(row["Gqa"]), int(row["blkSz"])
    new = new_tokens(name, row)
    cache = Cache(rng, row["kvType"], arch, block, CONTEXTS)
    batch, heads = len(CONTEXTS), group * KV_HEADS
    q, q_values = queries(rng, row["qType"], batch * new, heads)
    launch = Launch(row["knl_name"], (KV_HEADS, batch, 1), (256, 1, 1))
    k = launch.buffer("k", cache.k_pages())
    scaled = cache.k_scale is not None
    arguments = [
        launch.poison("o", q.shape, q.dtype),
        launch.buffer("q", q),
        k,
        launch.buffer("v", cache.v_pages()),
        launch.buffer("table", cache.table),
        launch.buffer("contexts", np.array(CONTEXTS, np.int32)),
        launch.buffer("k_scale", cache.k_scale) if scaled else NULL,
        launch.buffer("v_scale", cache.v_scale) if scaled else NULL,
        f32(math.log2(math.e) / math.sqrt(HEAD)),
        i32(cache.table.shape[1]),
        i32(KV_HEADS),
        i32(heads * HEAD * q.itemsize),
        i32(KV_HEADS * block * HEAD * cache.k.itemsize),
        i32(block * HEAD * cache.k.itemsize),
        i32(new - 1),
        i32(group),
        launch.buffer("starts", np.arange(batch + 1, dtype=np.int32) * new),
    ]
    launch.arguments = slots(arguments)
    got = floats(row["qType"], emulator.run(path, launch, ["o"])["o"])
    masked = "_msk1" in name
    q_values = as_multiplied(q_values, cache)
    errors = []
    for s, context in enumerate(CONTEXTS):
        rows = slice(s * new, (s + 1) * new)
        keys, values = cache.tokens(s)
        want = attention(q_values[rows], keys, values, context - new if masked else None)
        errors.append(relative(got[rows], want))
    return max(errors), LIMITS[cache.kind]


def hash_of(name):
    """A seed by name: Python's own hash differs from run to run."""
    return sum(ord(c) * 31**i for i, c in enumerate(name)) % 2**32
