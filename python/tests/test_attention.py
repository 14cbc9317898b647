"""Launches on a GPU that only notes them."""

import gc
import json
import tempfile
import unittest
from pathlib import Path
from typing import Any, ClassVar

import pa_gen
from pa_gen import manifest
from pa_gen.checks import require_address

from .fake import KERNELS, Array, Tensor, alive, batch, cuda, fail_next, hip, noted

PLAIN = {"head_size": 128, "q_heads": 6, "kv_heads": 1, "dtype": "bf16", "page_size": 16}


class FiveLines(unittest.TestCase):
    def test_a_decode_step_on_either_driver(self) -> None:
        for driver in (cuda(), hip()):
            with self.subTest(driver=type(driver).__name__):
                tensors = batch(sequences=8)
                query, keys, values = (
                    tensors.pop(name) for name in ("query", "key_cache", "value_cache")
                )
                with noted() as launches:
                    kernels = pa_gen.load(KERNELS, driver=driver)
                    attention = kernels.for_spec(**PLAIN)
                    plan = attention.plan(sequences=8, max_context=4096)
                    out = attention(query, keys, values, **tensors, plan=plan, stream=5)
                self.assertIs(out, tensors["out"])
                [launch] = launches
                self.assertEqual("paged_attention_decode", launch.symbol)
                self.assertEqual(plan.grids[launch.symbol], launch.grid)
                self.assertEqual(5, launch.stream)
                self.assertGreater(plan.max_partitions, 1)
                arguments = attention.manifest.arguments
                self.assertEqual(0x1000, launch.long(arguments["query"].offset))
                self.assertEqual(0x7008, launch.long(arguments["out"].offset))
                self.assertEqual(6 * 128, launch.long(arguments["query_stride"].offset))
                self.assertEqual(16 * 128, launch.long(arguments["kv_page_stride"].offset))


class Addresses(unittest.TestCase):
    def test_only_what_may_be_empty_may_be_null(self) -> None:
        arguments = manifest.read(KERNELS / "vllm-ragged-sm_90.json").arguments
        for name in ("query", "out"):
            require_address(arguments[name], 0)
        with self.assertRaisesRegex(pa_gen.TensorError, "seq_lens is null; the kernel reads it"):
            require_address(arguments["seq_lens"], 0)
        with self.assertRaisesRegex(pa_gen.TensorError, "aligned to 16 bytes"):
            require_address(arguments["query"], 0x1008)


