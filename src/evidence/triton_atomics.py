"""Atomics of Triton on every type that they take, contended, with what they return."""

import numpy as np
import triton
import triton.language as tl

from formats import bf16
from triton_run import Bits, Case, empty, exact

N = 1024
CELLS = 38
BLOCK = 256


@triton.jit
def scatter(x, cells, out, OP: tl.constexpr, SEM: tl.constexpr, C: tl.constexpr, B: tl.constexpr):
    i = tl.program_id(0) * B + tl.arange(0, B)
    a, place = tl.load(x + i), cells + i % C
    if OP == "add":
        tl.atomic_add(place, a, sem=SEM)
    elif OP == "max":
        tl.atomic_max(place, a, sem=SEM)
    elif OP == "min":
        tl.atomic_min(place, a, sem=SEM)
    elif OP == "and":
        tl.atomic_and(place, a, sem=SEM)
    elif OP == "or":
        tl.atomic_or(place, a, sem=SEM)
    elif OP == "xor":
        tl.atomic_xor(place, a, sem=SEM)


@triton.jit
def alone(x, cells, out, n, OP: tl.constexpr, B: tl.constexpr):
    i = tl.program_id(0) * B + tl.arange(0, B)
    a, place, mask = tl.load(x + i), cells + i, i < n
    if OP == "add":
        old = tl.atomic_add(place, a, mask)
    elif OP == "max":
        old = tl.atomic_max(place, a, mask)
    elif OP == "min":
        old = tl.atomic_min(place, a, mask)
    elif OP == "and":
        old = tl.atomic_and(place, a, mask)
    elif OP == "or":
        old = tl.atomic_or(place, a, mask)
    elif OP == "xor":
        old = tl.atomic_xor(place, a, mask)
    else:
        old = tl.atomic_xchg(place, a, mask)
    tl.store(out + i, old, mask)


@triton.jit
def compare_and_swap(x, cells, out, B: tl.constexpr):
    i = tl.program_id(0) * B + tl.arange(0, B)
    a = tl.load(x + i)
    tl.store(out + i, tl.atomic_cas(cells + i, a, a + 5))


@triton.jit
def ticket(counter, out, B: tl.constexpr):
    number = tl.atomic_add(counter, 1)
    tl.store(out + number * B + tl.arange(0, B), number)


@triton.jit
def locked_sum(x, lock, total, B: tl.constexpr):
    part = tl.sum(tl.load(x + tl.program_id(0) * B + tl.arange(0, B)))
    while tl.atomic_cas(lock, 0, 1) == 1:
        pass
    tl.store(total, tl.load(total) + part)
    tl.debug_barrier()
    tl.atomic_xchg(lock, 0)


UFUNCS = {
    "add": np.add,
    "max": np.maximum,
    "min": np.minimum,
    "and": np.bitwise_and,
    "or": np.bitwise_or,
    "xor": np.bitwise_xor,
    "xchg": lambda old, new: new,
}
WHOLE = [np.int32, np.uint32, np.int64, np.uint64]


def pairs(arch):
    """Every operation with every type that it takes."""
    yield from ((op, t) for op in ("add", "max", "min") for t in WHOLE)
    yield from ((op, t) for op in ("and", "or", "xor") for t in WHOLE)
    yield from (("add", t) for t in (np.float16, np.float32, np.float64))
    yield from ((op, np.float32) for op in ("max", "min"))
    if arch != "gfx90a":
        yield ("add", "bf16")


def data(rng, dtype, size):
    """Small whole numbers: sums of floats are exact, in whatever order."""
    x = rng.integers(0 if dtype in (np.uint32, np.uint64) else -8, 9, size)
    if dtype == "bf16":
        return Bits.of("bf16", x.astype(np.float64))
    return x.astype(dtype)


def numbers(array):
    return array.values() if isinstance(array, Bits) else array


def scatter_case(rng, op, dtype, sem):
    x, cells = data(rng, dtype, N), data(rng, dtype, CELLS)
    want = numbers(cells).copy()
    UFUNCS[op].at(want, np.arange(N) % CELLS, numbers(x))
    arguments = {"x": x, "cells": cells, "out": np.zeros(1, np.int32)}
    constants = {"OP": op, "SEM": sem, "C": CELLS, "B": BLOCK}
    name = f"atomic_{op}_{label(dtype)}_contended_{sem}"
    return Case(name, scatter, arguments, ["cells"], exact(cells=want), constants, (N // BLOCK, 1, 1))


def alone_case(rng, op, dtype):
    n = N - 100
    x, cells = data(rng, dtype, N), data(rng, dtype, N)
    old, new = numbers(cells), numbers(cells).copy()
    new[:n] = UFUNCS[op](old[:n], numbers(x)[:n])
    out = empty(N, dtype)
    want = numbers(out).copy()
    want[:n] = old[:n]
    arguments = {"x": x, "cells": cells, "out": out, "n": n}
    judge = exact(cells=new, out=want)
    constants = {"OP": op, "B": BLOCK}
    name = f"atomic_{op}_{label(dtype)}"
    return Case(name, alone, arguments, ["cells", "out"], judge, constants, (N // BLOCK, 1, 1))


def label(dtype):
    return dtype if isinstance(dtype, str) else str(np.dtype(dtype))


def cases(arch, rng):
    for op, dtype in pairs(arch):
        yield scatter_case(rng, op, dtype, "relaxed")
        yield alone_case(rng, op, dtype)
    yield from (scatter_case(rng, "add", np.int32, s) for s in ("acquire", "release", "acq_rel"))
    yield from (alone_case(rng, "xchg", t) for t in (np.int32, np.int64, np.float32))
    for dtype in (np.int32, np.int64):
        x, cells = data(rng, dtype, N), data(rng, dtype, N)
        judge = exact(cells=np.where(cells == x, x + 5, cells), out=cells)
        arguments = {"x": x, "cells": cells, "out": empty(N, dtype)}
        name = f"atomic_cas_{label(dtype)}"
        outputs = ["cells", "out"]
        yield Case(name, compare_and_swap, arguments, outputs, judge, {"B": 256}, (N // 256, 1, 1))
    want = np.repeat(np.arange(9), 64).astype(np.int32)
    arguments = {"counter": np.zeros(1, np.int32), "out": empty(9 * 64, np.int32)}
    yield Case("atomic_ticket", ticket, arguments, ["out"], exact(out=want), {"B": 64}, (9, 1, 1))
    x = rng.integers(-50, 50, N).astype(np.int32)
    arguments = {"x": x, "lock": np.zeros(1, np.int32), "total": np.zeros(1, np.int32)}
    judge = exact(total=x.sum(dtype=np.int32)[None])
    yield Case("atomic_lock", locked_sum, arguments, ["total"], judge, {"B": 64}, (N // 64, 1, 1))
