#!/usr/bin/env python3
"""Holds some instructions against LLVM's constant folding of the intrinsics that stand for them.

    ./mvnw -q test-compile
    src/evidence/folding.py [--opt opt] [--cases 200] [--seed 1]

Needs Python 3.11, a JDK 25 and LLVM's opt with the AMDGPU target (tried with 14). Calls that LLVM leaves alone
are not counted. The exit code is 1 if the emulator and LLVM differ.
"""

import argparse
import collections
import random
import re
import struct
import subprocess
import sys

import jdk
from encodings_of_cdna import LANES
from ieee import FORMATS
from semantics import Emulator

# Intrinsic, type of the result, types of the arguments, instruction with v8, v16 and v24 as sources.
CALLS = [
    ("fract.f16", "half", ["half"], "v_fract_f16_e32 v0, v8"),
    ("fract.f32", "float", ["float"], "v_fract_f32_e32 v0, v8"),
    ("fract.f64", "double", ["double"], "v_fract_f64_e32 v[0:1], v[8:9]"),
    ("frexp.exp.i16.f16", "i16", ["half"], "v_frexp_exp_i16_f16_e32 v0, v8"),
    ("frexp.exp.i32.f32", "i32", ["float"], "v_frexp_exp_i32_f32_e32 v0, v8"),
    ("frexp.exp.i32.f64", "i32", ["double"], "v_frexp_exp_i32_f64_e32 v0, v[8:9]"),
    ("frexp.mant.f16", "half", ["half"], "v_frexp_mant_f16_e32 v0, v8"),
    ("frexp.mant.f32", "float", ["float"], "v_frexp_mant_f32_e32 v0, v8"),
    ("frexp.mant.f64", "double", ["double"], "v_frexp_mant_f64_e32 v[0:1], v[8:9]"),
    ("sffbh.i32", "i32", ["i32"], "v_ffbh_i32_e32 v0, v8"),
    ("ubfe.i32", "i32", ["i32"] * 3, "v_bfe_u32 v0, v8, v16, v24"),
    ("sbfe.i32", "i32", ["i32"] * 3, "v_bfe_i32 v0, v8, v16, v24"),
    ("perm", "i32", ["i32"] * 3, "v_perm_b32 v0, v8, v16, v24"),
    ("fmed3.f32", "float", ["float"] * 3, "v_med3_f32 v0, v8, v16, v24"),
    ("fmul.legacy", "float", ["float"] * 2, "v_mul_legacy_f32 v0, v8, v16"),
    ("ldexp.f32", "float", ["float", "i32"], "v_ldexp_f32 v0, v8, v16"),
    ("ldexp.f64", "double", ["double", "i32"], "v_ldexp_f64 v[0:1], v[8:9], v16"),
    ("rcp.f64", "double", ["double"], "v_rcp_f64_e32 v[0:1], v[8:9]"),
    ("class.f32", "i1", ["float", "i32"], "v_cmp_class_f32_e32 vcc, v8, v16"),
    ("class.f64", "i1", ["double", "i32"], "v_cmp_class_f64_e32 vcc, v[8:9], v16"),
]
BITS = {"i1": 1, "i16": 16, "half": 16, "i32": 32, "float": 32, "double": 64}
FLOATS = {"half": 16, "float": 32, "double": 64}


def draw(kind, rng):
    bits = BITS[kind]
    if kind not in FLOATS:
        return rng.choice(
            (0, 1, 31, 32, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, rng.getrandbits(10), rng.getrandbits(32))
        )
    f = FORMATS["f", bits]
    edge = rng.choice(
        (0, f.sign, f.infinity, f.sign | f.infinity, f.nan, 1, f.sign | 3, 1 << f.fraction, f.infinity - 1)
    )
    near = rng.getrandbits(f.fraction) | f.bias + rng.randint(-12, 12) << f.fraction | rng.choice((0, f.sign))
    return rng.choice((edge, near, rng.getrandbits(bits)))


def constant(kind, bits):
    """As LLVM's assembly has it: all floats but half as the bits of a double."""
    if kind not in FLOATS:
        return str(bits)
    if kind == "half":
        return f"0xH{bits:04X}"
    return f"0x{FORMATS['f', BITS[kind]].convert(bits, FORMATS['f', 64]):016X}"


