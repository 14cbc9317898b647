"""Triton kernels whose elements meet: reductions, scans, sorts, histograms, norms, random numbers."""

import numpy as np
import triton
import triton.language as tl

from triton_run import Case, empty, exact, near

R, C = 32, 64
# Sorting networks of more elements take minutes to compile.
ROWS, COLUMNS = 8, 32


@triton.jit
def xor(a, b):
    return a ^ b


@triton.jit
def reduce(x, out, OP: tl.constexpr, AXIS: tl.constexpr, R: tl.constexpr, C: tl.constexpr):
    a = tl.load(x + tl.arange(0, R)[:, None] * C + tl.arange(0, C)[None])
    if OP == "sum":
        r = tl.sum(a, AXIS)
    elif OP == "max":
        r = tl.max(a, AXIS)
    elif OP == "min":
        r = tl.min(a, AXIS)
    elif OP == "argmax":
        r = tl.argmax(a, AXIS)
    elif OP == "argmin":
        r = tl.argmin(a, AXIS)
    elif OP == "xor":
        r = tl.reduce(a, AXIS, xor)
    tl.store(out + tl.arange(0, C if AXIS == 0 else R), r)


@triton.jit
def decay(a1, b1, a2, b2):
    return a1 * a2, b1 * a2 + b2


@triton.jit
def scan(x, y, out, OP: tl.constexpr, AXIS: tl.constexpr, BACK: tl.constexpr, R: tl.constexpr, C: tl.constexpr):
    place = tl.arange(0, R)[:, None] * C + tl.arange(0, C)[None]
    a = tl.load(x + place)
    if OP == "cumsum":
        r = tl.cumsum(a, AXIS, reverse=BACK)
    elif OP == "cumprod":
        r = tl.cumprod(a, AXIS, reverse=BACK)
    elif OP == "decay":
        _, r = tl.associative_scan((a, tl.load(y + place)), AXIS, decay, reverse=BACK)
    tl.store(out + place, r)


