"""Holds kernels whose keys are longer than their values against NumPy: inputs made here alone.

    value_sizes.py [PA_GEN]

Needs NumPy. Makes folders for `pa-gen verify --inputs` with keys of 192 elements and values of 128,
has the emulator of each CDNA target run kernels on them, and compares what they wrote with
attention in float64. All that no query sees is NaN: what is before a window, behind a sequence, on
pages that nobody has. Caches are bf16, and e4m3 with a scale, decoded here from its bits.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

PA_GEN = sys.argv[1] if len(sys.argv) > 1 else "./pa-gen"
KEY, VALUE, HEADS, KV_HEADS, PAGE, WINDOW = 192, 128, 8, 2, 16, 129


def bf16(x):
    """Bits, to nearest even."""
    bits = numpy.ascontiguousarray(x, numpy.float32).view(numpy.uint32)
    return ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype(numpy.uint16)


def real(bits):
    return (bits.astype(numpy.uint32) << 16).view(numpy.float32).astype(numpy.float64)


def e4m3(bits, fnuz):
    """What codes of OCP's format stand for, or of that of gfx942, which has another bias."""
    sign = numpy.where(bits & 0x80, -1.0, 1.0)
    exponent, fraction = (bits >> 3 & 15).astype(int), (bits & 7).astype(float)
    bias = 8 if fnuz else 7
    least = numpy.ldexp(fraction / 8, 1 - bias)
    number = numpy.where(exponent == 0, least, numpy.ldexp(1 + fraction / 8, exponent - bias))
    nan = bits == 0x80 if fnuz else bits & 0x7F == 0x7F
    return numpy.where(nan, numpy.nan, sign * number)


def drawn(rng, shape, kind):
    """Elements of a cache, and what is NaN among them."""
    if kind == "bf16":
        return bf16(rng.standard_normal(shape)), 0x7FC0
    codes = rng.integers(0, 0x7F, shape) | rng.integers(0, 2, shape) << 7
    codes[codes == 0x80] = 1  # a zero of one format, NaN in the other
    return codes.astype(numpy.uint8), 0x80 if kind == "fnuz" else 0x7F


def check(arch, kind, layout, windowed):
    rng = numpy.random.default_rng(len(arch + kind + layout) + windowed)
    contexts = [300, 0, 1, 129, 130, 33]
    counts = [-(-n // PAGE) for n in contexts]
    pool = sum(counts) + 2
    pages = rng.permutation(pool)[: sum(counts)]
    keys, nan = drawn(rng, (pool, PAGE, KV_HEADS, KEY), kind)
    values, _ = drawn(rng, (pool, PAGE, KV_HEADS, VALUE), kind)
    scales = (1.0, 1.0) if kind == "bf16" else (numpy.float32(0.011), numpy.float32(0.007))
    number = real if kind == "bf16" else lambda bits: e4m3(bits, kind == "fnuz")
    query = bf16(rng.standard_normal((len(contexts), HEADS, KEY)))
    sinks = rng.standard_normal(HEADS).astype(numpy.float32)
    seen = numpy.zeros((pool, PAGE), bool)
    out = numpy.zeros((len(contexts), HEADS, VALUE))
    first = 0
    for s, n in enumerate(contexts):
        tokens = numpy.arange(max(0, n - WINDOW) if windowed else 0, n)
        at = pages[first + tokens // PAGE], tokens % PAGE
        seen[at] = True
        first += counts[s]
        for h in range(HEADS):
            head = h * KV_HEADS // HEADS
            k = number(keys[at][:, head]) * scales[0]
            v = number(values[at][:, head]) * scales[1]
            logits = k @ real(query[s, h]) / numpy.sqrt(KEY)
            if windowed:
                logits = numpy.append(logits, sinks[h])
                v = numpy.vstack([v, numpy.zeros(VALUE)])
            if n > 0:
                weights = numpy.exp(logits - logits.max())
                out[s, h] = weights @ v / weights.sum()
    keys[~seen] = values[~seen] = nan
    if layout == "hnd":
        keys, values = keys.swapaxes(1, 2), values.swapaxes(1, 2)
    with tempfile.TemporaryDirectory() as scratch:
        given, written = Path(scratch) / "given", Path(scratch) / "written"
        given.mkdir()
        arrays = {
            "query": query,
            "key_cache": numpy.ascontiguousarray(keys),
            "value_cache": numpy.ascontiguousarray(values),
            "kv_indptr": numpy.cumsum([0, *counts]).astype(numpy.int32),
            "kv_page_indices": pages.astype(numpy.int32),
            "kv_last_page_len": numpy.array(
                [(n - 1) % PAGE + 1 if n else 0 for n in contexts], numpy.int32
            ),
        }
        if windowed:
            arrays["sinks"] = sinks
        if kind != "bf16":
            arrays |= {"k_scale": numpy.array([scales[0]]), "v_scale": numpy.array([scales[1]])}
        for name, array in arrays.items():
            numpy.save(given / f"{name}.npy", array)
        line = [
            *PA_GEN.split(), "verify", "--inputs", given, "--dump", written, "--head-size", KEY,
            "--value-size", VALUE, "--q-heads", HEADS, "--kv-heads", KV_HEADS, "--page-size", PAGE,
            "--layout", layout, "--arch", arch, "--device", "emulator",
            *(["--window", WINDOW, "--sinks"] if windowed else []),
            *(["--kv-dtype", "fp8_e4m3", "--kv-scales", "tensor"] if kind != "bf16" else []),
        ]  # fmt: skip
        done = subprocess.run([str(word) for word in line], capture_output=True, text=True)
        if not (written / "out.npy").exists():
            sys.exit(f"{arch} {kind}: {done.stdout}{done.stderr}")
        got = real(numpy.load(written / "out.npy"))
    error = numpy.linalg.norm(got - out) / numpy.linalg.norm(out)
    passed = bool(error < 4e-3 and (got[1] == (0 if not windowed else got[1])).all())
    what = f"{arch}  {kind}  {layout}{'  window and sinks' if windowed else ''}"
    print(f"{'pass' if passed else 'FAIL'}  {what}: relative error {error:.1e}", flush=True)
    return passed


def main():
    results = []
    for arch in ("gfx90a", "gfx942", "gfx950"):
        for kind in ("bf16", "fnuz" if arch == "gfx942" else "ocp"):
            for layout in ("nhd", "hnd"):
                results += [check(arch, kind, layout, windowed) for windowed in (False, True)]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
