"""What CDNA's encodings add to an instruction: where operands are, modifiers, MODE, lanes.

Written from the chapters of AMD's CDNA 3 ISA document on the vector ALU, SDWA, DPP and MODE.
"""

import re

from dpp import Dpp
from ieee import FORMATS, NEAREST
from operands import CONSTANTS, constant, drawn, floating, packed
from values import V, u

LANES = (0, 1, 2, 33)
OFF = 63
DEFAULT = 0x3F0
# Other rounding, denormals flushed, without IEEE, without DX10_CLAMP.
MODES = [DEFAULT] * 8 + [0x3C0, 0x330, 0x1F0, 0x2F0, 0x3F1, 0x3F2, 0x3F3, 0x3F4, 0x3F8, 0x3FC]
SELECTS = {"BYTE_0": (0, 8), "BYTE_1": (8, 8), "BYTE_2": (16, 8), "BYTE_3": (24, 8),
           "WORD_0": (0, 16), "WORD_1": (16, 16), "DWORD": (0, 32)}  # fmt: skip
SATURATING = {"v_add_u32", "v_sub_u32", "v_subrev_u32", "v_add_i32", "v_sub_i32", "v_add_u16", "v_sub_u16",
              "v_subrev_u16", "v_add_i16", "v_sub_i16", "v_pk_add_u16", "v_pk_sub_u16", "v_pk_add_i16",
              "v_pk_sub_i16", "v_dot4_i32_i8", "v_dot4_u32_u8", "v_dot8_i32_i4", "v_dot8_u32_u4",
              "v_dot2_i32_i16", "v_dot2_u32_u16"}  # fmt: skip
# 16-bit results that leave the upper half alone (LLVM's list of those that clear it lacks them).
KEEPING = ("v_mad_f16", "v_mad_u16", "v_mad_i16", "v_fma_f16", "v_div_fixup_f16", "v_min3_", "v_max3_", "v_med3_",
           "v_ashr_pk_", "v_cvt_scalef32_f16_", "v_cvt_pk_fp8", "v_cvt_pk_bf8", "v_cvt_sr_", "v_mad_mix", "v_fma_mix")  # fmt: skip
UNFLUSHED = ("v_mov", "v_cndmask", "v_cmp_class", "v_cmpx_class", "v_pack_b32", "v_cvt_pkrtz", "v_div_scale",
             "v_dot2", "v_bitop3", "v_cvt_pk_f16", "v_cvt_pk_bf16", "v_cvt_sr", "v_cvt_scalef32")  # fmt: skip
# These take denormals for zero whatever MODE says; LLVM scales around that.
FLUSHING = r"v_(exp|log|rcp|rcp_iflag|rsq|sqrt|sin|cos|exp_legacy|log_legacy)_f32$"
# NaNs come out of these as they are, or quiet.
EXACT = ("v_mov", "v_cndmask", "v_min", "v_max", "v_med3")
WITHOUT_SDWA = ("v_mac", "v_mad", "v_fma", "v_fmac", "v_dot", "v_pk_", "v_swap", "v_cvt_pk_f32", "v_accvgpr")


def encodings(name, forms, target):
    """The encodings in which an instruction is tried."""
    found = [(form, fields, "") for form, fields in forms.items() if form.startswith("SOP")]
    for form, fields in forms.items():
        wide = any(bits > 32 and kind != "M64" for kind, bits in fields.values())
        if form in ("VOP1Op", "VOP2Op", "VOPCOp"):
            found.append((form, fields, ""))
            if not wide and not name.startswith(WITHOUT_SDWA):
                found.append((form, fields, "sdwa"))
            if (
                not wide
                and form != "VOPCOp"
                and not name.startswith(("v_swap", "v_accvgpr"))
                and "mk" not in name
                and "ak" not in name
            ):
                found.append((form, fields, "dpp"))
        elif form in ("VOP3Op", "VOP3SDOp", "VOP3POp"):
            found.append((form, fields, "e64" if {"VOP1Op", "VOP2Op", "VOPCOp"} & set(forms) else ""))
    return found


