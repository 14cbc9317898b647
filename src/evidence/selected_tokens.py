"""Holds kernels over selected tokens against NumPy: inputs, and what is expected, made here alone.

    selected_tokens.py [PA_GEN]

Needs NumPy. Makes folders for `pa-gen verify --inputs`, has the emulator of each CDNA target run
kernels for keys and values and for latents, and compares what they wrote with attention in float64
over the listed slots. All that is not selected is NaN. Lists are unsorted, repeat slots, and have
entries that are none anywhere; some have nothing else, and behind a list's length stands garbage.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

PA_GEN = sys.argv[1] if len(sys.argv) > 1 else "./pa-gen"
NAN = 0x7FC0


def bf16(x):
    """Bits, to nearest even."""
    bits = numpy.ascontiguousarray(x, numpy.float32).view(numpy.uint32)
    return ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype(numpy.uint16)


def real(bits):
    return (bits.astype(numpy.uint32) << 16).view(numpy.float32).astype(numpy.float64)


def inputs(folder, rng, heads, kv_heads, size, latent, page, lists, lengths):
    """A pool that is somewhat larger than the lists, NaN where nothing is selected."""
    queries, width = lists.shape
    counts = numpy.full(queries, width) if lengths is None else lengths
    live_entries = [row[:count] for row, count in zip(lists, counts)]
    slots = max(int(row.max(initial=0)) for row in live_entries) + 1
    pages = -(-slots // page) + 2
    live = numpy.zeros(pages * page, bool)
    for row, count in zip(lists, counts):
        live[[slot for slot in row[:count] if slot >= 0]] = True
    shape = (pages * page, kv_heads, size)
    query = bf16(rng.standard_normal((queries, heads, size)))
    keys = bf16(rng.standard_normal(shape))
    values = bf16(rng.standard_normal(shape))
    keys[~live] = values[~live] = NAN
    numpy.save(folder / "query.npy", query)
    numpy.save(folder / "key_cache.npy", keys.reshape(pages, page, kv_heads, size))
    if not latent:
        numpy.save(folder / "value_cache.npy", values.reshape(pages, page, kv_heads, size))
    numpy.save(folder / "indices.npy", lists.astype(numpy.int32))
    if lengths is not None:
        numpy.save(folder / "lengths.npy", lengths.astype(numpy.int32))
    out = numpy.zeros((queries, heads, latent or size))
    lse = numpy.full((queries, heads), -numpy.inf)
    for b in range(queries):
        chosen = [slot for slot in lists[b, : counts[b]] if slot >= 0]
        if not chosen:
            continue
        for h in range(heads):
            head = h * kv_heads // heads
            k = real(keys[chosen, head])
            v = k[:, :latent] if latent else real(values[chosen, head])
            logits = k @ real(query[b, h]) / numpy.sqrt(size)
            top = logits.max()
            weights = numpy.exp(logits - top)
            out[b, h] = weights @ v / weights.sum()
            lse[b, h] = top + numpy.log(weights.sum())
    return out, lse


def drawn(rng, queries, width, pool, none):
    lists = rng.integers(0, pool, (queries, width))
    lists[rng.random((queries, width)) < none] = -1
    return lists


def check(arch, name, heads, kv_heads, size, latent, page, lists, lengths=None, seed=1):
    rng = numpy.random.default_rng(seed)
    with tempfile.TemporaryDirectory() as scratch:
        given, written = Path(scratch) / "given", Path(scratch) / "written"
        given.mkdir()
        out, lse = inputs(given, rng, heads, kv_heads, size, latent, page, lists, lengths)
        line = [
            *PA_GEN.split(), "verify", "--inputs", str(given), "--dump", str(written), "--select",
            "tokens", "--lse", "--head-size", size, "--q-heads", heads, "--kv-heads", kv_heads,
            "--page-size", page, "--arch", arch, "--device", "emulator",
            *(["--latent", latent] if latent else []),
        ]  # fmt: skip
        done = subprocess.run([str(word) for word in line], capture_output=True, text=True)
        if not (written / "out.npy").exists():
            sys.exit(f"{name}: {done.stdout}{done.stderr}")
        # The folder has the inputs as they were given.
        kept = numpy.load(written / "indices.npy")
        assert (kept == lists).all() and json.loads((written / "workload.json").read_text())
        got = real(numpy.load(written / "out.npy"))
        got_lse = numpy.load(written / "lse.npy").astype(numpy.float64)
    empty = numpy.isneginf(lse)
    error = numpy.linalg.norm(got - out) / max(numpy.linalg.norm(out), 1e-30)
    same = (numpy.isneginf(got_lse) == empty).all() and (got[empty] == 0).all()
    lse_error = numpy.abs(got_lse[~empty] - lse[~empty]).max(initial=0)
    passed = bool(error < 4e-3 and lse_error < 2e-3 and same)
    print(
        f"{'pass' if passed else 'FAIL'}  {arch}  {name}: relative error {error:.1e}, lse"
        f" {lse_error:.1e}",
        flush=True,
    )
    return passed


def main():
    rng = numpy.random.default_rng(7)
    shapes = {"keys and values": (6, 2, 64, 0), "latents": (16, 1, 576, 512)}
    results = []
    for arch in ("gfx90a", "gfx942", "gfx950"):
        for kind, shape in shapes.items():
            for page in (1, 12):
                some = drawn(rng, 5, 300, 900, 0.3)
                some[1] = -1
                some[2, :299] = -9
                some[3] = some[3, 7]
                for name, lists, lengths in (
                    ("top k of 1", drawn(rng, 4, 1, 50, 0.3), None),
                    ("top k of 300", some, None),
                    ("lengths", numpy.abs(drawn(rng, 5, 77, 400, 0)), numpy.array([77, 0, 1, 64, 65])),
                ):
                    if lengths is not None:
                        for row, count in zip(lists, lengths):
                            row[count:] = 2**31 - 1
                    told = f"{kind}, pages of {page}, {name}"
                    results.append(check(arch, told, *shape, page, lists, lengths))
    long = drawn(rng, 1, 131072, 140000, 0.01)
    results.append(check("gfx942", "keys and values, top k of 131072", 2, 1, 64, 0, 64, long))
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
