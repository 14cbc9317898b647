"""Attention as Triton kernels are written: online softmax over tiles, paged and split."""

import math

import numpy as np
import triton
import triton.language as tl

from triton_run import Bits, Case, empty, near

HEADS, QUERIES, KEYS = 2, 40, 70


@triton.jit
def flash(
    q, k, v, out, queries, keys, scale,
    CAUSAL: tl.constexpr, D: tl.constexpr, BM: tl.constexpr, BN: tl.constexpr,
):  # fmt: skip
    head, d = tl.program_id(1), tl.arange(0, D)
    i = tl.program_id(0) * BM + tl.arange(0, BM)
    x = tl.load(q + (head * queries + i[:, None]) * D + d[None], i[:, None] < queries, other=0.0)
    top = tl.full((BM,), -float("inf"), tl.float32)
    total, acc = tl.zeros((BM,), tl.float32), tl.zeros((BM, D), tl.float32)
    for start in range(0, keys, BN):
        j = start + tl.arange(0, BN)
        place = (head * keys + j[:, None]) * D + d[None]
        y = tl.load(k + place, j[:, None] < keys, other=0.0)
        s = tl.dot(x, tl.trans(y)) * (scale * 1.44269504089)
        seen = j[None] < keys
        if CAUSAL:
            seen = seen & (j[None] <= i[:, None] + keys - queries)
        s = tl.where(seen, s, -float("inf"))
        higher = tl.maximum(top, tl.max(s, 1))
        p = tl.exp2(s - higher[:, None])
        shrink = tl.exp2(top - higher)
        total = total * shrink + tl.sum(p, 1)
        z = tl.load(v + place, j[:, None] < keys, other=0.0)
        acc = tl.dot(p.to(z.dtype), z, acc * shrink[:, None])
        top = higher
    acc = acc / total[:, None]
    place = (head * queries + i[:, None]) * D + d[None]
    tl.store(out + place, acc.to(out.dtype.element_ty), i[:, None] < queries)


@triton.jit
def paged(
    q, k, v, table, lengths, out, pages, scale,
    G: tl.constexpr, P: tl.constexpr, D: tl.constexpr,
):  # fmt: skip
    sequence, g, d, t = tl.program_id(0), tl.arange(0, G), tl.arange(0, D), tl.arange(0, P)
    x = tl.load(q + (sequence * G + g[:, None]) * D + d[None])
    length = tl.load(lengths + sequence)
    top = tl.full((G,), -float("inf"), tl.float32)
    total, acc = tl.zeros((G,), tl.float32), tl.zeros((G, D), tl.float32)
    for page in range(tl.cdiv(length, P)):
        number = tl.load(table + sequence * pages + page)
        place = (number * P + t[:, None]) * D + d[None]
        s = tl.dot(x, tl.trans(tl.load(k + place))) * scale
        s = tl.where(page * P + t[None] < length, s, -float("inf"))
        higher = tl.maximum(top, tl.max(s, 1))
        p, shrink = tl.exp(s - higher[:, None]), tl.exp(top - higher)
        total = total * shrink + tl.sum(p, 1)
        acc = acc * shrink[:, None] + tl.dot(p.to(k.dtype.element_ty), tl.load(v + place))
        top = higher
    tl.store(out + (sequence * G + g[:, None]) * D + d[None], acc / total[:, None])


def elements(rng, kind, shape):
    x = rng.normal(0, 1, shape)
    if kind == "fp16":
        return x.astype(np.float16), x.astype(np.float16).astype(np.float64)
    bits = Bits.of("bf16", x)
    return bits, bits.values()


def attention(q, k, v, causal):
    scores = np.einsum("hqd,hkd->hqk", q, k) / math.sqrt(q.shape[-1])
    if causal:
        late = np.arange(k.shape[1])[None] > np.arange(q.shape[1])[:, None] + k.shape[1] - q.shape[1]
        scores = np.where(late, -np.inf, scores)
    p = np.exp(scores - scores.max(-1, keepdims=True))
    return np.einsum("hqk,hkd->hqd", p / p.sum(-1, keepdims=True), v)


def flash_case(rng, kind, causal, width, tile, warps, stages):
    shapes = [(HEADS, QUERIES, width), (HEADS, KEYS, width), (HEADS, KEYS, width)]
    (q, x), (k, y), (v, z) = (elements(rng, kind, s) for s in shapes)
    out = empty(shapes[0], "bf16" if kind == "bf16" else np.float16)
    arguments = {"q": q, "k": k, "v": v, "out": out, "queries": QUERIES, "keys": KEYS}
    arguments["scale"] = 1 / math.sqrt(width)
    judge = near(1e-2 if kind == "bf16" else 2e-3, out=attention(x, y, z, causal))
    constants = {"CAUSAL": causal, "D": width, "BM": tile[0], "BN": tile[1]}
    mask = "causal" if causal else "full"
    name = f"flash_{kind}_{mask}_d{width}_{tile[0]}x{tile[1]}_warps{warps}_stages{stages}"
    grid = (-(-QUERIES // tile[0]), HEADS, 1)
    options = {"num_warps": warps, "num_stages": stages}
    return Case(name, flash, arguments, ["out"], judge, constants, grid, options)


def paged_case(rng, kind, page):
    lengths, group, width, pages = np.array([5, 77, 130], np.int32), 16, 64, 20
    k, y = elements(rng, kind, (pages, page, width))
    v, z = elements(rng, kind, (pages, page, width))
    q, x = elements(rng, kind, (3, group, width))
    most = -(-int(lengths.max()) // page)
    table = rng.integers(0, pages, (3, most)).astype(np.int32)
    want = []
    for s, length in enumerate(lengths):
        keys, values = (a[table[s]].reshape(-1, width)[:length] for a in (y, z))
        want.append(attention(x[s][None], keys[None], values[None], False)[0])
    arguments = {
        "q": q, "k": k, "v": v, "table": table, "lengths": lengths,
        "out": empty((3, group, width), np.float32), "pages": most, "scale": 1 / math.sqrt(width),
    }  # fmt: skip
    judge = near(1e-2 if kind == "bf16" else 2e-3, out=np.array(want))
    constants = {"G": group, "P": page, "D": width}
    return Case(f"paged_{kind}_page{page}", paged, arguments, ["out"], judge, constants, (3, 1, 1))


def cases(arch, rng):
    for kind in ("fp16", "bf16"):
        for causal in (False, True):
            yield flash_case(rng, kind, causal, 64, (32, 32), 4, 2)
            yield flash_case(rng, kind, causal, 128, (64, 32), 4, 1)
        yield from (paged_case(rng, kind, page) for page in (16, 32))
