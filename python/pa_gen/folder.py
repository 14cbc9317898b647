"""A folder of kernels, and the kernel in it that computes what is asked for."""

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from . import generate, manifest
from .attention import Attention
from .cache_write import CacheWrite
from .driver import Driver, find
from .errors import ManifestError, MissingKernelError
from .loaded import Loaded
from .manifest import Manifest

_Kind = TypeVar("_Kind", bound=Loaded)

_WORDS = {"decode": "kernel", "cache_write": "cache write"}

_CACHE = (
    "head_size",
    "kv_heads",
    "dtype",
    "kv_dtype",
    "value_dtype",
    "kv_scales",
    "page_size",
    "layout",
    "kv_strides",
    "page_table",
    "q_len",
    "query_lens",
    "latent",
    "value_size",
    "kv_rows",
)
"""What of a spec says how the cache is written."""


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
        self._loaded: dict[Path, Loaded] = {}

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

    def manifests(self, role: str = "decode") -> list[Manifest]:
        """Of the kernels for the target that have a role, as in `Manifest.role`, the newest first.

        Other kernels, and other JSON files in the folder, are passed over.
        """
        found = []
        for path in sorted(self.folder.glob("*.json"), key=_age):
            try:
                read = manifest.read(path)
            except ManifestError:
                continue
            if (
                read.target == self.target
                and read.role == role
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
        return self._load(self._found_or_made(asked, "decode", asked), Attention)

    def cache_write(
        self, *, head_size: int, q_heads: int, kv_heads: int, **spec: Any
    ) -> CacheWrite:
        """The kernel that writes the cache which the kernel `for_spec` of the same spec reads.

        It is loaded, and generated first where it is missing and that can be done. What says nothing
        of rows, cache or page table need not agree: one serves layers with and without a window.

        Raises as `for_spec`.
        """
        asked = generate.spec(head_size=head_size, q_heads=q_heads, kv_heads=kv_heads, **spec)
        return self._load(self._found_or_made(asked, "cache_write", _CACHE), CacheWrite)

    def for_layer(self, layer: int) -> Attention:
        """The kernel for a layer of the model that the folder's kernels were generated from.

        Raises MissingKernelError where none has the layer.
        """
        for found in self.manifests():
            if layer in found.layers:
                return self._load(found, Attention)
        raise MissingKernelError(
            f"{self.folder} has no kernel for layer {layer} on {self.target}",
            f"pa-gen generate MODEL --arch {self.target} --out {self.folder}",
        )

    def _found_or_made(
        self, asked: Mapping[str, Any], role: str, names: Iterable[str]
    ) -> Manifest:
        found = self._find(asked, role, names)
        if found is None:
            further = ["--cache-write"] if role == "cache_write" else []
            line = generate.command(asked, self.target, self.folder, further)
            if generate.run(line, self._generate):
                found = self._find(asked, role, names)
            if found is None:
                raise MissingKernelError(
                    f"{self.folder} has no {_WORDS[role]} for {self.target} that computes"
                    f" {generate.words(asked)}",
                    generate.text(line),
                )
        return found

    def _find(
        self, asked: Mapping[str, Any], role: str, names: Iterable[str]
    ) -> Manifest | None:
        for found in self.manifests(role):
            if generate.is_known(found.attention) and _agree(
                asked, generate.spec(**found.attention), names
            ):
                return found
        return None

    def _load(self, found: Manifest, kind: type[_Kind]) -> _Kind:
        """Once for each device."""
        loaded = self._loaded.get(found.path)
        if not isinstance(loaded, kind) or loaded.device != self.driver.device():
            loaded = self._loaded[found.path] = kind(found, self.driver)
        return loaded


def _age(path: Path) -> tuple[float, str]:
    return -path.stat().st_mtime, path.name


def _agree(asked: Mapping[str, Any], has: Mapping[str, Any], names: Iterable[str]) -> bool:
    def same(a: Any, b: Any) -> bool:
        if isinstance(a, float) and isinstance(b, float):
            return math.isclose(a, b, rel_tol=1e-6)
        return bool(a == b)

    return all(same(asked[name], has[name]) for name in names)
