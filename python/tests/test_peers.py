"""The parts of benchmarks/peers.py that need no GPU: cases, folders of kernels, tables."""

import json
import os
import sys
import tempfile
import unittest
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
from peers import cases, report  # noqa: E402
from peers.entry import Entry, quantile  # noqa: E402
from peers.kernels import Folder, folders  # noqa: E402


class Cases(unittest.TestCase):
    def test_mla_reads_1152_bytes_a_token_and_multiplies_by_keys_and_latents(self) -> None:
        case = cases.Case(cases.mla_heads(128), cases.alike(128, 2048), 64)

        self.assertEqual(128 * 2048 * 1152, case.kv_bytes)
        self.assertEqual(2 * 128 * (576 + 512) * 128 * 2048, case.flops)

    def test_the_causal_mask_takes_products_away_from_all_but_the_last_query_token(self) -> None:
        case = cases.Case(cases.LLAMA_70B, cases.Batch("10 and 20", (10, 20)), 16, q_len=4)

        seen = (7 + 8 + 9 + 10) + (17 + 18 + 19 + 20)
        self.assertEqual(2 * 8 * 256 * seen, case.flops)

    def test_eight_bit_caches_have_half_the_bytes(self) -> None:
        wide = cases.Case(cases.LLAMA_8B, cases.alike(2, 100), 16)
        narrow = cases.Case(cases.LLAMA_8B, cases.alike(2, 100), 16, kv_dtype="fp8_e4m3")

        self.assertEqual(wide.kv_bytes, 2 * narrow.kv_bytes)

    def test_lengths_are_drawn_the_same_each_time_and_keep_to_their_bounds(self) -> None:
        for drawn in [cases.log_uniform, cases.uniform]:
            batch = drawn(64, 65536)
            self.assertEqual(batch, drawn(64, 65536))
            self.assertTrue(all(1 <= length <= 65536 for length in batch.lengths))
            self.assertGreater(len(set(batch.lengths)), 40)

    def test_selected_blocks_lie_as_in_vllms_cache(self) -> None:
        case = cases.Case(cases.MINIMAX_M3_RANK, cases.alike(2, 2048), 128, pool=8192, block=128)

        options = " ".join(case.options())
        self.assertIn("--select blocks=128", options)
        self.assertIn("--layout hnd --kv-strides 256,32768,256,32768", options)
        self.assertEqual([256, 32768, 256, 32768], case.attention()["kv_strides"])
        self.assertEqual(("blocks", 2 * 2048 * 512), (case.operation, case.kv_bytes))

    def test_a_case_of_two_sets_is_timed_once(self) -> None:
        self.assertEqual([cases.SEED], cases.chosen(["seed", "some"], heads=[6]))

    def test_selected_tokens_take_a_kernel_for_rows_with_scales_too(self) -> None:
        case = cases.SETS["selected"][0]
        plain, scaled = case.kernels()

        self.assertEqual(case, plain)
        self.assertIn("--kv-rows fp8_ds_mla", " ".join(scaled.options()))
        self.assertNotIn("--latent", scaled.options())
        self.assertEqual("fp8_ds_mla", scaled.attention()["kv_rows"])
        self.assertEqual([cases.SEED], cases.SEED.kernels())

    def test_each_query_of_two_pools_has_lists_of_its_own_and_one_kernel_serves_any_number(self) -> None:
        case = cases.two_pools(64, 16, 512, q_len=2, extra_page_size=2)

        options = " ".join(case.options())
        self.assertIn("--kv-rows fp8_ds_mla_v4 --pools 2 --extra-page-size 2 --sinks", options)
        self.assertNotIn("--q-len", options)
        self.assertEqual([case], case.kernels())
        self.assertEqual(("pools", 2 * 16 * 640 * 584), (case.operation, case.kv_bytes))
        self.assertEqual(2 * 64 * (512 + 512) * 2 * 16 * 640, case.flops)
        wanted = {"sinks": True, "q_len": 1, "extra_page_size": 2, "kv_rows": "fp8_ds_mla_v4"}
        self.assertEqual(wanted, {name: case.attention()[name] for name in wanted})

    def test_filters_leave_what_has_all_the_numbers(self) -> None:
        found = cases.chosen(["mla"], heads=[128, 16], sequences=[128], longest=[2048])

        self.assertEqual([128, 16], [case.heads.q_heads for case in found])


