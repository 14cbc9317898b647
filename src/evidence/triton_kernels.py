"""Kernels of Triton's compiler, run by the emulator and judged by NumPy.

Needs `pip install triton numpy` (tried: 3.6.0, which does not compile nine of them, and 3.9.0); no
GPU. The kernels are written for this, in the files triton_*.py beside this one; Triton's AMD backend
compiles them for each target.

    python3 src/evidence/triton_kernels.py [--arch gfx942] [--only REGEX]
"""

import argparse
import os
import re
import sys
import zlib

import numpy as np

# Before Triton is loaded: what its next version does without is named here.
os.environ.setdefault("TRITON_DEFAULT_FP_FUSION", "1")

import triton_atomics
import triton_attention
import triton_collective
import triton_elementwise
import triton_matrix
from emulator import Emulator
from verdict import Report

FAMILIES = [
    triton_elementwise,
    triton_collective,
    triton_atomics,
    triton_matrix,
    triton_attention,
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--arch", default="gfx90a,gfx942,gfx950")
    parser.add_argument("--only", default="", help="names that match this expression")
    options = parser.parse_args()
    report = Report()
    run_all(options.arch.split(","), options.only, Emulator(), report)
    return report.summary()


def run_all(targets, only, emulator, report):
    for arch in targets:
        for family in FAMILIES:
            rng = np.random.default_rng(zlib.crc32(f"{arch} {family.__name__}".encode()))
            for case in family.cases(arch, rng):
                name = f"{arch}/{case.name}"
                if re.search(only, name):
                    report.judge(name, lambda case=case: case.run(emulator, arch))


if __name__ == "__main__":
    sys.exit(main())
