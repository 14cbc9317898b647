"""vLLM's classes: on its own where it is installed, and on stand-ins for the few names elsewhere."""

import inspect
import json
import random
import shutil
import tempfile
import unittest
from pathlib import Path
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

from vllm.model_executor.layers.quantization.utils.quant_utils import (  # noqa: E402
    kFp8StaticTensorSym,
)
from vllm.v1.attention.backend import AttentionCGSupport, CommonAttentionMetadata  # noqa: E402
from vllm.v1.attention.backends.triton_attn import (  # noqa: E402
    TritonAttentionImpl,
    TritonAttentionMetadata,
    TritonAttentionMetadataBuilder,
)
from vllm.v1.kv_cache_layout import KVCacheLayout  # noqa: E402

from pa_gen.vllm.backend import PaGenBackend  # noqa: E402
from pa_gen.vllm.found import block_sizes  # noqa: E402
from pa_gen.vllm.impl import PaGenImpl  # noqa: E402
from pa_gen.vllm.metadata import PaGenMetadata, PaGenMetadataBuilder  # noqa: E402

BLOCK = 16
MAX_CONTEXT = 2048


def config(layers: dict[str, Any], drafts: int = 0) -> Any:
    """What is read of vLLM's configuration."""
    return SimpleNamespace(
        model_config=SimpleNamespace(dtype=torch.bfloat16, max_model_len=MAX_CONTEXT),
        cache_config=SimpleNamespace(kv_cache_layout="LBHNC"),
        scheduler_config=SimpleNamespace(max_num_seqs=64),
        compilation_config=SimpleNamespace(static_forward_context=layers),
        parallel_config=SimpleNamespace(decode_context_parallel_size=1),
        use_v2_model_runner=True,
        speculative_config=SimpleNamespace(num_speculative_tokens=drafts, parallel_drafting=False)
        if drafts
        else None,
    )


def engines_builder(self: Any, spec: Any, names: Any, vllm_config: Any, device: Any) -> None:
    """In place of the engine's builder's own beginning, which wants all of a configuration."""
    self.kv_cache_spec, self.layer_names = spec, names
    self.vllm_config, self.device = vllm_config, device
    self.seq_threshold_3D = self.num_par_softmax_segments = self.max_seqs_64_segments = 0
    self.softmax_segm_output = self.softmax_segm_max = self.softmax_segm_expsum = None
    self.rswa_window = None


def builder(layers: dict[str, Any], drafts: int = 0) -> PaGenMetadataBuilder:
    spec = SimpleNamespace(block_size=BLOCK)
    with mock.patch.object(TritonAttentionMetadataBuilder, "__init__", engines_builder):
        return PaGenMetadataBuilder(spec, list(layers), config(layers, drafts), "cpu")


class Prepared:
    """A layer that notes what it is prepared for."""

    def prepare(self, batching: Any) -> None:
        self.batching = batching


def common(
    query_lens: list[int], lengths: list[int], pad: int = 0, pad_tokens: int = 0
) -> CommonAttentionMetadata:
    """A batch as the model runner makes it: rows and tokens that only pad it come last."""
    requests = len(query_lens) + pad
    starts = [0]
    for n in query_lens + [0] * pad:
        starts.append(starts[-1] + n)
    tokens = starts[-1] + pad_tokens
    blocks = MAX_CONTEXT // BLOCK
    table = torch.randint(-(2**31), 2**31 - 1, (requests, blocks), dtype=torch.int32)
    return CommonAttentionMetadata(
        query_start_loc=torch.tensor(starts, dtype=torch.int32),
        query_start_loc_cpu=torch.tensor(starts, dtype=torch.int32),
        seq_lens=torch.tensor(lengths + [0] * pad, dtype=torch.int32),
        num_reqs=requests,
        num_actual_tokens=tokens,
        max_query_len=max(query_lens, default=0),
        max_seq_len=max(lengths, default=0),
        block_table_tensor=table,
        slot_mapping=torch.arange(tokens),
    )


