"""The backends of vLLM and SGLang on a real GPU, compared with float64: no engine has to be there.

    python python/tests/engines_on_gpu.py FOLDER [--replays 300]

FOLDER: kernels of 6 query heads and 2 KV heads of 128 elements, for this GPU, made by `pa-gen generate
--for vllm`, the same with `--q-len 3` and with `--kv-dtype fp8_e4m3 --window 512`, and `--for sglang`;
and of MLA, `--head-size 576 --latent 512 --q-heads 16 --kv-heads 1`, one with `--for sglang` and one with
`--for vllm --select tokens --sinks`.
Batches are drawn as the engines make them: blocks and slots in any order, tables with garbage behind
what is used, NaN in memory that no request has, requests of no tokens at the end. vLLM's mixed batches
have their prefills computed by a stand-in for the engine's kernel. A graph is captured once and
replayed with other batches. Ends with 1 if anything is wrong.
"""

import argparse
import math
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests import sglang_stand_ins, vllm_stand_ins  # noqa: E402

vllm_stand_ins.install()
sglang_stand_ins.install()

DEVICE = "cuda"
HEADS, KV_HEADS, SIZE, BLOCK = 6, 2, 128, 16
MAX_REQUESTS, MAX_CONTEXT, BLOCKS = 24, 3000, 6000
LIMIT = 6e-3
"""Relative L2 error with bf16: probabilities are rounded to it."""

wrong = 0


def report(name, error, limit=LIMIT):
    global wrong
    bad = not error <= limit
    wrong += bad
    print(f"{'WRONG' if bad else 'right':6}{name}: relative error {error:.2e}", flush=True)


