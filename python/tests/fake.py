"""A GPU that takes launches without running them, kernels for it, and tensors without contents."""

import ctypes
import os
import struct
import tempfile
import unittest
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pa_gen
from pa_gen.manifest import Manifest
from pa_gen.memory import contiguous

TARGET = Path(__file__).resolve().parents[2] / "target"
KERNELS = TARGET / "python-kernels"
"""PythonPackageTest writes them: run it once before these tests."""

ITEM = {"bfloat16": 2, "float16": 2, "float32": 4, "int32": 4, "int64": 8, "uint8": 1}


def cuda() -> pa_gen.Cuda:
    """NVIDIA's driver for a made-up sm_90."""
    return pa_gen.Cuda(_library("fake-cuda/libcuda.so.1"))


class Cpu(pa_gen.Cuda):
    """The made-up GPU's memory is the processor's."""

    def device_name(self, device: int) -> str:
        return "cpu"


def cpu() -> Cpu:
    """NVIDIA's driver, for tensors of the processor."""
    return Cpu(_library("fake-cuda/libcuda.so.1"))


def hip() -> pa_gen.Hip:
    """AMD's for a made-up gfx942."""
    return pa_gen.Hip(_library("fake-hip/libamdhip64.so.7"))


def _library(name: str) -> Path:
    path = TARGET / name
    if not (path.exists() and KERNELS.exists()) and "CI" not in os.environ:
        raise unittest.SkipTest(f"{path} or {KERNELS} is missing: run PythonPackageTest first")
    return path


def fail_next(driver: pa_gen.Driver, symbol: str, status: int) -> None:
    """Has the next call of a function of CUDA fail."""
    driver.library.fakeCudaFail(ctypes.c_char_p(symbol.encode()), ctypes.c_int(status))


def alive(driver: pa_gen.Driver, kind: int) -> int:
    """Buffers (0) or modules (2) that there are."""
    driver.library.fakeCudaAlive.restype = ctypes.c_long
    return int(driver.library.fakeCudaAlive(ctypes.c_int(kind)))


@dataclass(frozen=True)
class Noted:
    """A launch as the driver was given it."""

    symbol: str
    grid: tuple[int, ...]
    block: tuple[int, ...]
    dynamic_lds: int
    stream: int
    arguments: bytes

    def long(self, offset: int) -> int:
        """The 64-bit number at a byte of the arguments."""
        return int(struct.unpack_from("<q", self.arguments, offset)[0])

    def named(self, manifest: Manifest) -> dict[str, int]:
        """All arguments, as the manifest lays them out."""
        kernel = next(kernel for kernel in manifest.kernels if kernel.symbol == self.symbol)
        return {
            argument.name: struct.unpack_from(
                "<q" if argument.size == 8 else "<i", self.arguments, argument.offset
            )[0]
            for argument in kernel.arguments
        }


@contextmanager
def noted() -> Iterator[list[Noted]]:
    """Fills a list with what was launched inside."""
    launches: list[Noted] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "launches"
        os.environ["FAKE_CUDA_RECORD"] = str(file)
        try:
            yield launches
        finally:
            del os.environ["FAKE_CUDA_RECORD"]
        for line in file.read_text().splitlines() if file.exists() else []:
            symbol, *numbers, arguments = line.split()
            n = [int(number) for number in numbers]
            launches.append(
                Noted(symbol, tuple(n[:3]), tuple(n[3:6]), n[6], n[7], bytes.fromhex(arguments))
            )


class Tensor:
    """What launches ask of a tensor of PyTorch."""

    def __init__(
        self,
        *shape: int,
        dtype: str = "bfloat16",
        strides: tuple[int, ...] | None = None,
        address: int = 0x10000,
        device: str = "cuda:0",
    ) -> None:
        self.shape = shape
        self.dtype = f"torch.{dtype}"
        self.device = device
        self._strides = strides or contiguous(shape)
        self._address = address

    def stride(self) -> tuple[int, ...]:
        return self._strides

    def data_ptr(self) -> int:
        return self._address


class Array:
    """What CuPy has."""

    def __init__(self, *shape: int, typestr: str, strides: tuple[int, ...] | None = None) -> None:
        self.__cuda_array_interface__: dict[str, Any] = {
            "shape": shape,
            "typestr": typestr,
            "strides": strides,
            "data": (0x20000, False),
            "version": 3,
        }


def batch(sequences: int = 3, **changed: Any) -> dict[str, Any]:
    """Tensors of a batch for the kernel named plain: 6 query heads, 1 KV head, 128, pages of 16."""
    tensors = {
        "query": Tensor(sequences, 6, 128, address=0x1000),
        "key_cache": Tensor(100, 16, 1, 128, address=0x2000),
        "value_cache": Tensor(100, 16, 1, 128, address=0x3000),
        "kv_indptr": Tensor(sequences + 1, dtype="int32", address=0x4004),
        "kv_page_indices": Tensor(77, dtype="int32", address=0x5004),
        "kv_last_page_len": Tensor(sequences, dtype="int32", address=0x6004),
        "out": Tensor(sequences, 6, 128, address=0x7008),
    }
    return {**tensors, **changed}
