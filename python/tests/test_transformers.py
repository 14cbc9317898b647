"""Attention for transformers on the processor, with stand-ins for kernels and for the GPU."""

import math
import unittest
import warnings
from pathlib import Path
from typing import Any
from unittest import mock

import pa_gen

from .fake import KERNELS, TARGET, cuda, noted

try:
    import pa_gen.transformers as adapter
    from pa_gen import serving
    import torch
    from torch.nn.functional import scaled_dot_product_attention
    from transformers import (
        ContinuousBatchingConfig,
        GenerationConfig,
        LlamaConfig,
        LlamaForCausalLM,
    )
    from transformers.generation.continuous_batching import initialization
except ImportError:
    adapter = None  # type: ignore[assignment]

PROMPTS = [[3, 1, 4], [1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4], [6] * 16]


def model(dtype: Any, heads: int = 4, kv_heads: int = 2, head_size: int = 32) -> Any:
    """A tiny one, with random weights that make logits far apart."""
    torch.manual_seed(7)
    config = LlamaConfig(
        hidden_size=48,
        intermediate_size=48,
        num_hidden_layers=2,
        num_attention_heads=heads,
        num_key_value_heads=kv_heads,
        head_dim=head_size,
        vocab_size=40,
        initializer_range=0.3,
        bos_token_id=None,
        eos_token_id=None,
        pad_token_id=0,
    )
    return LlamaForCausalLM(config).to(dtype).eval()


def answers(model: Any, attention: str) -> list[list[int]]:
    """Twenty greedy tokens of each prompt, by continuous batching."""
    model.set_attn_implementation(attention)
    found = model.generate_batch(
        PROMPTS,
        generation_config=GenerationConfig(max_new_tokens=20, do_sample=False, eos_token_id=-1),
        continuous_batching_config=ContinuousBatchingConfig(
            page_size=16,
            num_blocks=24,
            max_batch_tokens=64,
            max_blocks_per_request=4,
            auto_switch_to_flash=False,
        ),
    )
    return [answer.generated_tokens for answer in found.values()]


def varlen(
    query: Any,
    key: Any,
    value: Any,
    ends_q: Any,
    ends_k: Any,
    *_: int,
    scale: Any,
    window_size: Any,
) -> Any:
    """PyTorch's attention of sequences one after another, which is for GPUs."""
    out = torch.zeros_like(query)
    bounds = list(zip(ends_q.tolist(), ends_k.tolist()))
    for (q, k), (end_q, end_k) in zip(bounds, bounds[1:]):
        rows, tokens = end_q - q, end_k - k
        seen = torch.ones(rows, tokens, dtype=torch.bool).tril(tokens - rows)
        parts = query[q:end_q], key[k:end_k], value[k:end_k]
        attended = scaled_dot_product_attention(
            *(part.transpose(0, 1) for part in parts), attn_mask=seen, scale=scale, enable_gqa=True
        )
        out[q:end_q] = attended.transpose(0, 1)
    return out


class InTorch(pa_gen.Kernels):
    """Kernels that PyTorch computes."""

    def __init__(self, query_lens: str = "uniform") -> None:
        self.query_lens = query_lens
        self.asked: list[dict[str, Any]] = []
        self.lengths: list[tuple[list[int], bool]] = []
        self.starts: Any = None

    def for_spec(self, **spec: Any) -> Any:
        self.asked.append(spec)
        if spec.get("query_lens", "uniform") != self.query_lens:
            raise pa_gen.MissingKernelError("there is none", "pa-gen generate")
        return Attention(self, spec)

    def cache_write(self, **_: Any) -> Any:
        def write(
            key: Any,
            value: Any,
            key_cache: Any,
            value_cache: Any,
            block_table: Any,
            seq_lens: Any,
            query_start_loc: Any = None,
        ) -> None:
            for row, length in enumerate(seq_lens.tolist()):
                if length:
                    page, slot = divmod(length - 1, key_cache.shape[1])
                    key_cache[block_table[row, page], slot] = key[row]
                    value_cache[block_table[row, page], slot] = value[row]

        return write


