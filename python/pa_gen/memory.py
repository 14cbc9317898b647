"""Memory of the device: what has an address, and what can be known about it."""

import ctypes
import re
from dataclasses import dataclass
from typing import Any, Protocol


class Library(Protocol):
    """What an array library does for launches; PyTorch's is in torch_tensors.py."""

    def stream(self, device: int) -> int:
        """The handle of the stream that work is given to now."""

    def zeros(self, count: int, device: int) -> Any:
        """Bytes of device memory that are zero."""

    def empty(self, like: Any, shape: tuple[int, ...], element: str) -> Any:
        """A tensor without gaps on the device of another; element: such as "bf16"."""

    def is_compiling(self) -> bool:
        """Whether the caller is traced rather than run."""


@dataclass(frozen=True)
class View:
    """A tensor as far as a kernel cares.

    strides: elements; dtype: as manifests write it, such as "bf16", or the library's own name;
    device: "cuda:0", or None where the library does not tell.
    """

    address: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    dtype: str
    device: str | None


_NAMES = {
    "bfloat16": "bf16",
    "float16": "fp16",
    "float32": "fp32",
    "float8_e4m3fn": "fp8_e4m3",
    "float8_e5m2": "fp8_e5m2",
    "int8": "int8",
    "uint8": "uint8",
    "int32": "int32",
    "int64": "int64",
}

_TYPESTRINGS = {
    "f2": "fp16",
    "f4": "fp32",
    "i1": "int8",
    "u1": "uint8",
    "i4": "int32",
    "i8": "int64",
    "V2": "bf16",
}


def address(memory: Any) -> int:
    """Where memory lies: a plain address, None (0), or what has one.

    Takes tensors of PyTorch, what has __cuda_array_interface__ (CuPy, Numba), arrays of JAX.
    Raises TypeError for anything else.
    """
    if memory is None:
        return 0
    if isinstance(memory, int):
        return memory
    if hasattr(memory, "data_ptr"):
        return int(memory.data_ptr())
    if hasattr(memory, "__cuda_array_interface__"):
        return int(memory.__cuda_array_interface__["data"][0])
    if hasattr(memory, "unsafe_buffer_pointer"):
        return int(memory.unsafe_buffer_pointer())
    raise TypeError(f"a {type(memory).__name__} has no address on the device")


def size_of(memory: Any) -> int | None:
    """Bytes of memory, where it tells."""
    size = getattr(memory, "nbytes", None)
    return None if size is None else int(size)


def view(memory: Any) -> View | None:
    """What can be known of a tensor; None of a plain address."""
    if memory is None or isinstance(memory, int):
        return None
    if hasattr(memory, "data_ptr"):
        return View(
            int(memory.data_ptr()),
            tuple(memory.shape),
            tuple(memory.stride()),
            dtype_name(memory.dtype),
            str(memory.device),
        )
    interface = getattr(memory, "__cuda_array_interface__", None)
    if interface is None:
        return None
    shape = tuple(interface["shape"])
    kind = interface["typestr"].lstrip("<>|=")
    item = int(re.sub(r"\D", "", kind))
    strides = interface.get("strides")
    return View(
        int(interface["data"][0]),
        shape,
        contiguous(shape) if strides is None else tuple(stride // item for stride in strides),
        _TYPESTRINGS.get(kind, kind),
        None,
    )


def dtype_name(dtype: Any) -> str:
    """As manifests write it: "torch.bfloat16" is "bf16"."""
    name = str(dtype).rpartition(".")[2]
    return _NAMES.get(name, name)


def contiguous(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Strides of a tensor without gaps."""
    strides: list[int] = []
    stride = 1
    for size in reversed(shape):
        strides.append(stride)
        stride *= size
    return tuple(reversed(strides))


class ArgumentBlock:
    """The arguments of one kernel, packed as the manifest lays them out; filled in place."""

    def __init__(self, size: int) -> None:
        self.bytes = (size + 7) // 8 * 8
        self.longs = (ctypes.c_int64 * (self.bytes // 8))()
        self.ints = (ctypes.c_int32 * (self.bytes // 4)).from_buffer(self.longs)
        self.address = ctypes.addressof(self.longs)

    def put(self, offset: int, size: int, value: int) -> None:
        """Writes a number of 4 or 8 bytes, or an address."""
        if size == 8:
            self.longs[offset // 8] = value
        else:
            self.ints[offset // 4] = value