@triton.jit
def arrange(x, index, out, OP: tl.constexpr, R: tl.constexpr, C: tl.constexpr):
    r, c = tl.arange(0, R)[:, None], tl.arange(0, C)[None]
    a = tl.load(x + r * C + c)
    if OP == "sort":
        tl.store(out + r * C + c, tl.sort(a))
    elif OP == "sort_down":
        tl.store(out + r * C + c, tl.sort(a, descending=True))
    elif OP == "flip":
        tl.store(out + r * C + c, tl.flip(a, 1))
    elif OP == "topk":
        tl.store(out + r * 8 + tl.arange(0, 8)[None], tl.topk(a, 8))
    elif OP == "trans":
        tl.store(out + tl.arange(0, C)[:, None] * R + tl.arange(0, R)[None], tl.trans(a))
    elif OP == "gather":
        tl.store(out + r * C + c, tl.gather(a, tl.load(index + r * C + c), 1))
    elif OP == "reshape":
        tl.store(out + tl.arange(0, R * C), tl.reshape(a, (R * C,)))
    elif OP == "split":
        low, high = tl.split(tl.reshape(a, (R, C // 2, 2)))
        tl.store(out + r * (C // 2) + tl.arange(0, C // 2)[None], low - high)
    elif OP == "interleave":
        wide = tl.interleave(a, a * 2)
        tl.store(out + r * 2 * C + tl.arange(0, 2 * C)[None], wide)
    elif OP == "join":
        both = tl.reshape(tl.join(a, -a), (R, 2 * C))
        tl.store(out + r * 2 * C + tl.arange(0, 2 * C)[None], both)
    elif OP == "permute":
        b = tl.permute(tl.reshape(a, (R, C // 8, 8)), (2, 0, 1))
        tl.store(out + tl.arange(0, R * C), tl.reshape(b, (R * C,)))


@triton.jit
def histogram(x, out, n, BINS: tl.constexpr, B: tl.constexpr):
    i = tl.arange(0, B)
    tl.store(out + tl.arange(0, BINS), tl.histogram(tl.load(x + i, i < n), BINS, mask=i < n))


@triton.jit
def softmax(x, out, columns, B: tl.constexpr):
    c = tl.arange(0, B)
    place = tl.program_id(0) * columns + c
    a = tl.load(x + place, c < columns, other=-float("inf")).to(tl.float32)
    p = tl.exp(a - tl.max(a, 0))
    tl.store(out + place, (p / tl.sum(p, 0)).to(out.dtype.element_ty), c < columns)


@triton.jit
def layer_norm(x, weight, bias, out, columns, eps, B: tl.constexpr):
    c = tl.arange(0, B)
    place, inside = tl.program_id(0) * columns + c, c < columns
    a = tl.load(x + place, inside, other=0.0).to(tl.float32)
    mean = tl.sum(a, 0) / columns
    d = tl.where(inside, a - mean, 0.0)
    scale = tl.rsqrt(tl.sum(d * d, 0) / columns + eps)
    w, b = tl.load(weight + c, inside), tl.load(bias + c, inside)
    tl.store(out + place, (d * scale * w + b).to(out.dtype.element_ty), inside)


@triton.jit
def rms_norm_rope(x, weight, cosine, sine, out, eps, B: tl.constexpr):
    c, row = tl.arange(0, B // 2), tl.program_id(0)
    low, high = tl.load(x + row * B + c), tl.load(x + row * B + B // 2 + c)
    scale = tl.rsqrt((tl.sum(low * low) + tl.sum(high * high)) / B + eps)
    low, high = low * scale * tl.load(weight + c), high * scale * tl.load(weight + B // 2 + c)
    cos, sin = tl.load(cosine + row * (B // 2) + c), tl.load(sine + row * (B // 2) + c)
    tl.store(out + row * B + c, low * cos - high * sin)
    tl.store(out + row * B + B // 2 + c, high * cos + low * sin)


@triton.jit
def random(out, seed, OP: tl.constexpr, B: tl.constexpr):
    i = tl.program_id(0) * B + tl.arange(0, B)
    if OP == "randint":
        r = tl.randint(seed, i)
    elif OP == "rand":
        r = tl.rand(seed, i)
    else:
        r = tl.randn(seed, i)
    tl.store(out + i, r)


REDUCTIONS = {
    "sum": np.sum,
    "max": np.max,
    "min": np.min,
    "argmax": np.argmax,
    "argmin": np.argmin,
    "xor": np.bitwise_xor.reduce,
}


def reduce_case(rng, op, dtype, axis, warps):
    if np.issubdtype(dtype, np.integer):
        x = rng.integers(-100, 100, (R, C)).astype(dtype)
    else:
        x = rng.integers(-64, 64, (R, C)).astype(dtype) / dtype(8)
    want = REDUCTIONS[op](x, axis=axis)
    kind = np.int32 if op.startswith("arg") else dtype
    if op == "sum" and dtype in (np.int8, np.int16):
        want, kind = x.sum(axis, dtype=np.int32), np.int32
    arguments = {"x": x, "out": empty(want.shape, kind)}
    constants = {"OP": op, "AXIS": axis, "R": R, "C": C}
    name = f"{op}_{np.dtype(dtype)}_axis{axis}_warps{warps}"
    judge = exact(out=want.astype(kind))
    return Case(name, reduce, arguments, ["out"], judge, constants, options={"num_warps": warps})


def scan_case(rng, op, dtype, axis, back, warps=4):
    x = rng.integers(-4, 5, (R, C)).astype(dtype)
    y = rng.normal(0, 1, (R, C)).astype(np.float32)
    if op == "cumprod":
        x = rng.uniform(0.9, 1.1, (R, C)).astype(dtype)
    if op == "decay":
        x = rng.uniform(0.5, 1, (R, C)).astype(dtype)
    turn = (lambda a: np.flip(a, axis)) if back else (lambda a: a)
    if op == "decay":
        want, state = np.zeros((R, C)), 0
        rows = np.moveaxis(want, axis, 0)
        for i, (a, b) in enumerate(zip(np.moveaxis(turn(x), axis, 0), np.moveaxis(turn(y), axis, 0))):
            state = state * a.astype(np.float64) + b
            rows[i] = state
    else:
        want = {"cumsum": np.cumsum, "cumprod": np.cumprod}[op](turn(x).astype(np.float64), axis)
    want = turn(want)
    judge = exact(out=want.astype(dtype)) if op == "cumsum" else near(1e-6, out=want)
    constants = {"OP": op, "AXIS": axis, "BACK": back, "R": R, "C": C}
    name = f"{op}_{np.dtype(dtype)}_axis{axis}_{'back' if back else 'on'}_warps{warps}"
    arguments = {"x": x, "y": y, "out": empty((R, C), dtype)}
    return Case(name, scan, arguments, ["out"], judge, constants, options={"num_warps": warps})


def arrangements(x, index):
    return {
        "sort": np.sort(x),
        "sort_down": -np.sort(-x),
        "flip": x[:, ::-1],
        "topk": -np.sort(-x)[:, :8],
        "trans": x.T,
        "gather": np.take_along_axis(x, index, 1),
        "reshape": x.reshape(-1),
        "split": x[:, ::2] - x[:, 1::2],
        "interleave": np.stack([x, x * 2], -1).reshape(len(x), -1),
        "join": np.stack([x, -x], -1).reshape(len(x), -1),
        "permute": x.reshape(len(x), -1, 8).transpose(2, 0, 1).reshape(-1),
    }


def arrange_case(rng, op, dtype, warps):
    x = rng.permutation(ROWS * COLUMNS).reshape(ROWS, COLUMNS) - 100
    x = x.astype(dtype)
    index = rng.integers(0, COLUMNS, x.shape).astype(np.int32)
    want = arrangements(x, index)[op]
    arguments = {"x": x, "index": index, "out": empty(want.shape, dtype)}
    name = f"{op}_{np.dtype(dtype)}_warps{warps}"
    constants = {"OP": op, "R": ROWS, "C": COLUMNS}
    options = {"num_warps": warps}
    return Case(name, arrange, arguments, ["out"], exact(out=want), constants, options=options)


def norm_cases(rng, warps):
    columns, rows = 200, 5
    x = rng.normal(0, 2, (rows, columns))
    p = np.exp(x - x.max(1, keepdims=True))
    options = {"num_warps": warps}
    for dtype, limit in ((np.float32, 1e-6), (np.float16, 1e-3)):
        want = p / p.sum(1, keepdims=True)
        # The reference is of the rounded input.
        y = x.astype(dtype)
        q = np.exp(y.astype(np.float64) - y.max(1, keepdims=True))
        want = q / q.sum(1, keepdims=True)
        arguments = {"x": y, "out": empty(y.shape, dtype), "columns": columns}
        name = f"softmax_{np.dtype(dtype)}_warps{warps}"
        judge = near(limit, out=want)
        yield Case(name, softmax, arguments, ["out"], judge, {"B": 256}, (rows, 1, 1), options)
    x, w, b = (rng.normal(0, 1, s).astype(np.float32) for s in ((rows, columns), columns, columns))
    d = x.astype(np.float64) - x.mean(1, keepdims=True, dtype=np.float64)
    want = d / np.sqrt((d * d).mean(1, keepdims=True) + 1e-5) * w + b
    for kind, limit in (("fp32", 1e-6), ("bf16", 4e-3)):
        out = empty(x.shape, "bf16" if kind == "bf16" else np.float32)
        arguments = {"x": x, "weight": w, "bias": b, "out": out, "columns": columns, "eps": 1e-5}
        name = f"layer_norm_{kind}_warps{warps}"
        judge = near(limit, out=want)
        yield Case(name, layer_norm, arguments, ["out"], judge, {"B": 256}, (rows, 1, 1), options)


def rope_case(rng):
    width, rows = 128, 6
    x, w = rng.normal(0, 1, (rows, width)), rng.normal(1, 0.1, width)
    angle = np.arange(rows)[:, None] * 1e4 ** (-np.arange(64) / 64)[None]
    x, w, cos, sin = (a.astype(np.float32) for a in (x, w, np.cos(angle), np.sin(angle)))
    n = x.astype(np.float64) / np.sqrt((x.astype(np.float64) ** 2).mean(1, keepdims=True) + 1e-6) * w
    low, high = n[:, :64], n[:, 64:]
    want = np.concatenate([low * cos - high * sin, high * cos + low * sin], 1)
    arguments = {
        "x": x, "weight": w, "cosine": cos, "sine": sin, "out": empty(x.shape, np.float32), "eps": 1e-6,
    }  # fmt: skip
    judge = near(1e-6, out=want)
    return Case("rms_norm_rope", rms_norm_rope, arguments, ["out"], judge, {"B": width}, (rows, 1, 1))


def philox(seed, count):
    """Philox 4x32-10 (Salmon and others, 2011) of the counters 0.. under a key of 64 bits."""
    c = [np.arange(count, dtype=np.uint64)] + [np.zeros(count, np.uint64) for _ in range(3)]
    low = np.uint64(0xFFFFFFFF)
    k0, k1 = np.uint64(seed & 0xFFFFFFFF), np.uint64(seed >> 32)
    for _ in range(10):
        p, q = np.uint64(0xD2511F53) * c[0], np.uint64(0xCD9E8D57) * c[2]
        c = [(q >> np.uint64(32)) ^ c[1] ^ k0, q & low, (p >> np.uint64(32)) ^ c[3] ^ k1, p & low]
        k0, k1 = (k0 + np.uint64(0x9E3779B9)) & low, (k1 + np.uint64(0xBB67AE85)) & low
    return [x.astype(np.uint32) for x in c]


def uniform(bits):
    """Triton's floats of [0, 1): of the magnitude of the bits as a signed number."""
    x = bits.view(np.int32)
    return np.where(x < 0, -x - 1, x).astype(np.float32) * np.float32(4.6566127342e-10)


def random_cases():
    count, seed = 512, 123457
    bits = philox(seed, count)
    one, two = uniform(bits[0]), uniform(bits[1])
    normal = np.sqrt(-2 * np.log(np.maximum(one, 1e-7).astype(np.float64)))
    normal = normal * np.cos(6.283185307179586 * two)
    wanted = {
        "randint": (np.uint32, exact(out=bits[0])),
        "rand": (np.float32, exact(out=one)),
        "randn": (np.float32, near(1e-6, out=normal)),
    }
    for op, (dtype, judge) in wanted.items():
        arguments = {"out": empty(count, dtype), "seed": seed}
        yield Case(op, random, arguments, ["out"], judge, {"OP": op, "B": 128}, (4, 1, 1))


def cases(arch, rng):
    for warps in (1, 4, 8):
        for axis in (0, 1):
            yield reduce_case(rng, "sum", np.float32, axis, warps)
            yield reduce_case(rng, "argmax", np.float32, axis, warps)
    for dtype in (np.int8, np.int16, np.int32, np.int64, np.float16, np.float64):
        for op in ("sum", "max", "min"):
            yield reduce_case(rng, op, dtype, 1, 4)
    yield from (reduce_case(rng, op, np.int32, 0, 4) for op in ("xor", "argmin", "argmax"))
    for op, dtype in (("cumsum", np.int32), ("cumsum", np.float32), ("cumprod", np.float32), ("decay", np.float32)):
        for axis in (0, 1):
            yield from (scan_case(rng, op, dtype, axis, back) for back in (False, True))
    yield scan_case(rng, "cumsum", np.int64, 1, False, warps=1)
    some = np.zeros((ROWS, COLUMNS), np.int32)
    for op in arrangements(some, some):
        yield arrange_case(rng, op, np.int32, 4)
        yield arrange_case(rng, op, np.float16 if op in ("trans", "reshape") else np.float32, 2)
    x = rng.integers(0, 64, 500).astype(np.int32)
    want = np.bincount(x, minlength=64).astype(np.int32)
    arguments = {"x": np.concatenate([x, x[:12]]), "out": empty(64, np.int32), "n": 500}
    yield Case("histogram", histogram, arguments, ["out"], exact(out=want), {"BINS": 64, "B": 512})
    for warps in (1, 4, 8):
        yield from norm_cases(rng, warps)
    yield rope_case(rng)
    yield from random_cases()
