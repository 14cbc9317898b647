"""Launches that write the cache, on a GPU that only notes them."""

import os
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any, ClassVar
from unittest import mock

import pa_gen
from pa_gen import generate

from .fake import KERNELS, TARGET, Noted, Tensor, alive, cuda, fail_next, hip, noted

try:
    import torch
except ImportError:
    torch = None  # type: ignore[assignment]

PLAIN = {"head_size": 128, "q_heads": 6, "kv_heads": 1, "page_size": 16}
RAGGED = {
    **PLAIN,
    "kv_dtype": "fp8_e4m3",
    "kv_scales": "tensor",
    "query_lens": "ragged",
    "page_table": "block_table",
}


def rows(tokens: int = 3, **changed: Any) -> dict[str, Any]:
    """Tensors for the kernel named write."""
    tensors = {
        "key": Tensor(tokens, 1, 128, address=0x1000),
        "value": Tensor(tokens, 1, 128, strides=(256, 128, 1), address=0x1100),
        "key_cache": Tensor(100, 16, 1, 128, address=0x2000),
        "value_cache": Tensor(100, 16, 1, 128, address=0x3000),
        "kv_indptr": Tensor(4, dtype="int32", address=0x4004),
        "kv_page_indices": Tensor(77, dtype="int32", address=0x5004),
        "kv_last_page_len": Tensor(3, dtype="int32", address=0x6004),
    }
    return {**tensors, **changed}


def ragged(tokens: int = 9, sequences: int = 3, **changed: Any) -> dict[str, Any]:
    """Tensors for the kernel named write-ragged."""
    tensors = {
        "key": Tensor(tokens, 1, 128, address=0x1000),
        "value": Tensor(tokens, 1, 128, address=0x1100),
        "key_cache": Tensor(100, 16, 1, 128, dtype="uint8", address=0x2000),
        "value_cache": Tensor(100, 16, 1, 128, dtype="float8_e4m3fn", address=0x3000),
        "block_table": Tensor(sequences, 40, dtype="int32", strides=(64, 1), address=0x4004),
        "seq_lens": Tensor(sequences, dtype="int32", address=0x5004),
        "query_start_loc": Tensor(sequences + 1, dtype="int32", address=0x6004),
        "k_scale": Tensor(dtype="float32", address=0x7004),
        "v_scale": Tensor(1, dtype="float32", address=0x7008),
    }
    return {**tensors, **changed}


def call(write: pa_gen.CacheWrite, given: dict[str, Any], **further: Any) -> None:
    """As programs call it."""
    names = ("key", "value", "key_cache", "value_cache")
    rest = {name: tensor for name, tensor in given.items() if name not in names}
    write(*(given[name] for name in names), **rest, **further)