class Launches(unittest.TestCase):
    def setUp(self) -> None:
        self.driver = cuda()
        self.kernels = pa_gen.load(KERNELS, driver=self.driver)
        self.attention = self.kernels.for_spec(**PLAIN)
        self.plan = self.attention.plan(3, 4096)

    def test_new_addresses_take_the_place_of_old_ones(self) -> None:
        offset = self.attention.manifest.arguments["query"].offset
        with noted() as launches:
            launch = self.plan.prepare(**batch())
            for address in (0x8000, 0x9000):
                launch.set(query=Tensor(3, 6, 128, address=address))()
        self.assertEqual([0x8000, 0x9000], [each.long(offset) for each in launches])

    def test_a_stride_is_that_of_the_tensor_at_hand(self) -> None:
        offset = self.attention.manifest.arguments["query_stride"].offset
        with noted() as launches:
            launch = self.plan.prepare(**batch())
            launch()
            launch.set(query=Tensor(3, 6, 128, strides=(1024, 128, 1)))()
            launch.set(query=Tensor(3, 6, 128))()
        self.assertEqual([768, 1024, 768], [each.long(offset) for each in launches])

    def test_prepared_launches_do_not_share_arguments(self) -> None:
        offset = self.attention.manifest.arguments["out"].offset
        with noted() as launches:
            first = self.plan.prepare(**batch(out=Tensor(3, 6, 128, address=0x100)))
            second = self.plan.prepare(**batch(out=Tensor(3, 6, 128, address=0x200)))
            first()
            second()
        self.assertEqual([0x100, 0x200], [each.long(offset) for each in launches])

    def test_a_list_of_partitions_is_written_for_new_lengths_only(self) -> None:
        attention = pa_gen.Attention(KERNELS / "list-sm_90.json", self.driver)
        launch = attention.plan(3, 4096).prepare(**batch())
        with noted() as launches:
            launch()
            launch(lengths_changed=False)
        roles = [each.symbol.removeprefix("paged_attention_") for each in launches]
        self.assertEqual(["plan", "decode", "decode"], roles)

    def test_a_launch_makes_nothing(self) -> None:
        launch = self.plan.prepare(**batch())
        before = [alive(self.driver, kind) for kind in range(7)]
        launch()
        self.assertEqual(before, [alive(self.driver, kind) for kind in range(7)])

    def test_a_plan_shares_the_workspace_of_a_larger_one(self) -> None:
        smaller = self.attention.plan(2, 2048, workspace=self.plan.workspace)
        self.assertIs(smaller.workspace, self.plan.workspace)
        with self.assertRaisesRegex(pa_gen.TensorError, "bytes of partials, the plan takes"):
            self.attention.plan(300, 40960, workspace=self.plan.workspace)

    def test_one_workspace_serves_plans_of_all_sizes(self) -> None:
        workspace = self.attention.workspace(300, 4096)
        plans = [self.attention.plan(n, 4096, workspace=workspace) for n in range(1, 301)]
        self.assertGreater(plans[0].bytes["partials"], plans[-1].bytes["partials"])

    def test_what_nothing_refers_to_is_freed(self) -> None:
        del self.plan, self.attention, self.kernels
        gc.collect()
        buffers, modules = alive(self.driver, 0), alive(self.driver, 2)
        attention = pa_gen.Attention(KERNELS / "plain-sm_90.json", self.driver)
        plan = attention.plan(3, 4096)
        self.assertGreater(alive(self.driver, 2), modules)
        del attention, plan
        self.assertEqual((buffers, modules), (alive(self.driver, 0), alive(self.driver, 2)))

    def test_no_sequences_launch_nothing(self) -> None:
        with noted() as launches:
            self.attention.plan(0, 4096).prepare(**batch(0))()
        self.assertEqual([], launches)

    def test_arrays_of_cupy_and_plain_addresses_will_do(self) -> None:
        arguments = self.attention.manifest.arguments
        arrays = batch(
            kv_indptr=Array(4, typestr="<i4"),
            kv_page_indices=0x600,
            query=0x700,
            query_stride=1024,
        )
        with noted() as launches:
            self.plan.prepare(**arrays)()
        self.assertEqual(0x20000, launches[0].long(arguments["kv_indptr"].offset))
        self.assertEqual(0x700, launches[0].long(arguments["query"].offset))
        self.assertEqual(1024, launches[0].long(arguments["query_stride"].offset))

    def test_a_driver_that_refuses_is_named_with_its_words(self) -> None:
        launch = self.plan.prepare(**batch())
        fail_next(self.driver, "cuLaunchKernel", 716)
        with self.assertRaisesRegex(
            pa_gen.DriverError, r"cuLaunchKernel fails: misaligned address \(716\)"
        ):
            launch()

    def test_another_architecture_is_refused(self) -> None:
        with self.assertRaisesRegex(pa_gen.TensorError, "generate it with --arch sm_90"):
            pa_gen.Attention(KERNELS / "plain-gfx942.json", self.driver)

    def test_a_plan_of_another_kernel_is_refused(self) -> None:
        other = pa_gen.Attention(KERNELS / "plain-sm_90.json", self.driver)
        with self.assertRaisesRegex(pa_gen.TensorError, "another kernel"):
            other(**batch(), plan=self.plan)


