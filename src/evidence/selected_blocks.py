"""Holds kernels over selected blocks against NumPy: inputs, and what is expected, made here alone.

    selected_blocks.py [PA_GEN]

Needs NumPy. Makes folders for `pa-gen verify --inputs`, has the emulator of each CDNA target run
kernels, and compares what they wrote with attention in float64 over the listed blocks, each query up
to its own position. All that is not selected is NaN, and pages without anything selected have
numbers of no page. Lists are unsorted, repeat blocks, and have entries that are none anywhere,
negative ones and blocks beyond the sequence; some have nothing else. Last blocks are cut.
"""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy

PA_GEN = sys.argv[1] if len(sys.argv) > 1 else "./pa-gen"
NAN = 0x7FC0
NO_PAGE = 2**31 - 1


def bf16(x):
    """Bits, to nearest even."""
    bits = numpy.ascontiguousarray(x, numpy.float32).view(numpy.uint32)
    return ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype(numpy.uint16)


def real(bits):
    return (bits.astype(numpy.uint32) << 16).view(numpy.float32).astype(numpy.float64)


@dataclass
class Case:
    """lists: [queries, KV heads or 1, blocks]; lengths: of each sequence, which has as many queries."""

    name: str
    block: int
    page: int
    lengths: numpy.ndarray
    lists: numpy.ndarray
    window: int = 0
    rows: bool = True
    heads: int = 6
    kv_heads: int = 2
    size: int = 64

    def positions(self, query, head):
        """Of the tokens that a query looks at for a KV head, as often as they are listed."""
        each = len(self.lists) // len(self.lengths)
        end = self.lengths[query // each] - (each - 1 - query % each)
        start = max(0, end - self.window) if self.window else 0
        found = []
        for block in self.lists[query, head % self.lists.shape[1]]:
            if 0 <= block:
                first = int(block) * self.block
                found += range(max(first, start), min(first + self.block, end))
        return found

    def inputs(self, folder, rng):
        """Writes a workload, and returns its output and log-sum-exp."""
        pages = -(-self.lengths // self.page)
        starts = numpy.concatenate([[0], numpy.cumsum(pages)])
        pool = int(starts[-1]) + 3
        numbers = rng.permutation(pool)[: starts[-1]]
        shape = (pool, self.page, self.kv_heads, self.size)
        keys = numpy.full(shape, NAN, numpy.uint16)
        values = numpy.full(shape, NAN, numpy.uint16)
        queries = len(self.lists)
        each = queries // len(self.lengths)
        query = bf16(rng.standard_normal((queries, self.heads, self.size)))
        looked_up = numpy.zeros(len(numbers), bool)
        for q in range(queries):
            for head in range(self.kv_heads):
                for t in set(self.positions(q, head)):
                    at = starts[q // each] + t // self.page
                    looked_up[at] = True
                    place = numbers[at], t % self.page, head
                    if keys[place][0] == NAN:
                        keys[place] = bf16(rng.standard_normal(self.size))
                        values[place] = bf16(rng.standard_normal(self.size))
        told = numpy.where(looked_up, numbers, NO_PAGE).astype(numpy.int32)
        arrays = {"query": query, "key_cache": keys, "value_cache": values}
        arrays["block_ids"] = self.lists.astype(numpy.int32)
        if self.rows:
            table = numpy.full((len(pages), pages.max(initial=0) + 2), -1, numpy.int32)
            for s, count in enumerate(pages):
                table[s, :count] = told[starts[s] : starts[s + 1]]
            arrays |= {"block_table": table, "seq_lens": self.lengths.astype(numpy.int32)}
        else:
            arrays["kv_indptr"] = starts.astype(numpy.int32)
            arrays["kv_page_indices"] = told
            last = numpy.where(pages > 0, (self.lengths - 1) % self.page + 1, 0)
            arrays["kv_last_page_len"] = last.astype(numpy.int32)
        for name, array in arrays.items():
            numpy.save(folder / f"{name}.npy", array)
        return self.expected(query, keys, values, numbers, starts, each)

    def expected(self, query, keys, values, numbers, starts, each):
        out = numpy.zeros(query.shape)
        lse = numpy.full(query.shape[:2], -numpy.inf)
        for q in range(len(query)):
            for h in range(self.heads):
                head = h * self.kv_heads // self.heads
                t = numpy.array(self.positions(q, head), int)
                if len(t) == 0:
                    continue
                pages = numbers[starts[q // each] + t // self.page]
                k = real(keys[pages, t % self.page, head])
                v = real(values[pages, t % self.page, head])
                logits = k @ real(query[q, h]) / numpy.sqrt(self.size)
                top = logits.max()
                weights = numpy.exp(logits - top)
                out[q, h] = weights @ v / weights.sum()
                lse[q, h] = top + numpy.log(weights.sum())
        return out, lse

    def check(self, arch, seed=1):
        with tempfile.TemporaryDirectory() as scratch:
            given, written = Path(scratch) / "given", Path(scratch) / "written"
            given.mkdir()
            out, lse = self.inputs(given, numpy.random.default_rng(seed))
            line = [
                *PA_GEN.split(), "verify", "--inputs", given, "--dump", written, "--select",
                f"blocks={self.block}", "--lse", "--head-size", self.size, "--q-heads", self.heads,
                "--kv-heads", self.kv_heads, "--page-size", self.page, "--arch", arch,
                "--device", "emulator", "--page-table", "block_table" if self.rows else "csr",
                *(["--window", self.window] if self.window else []),
            ]  # fmt: skip
            done = subprocess.run([str(word) for word in line], capture_output=True, text=True)
            if not (written / "out.npy").exists():
                sys.exit(f"{self.name}: {done.stdout}{done.stderr}")
            # The folder has the inputs as they were given.
            assert (numpy.load(written / "block_ids.npy") == self.lists).all()
            got = real(numpy.load(written / "out.npy"))
            got_lse = numpy.load(written / "lse.npy").astype(numpy.float64)
        empty = numpy.isneginf(lse)
        error = numpy.linalg.norm(got - out) / max(numpy.linalg.norm(out), 1e-30)
        same = (numpy.isneginf(got_lse) == empty).all() and (got[empty] == 0).all()
        lse_error = numpy.abs(got_lse[~empty] - lse[~empty]).max(initial=0)
        passed = bool(error < 4e-3 and lse_error < 2e-3 and same)
        print(
            f"{'pass' if passed else 'FAIL'}  {arch}  {self.name}: relative error {error:.1e}, lse"
            f" {lse_error:.1e}, {empty.sum()} of {empty.size} empty",
            flush=True,
        )
        return passed


def drawn(rng, lengths, each, heads, top, block, none):
    """Any blocks of the sequences, and entries that are none of either kind."""
    lists = numpy.empty((len(lengths) * each, heads, top), int)
    for s, length in enumerate(lengths):
        blocks = max(1, -(-length // block))
        lists[s * each : (s + 1) * each] = rng.integers(0, blocks, (each, heads, top))
        lists[s * each, :, 0] = blocks - 1
    kind = rng.random(lists.shape)
    lists[kind < none] = -1 - rng.integers(0, 2**31 - 1)
    lists[kind < none / 2] = 2**31 - 1 - rng.integers(0, 1000)
    return lists


def cases(rng):
    lengths = numpy.array([300, 1, 0, 129, 512, 77])
    for block, page, each, heads in (
        (128, 128, 1, 2), (128, 16, 2, 2), (16, 64, 1, 1), (8, 12, 3, 2), (1, 1, 1, 1), (24, 16, 2, 1),
    ):  # fmt: skip
        lists = drawn(rng, lengths, each, heads, 16 if block > 1 else 200, block, 0.2)
        name = f"blocks of {block}, pages of {page}, {each} queries of a sequence"
        yield Case(name, block, page, lengths, lists, rows=page != 64)
        nothing = lists.copy()
        nothing[::2] = -1
        nothing[1::2, :, 1:] = -7
        yield Case(f"{name}, none or one block", block, page, lengths, nothing)
    same = drawn(rng, lengths, 1, 2, 9, 32, 0)
    same[:] = same[:, :, :1]
    yield Case("the same block nine times", 32, 16, lengths, same)
    some = drawn(rng, lengths, 2, 2, 12, 16, 0.1)
    yield Case("a window of 100", 16, 16, lengths, some, window=100, rows=False)
    long = numpy.array([140000])
    yield Case(
        "1024 blocks of 128", 128, 16, long, drawn(rng, long, 1, 1, 1024, 128, 0.01), heads=2, kv_heads=1
    )  # fmt: skip


def main():
    results = []
    for arch in ("gfx90a", "gfx942", "gfx950"):
        for case in cases(numpy.random.default_rng(7)):
            if len(case.lengths) > 1 or arch == "gfx942":
                results.append(case.check(arch))
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
