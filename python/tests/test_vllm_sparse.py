"""vLLM's MLA with an indexer: on its own classes where it is installed, and on stand-ins elsewhere."""

import inspect
import math
import unittest
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pa_gen

from .fake import KERNELS, cpu, noted

try:
    import torch

    from . import vllm_stand_ins
except ImportError as problem:
    raise unittest.SkipTest(str(problem)) from problem

vllm_stand_ins.install()

from vllm.model_executor.layers.attention.sparse_mla_attention import (  # noqa: E402
    SparseMLACommonMetadataBuilder,
)

from pa_gen.vllm.kernel import Batching  # noqa: E402
from pa_gen.vllm.mla_sparse import (  # noqa: E402
    NAME,
    PaGenSparseMlaBackend,
    PaGenSparseMlaImpl,
    PaGenSparseMlaMetadataBuilder,
)
from pa_gen.vllm.selected import SelectedDecoder, SelectedLayer, spec  # noqa: E402

from .test_vllm import config, engines_builder, missing  # noqa: E402

SCALE = 1 / math.sqrt(576)
SINKS = torch.arange(16, dtype=torch.bfloat16)
PLAIN = SelectedLayer(16, 576, 512, SCALE, "auto", SINKS)
ROWS = SelectedLayer(16, 576, 512, SCALE, "fp8_ds_mla")
BATCHING = Batching(torch.bfloat16, 1, False, 1, 512, 2048)


def found() -> pa_gen.Kernels:
    """Those of a target on which rows may have scales inside."""
    driver = cpu()
    with mock.patch.object(type(driver), "architecture", lambda *given: "gfx942"):
        kernels = pa_gen.load(KERNELS, driver=driver, generate=False)
        for kernel in kernels.manifests():
            if kernel.path.stem.startswith("vllm-mla-"):
                kernels.for_spec(**kernel.attention)
    return kernels


class Selected(unittest.TestCase):
    def setUp(self) -> None:
        self.indices = torch.zeros(5, 64, dtype=torch.int32)
        self.query = torch.ones(5, 16, 576, dtype=torch.bfloat16)

    def launched(
        self, layer: SelectedLayer, query: Any, rows: torch.Tensor
    ) -> tuple[dict[str, int], torch.Tensor]:
        decoder = SelectedDecoder(found(), layer, BATCHING)
        with noted() as launches:
            out = decoder(query, rows, self.indices)
        return launches[0].named(decoder._plans.attention.manifest), out

    def test_kernels_are_those_of_generate_for_vllm(self) -> None:
        for layer, name in ((PLAIN, "vllm-mla-tokens"), (ROWS, "vllm-mla-rows")):
            kernel = found().for_spec(**spec(layer, BATCHING))
            self.assertEqual(f"{name}-gfx942", kernel.manifest.path.stem)

    def test_every_argument_is_passed(self) -> None:
        rows = torch.zeros(900, 576, dtype=torch.bfloat16)
        passed, out = self.launched(PLAIN, self.query, rows)
        self.assertEqual((5, 16, 512), out.shape)
        self.assertEqual(
            {
                "query": self.query.data_ptr(),
                "key_cache": rows.data_ptr(),
                "indices": self.indices.data_ptr(),
                "indices_stride": 64,
                "top_k": 64,
                "lengths": 0,
                "out": out.data_ptr(),
                "query_stride": 16 * 576,
                "out_stride": 16 * 512,
                "kv_page_stride": 576,
            },
            {
                name: value
                for name, value in passed.items()
                if not name.startswith(("partition", "partial", "arrivals", "max_part", "sinks"))
            },
        )
        self.assertNotEqual(0, passed["sinks"])

    def test_rows_with_scales_inside_are_bytes(self) -> None:
        rows = torch.zeros(900, 656, dtype=torch.uint8)
        passed, _ = self.launched(ROWS, self.query, rows)
        self.assertEqual((rows.data_ptr(), 656), (passed["key_cache"], passed["kv_page_stride"]))
        parts = self.query[..., :512], self.query[..., 512:]
        self.assertEqual((5, 16, 512), self.launched(ROWS, parts, rows)[1].shape)

    def test_queries_without_a_rotary_part_have_zeros_there(self) -> None:
        layer = SelectedLayer(16, 512, 512, SCALE, "fp8_ds_mla")
        padded = []
        pad = torch.nn.functional.pad

        def keep(*given: Any) -> torch.Tensor:
            padded.append(pad(*given))
            return padded[-1]

        with mock.patch.object(torch.nn.functional, "pad", keep):
            rows = torch.zeros(900, 656, dtype=torch.uint8)
            passed, _ = self.launched(layer, self.query[..., :512].contiguous(), rows)
        self.assertEqual(padded[0].data_ptr(), passed["query"])
        self.assertEqual(0, int(torch.count_nonzero(padded[0][..., 512:])))

    def test_another_shape_of_cache_is_refused(self) -> None:
        with self.assertRaisesRegex(pa_gen.TensorError, r"takes \[rows, 656\]"):
            self.launched(ROWS, self.query, torch.zeros(900, 576, dtype=torch.uint8))


