"""The tensors of a case, and what attention of them is in float64."""

import functools
import math

import torch

DTYPES = {"bf16": torch.bfloat16, "fp8_e4m3": torch.float8_e4m3fn}
BLOCK = 128
"""Elements of a selected row that share a scale, as FlashMLA's sparse kernel has them."""


class Inputs:
    """Random tensors of a case in the layout NHD.

    query: [sequences, q_len, query heads, head size]; keys: [pages, page size, KV heads, head size];
    values: the same, for MLA the first elements of keys. Pages lie anywhere, those of a sequence
    ascending, or in any order where they are selected tokens. table: [sequences, most pages], 0 where
    a sequence has no page; pages, indptr, last_page_len: the same as CSR. Where blocks are selected,
    these are of the whole sequences, and block_ids, [KV heads, sequences, blocks], has the blocks, the
    last of a sequence always among them; lengths are those of the sequences then.
    """

    def __init__(self, case, device, seed):
        self.case, self.device = case, device
        self.scale = case.heads.head_size**-0.5
        generator = torch.Generator(device).manual_seed(seed)
        lengths = [case.pool] * case.sequences if case.block else case.batch.lengths
        self.counts = [math.ceil(length / case.page_size) for length in lengths]
        if case.pool and not case.block:
            pool = case.pool * case.sequences
            rows = [
                i * case.pool + torch.randperm(case.pool, generator=generator, device=device)
                for i in range(case.sequences)
            ]
            rows = [row[:count] for row, count in zip(rows, self.counts)]
        else:
            pool = sum(self.counts) + 8
            drawn = torch.randperm(pool, generator=generator, device=device)
            drawn = drawn[: sum(self.counts)].split(self.counts)
            rows = [row.sort().values for row in drawn]
        heads = case.heads
        self.query = torch.empty(
            case.sequences, case.q_len, heads.q_heads, heads.head_size,
            dtype=torch.bfloat16, device=device,
        ).normal_(generator=generator)  # fmt: skip
        self._draw_cache((pool, case.page_size, heads.kv_heads, heads.head_size), generator)
        if case.block:
            self.block_ids = self._draw_blocks(generator)
        self.pages = torch.cat(rows).int()
        self.indptr = self._starts(self.counts)
        self.table = torch.zeros(case.sequences, max(self.counts), dtype=torch.int32, device=device)
        for row, of_row in zip(self.table, rows):
            row[: len(of_row)] = of_row
        last = [(length - 1) % case.page_size + 1 for length in lengths]
        self.last_page_len = torch.tensor(last, device=device).int()
        self.lengths = torch.tensor(lengths, device=device).int()
        self.query_starts = self._starts([case.q_len] * case.sequences)
        self.expected = torch.stack([self._attention(i) for i in range(case.sequences)])

    def _starts(self, counts):
        ends = torch.tensor([0, *counts], device=self.device).cumsum(0)
        return ends.int()

    def _draw_cache(self, shape, generator):
        def normal(*sizes):
            drawn = torch.empty(sizes, dtype=torch.bfloat16, device=self.device)
            return drawn.normal_(generator=generator)

        heads = self.case.heads
        dtype = DTYPES[self.case.kv_dtype]
        if not self.case.block:
            self.keys = normal(*shape).to(dtype)
        if heads.latent and self.case.pool:
            self._round_to_blocks(generator)
        if heads.latent:
            self.values = self.keys[..., : heads.latent]
        elif self.case.block:
            pages, page_size, kv_heads, size = shape
            self.cache = normal(pages, kv_heads, page_size, 2 * size).to(dtype)
            self.keys, self.values = self.cache.transpose(1, 2).split(size, dim=-1)
        else:
            self.values = normal(*shape).to(dtype)

    def _draw_blocks(self, generator):
        """[KV heads, sequences, blocks]: the last block of a sequence, and others of it in any order."""
        case = self.case
        last = case.pool // case.block - 1
        count = case.batch.longest // case.block - 1
        lists = [
            torch.randperm(last, generator=generator, device=self.device)[:count]
            for _ in range(case.heads.kv_heads * case.sequences)
        ]
        others = torch.stack(lists).view(case.heads.kv_heads, case.sequences, count)
        return torch.nn.functional.pad(others, (0, 1), value=last).int()

    def _round_to_blocks(self, generator):
        """Makes the latent part e4m3 times a power of two, which bf16 and FlashMLA's rows both hold."""
        latent = self.keys[..., : self.case.heads.latent]
        blocks = latent.unflatten(-1, (-1, BLOCK))
        self.codes = blocks.to(torch.float8_e4m3fn)
        powers = torch.randint(
            -1, 2, (*blocks.shape[:-1], 1), generator=generator, device=self.device
        )
        self.block_scales = torch.exp2(powers.float())
        rounded = self.codes.float() * self.block_scales
        latent.copy_(rounded.flatten(-2))

    @functools.cached_property
    def scaled_rows(self):
        """[tokens, 656] bytes: the latent part as e4m3 and scales, the rest as it is."""
        latent = self.case.heads.latent
        tokens = self.keys.shape[0]
        rest = self.keys.view(tokens, -1)[:, latent:]
        parts = [
            self.codes.reshape(tokens, latent),
            self.block_scales.reshape(tokens, latent // BLOCK),
            rest.contiguous(),
        ]
        return torch.cat([part.view(torch.uint8) for part in parts], dim=1)

    def _attention(self, sequence):
        """[q_len, query heads, value size] in float64, from pages."""
        if self.case.block:
            return self._attention_to_blocks(sequence)
        heads, q_len = self.case.heads, self.case.q_len
        length = self.case.batch.lengths[sequence]
        pages = self.table[sequence, : self.counts[sequence]].long()

        def rows(cache):
            return cache[pages].flatten(0, 1)[:length].double()

        keys = rows(self.keys)
        values = keys[..., : heads.latent] if heads.latent else rows(self.values)
        query = self.query[sequence].double().unflatten(1, (heads.kv_heads, -1))
        logits = torch.einsum("qgrd,tgd->qgrt", query, keys) * self.scale
        if heads.soft_cap:
            logits = heads.soft_cap * torch.tanh(logits / heads.soft_cap)
        if q_len > 1:
            token = torch.arange(length, device=self.device)
            last = length - q_len + torch.arange(q_len, device=self.device)
            unseen = token > last[:, None]
            logits.masked_fill_(unseen[:, None, None, :], -math.inf)
        out = torch.einsum("qgrt,tgd->qgrd", logits.softmax(-1), values)
        return out.flatten(1, 2)

    def _attention_to_blocks(self, sequence):
        case, heads = self.case, self.case.heads
        inside = torch.arange(case.block, device=self.device)
        out = []
        for head in range(heads.kv_heads):
            blocks = self.block_ids[head, sequence].long()
            tokens = (blocks[:, None] * case.block + inside).flatten()
            pages = self.table[sequence].long()[tokens // case.page_size]
            places = tokens % case.page_size
            keys = self.keys[pages, places, head].double()
            values = self.values[pages, places, head].double()
            query = self.query[sequence, :, head * heads.group : (head + 1) * heads.group].double()
            weights = (query @ keys.T * self.scale).softmax(-1)
            out.append(weights @ values)
        return torch.cat(out, dim=1)

    def new_output(self):
        """[sequences, q_len, query heads, value size] of NaN."""
        return torch.full(self.expected.shape, math.nan, dtype=torch.bfloat16, device=self.device)

    def error(self, output):
        """The worst sequence's relative L2 error; NaN is none."""
        wanted = self.expected.flatten(1)
        difference = output.reshape(self.expected.shape).double().flatten(1) - wanted
        return (difference.norm(dim=1) / wanted.norm(dim=1)).max().item()

    def slots(self):
        """Where each token of each sequence lies in the pool, one after the other."""
        size = self.case.page_size
        inside = torch.arange(size, device=self.device)
        slots = (self.table.long().unsqueeze(-1) * size + inside).flatten(1)
        return torch.cat([row[:n] for row, n in zip(slots, self.case.batch.lengths)])
