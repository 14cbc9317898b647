"""Holds kernels over selected tokens against NumPy: inputs, and what is expected, made here alone.

    selected_tokens.py [PA_GEN [TARGET DEVICE]]

Needs NumPy. Makes folders for `pa-gen verify --inputs`, has the emulator of each CDNA target run
kernels for keys and values and for latents, or a GPU (sm_90 hip:0), and compares what they wrote with attention in float64
over the listed slots. All that is not selected is NaN. Lists are unsorted, repeat slots, and have
entries that are none anywhere; some have nothing else, and behind a list's length stands garbage.
Then lists of two pools, whose pages are not equally long, with sinks: rows of bf16, and DeepSeek V4's
of 584 bytes, decoded here from their bytes.
"""

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy

PA_GEN = sys.argv[1] if len(sys.argv) > 1 else "./pa-gen"
TARGETS = [sys.argv[2]] if len(sys.argv) > 2 else ["gfx90a", "gfx942", "gfx950"]
DEVICE = sys.argv[3] if len(sys.argv) > 3 else "emulator"
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


V4_SCALED, V4_GROUP, V4_ROW, V4_SCALES = 448, 64, 576, 8


def e4m3(codes):
    """OCP's, without its NaN."""
    exponent, fraction = (codes >> 3 & 15).astype(int), (codes & 7).astype(float)
    size = numpy.where(
        exponent == 0, fraction * 2.0**-9, (1 + fraction / 8) * 2.0 ** (exponent - 7.0)
    )
    return numpy.where(codes & 0x80, -size, size)


