"""What CDNA's encodings add to an instruction: where operands are, modifiers, MODE, lanes.

Written from the chapters of AMD's CDNA 3 ISA document on the vector ALU, SDWA, DPP and MODE.
"""

from dpp import Dpp
from operands import CONSTANTS, drawn, floating, packed

LANES = (0, 1, 2, 33)
OFF = 63
DEFAULT = 0x3F0
# Denormals flushed, without IEEE (and where the output multiplier acts), without DX10_CLAMP, other rounding.
MODES = [DEFAULT] * 8 + [0x3C0, 0x330, 0x1F0, 0x150, 0x2F0, 0x3F1, 0x3F2, 0x3F3, 0x3F4, 0x3F8, 0x3FC]
SELECTS = {"BYTE_0": (0, 8), "BYTE_1": (8, 8), "BYTE_2": (16, 8), "BYTE_3": (24, 8),
           "WORD_0": (0, 16), "WORD_1": (16, 16), "DWORD": (0, 32)}  # fmt: skip
SATURATING = {"v_add_u32", "v_sub_u32", "v_subrev_u32", "v_add_i32", "v_sub_i32", "v_add_u16", "v_sub_u16",
              "v_subrev_u16", "v_add_i16", "v_sub_i16", "v_pk_add_u16", "v_pk_sub_u16", "v_pk_add_i16",
              "v_pk_sub_i16", "v_dot4_i32_i8", "v_dot4_u32_u8", "v_dot8_i32_i4", "v_dot8_u32_u4",
              "v_dot2_i32_i16", "v_dot2_u32_u16"}  # fmt: skip
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


class VectorInstruction:
    """A drawn instruction, with the registers before it and the names of those to look at."""

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


def registers(letter, first, bits):
    count = max(1, (bits + 31) // 32)
    return f"{letter}{first}" if count == 1 else f"{letter}[{first}:{first + count - 1}]"


def lists(**named):
    return [
        f"{n}:[{','.join(str(int(x)) for x in xs)}]"
        for n, (xs, usual) in named.items()
        if any(x != usual for x in xs)
    ]
