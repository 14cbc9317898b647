"""A folder of kernels, and the kernel in it that computes what is asked for."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import generate, manifest
from .attention import Attention
from .driver import Driver, find
from .errors import ManifestError, MissingKernelError
from .manifest import Manifest


def load(
    folder: str | Path,
    *,
    driver: Driver | None = None,
    target: str | None = None,
    generate: bool | None = None,
) -> "Kernels":
    """The kernels that `pa-gen generate --out FOLDER` wrote; none of them is loaded yet.

    folder: need not exist where kernels are generated; driver, target: by default those of this
    machine's GPU, looked for when a kernel is asked for; generate: whether a missing kernel is made
    by `pa-gen`, by default if that can be run.
    """
    return Kernels(Path(folder), driver, target, generate)


class Kernels:
    """Finds kernels by what they compute, and keeps those that it has loaded."""

    def __init__(
        self, folder: Path, driver: Driver | None, target: str | None, generate: bool | None
    ) -> None:
        self.folder = folder
        self._driver = driver
        self._target = target
        self._generate = generate
        self._loaded: dict[Path, Attention] = {}

    @property
    def driver(self) -> Driver:
        """Raises DriverError where there is no GPU."""
        if self._driver is None:
            self._driver = find()
        return self._driver

    @property
    def target(self) -> str:
        """The architecture that kernels are looked for."""
        if self._target is None:
            self._target = self.driver.architecture()
        return self._target

    def manifests(self) -> list[Manifest]:
        """Of the kernels for the target that compute attention, the newest first.

        Other JSON files in the folder, and kernels that only read, are passed over.
        """
        found = []
        for path in sorted(self.folder.glob("*.json"), key=_age):
            try:
                read = manifest.read(path)
            except ManifestError:
                continue
            if (
                read.target == self.target
                and not read.is_floor
                and path.with_suffix(".co").exists()
            ):
                found.append(read)
        return found

    def for_spec(self, *, head_size: int, q_heads: int, kv_heads: int, **spec: Any) -> Attention:
        """The kernel for numbers, loaded; generated first where it is missing and that can be done.

        head_size, q_heads, kv_heads: of one rank; spec: the rest by the names of the manifest's
        `attention`, such as dtype="bf16", page_size=16, kv_dtype, window, q_len, page_table. What is
        left out is as `pa-gen generate` has it by default. Of several such kernels, the newest.

        Raises MissingKernelError with the `pa-gen generate` line, TypeError for an unknown name.
        """
        asked = generate.spec(head_size=head_size, q_heads=q_heads, kv_heads=kv_heads, **spec)
        found = self._find(asked)
        if found is None:
            line = generate.command(asked, self.target, self.folder)
            if generate.run(line, self._generate):
                found = self._find(asked)
            if found is None:
                raise MissingKernelError(
                    f"{self.folder} has no kernel for {self.target} that computes"
                    f" {generate.words(asked)}",
                    generate.text(line),
                )
        return self._load(found)

    def for_layer(self, layer: int) -> Attention:
        """The kernel for a layer of the model that the folder's kernels were generated from.

        Raises MissingKernelError where none has the layer.
        """
        for found in self.manifests():
            if layer in found.layers:
                return self._load(found)
        raise MissingKernelError(
            f"{self.folder} has no kernel for layer {layer} on {self.target}",
            f"pa-gen generate MODEL --arch {self.target} --out {self.folder}",
        )

    def _find(self, asked: Mapping[str, Any]) -> Manifest | None:
        for found in self.manifests():
            if generate.is_known(found.attention) and _agree(
                asked, generate.spec(**found.attention)
            ):
                return found
        return None

    def _load(self, found: Manifest) -> Attention:
        """Once for each device."""
        attention = self._loaded.get(found.path)
        if attention is None or attention.device != self.driver.device():
            attention = self._loaded[found.path] = Attention(found, self.driver)
        return attention


def _age(path: Path) -> tuple[float, str]:
    return -path.stat().st_mtime, path.name


def _agree(asked: Mapping[str, Any], has: Mapping[str, Any]) -> bool:
    def same(a: Any, b: Any) -> bool:
        if isinstance(a, float) and isinstance(b, float):
            return math.isclose(a, b, rel_tol=1e-6)
        return bool(a == b)

    return all(same(asked[name], has[name]) for name in asked)