class Attention:
    def __init__(self, kernels: InTorch, spec: dict[str, Any]) -> None:
        self.kernels, self.spec = kernels, spec

    def plan(self, sequences: int, max_context: int) -> Any:
        return mock.Mock()

    def __call__(
        self,
        query: Any,
        key_cache: Any,
        value_cache: Any,
        *,
        plan: Any,
        lengths_changed: bool,
        block_table: Any,
        seq_lens: Any,
        query_start_loc: Any = None,
    ) -> Any:
        self.kernels.starts = query_start_loc
        self.kernels.lengths.append((seq_lens.tolist(), lengths_changed))
        out = torch.empty_like(query)
        for row, length in enumerate(seq_lens.tolist()):
            pages = block_table[row, : math.ceil(length / key_cache.shape[1])].long()
            keys, values = (
                cache[pages].flatten(0, 1)[:length].transpose(0, 1)
                for cache in (key_cache, value_cache)
            )
            out[row] = scaled_dot_product_attention(
                query[row, :, None], keys, values, enable_gqa=True
            )[:, 0]
        return out


def plans(attention: Any, *limits: int) -> Any:
    """Those of a kernel; what PyTorch computes takes no memory."""
    return attention if isinstance(attention, Attention) else serving.Plans(attention, *limits)


