"""Launches of a planned batch: argument blocks that are packed once and changed in place."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .checks import alignment, require_address, require_names, strides_of
from .driver import PreparedLaunch
from .errors import TensorError
from .memory import ArgumentBlock, address

if TYPE_CHECKING:
    from .attention import AttentionPlan


class _Slot:
    """Where the address of one tensor goes."""

    def __init__(self, name: str, misaligned: int) -> None:
        self.name = name
        self.misaligned = misaligned
        self.places: list[tuple[Any, int]] = []


class Launch:
    """What launches the kernels of a plan; nothing in it allocates or waits for the device.

    The driver copies the arguments at each launch, so they may be changed right after, and a graph
    keeps those of its capture. For one thread at a time.
    """

    def __init__(self, plan: "AttentionPlan") -> None:
        self._attention = plan.attention
        self._sequences, self._device = plan.sequences, plan.device
        self._workspace = plan.workspace
        manifest = plan.attention.manifest
        arguments = manifest.tensors()
        self._slots = {
            name: _Slot(name, alignment(argument) - 1) for name, argument in arguments.items()
        }
        self._strides: dict[str, list[tuple[ArgumentBlock, int, int]]] = {}
        self._steps: list[tuple[PreparedLaunch, bool]] = []
        self._signature: list[Any] = []
        self._held: dict[str, Any] = {}
        numbers = plan.numbers()
        for kernel in manifest.kernels:
            grid = plan.grids.get(kernel.symbol)
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
            launch = plan.attention.prepared(kernel, grid, block)
            self._steps.append((launch, kernel.launched_when == "lengths_changed"))

    def set(self, **tensors: Any) -> "Launch":
        """Changes tensors, and strides where they are given, by the manifest's names.

        The first call gives all that the kernel takes; what a later one leaves out stays. Tensors
        are held until they are changed.
        Raises TensorError where one is not as the manifest says; the next launch must be preceded
        by a set that succeeds then.
        """
        given = {**self._held, **tensors}
        self.pack(given)
        self._held = given
        return self

    def pack(self, given: Mapping[str, Any]) -> None:
        """As `set` with all tensors, of which none is held: they must live until the launch."""
        try:
            signature = [_signature(given[name]) for name in self._slots]
        except KeyError:
            signature = []
        if not signature or signature != self._signature or len(given) != len(self._slots):
            self._check(given)
        self._signature = []
        for name, slot in self._slots.items():
            where = address(given[name])
            if where & slot.misaligned or not where:
                require_address(self._attention.manifest.tensors()[name], where)
            for longs, index in slot.places:
                longs[index] = where
        self._signature = signature

    def _check(self, given: Mapping[str, Any]) -> None:
        manifest = self._attention.manifest
        self._signature = []
        require_names(manifest, given)
        strides = strides_of(manifest, self._sequences, self._device, given)
        for name, value in strides.items():
            for block, offset, size in self._strides.get(name, ()):
                block.put(offset, size, value)

    def __call__(self, stream: int = 0, lengths_changed: bool = True) -> None:
        """Enqueues the kernels.

        stream: the driver's handle; lengths_changed: False for another layer over the same page
        table and lengths, where a list of partitions that the device has written is used again.
        Raises TensorError if no tensors were set, DriverError if the driver refuses.
        """
        if not self._signature:
            raise TensorError(
                "no tensors were set, or the last ones were refused: call set() first"
            )
        for launch, only_for_new_lengths in self._steps:
            if lengths_changed or not only_for_new_lengths:
                launch(stream)


def _signature(tensor: Any) -> Any:
    """What must be the same for a checked tensor to stand for another."""
    if hasattr(tensor, "data_ptr"):
        return tensor.shape, tensor.stride(), tensor.dtype, tensor.device
    if tensor is None or isinstance(tensor, int):
        return type(tensor)
    interface = getattr(tensor, "__cuda_array_interface__", None)
    if interface is None:
        return type(tensor)
    return interface["shape"], interface.get("strides"), interface["typestr"]