def with_arguments(
    case: unittest.TestCase, others: dict[str, dict[str, Any]]
) -> pa_gen.Attention:
    """The plain kernel, of whose manifest the arguments of these names are others."""
    scratch = tempfile.TemporaryDirectory()
    case.addCleanup(scratch.cleanup)
    document = json.loads((KERNELS / "plain-sm_90.json").read_text())
    for kernel in document["kernels"]:
        for argument in kernel["arguments"]:
            argument.update(others.get(argument["name"], {}))
    path = Path(scratch.name) / "other.json"
    path.write_text(json.dumps(document))
    path.with_suffix(".co").write_bytes((KERNELS / "plain-sm_90.co").read_bytes())
    return pa_gen.Attention(path, cuda())


class OtherTables(unittest.TestCase):
    """Kernels that take a block table, lengths and ragged queries: by the manifest alone."""

    TABLES: ClassVar[dict[str, dict[str, str]]] = {
        "kv_indptr": {"name": "block_table", "shape": "[sequences, block_table_stride]"},
        "kv_page_indices": {"name": "query_start_loc", "shape": "[sequences + 1]"},
        "kv_last_page_len": {"name": "seq_lens", "shape": "[sequences]: tokens"},
        "partition_size": {
            "name": "block_table_stride",
            "type": "int32",
            "meaning": "elements between sequences",
        },
        "query": {"shape": "[query_start_loc[sequences], 6, 128]"},
        "out": {"shape": "[query_start_loc[sequences], 6, 128]"},
    }

    def setUp(self) -> None:
        self.attention = with_arguments(self, self.TABLES)
        self.tensors = {
            "query": Tensor(7, 6, 128, address=0x1000),
            "out": Tensor(7, 6, 128, address=0x7000),
            "key_cache": Tensor(100, 16, 1, 128),
            "value_cache": Tensor(100, 16, 1, 128),
            "block_table": Tensor(3, 40, dtype="int32", strides=(64, 1), address=0x4000),
            "seq_lens": Tensor(3, dtype="int32", address=0x5000),
            "query_start_loc": Tensor(4, dtype="int32", address=0x6000),
        }

    def test_the_stride_of_a_row_is_that_of_the_tensor(self) -> None:
        arguments = self.attention.manifest.arguments
        with noted() as launches:
            self.attention(**self.tensors, plan=self.attention.plan(3, 500))
        [launch] = launches
        self.assertEqual(0x4000, launch.long(arguments["block_table"].offset))
        self.assertEqual(0x6000, launch.long(arguments["query_start_loc"].offset))
        stride = launch.long(arguments["block_table_stride"].offset) & 0xFFFFFFFF
        self.assertEqual(64, stride)

    def test_query_and_output_have_as_many_tokens(self) -> None:
        self.tensors["out"] = Tensor(6, 6, 128)
        with self.assertRaisesRegex(pa_gen.TensorError, r"query_start_loc\[sequences\] = 7"):
            self.attention(**self.tensors, plan=self.attention.plan(3, 500))


