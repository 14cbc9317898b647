"""The tensors of a case of two pools in DeepSeek V4's rows, and attention over them in float64."""

import math

import torch

CODES, PLAIN, GROUP = 448, 64, 64
ROW, SCALES = CODES + 2 * PLAIN, 8
"""Bytes of a token's row, and of its scales, the last of which is padding."""


class Pool:
    """Pages of tokens, and a list of slots for each query, which may be none.

    cache: [pages, bytes of a page], all rows of a page, then all their scales; rows_of_pages: the
    same as FlashMLA takes it; indices: [sequences, q_len, most entries]; of_queries: how many of these
    count, or None: all do; counts: the same as numbers; tokens: [slots, 512], what rows stand for.
    """

    def __init__(self, case, page_size, entries, slots, device, generator):
        self.page_size, self.device = page_size, device
        pages = math.ceil(case.sequences * slots / page_size)
        self._draw_rows(pages, generator)
        lists = [
            i * slots + torch.randperm(slots, generator=generator, device=device)[:entries]
            for i in range(case.sequences)
            for _ in range(case.q_len)
        ]
        self.indices = torch.stack(lists).int().unflatten(0, (case.sequences, case.q_len))
        self.counts = [entries] * (case.sequences * case.q_len)
        self.of_queries = None
        if case.gaps:
            self._draw_gaps(case, entries, generator)

    def _draw_rows(self, pages, generator):
        def bits(low, high, *sizes):
            drawn = torch.randint(low, high, sizes, generator=generator, device=self.device)
            return drawn.to(torch.uint8)

        tokens = pages * self.page_size
        groups = CODES // GROUP
        drawn = torch.empty(tokens, CODES, device=self.device).normal_(generator=generator)
        codes = drawn.to(torch.float8_e4m3fn)
        scales = bits(125, 130, tokens, SCALES)
        drawn = torch.empty(tokens, PLAIN, device=self.device).normal_(generator=generator)
        plain = drawn.bfloat16()
        powers = torch.exp2(scales[:, :groups].float() - 127)
        scaled = codes.float() * powers.repeat_interleave(GROUP, dim=1)
        self.tokens = torch.cat([scaled, plain.float()], dim=1)
        page_bytes = math.ceil(self.page_size * (ROW + SCALES) / ROW) * ROW
        self.cache = bits(0, 256, pages, page_bytes)
        rows = torch.cat([codes.view(torch.uint8), plain.view(torch.uint8)], dim=1)
        ends = self.page_size * ROW, self.page_size * (ROW + SCALES)
        self.cache[:, : ends[0]] = rows.view(pages, -1)
        self.cache[:, ends[0] : ends[1]] = scales.view(pages, -1)
        whole = self.cache[:, : ends[1]]
        shape = pages, self.page_size, 1, ROW + SCALES
        self.rows_of_pages = whole.view(shape).view(torch.float8_e4m3fn)

    def _draw_gaps(self, case, entries, generator):
        """Lengths of a half of the entries or more, and a fourth of the entries are none."""
        drawn = torch.rand(self.indices.shape, generator=generator, device=self.device)
        self.indices[drawn < 0.25] = -1
        counts = torch.randint(
            entries // 2, entries + 1, (case.sequences,), generator=generator, device=self.device
        )
        self.of_queries = counts.repeat_interleave(case.q_len).int()
        self.counts = self.of_queries.tolist()

    def chosen(self, query):
        """[tokens, 512] of a query's list, in float64."""
        entries = self.indices.flatten(0, 1)[query, : self.counts[query]].long()
        return self.tokens[entries[entries >= 0]].double()


class TwoPools:
    """query: [sequences, q_len, query heads, 512]; sinks: [query heads]; pools: the window's, and
    that of the chosen tokens; contexts: entries of both lists of each query.
    """

    def __init__(self, case, device, seed):
        self.case, self.device = case, device
        self.scale = case.heads.head_size**-0.5
        generator = torch.Generator(device).manual_seed(seed)
        self.query = torch.empty(
            case.sequences, case.q_len, case.heads.q_heads, case.heads.head_size,
            dtype=torch.bfloat16, device=device,
        ).normal_(generator=generator)  # fmt: skip
        self.sinks = torch.empty(case.heads.q_heads, device=device).normal_(generator=generator)
        chosen = case.batch.longest - case.window
        self.pools = [
            Pool(case, case.page_size, case.window, 4 * case.window, device, generator),
            Pool(case, case.extra_page_size, chosen, case.pool, device, generator),
        ]
        self.contexts = [sum(counts) for counts in zip(*(pool.counts for pool in self.pools))]
        queries = self.query.flatten(0, 1).double()
        rows = [self._attention(query, i) for i, query in enumerate(queries)]
        self.expected = torch.stack(rows).unflatten(0, (case.sequences, case.q_len))

    def _attention(self, query, i):
        """[query heads, 512]"""
        keys = torch.cat([pool.chosen(i) for pool in self.pools])
        logits = torch.cat([query @ keys.T * self.scale, self.sinks.double()[:, None]], dim=1)
        return logits.softmax(1)[:, :-1] @ keys

    def new_output(self):
        """[sequences, q_len, query heads, 512] of NaN."""
        return torch.full(self.expected.shape, math.nan, dtype=torch.bfloat16, device=self.device)

    def error(self, output):
        """The worst query's relative L2 error; NaN is none."""
        wanted = self.expected.flatten(0, 1).flatten(1)
        difference = output.reshape(self.expected.shape).double().flatten(0, 1).flatten(1) - wanted
        return (difference.norm(dim=1) / wanted.norm(dim=1)).max().item()
