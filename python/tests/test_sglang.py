"""SGLang's classes: its own where it is installed, and stand-ins for the few names elsewhere."""

import inspect
import math
import random
import unittest
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pa_gen

from .fake import KERNELS, cpu, noted

try:
    import torch

    from . import sglang_stand_ins
except ImportError as problem:
    raise unittest.SkipTest(str(problem)) from problem

sglang_stand_ins.install()

from sglang.srt.mem_cache.swa_memory_pool import SWAKVPool  # noqa: E402

from pa_gen.sglang import backend  # noqa: E402
from pa_gen.sglang.backend import PaGenAttnBackend  # noqa: E402
from pa_gen.sglang.kernel import spec  # noqa: E402

CONTEXT = 512
TOKENS = 4000
REQUESTS = 40


class Translator:
    """Lists tokens as SGLang's does: by a request's row of req_to_token."""

    def __init__(self) -> None:
        torch.manual_seed(3)
        self.req_to_token = torch.randint(0, TOKENS, (REQUESTS, CONTEXT), dtype=torch.int32)

    window_kv_kind = "window"

    def pack_read_stream(
        self,
        plan: Any,
        *,
        req_pool_indices: Any,
        seq_lens: Any,
        indptr: Any,
        out: Any,
        kv_start_idx: Any = None,
        kind: Any = None,
        token_mapping: Any = None,
    ) -> None:
        for row, (request, n) in enumerate(zip(req_pool_indices.tolist(), seq_lens.tolist())):
            begin = int(indptr[row])
            first = 0 if kv_start_idx is None else int(kv_start_idx[row])
            found = self.req_to_token[request, first : first + n]
            if token_mapping is not None:
                assert kind == self.window_kv_kind
                found = token_mapping[found.long()].int()
            out[begin : begin + n] = found

    def write_ids(self, forward_batch: Any, kind: Any) -> torch.Tensor:
        return forward_batch.out_cache_loc + 1000


class Pool:
    """A cache of one layer, which notes what is written."""

    def __init__(self, dtype: torch.dtype) -> None:
        self.keys, self.values = (torch.zeros(TOKENS, 2, 128).to(dtype) for _ in range(2))
        self.written: list[Any] = []

    def get_key_buffer(self, layer_id: int) -> torch.Tensor:
        return self.keys

    def get_value_buffer(self, layer_id: int) -> torch.Tensor:
        return self.values

    def set_kv_buffer(self, *given: Any) -> None:
        self.written.append(given)


class WindowPool(Pool, SWAKVPool):
    """With sliding layers in a pool of their own."""

    def __init__(self) -> None:
        Pool.__init__(self, torch.bfloat16)
        self.full_to_swa_index_mapping = torch.randperm(TOKENS)


def runner(dtype: torch.dtype = torch.bfloat16, **changed: Any) -> Any:
    return SimpleNamespace(
        **{
            "token_to_kv_pool": Pool(dtype),
            "use_mla_backend": False,
            "model_config": SimpleNamespace(is_encoder_decoder=False, context_len=CONTEXT),
            "kv_index_translator": Translator(),
            "kv_cache_dtype": dtype,
            "device": "cpu",
            "sliding_window_size": 31,
            "req_to_token_pool": SimpleNamespace(size=REQUESTS),
            **changed,
        }
    )


def layer(**changed: Any) -> Any:
    return SimpleNamespace(
        **{
            "layer_id": 7,
            "tp_q_head_num": 6,
            "tp_k_head_num": 2,
            "qk_head_dim": 128,
            "v_head_dim": 128,
            "scaling": 1 / math.sqrt(128),
            "logit_cap": 0.0,
            "logit_capping_method": "tanh",
            "sliding_window_size": -1,
            "is_cross_attention": False,
            "k_scale": None,
            "v_scale": None,
            **changed,
        }
    )


def batch(lengths: list[int], decode: bool = True, **changed: Any) -> Any:
    n = len(lengths)
    return SimpleNamespace(
        **{
            "batch_size": n,
            "seq_lens": torch.tensor(lengths, dtype=torch.int64),
            "seq_lens_cpu": torch.tensor(lengths, dtype=torch.int64),
            "seq_lens_sum": sum(lengths),
            "req_pool_indices": torch.randperm(REQUESTS)[:n],
            "out_cache_loc": torch.arange(n),
            "out_cache_loc_is_physical": True,
            "kv_loc_plan": None,
            "spec_info": None,
            "forward_mode": SimpleNamespace(is_decode_or_idle=lambda: decode),
            **changed,
        }
    )


