"""The drivers of GPUs, through ctypes: libcuda.so.1 and libamdhip64.so, nothing else."""

import ctypes
import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from .errors import DriverError

Handle = int

_OTHER_CONTEXT = (201, 400, 709)
"""An invalid context, an invalid handle, a context that is gone: in CUDA and HIP alike."""


class Driver(ABC):
    """One driver's calls on the current context of the calling thread."""

    PREFIX: ClassVar[str]
    """Of the calls' names."""
    ALLOCATE: ClassVar[str]
    FREE: ClassVar[str]
    LAUNCH: ClassVar[str]
    END: ClassVar[int]
    """Ends what a launch is given beside the grid."""

    def __init__(self, library: str | Path) -> None:
        """library: the path or the name of the shared library.

        Raises DriverError if it cannot be loaded, or finds no device.
        """
        try:
            self.library = ctypes.CDLL(str(library))
        except OSError as problem:
            raise DriverError(f"{library} cannot be loaded: {problem}") from problem
        self._launch = self.function(self.LAUNCH)
        self.call(self.PREFIX + "Init", ctypes.c_uint(0))

    @abstractmethod
    def device(self) -> int:
        """The number of the current device, from 0."""

    def device_name(self, device: int) -> str:
        """What tensors on a device say of where they are."""
        return f"cuda:{device}"

    @abstractmethod
    def compute_units(self) -> int:
        """Of the current device."""

    @abstractmethod
    def architecture(self) -> str:
        """Of the current device, such as "gfx942" or "sm_90"."""

    @abstractmethod
    def text(self, status: int) -> str:
        """What the driver says of a failure."""

    @abstractmethod
    def clear(self, address: int, size: int) -> None:
        """Makes bytes of device memory zero."""

    def function(self, name: str) -> Callable[..., int]:
        """A function of the library.

        Raises DriverError if it has none of that name.
        """
        try:
            found: Callable[..., int] = getattr(self.library, name)
        except AttributeError as problem:
            raise DriverError(f"the driver has no {name}: it is too old") from problem
        return found

    def call(self, name: str, *arguments: object) -> None:
        """Calls a function and raises DriverError if it fails."""
        self.check(name, self.function(name)(*arguments))

    def check(self, name: str, status: int) -> None:
        if status == 0:
            return
        advice = ""
        if status in _OTHER_CONTEXT:
            advice = ": kernel, stream and tensors must be of the current device"
        raise DriverError(f"{name} fails: {self.text(status)} ({status}){advice}", status)

    def load(self, code: bytes) -> Handle:
        """The module of a code object, in the current context."""
        module = ctypes.c_void_p()
        self.call(self.PREFIX + "ModuleLoadData", ctypes.byref(module), ctypes.c_char_p(code))
        return module.value or 0

    def unload(self, module: Handle) -> None:
        self.call(self.PREFIX + "ModuleUnload", ctypes.c_void_p(module))

    def kernel(self, module: Handle, symbol: str, dynamic_lds: int) -> Handle:
        """A kernel of a module, which a launch gives so many bytes of LDS or shared memory."""
        function = ctypes.c_void_p()
        self.call(
            self.PREFIX + "ModuleGetFunction",
            ctypes.byref(function),
            ctypes.c_void_p(module),
            ctypes.c_char_p(symbol.encode()),
        )
        return function.value or 0

    def allocate(self, size: int) -> "DeviceMemory":
        """Bytes of device memory that are zero, freed when nothing refers to them."""
        return DeviceMemory(self, size)

    def prepare(
        self,
        kernel: Handle,
        grid: Sequence[int],
        block: Sequence[int],
        dynamic_lds: int,
        arguments: int,
        size: int,
    ) -> "PreparedLaunch":
        """A launch with all that it takes but the stream.

        arguments: address of the argument block, which the driver reads at each launch; size: its
        bytes.
        """
        return PreparedLaunch(self, kernel, grid, block, dynamic_lds, arguments, size)


