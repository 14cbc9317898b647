"""Matrix products of Triton in every type, tile and schedule, scaled ones included."""

import numpy as np
import triton
import triton.language as tl

import formats
from triton_run import Bits, Case, empty, exact, near

M, N, K = 96, 80, 160


@triton.jit
def matmul(
    a, b, c, m, n, k,
    PRECISION: tl.constexpr, ACC: tl.constexpr, BM: tl.constexpr, BN: tl.constexpr, BK: tl.constexpr,
):  # fmt: skip
    i = tl.program_id(0) * BM + tl.arange(0, BM)
    j = tl.program_id(1) * BN + tl.arange(0, BN)
    acc = tl.zeros((BM, BN), ACC)
    for start in range(0, k, BK):
        l = start + tl.arange(0, BK)
        x = tl.load(a + i[:, None] * k + l[None], (i[:, None] < m) & (l[None] < k), other=0.0)
        y = tl.load(b + l[:, None] * n + j[None], (l[:, None] < k) & (j[None] < n), other=0.0)
        acc = tl.dot(x, y, acc, input_precision=PRECISION, out_dtype=ACC)
    inside = (i[:, None] < m) & (j[None] < n)
    tl.store(c + i[:, None] * n + j[None], acc.to(c.dtype.element_ty), inside)


@triton.jit
def batched(a, b, c, S: tl.constexpr):
    z, i, j = tl.arange(0, 2)[:, None, None], tl.arange(0, S)[None, :, None], tl.arange(0, S)[None, None]
    x, y = tl.load(a + (z * S + i) * S + j), tl.load(b + (z * S + i) * S + j)
    tl.store(c + (z * S + i) * S + j, tl.dot(x, y))


@triton.jit
def chained(a, b, d, out, S: tl.constexpr):
    i, j = tl.arange(0, S)[:, None], tl.arange(0, S)[None]
    x, y, z = tl.load(a + i * S + j), tl.load(b + i * S + j), tl.load(d + i * S + j)
    p = tl.dot(x, tl.trans(y))
    tl.store(out + i * S + j, tl.dot(p.to(z.dtype), z))


