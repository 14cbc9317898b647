"""Which kernel of a folder is taken, and what is done where there is none."""

import json
import os
import shutil
import stat
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import pa_gen
from pa_gen import generate

from .fake import KERNELS, cuda, hip

PLAIN = {"head_size": 128, "q_heads": 6, "kv_heads": 1, "page_size": 16}


class Folders(unittest.TestCase):
    def setUp(self) -> None:
        self.driver = cuda()
        self._scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self._scratch.cleanup)
        self.folder = Path(self._scratch.name)

    def kernels(self, **options: bool) -> pa_gen.Kernels:
        return pa_gen.load(self.folder, driver=self.driver, **options)

    def copy(self, name: str, to: str | None = None) -> None:
        for end in ("json", "co"):
            shutil.copy(KERNELS / f"{name}.{end}", self.folder / f"{to or name}.{end}")

    def test_the_one_that_computes_what_is_asked_for(self) -> None:
        found = pa_gen.load(KERNELS, driver=self.driver)
        self.assertEqual("plain-sm_90", found.for_spec(**PLAIN).manifest.path.stem)
        fp8 = found.for_spec(**PLAIN, kv_dtype="fp8_e4m3", kv_scales="tensor", lse="natural")
        self.assertEqual("fp8-sm_90", fp8.manifest.path.stem)
        amd = pa_gen.load(KERNELS, driver=hip())
        self.assertEqual("plain-gfx942", amd.for_spec(**PLAIN).manifest.path.stem)

    def test_a_format_of_rows_says_what_they_are_like(self) -> None:
        asked = generate.spec(head_size=576, q_heads=16, kv_rows="fp8_ds_mla")
        said = [asked[name] for name in ("kv_dtype", "latent", "kv_heads")]
        self.assertEqual(["fp8_e4m3", 512, 1], said)
        line = generate.command(asked, "gfx942", self.folder)
        self.assertEqual("fp8_ds_mla", line[line.index("--kv-rows") + 1])

    def test_is_loaded_once(self) -> None:
        self.copy("plain-sm_90")
        kernels = self.kernels()
        self.assertIs(kernels.for_spec(**PLAIN), kernels.for_spec(**PLAIN))

    def test_the_newest_of_several(self) -> None:
        self.copy("plain-sm_90", "a")
        self.copy("plain-sm_90", "b")
        os.utime(self.folder / "a.json", (2e9, 2e9))
        self.assertEqual("a", self.kernels().for_spec(**PLAIN).manifest.path.stem)

    def test_what_is_no_kernel_is_passed_over(self) -> None:
        (self.folder / "other.json").write_text("[1]")
        self.copy("plain-sm_90")
        (self.folder / "list-sm_90.json").write_bytes((KERNELS / "list-sm_90.json").read_bytes())
        names = [found.path.stem for found in self.kernels().manifests()]
        self.assertEqual(["plain-sm_90"], names)

    def test_a_missing_one_is_named_with_the_line_that_makes_it(self) -> None:
        with self.assertRaises(pa_gen.MissingKernelError) as missing:
            self.kernels(generate=False).for_spec(
                **PLAIN, soft_cap=30, window=512, sinks=True, kv_strides=(256, 128, 256, 128)
            )
        self.assertEqual(
            "pa-gen generate --head-size 128 --q-heads 6 --kv-heads 1 --dtype bf16 --page-size 16"
            " --kv-strides 256,128,256,128 --soft-cap 30.0 --window 512 --sinks --arch sm_90"
            f" --out {self.folder}",
            missing.exception.command,
        )

    def test_a_missing_one_is_made_where_there_is_a_pa_gen(self) -> None:
        script = self.folder / "script.py"
        script.write_text(
            "import shutil, sys\n"
            "assert sys.argv[1:3] == ['generate', '--head-size'], sys.argv\n"
            f"for end in ('json', 'co'):\n"
            f"    shutil.copy(f'{KERNELS}/plain-sm_90.{{end}}', sys.argv[-1])\n"
        )
        with mock.patch.dict(os.environ, {generate.COMMAND: f"{sys.executable} {script}"}):
            found = self.kernels().for_spec(**PLAIN)
        self.assertEqual(self.folder, found.manifest.path.parent)

    def test_a_pa_gen_that_fails_is_quoted(self) -> None:
        script = self.folder / "pa-gen"
        script.write_text("#!/bin/sh\necho 'no such page size' >&2\nexit 2\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        with (
            mock.patch.dict(os.environ, {"PATH": f"{self.folder}:{os.environ['PATH']}"}),
            self.assertRaisesRegex(pa_gen.PaGenError, "no such page size"),
        ):
            self.kernels().for_spec(**PLAIN)

    def test_a_name_that_is_none_is_refused(self) -> None:
        with self.assertRaisesRegex(TypeError, "heads: kernels are known by head_size"):
            self.kernels().for_spec(**PLAIN, heads=3)

    def test_a_layer_finds_its_kernel(self) -> None:
        self.copy("plain-sm_90")
        path = self.folder / "plain-sm_90.json"
        document = json.loads(path.read_text())
        path.write_text(json.dumps({**document, "layers": [0, 2]}))
        self.assertEqual(path, self.kernels().for_layer(2).manifest.path)
        with self.assertRaisesRegex(pa_gen.MissingKernelError, "layer 1"):
            self.kernels().for_layer(1)

    def test_another_format_is_refused(self) -> None:
        path = self.folder / "old.json"
        path.write_text('{"format": 1}')
        with self.assertRaisesRegex(pa_gen.ManifestError, "has format 1, this package reads 2"):
            pa_gen.Attention(path, self.driver)

    def test_a_machine_without_a_driver_says_so(self) -> None:
        with self.assertRaisesRegex(pa_gen.DriverError, "no-such-driver.so cannot be loaded"):
            pa_gen.Cuda("no-such-driver.so")


if __name__ == "__main__":
    unittest.main()