class PreparedLaunch:
    """A kernel, its grid and its argument block, converted once for the driver.

    values: what the driver's function is called with.
    """

    __slots__ = ("_call", "_check", "_kept", "_name", "_stream", "_width", "values")

    def __init__(
        self,
        driver: Driver,
        kernel: Handle,
        grid: Sequence[int],
        block: Sequence[int],
        dynamic_lds: int,
        arguments: int,
        size: int,
    ) -> None:
        length = ctypes.c_size_t(size)
        extra = (ctypes.c_void_p * 5)(1, arguments, 2, ctypes.addressof(length), driver.END)
        self._call = driver.function(driver.LAUNCH)
        self._check = driver.check
        self._name = driver.LAUNCH
        self._stream = ctypes.c_void_p()
        self._kept = length
        self._width = ctypes.c_uint(grid[0])
        self.values = (
            ctypes.c_void_p(kernel),
            self._width,
            *map(ctypes.c_uint, grid[1:]),
            *map(ctypes.c_uint, block),
            ctypes.c_uint(dynamic_lds),
            self._stream,
            ctypes.c_void_p(),
            extra,
        )

    def resize(self, workgroups: int) -> None:
        """Launches so many workgroups in x from now on."""
        self._width.value = workgroups

    def __call__(self, stream: Handle) -> None:
        """Enqueues it. Raises DriverError if the driver refuses."""
        self._stream.value = stream
        status = self._call(*self.values)
        if status:
            self._check(self._name, status)


class DeviceMemory:
    """An allocation of the driver's own, for those who have no array library."""

    def __init__(self, driver: Driver, size: int) -> None:
        self._driver = driver
        self._address = ctypes.c_void_p()
        self.nbytes = size
        driver.call(driver.ALLOCATE, ctypes.byref(self._address), ctypes.c_size_t(size))
        driver.clear(self.data_ptr(), size)

    def data_ptr(self) -> int:
        """The address."""
        return self._address.value or 0

    def __del__(self) -> None:
        if self._address and not sys.is_finalizing():
            self._driver.function(self._driver.FREE)(self._address)


class Cuda(Driver):
    """NVIDIA's driver."""

    PREFIX = "cu"
    ALLOCATE = "cuMemAlloc_v2"
    FREE = "cuMemFree_v2"
    LAUNCH = "cuLaunchKernel"
    END = 0

    _MULTIPROCESSORS = 16
    _CAPABILITY = (75, 76)
    _DYNAMIC_SHARED_BYTES = 8

    def __init__(self, library: str | Path = "libcuda.so.1") -> None:
        super().__init__(library)
        self._context = ctypes.c_void_p()

    def device(self) -> int:
        current = self._device()
        count, device = ctypes.c_int(), ctypes.c_int()
        self.call("cuDeviceGetCount", ctypes.byref(count))
        for ordinal in range(count.value):
            self.call("cuDeviceGet", ctypes.byref(device), ctypes.c_int(ordinal))
            if device.value == current.value:
                return ordinal
        raise DriverError("the current context is of a device that the driver does not count")

    def _device(self) -> ctypes.c_int:
        """Of the current context; where there is none, that of device 0 becomes current."""
        device = ctypes.c_int()
        context = ctypes.c_void_p()
        self.call("cuCtxGetCurrent", ctypes.byref(context))
        if not context:
            self.call("cuDeviceGet", ctypes.byref(device), ctypes.c_int(0))
            if not self._context:
                self.call("cuDevicePrimaryCtxRetain", ctypes.byref(self._context), device)
            self.call("cuCtxSetCurrent", self._context)
        self.call("cuCtxGetDevice", ctypes.byref(device))
        return device

    def _attribute(self, number: int) -> int:
        value = ctypes.c_int()
        self.call("cuDeviceGetAttribute", ctypes.byref(value), ctypes.c_int(number), self._device())
        return value.value

    def compute_units(self) -> int:
        return self._attribute(self._MULTIPROCESSORS)

    def architecture(self) -> str:
        major, minor = map(self._attribute, self._CAPABILITY)
        return f"sm_{major}{minor}"

    def text(self, status: int) -> str:
        text = ctypes.c_char_p()
        self.function("cuGetErrorString")(ctypes.c_int(status), ctypes.byref(text))
        return (text.value or b"unknown error").decode()

    def clear(self, address: int, size: int) -> None:
        self.call(
            "cuMemsetD8_v2", ctypes.c_uint64(address), ctypes.c_ubyte(0), ctypes.c_size_t(size)
        )

    def kernel(self, module: Handle, symbol: str, dynamic_lds: int) -> Handle:
        function = super().kernel(module, symbol, dynamic_lds)
        if dynamic_lds:
            self.call(
                "cuFuncSetAttribute",
                ctypes.c_void_p(function),
                ctypes.c_int(self._DYNAMIC_SHARED_BYTES),
                ctypes.c_int(dynamic_lds),
            )
        return function