@triton.jit
def scaled(
    a, a_scale, b, b_scale, c,
    A: tl.constexpr, B: tl.constexpr, PA: tl.constexpr, PB: tl.constexpr,
    S: tl.constexpr, L: tl.constexpr,
):  # fmt: skip
    i, j, g = tl.arange(0, S), tl.arange(0, S), tl.arange(0, L // 32)
    x = tl.load(a + i[:, None] * (L // PA) + tl.arange(0, L // PA)[None])
    y = tl.load(b + tl.arange(0, L // PB)[:, None] * S + j[None])
    xs = tl.load(a_scale + i[:, None] * (L // 32) + g[None])
    ys = tl.load(b_scale + j[:, None] * (L // 32) + g[None])
    tl.store(c + i[:, None] * S + j[None], tl.dot_scaled(x, xs, A, y, ys, B))


def floats(rng, kind, shape):
    """Elements in Triton's format and the values that they stand for."""
    x = rng.normal(0, 1, shape)
    if kind in ("fp32", "tf32"):
        return x.astype(np.float32), x.astype(np.float32).astype(np.float64)
    if kind == "fp16":
        return x.astype(np.float16), x.astype(np.float16).astype(np.float64)
    if kind == "fp64":
        return x, x
    if kind == "int8":
        whole = rng.integers(-128, 128, shape).astype(np.int8)
        return whole, whole.astype(np.int64)
    bits = Bits.of(kind, x)
    return bits, bits.values()


ACCUMULATORS = {"int8": (tl.int32, np.int32), "fp64": (tl.float64, np.float64)}
LIMITS = {"tf32": 2e-3, "fp64": 1e-14}


def matmul_case(rng, kind, tile, **options):
    (a, x), (b, y) = floats(rng, kind, (M, K)), floats(rng, kind, (K, N))
    acc, dtype = ACCUMULATORS.get(kind, (tl.float32, np.float32))
    want = x @ y
    judge = exact(c=want) if kind == "int8" else near(LIMITS.get(kind, 1e-6), c=want)
    constants = {"PRECISION": "tf32" if kind == "tf32" else "ieee", "ACC": acc}
    constants |= dict(zip(("BM", "BN", "BK"), tile))
    name = "_".join(["matmul", kind, "x".join(map(str, tile)), *(f"{k}{v}" for k, v in options.items())])
    names = {"warps": "num_warps", "stages": "num_stages", "nonkdim": "matrix_instr_nonkdim"}
    options = {names.get(k, k): v for k, v in options.items()}
    arguments = {"a": a, "b": b, "c": empty((M, N), dtype), "m": M, "n": N, "k": K}
    grid = (-(-M // tile[0]), -(-N // tile[1]), 1)
    return Case(name, matmul, arguments, ["c"], judge, constants, grid, options)


TILES = [
    ((32, 32, 32), {}),
    ((64, 64, 32), {"warps": 4, "stages": 2}),
    ((64, 32, 64), {"warps": 8}),
    ((16, 16, 64), {"warps": 1}),
    ((128, 64, 32), {"warps": 4, "nonkdim": 16}),
    ((64, 64, 64), {"warps": 2, "nonkdim": 32, "stages": 3}),
]


def square_case(rng, name, kernel, kind, size, want_of):
    count = 2 if kernel is batched else 3
    shape = (2, size, size) if kernel is batched else (size, size)
    inputs = [floats(rng, kind, shape) for _ in range(count)]
    arguments = dict(zip("abd", (i[0] for i in inputs)))
    output = "c" if kernel is batched else "out"
    arguments[output] = empty(shape, np.float32)
    judge = near(1e-6 if kernel is batched else 5e-3, **{output: want_of(*(i[1] for i in inputs))})
    return Case(f"{name}_{kind}_{size}", kernel, arguments, [output], judge, {"S": size})


FORMATS = {"e2m1": ("e2m1", 2), "e4m3": ("e4m3fn", 1), "e5m2": ("e5m2", 1)}


def packed(rng, name, shape):
    """Elements as `dot_scaled` takes them, with K last, and their values."""
    kind, per_byte = FORMATS[name]
    codes = formats.encode(kind, rng.normal(0, 2, shape))
    values = formats.decode(kind, codes)
    if per_byte == 2:
        codes = codes[..., ::2] | codes[..., 1::2] << 4
        return codes, values, per_byte
    return Bits(kind, codes), values, per_byte


def scaled_case(rng, first, second, size, length):
    a, x, per_a = packed(rng, first, (size, length))
    b, y, per_b = packed(rng, second, (size, length))
    turned = Bits(b.kind, b.bits.T) if isinstance(b, Bits) else b.T
    scales = rng.integers(122, 132, (2, size, length // 32)).astype(np.uint8)
    factors = np.repeat(2.0 ** (scales.astype(np.float64) - 127), 32, 2)
    want = (x * factors[0]) @ (y * factors[1]).T
    arguments = {
        "a": a, "a_scale": scales[0], "b": contiguous(turned), "b_scale": scales[1],
        "c": empty((size, size), np.float32),
    }  # fmt: skip
    constants = {"A": first, "B": second, "PA": per_a, "PB": per_b, "S": size, "L": length}
    name = f"dot_scaled_{first}_{second}_{size}x{length}"
    return Case(name, scaled, arguments, ["c"], near(1e-6, c=want), constants)


def contiguous(array):
    if isinstance(array, Bits):
        return Bits(array.kind, np.ascontiguousarray(array.bits))
    return np.ascontiguousarray(array)


def cases(arch, rng):
    eight = {"gfx90a": [], "gfx942": ["e4m3fnuz", "e5m2fnuz"], "gfx950": ["e4m3fn", "e5m2"]}[arch]
    kinds = ["fp16", "bf16", "int8", "fp32", *eight, *(["tf32"] if arch == "gfx942" else [])]
    for kind in kinds:
        yield from (matmul_case(rng, kind, tile, **options) for tile, options in TILES)
    yield matmul_case(rng, "fp64", (32, 32, 16), warps=4)
    if arch != "gfx950":
        # Another order of K within a lane; of no use on gfx950.
        yield from (matmul_case(rng, k, (64, 64, 64), kpack=2) for k in ("fp16", "bf16", *eight))
        yield matmul_case(rng, "int8", (64, 64, 64), kpack=2)
    for kind in ("fp16", "bf16"):
        yield square_case(rng, "batched", batched, kind, 32, lambda x, y: x @ y)
        yield square_case(rng, "chained", chained, kind, 64, lambda x, y, z: x @ y.T @ z)
    if arch == "gfx950":
        for first in FORMATS:
            for second in FORMATS:
                yield scaled_case(rng, first, second, 32, 128)
        yield scaled_case(rng, "e2m1", "e2m1", 64, 256)
        yield scaled_case(rng, "e4m3", "e4m3", 64, 256)
