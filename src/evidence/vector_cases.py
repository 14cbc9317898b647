"""Vector instructions, and what the document says of registers after them, lane by lane."""

import re

from encodings_of_cdna import SATURATING, SELECTS, VectorInstruction
from ieee import FORMATS, NEAREST
from operands import constant, floating, packed
from values import V, u

# 16-bit results that leave the upper half alone (LLVM's list of those that clear it lacks them).
KEEPING = ("v_mad_f16", "v_mad_u16", "v_mad_i16", "v_fma_f16", "v_div_fixup_f16", "v_min3_", "v_max3_", "v_med3_",
           "v_ashr_pk_", "v_cvt_scalef32_f16_", "v_cvt_pk_fp8", "v_cvt_pk_bf8", "v_cvt_sr_", "v_mad_mix", "v_fma_mix")  # fmt: skip
UNFLUSHED = ("v_mov", "v_cndmask", "v_cmp_class", "v_cmpx_class", "v_pack_b32", "v_cvt_pkrtz", "v_div_scale",
             "v_dot2", "v_bitop3", "v_cvt_pk_f16", "v_cvt_pk_bf16", "v_cvt_sr", "v_cvt_scalef32")  # fmt: skip
# These take denormals for zero whatever MODE says; LLVM scales around that.
FLUSHING = r"v_(exp|log|rcp|rcp_iflag|rsq|sqrt|sin|cos|exp_legacy|log_legacy)_f32$"
# NaNs come out of these as they are, or quiet.
EXACT = ("v_mov", "v_cndmask", "v_min", "v_max", "v_med3")