class Hip(Driver):
    """AMD's HIP runtime."""

    PREFIX = "hip"
    ALLOCATE = "hipMalloc"
    FREE = "hipFree"
    LAUNCH = "hipModuleLaunchKernel"
    END = 3

    _NAMES = (
        "libamdhip64.so.7",
        "libamdhip64.so.6",
        "libamdhip64.so",
        "/opt/rocm/lib/libamdhip64.so",
    )
    # Where hipDeviceProp_tR0600 has what is read of it, in ROCm 6.4, 7.2 and 10.0.
    _WAVE_SIZE, _COMPUTE_UNITS, _ARCHITECTURE = 308, 388, 1160
    _ROOM = 16 << 10

    def __init__(self, library: str | Path | None = None) -> None:
        """library: by default the one that is in the process already, such as PyTorch's own."""
        super().__init__(library or self._find())

    @classmethod
    def _find(cls) -> str:
        loaded = _loaded("libamdhip64.so")
        if loaded:
            return loaded
        for name in cls._NAMES:
            try:
                ctypes.CDLL(name)
                return name
            except OSError:
                continue
        return cls._NAMES[0]

    def device(self) -> int:
        device = ctypes.c_int()
        self.call("hipGetDevice", ctypes.byref(device))
        return device.value

    def _properties(self) -> bytes:
        room = ctypes.create_string_buffer(self._ROOM)
        self.call("hipGetDevicePropertiesR0600", room, ctypes.c_int(self.device()))
        if _number(room.raw, self._WAVE_SIZE) not in (32, 64):
            raise DriverError("this HIP has a device's properties in a layout that is not known")
        return room.raw

    def compute_units(self) -> int:
        return _number(self._properties(), self._COMPUTE_UNITS)

    def architecture(self) -> str:
        found = re.match(rb"gfx[0-9a-z-]+", self._properties()[self._ARCHITECTURE :])
        if not found:
            raise DriverError("this HIP has a device's properties in a layout that is not known")
        return found[0].decode()

    def text(self, status: int) -> str:
        name = self.function("hipGetErrorString")
        name.restype = ctypes.c_char_p  # type: ignore[attr-defined]
        text = name(ctypes.c_int(status))
        return text.decode() if isinstance(text, bytes) else "unknown error"

    def clear(self, address: int, size: int) -> None:
        self.call("hipMemset", ctypes.c_void_p(address), ctypes.c_int(0), ctypes.c_size_t(size))


def find() -> Driver:
    """The driver of the GPU of this machine: HIP where that is loaded already, else CUDA, else HIP.

    Raises DriverError if there is neither.
    """
    kinds: list[Callable[[], Driver]] = [Cuda, Hip]
    if _loaded("libamdhip64.so") and not _loaded("libcuda.so"):
        kinds.reverse()
    problems = []
    for kind in kinds:
        try:
            return kind()
        except DriverError as problem:
            problems.append(str(problem))
    raise DriverError("there is no driver of a GPU: " + "; ".join(problems))


def _loaded(name: str) -> str | None:
    """The path of a library that is in this process already."""
    try:
        lines = Path("/proc/self/maps").read_text().splitlines()
    except OSError:
        return None
    for line in lines:
        path = line.partition("/")
        if path[1] and Path(path[2]).name.startswith(name):
            return "/" + path[2]
    return None


def _number(properties: bytes, offset: int) -> int:
    return int.from_bytes(properties[offset : offset + 4], "little")