class Decode(unittest.TestCase):
    def setUp(self) -> None:
        kernels = pa_gen.load(KERNELS, driver=cpu(), generate=False)
        for name, instead in (
            ("kernels", lambda: kernels),
            ("get_parallel", sglang_stand_ins.get_parallel),
        ):
            patch = mock.patch.object(backend, name, instead)
            patch.start()
            self.addCleanup(patch.stop)
        self.made = PaGenAttnBackend(runner())
        self.fp8 = PaGenAttnBackend(runner(torch.float8_e4m3fn))

    def decode(self, made: Any, forward_batch: Any, of: Any, **given: Any) -> dict[str, int]:
        n = forward_batch.batch_size
        self.query = torch.zeros(n, 6 * 128, dtype=torch.bfloat16)
        key = torch.zeros(n, 2, 128, dtype=torch.bfloat16)
        with noted() as launches:
            self.out = made.forward_decode(self.query, key, key, of, forward_batch, **given)
        (launch,) = launches
        (plans,) = made._plans.values()
        return launch.named(plans.attention.manifest)

    def test_every_argument_is_passed(self) -> None:
        forward_batch = batch([5, 1, 300])
        self.made.init_forward_metadata(forward_batch)
        passed = self.decode(self.made, forward_batch, layer())
        table = self.made.forward_metadata.table
        pool = self.made.token_to_kv_pool
        (plans,) = self.made._plans.values()
        plan = plans.plan(3, 300)
        workspace = {k: v for k, v in passed.items() if k.startswith(("partial_", "arrivals"))}
        self.assertEqual(
            {
                "query": self.query.data_ptr(),
                "key_cache": pool.keys.data_ptr(),
                "value_cache": pool.values.data_ptr(),
                **{name: tensor.data_ptr() for name, tensor in table.items()},
                "out": self.out.data_ptr(),
                "query_stride": 768,
                "out_stride": 768,
                "kv_page_stride": 256,
                "partition_size": plan.partition_size,
                "max_partitions": plan.max_partitions,
                **workspace,
            },
            passed,
        )
        self.assertEqual((3, 768), self.out.shape)

    def test_new_tokens_are_written_first(self) -> None:
        forward_batch = batch([5])
        self.made.init_forward_metadata(forward_batch)
        self.decode(self.made, forward_batch, layer())
        ((of, where, keys, values),) = self.made.token_to_kv_pool.written
        self.assertIs(forward_batch.out_cache_loc, where.loc)
        self.decode(self.made, forward_batch, layer(), save_kv_cache=False)
        self.assertEqual(1, len(self.made.token_to_kv_pool.written))

    def test_1000_batches_are_listed(self) -> None:
        draw = random.Random(7)
        self.made.init_cuda_graph_state(REQUESTS, REQUESTS)
        for i in range(1000):
            lengths = [draw.randint(0, 90) for _ in range(draw.randint(1, 9))]
            forward_batch = batch(lengths)
            if i % 2:
                self.made.init_forward_metadata_out_graph(forward_batch, in_capture=True)
                self.assertEqual(CONTEXT, self.made.forward_metadata.context)
            else:
                self.made.init_forward_metadata(forward_batch)
                self.assertEqual(max(lengths), self.made.forward_metadata.context)
            table = self.made.forward_metadata.table
            begin = 0
            for row, n in enumerate(lengths):
                self.assertEqual(begin, int(table["kv_indptr"][row]))
                found = table["kv_page_indices"][begin : begin + n]
                request = int(forward_batch.req_pool_indices[row])
                listed = self.made.kv_index_translator.req_to_token[request, :n]
                self.assertTrue(torch.equal(listed, found))
                begin += n
            self.assertEqual(begin, int(table["kv_indptr"][-1]))
            self.assertEqual([1] * len(lengths), table["kv_last_page_len"].tolist())

    def test_a_replay_finds_its_tokens_where_the_capture_did(self) -> None:
        self.made.init_cuda_graph_state(4, 4)
        self.made.init_forward_metadata_out_graph(batch([1, 1]), in_capture=True)
        captured = self.made.forward_metadata.table
        self.made.init_forward_metadata_out_graph(batch([9, 30]))
        self.assertIs(captured, self.made.forward_metadata.table)
        self.assertEqual([0, 9, 39], captured["kv_indptr"].tolist())
        self.assertEqual(torch.int32, captured["kv_page_indices"].dtype)

    def test_sliding_layers_may_have_a_pool_of_their_own(self) -> None:
        pool = WindowPool()
        made = PaGenAttnBackend(runner(token_to_kv_pool=pool))
        made.init_cuda_graph_state(4, 4)
        made.init_forward_metadata_out_graph(batch([1, 1]), in_capture=True)
        captured = made.forward_metadata
        for is_graph in (False, True):
            forward_batch = batch([9, 300])
            if is_graph:
                made.forward_metadata = captured
                made.init_forward_metadata_out_graph(forward_batch)
            else:
                made.init_forward_metadata(forward_batch)
            metadata = made.forward_metadata
            window = metadata.window_table
            self.assertEqual([0, 9, 41], window["kv_indptr"].tolist())
            request = int(forward_batch.req_pool_indices[1])
            last = made.kv_index_translator.req_to_token[request, 268:300].long()
            mapped = pool.full_to_swa_index_mapping[last]
            self.assertEqual(mapped.tolist(), window["kv_page_indices"][9:41].tolist())
            self.assertEqual([0, 9, 309], metadata.table["kv_indptr"].tolist())
            for slides, table in ((31, window), (-1, metadata.table)):
                of = layer(layer_id=slides, sliding_window_size=slides)
                pool.written.clear()
                self.launch(made, forward_batch, of, table)
                ((_, where, _, _),) = pool.written
                self.assertEqual([1000, 1001], where.swa_loc.tolist())

    def launch(self, made: Any, forward_batch: Any, of: Any, table: Any) -> None:
        query = torch.zeros(2, 6 * 128, dtype=torch.bfloat16)
        key = torch.zeros(2, 2, 128, dtype=torch.bfloat16)
        with noted() as launches:
            made.forward_decode(query, key, key, of, forward_batch)
        manifest = made._decoders[of.layer_id, False]._plans.attention.manifest
        passed = launches[0].named(manifest)
        for name, tensor in table.items():
            self.assertEqual(tensor.data_ptr(), passed[name])

    def test_lengths_that_only_the_device_knows(self) -> None:
        forward_batch = batch([5, 9], seq_lens_cpu=None, seq_lens_sum=None)
        self.made.init_forward_metadata(forward_batch)
        self.assertEqual(CONTEXT, self.made.forward_metadata.context)
        self.assertEqual(2 * CONTEXT, len(self.made.forward_metadata.table["kv_page_indices"]))

    def test_8_bit_caches_have_the_layers_scales(self) -> None:
        scales = {"k_scale": torch.tensor(0.5), "v_scale": torch.tensor([0.25])}
        sinks = torch.zeros(6, dtype=torch.bfloat16)
        forward_batch = batch([5])
        self.fp8.init_forward_metadata(forward_batch)
        passed = self.decode(self.fp8, forward_batch, layer(**scales), sinks=sinks)
        for name, scale in scales.items():
            self.assertEqual(scale.data_ptr(), passed[name])
        self.assertNotEqual(sinks.data_ptr(), passed["sinks"])
        written = self.fp8.token_to_kv_pool.written[0]
        self.assertEqual(list(scales.values()), list(written[4:]))
        passed = self.decode(self.fp8, forward_batch, layer(layer_id=8), sinks=sinks)
        self.assertEqual(passed["k_scale"], passed["v_scale"])

    def test_what_is_no_decode_is_the_other_backends(self) -> None:
        with self.assertRaisesRegex(NotImplementedError, "another --prefill-attention-backend"):
            self.made.init_forward_metadata(batch([5], decode=False))
        with self.assertRaisesRegex(NotImplementedError, "another --prefill-attention-backend"):
            self.made.forward_extend(None, None, None, layer(), batch([5]))
        with self.assertRaisesRegex(NotImplementedError, "drafts"):
            self.made.init_forward_metadata(batch([5], spec_info=object()))

    def test_a_kernel_is_that_of_generate_for_sglang(self) -> None:
        kernels = pa_gen.load(KERNELS, driver=cpu(), generate=False)
        asked = spec(layer(), torch.bfloat16, torch.bfloat16)
        self.assertEqual("sglang-sm_90", kernels.for_spec(**asked).manifest.path.stem)
        asked = spec(layer(), torch.bfloat16, torch.float8_e4m3fn, True)
        self.assertEqual("sglang-fp8-sm_90", kernels.for_spec(**asked).manifest.path.stem)
        window = spec(layer(sliding_window_size=127), torch.bfloat16, torch.bfloat16, False)
        self.assertEqual(128, window["window"])
        values = spec(layer(v_head_dim=64), torch.bfloat16, torch.bfloat16, False)
        self.assertEqual((128, 64), (values["head_size"], values["value_size"]))

    def test_what_no_kernel_computes_is_refused(self) -> None:
        for changed, why in (
            ({"is_cross_attention": True}, "cross attention"),
            ({"xai_temperature_len": 1024}, "a temperature by position"),
            ({"logit_capping_method": "other"}, "the cap other"),
        ):
            with self.assertRaisesRegex(ValueError, f"layer 7 has {why}"):
                spec(layer(**changed), torch.bfloat16, torch.bfloat16, False)
        with self.assertRaisesRegex(ValueError, "no kernel of pa-gen reads a cache of int8"):
            spec(layer(), torch.bfloat16, torch.int8, False)
        forward_batch = batch([5])
        self.made.init_forward_metadata(forward_batch)
        with self.assertRaisesRegex(ValueError, "is given score_mod"):
            self.decode(self.made, forward_batch, layer(), score_mod=object())
        config = SimpleNamespace(is_encoder_decoder=True, context_len=CONTEXT)
        with self.assertRaisesRegex(ValueError, "does not serve an encoder and a decoder"):
            PaGenAttnBackend(runner(model_config=config))

    def test_mla_has_keys_alone(self) -> None:
        made = PaGenAttnBackend(runner(torch.float8_e4m3fn, use_mla_backend=True))
        made.token_to_kv_pool.keys = torch.zeros(TOKENS, 1, 576).to(torch.float8_e4m3fn)
        of = layer(
            tp_q_head_num=16,
            tp_k_head_num=1,
            qk_head_dim=576,
            v_head_dim=512,
            scaling=1 / 24,
            k_scale=torch.tensor(0.5),
        )
        forward_batch = batch([5, 9])
        made.init_forward_metadata(forward_batch)
        query = torch.zeros(2, 16 * 576, dtype=torch.bfloat16)
        key = torch.ones(2, 1, 576, dtype=torch.bfloat16)
        with noted() as launches:
            out = made.forward_decode(query, key, key[..., :512], of, forward_batch)
        (plans,) = made._plans.values()
        passed = launches[0].named(plans.attention.manifest)
        self.assertEqual("sglang-mla-sm_90", plans.attention.manifest.path.stem)
        self.assertEqual(made.token_to_kv_pool.keys.data_ptr(), passed["key_cache"])
        self.assertEqual(of.k_scale.data_ptr(), passed["k_scale"])
        self.assertEqual((2, 16 * 512), out.shape)
        ((_, _, written, _),) = made.token_to_kv_pool.written
        self.assertTrue(bool((written == 2).all()))
        self.assertTrue(bool((key == 1).all()))

    def test_it_is_registered_once(self) -> None:
        from sglang.srt.arg_groups.choices import ATTENTION_BACKEND_CHOICES
        from sglang.srt.layers.attention.attention_registry import ATTENTION_BACKENDS

        from pa_gen.sglang import create, register

        register()
        register()
        self.assertEqual(1, ATTENTION_BACKEND_CHOICES.count("pa_gen"))
        self.assertIs(create, ATTENTION_BACKENDS["pa_gen"])