class VectorCase(VectorInstruction):
    """An instruction with registers before it, and what should be in them after it."""

    def lane_value(self, n, lane):
        """An operand's raw bits as the operation sees them."""
        text, kind, bits, register = self.operands[n]
        count = max(1, (bits + 31) // 32)
        if register is None:
            return constant(text, kind, bits)
        if register[0] == "s":
            x = sum(self.before[f"s{8 + k}"] << 32 * k for k in range(count))
        else:
            first = int(register[1:])
            x = sum(self.before[f"v{first + k}:{lane}"] << 32 * k for k in range(count))
        if self.suffix == "sdwa" and kind not in ("FP8", "BF8"):
            shift, width = SELECTS[self.selects[n]]
            x = x >> shift & ((1 << width) - 1)
            if self.sext[n] and x >> (width - 1):
                x |= 0xFFFFFFFF & -1 << width
        if self.form == "VOP3POp":
            return self.packed_value(n, x, kind)
        if bits == 16 and self.op_sel[n]:
            x >>= 16
        if bits == 16:
            x &= 0xFFFF
        if floating(kind):
            sign = FORMATS["f", int(kind[1:])].sign
            x = x & (sign - 1) if self.abs[n] else x
            x ^= sign if self.neg[n] else 0
        return x

    def packed_value(self, n, x, kind):
        if "_mix" in self.name or self.name == "v_pk_mov_b32" or not (packed(kind) or kind == "PK2_F32"):
            return x
        w = 32 if kind == "PK2_F32" else 16
        mask, sign = (1 << w) - 1, 1 << (w - 1)
        low = x >> w * self.op_sel[n] & mask
        high = x >> w * self.op_sel_hi[n] & mask
        return (low ^ sign * self.neg[n]) | (high ^ sign * self.neg_hi[n]) << w

    def expected(self, run):
        values = {n: self.before.get(n) for n in self.names}
        out = {"vcc": self.before["vcc"], "mask": 0}
        active = self.dpp.active(self.exec) if self.dpp else self.exec
        for lane in self.looked_at:
            if active >> lane & 1:
                self.run_lane(lane, run, values, out)
        if self.mask == "vcc":
            values["vcc"] = out["mask"]
        elif self.mask:
            values["s20"], values["s21"] = out["mask"] & 0xFFFFFFFF, out["mask"] >> 32
        if "exec" in values:
            values["exec"] = out["mask"]
        return values

    def run_lane(self, lane, run, values, out):
        env = {"laneId": u(lane), "SCC": u(self.before["scc"], 1), "VCC": V("b", 64, self.before["vcc"])}
        for n, (_, kind, bits, _) in enumerate(self.operands):
            source = self.dpp.source(lane, self.exec) if self.dpp and n == 0 else lane
            x = 0 if source is None else self.lane_value(n, source)
            if source is None and floating(kind):
                sign = FORMATS["f", int(kind[1:])].sign
                x = sign if self.neg[n] else 0
            env[f"S{n}"] = V("b", max(bits, 32), x)
        old = (
            0
            if self.compares
            else sum(self.before[f"v{k}:{lane}"] << 32 * k for k in range(max(1, self.width // 32)))
        )
        env["D0"] = V("b", 64 if self.compares else max(32, self.width), 0 if self.compares else old)
        env["D1"] = u(0, 1)
        # Texts that place a half themselves are given the low one, and the others' rule.
        places = (
            self.form == "VOP3Op"
            and self.width == 16
            and not self.name.startswith(("v_cvt_pk_fp8", "v_cvt_pk_bf8"))
        )
        env["OPSEL"] = V("b", 8, 0 if places else sum(b << k for k, b in enumerate(self.op_sel)))
        env["OPSEL_HI"] = V("b", 8, sum(b << k for k, b in enumerate(self.op_sel_hi)))
        env["SDWA_SRC0_SEL"] = u(list(SELECTS).index(self.selects[0]) if self.suffix == "sdwa" else 6)
        env |= {"BYTE1": u(1), "BYTE2": u(2), "BYTE3": u(3), "WORD1": u(1)}
        env["CLAMP"] = self.clamp and self.name in SATURATING
        if hasattr(self, "literal"):
            env["SIMM32"] = env["SIMM16"] = V("b", 32, self.literal)
        if hasattr(self, "table"):
            env["TTBL"] = u(self.table)
        mode = self.mode & ~0x30 if re.match(FLUSHING, self.name) else self.mode
        run(env, mode, not self.name.startswith(UNFLUSHED))
        if self.compares:
            out["mask"] |= (env["D0"].x >> lane & 1) << lane
            return
        if self.form == "VOP3SDOp" and "D1" in env and "mad_" in self.name:
            out["mask"] |= (env["D1"].x & 1) << lane
        elif "div_scale" in self.name:
            out["mask"] |= (env["VCC"].x & 1) << lane
        elif self.mask:
            out["mask"] |= (env["VCC"].x >> lane & 1) << lane
        self.put(lane, self.finished(env["D0"].x), old, values)

    def finished(self, bits):
        """Output multiplier and clamp of a float; packed halves one by one."""
        if self.name in SATURATING:
            return bits
        kind = "F16" if self.result == "PK2_F16" else "F32" if self.result == "PK2_F32" else self.result
        if kind == self.result:
            return self.modified(bits, kind)
        w = int(kind[1:])
        mask = (1 << w) - 1
        return self.modified(bits & mask, kind) | self.modified(bits >> w, kind) << w

    def modified(self, bits, kind):
        if not floating(kind):
            return bits
        w = int(kind[1:])
        f, low = FORMATS["f", w], (1 << w) - 1
        x, rest = bits & low, bits & ~low
        keeps = self.mode & (0x20 if w == 32 else 0x80)
        if not keeps and not self.name.startswith(UNFLUSHED):
            x = f.flush(x)
        if self.omod != 1 and not self.mode & 0x200 and not keeps:
            factor = {2: f.bias + 1, 4: f.bias + 2, 0.5: f.bias - 1}[self.omod] << f.fraction
            x = x | f.quiet if f.is_nan(x) else f.flush(f.multiply(x, factor, NEAREST))
            x = 0 if x == f.sign else x
        if self.clamp:
            if f.is_nan(x):
                x = 0 if self.mode & 0x100 else x
            elif f.negative(x):
                x = 0
            else:
                x = min(x, f.bias << f.fraction)
        return rest | x

    def put(self, lane, x, old, values):
        if self.suffix == "sdwa" and not (self.dst_sel == "DWORD" and self.width > 16):
            shift, width = SELECTS[self.dst_sel] if self.dst_sel != "DWORD" else (0, 16)
            field = ((1 << width) - 1) << shift
            placed = x << shift & field
            if self.dst_sel != "DWORD" and self.unused == "UNUSED_PRESERVE":
                placed |= old & ~field
            elif self.dst_sel != "DWORD" and self.unused == "UNUSED_SEXT" and x >> (width - 1) & 1:
                placed |= -1 << (shift + width) & 0xFFFFFFFF
            x = placed
        elif self.width == 16 and "scalef32_pk" not in self.name:
            keeps = self.name.startswith(KEEPING)
            if (
                self.op_sel[-1]
                and self.form == "VOP3Op"
                and not self.name.startswith(("v_cvt_pk_fp8", "v_cvt_pk_bf8"))
            ):
                x = (x & 0xFFFF) << 16 | old & 0xFFFF
            else:
                x = x & 0xFFFF | (old & 0xFFFF0000 if keeps else 0)
        for k in range(max(1, self.width // 32)):
            values[f"v{k}:{lane}"] = x >> 32 * k & 0xFFFFFFFF

    def line(self):
        before = " ".join(f"{n}={x:x}" for n, x in self.before.items())
        return f"{self.target} | {self.instruction} | {before} | {' '.join(self.names)}"

    def wrong(self, got, wanted, ulps):
        """Registers that differ by more than what NaNs and last places may."""
        wrong = {n: (got[n], w) for n, w in wanted.items() if got[n] != w}
        kind = {"PK2_F16": "F16", "PK2_F32": "F32"}.get(self.result, self.result)
        if not floating(kind) or self.name.startswith(EXACT):
            return wrong
        w = int(kind[1:])
        f, mask = FORMATS["f", w], (1 << w) - 1
        if self.unused == "UNUSED_SEXT" and w == 16:
            # A NaN's sign, which says nothing, is all over the rest.
            wrong = {
                n: (g, t) for n, (g, t) in wrong.items() if not any(f.is_nan(t >> s & mask) for s in (0, 16))
            }
        for lane in {n.split(":")[1] for n in wrong if ":" in n}:
            a, b = (sum(x.get(f"v{k}:{lane}", 0) << 32 * k for k in range(2)) for x in (got, wanted))
            if all(close(f, a >> s & mask, b >> s & mask, ulps) for s in range(0, 64, w)):
                wrong.pop(f"v0:{lane}", None)
                wrong.pop(f"v1:{lane}", None)
        return wrong

    def brief(self, wrong):
        lanes = {n.split(":")[1] for n in wrong if ":" in n}
        shown = {
            n: x
            for n, x in self.before.items()
            if ":" not in n and n not in ("scc",) or n.split(":")[-1] in lanes and len(lanes) < 3
        }
        values = " ".join(f"{n}={x:x}" for n, x in shown.items())
        return (
            values + " | " + ", ".join(f"{n} is {g:x}, text {w:x}" for n, (g, w) in list(wrong.items())[:3])
        )


def close(f, a, b, ulps):
    if f.is_nan(a) and f.is_nan(b):
        return True
    return a == b or abs(f.ordered(a) - f.ordered(b)) <= ulps and not f.is_nan(a) and not f.is_nan(b)