class Builder(unittest.TestCase):
    def setUp(self) -> None:
        self.layer = Prepared()
        self.layers = {"model.0": SimpleNamespace(impl=self.layer)}

    def test_prepares_layers_for_what_the_engine_has(self) -> None:
        built = builder(self.layers, drafts=2)
        batching = self.layer.batching
        self.assertEqual((3, 3), (built.reorder_batch_threshold, batching.q_len))
        self.assertEqual((16, True), (batching.page_size, batching.heads_outside))
        self.assertEqual((64, MAX_CONTEXT), (batching.max_sequences, batching.max_context))

    def test_graphs_are_for_decodes_with_as_many_drafts_as_kernels_take(self) -> None:
        def support(drafts: int) -> Any:
            return PaGenMetadataBuilder.get_cudagraph_support(config({}, drafts), None)

        self.assertIs(AttentionCGSupport.UNIFORM_BATCH, support(0))
        self.assertIs(AttentionCGSupport.UNIFORM_BATCH, support(15))
        self.assertIs(AttentionCGSupport.NEVER, support(16))
        longest = PaGenMetadataBuilder.get_varlen_cudagraph_max_query_len(config({}, 3), None)
        self.assertEqual(4, longest)

    def test_more_drafts_than_kernels_take_are_prefills(self) -> None:
        built = builder(self.layers, drafts=30)
        self.assertEqual((16, 16), (built.q_len, built.reorder_batch_threshold))

    def test_capture_is_for_the_longest_context(self) -> None:
        metadata = builder(self.layers).build_for_cudagraph_capture(common([1, 1], [9, 9]))
        self.assertEqual((2, MAX_CONTEXT), (metadata.decode_tokens, metadata.context))
        self.assertTrue(metadata.pads)
        self.assertEqual([1, 1], metadata.table["seq_lens"].tolist())

    def test_what_is_not_causal_is_the_engines(self) -> None:
        batch = common([1, 1], [9, 9])
        batch.causal = torch.zeros(2, dtype=torch.bool)
        metadata = builder(self.layers).build(0, batch)
        self.assertEqual((0, None), (metadata.decode_tokens, metadata.prefill))

    def test_1000_padded_batches(self) -> None:
        draw = random.Random(5)
        torch.manual_seed(5)
        for _ in range(1000):
            drafts = draw.choice([0, 0, 1, 3])
            decodes = [draw.randint(1, 1 + drafts) for _ in range(draw.randint(0, 9))]
            prefills = [draw.randint(2 + drafts, 90) for _ in range(draw.choice([0, 0, 1, 4]))]
            pad = 0 if prefills else draw.choice([0, 1, 7])
            lengths = [n + draw.randint(0, 400) for n in decodes + prefills]
            if not lengths:
                continue
            pad_tokens = pad if drafts == 0 else pad * (1 + drafts)
            batch = common(decodes + prefills, lengths, pad, pad_tokens)
            self.check(builder(self.layers, drafts), batch, decodes, prefills, pad, drafts)

    def check(
        self,
        built: PaGenMetadataBuilder,
        batch: CommonAttentionMetadata,
        decodes: list[int],
        prefills: list[int],
        pad: int,
        drafts: int,
    ) -> None:
        metadata = built.build(0, batch)
        self.assertIsInstance(metadata, TritonAttentionMetadata)
        self.assertIs(batch.block_table_tensor, metadata.block_table)
        rows = len(decodes) + pad
        tokens = sum(decodes)
        if not decodes:
            self.assertEqual((0, None), (metadata.decode_tokens, metadata.prefill))
            return
        self.assertEqual(batch.num_actual_tokens - sum(prefills), metadata.decode_tokens)
        table = metadata.table
        self.assertEqual((rows, MAX_CONTEXT // BLOCK), table["block_table"].shape)
        self.assertEqual(batch.block_table_tensor.data_ptr(), table["block_table"].data_ptr())
        self.assertEqual(batch.seq_lens[:rows].tolist(), table["seq_lens"].tolist())
        self.assertEqual(drafts > 0, "query_start_loc" in table)
        if drafts:
            starts = table["query_start_loc"]
            self.assertEqual(batch.query_start_loc.data_ptr(), starts.data_ptr())
            self.assertEqual((rows + 1, tokens), (len(starts), int(starts[-1])))
        self.assertEqual(pad > 0, metadata.pads)
        self.assertGreaterEqual(metadata.context, batch.max_seq_len)
        self.assertLessEqual(metadata.context, MAX_CONTEXT)
        rest = metadata.prefill
        if not prefills:
            self.assertIsNone(rest)
            return
        self.assertEqual(sum(prefills), rest.num_actual_tokens)
        starts = [0]
        for n in prefills:
            starts.append(starts[-1] + n)
        self.assertEqual(starts, rest.query_start_loc.tolist())
        self.assertEqual(batch.seq_lens[len(decodes) :].tolist(), rest.seq_lens.tolist())
        self.assertEqual(
            batch.block_table_tensor[len(decodes) :].tolist(), rest.block_table.tolist()
        )
        self.assertEqual(list(range(tokens, tokens + sum(prefills))), rest.slot_mapping.tolist())


class Impl(unittest.TestCase):
    def setUp(self) -> None:
        self.kernels = pa_gen.load(KERNELS, driver=cpu(), generate=False)
        self.engine = mock.Mock(side_effect=lambda *given: given[6])
        self.layer = SimpleNamespace(_k_scale=torch.tensor(0.5), _v_scale=torch.tensor(0.25))

    def impl(self, drafts: int = 0, **given: Any) -> tuple[PaGenImpl, PaGenMetadataBuilder]:
        made = PaGenImpl(6, 128, 128**-0.5, 2, **given)
        with mock.patch("pa_gen.vllm.impl.kernels", lambda: self.kernels):
            return made, builder({"0": SimpleNamespace(impl=made)}, drafts)

    def forward(self, made: PaGenImpl, metadata: Any, tokens: int) -> list[Any]:
        self.query = torch.zeros(tokens, 6, 128, dtype=torch.bfloat16)
        self.key = torch.zeros(tokens, 2, 128, dtype=torch.bfloat16)
        self.cache = torch.zeros(10, 2, 16, 256, dtype=torch.bfloat16)
        self.output = torch.full_like(self.query, float("nan"))
        with noted() as launches, mock.patch.object(TritonAttentionImpl, "forward", self.engine):
            found = made.forward(
                self.layer, self.query, self.key, self.key, self.cache, metadata, self.output
            )
        self.assertIs(self.output, found)
        assert made._decoder is not None
        manifest = made._decoder._plans.attention.manifest
        return [launch.named(manifest) for launch in launches]

    def test_decodes_are_ours(self) -> None:
        made, built = self.impl()
        metadata = built.build(0, common([1, 1, 1], [5, 9, 40], pad=2, pad_tokens=2))
        (passed,) = self.forward(made, metadata, 5)
        self.assertEqual(self.query.data_ptr(), passed["query"])
        self.assertEqual(self.output.data_ptr(), passed["out"])
        self.assertEqual(metadata.seq_lens.data_ptr(), passed["seq_lens"])
        self.assertEqual(MAX_CONTEXT // BLOCK, passed["block_table_stride"])
        self.engine.assert_not_called()

    def test_the_rest_is_the_engines(self) -> None:
        made, built = self.impl()
        metadata = built.build(0, common([1, 1, 20], [5, 9, 40]))
        self.assertEqual(1, len(self.forward(made, metadata, 22)))
        layer, query, key, value, cache, rest, output, scale = self.engine.call_args.args
        self.assertIsNone(scale)
        self.assertIs(self.layer, layer)
        self.assertIs(self.cache, cache)
        self.assertIs(metadata.prefill, rest)
        for part, whole in ((query, self.query), (key, self.key), (output, self.output)):
            self.assertEqual(20, part.shape[0])
            self.assertEqual(whole[2:].data_ptr(), part.data_ptr())
        self.assertEqual(key.data_ptr(), value.data_ptr())

    def test_a_layer_that_reads_anothers_cache_has_no_keys(self) -> None:
        made, built = self.impl()
        metadata = built.build(0, common([1, 20], [5, 40]))
        query = torch.zeros(21, 6, 128, dtype=torch.bfloat16)
        cache = torch.zeros(10, 2, 16, 256, dtype=torch.bfloat16)
        with mock.patch.object(TritonAttentionImpl, "forward", self.engine), noted():
            made.forward(self.layer, query, None, None, cache, metadata, torch.zeros_like(query))
        self.assertEqual((None, None), self.engine.call_args.args[2:4])

    def test_prefills_alone_and_profiling_are_the_engines(self) -> None:
        made, built = self.impl()
        metadata = built.build(0, common([20, 30], [20, 40]))
        for given in (metadata, None):
            self.engine.reset_mock()
            self.assertEqual([], self.forward(made, given, 50))
            self.assertIs(given, self.engine.call_args.args[5])
            self.assertEqual(50, self.engine.call_args.args[1].shape[0])

    def test_rows_of_no_request_become_zeros(self) -> None:
        made, built = self.impl(drafts=2)
        metadata = built.build(0, common([3, 1], [5, 9], pad=1, pad_tokens=5))
        (passed,) = self.forward(made, metadata, 9)
        self.assertEqual(metadata.query_start_loc.data_ptr(), passed["query_start_loc"])
        self.assertEqual(0, int(torch.count_nonzero(self.output)))
        metadata = built.build(0, common([3, 1], [5, 9]))
        self.forward(made, metadata, 4)
        self.assertTrue(bool(self.output.isnan().all()))

    def test_8_bit_caches_have_the_layers_scales(self) -> None:
        made, built = self.impl(kv_cache_dtype="fp8", sliding_window=512)
        metadata = built.build(0, common([1], [5]))
        query = torch.zeros(1, 6, 128, dtype=torch.bfloat16)
        cache = torch.zeros(10, 2, 16, 256, dtype=torch.float8_e4m3fn)
        with noted() as launches:
            made.forward(self.layer, query, query, query, cache, metadata, query.clone())
        passed = launches[0].named(made._decoder._plans.attention.manifest)
        self.assertEqual(self.layer._k_scale.data_ptr(), passed["k_scale"])
        self.assertEqual(self.layer._v_scale.data_ptr(), passed["v_scale"])
        self.assertFalse(made.supports_quant_query_input)

    def test_outputs_of_8_bits_have_a_kernel_of_their_own(self) -> None:
        with mock.patch.dict("os.environ", {"PA_GEN_KERNELS": "no such folder"}):
            self.assertFalse(self.impl()[0].fused_output_quant_supported(kFp8StaticTensorSym))
        with mock.patch.dict("os.environ", {"PA_GEN_KERNELS": str(KERNELS)}):
            made, built = self.impl()
            self.assertTrue(made.fused_output_quant_supported(kFp8StaticTensorSym))
            self.assertFalse(made.fused_output_quant_supported(None))
        metadata = built.build(0, common([1, 20], [5, 40]))
        query = torch.zeros(21, 6, 128, dtype=torch.bfloat16)
        cache = torch.zeros(10, 2, 16, 256, dtype=torch.bfloat16)
        out = torch.zeros(21, 6, 128).to(torch.float8_e4m3fn)
        scale = torch.ones(1, 1)
        with (
            noted() as launches,
            mock.patch.object(TritonAttentionImpl, "forward", self.engine),
        ):
            made.forward(self.layer, query, query, query, cache, metadata, out, scale)
        manifest = made._quantising._plans.attention.manifest
        passed = launches[0].named(manifest)
        self.assertEqual("vllm-fp8-out-sm_90", manifest.path.stem)
        self.assertEqual((out.data_ptr(), scale.data_ptr()), (passed["out"], passed["out_scale"]))
        self.assertIs(scale, self.engine.call_args.args[7])

    def test_a_layer_without_a_kernel_is_said_at_the_start(self) -> None:
        with self.assertRaisesRegex(pa_gen.MissingKernelError, "--soft-cap 30.0"):
            self.impl(logits_soft_cap=30.0)


class Backend(unittest.TestCase):
    def test_blocks_are_those_of_the_kernels_in_the_folder(self) -> None:
        with mock.patch.dict("os.environ", {"PA_GEN_KERNELS": str(KERNELS)}):
            self.assertEqual([16], block_sizes())
            self.assertTrue(PaGenBackend.supports_block_size(544))
            self.assertFalse(PaGenBackend.supports_block_size(24))
        with mock.patch.dict("os.environ", {"PA_GEN_KERNELS": "no such folder"}):
            self.assertEqual([16], PaGenBackend.get_supported_kernel_block_sizes())

    def test_batch_invariance_is_that_of_the_kernels_in_the_folder(self) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            with mock.patch.dict("os.environ", {"PA_GEN_KERNELS": scratch}):
                self.assertFalse(PaGenBackend.supports_batch_invariance())
                shutil.copy(KERNELS / "write-ragged-sm_90.json", scratch)
                document = json.loads((KERNELS / "vllm-sm_90.json").read_text())
                for name, size, invariant in (("a", 1024, True), ("b", 0, False)):
                    document["planner"]["partition_size"] = size
                    Path(scratch, f"{name}.json").write_text(json.dumps(document))
                    self.assertEqual(invariant, PaGenBackend.supports_batch_invariance())

    def test_layouts_are_those_with_fixed_strides(self) -> None:
        layouts = PaGenBackend.supported_kv_cache_layouts()
        self.assertIs(KVCacheLayout.LBHNC, layouts[0])
        self.assertNotIn("LHBNC", [layout.name for layout in layouts])

    def test_what_no_kernel_computes_is_refused(self) -> None:
        self.assertFalse(PaGenBackend.supports_head_size(72))
        self.assertTrue(PaGenBackend.supports_attn_type("decoder"))
        self.assertFalse(PaGenBackend.supports_attn_type("encoder_decoder"))
        self.assertNotIn("int8_per_token_head", PaGenBackend.supported_kv_cache_dtypes)
        capability = SimpleNamespace(major=9, minor=0)
        self.assertTrue(PaGenBackend.supports_compute_capability(capability))
        self.assertFalse(
            PaGenBackend.supports_compute_capability(SimpleNamespace(major=7, minor=5))
        )


@unittest.skipUnless(vllm_stand_ins.INSTALLED, "vLLM is not installed")
class AgainstVllm(unittest.TestCase):
    """The backend is held to the classes of the vLLM that is installed."""

    def test_it_is_registered(self) -> None:
        from vllm.v1.attention.backends.registry import AttentionBackendEnum

        from pa_gen.vllm import register

        register()
        self.assertIs(PaGenBackend, AttentionBackendEnum.CUSTOM.get_class())
        self.assertIs(AttentionBackendEnum.CUSTOM, AttentionBackendEnum[PaGenBackend.get_name()])

    def test_no_method_is_left_abstract(self) -> None:
        for made in (PaGenBackend, PaGenImpl, PaGenMetadataBuilder):
            self.assertFalse(inspect.isabstract(made), getattr(made, "__abstractmethods__", ()))

    def test_methods_take_what_the_engine_gives(self) -> None:
        from vllm.v1.attention import backend

        for base, made in (
            (backend.AttentionBackend, PaGenBackend),
            (backend.AttentionImpl, PaGenImpl),
            (backend.AttentionMetadataBuilder, PaGenMetadataBuilder),
        ):
            for name, method in inspect.getmembers(base, inspect.isroutine):
                if name.startswith("__") and name != "__init__":
                    continue
                self.assertEqual([], missing(method, getattr(made, name)), f"{made}.{name}")

    def test_a_configuration_is_valid_or_has_reasons(self) -> None:
        from vllm.platforms.interface import DeviceCapability

        given: dict[str, Any] = {
            "head_size": 128,
            "dtype": torch.bfloat16,
            "kv_cache_dtype": "fp8",
            "block_size": 16,
            "use_mla": False,
            "has_sink": True,
            "use_sparse": False,
            "use_mm_prefix": False,
            "use_per_head_quant_scales": False,
            "device_capability": DeviceCapability(9, 0),
            "attn_type": "decoder",
            "has_sliding_window": True,
        }
        self.assertEqual([], PaGenBackend.validate_configuration(**given))
        for name, value in (
            ("use_mla", True),
            ("use_dcp", True),
            ("use_batch_invariant", True),
            ("use_non_causal", True),
            ("use_rswa", True),
            ("head_size", 72),
            ("dtype", torch.float32),
            ("attn_type", "encoder_only"),
        ):
            with self.subTest(name):
                self.assertTrue(PaGenBackend.validate_configuration(**{**given, name: value}))

    def test_metadata_is_the_engines_and_more(self) -> None:
        self.assertTrue(issubclass(PaGenMetadata, TritonAttentionMetadata))


def missing(base: Any, made: Any) -> list[str]:
    """Parameters of a method that another in its place does not take."""
    parameters = inspect.signature(made).parameters
    takes = {name.lstrip("_") for name in parameters}
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values()):
        return []
    return [
        name
        for name, parameter in inspect.signature(base).parameters.items()
        if parameter.kind not in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
        and name not in takes
        and name not in ("self", "cls")
    ]


if __name__ == "__main__":
    unittest.main()
