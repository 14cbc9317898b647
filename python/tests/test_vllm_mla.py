"""vLLM's MLA: on its own classes where it is installed, and on stand-ins elsewhere."""

import inspect
import math
import unittest
from dataclasses import replace
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

from vllm.model_executor.layers.attention.mla_attention import (  # noqa: E402
    MLACommonMetadataBuilder,
)
from vllm.v1.attention.backend import AttentionCGSupport  # noqa: E402

from pa_gen.vllm.kernel import Batching  # noqa: E402
from pa_gen.vllm.latent import LatentDecoder, LatentLayer, spec  # noqa: E402
from pa_gen.vllm.mla import NAME, PaGenMlaBackend, PaGenMlaImpl  # noqa: E402
from pa_gen.vllm.mla import PaGenMlaMetadataBuilder as MetadataBuilder  # noqa: E402
from pa_gen.vllm.mla_sparse import PaGenSparseMlaImpl  # noqa: E402

from .test_vllm import config, engines_builder, missing  # noqa: E402

LAYER = LatentLayer(16, 576, 512, 1 / math.sqrt(576), "auto")
BATCHING = Batching(torch.bfloat16, 16, False, 1, 64, 40_000)


class Latents(unittest.TestCase):
    def setUp(self) -> None:
        self.kernels = pa_gen.load(KERNELS, driver=cpu(), generate=False)
        self.table = {
            "block_table": torch.zeros(3, 7, dtype=torch.int32),
            "seq_lens": torch.zeros(3, dtype=torch.int32),
        }
        self.starts = torch.tensor([0, 2, 3, 3], dtype=torch.int32)

    def launched(
        self, decoder: LatentDecoder, query: Any, cache: torch.Tensor
    ) -> tuple[dict[str, int], torch.Tensor]:
        with noted() as launches:
            scale = self.scale = torch.tensor(0.5)
            out = decoder(query, cache, self.table, self.starts, 100, scale)
        return launches[0].named(decoder._plans.attention.manifest), out

    def test_kernels_are_those_of_generate_for_vllm(self) -> None:
        def found(layer: LatentLayer, batching: Batching) -> str:
            return self.kernels.for_spec(**spec(layer, batching)).manifest.path.stem

        self.assertEqual("vllm-mla-sm_90", found(LAYER, BATCHING))
        fp8 = replace(LAYER, cache="fp8")
        self.assertEqual("vllm-mla-fp8-sm_90", found(fp8, replace(BATCHING, q_len=2)))

    def test_every_argument_is_passed(self) -> None:
        decoder = LatentDecoder(self.kernels, LAYER, BATCHING)
        query = torch.zeros(3, 16, 576, dtype=torch.bfloat16)
        cache = torch.zeros(10, 16, 576, dtype=torch.bfloat16)
        passed, out = self.launched(decoder, query, cache)
        plan = decoder._plans.plan(3, 100)
        workspace = {k: v for k, v in passed.items() if k.startswith(("partial_", "arrivals"))}
        self.assertEqual(
            {
                "query": query.data_ptr(),
                "key_cache": cache.data_ptr(),
                "block_table": self.table["block_table"].data_ptr(),
                "seq_lens": self.table["seq_lens"].data_ptr(),
                "out": out.data_ptr(),
                "query_stride": 16 * 576,
                "out_stride": 16 * 512,
                "block_table_stride": 7,
                "kv_page_stride": 16 * 576,
                "partition_size": plan.partition_size,
                "max_partitions": plan.max_partitions,
                **workspace,
            },
            passed,
        )
        self.assertEqual((3, 16, 512), out.shape)

    def test_drafts_and_8_bits(self) -> None:
        decoder = LatentDecoder(
            self.kernels, replace(LAYER, cache="fp8"), replace(BATCHING, q_len=2)
        )
        parts = (
            torch.zeros(4, 16, 512, dtype=torch.bfloat16),
            torch.zeros(4, 16, 64, dtype=torch.bfloat16),
        )
        passed, out = self.launched(decoder, parts, torch.zeros(10, 16, 576, dtype=torch.uint8))
        self.assertEqual(self.starts.data_ptr(), passed["query_start_loc"])
        self.assertEqual(self.scale.data_ptr(), passed["k_scale"])
        self.assertEqual(0, int(torch.count_nonzero(out)))

    def test_another_shape_of_cache_is_refused(self) -> None:
        decoder = LatentDecoder(self.kernels, LAYER, BATCHING)
        query = torch.zeros(3, 16, 576, dtype=torch.bfloat16)
        with self.assertRaisesRegex(pa_gen.TensorError, r"takes \[blocks, block, 576\]"):
            self.launched(decoder, query, torch.zeros(10, 16, 656, dtype=torch.uint8))