@unittest.skipUnless(sglang_stand_ins.INSTALLED, "SGLang is not installed")
class AgainstSglang(unittest.TestCase):
    """The backend is held to the base class of the SGLang that is installed."""

    def test_no_method_is_left_abstract(self) -> None:
        self.assertFalse(inspect.isabstract(PaGenAttnBackend))

    def test_methods_take_what_the_engine_gives(self) -> None:
        from sglang.srt.layers.attention.base_attn_backend import AttentionBackend

        for name, made in vars(PaGenAttnBackend).items():
            base = getattr(AttentionBackend, name, None)
            if not inspect.isroutine(made) or base is None or name == "__init__":
                continue
            takes = inspect.signature(made).parameters
            for parameter in inspect.signature(base).parameters:
                self.assertIn(parameter, takes, name)

    def test_no_hook_of_the_engine_is_gone(self) -> None:
        from sglang.srt.layers.attention.base_attn_backend import AttentionBackend

        for name in (
            "init_forward_metadata",
            "init_forward_metadata_out_graph",
            "init_cuda_graph_state",
            "get_cuda_graph_seq_len_fill_value",
            "forward_decode",
            "forward_extend",
        ):
            self.assertTrue(hasattr(AttentionBackend, name), name)


if __name__ == "__main__":
    unittest.main()
