"""Compiles a Triton kernel for an AMD GPU that is not there, and writes what emulate needs to run it.

    pip install triton numpy
    python triton_rows.py OUT [gfx942]

writes OUT/rows.hsaco, its inputs, what should come out, and the launch list rows.json.
"""

import json
import pathlib
import sys

import numpy
import triton
import triton.language as tl
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource

ROWS, COLUMNS, BLOCK, WARPS = 5, 700, 1024, 4


@triton.jit
def normalised_rows(x, weight, out, columns, epsilon, BLOCK: tl.constexpr):
    """Every row over the root of its mean square, times a weight for each column."""
    row = tl.program_id(0)
    column = tl.arange(0, BLOCK)
    inside = column < columns
    values = tl.load(x + row * columns + column, mask=inside, other=0.0).to(tl.float32)
    scale = 1 / tl.sqrt(tl.sum(values * values, axis=0) / columns + epsilon)
    result = values * scale * tl.load(weight + column, mask=inside, other=0.0)
    tl.store(out + row * columns + column, result, mask=inside)


def main():
    out = pathlib.Path(sys.argv[1])
    arch = sys.argv[2] if len(sys.argv) > 2 else "gfx942"
    out.mkdir(parents=True, exist_ok=True)
    kernel = triton.compile(
        ASTSource(
            normalised_rows,
            signature={
                "x": "*fp16",
                "weight": "*fp32",
                "out": "*fp32",
                "columns": "i32",
                "epsilon": "fp32",
                "BLOCK": "constexpr",
            },
            constexprs={"BLOCK": BLOCK},
        ),
        target=GPUTarget("hip", arch, 64),
        options={"num_warps": WARPS},
    )
    (out / "rows.hsaco").write_bytes(kernel.asm["hsaco"])

    random = numpy.random.default_rng(2)
    x = random.normal(0, 3, (ROWS, COLUMNS)).astype(numpy.float16)
    weight = random.uniform(0.5, 1.5, COLUMNS).astype(numpy.float32)
    exact = x.astype(numpy.float64)
    exact *= weight / numpy.sqrt((exact**2).mean(axis=1, keepdims=True) + 1e-5)
    numpy.save(out / "x.npy", x)
    numpy.save(out / "weight.npy", weight)
    numpy.save(out / "expected.npy", exact.astype(numpy.float32))

    launches = {
        "name": "rows of a Triton kernel",
        "sizes": {"rows": ROWS, "columns": COLUMNS},
        "buffers": [
            {"name": "x", "npy": "x.npy"},
            {"name": "weight", "npy": "weight.npy"},
            {
                "name": "out",
                "dtype": "float32",
                "shape": ["rows", "columns"],
                "expect": "expected.npy",
                "tolerance": {"relative_l2": 1e-6},
            },
        ],
        "launches": [
            {
                "symbol": kernel.metadata.name,
                "grid": ["rows", 1, 1],
                "block": [64 * kernel.metadata.num_warps, 1, 1],
                "dynamic_lds_bytes": kernel.metadata.shared,
                "arguments": [
                    {"buffer": "x"},
                    {"buffer": "weight"},
                    {"buffer": "out"},
                    {"int32": "columns"},
                    {"float32": 1e-5},
                    # Scratch in global memory, for all programs and for profilers: not used here.
                    {"null": True},
                    {"null": True},
                ],
            }
        ],
    }
    (out / "rows.json").write_text(json.dumps(launches, indent=2) + "\n")


main()