@unittest.skipIf(adapter is None, "there is no PyTorch, or no transformers with block tables")
class Transformers(unittest.TestCase):
    def setUp(self) -> None:
        real = initialization.ensure_decode_fast_path_is_available

        def as_on_a_gpu(config: Any, *arguments: Any, **options: Any) -> None:
            if config._attn_implementation != adapter.NAME:
                real(config, *arguments, **options)

        for patch in (
            mock.patch.object(initialization, real.__name__, as_on_a_gpu),
            mock.patch.object(adapter, "varlen_attn", varlen),
            mock.patch.object(adapter, "Plans", plans),
        ):
            patch.start()
            self.addCleanup(patch.stop)

    def test_continuous_batching_answers_as_with_its_own_attention(self) -> None:
        kernels, llama = InTorch(), model(torch.float32)
        adapter.register(kernels)
        self.assertEqual(answers(llama, "sdpa"), answers(llama, adapter.NAME))
        spec = {"head_size": 32, "q_heads": 4, "kv_heads": 2, "page_size": 16}
        self.assertEqual(spec, {name: kernels.asked[0][name] for name in spec})
        self.assertEqual(1, len(kernels.asked), "looked for once")
        # The first step after the prompts: of two layers only the first has new lengths.
        counted = sorted(len(prompt) + 1 for prompt in PROMPTS)
        first, second = kernels.lengths[:2]
        self.assertEqual((counted, True), (sorted(first[0]), first[1]))
        self.assertEqual((counted, False), (sorted(second[0]), second[1]))

    def test_decode_steps_reach_the_driver(self) -> None:
        cuda()

        class Cpu(pa_gen.Cuda):
            def device_name(self, device: int) -> str:
                return "cpu"

        driver = Cpu(TARGET / "fake-cuda/libcuda.so.1")
        adapter.register(pa_gen.load(KERNELS, driver=driver, generate=False))
        with noted() as launches:
            answers(model(torch.bfloat16, heads=6, kv_heads=1, head_size=128), adapter.NAME)
        roles = [launch.symbol.rpartition("paged_")[2] for launch in launches]
        step = ["cache_write", "attention_plan", "attention_decode"]
        self.assertEqual([*step, step[0], step[2]], roles[:5], "a list is made once for two layers")
        self.assertEqual(19 * 5, len(roles), "a step for each token but the first")
        self.assertEqual({3}, {launch.grid[0] for launch in launches if "write" in launch.symbol})

    def test_generate_without_continuous_batching_takes_sdpa(self) -> None:
        adapter.register(InTorch())
        llama = model(torch.float32)
        tokens = torch.tensor([[0, 0, 5, 7], [1, 2, 3, 4]])
        made = []
        for attention in ("sdpa", adapter.NAME):
            llama.set_attn_implementation(attention)
            mask = (tokens != 0).long()
            made.append(
                llama.generate(tokens, attention_mask=mask, max_new_tokens=8, do_sample=False)
            )
        self.assertEqual(made[0].tolist(), made[1].tolist())

    def test_lengths_are_counted_anew_in_each_step_though_their_tensor_is_the_same(self) -> None:
        """As a graph's capture has the tensors of the step before it; rows pad the batch."""
        kernels = InTorch()
        attention = adapter.PagedAttention(kernels)
        rows = torch.randn(1, 4, 3, 32)
        caches = [torch.randn(5, 16, 2, 32) for _ in range(2)]
        ends = torch.tensor([0, 7, 7, 7], dtype=torch.int32)
        for length in (7, 8):
            ends[1:] = length
            for layer in range(2):
                out, _ = attention(
                    mock.Mock(layer_idx=layer),
                    rows,
                    rows[:, :2],
                    rows[:, :2],
                    None,
                    cu_seq_lens_q=torch.tensor([0, 1, 1, 1]),
                    cu_seq_lens_k=ends,
                    block_table=torch.tensor([[2], [0], [0]], dtype=torch.int32),
                    k_cache=caches[0],
                    v_cache=caches[1],
                    scaling=32**-0.5,
                )
                self.assertEqual((1, 3, 4, 32), tuple(out.shape))
                self.assertEqual(([length, 0, 0], layer == 0), kernels.lengths.pop())

    def test_kernels_with_ragged_queries_are_told_where_they_begin(self) -> None:
        kernels, llama = InTorch("ragged"), model(torch.float32)
        adapter.register(kernels)
        self.assertEqual(answers(llama, "sdpa"), answers(llama, adapter.NAME))
        self.assertEqual([0, 1, 2, 3], kernels.starts.tolist())

    def test_a_window_without_a_block_table_takes_pytorchs_attention_and_says_so(self) -> None:
        attention = adapter.PagedAttention(InTorch())
        rows = torch.randn(1, 2, 3, 32)
        ends = torch.tensor([0, 3], dtype=torch.int32)
        options = {"cu_seq_lens_q": ends, "cu_seq_lens_k": ends, "scaling": 1.0}
        lengths = {"max_length_q": 3, "max_length_k": 3}
        with (
            mock.patch.object(adapter, "varlen_attn", return_value=rows[0]) as called,
            warnings.catch_warnings(record=True) as told,
        ):
            warnings.simplefilter("always")
            attention(
                mock.Mock(), rows, rows, rows, None, sliding_window=8, **options, **lengths
            )
        self.assertEqual((7, 0), called.call_args.kwargs["window_size"])
        self.assertIn("no block tables for sliding windows", str(told[0].message))
        with self.assertRaisesRegex(ValueError, "neither a soft cap nor sinks"):
            attention(mock.Mock(), rows, rows, rows, None, softcap=30.0, **options, **lengths)

    def test_keys_that_an_indexer_chooses_are_refused(self) -> None:
        rows = torch.zeros(1, 2, 3, 32)
        with self.assertRaisesRegex(ValueError, "keys that an indexer chooses are not served"):
            adapter.PagedAttention(mock.Mock())(
                None, rows, rows, rows, None, indices=torch.zeros(1, 3, 8, dtype=torch.int32)
            )

    def test_a_name_that_gets_no_block_tables_is_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "pa_gen: transformers gives block tables only"):
            adapter.register(Path("nowhere"), "pa_gen")


if __name__ == "__main__":
    unittest.main()