class Case:
    """An instruction with registers before it, and what should be in them after it."""

    def __init__(self, name, form, fields, suffix, target, rng):
        self.name, self.form, self.fields, self.suffix = name, form, fields, suffix
        self.target, self.rng = target, rng
        self.before, self.names = {"scc": rng.getrandbits(1)}, []
        self.vector()

    # ---- vector instructions

    def vector(self):
        r = self.rng
        self.mode = r.choice(MODES)
        self.before["mode"] = self.mode
        self.before["vcc"] = r.getrandbits(64)
        self.exec = sum(1 << lane for lane in LANES if r.random() < 0.8 or lane == 1)
        if self.suffix == "dpp":
            self.exec = (r.getrandbits(64) | r.getrandbits(64)) & ~(1 << OFF) | 2
        self.before["exec"] = self.exec
        self.sources = [f for f in ("src0", "vsrc1", "src1", "vsrc2", "src2") if f in self.fields]
        if (
            self.form == "VOP3SDOp"
            and self.fields.get("src2", ("", 0))[0] == "M64"
            or "cndmask" in self.name
            and self.form == "VOP3Op"
        ):
            self.sources = [f for f in self.sources if f != "src2"]
        kind, bits = self.fields.get("vdst", ("M64", 64))
        self.result = kind
        self.width = bits
        self.compares = self.form == "VOPCOp" or self.name.startswith(("v_cmp_", "v_cmpx_"))
        count = max(1, bits // 32)
        self.lanes = list(range(64)) if self.suffix == "dpp" else [*LANES, OFF]
        some = self.suffix == "dpp" and "_co_" not in self.name
        self.looked_at = sorted(r.sample(range(64), 12)) if some else self.lanes
        if not self.compares:
            for k in range(count):
                for lane in self.looked_at:
                    self.before[f"v{k}:{lane}"] = r.getrandbits(32)
                    self.names.append(f"v{k}:{lane}")
        self.operands = [self.operand(n, f) for n, f in enumerate(self.sources)]
        self.modifiers()
        self.instruction = self.text()
        if self.form in ("VOPCOp", "VOP3SDOp") or self.compares or "_co_" in self.name:
            self.names.append("vcc")
        if self.mask == "s[20:21]":
            self.names += ["s20", "s21"]
        if self.name.startswith("v_cmpx"):
            self.names.append("exec")

    def operand(self, n, field):
        """(text, kind, bits, register): values are drawn for registers."""
        r = self.rng
        kind, bits = self.fields[field]
        if self.name.startswith(("v_cmp_class", "v_cmpx_class")) and n == 1:
            kind, bits = ("B16", 16) if self.name.endswith("f16") else ("B32", 32)
        plain = self.suffix in ("", "e64") and not packed(kind) and kind != "PK2_F32" and bits in (16, 32, 64)
        if (
            plain
            and field != "vsrc1"
            and "scalef32" not in self.name
            and "accvgpr" not in self.name
            and "swap" not in self.name
        ):
            choice = self.rng.random()
            if choice < 0.1 and n == 0:
                for k in range(max(1, bits // 32)):
                    self.before[f"s{8 + k}"] = drawn(r, kind, max(bits, 32)) >> 32 * k & 0xFFFFFFFF
                return (registers("s", 8, bits), kind, bits, "s8")
            if choice < 0.2 and kind not in ("FP8", "BF8") and not kind.startswith("PK"):
                return (self.rng.choice(CONSTANTS), kind, bits, None)
        first = 8 * (n + 1)
        for lane in self.lanes:
            if self.suffix == "dpp" or lane in LANES:
                value = drawn(r, kind, bits)
                for k in range(max(1, (bits + 31) // 32)):
                    self.before[f"v{first + k}:{lane}"] = value >> 32 * k & 0xFFFFFFFF
        return (registers("v", first, bits), kind, bits, f"v{first}")

    def modifiers(self):
        r, n = self.rng, len(self.operands)
        self.neg, self.abs, self.sext = [0] * n, [0] * n, [0] * n
        self.clamp, self.omod, self.dpp = False, 1, None
        self.op_sel, self.op_sel_hi, self.neg_hi = [0] * (n + 1), [1] * n, [0] * n
        self.selects, self.dst_sel, self.unused = ["DWORD"] * n, "DWORD", "UNUSED_PAD"
        vop3 = self.form in ("VOP3Op",) or self.suffix == "e64"
        if "scalef32" in self.name or self.name.startswith(("v_bitop3", "v_cvt_sr_")):
            return
        for k, (text, kind, bits, _) in enumerate(self.operands):
            if (
                floating(kind)
                and (vop3 or self.suffix in ("sdwa", "dpp"))
                and self.form != "VOP3SDOp"
                and text[0] in "vs"
            ):
                self.neg[k], self.abs[k] = r.random() < 0.3, r.random() < 0.25
        if self.suffix == "sdwa":
            self.sdwa()
        elif self.suffix == "dpp":
            self.dpp = Dpp(r)
        elif self.form == "VOP3POp":
            self.packed_modifiers()
        elif (
            self.form == "VOP3Op"
            and self.suffix == ""
            and any(b == 16 for _, _, b, _ in self.operands)
            and "mad_legacy" not in self.name
            and "pack" not in self.name
            and not self.name.startswith("v_cvt_pk")
        ):
            self.op_sel = [int(r.random() < 0.3 and b == 16 and t[0] in "vs") for t, _, b, _ in self.operands]
            self.op_sel.append(int(r.random() < 0.3 and self.width == 16))
        if vop3 and not self.compares and self.suffix != "dpp" and self.form != "VOP3SDOp":
            if floating(self.result) and "v_cvt_pk" not in self.name:
                self.clamp = r.random() < 0.2
                self.omod = r.choice([1, 1, 1, 2, 4, 0.5])
            elif self.name in SATURATING:
                self.clamp = r.random() < 0.4

    def sdwa(self):
        r = self.rng
        for k, (_, kind, bits, _) in enumerate(self.operands):
            if kind != "F32":
                halves = ["WORD_0", "WORD_1", "DWORD"]
                self.selects[k] = r.choice(
                    halves
                    if kind == "F16"
                    else list(SELECTS)[:4]
                    if kind in ("FP8", "BF8")
                    else list(SELECTS)
                )
            self.sext[k] = (
                kind[0] in "IUB" and kind != "BF8" and self.selects[k] != "DWORD" and r.random() < 0.3
            )
        if not self.compares:
            parts = (
                ["DWORD"]
                if self.result == "F32"
                else ["WORD_0", "WORD_1", "DWORD"]
                if self.result == "F16"
                else list(SELECTS)
            )
            self.dst_sel, self.unused = (
                r.choice(parts),
                r.choice(["UNUSED_PAD", "UNUSED_SEXT", "UNUSED_PRESERVE"]),
            )
            self.clamp = floating(self.result) and r.random() < 0.2

    def packed_modifiers(self):
        r = self.rng
        mix = "_mix" in self.name
        half = [packed(kind) or kind == "PK2_F32" for _, kind, _, _ in self.operands]
        if self.name.startswith("v_dot") and "_f32_" not in self.name:
            half = [False] * len(half)
        n = len(half)
        if mix:
            self.op_sel = [int(r.random() < 0.5) for _ in range(n)]
            self.op_sel_hi = [int(r.random() < 0.5) for _ in range(n)]
        elif self.name == "v_pk_mov_b32":
            self.op_sel = [int(r.random() < 0.5) for _ in range(n)]
        else:
            self.op_sel = [int(h and r.random() < 0.4) for h in half]
            self.op_sel_hi = [int(not (h and r.random() < 0.4)) for h in half]
            if "F" in self.operands[0][1]:
                self.neg = [int(h and r.random() < 0.3) for h in half]
                self.neg_hi = [int(h and r.random() < 0.3) for h in half]
        if "_f" in self.name and self.name != "v_pk_mov_b32":
            self.clamp = r.random() < 0.2
        elif self.name in SATURATING:
            self.clamp = r.random() < 0.4

    def text(self):
        parts, mods = [], []
        for k, (text, kind, bits, register) in enumerate(self.operands):
            if self.form != "VOP3POp":
                text = f"|{text}|" if self.abs[k] else text
                text = "-" + text if self.neg[k] else text
                text = f"sext({text})" if self.sext[k] else text
            parts.append(text)
        carry_in = any(x in self.name for x in ("addc", "subb"))
        self.mask = None
        if self.compares:
            self.mask = "s[20:21]" if self.form == "VOP3Op" or self.suffix == "e64" else "vcc"
            parts.insert(0, self.mask)
        elif self.form == "VOP3SDOp" or "_co_" in self.name:
            self.mask = "s[20:21]" if self.form == "VOP3SDOp" else "vcc"
            parts.insert(0, self.mask)
            if carry_in:
                parts.append("vcc")
        elif "cndmask" in self.name:
            parts.append("vcc")
        if "vdst" in self.fields and not self.compares:
            parts.insert(0, registers("v", 0, self.width))
        if "madmk" in self.name or "fmamk" in self.name or "madak" in self.name or "fmaak" in self.name:
            kind = "F16" if self.name.endswith("16") else "F32"
            self.literal = drawn(self.rng, kind, 32) & (0xFFFF if kind == "F16" else 0xFFFFFFFF)
            parts.insert(2 if "mk" in self.name else 3, hex(self.literal))
        name = self.name + {"": "", "e64": "_e64", "sdwa": "_sdwa", "dpp": "_dpp"}[self.suffix]
        if self.form in ("VOP1Op", "VOP2Op", "VOPCOp") and not self.suffix:
            name += "_e32"
        if self.name.startswith("v_bitop3"):
            self.table = self.rng.getrandbits(8)
            mods.append(f"bitop3:{hex(self.table)}")
        if self.suffix == "sdwa":
            if not self.compares:
                mods += [f"dst_sel:{self.dst_sel}", f"dst_unused:{self.unused}"]
            mods += [f"src{k}_sel:{s}" for k, s in enumerate(self.selects)]
        if self.dpp:
            mods += self.dpp.texts
        if self.form == "VOP3POp":
            mix = "_mix" in self.name
            mods += lists(
                op_sel=(self.op_sel, 0),
                op_sel_hi=(self.op_sel_hi, 0 if mix else 1),
                neg_lo=(self.neg, 0),
                neg_hi=(self.neg_hi, 0),
            )
        else:
            mods += lists(op_sel=(self.op_sel, 0))
        mods += ["clamp"] if self.clamp else []
        mods += {1: [], 2: ["mul:2"], 4: ["mul:4"], 0.5: ["div:2"]}[self.omod]
        return " ".join([name, ", ".join(parts), *mods])

    # ---- the expectation

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
        if self.omod != 1 and not self.mode & 0x200 and not keeps and not f.is_nan(x):
            factor = {2: f.bias + 1, 4: f.bias + 2, 0.5: f.bias - 1}[self.omod] << f.fraction
            x = f.flush(f.multiply(x, factor, NEAREST))
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

    # ---- telling

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


def registers(letter, first, bits):
    count = max(1, (bits + 31) // 32)
    return f"{letter}{first}" if count == 1 else f"{letter}[{first}:{first + count - 1}]"


def lists(**named):
    return [
        f"{n}:[{','.join(str(int(x)) for x in xs)}]"
        for n, (xs, usual) in named.items()
        if any(x != usual for x in xs)
    ]