class Lists(unittest.TestCase):
    """Kernels over selected tokens: by the manifest alone."""

    ARGUMENTS: ClassVar[dict[str, dict[str, Any]]] = {
        "kv_indptr": {"name": "indices", "shape": "[sequences, top_k]: slots; negative ones are none"},
        "kv_page_indices": {"name": "lengths", "shape": "[sequences]", "may_be_null": True},
        "kv_last_page_len": {"name": "sinks", "shape": "[6]"},
        "partition_size": {"name": "indices_stride", "type": "int32", "meaning": "elements"},
        "max_partitions": {"name": "top_k", "type": "int32", "meaning": "entries of a list"},
    }

    def setUp(self) -> None:
        self.attention = with_arguments(self, self.ARGUMENTS)
        self.tensors = {
            "query": Tensor(3, 6, 128, address=0x1000),
            "out": Tensor(3, 6, 128, address=0x7000),
            "key_cache": Tensor(100, 16, 1, 128),
            "value_cache": Tensor(100, 16, 1, 128),
            "indices": Tensor(3, 40, dtype="int32", strides=(64, 1), address=0x4000),
            "sinks": Tensor(6, dtype="int32", address=0x6000),
        }

    def launched(self, **further: Any) -> dict[str, int]:
        arguments = self.attention.manifest.arguments
        with noted() as launches:
            self.attention(**self.tensors, **further, plan=self.attention.plan(3, 40))
        [launch] = launches
        return {name: launch.long(arguments[name].offset) for name in ("indices", "lengths")} | {
            name: launch.long(arguments[name].offset // 8 * 8)
            >> arguments[name].offset % 8 * 8
            & 0xFFFFFFFF
            for name in ("indices_stride", "top_k")
        }

    def test_lists_have_as_many_entries_as_a_row_and_lie_as_far_apart(self) -> None:
        given = {"indices": 0x4000, "lengths": 0, "indices_stride": 64, "top_k": 40}
        self.assertEqual(given, self.launched())

    def test_lengths_may_be_given(self) -> None:
        lengths = Tensor(3, dtype="int32", address=0x5000)
        self.assertEqual(0x5000, self.launched(lengths=lengths)["lengths"])

    def test_a_plain_address_takes_numbers(self) -> None:
        self.tensors["indices"] = 0x4000
        numbers = {"indices_stride": 50, "top_k": 48}
        given = {"indices": 0x4000, "lengths": 0, **numbers}
        self.assertEqual(given, self.launched(**numbers))
        with self.assertRaisesRegex(pa_gen.TensorError, "top_k is missing"):
            self.launched(indices_stride=50)


class Blocks(unittest.TestCase):
    """Kernels over selected blocks: by the manifest alone."""

    ARGUMENTS: ClassVar[dict[str, dict[str, Any]]] = {
        "kv_indptr": {
            "name": "block_ids",
            "shape": "[sequences, 2, top_blocks]: blocks of 128 tokens; negative ones are none",
        },
        "kv_page_indices": {"name": "seq_lens", "shape": "[rows]: tokens"},
        "kv_last_page_len": {"name": "sinks", "shape": "[6]"},
        "partition_size": {"name": "block_ids_stride", "type": "int32", "meaning": "elements"},
        "max_partitions": {"name": "block_ids_head_stride", "type": "int32", "meaning": "elements"},
        "kv_page_stride": {"name": "top_blocks", "type": "int64", "meaning": "of a list"},
        "out_stride": {"name": "sequence_queries", "type": "int64", "meaning": "of a row"},
    }

    def setUp(self) -> None:
        self.attention = with_arguments(self, self.ARGUMENTS)
        self.tensors = {
            "query": Tensor(6, 6, 128, address=0x1000),
            "out": Tensor(6, 6, 128, address=0x7000),
            "key_cache": Tensor(100, 16, 1, 128),
            "value_cache": Tensor(100, 16, 1, 128),
            "block_ids": Tensor(6, 2, 16, dtype="int32", strides=(16, 96, 1), address=0x4000),
            "seq_lens": Tensor(3, dtype="int32", address=0x5000),
            "sinks": Tensor(6, dtype="int32", address=0x6000),
        }

    def launched(self, **further: Any) -> dict[str, int]:
        arguments = self.attention.manifest.arguments
        with noted() as launches:
            self.attention(**self.tensors, **further, plan=self.attention.plan(6, 2048))
        [launch] = launches
        names = ("block_ids_stride", "block_ids_head_stride", "top_blocks", "sequence_queries")
        return {
            name: launch.long(arguments[name].offset // 8 * 8)
            >> arguments[name].offset % 8 * 8
            & 0xFFFFFFFF
            for name in names
        }

    def test_strides_and_counts_are_those_of_a_view_of_what_engines_have(self) -> None:
        given = {"block_ids_stride": 16, "block_ids_head_stride": 96}
        self.assertEqual(given | {"top_blocks": 16, "sequence_queries": 2}, self.launched())

    def test_all_heads_may_have_one_list(self) -> None:
        self.tensors["block_ids"] = Tensor(6, 2, 16, dtype="int32", strides=(17, 0, 1))
        self.assertEqual(0, self.launched()["block_ids_head_stride"])

    def test_rows_have_as_many_queries_each(self) -> None:
        self.tensors["seq_lens"] = Tensor(4, dtype="int32", address=0x5000)
        with self.assertRaisesRegex(pa_gen.TensorError, "4 rows for 6 queries"):
            self.launched()

    def test_a_plain_address_takes_numbers(self) -> None:
        self.tensors["block_ids"] = 0x4000
        numbers = {"block_ids_stride": 32, "block_ids_head_stride": 16, "top_blocks": 16}
        self.assertEqual(numbers | {"sequence_queries": 2}, self.launched(**numbers))
        words = {"block_ids_stride": "give its stride", "top_blocks": "top_blocks is missing"}
        for name in numbers:
            with self.assertRaisesRegex(pa_gen.TensorError, words.get(name, name)):
                self.launched(**{other: numbers[other] for other in numbers if other != name})


class ListsOfTwoPools(unittest.TestCase):
    """The same over two pools."""

    ARGUMENTS: ClassVar[dict[str, dict[str, Any]]] = {
        "value_cache": {"name": "extra_key_cache", "shape": "[extra_pages, 4, 1, 128]"},
        "kv_indptr": {"name": "indices", "shape": "[sequences, top_k]: slots"},
        "kv_page_indices": {"name": "extra_lengths", "shape": "[sequences]", "may_be_null": True},
        "kv_last_page_len": {"name": "extra_indices", "shape": "[sequences, extra_top_k]"},
        "kv_page_stride": {"name": "extra_page_stride"},
        "partition_size": {"name": "extra_indices_stride", "type": "int32", "meaning": "elements"},
        "max_partitions": {"name": "extra_top_k", "type": "int32", "meaning": "entries"},
    }

    def test_each_pool_has_its_list_and_its_pages(self) -> None:
        attention = with_arguments(self, self.ARGUMENTS)
        arguments = attention.manifest.arguments
        tensors = {
            "query": Tensor(3, 6, 128, address=0x1000),
            "out": Tensor(3, 6, 128, address=0x7000),
            "key_cache": Tensor(100, 16, 1, 128),
            "extra_key_cache": Tensor(50, 4, 1, 128, strides=(640, 128, 128, 1), address=0x8000),
            "indices": Tensor(3, 40, dtype="int32", address=0x4000),
            "extra_indices": Tensor(3, 24, dtype="int32", strides=(32, 1), address=0x5000),
        }
        with noted() as launches:
            attention(**tensors, plan=attention.plan(3, 64))
        [launch] = launches
        found = {
            name: launch.long(arguments[name].offset // 8 * 8)
            >> arguments[name].offset % 8 * 8
            & (2 ** (8 * arguments[name].size) - 1)
            for name in arguments
            if name.startswith("extra_")
        }
        self.assertEqual(
            {
                "extra_indices_stride": 32,
                "extra_key_cache": 0x8000,
                "extra_page_stride": 640,
                "extra_indices": 0x5000,
                "extra_lengths": 0,
                "extra_top_k": 24,
            },
            found,
        )


class Checks(unittest.TestCase):
    """Each wrong tensor, and the words of its refusal."""

    WRONG: ClassVar[list[tuple[dict[str, Any], str]]] = [
        ({"query": Tensor(3, 6, 128, dtype="float16")}, "query is fp16; the kernel takes bf16"),
        ({"query": Tensor(4, 6, 128)}, r"query is \[4, 6, 128\]; .*sequences = 3"),
        ({"query": Tensor(3, 6, 128, address=0x1008)}, "query is at 0x1008; .*16 bytes"),
        ({"query": Tensor(3, 6, 128, strides=(768, 1, 6))}, r"query has strides .*contiguous\(\)"),
        ({"query": Tensor(3, 6, 128, strides=(772, 128, 1))}, "query_stride is 772"),
        ({"query": Tensor(3, 6, 128, device="cpu")}, "query is on cpu, the kernel on cuda:0"),
        ({"query": Tensor(3, 6, 128, address=0)}, "query is null"),
        ({"key_cache": Tensor(100, 1, 16, 128)}, r"key_cache is \[100, 1, 16, 128\]"),
        ({"value_cache": Tensor(99, 16, 1, 128)}, "value_cache is .*pages = 100"),
        (
            {"value_cache": Tensor(100, 16, 1, 128, strides=(4096, 128, 128, 1))},
            "kv_page_stride is one number .*--kv-strides",
        ),
        ({"kv_indptr": Tensor(3, dtype="int32")}, r"kv_indptr is \[3\]; .*sequences \+ 1"),
        ({"kv_indptr": Tensor(4, dtype="int64")}, "kv_indptr is int64; the kernel takes int32"),
        ({"kv_last_page_len": None}, "kv_last_page_len missing"),
        ({"lse": Tensor(3, 6, dtype="float32")}, "does not take lse"),
        ({"max_partitions": 3}, "does not take max_partitions"),
        ({"out": Tensor(3, 6, 128, strides=(0, 128, 1))}, "rows of out overlap"),
        ({"out": Tensor(3, 6, 128, address=0x1004)}, "out is at 0x1004; .*8 bytes"),
    ]

    def test_what_is_wrong_is_named(self) -> None:
        plan = pa_gen.Attention(KERNELS / "plain-sm_90.json", cuda()).plan(3, 4096)
        launch = plan.prepare(**batch())
        for changed, words in self.WRONG:
            with self.subTest(words), noted() as launches:
                with self.assertRaisesRegex(pa_gen.TensorError, words):
                    launch.set(**batch(**changed))
                with self.assertRaisesRegex(pa_gen.TensorError, "call set"):
                    launch()
            self.assertEqual([], launches)
            launch.set(**batch())

    def test_gaps_between_pages_and_sequences_are_fine(self) -> None:
        plan = pa_gen.Attention(KERNELS / "plain-sm_90.json", cuda()).plan(3, 4096)
        gaps = (2 * 16 * 128, 128, 128, 1)
        plan.prepare(
            **batch(
                query=Tensor(3, 6, 128, strides=(1024, 128, 1)),
                key_cache=Tensor(100, 16, 1, 128, strides=gaps),
                value_cache=Tensor(100, 16, 1, 128, strides=gaps),
            )
        )

    def test_a_batch_of_one_has_no_stride_to_get_wrong(self) -> None:
        plan = pa_gen.Attention(KERNELS / "plain-sm_90.json", cuda()).plan(1, 4096)
        plan.prepare(**batch(1, query=Tensor(1, 6, 128, strides=(1, 128, 1))))

    def test_strides_of_a_kernel_that_has_them(self) -> None:
        plan = pa_gen.Attention(KERNELS / "strides-sm_90.json", cuda()).plan(3, 4096)
        interleaved = (4096, 256, 256, 1)
        cache = Tensor(100, 16, 1, 128, strides=interleaved)
        plan.prepare(**batch(key_cache=cache, value_cache=cache))
        with self.assertRaisesRegex(pa_gen.TensorError, "key_cache has strides"):
            plan.prepare(**batch(value_cache=cache))

    def test_8_bit_caches_may_come_as_bytes(self) -> None:
        plan = pa_gen.Attention(KERNELS / "fp8-sm_90.json", cuda()).plan(3, 4096)
        cache = Tensor(100, 16, 1, 128, dtype="uint8")
        scale = Tensor(1, dtype="float32")
        tensors = batch(key_cache=cache, value_cache=cache, k_scale=scale, v_scale=scale)
        plan.prepare(**tensors, lse=Tensor(3, 6, dtype="float32"))
        with self.assertRaisesRegex(pa_gen.TensorError, "lse missing"):
            plan.prepare(**tensors)


if __name__ == "__main__":
    unittest.main()
