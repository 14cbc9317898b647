"""A code object and its manifest, loaded on the current device."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import manifest as manifests
from .driver import Driver, PreparedLaunch, find
from .errors import ManifestError, TensorError
from .manifest import KernelEntry, Manifest
from .memory import ArgumentBlock, Library


class Loaded:
    """Kernels in the current context of the GPU: unloaded when nothing refers to them.

    Their launches must have ended then. roles: what the code object may be for, as in
    `Manifest.role`; device: its number, from 0.
    """

    roles: tuple[str, ...] = ()

    def __init__(self, manifest: str | Path | Manifest, driver: Driver | None = None) -> None:
        """manifest: NAME.json with NAME.co beside it; driver: by default that of the machine's GPU.

        Raises ManifestError for another file, DriverError where there is no GPU, and TensorError
        where it is of another architecture than the kernel.
        """
        self.manifest = (
            manifest if isinstance(manifest, Manifest) else manifests.read(Path(manifest))
        )
        if self.manifest.role not in self.roles:
            raise ManifestError(
                f"{self.manifest.name} is of the role {self.manifest.role}, not"
                f" {' or '.join(self.roles)}: load it with another class"
            )
        self.driver = driver or find()
        self.device = self.driver.device()
        architecture = self.driver.architecture()
        if architecture != self.manifest.target:
            raise TensorError(
                f"{self.manifest.name} is for {self.manifest.target}, the device is a"
                f" {architecture}: generate it with --arch {architecture}"
            )
        self._module = self.driver.load(self.manifest.code())
        self._kernels = {
            kernel.symbol: self.driver.kernel(self._module, kernel.symbol, kernel.dynamic_lds)
            for kernel in self.manifest.kernels
        }

    def __del__(self) -> None:
        module = getattr(self, "_module", 0)
        if module and not sys.is_finalizing():
            self.driver.unload(module)

    @property
    def spec(self) -> Mapping[str, Any]:
        """What is computed, as the manifest's `attention` says it."""
        return self.manifest.attention

    @property
    def device_name(self) -> str:
        """What tensors on the device say of where they are, such as "cuda:0"."""
        return self.driver.device_name(self.device)

    def stream(self, library: Library | None) -> int:
        """The handle of the stream that work is given to where nobody names one."""
        return 0 if library is None else library.stream(self.device)

    def prepared(
        self, kernel: KernelEntry, grid: Sequence[int], block: ArgumentBlock
    ) -> PreparedLaunch:
        """A launch of one of the kernels with an argument block."""
        return self.driver.prepare(
            self._kernels[kernel.symbol],
            grid,
            kernel.block,
            kernel.dynamic_lds,
            block.address,
            kernel.argument_bytes,
        )


def array_library() -> Library | None:
    """PyTorch, where the program has imported it."""
    if "torch" not in sys.modules:
        return None
    from .torch_tensors import TorchLibrary

    return TorchLibrary()