class Writes(unittest.TestCase):
    def setUp(self) -> None:
        self.driver = cuda()
        self.kernels = pa_gen.load(KERNELS, driver=self.driver, generate=False)
        self.write = self.kernels.cache_write(**PLAIN)
        self.ragged = self.kernels.cache_write(**RAGGED)

    def number(self, write: pa_gen.CacheWrite, launch: Noted, name: str) -> int:
        argument = write.manifest.arguments[name]
        mask = (1 << 8 * argument.size) - 1
        padded = launch.arguments + bytes(8)
        return int.from_bytes(padded[argument.offset : argument.offset + 8], "little") & mask

    def test_one_token_of_each_sequence_on_either_driver(self) -> None:
        for driver in (self.driver, hip()):
            with self.subTest(driver=type(driver).__name__), noted() as launches:
                write = pa_gen.load(KERNELS, driver=driver).cache_write(**PLAIN)
                call(write, rows(), stream=5)
            [launch] = launches
            self.assertEqual("paged_cache_write", launch.symbol)
            self.assertEqual(((3, 1, 1), 5), (launch.grid, launch.stream))
            for name, number in {
                "key": 0x1000,
                "value": 0x1100,
                "key_cache": 0x2000,
                "value_cache": 0x3000,
                "kv_last_page_len": 0x6004,
                "key_stride": 128,
                "value_stride": 256,
                "kv_page_stride": 2048,
                "sequences": 3,
            }.items():
                self.assertEqual(number, self.number(write, launch, name), name)

    def test_the_grid_is_that_of_the_tokens_at_hand(self) -> None:
        with noted() as launches:
            for tokens, sequences in ((9, 3), (2000, 3), (2000, 5), (4, 5)):
                call(self.ragged, ragged(tokens, sequences))
        self.assertEqual([9, 2000, 2000, 4], [launch.grid[0] for launch in launches])
        self.assertEqual(
            [3, 3, 5, 5], [self.number(self.ragged, each, "sequences") for each in launches]
        )

    def test_rows_may_pad_the_batch(self) -> None:
        with noted() as launches:
            call(self.write, rows(8))
        [launch] = launches
        self.assertEqual((8, 3), (launch.grid[0], self.number(self.write, launch, "sequences")))

    def test_latents_are_rows_of_one_cache(self) -> None:
        write = self.kernels.cache_write(
            head_size=576, latent=512, q_heads=16, kv_heads=1, page_size=16, q_len=2
        )
        table = {name: tensor for name, tensor in rows().items() if name.startswith("kv_")}
        with noted() as launches:
            write(Tensor(6, 1, 576), None, Tensor(9, 16, 1, 576), **table)
        self.assertEqual((6, 1, 1), launches[0].grid)

    def test_no_tokens_launch_nothing_and_have_no_address(self) -> None:
        nothing = Tensor(0, 1, 128, address=0)
        with noted() as launches:
            call(self.ragged, ragged(key=nothing, value=nothing))
            call(self.ragged, ragged(0, 0))
            call(self.ragged, ragged(1))
        self.assertEqual([1], [launch.grid[0] for launch in launches])

    def test_prepared_launches_do_not_share_arguments(self) -> None:
        first = self.write.prepare(**rows())
        second = self.write.prepare(**rows(8))
        with noted() as launches:
            first()
            second()
            first.set(key=Tensor(3, 1, 128, address=0x9000))()
        self.assertEqual([3, 8, 3], [launch.grid[0] for launch in launches])
        self.assertEqual(
            [0x1000, 0x1000, 0x9000], [self.number(self.write, each, "key") for each in launches]
        )

    def test_plain_addresses_need_their_numbers(self) -> None:
        plain = {name: 0x100 * (i + 1) for i, name in enumerate(rows())}
        with self.assertRaisesRegex(pa_gen.TensorError, "give tokens and sequences"):
            self.write.prepare(**plain)
        with noted() as launches:
            self.write.prepare(**plain, tokens=4, sequences=4)()
        self.assertEqual((4, 1, 1), launches[0].grid)

    def test_a_launch_makes_nothing(self) -> None:
        call(self.write, rows())
        before = [alive(self.driver, kind) for kind in range(7)]
        call(self.write, rows())
        self.assertEqual(before, [alive(self.driver, kind) for kind in range(7)])

    def test_a_driver_that_refuses_is_named(self) -> None:
        fail_next(self.driver, "cuLaunchKernel", 716)
        with self.assertRaisesRegex(pa_gen.DriverError, "misaligned address"):
            call(self.write, rows())

    WRONG: ClassVar[list[tuple[dict[str, Any], str]]] = [
        ({"key": Tensor(3, 1, 128, dtype="float16")}, "key is fp16; the kernel takes bf16"),
        ({"key": Tensor(3, 1, 128, address=0x1008)}, "key is at 0x1008; .*16 bytes"),
        ({"key_cache": Tensor(100, 16, 1, 128, address=0x2008)}, "key_cache is at 0x2008; .*16"),
        ({"value": Tensor(4, 1, 128)}, r"value is \[4, 1, 128\]; .*tokens = 3"),
        ({"key": Tensor(3, 1, 128, strides=(132, 128, 1))}, "key_stride is 132"),
        ({"key": Tensor(3, 1, 128, strides=(128, 1, 3))}, r"key has strides .*contiguous\(\)"),
        ({"kv_indptr": Tensor(6, dtype="int32")}, "kv_last_page_len is .*sequences = 5"),
        (
            {"key": Tensor(2, 1, 128), "value": Tensor(2, 1, 128)},
            "key has 2 tokens; of 3 sequences the kernel takes 3 to",
        ),
        ({"value": None}, "value missing"),
        ({"slot_mapping": Tensor(3, dtype="int64")}, "does not take slot_mapping"),
    ]

    def test_says_what_is_wrong(self) -> None:
        for changed, words in self.WRONG:
            with self.subTest(words=words), self.assertRaisesRegex(pa_gen.TensorError, words):
                call(self.write, rows(**changed))