def v4_pool(rng, pages, page, live):
    """Bytes of a pool [pages, bytes of a page], and the rows that they stand for."""
    size = -(-page * (V4_ROW + V4_SCALES) // V4_ROW) * V4_ROW
    cache = numpy.full((pages, size), 0xFF, numpy.uint8)  # NaN in codes, scales and bf16 alike
    rows = numpy.full((pages * page, 512), numpy.nan)
    for slot in numpy.flatnonzero(live):
        at = slot % page * V4_ROW
        codes = rng.integers(0, 0x7E, V4_SCALED).astype(numpy.uint8)
        codes |= (rng.integers(0, 2, V4_SCALED) << 7).astype(numpy.uint8)
        scales = rng.integers(114, 121, V4_SCALED // V4_GROUP).astype(numpy.uint8)
        rope = bf16(rng.standard_normal(64))
        cache[slot // page, at : at + V4_SCALED] = codes
        cache[slot // page, at + V4_SCALED : at + V4_ROW] = rope.view(numpy.uint8)
        at = page * V4_ROW + slot % page * V4_SCALES
        cache[slot // page, at : at + len(scales)] = scales
        powers = 2.0 ** (scales.astype(float) - 127)
        rows[slot] = numpy.concatenate([e4m3(codes) * powers.repeat(V4_GROUP), real(rope)])
    return cache, rows


def bf16_pool(rng, pages, page, live):
    rows = bf16(rng.standard_normal((pages * page, 576)))
    rows[~live] = NAN
    return rows.reshape(pages, page, 1, 576), real(rows)


def chosen_of(lists, lengths):
    counts = numpy.full(len(lists), lists.shape[1]) if lengths is None else lengths
    return [[slot for slot in row[:count] if slot >= 0] for row, count in zip(lists, counts)]


def two_pools(folder, rng, heads, v4, pools):
    """pools: pages of so many tokens, lists and lengths, of either."""
    size = 512 if v4 else 576
    queries = len(pools[0][1])
    query = bf16(rng.standard_normal((queries, heads, size)) * (0.2 if v4 else 1))
    sinks = rng.standard_normal(heads).astype(numpy.float32)
    numpy.save(folder / "query.npy", query)
    numpy.save(folder / "sinks.npy", sinks)
    keys = [[] for _ in range(queries)]
    for extra, (page, lists, lengths) in zip(("", "extra_"), pools):
        chosen = chosen_of(lists, lengths)
        slots = max((max(of, default=0) for of in chosen), default=0) + 1
        pages = -(-slots // page) + 2
        live = numpy.zeros(pages * page, bool)
        for of in chosen:
            live[of] = True
        cache, rows = (v4_pool if v4 else bf16_pool)(rng, pages, page, live)
        numpy.save(folder / f"{extra}key_cache.npy", cache)
        numpy.save(folder / f"{extra}indices.npy", lists.astype(numpy.int32))
        if lengths is not None:
            numpy.save(folder / f"{extra}lengths.npy", lengths.astype(numpy.int32))
        for b in range(queries):
            keys[b] += [rows[slot] for slot in chosen[b]]
    out, lse = numpy.zeros((queries, heads, 512)), numpy.zeros((queries, heads))
    for b in range(queries):
        k = numpy.array(keys[b]).reshape(-1, size)
        for h in range(heads):
            logits = numpy.append(k @ real(query[b, h]) / numpy.sqrt(size), sinks[h])
            top = logits.max()
            weights = numpy.exp(logits - top)
            out[b, h] = weights[:-1] @ k[:, :512] / weights.sum()
            lse[b, h] = top + numpy.log(weights.sum())
    return out, lse


def check_two_pools(arch, name, heads, v4, *pools, seed=2):
    rng = numpy.random.default_rng(seed)
    with tempfile.TemporaryDirectory() as scratch:
        given = Path(scratch) / "given"
        given.mkdir()
        out, lse = two_pools(given, rng, heads, v4, pools)
        rows = ["--kv-rows", "fp8_ds_mla_v4"]
        if not v4:
            rows = ["--head-size", 576, "--latent", 512, "--kv-heads", 1]
        options = [
            *rows, "--q-heads", heads, "--page-size", pools[0][0], "--pools", 2,
            "--extra-page-size", pools[1][0], "--sinks",
        ]  # fmt: skip
        return judged(arch, name, Path(scratch), options, out, lse, 6e-3 if v4 else 4e-3)


def drawn(rng, queries, width, pool, none):
    lists = rng.integers(0, pool, (queries, width))
    lists[rng.random((queries, width)) < none] = -1
    return lists


def check(arch, name, heads, kv_heads, size, latent, page, lists, lengths=None, seed=1):
    rng = numpy.random.default_rng(seed)
    with tempfile.TemporaryDirectory() as scratch:
        given = Path(scratch) / "given"
        given.mkdir()
        out, lse = inputs(given, rng, heads, kv_heads, size, latent, page, lists, lengths)
        options = [
            "--head-size", size, "--q-heads", heads, "--kv-heads", kv_heads, "--page-size", page,
            *(["--latent", latent] if latent else []),
        ]  # fmt: skip
        return judged(arch, name, Path(scratch), options, out, lse, 4e-3)


def judged(arch, name, scratch, options, out, lse, most):
    """Has pa-gen run on scratch/given, and compares what it wrote."""
    given, written = scratch / "given", scratch / "written"
    line = [
        *PA_GEN.split(), "verify", "--inputs", given, "--dump", written, "--select", "tokens",
        "--lse", *options, "--arch", arch, "--device", DEVICE,
    ]  # fmt: skip
    done = subprocess.run([str(word) for word in line], capture_output=True, text=True)
    if not (written / "out.npy").exists():
        sys.exit(f"{name}: {done.stdout}{done.stderr}")
    # The folder has the inputs as they were given.
    assert json.loads((written / "workload.json").read_text())
    for kept in written.glob("*indices.npy"):
        assert (numpy.load(kept) == numpy.load(given / kept.name)).all()
    got = real(numpy.load(written / "out.npy"))
    got_lse = numpy.load(written / "lse.npy").astype(numpy.float64)
    empty = numpy.isneginf(lse)
    error = numpy.linalg.norm(got - out) / max(numpy.linalg.norm(out), 1e-30)
    same = (numpy.isneginf(got_lse) == empty).all() and (got[empty] == 0).all()
    lse_error = numpy.abs(got_lse[~empty] - lse[~empty]).max(initial=0)
    passed = bool(error < most and lse_error < 2e-3 and same)
    print(
        f"{'pass' if passed else 'FAIL'}  {arch}  {name}: relative error {error:.1e}, lse"
        f" {lse_error:.1e}",
        flush=True,
    )
    return passed


def main():
    rng = numpy.random.default_rng(7)
    shapes = {
        "keys and values": (6, 2, 64, 0),
        "latents": (16, 1, 576, 512),
        "latents of 512/512": (40, 1, 512, 512),
        "latents of 320/256": (20, 1, 320, 256),
        "latents of 160/128": (8, 1, 160, 128),
    }
    checks = []
    for arch in TARGETS:
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
                    checks.append(partial(check, arch, told, *shape, page, lists, lengths))
        window, compressed = drawn(rng, 4, 128, 700, 0.1), drawn(rng, 4, 170, 900, 0.1)
        window[1] = -1
        compressed[1:3] = -1
        lengths = numpy.array([128, 0, 7, 65])
        for row, count in zip(window, lengths):
            row[count:] = 2**31 - 1
        for v4, heads in ((False, 16), (True, 16), (True, 64), (True, 128)):
            told = f"two pools of {'584 bytes' if v4 else 'bf16'}, {heads} heads"
            for extra_page in (64, 2):
                pools = (64, window, lengths), (extra_page, compressed, None)
                checks.append(partial(check_two_pools, arch, told, heads, v4, *pools))
    long = drawn(rng, 1, 131072, 140000, 0.01)
    told = "keys and values, top k of 131072"
    checks.append(partial(check, TARGETS[-1], told, 2, 1, 64, 0, 64, long))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda one: one(), checks))
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
