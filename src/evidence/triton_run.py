"""Compiles a Triton kernel for AMD, runs it in the emulator and judges what it wrote."""

import dataclasses
import pathlib
import tempfile

import numpy as np
import triton
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource

import formats
from emulator import NULL, Launch, f32, i32, i64
from verdict import NotTried, relative

POINTERS = {
    np.dtype(np.int8): "i8",
    np.dtype(np.int16): "i16",
    np.dtype(np.int32): "i32",
    np.dtype(np.int64): "i64",
    np.dtype(np.uint8): "u8",
    np.dtype(np.uint16): "u16",
    np.dtype(np.uint32): "u32",
    np.dtype(np.uint64): "u64",
    np.dtype(np.float16): "fp16",
    np.dtype(np.float32): "fp32",
    np.dtype(np.float64): "fp64",
}
# Formats that NumPy has not: what Triton calls them, and what holds their bits.
SMALL = {
    "bf16": "bf16",
    "e4m3fnuz": "fp8e4b8",
    "e5m2fnuz": "fp8e5b16",
    "e4m3fn": "fp8e4nv",
    "e5m2": "fp8e5",
}


class Bits:
    """An array of a format that NumPy has not, by its bits."""

    def __init__(self, kind, bits):
        self.kind, self.bits = kind, bits

    @staticmethod
    def of(kind, values):
        if kind == "bf16":
            return Bits(kind, formats.bf16_bits(values))
        return Bits(kind, formats.encode(kind, values))

    def values(self):
        if self.kind == "bf16":
            return formats.bf16(self.bits).astype(np.float64)
        return formats.decode(self.kind, self.bits)


def empty(shape, dtype):
    """An output that starts as what no result looks like."""
    kind = dtype if dtype in SMALL else None
    dtype = {"bf16": np.uint16, None: dtype}.get(kind, np.uint8)
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    bits = np.full(size, 0xFF, np.uint8).view(dtype).reshape(shape)
    return Bits(kind, bits) if kind else bits


@dataclasses.dataclass
class Case:
    """A kernel with its arguments by name; constants for the compiler are in `constants`.

    `judge` gets the outputs as numbers, by name, and says how large the error is and may be.
    """

    name: str
    kernel: object
    arguments: dict
    outputs: list
    judge: object
    constants: dict = dataclasses.field(default_factory=dict)
    grid: tuple = (1, 1, 1)
    options: dict = dataclasses.field(default_factory=dict)

    def compiled(self, arch):
        signature, attributes = {}, {}
        order = self.kernel.arg_names
        for place, name in enumerate(order):
            if name in self.constants:
                signature[name] = "constexpr"
                continue
            value = self.arguments[name]
            signature[name] = kind_of(value)
            if isinstance(value, (Bits, np.ndarray)):
                attributes[(place,)] = [["tt.divisibility", 16], ["tt.pointer_range", 32]]
            elif isinstance(value, int) and value % 16 == 0:
                attributes[(place,)] = [["tt.divisibility", 16]]
        source = ASTSource(self.kernel, signature, self.constants, attributes)
        target = GPUTarget("hip", arch, 64)
        try:
            return triton.compile(source, target=target, options=self.options)
        except (triton.CompilationError, RuntimeError) as e:
            raise NotTried(f"Triton {triton.__version__} does not compile it: {type(e).__name__}") from e

    def run(self, emulator, arch):
        code = self.compiled(arch)
        launch = Launch(
            code.metadata.name,
            self.grid,
            (64 * code.metadata.num_warps, 1, 1),
            code.metadata.shared,
        )
        for name in self.kernel.arg_names:
            if name not in self.constants:
                launch.arguments.append(argument(launch, name, self.arguments[name]))
        # Two buffers for scratch, which these kernels do not use.
        launch.arguments += [NULL, NULL]
        with tempfile.NamedTemporaryFile(suffix=".hsaco") as file:
            file.write(code.asm["hsaco"])
            file.flush()
            out = emulator.run(pathlib.Path(file.name), launch, self.outputs)
        for name in self.outputs:
            if isinstance(self.arguments[name], Bits):
                out[name] = Bits(self.arguments[name].kind, out[name]).values()
        return self.judge(out)


def kind_of(value):
    if isinstance(value, Bits):
        return "*" + SMALL[value.kind]
    if isinstance(value, np.ndarray):
        return "*" + POINTERS[value.dtype]
    if isinstance(value, int):
        return "i32" if -(2**31) <= value < 2**31 else "i64"
    return "fp32"


def argument(launch, name, value):
    if isinstance(value, Bits):
        return launch.buffer(name, value.bits)
    if isinstance(value, np.ndarray):
        return launch.buffer(name, value)
    if isinstance(value, int):
        return i32(value) if -(2**31) <= value < 2**31 else i64(value)
    return f32(value)


def exact(**wanted):
    """How many elements differ; NaN is NaN, and the zeros are one."""

    def judge(out):
        wrong = 0
        for name, want in wanted.items():
            got = out[name]
            same = got == want
            if np.issubdtype(np.asarray(got).dtype, np.floating):
                same |= np.isnan(got) & np.isnan(want)
            wrong += int(np.size(same) - np.count_nonzero(same))
        return wrong, 0

    return judge


def near(limit, **wanted):
    """The norm of the error by that of the result."""
    return lambda out: (max(relative(out[n], w) for n, w in wanted.items()), limit)


def each(limit, **wanted):
    """The largest relative error of an element; infinities and NaN have to be alike."""

    def judge(out):
        worst = 0.0
        for name, want in wanted.items():
            got, want = np.asarray(out[name], np.float64), np.asarray(want, np.float64)
            odd = ~np.isfinite(want)
            same = (got == want) | (np.isnan(got) & np.isnan(want))
            if not same[odd].all() or not np.isfinite(got[~odd]).all():
                return np.inf, limit
            error = np.abs(got - want)[~odd] / np.maximum(np.abs(want[~odd]), 1e-30)
            worst = max(worst, float(error.max(initial=0)))
        return worst, limit

    return judge