class Folders(unittest.TestCase):
    def setUp(self) -> None:
        self.driver = cuda()

    def test_one_serves_whatever_reads_the_same_cache(self) -> None:
        kernels = pa_gen.load(KERNELS, driver=self.driver, generate=False)
        found = kernels.cache_write(**PLAIN)
        self.assertIs(found, kernels.cache_write(**{**PLAIN, "q_heads": 32}, window=64, sinks=True))
        self.assertEqual("plain-sm_90", kernels.for_spec(**PLAIN).manifest.path.stem)
        with self.assertRaises(pa_gen.MissingKernelError) as missing:
            kernels.cache_write(**PLAIN, layout="hnd")
        self.assertEqual(
            "pa-gen generate --head-size 128 --q-heads 6 --kv-heads 1 --dtype bf16 --page-size 16"
            f" --layout hnd --cache-write --arch sm_90 --out {KERNELS}",
            missing.exception.command,
        )

    def test_a_missing_one_is_made_where_there_is_a_pa_gen(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "script.py"
            script.write_text(
                "import shutil, sys\n"
                "assert '--cache-write' in sys.argv\n"
                "for end in ('json', 'co'):\n"
                f"    shutil.copy(f'{KERNELS}/write-sm_90.{{end}}', sys.argv[-1])\n"
            )
            command = f"{sys.executable} {script}"
            with mock.patch.dict(os.environ, {generate.COMMAND: command}):
                found = pa_gen.load(folder, driver=self.driver).cache_write(**PLAIN)
            self.assertEqual("cache_write", found.manifest.role)

    def test_neither_class_loads_what_is_the_other_s(self) -> None:
        with self.assertRaisesRegex(pa_gen.ManifestError, "of the role cache_write, not decode"):
            pa_gen.Attention(KERNELS / "write-sm_90.json", self.driver)
        with self.assertRaisesRegex(pa_gen.ManifestError, "of the role decode, not cache_write"):
            pa_gen.CacheWrite(KERNELS / "plain-sm_90.json", self.driver)


class Cpu(pa_gen.Cuda):
    """The made-up GPU's memory is the processor's."""

    def device_name(self, device: int) -> str:
        return "cpu"


@unittest.skipIf(torch is None, "there is no PyTorch")
class Operator(unittest.TestCase):
    def setUp(self) -> None:
        cuda()
        driver = Cpu(TARGET / "fake-cuda/libcuda.so.1")
        self.write = pa_gen.CacheWrite(KERNELS / "write-sm_90.json", driver)
        self.caches = [torch.zeros(10, 16, 1, 128, dtype=torch.bfloat16) for _ in range(2)]
        self.rows = torch.zeros(3, 1, 128, dtype=torch.bfloat16)
        self.table = {
            "kv_indptr": torch.zeros(4, dtype=torch.int32),
            "kv_page_indices": torch.zeros(9, dtype=torch.int32),
            "kv_last_page_len": torch.zeros(3, dtype=torch.int32),
        }

    def test_a_tensor_like_the_last_is_only_packed(self) -> None:
        with noted() as launches, mock.patch.object(
            self.write.launch, "_check", wraps=self.write.launch._check
        ) as check:
            for _ in range(3):
                self.write(self.rows.clone(), self.rows.clone(), *self.caches, **self.table)
        self.assertEqual((3, 1), (len(launches), check.call_count))

    def test_compile_traces_a_call_without_a_break(self) -> None:
        def step(key: "torch.Tensor") -> "torch.Tensor":
            self.write(key * 2, key, *self.caches, **self.table)
            return self.caches[0] + 1

        with noted() as launches:
            torch.compile(step, fullgraph=True, backend="aot_eager")(self.rows)
        self.assertEqual(1, len(launches))

    def test_pytorch_finds_nothing_wrong_with_it(self) -> None:
        given = {"key": self.rows, "value": self.rows.clone(), **self.table}
        inputs = [given[name] for name in self.write.inputs]
        torch.library.opcheck(
            torch.ops.pa_gen.cache_write.default, (inputs, self.caches, self.write.number)
        )


if __name__ == "__main__":
    unittest.main()
