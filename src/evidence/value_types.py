"""Holds kernels of which one cache alone has 8 bits against NumPy: inputs made here alone.

    value_types.py [PA_GEN]

Needs NumPy. Makes folders for `pa-gen verify --inputs` with keys of bf16 beside values of 8 bits, or
the reverse, has the emulator of each CDNA target run kernels on them, and compares what they wrote
with attention in float64. Keys and values have seeds of their own. All that no query sees is NaN, or
for int8 the largest number: what is before a window, not among the selected tokens, behind a
sequence, on pages that nobody has. 8 bits are decoded here. The cache of 16 bits has no scales; what
stands in a file of its scales would be NaN.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

PA_GEN = sys.argv[1] if len(sys.argv) > 1 else "./pa-gen"
SIZE, HEADS, KV_HEADS, PAGE, WINDOW = 128, 8, 2, 16, 129
CONTEXTS = [300, 0, 1, 129, 130, 33]


def bf16(x):
    """Bits, to nearest even."""
    bits = numpy.ascontiguousarray(x, numpy.float32).view(numpy.uint32)
    return ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype(numpy.uint16)


def real(bits):
    return (bits.astype(numpy.uint32) << 16).view(numpy.float32).astype(numpy.float64)


def small(bits, fraction_bits, fnuz):
    """What the codes of a float of 8 bits stand for."""
    exponent_bits = 7 - fraction_bits
    sign = numpy.where(bits & 0x80, -1.0, 1.0)
    exponent = (bits >> fraction_bits & (1 << exponent_bits) - 1).astype(int)
    fraction = (bits & (1 << fraction_bits) - 1) / (1 << fraction_bits)
    bias = (1 << exponent_bits - 1) - (0 if fnuz else 1)
    least = numpy.ldexp(fraction, 1 - bias)
    number = sign * numpy.where(exponent == 0, least, numpy.ldexp(1 + fraction, exponent - bias))
    if fnuz:
        return numpy.where(bits == 0x80, numpy.nan, number)
    if fraction_bits == 3:
        return numpy.where(bits & 0x7F == 0x7F, numpy.nan, number)
    return numpy.where(exponent == 31, numpy.nan, number)


class Cache:
    """Random elements of a type, and what they stand for."""

    def __init__(self, rng, kind, fnuz, shape):
        self.kind = kind
        if kind == "bf16":
            self.bits, self.none = bf16(rng.standard_normal(shape)), 0x7FC0
            self.number = real
        elif kind == "int8":
            self.bits = rng.integers(-128, 128, shape).astype(numpy.int8)
            self.none = 127
            self.number = lambda bits: bits.astype(numpy.float64)
        else:
            self.bits = rng.integers(0, 256, shape).astype(numpy.uint8)
            fraction_bits = 3 if kind == "fp8_e4m3" else 2
            self.none = 0x80 if fnuz else 0x7F
            self.number = lambda bits: small(bits, fraction_bits, fnuz)
            self.bits[numpy.isnan(self.number(self.bits))] = 1


def scales_of(rng, per, pool, typical):
    shape = {"none": None, "tensor": (1,), "head": (KV_HEADS,), "token": (pool, PAGE, KV_HEADS)}[per]
    if shape is None:
        return None, numpy.ones((pool, PAGE, KV_HEADS))
    scales = (typical * rng.uniform(0.5, 2, shape)).astype(numpy.float32)
    return scales, numpy.broadcast_to(scales.astype(numpy.float64), (pool, PAGE, KV_HEADS))


def check(arch, keys_are, values_are, per, layout, kind, seed):
    fnuz = arch == "gfx942"
    rng = numpy.random.default_rng(seed)
    key_rng, value_rng = numpy.random.default_rng(seed + 1), numpy.random.default_rng(seed + 2)
    counts = [-(-n // PAGE) for n in CONTEXTS]
    pool = sum(counts) + 2
    pages = rng.permutation(pool)[: sum(counts)]
    keys = Cache(key_rng, keys_are, fnuz, (pool, PAGE, KV_HEADS, SIZE))
    values = Cache(value_rng, values_are, fnuz, (pool, PAGE, KV_HEADS, SIZE))
    stored = keys_are if values_are == "bf16" else values_are
    typical = {"fp8_e4m3": 0.01, "fp8_e5m2": 0.0005, "int8": 0.02}[stored]
    scales, all_scales = scales_of(rng, per, pool, typical)
    if per == "none":  # codes stand for themselves: small ones alone, or one key takes all
        narrow = keys if keys_are == stored else values
        if stored == "int8":
            narrow.bits = (narrow.bits % 4 - 1).astype(numpy.int8)
        else:
            narrow.bits = numpy.where(numpy.abs(narrow.number(narrow.bits)) > 2, 0x39, narrow.bits)
            narrow.bits = narrow.bits.astype(numpy.uint8)
    query = bf16(rng.standard_normal((len(CONTEXTS), HEADS, SIZE)))
    seen = numpy.zeros((pool, PAGE), bool)
    out = numpy.zeros((len(CONTEXTS), HEADS, SIZE))
    lists = numpy.full((len(CONTEXTS), 96), -1, numpy.int32)
    first = 0
    for s, n in enumerate(CONTEXTS):
        tokens = numpy.arange(max(0, n - WINDOW) if kind == "window" else 0, n)
        if kind == "selected":
            tokens = rng.choice(tokens, min(n, 80), replace=False)
        at = pages[first + tokens // PAGE], tokens % PAGE
        if kind == "selected":
            lists[s, rng.permutation(96)[: len(tokens)]] = at[0] * PAGE + at[1]
        seen[at] = True
        first += counts[s]
        for h in range(HEADS):
            head = h * KV_HEADS // HEADS
            of_row = all_scales[at][:, head, None]
            k = keys.number(keys.bits[at][:, head]) * (of_row if keys_are != "bf16" else 1)
            v = values.number(values.bits[at][:, head]) * (of_row if values_are != "bf16" else 1)
            if len(tokens) > 0:
                logits = k @ real(query[s, h]) / numpy.sqrt(SIZE)
                weights = numpy.exp(logits - logits.max())
                out[s, h] = weights @ v / weights.sum()
    for cache in (keys, values):
        cache.bits[~seen] = cache.none
        if layout == "hnd":
            cache.bits = cache.bits.swapaxes(1, 2)
    if scales is not None and layout == "hnd" and per == "token":
        scales = scales.swapaxes(1, 2)
    with tempfile.TemporaryDirectory() as scratch:
        given, written = Path(scratch) / "given", Path(scratch) / "written"
        given.mkdir()
        arrays = {"query": query, "key_cache": keys.bits, "value_cache": values.bits}
        if kind == "selected":
            arrays["indices"] = lists
        else:
            arrays |= {
                "kv_indptr": numpy.cumsum([0, *counts]).astype(numpy.int32),
                "kv_page_indices": pages.astype(numpy.int32),
                "kv_last_page_len": numpy.array(
                    [(n - 1) % PAGE + 1 if n else 0 for n in CONTEXTS], numpy.int32
                ),
            }
        if scales is not None:
            own, other = ("k", "v") if keys_are != "bf16" else ("v", "k")
            arrays[f"{own}_scale"] = scales
            arrays[f"{other}_scale"] = numpy.full_like(scales, numpy.nan)
        for name, array in arrays.items():
            numpy.save(given / f"{name}.npy", numpy.ascontiguousarray(array))
        line = [
            *PA_GEN.split(), "verify", "--inputs", given, "--dump", written, "--head-size", SIZE,
            "--q-heads", HEADS, "--kv-heads", KV_HEADS, "--page-size", PAGE, "--layout", layout,
            "--kv-dtype", keys_are, "--value-dtype", values_are, "--kv-scales", per,
            "--arch", arch, "--device", "emulator",
            *(["--window", WINDOW] if kind == "window" else []),
            *(["--select", "tokens"] if kind == "selected" else []),
        ]  # fmt: skip
        done = subprocess.run([str(word) for word in line], capture_output=True, text=True)
        if not (written / "out.npy").exists():
            sys.exit(f"{arch} {keys_are} {values_are}: {done.stdout}{done.stderr}")
        got = real(numpy.load(written / "out.npy"))
    error = numpy.linalg.norm(got - out) / numpy.linalg.norm(out)
    passed = bool(error < 4e-3 and (got[1] == 0).all() and done.returncode == 0)
    what = f"{arch}  K {keys_are}  V {values_are}  scales per {per}  {layout}  {kind}"
    print(f"{'pass' if passed else 'FAIL'}  {what}: relative error {error:.1e}", flush=True)
    return passed


def main():
    results = []
    granularities = ("tensor", "head", "token", "none")
    kinds = ("all", "window", "selected")
    for arch in ("gfx90a", "gfx942", "gfx950"):
        for stored in ("fp8_e4m3", "fp8_e5m2", "int8"):
            for of_values in (True, False):
                turn = len(results)
                results.append(
                    check(
                        arch,
                        "bf16" if of_values else stored,
                        stored if of_values else "bf16",
                        granularities[turn % 4],
                        ("nhd", "hnd")[turn // 2 % 2],
                        kinds[turn % 3],
                        1000 * turn,
                    )
                )
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