def reference(query, keys, values, window=0):
    """Causal attention of the last rows of a context, in float64: [tokens, heads, size]."""
    q, k, v = query.double(), keys.double(), values.double()
    k, v = (x.repeat_interleave(q.shape[1] // x.shape[1], 1) for x in (k, v))
    logits = torch.einsum("qhd,khd->hqk", q, k) / math.sqrt(q.shape[2])
    at = torch.arange(len(k) - len(q), len(k), device=q.device)[:, None]
    seen = torch.arange(len(k), device=q.device)[None, :]
    hidden = (seen > at) | (seen <= at - window if window else seen < 0)
    weights = logits.masked_fill(hidden, -math.inf).softmax(-1)
    return torch.einsum("hqk,khd->qhd", weights, v)


class VllmCase:
    """A layer, its cache and persistent buffers of a batch, as vLLM's model runner has them."""

    def __init__(self, name, drafts=0, cache="auto", window=None):
        from pa_gen.vllm.impl import PaGenImpl
        from pa_gen.vllm.metadata import PaGenMetadataBuilder

        self.name, self.q_len, self.window = name, 1 + drafts, window or 0
        self.is_fp8 = cache == "fp8"
        self.random = torch.Generator(DEVICE).manual_seed(11)
        self.layer = SimpleNamespace(
            _k_scale=torch.tensor(0.5, device=DEVICE), _v_scale=torch.tensor(0.25, device=DEVICE)
        )
        self.impl = PaGenImpl(
            HEADS,
            SIZE,
            SIZE**-0.5,
            KV_HEADS,
            sliding_window=window,
            kv_cache_dtype=cache,
        )
        self.impl.engine = self.prefill
        vllm_config = SimpleNamespace(
            model_config=SimpleNamespace(dtype=torch.bfloat16, max_model_len=MAX_CONTEXT),
            cache_config=SimpleNamespace(kv_cache_layout="LBHNC"),
            scheduler_config=SimpleNamespace(max_num_seqs=MAX_REQUESTS),
            compilation_config=SimpleNamespace(
                static_forward_context={"layer": SimpleNamespace(impl=self.impl)}
            ),
            speculative_config=SimpleNamespace(num_speculative_tokens=drafts) if drafts else None,
        )
        spec = SimpleNamespace(block_size=BLOCK)
        self.builder = PaGenMetadataBuilder(spec, ["layer"], vllm_config, torch.device(DEVICE))
        dtype = torch.float8_e4m3fn if self.is_fp8 else torch.bfloat16
        drawn = torch.randn(BLOCKS, KV_HEADS, BLOCK, 2 * SIZE, device=DEVICE, generator=self.random)
        self.cache = drawn.to(dtype)
        width = -(-MAX_CONTEXT // BLOCK) + 5
        self.table = torch.zeros(MAX_REQUESTS, width, dtype=torch.int32, device=DEVICE)
        self.seq_lens = torch.zeros(MAX_REQUESTS, dtype=torch.int32, device=DEVICE)
        self.starts = torch.zeros(MAX_REQUESTS + 1, dtype=torch.int32, device=DEVICE)
        rows = MAX_REQUESTS * max(self.q_len, 64)
        self.query = torch.zeros(rows, HEADS, SIZE, dtype=torch.bfloat16, device=DEVICE)
        self.out = torch.zeros_like(self.query)

    def integers(self, low, high, *shape):
        return torch.randint(low, high, shape, device=DEVICE, generator=self.random)

    def draw(self, query_lens, pad, decode_rows=None):
        """Fills the buffers, and returns the engine's metadata of a batch."""
        from vllm.v1.attention.backend import CommonAttentionMetadata

        requests = len(query_lens) + pad
        lengths = [int(n + self.integers(0, MAX_CONTEXT - n, 1)) for n in query_lens] + [0] * pad
        starts = [0]
        for n in query_lens + [0] * pad:
            starts.append(starts[-1] + n)
        tokens = decode_rows or starts[-1] + pad * self.q_len
        self.table.copy_(self.integers(-(2**31), 2**31 - 1, *self.table.shape))
        order = torch.randperm(BLOCKS, device=DEVICE, generator=self.random).int()
        used = 0
        for row, n in enumerate(lengths):
            blocks = -(-n // BLOCK)
            self.table[row, :blocks] = order[used : used + blocks]
            used += blocks
        if not self.is_fp8:
            fresh = torch.randn(self.cache.shape, device=DEVICE, generator=self.random)
            self.cache.copy_(fresh)
            self.cache[order[used:].long()] = math.nan
        self.seq_lens.zero_()
        self.seq_lens[:requests] = torch.tensor(lengths, device=DEVICE)
        self.starts[: requests + 1] = torch.tensor(starts, device=DEVICE)
        self.starts[requests + 1 :] = starts[-1]
        self.query.copy_(torch.randn(self.query.shape, device=DEVICE, generator=self.random))
        self.out.fill_(math.nan)
        self.tokens = tokens
        return CommonAttentionMetadata(
            query_start_loc=self.starts[: requests + 1],
            query_start_loc_cpu=torch.tensor(starts, dtype=torch.int32),
            seq_lens=self.seq_lens[:requests],
            num_reqs=requests,
            num_actual_tokens=tokens,
            max_query_len=max(query_lens),
            max_seq_len=max(lengths),
            block_table_tensor=self.table[:requests],
            slot_mapping=torch.zeros(tokens, dtype=torch.int64, device=DEVICE),
        )

    def forward(self, metadata):
        n = self.tokens
        self.impl.forward(
            self.layer, self.query[:n], None, None, self.cache, metadata, self.out[:n]
        )

    def expected(self, query, starts, lengths, table):
        """What a batch has to be; rows of no request are zeros."""
        out = torch.zeros(query.shape, dtype=torch.float64, device=DEVICE)
        starts, lengths = starts.tolist(), lengths.tolist()
        for row, n in enumerate(lengths):
            if n:
                begin, end = starts[row], starts[row + 1]
                blocks = table[row, : -(-n // BLOCK)].long()
                kept = self.cache[blocks].double().transpose(1, 2).reshape(-1, KV_HEADS, 2 * SIZE)
                keys, values = kept[:n].split(SIZE, -1)
                if self.is_fp8:
                    keys, values = keys * self.layer._k_scale, values * self.layer._v_scale
                out[begin:end] = reference(query[begin:end], keys, values, self.window)
        return out

    def prefill(self, layer, query, key, value, cache, metadata, output, *_):
        """In place of the engine's kernel."""
        found = self.expected(
            query, metadata.query_start_loc, metadata.seq_lens, metadata.block_table
        )
        output[: len(found)] = found.to(output.dtype)
        return output

    def error(self, common):
        n = self.tokens
        expected = self.expected(
            self.query[:n],
            common.query_start_loc,
            common.seq_lens,
            common.block_table_tensor,
        )
        return float((self.out[:n].double() - expected).norm() / expected.norm())

    def decodes(self, n):
        return [int(k) for k in self.integers(1, self.q_len + 1, n)]

    def run(self, replays):
        worst = 0.0
        for requests, pad in ((1, 0), (3, 2), (17, 7), (24, 0)):
            common = self.draw(self.decodes(requests), pad)
            self.forward(self.builder.build(0, common))
            worst = max_or_nan(worst, self.error(common))
        report(f"vLLM, {self.name}: decodes", worst)
        common = self.draw(self.decodes(5) + [self.q_len + 1, 40], 0)
        self.forward(self.builder.build(0, common))
        report(f"vLLM, {self.name}: decodes and prefills", self.error(common))
        self.graph(replays)

    def graph(self, replays):
        rows = MAX_REQUESTS * self.q_len
        common = self.draw([self.q_len] * MAX_REQUESTS, 0)
        metadata = self.builder.build_for_cudagraph_capture(common)
        run = captured(lambda: self.forward(metadata))
        worst = 0.0
        for _ in range(replays):
            requests = int(self.integers(1, MAX_REQUESTS + 1, 1))
            common = self.draw(self.decodes(requests), MAX_REQUESTS - requests, rows)
            run.replay()
            worst = max_or_nan(worst, self.error(common))
        report(f"vLLM, {self.name}: {replays} replays", worst)


def captured(step):
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        step()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step()
    return graph


def max_or_nan(a, b):
    return b if math.isnan(b) else max(a, b)


class SglangCase:
    """A layer of SGLang, its pool and a batch."""

    def __init__(self, mla=False):
        from pa_gen.sglang.backend import PaGenAttnBackend

        self.name = "SGLang, MLA" if mla else "SGLang"
        self.heads, kv_heads, self.size = (16, 1, 576) if mla else (HEADS, KV_HEADS, SIZE)
        self.random = torch.Generator(DEVICE).manual_seed(12)
        slots = BLOCKS * BLOCK
        self.keys, self.values = (
            torch.randn(slots, kv_heads, self.size, device=DEVICE, generator=self.random).bfloat16()
            for _ in range(2)
        )
        if mla:
            self.values = self.keys[..., :512]
        self.req_to_token = (
            torch.randperm(slots, device=DEVICE, generator=self.random)
            .int()[: MAX_REQUESTS * MAX_CONTEXT]
            .view(MAX_REQUESTS, MAX_CONTEXT)
        )
        self.backend = PaGenAttnBackend(
            SimpleNamespace(
                token_to_kv_pool=self,
                use_mla_backend=mla,
                model_config=SimpleNamespace(is_encoder_decoder=False, context_len=MAX_CONTEXT),
                kv_index_translator=self,
                kv_cache_dtype=torch.bfloat16,
                device=DEVICE,
                req_to_token_pool=SimpleNamespace(size=MAX_REQUESTS),
            )
        )
        self.layer = SimpleNamespace(
            layer_id=0,
            tp_q_head_num=self.heads,
            tp_k_head_num=kv_heads,
            qk_head_dim=self.size,
            v_head_dim=self.values.shape[2],
            scaling=self.size**-0.5,
            logit_cap=0.0,
            logit_capping_method="tanh",
            sliding_window_size=-1,
            is_cross_attention=False,
            k_scale=None,
            v_scale=None,
        )
        row = self.heads * self.size
        self.query = torch.zeros(MAX_REQUESTS, row, dtype=torch.bfloat16, device=DEVICE)

    def get_key_buffer(self, layer_id):
        return self.keys

    def get_value_buffer(self, layer_id):
        return self.values

    def pack_read_stream(self, plan, *, req_pool_indices, seq_lens, indptr, out):
        used = torch.arange(MAX_CONTEXT, device=DEVICE)[None, :] < seq_lens[:, None]
        found = self.req_to_token[req_pool_indices][used]
        out[: len(found)] = found

    def draw(self, requests):
        self.query.copy_(torch.randn(self.query.shape, device=DEVICE, generator=self.random))
        lengths = torch.randint(
            1, MAX_CONTEXT + 1, (requests,), device=DEVICE, generator=self.random
        )
        chosen = torch.randperm(MAX_REQUESTS, device=DEVICE, generator=self.random)[:requests]
        return SimpleNamespace(
            batch_size=requests,
            seq_lens=lengths,
            seq_lens_cpu=lengths.cpu(),
            seq_lens_sum=int(lengths.sum()),
            req_pool_indices=chosen,
            kv_loc_plan=None,
            spec_info=None,
            forward_mode=SimpleNamespace(is_decode_or_idle=lambda: True),
        )

    def step(self, batch):
        return self.backend.forward_decode(
            self.query[: batch.batch_size], None, None, self.layer, batch, save_kv_cache=False
        )

    def error(self, batch, out):
        expected = []
        for row, n in enumerate(batch.seq_lens.tolist()):
            slots = self.req_to_token[batch.req_pool_indices[row], :n].long()
            query = self.query[row].view(1, self.heads, self.size)
            expected.append(reference(query, self.keys[slots], self.values[slots]).view(-1))
        right = torch.stack(expected)
        return float((out.double() - right).norm() / right.norm())

    def run(self, replays):
        worst = 0.0
        for requests in (1, 3, 24):
            batch = self.draw(requests)
            self.backend.init_forward_metadata(batch)
            worst = max_or_nan(worst, self.error(batch, self.step(batch)))
        report(f"{self.name}: decodes", worst)
        self.backend.init_cuda_graph_state(MAX_REQUESTS, MAX_REQUESTS)
        batch = self.draw(MAX_REQUESTS)
        self.backend.init_forward_metadata_out_graph(batch, in_capture=True)
        found = {}
        run = captured(lambda: found.update(out=self.step(batch)))
        worst = 0.0
        for _ in range(replays):
            batch = self.draw(MAX_REQUESTS)
            self.backend.init_forward_metadata_out_graph(batch)
            run.replay()
            worst = max_or_nan(worst, self.error(batch, found["out"]))
        report(f"{self.name}: {replays} replays", worst)


class VllmSparseCase:
    """A layer of MLA whose keys an indexer chooses: lists of rows, over blocks with gaps between."""

    name, heads, size, latent = "vLLM, MLA over chosen tokens", 16, 576, 512
    blocks, block, stride, top_k = 300, 64, 67, 512

    def __init__(self):
        from pa_gen.vllm.kernel import Batching
        from pa_gen.vllm.mla_sparse import PaGenSparseMlaImpl

        self.random = torch.Generator(DEVICE).manual_seed(23)
        self.sinks = 2 * self.normal(self.heads)
        self.scale = self.size**-0.5
        sizes = {"kv_lora_rank": self.latent, "qk_rope_head_dim": self.size - self.latent}
        given = (1, None, None, "auto", None, "decoder", None)
        self.impl = PaGenSparseMlaImpl(
            self.heads, self.size, self.scale, *given, **sizes, sinks=self.sinks
        )
        self.impl.prepare(Batching(torch.bfloat16, 1, False, 1, 2048, self.top_k))
        memory = torch.full((self.blocks, self.stride * self.size), math.nan, device=DEVICE)
        memory[:, : self.block * self.size] = self.normal(self.blocks, self.block * self.size)
        strides = self.stride * self.size, self.size, 1
        self.cache = torch.as_strided(
            memory.bfloat16(), (self.blocks, self.block, self.size), strides
        )

    def normal(self, *shape):
        return torch.randn(shape, device=DEVICE, generator=self.random)

    def integers(self, high, *shape):
        return torch.randint(0, high, shape, device=DEVICE, generator=self.random)

    def draw(self, tokens):
        shape = tokens, self.top_k
        rows = self.integers(self.blocks, *shape) * self.stride + self.integers(self.block, *shape)
        rows[self.integers(3, *shape) == 0] = -1
        if tokens > 1:
            rows[-1] = -1
        return self.normal(tokens, self.heads, self.size).bfloat16(), rows.int()

    def step(self, query, lists):
        counts = torch.zeros(0, dtype=torch.int32, device=DEVICE)
        out, _ = self.impl._forward_mqa_kernel(
            query, self.cache, lists, counts, layer=None, block_size=self.block, is_decode=True
        )
        return out

    def error(self, query, lists, out):
        flat = self.cache.as_strided((self.blocks * self.stride, self.size), (self.size, 1))
        worst = 0.0
        for token in {0, len(query) // 2, len(query) - 1}:
            keys = flat[lists[token][lists[token] >= 0].long()].double()
            logits = self.scale * query[token].double() @ keys.T
            logits = torch.cat((logits, self.sinks.double()[:, None]), 1)
            expected = logits.softmax(-1)[:, :-1] @ keys[:, : self.latent]
            error = (out[token].double() - expected).norm() / expected.norm().clamp(min=1e-9)
            worst = max_or_nan(worst, error.item())
        return worst

    def run(self, replays):
        for tokens in (1, 7, 64, 1500):
            query, lists = self.draw(tokens)
            report(f"{self.name}, {tokens} new", self.error(query, lists, self.step(query, lists)))
        query, lists = self.draw(8)
        found = {}
        graph = captured(lambda: found.update(out=self.step(query, lists)))
        worst = 0.0
        for _ in range(replays):
            for into, drawn in zip((query, lists), self.draw(8)):
                into.copy_(drawn)
            graph.replay()
            worst = max_or_nan(worst, self.error(query, lists, found["out"]))
        report(f"{self.name}, {replays} replays", worst)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--replays", type=int, default=300)
    arguments = parser.parse_args()
    os.environ["PA_GEN_KERNELS"] = str(arguments.folder)
    torch.zeros(1, device=DEVICE)
    vllm_stand_ins.TritonAttentionImpl.forward = lambda self, *given: self.engine(*given)
    for case in (
        lambda: VllmCase("one token"),
        lambda: VllmCase("drafts", drafts=2),
        lambda: VllmCase("fp8 and a window", cache="fp8", window=512),
        SglangCase,
        lambda: SglangCase(mla=True),
        VllmSparseCase,
    ):
        case().run(arguments.replays)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