class Classes(unittest.TestCase):
    def impl(self) -> PaGenMlaImpl:
        made = PaGenMlaImpl.__new__(PaGenMlaImpl)
        made.num_heads, made.head_size, made.scale = 16, 576, 1 / math.sqrt(576)
        made.kv_cache_dtype, made.kv_lora_rank = "auto", 512
        return made

    def test_the_builder_prepares_layers_and_decodes_are_ours(self) -> None:
        kernels = pa_gen.load(KERNELS, driver=cpu(), generate=False)
        made = self.impl()
        with (
            mock.patch.object(MLACommonMetadataBuilder, "__init__", engines_builder),
            mock.patch("pa_gen.vllm.mla.kernels", lambda: kernels),
        ):
            layers = {"0": SimpleNamespace(impl=made)}
            built = MetadataBuilder(SimpleNamespace(block_size=16), ["0"], config(layers), "cpu")
        self.assertEqual(1, built.reorder_batch_threshold)
        metadata = SimpleNamespace(
            decode=SimpleNamespace(
                block_table=torch.zeros(2, 9, dtype=torch.int32),
                seq_lens=torch.zeros(2, dtype=torch.int32),
            ),
            query_start_loc=torch.zeros(5, dtype=torch.int32),
            num_decodes=2,
            max_seq_len=77,
        )
        query = torch.zeros(2, 16, 576, dtype=torch.bfloat16)
        cache = torch.zeros(10, 16, 576, dtype=torch.bfloat16)
        with noted() as launches:
            out, lse = made.forward_mqa(
                query, cache, metadata, SimpleNamespace(_k_scale=torch.ones(()))
            )
        passed = launches[0].named(made._decoder._plans.attention.manifest)
        self.assertEqual(metadata.decode.seq_lens.data_ptr(), passed["seq_lens"])
        self.assertEqual((out.data_ptr(), None), (passed["out"], lse))

    @unittest.skipIf(vllm_stand_ins.INSTALLED, "vLLM's own wants its configuration")
    def test_layers_that_no_kernel_computes_are_refused(self) -> None:
        taken = [16, 576, 0.1, 1, None, None, "auto", None, "decoder", None]
        for impl in (PaGenMlaImpl, PaGenSparseMlaImpl):
            for at, other in ((4, [0.5]), (5, 128), (7, 30.0), (8, "encoder")):
                given = [*taken[:at], other, *taken[at + 1 :]]
                with self.assertRaisesRegex(NotImplementedError, f"^{impl.backend} has no "):
                    impl(*given, kv_lora_rank=512, qk_rope_head_dim=64)
            made = impl(*taken, kv_lora_rank=512, qk_rope_head_dim=64)
            with self.assertRaisesRegex(RuntimeError, f"^{impl.backend}: .* prepares layers"):
                made._prepared()

    def test_graphs_are_for_decodes_with_as_many_drafts_as_kernels_take(self) -> None:
        for drafts, support in ((0, "UNIFORM_BATCH"), (15, "UNIFORM_BATCH"), (16, "NEVER")):
            found = MetadataBuilder.get_cudagraph_support(config({}, drafts), None)
            self.assertIs(AttentionCGSupport[support], found)

    @unittest.skipUnless(vllm_stand_ins.INSTALLED, "vLLM is not installed")
    def test_they_are_held_to_vllms(self) -> None:
        from vllm.v1.attention import backend
        from vllm.v1.attention.backends.registry import AttentionBackendEnum

        from pa_gen.vllm import register

        register()
        register()
        self.assertIs(PaGenMlaBackend, AttentionBackendEnum[NAME].get_class())
        for base, made in (
            (backend.AttentionBackend, PaGenMlaBackend),
            (backend.MLAAttentionImpl, PaGenMlaImpl),
            (backend.AttentionMetadataBuilder, MetadataBuilder),
        ):
            self.assertFalse(inspect.isabstract(made), getattr(made, "__abstractmethods__", ()))
            for name, method in inspect.getmembers(base, inspect.isroutine):
                if name.startswith("__") and name != "__init__":
                    continue
                self.assertEqual([], missing(method, getattr(made, name)), f"{made}.{name}")
        self.assertFalse(PaGenMlaBackend.supports_dcp())
        self.assertFalse(PaGenMlaBackend.supports_pcp())
        self.assertTrue(PaGenMlaBackend.is_mla())


if __name__ == "__main__":
    unittest.main()
