"""aiter's persistent paged attention kernels, by csrc/py_itfs_cu/asm_pa.cu.

A workgroup does works of a list: a KV head's queries against some pages of a sequence. Up to a
number of rows of queries that the kernel's name says (heads of a group times new tokens) go
together. Scales are one a token, or one a page ("perblock").
"""

import math
import re

import numpy as np

import formats
from aiter_pa import HEAD, KV_HEADS, LIMITS, Cache, as_multiplied, attention, floats, hash_of, queries, slots
from aiter_works import GROUPS, Works
from emulator import Launch, f32, i32
from verdict import relative

# Heads of a group and new tokens for each number of rows.
FITTING = {1: (16, 1), 16: (8, 2), 32: (8, 4), 40: (10, 4), 48: (12, 4), 64: (16, 4)}


class PageScales(Cache):
    """A cache whose scales belong to a page and head."""

    def quantise(self, x):
        whole = np.abs(x).max((2, 3), keepdims=True) / formats.largest(self.fp8)
        scale = whole.astype(np.float32)
        stored = formats.encode(self.fp8, x / scale)
        return stored, scale[..., 0, 0], formats.decode(self.fp8, stored) * scale


def columns(heads):
    return slice(heads & 0xFFFF, heads >> 16)


def works_of(cache, group, new):
    """The first sequence whole, the others in parts of pages."""
    works, starts = Works(), [0]
    for s, context in enumerate(cache.contexts):
        pages = math.ceil(context / cache.block)
        cut = [0, pages] if s == 0 or pages == 1 else [0, 1, pages]
        first = starts[-1]
        spans = [(first + a, first + b) for a, b in zip(cut, cut[1:])]
        for head in range(KV_HEADS):
            heads = head * group | (head + 1) * group << 16
            works.sequence(s, (s * new, (s + 1) * new), spans, [0] * len(spans), heads)
        starts.append(first + pages)
    return works, np.array(starts, np.int32)


def try_kernel(emulator, path, arch):
    name = path.stem
    rng = np.random.default_rng(hash_of(name))
    group, new = FITTING[int(re.search(r"qlen(\d+)", name)[1])]
    block = int((re.search(r"blk(\d+)", name) or [0, "1024"])[1])
    contexts = (block // 3, block + 77)
    by_page = "perblock" in name
    cache = (PageScales if by_page else Cache)(rng, "fp8", arch, block, contexts)
    works, starts = works_of(cache, group, new)
    rows, heads = len(contexts) * new, group * KV_HEADS
    q, q_values = queries(rng, name.split("_")[1], rows, heads)
    symbol = re.search(rb"(_ZN5aiter\w+E)\.kd", path.read_bytes())[1].decode()
    launch = Launch(symbol, (GROUPS, 1, 1), (256, 1, 1))
    b = launch.buffer
    pages = [cache.table[s, : math.ceil(c / block)] for s, c in enumerate(contexts)]
    scale_bytes = 4 if by_page else 4 * block
    launch.arguments = slots(
        [
            launch.poison("o", q.shape, q.dtype),
            b("q", q),
            b("k", cache.k_pages()),
            b("v", cache.v_pages()),
            b("pages", np.concatenate([*pages, np.zeros(64, np.int32)])),
            b("contexts", np.array(contexts, np.int32)),
            b("k_scale", cache.k_scale),
            b("v_scale", cache.v_scale),
            f32(math.log2(math.e) / math.sqrt(HEAD)),
            i32(KV_HEADS),
            i32(heads * HEAD * q.itemsize),
            i32(KV_HEADS * block * HEAD),
            i32(block * HEAD),
            i32(new - 1),
            i32(group),
            b("q_starts", np.arange(len(contexts) + 1, dtype=np.int32) * new),
            b("page_starts", starts),
            b("work_starts", works.starts()),
            b("work_info", works.info()),
            launch.poison("parts", (works.partial_rows, heads, HEAD), np.float32),
            launch.poison("lse", (works.partial_rows, heads), np.float32),
            i32(scale_bytes),
            i32(scale_bytes * KV_HEADS),
        ]
    )
    out = emulator.run(path, launch, ["o", "parts", "lse"])
    got = floats(name.split("_")[1], out["o"]).astype(np.float64)
    works.merge(got, out["parts"], out["lse"], columns)
    # Those with scales by page scale queries to 240, the largest of gfx942's format, on gfx950 too.
    q_values = as_multiplied(q_values, cache, 240 if by_page else None)
    errors = []
    for s, context in enumerate(contexts):
        tokens = slice(s * new, (s + 1) * new)
        keys, values = cache.tokens(s)
        errors.append(relative(got[tokens], attention(q_values[tokens], keys, values, context - new)))
    return max(errors), LIMITS["fp8"]
