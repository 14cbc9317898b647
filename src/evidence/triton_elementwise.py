"""Triton kernels that treat each element by itself: arithmetic, functions, conversions, masks."""

import numpy as np
import triton
import triton.language as tl
from triton.language.extra import libdevice

from formats import bf16, bf16_bits
from triton_run import Bits, Case, each, empty, exact

N = 1000
BLOCK = 256


@triton.jit
def vector_add(x, y, out, n, B: tl.constexpr):
    i = tl.program_id(0) * B + tl.arange(0, B)
    tl.store(out + i, tl.load(x + i, i < n) + tl.load(y + i, i < n), i < n)


@triton.jit
def integer_ops(x, y, out, n, B: tl.constexpr):
    i = tl.program_id(0) * B + tl.arange(0, B)
    a, b = tl.load(x + i, i < n), tl.load(y + i, i < n, other=1)
    tl.store(out + i, a // b, i < n)
    tl.store(out + n + i, a % b, i < n)
    tl.store(out + 2 * n + i, a * b, i < n)
    tl.store(out + 3 * n + i, a - b, i < n)
    tl.store(out + 4 * n + i, tl.minimum(a, b) ^ tl.maximum(a, b), i < n)
    tl.store(out + 5 * n + i, tl.where(a < b, a & b, a | b), i < n)
    tl.store(out + 6 * n + i, a >> (b & 7), i < n)
    tl.store(out + 7 * n + i, (a << (b & 7)).to(out.dtype.element_ty), i < n)


@triton.jit
def float_ops(x, y, z, out, n, B: tl.constexpr):
    i = tl.program_id(0) * B + tl.arange(0, B)
    a, b, c = tl.load(x + i, i < n), tl.load(y + i, i < n), tl.load(z + i, i < n)
    tl.store(out + i, a / b, i < n)
    tl.store(out + n + i, tl.maximum(a, b) - tl.minimum(b, c), i < n)
    tl.store(out + 2 * n + i, tl.clamp(a, -0.5, 0.5), i < n)
    tl.store(out + 3 * n + i, tl.where(a > b, a, -c), i < n)
    tl.store(out + 4 * n + i, tl.abs(a) * b, i < n)


@triton.jit
def function(x, out, n, NAME: tl.constexpr, B: tl.constexpr):
    i = tl.program_id(0) * B + tl.arange(0, B)
    a = tl.load(x + i, i < n)
    if NAME == "exp":
        r = tl.exp(a)
    elif NAME == "exp2":
        r = tl.exp2(a)
    elif NAME == "log":
        r = tl.log(a)
    elif NAME == "log2":
        r = tl.log2(a)
    elif NAME == "sin":
        r = tl.sin(a)
    elif NAME == "cos":
        r = tl.cos(a)
    elif NAME == "sqrt":
        r = tl.sqrt(a)
    elif NAME == "sqrt_rn":
        r = tl.sqrt_rn(a)
    elif NAME == "rsqrt":
        r = tl.rsqrt(a)
    elif NAME == "floor":
        r = tl.floor(a)
    elif NAME == "ceil":
        r = tl.ceil(a)
    elif NAME == "erf":
        r = tl.erf(a)
    elif NAME == "sigmoid":
        r = tl.sigmoid(a)
    elif NAME == "tanh":
        r = libdevice.tanh(a)
    elif NAME == "tan":
        r = libdevice.tan(a)
    elif NAME == "sinh":
        r = libdevice.sinh(a)
    elif NAME == "cosh":
        r = libdevice.cosh(a)
    elif NAME == "asin":
        r = libdevice.asin(a)
    elif NAME == "acos":
        r = libdevice.acos(a)
    elif NAME == "atan":
        r = libdevice.atan(a)
    elif NAME == "asinh":
        r = libdevice.asinh(a)
    elif NAME == "acosh":
        r = libdevice.acosh(a)
    elif NAME == "atanh":
        r = libdevice.atanh(a)
    elif NAME == "log1p":
        r = libdevice.log1p(a)
    elif NAME == "expm1":
        r = libdevice.expm1(a)
    elif NAME == "log10":
        r = libdevice.log10(a)
    elif NAME == "rint":
        r = libdevice.rint(a)
    elif NAME == "trunc":
        r = libdevice.trunc(a)
    tl.store(out + i, r, i < n)


@triton.jit
def function_of_two(x, y, out, n, NAME: tl.constexpr, B: tl.constexpr):
    i = tl.program_id(0) * B + tl.arange(0, B)
    a, b = tl.load(x + i, i < n), tl.load(y + i, i < n)
    if NAME == "pow":
        r = libdevice.pow(a, b)
    elif NAME == "atan2":
        r = libdevice.atan2(a, b)
    elif NAME == "fmod":
        r = libdevice.fmod(a, b)
    elif NAME == "hypot":
        r = libdevice.hypot(a, b)
    elif NAME == "copysign":
        r = libdevice.copysign(a, b)
    elif NAME == "div_rn":
        r = tl.div_rn(a, b)
    elif NAME == "fma":
        r = tl.fma(a, b, a)
    tl.store(out + i, r, i < n)


@triton.jit
def convert(x, out, n, B: tl.constexpr):
    i = tl.program_id(0) * B + tl.arange(0, B)
    tl.store(out + i, tl.load(x + i, i < n).to(out.dtype.element_ty), i < n)


@triton.jit
def high_product(x, y, out, n, B: tl.constexpr):
    i = tl.program_id(0) * B + tl.arange(0, B)
    tl.store(out + i, tl.umulhi(tl.load(x + i, i < n), tl.load(y + i, i < n)), i < n)


@triton.jit
def strided(x, out, rows, columns, stride, R: tl.constexpr, C: tl.constexpr):
    r = tl.program_id(0) * R + tl.arange(0, R)[:, None]
    c = tl.program_id(1) * C + tl.arange(0, C)[None]
    inside = (r < rows) & (c < columns)
    a = tl.load(x + r * stride + c, inside, other=-3.0)
    tl.store(out + c * rows + r, a * 2 + tl.program_id(1), inside)


@triton.jit
def collatz(x, out, n, B: tl.constexpr):
    i = tl.program_id(0) * B + tl.arange(0, B)
    a = tl.load(x + i, i < n, other=1)
    steps = tl.zeros_like(a)
    while tl.max(a) > 1:
        steps += tl.where(a > 1, 1, 0)
        a = tl.where(a > 1, tl.where(a % 2 == 0, a // 2, 3 * a + 1), a)
    tl.store(out + i, steps, i < n)


@triton.jit
def places(out, X: tl.constexpr, Y: tl.constexpr):
    x, y, z = tl.program_id(0), tl.program_id(1), tl.program_id(2)
    i = ((z * tl.num_programs(1) + y) * tl.num_programs(0) + x) * 64 + tl.arange(0, 64)
    tl.store(out + i, x + 100 * y + 10000 * z + tl.num_programs(2) * 1000000)


INTEGERS = [np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64]
REFERENCES = {
    "exp": np.exp, "exp2": np.exp2, "log": np.log, "log2": np.log2, "sin": np.sin, "cos": np.cos,
    "sqrt": np.sqrt, "sqrt_rn": np.sqrt, "rsqrt": lambda x: 1 / np.sqrt(x), "floor": np.floor,
    "ceil": np.ceil, "sigmoid": lambda x: 1 / (1 + np.exp(-x)), "tanh": np.tanh, "tan": np.tan,
    "sinh": np.sinh, "cosh": np.cosh, "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
    "asinh": np.arcsinh, "acosh": np.arccosh, "atanh": np.arctanh, "log1p": np.log1p,
    "expm1": np.expm1, "log10": np.log10, "rint": np.rint, "trunc": np.trunc,
}  # fmt: skip
POSITIVE = {"log", "log2", "sqrt", "sqrt_rn", "rsqrt", "log10"}
UNIT = {"asin", "acos", "atanh"}


def blocks():
    return (-(-N // BLOCK), 1, 1)


def simple(name, kernel, arguments, judge, **constants):
    constants = {"B": BLOCK, **constants}
    return Case(name, kernel, {**arguments, "n": N}, ["out"], judge, constants, blocks())


def integers(rng, dtype, size=N):
    info = np.iinfo(dtype)
    x = rng.integers(info.min, info.max, size, dtype, endpoint=True)
    x[:2] = info.max, info.min
    return x


def integer_case(rng, dtype):
    x, y = integers(rng, dtype), integers(rng, dtype)
    y[N // 2 :] = rng.integers(1, 100, N - N // 2).astype(dtype)
    y[y == 0] = 3
    y[:2] = 1, 7
    if np.issubdtype(dtype, np.signedinteger):
        y[y == -1] = -2
    a, b = x.astype(object), y.astype(object)
    quotient = np.empty(N, object)
    quotient[:] = [abs(p) // abs(q) * (1 if (p < 0) == (q < 0) else -1) for p, q in zip(a, b)]
    bits = 8 * np.dtype(dtype).itemsize

    def wrap(values):
        return np.array([int(v) & (2**bits - 1) for v in values], f"u{bits // 8}").view(dtype)

    want = np.concatenate(
        [wrap(quotient), wrap(a - quotient * b), wrap(a * b), wrap(a - b)]
        + [np.minimum(x, y) ^ np.maximum(x, y), np.where(x < y, x & y, x | y)]
        + [x >> (y & 7), wrap([p << (int(q) & 7) for p, q in zip(a, b)])]
    )
    arguments = {"x": x, "y": y, "out": empty(8 * N, dtype)}
    return simple(f"integers_{np.dtype(dtype)}", integer_ops, arguments, exact(out=want))


def float_case(rng, dtype):
    x, y, z = (rng.normal(0, 1, N).astype(dtype) for _ in range(3))
    want = [x / y, np.maximum(x, y) - np.minimum(y, z), np.clip(x, -0.5, 0.5)]
    want = np.concatenate(want + [np.where(x > y, x, -z), np.abs(x) * y])
    limit = {2: 2e-3, 4: 3e-7, 8: 1e-15}[np.dtype(dtype).itemsize]
    arguments = {"x": x, "y": y, "z": z, "out": empty(5 * N, dtype)}
    return simple(f"floats_{np.dtype(dtype)}", float_ops, arguments, each(limit, out=want))


def function_case(rng, name, dtype):
    x = rng.normal(0, 3, N)
    if name in POSITIVE:
        x = np.exp(x)
    elif name in UNIT:
        x = rng.uniform(-0.99, 0.99, N)
    elif name == "acosh":
        x = 1.1 + np.exp(x)
    elif name == "log1p":
        x = np.exp(x) - 0.99
    x = x.astype(dtype)
    # AMD's v_exp and v_log are within an ulp; what is built on them may add a few.
    limit = 2e-6 if dtype == np.float32 else 1e-14
    want = REFERENCES[name](x.astype(np.float64))
    small = np.abs(want) < (0.1 if name in ("asinh", "atanh") else 1e-2)
    if name in ("sin", "cos", "tan", "log", "log2", "log10", "asinh", "atanh"):
        # Near their zeros the error is small beside 1, not beside the result (the library makes
        # some of the logarithm of what is near 1).
        x[small], want[small] = x[~small][0], want[~small][0]
    label = f"{name}_{np.dtype(dtype)}"
    return simple(label, function, {"x": x, "out": empty(N, dtype)}, each(limit, out=want), NAME=name)


def pair_case(rng, name, dtype=np.float32):
    x, y = rng.normal(0, 3, N).astype(dtype), rng.normal(0, 3, N).astype(dtype)
    if name == "pow":
        x = np.abs(x) + dtype(0.01)
    a, b = x.astype(np.float64), y.astype(np.float64)
    references = {
        "pow": np.power, "atan2": np.arctan2, "fmod": np.fmod, "hypot": np.hypot,
        "copysign": np.copysign, "div_rn": lambda a, b: (a / b).astype(dtype),
        "fma": lambda a, b: (a * b + a).astype(dtype),
    }  # fmt: skip
    judge = each(4e-6, out=references[name](a, b))
    if name in ("fmod", "copysign", "div_rn"):
        judge = exact(out=references[name](a, b))
    label = f"{name}_{np.dtype(dtype)}"
    arguments = {"x": x, "y": y, "out": empty(N, dtype)}
    return simple(label, function_of_two, arguments, judge, NAME=name)


def converted(values, kind):
    """What NumPy makes of numbers as an element of `kind`, as numbers."""
    if isinstance(kind, str):
        return Bits.of(kind, values).values()
    return np.asarray(values).astype(kind)


def conversion_case(rng, source, target):
    whole = [k for k in (source, target) if not isinstance(k, str) and np.issubdtype(k, np.integer)]
    x = rng.normal(0, 8, N)
    for kind in whole:
        info = np.iinfo(kind)
        x = np.clip(x * (8 if info.bits > 8 else 3), max(info.min, -200), min(info.max, 200))
    values = np.rint(x) if source in whole else x
    data = Bits.of(source, values) if isinstance(source, str) else values.astype(source)
    numbers = data.values() if isinstance(data, Bits) else data
    want = converted(numbers, target)
    names = [k if isinstance(k, str) else str(np.dtype(k)) for k in (source, target)]
    arguments = {"x": data, "out": empty(N, target)}
    return simple(f"convert_{names[0]}_{names[1]}", convert, arguments, exact(out=want))


def conversion_pairs(arch):
    floats = [np.float16, "bf16", np.float32]
    eight = {"gfx90a": [], "gfx942": ["e4m3fnuz", "e5m2fnuz"], "gfx950": ["e4m3fn", "e5m2"]}[arch]
    yield from ((a, b) for a in floats for b in [*floats, np.float64] if a != b)
    yield from ((np.float64, b) for b in (np.float32, np.float16, np.int64))
    yield from ((a, b) for e in eight for a, b in [(e, np.float32), (e, np.float16), (e, "bf16")])
    yield from ((a, e) for e in eight for a in (np.float32, np.float16, "bf16"))
    for whole in (np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint32, np.uint64):
        yield from [(whole, np.float32), (np.float32, whole), (whole, np.float16)]
    yield from [(np.int32, "bf16"), ("bf16", np.int32), (np.int8, np.int64), (np.int64, np.int8)]
    yield from [(np.uint8, np.int32), (np.int64, np.float64), (np.float64, np.int32)]


def cases(arch, rng):
    for dtype in (np.float16, np.float32, np.float64, np.int32):
        x, y = (rng.integers(-50, 50, N).astype(dtype) for _ in range(2))
        arguments = {"x": x, "y": y, "out": empty(N, dtype)}
        yield simple(f"add_{np.dtype(dtype)}", vector_add, arguments, exact(out=x + y))
    x, y = (Bits.of("bf16", rng.normal(0, 1, N)) for _ in range(2))
    want = bf16(bf16_bits((x.values() + y.values()).astype(np.float32)))
    arguments = {"x": x, "y": y, "out": empty(N, "bf16")}
    yield simple("add_bf16", vector_add, arguments, exact(out=want))
    yield from (integer_case(rng, dtype) for dtype in INTEGERS)
    yield from (float_case(rng, dtype) for dtype in (np.float16, np.float32, np.float64))
    yield from (function_case(rng, name, np.float32) for name in REFERENCES)
    for name in ("exp", "log", "sin", "sqrt", "tanh", "rsqrt", "floor"):
        yield function_case(rng, name, np.float64)
    yield from (pair_case(rng, n) for n in ("pow", "atan2", "fmod", "hypot", "copysign", "div_rn"))
    yield from (conversion_case(rng, a, b) for a, b in conversion_pairs(arch))
    for dtype in (np.uint32, np.uint64):
        x, y = integers(rng, dtype), integers(rng, dtype)
        bits = 8 * np.dtype(dtype).itemsize
        want = np.array([int(a) * int(b) >> bits for a, b in zip(x, y)], dtype)
        arguments = {"x": x, "y": y, "out": empty(N, dtype)}
        yield simple(f"umulhi_{np.dtype(dtype)}", high_product, arguments, exact(out=want))
    yield from other_cases(rng)


def other_cases(rng):
    rows, columns, stride = 37, 75, 80
    x = rng.normal(0, 1, (rows, stride)).astype(np.float32)
    want = (x[:, :columns] * 2 + np.arange(columns) // 32).T.astype(np.float32)
    yield Case(
        "strided_transpose",
        strided,
        {"x": x, "out": empty(want.shape, np.float32), "rows": rows, "columns": columns, "stride": stride},
        ["out"],
        exact(out=want),
        {"R": 16, "C": 32},
        (3, 3, 1),
    )
    x = rng.integers(1, 1000, N).astype(np.int32)
    yield simple("collatz", collatz, {"x": x, "out": empty(N, np.int32)}, exact(out=steps_to_one(x)))
    z, y, x = np.meshgrid(np.arange(2), np.arange(3), np.arange(4), indexing="ij")
    want = np.repeat((x + 100 * y + 10000 * z + 2000000).reshape(-1), 64).astype(np.int32)
    constants = {"X": 1, "Y": 1}
    out = {"out": empty(24 * 64, np.int32)}
    yield Case("grid_of_three", places, out, ["out"], exact(out=want), constants, (4, 3, 2))


def steps_to_one(x):
    steps = np.zeros_like(x)
    for i, value in enumerate(x.tolist()):
        while value > 1:
            value = value // 2 if value % 2 == 0 else 3 * value + 1
            steps[i] += 1
    return steps
