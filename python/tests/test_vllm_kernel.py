"""What a layer of vLLM asks for, and what its launches pass; where there is no PyTorch, nothing."""

import json
import math
import unittest
from dataclasses import replace
from typing import Any

import pa_gen

from .fake import KERNELS, cpu, noted

try:
    import torch

    from pa_gen.vllm.kernel import Batching, Decoder, Layer, spec
except ImportError as problem:
    raise unittest.SkipTest(str(problem)) from problem

LAYER = Layer(6, 2, 128, 1 / math.sqrt(128), "auto", 0, 0, None, None)
BATCHING = Batching(torch.bfloat16, 16, True, 1, 64, 40_000)
ONE = torch.ones(())


def cache(dtype: torch.dtype = torch.bfloat16) -> torch.Tensor:
    """Of 10 blocks: [blocks, KV heads, block, keys and values]."""
    return torch.zeros(10, 2, 16, 256, dtype=dtype)


class Kernel(unittest.TestCase):
    def setUp(self) -> None:
        self.kernels = pa_gen.load(KERNELS, driver=cpu(), generate=False)

    def found(self, layer: Layer, batching: Batching) -> str:
        return self.kernels.for_spec(**spec(layer, batching)).manifest.path.stem

    def launched(self, decoder: Decoder, **given: Any) -> dict[str, int]:
        """The arguments of a launch, by name."""
        query = torch.zeros(3, 6, 128, dtype=torch.bfloat16)
        self.given = {
            "query": query,
            "cache": cache(),
            "out": torch.zeros_like(query),
            "table": {
                "block_table": torch.zeros(3, 7, dtype=torch.int32),
                "seq_lens": torch.zeros(3, dtype=torch.int32),
            },
            "context": 100,
            "k_scale": ONE,
            "v_scale": ONE,
            **given,
        }
        with noted() as launches:
            decoder(**self.given)
        (launch,) = launches
        return launch.named(decoder._plans.attention.manifest)

    def test_is_that_of_generate_for_vllm(self) -> None:
        ragged = replace(BATCHING, q_len=3)
        fp8 = replace(LAYER, cache="fp8", window=512)
        self.assertEqual("vllm-sm_90", self.found(LAYER, BATCHING))
        self.assertEqual("vllm-ragged-sm_90", self.found(LAYER, ragged))
        self.assertEqual("vllm-fp8-sm_90", self.found(fp8, BATCHING))

    def test_a_missing_one_is_named_with_its_line(self) -> None:
        layer = replace(LAYER, soft_cap=30.0, sinks=torch.zeros(6), alibi_slopes=torch.zeros(6))
        with self.assertRaises(pa_gen.MissingKernelError) as missing:
            self.found(layer, replace(BATCHING, page_size=32, heads_outside=False))
        self.assertIn(
            "pa-gen generate --head-size 128 --q-heads 6 --kv-heads 2 --dtype bf16 --page-size 32"
            " --kv-strides 512,256,512,256 --page-table block_table --soft-cap 30.0 --sinks"
            " --alibi --arch sm_90",
            missing.exception.command,
        )

    def test_every_argument_is_passed(self) -> None:
        decoder = Decoder(self.kernels, LAYER, BATCHING)
        passed = self.launched(decoder)
        given, table = self.given, self.given["table"]
        plan = decoder._plans.plan(3, 100)
        keys = given["cache"].data_ptr()
        workspace = {
            name: value for name, value in passed.items() if name.startswith(("partial_", "arr"))
        }
        self.assertEqual(
            {
                "query": given["query"].data_ptr(),
                "key_cache": keys,
                "value_cache": keys + 128 * 2,
                "block_table": table["block_table"].data_ptr(),
                "seq_lens": table["seq_lens"].data_ptr(),
                "out": given["out"].data_ptr(),
                "query_stride": 6 * 128,
                "out_stride": 6 * 128,
                "block_table_stride": 7,
                "k_page_stride": 2 * 16 * 256,
                "v_page_stride": 2 * 16 * 256,
                "partition_size": plan.partition_size,
                "max_partitions": plan.max_partitions,
                **workspace,
            },
            passed,
        )

    def test_rows_of_queries_may_have_keys_and_values_between(self) -> None:
        qkv = torch.zeros(3, 10, 128, dtype=torch.bfloat16)
        decoder = Decoder(self.kernels, LAYER, BATCHING)
        self.assertEqual(1280, self.launched(decoder, query=qkv[:, :6])["query_stride"])

    def test_blocks_may_lie_apart(self) -> None:
        """As those of a layer whose blocks alternate with other layers'."""
        blocks = torch.zeros(10, 3, 2, 16, 256, dtype=torch.bfloat16)[:, 1]
        decoder = Decoder(self.kernels, LAYER, BATCHING)
        passed = self.launched(decoder, cache=blocks)
        self.assertEqual(3 * 2 * 16 * 256, passed["k_page_stride"])
        self.assertEqual(blocks.data_ptr(), passed["key_cache"])

    def test_heads_may_lie_within_tokens(self) -> None:
        within = replace(BATCHING, heads_outside=False)
        asked = spec(LAYER, within)
        self.assertEqual([512, 256, 512, 256], asked["kv_strides"])
        self.assertEqual("nhd", asked["layout"])

    def test_another_shape_of_cache_is_refused(self) -> None:
        decoder = Decoder(self.kernels, LAYER, BATCHING)
        with self.assertRaisesRegex(pa_gen.TensorError, r"the cache is \[2, 10, 16, 2, 128\]"):
            self.launched(decoder, cache=torch.zeros(2, 10, 16, 2, 128, dtype=torch.bfloat16))
        within = torch.zeros(10, 16, 2, 256, dtype=torch.bfloat16).transpose(1, 2)
        with self.assertRaisesRegex(pa_gen.TensorError, "key_cache has strides"):
            self.launched(decoder, cache=within)

    def test_8_bit_caches_have_their_scales(self) -> None:
        layer = replace(LAYER, cache="fp8", window=512)
        decoder = Decoder(self.kernels, layer, BATCHING)
        scales = {"k_scale": torch.tensor(0.5), "v_scale": torch.tensor([0.25])}
        passed = self.launched(decoder, cache=cache(torch.float8_e4m3fn), **scales)
        for name, scale in scales.items():
            self.assertEqual(scale.data_ptr(), passed[name])
        self.assertEqual(passed["key_cache"] + 128, passed["value_cache"])
        self.assertNotIn("k_scale", self.launched(Decoder(self.kernels, LAYER, BATCHING)))

    def test_ragged_queries_say_where_they_begin(self) -> None:
        decoder = Decoder(self.kernels, LAYER, replace(BATCHING, q_len=3))
        starts = torch.tensor([0, 2, 2, 5], dtype=torch.int32)
        query = torch.zeros(5, 6, 128, dtype=torch.bfloat16)
        table = {
            "block_table": torch.zeros(3, 7, dtype=torch.int32),
            "seq_lens": torch.zeros(3, dtype=torch.int32),
            "query_start_loc": starts,
        }
        passed = self.launched(decoder, query=query, out=torch.zeros_like(query), table=table)
        self.assertEqual(starts.data_ptr(), passed["query_start_loc"])

    def test_layers_with_one_kernel_share_plans(self) -> None:
        first = Decoder(self.kernels, LAYER, BATCHING)
        other = Decoder(self.kernels, LAYER, BATCHING)
        self.assertIs(first._plans, other._plans)

    def test_a_kernel_that_has_to_be_invariant_is(self) -> None:
        with self.assertRaisesRegex(pa_gen.PaGenError, "with --partition invariant"):
            Decoder(self.kernels, LAYER, replace(BATCHING, invariant=True))

    def test_manifest_of_vllm_is_as_documented(self) -> None:
        read = json.loads((KERNELS / "vllm-sm_90.json").read_text())["attention"]
        self.assertEqual([256, 4096, 256, 4096], read["kv_strides"])


if __name__ == "__main__":
    unittest.main()