class Classes(unittest.TestCase):
    def test_the_builder_prepares_layers_and_lists_are_of_rows(self) -> None:
        made = PaGenSparseMlaImpl.__new__(PaGenSparseMlaImpl)
        made.num_heads, made.head_size, made.scale = 16, 576, SCALE
        made.kv_cache_dtype, made.kv_lora_rank, made.sinks = "auto", 512, SINKS

        def begin(self: Any, spec: Any, names: Any, vllm_config: Any, device: Any) -> None:
            engines_builder(self, spec, names, vllm_config, device)
            self.topk_tokens = 64

        vllm_config = config({"0": SimpleNamespace(impl=made)})
        vllm_config.scheduler_config.max_num_batched_tokens = 128
        vllm_config.attention_config = SimpleNamespace(hisparse_config=None)
        with (
            mock.patch.object(SparseMLACommonMetadataBuilder, "__init__", begin),
            mock.patch("pa_gen.vllm.mla_sparse.kernels", found),
        ):
            built = PaGenSparseMlaMetadataBuilder(
                SimpleNamespace(block_size=64), ["0"], vllm_config, "cpu"
            )
        self.assertEqual(1, built.reorder_batch_threshold)
        # Blocks of 64 rows, each of which is followed by a row of another layer.
        memory = torch.zeros(3 * 65 * 576, dtype=torch.bfloat16)
        cache = memory.as_strided((3, 64, 576), (65 * 576, 576, 1))
        query = torch.zeros(2, 16, 576, dtype=torch.bfloat16)
        lists = torch.zeros(2, 64, dtype=torch.int32)
        with noted() as launches:
            out, lse = made._forward_mqa_kernel(
                query,
                cache,
                lists,
                torch.zeros(2, dtype=torch.int32),
                layer=None,
                block_size=64,
                is_decode=True,
            )
        passed = launches[0].named(made._decoder._plans.attention.manifest)
        self.assertEqual(
            (lists.data_ptr(), memory.data_ptr(), 576, out.data_ptr()),
            tuple(passed[name] for name in ("indices", "key_cache", "kv_page_stride", "out")),
        )
        self.assertIsNone(lse)

    @unittest.skipIf(vllm_stand_ins.INSTALLED, "vLLM's own wants its configuration")
    def test_short_prefills_are_the_engines_where_it_computes_the_same(self) -> None:
        def made(cache: str, rope: int, **more: Any) -> PaGenSparseMlaImpl:
            given = (1, None, None, cache, None, "decoder", None)
            size = {"kv_lora_rank": 512, "qk_rope_head_dim": rope}
            return PaGenSparseMlaImpl(16, 512 + rope, SCALE, *given, **size, **more)

        self.assertTrue(made("fp8_ds_mla", 64).supports_dense_mha_prefill)
        self.assertTrue(made("auto", 0).supports_dense_mha_prefill)
        self.assertFalse(made("fp8_ds_mla", 0).supports_dense_mha_prefill)
        self.assertFalse(made("auto", 64, sinks=SINKS).supports_dense_mha_prefill)

    def test_it_says_what_it_serves(self) -> None:
        self.assertTrue(PaGenSparseMlaBackend.is_mla() and PaGenSparseMlaBackend.is_sparse())
        self.assertTrue(PaGenSparseMlaBackend.supports_block_size(48))
        self.assertIn("fp8_ds_mla", PaGenSparseMlaBackend.supported_kv_cache_dtypes)

    @unittest.skipUnless(vllm_stand_ins.INSTALLED, "vLLM is not installed")
    def test_they_are_held_to_vllms(self) -> None:
        from vllm.model_executor.layers.attention.sparse_mla_attention import SparseMLACommonImpl
        from vllm.v1.attention import backend
        from vllm.v1.attention.backends.registry import AttentionBackendEnum

        from pa_gen.vllm import register

        register()
        self.assertIs(PaGenSparseMlaBackend, AttentionBackendEnum[NAME].get_class())
        for base, made in (
            (backend.AttentionBackend, PaGenSparseMlaBackend),
            (SparseMLACommonImpl, PaGenSparseMlaImpl),
            (backend.AttentionMetadataBuilder, PaGenSparseMlaMetadataBuilder),
        ):
            self.assertFalse(inspect.isabstract(made), getattr(made, "__abstractmethods__", ()))
            for name, method in inspect.getmembers(base, inspect.isroutine):
                if name.startswith("__") and name != "__init__":
                    continue
                self.assertEqual([], missing(method, getattr(made, name)), f"{made}.{name}")


if __name__ == "__main__":
    unittest.main()
