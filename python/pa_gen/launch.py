"""Launches of a planned batch: argument blocks that are packed once and changed in place."""

from collections.abc import Mapping
from typing import Any

from .checks import queries_of_row, require_address, require_names, strides_of
from .driver import PreparedLaunch
from .errors import TensorError
from .loaded import Loaded
from .manifest import SIZES, Argument
from .memory import ArgumentBlock, address


class _Slot:
    """Where the address of a tensor goes, and what it was when it was checked last."""

    __slots__ = ("device", "dtype", "misaligned", "name", "places", "shape", "strides")

    def __init__(self, argument: Argument) -> None:
        self.name = argument.name
        self.misaligned = argument.multiple - 1
        self.places: list[tuple[Any, int]] = []
        self.forget()

    def forget(self) -> None:
        self.shape = self.strides = self.dtype = self.device = None

    def remember(self, tensor: Any) -> None:
        """Tensors of PyTorch; what another library has is checked at each launch."""
        if hasattr(tensor, "data_ptr"):
            self.shape, self.strides = tensor.shape, tensor.stride()
            self.dtype, self.device = tensor.dtype, tensor.device

    def put(self, where: int) -> None:
        for longs, index in self.places:
            longs[index] = where


class Launch:
    """What launches loaded kernels; nothing in it allocates or waits for the device.

    The driver copies the arguments at each launch, so they may be changed right after, and a graph
    keeps those of its capture. For one thread at a time.
    """

    GIVEN_SIZES: tuple[str, ...] = ()
    """Sizes that may be given as numbers, where no tensor tells them."""

    def __init__(
        self,
        loaded: Loaded,
        grids: Mapping[str, tuple[int, int, int]],
        numbers: Mapping[str, int],
        sizes: Mapping[str, int],
        workspace: Any = None,
    ) -> None:
        """grids: workgroups by kernel; one that is not there is not launched.

        numbers: what is passed besides tensors and strides; sizes: what is known of the tensors';
        workspace: what has to live as long as this.
        """
        self._workspace = workspace
        self._loaded = loaded
        self._known_sizes = sizes
        self._device = loaded.device_name
        manifest = loaded.manifest
        arguments = manifest.tensors
        self._given_sizes = self.GIVEN_SIZES + tuple(n for n in SIZES if n in manifest.arguments)
        self._slots = {name: _Slot(argument) for name, argument in arguments.items()}
        self._strides: dict[str, list[tuple[ArgumentBlock, int, int]]] = {}
        self._steps: list[tuple[PreparedLaunch, bool]] = []
        self._ready = False
        self._held: dict[str, Any] = {}
        for kernel in manifest.kernels:
            grid = grids.get(kernel.symbol)
            if grid is None:
                continue
            block = ArgumentBlock(kernel.argument_bytes)
            for argument in kernel.arguments:
                if argument.name in self._slots:
                    self._slots[argument.name].places.append((block.longs, argument.offset // 8))
                elif argument.name in numbers:
                    block.put(argument.offset, argument.size, numbers[argument.name])
                else:
                    places = self._strides.setdefault(argument.name, [])
                    places.append((block, argument.offset, argument.size))
            launch = loaded.prepared(kernel, grid, block)
            self._steps.append((launch, kernel.launched_when == "lengths_changed"))

    def set(self, **tensors: Any) -> "Launch":
        """Changes tensors, and strides where they are given, by the manifest's names.

        The first call gives all that the kernel takes; what a later one leaves out stays. Tensors
        are held until they are changed.
        Raises TensorError where one is not as the manifest says; the next launch must be preceded
        by a set that succeeds then.
        """
        if self._ready and self._repeats(tensors):
            self._held.update(tensors)
            return self
        given = {**self._held, **tensors}
        self._check(given)
        self._held = given
        return self

    def pack(self, given: Mapping[str, Any]) -> None:
        """As `set` with all tensors, of which none is held: they must live until the launch."""
        if len(given) != len(self._slots) or not self._repeats(given):
            self._check(given)

    def _repeats(self, given: Mapping[str, Any]) -> bool:
        """Packs tensors that are as those that were checked last, but for their addresses."""
        try:
            for name, tensor in given.items():
                slot = self._slots[name]
                if (
                    tensor.shape != slot.shape
                    or tensor.stride() != slot.strides
                    or tensor.dtype != slot.dtype
                    or tensor.device != slot.device
                ):
                    return False
                where = tensor.data_ptr()
                if where & slot.misaligned or not where:
                    return False
                for longs, index in slot.places:
                    longs[index] = where
        except (AttributeError, KeyError, TypeError):
            return False
        return True

    def _check(self, given: Mapping[str, Any]) -> None:
        self._ready = False
        for slot in self._slots.values():
            slot.forget()
        manifest = self._loaded.manifest
        sizes = dict(self._known_sizes)
        sizes.update((name, int(given[name])) for name in self._given_sizes if name in given)
        given = {name: value for name, value in given.items() if name not in self._given_sizes}
        require_names(manifest, given)
        strides = strides_of(manifest, sizes, self._device, given)
        queries = queries_of_row(sizes)
        if queries is not None:
            sizes.setdefault("sequence_queries", queries)
        for name in SIZES:
            if name in self._strides and name not in sizes:
                raise TensorError(f"{name} is missing: no tensor tells it")
        empty = self._resize(sizes)
        for name, value in (sizes | strides).items():
            for block, offset, size in self._strides.get(name, ()):
                block.put(offset, size, value)
        takes = manifest.tensors
        for name, slot in self._slots.items():
            where = address(given.get(name))
            if not empty:
                require_address(takes[name], where)
            slot.put(where)
        if given.keys() == self._slots.keys():
            for name, slot in self._slots.items():
                slot.remember(given[name])
        self._ready = True

    def _resize(self, sizes: Mapping[str, int]) -> bool:
        """Takes the sizes that tensors were found to have; whether there is nothing to do."""
        return False

    def __call__(self, stream: int = 0, lengths_changed: bool = True) -> None:
        """Enqueues the kernels.

        stream: the driver's handle; lengths_changed: False for another layer over the same page
        table and lengths, where a list of partitions that the device has written is used again.
        Raises TensorError if no tensors were set, DriverError if the driver refuses.
        """
        if not self._ready:
            raise TensorError(
                "no tensors were set, or the last ones were refused: call set() first"
            )
        for launch, only_for_new_lengths in self._steps:
            if lengths_changed or not only_for_new_lengths:
                launch(stream)

    def driver_calls(self) -> list[tuple[Any, ...]]:
        """What the driver's function is called with, launch by launch, for who calls it himself."""
        return [launch.values for launch, _ in self._steps]