class Folders(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.path = Path(scratch.name)
        self.case = cases.Case(cases.mla_heads(16), cases.alike(1, 100), 64)

    def write(self, name: str, age: int, target: str = "sm_90", **changes: object) -> Path:
        attention = {key: value for key, value in self.case.attention().items() if value is not None}
        path = self.path / f"{name}.json"
        path.write_text(json.dumps({"target": target, "attention": attention | changes}))
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
        return path

    def find(self, role: str = "decode") -> Path | None:
        return Folder("pa-gen", self.path, "sm_90").find(self.case, role)

    def test_the_newest_kernel_that_fits_is_taken(self) -> None:
        self.write("decode-old", 20)
        newest = self.write("decode-new", 10)
        self.write("decode-newer-but-of-other-pages", 0, page_size=16)
        self.write("decode-newer-but-with-a-window", 0, window=128)
        self.write("decode-newer-but-for-another-GPU", 0, target="sm_100")
        self.write("floor-newer", 0)

        self.assertEqual(newest, self.find())

    def test_a_target_with_instructions_of_its_own_is_that_of_the_gpu(self) -> None:
        self.assertEqual(self.write("decode-a", 0, target="sm_90a"), self.find())

    def test_nothing_is_found_in_an_empty_folder(self) -> None:
        self.assertIsNone(self.find("floor"))

    def test_folders_are_named_by_what_stands_before_them_or_by_themselves(self) -> None:
        made = folders(["one", "two", "three=three/four"], "sm_90")

        self.assertEqual(["pa-gen", "pa-gen two", "pa-gen three"], [folder.name for folder in made])


class Tables(unittest.TestCase):
    def setUp(self) -> None:
        self.case = cases.Case(cases.mla_heads(128), cases.alike(128, 2048), 64)
        self.entries = [
            Entry("floor", "partition 64", times=[50.0, 60.0, 70.0]),
            Entry("pa-gen", "partition 128", error=2e-3, times=[120.0]),
            Entry("FlashMLA", "dense", error=2e-3, times=[150.0]),
            Entry("SGLang Triton", reason="1 splits: wrong, relative L2 error 4.0e-02"),
        ]

    def test_shares_and_ratios_are_of_medians(self) -> None:
        lines = report.table(self.case, self.entries).splitlines()

        self.assertIn("50.0 %", lines[3])
        self.assertIn("1.25", lines[4])
        self.assertIn("wrong", lines[5])

    def test_the_best_peer_is_neither_the_floor_nor_pa_gen(self) -> None:
        self.assertEqual("FlashMLA", report.record(self.case, self.entries)["best_peer"])
        self.assertIn("1.25  FlashMLA", report.summary([(self.case, self.entries)]))

    def test_what_computes_in_8_bits_is_shown_and_is_not_the_best_peer(self) -> None:
        self.entries.append(Entry("FlashInfer XQA", "xqa", error=4e-2, times=[100.0]))

        self.assertIn("computes in 8 bits", report.table(self.case, self.entries))
        self.assertEqual("FlashMLA", report.record(self.case, self.entries)["best_peer"])

    def test_a_wrong_output_leaves_no_time(self) -> None:
        self.entries[2].fail("wrong")

        self.assertIsNone(report.record(self.case, self.entries)["best_peer"])

    def test_quantiles_lie_between_times(self) -> None:
        self.assertEqual(2.5, quantile([4.0, 1.0, 3.0, 2.0], 0.5))
        self.assertEqual(4.0, quantile([4.0, 1.0], 1.0))


if __name__ == "__main__":
    unittest.main()