def value(kind, text):
    """The bits of a constant, or None where it is none."""
    if text in ("true", "false"):
        return int(text == "true")
    if kind not in FLOATS:
        return int(text) & ((1 << BITS[kind]) - 1) if re.fullmatch(r"-?\d+", text) else None
    if text.startswith("0xH"):
        return int(text[3:], 16)
    if re.fullmatch(r"0x[0-9A-F]{1,16}", text):
        return FORMATS["f", 64].convert(int(text, 16), FORMATS["f", BITS[kind]])
    if not re.match(r"-?\d", text):
        return None
    wide = int.from_bytes(struct.pack("<d", float(text)), "little")
    return FORMATS["f", 64].convert(wide, FORMATS["f", BITS[kind]])


class Call:
    """One call with its arguments: the line for LLVM and the one for the emulator."""

    def __init__(self, call, rng):
        self.intrinsic, self.result, self.kinds, self.instruction = call
        self.arguments = [draw(kind, rng) for kind in self.kinds]
        self.names = ["vcc"] if self.result == "i1" else ["v0:1", "v1:1"][: 1 + (self.result == "double")]

    def function(self, n):
        arguments = ", ".join(f"{k} {constant(k, a)}" for k, a in zip(self.kinds, self.arguments))
        return f"define {self.result} @f{n}() {{\n  %r = call {self.result} @llvm.amdgcn.{self.intrinsic}({arguments})\n  ret {self.result} %r\n}}\n"

    def line(self):
        registers = {"exec": 1 << LANES[1], "v0": 0, "v1": 0, "mode": 0x3F0}
        for n, (kind, bits) in enumerate(zip(self.kinds, self.arguments)):
            registers[f"v{8 * (n + 1)}"] = bits & 0xFFFFFFFF
            registers[f"v{8 * (n + 1) + 1}"] = bits >> 32
        before = " ".join(f"{n}={x:x}" for n, x in registers.items())
        return f"gfx942 | {self.instruction} | {before} | {' '.join(self.names)}"

    def got(self, answer):
        parts = [int(x, 16) for x in answer.split()]
        return (
            parts[0] >> LANES[1] & 1 if self.result == "i1" else sum(x << 32 * n for n, x in enumerate(parts))
        )


def folded(calls, opt):
    declarations = {f"declare {c.result} @llvm.amdgcn.{c.intrinsic}({', '.join(c.kinds)})" for c in calls}
    source = 'target triple = "amdgcn-amd-amdhsa"\n' + "\n".join(sorted(declarations)) + "\n"
    source += "".join(call.function(n) for n, call in enumerate(calls))
    ran = subprocess.run([opt, "-S", "-passes=instcombine"], input=source, capture_output=True, text=True)
    if ran.returncode:
        sys.exit(ran.stderr[-2000:])
    found = dict(re.findall(r"@f(\d+)\(\)[^{]*\{\n  ret \w+ (\S+)", ran.stdout))
    return [value(call.result, found[str(n)]) if str(n) in found else None for n, call in enumerate(calls)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--opt", default="opt")
    parser.add_argument("--java", help="of a JDK 25 or newer (default: the one that ./pa-gen finds)")
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    calls = [Call(call, rng) for call in CALLS for _ in range(options.cases)]
    agreed, wrong, settled = collections.Counter(), [], 0
    for call, right, answer in zip(calls, folded(calls, options.opt), Emulator(options.java or jdk.find()).run(calls)):
        if right is None:
            continue
        got = call.got(answer)
        f = FORMATS.get(("f", FLOATS.get(call.result)))
        if call.intrinsic == "fmed3.f32" and f.is_nan(call.arguments[2]):
            settled += 1  # EMU-133
        elif got == right or f and f.is_nan(got) and f.is_nan(right):
            agreed[call.intrinsic] += 1
        else:
            wrong.append(
                f"{call.instruction} of {', '.join(f'{a:x}' for a in call.arguments)} is {got:x}, LLVM {right:x}"
            )
    print(
        f"{len(agreed)} intrinsics, {sum(agreed.values())} calls agree, {settled} settled, {len(wrong)} open"
    )
    print("\n".join(wrong[:40]))
    sys.exit(int(bool(wrong)))


if __name__ == "__main__":
    main()
