"""Where the text cannot be taken as it stands; each has its reason in docs/emulator.md."""

import re
from fractions import Fraction

from ieee import FORMATS, floor_log2

# Control flow, lanes and registers by number, modes, graphics, matrices: no arithmetic on lanes.
NOT_IN_TEXT = (
    r"s_(get|set|swap)pc_b64|s_rfe_|s_cbranch_|s_call_|s_movrel|s_set_gpr_idx|s_setvskip|s_branch|s_waitcnt|s_[gs]etreg_|v_readlane_"
    r"|v_readfirstlane_|v_writelane_|v_permlane|v_trig_preop|v_swap_|v_cube|v_mfma_|v_smfmac_|v_accvgpr_"
)

# Spellings: the destination without its number, a table that is the instruction's own field, and
# sines whose argument would be rounded before the function that is meant.
SUBSTITUTIONS = [
    (r"\bD\.b(16|32)", r"D0.b\1"),
    (r"TTBL = .*\n", ""),
    (r"\b(S[01])\.u32\[OPSEL", r"\1.u64[OPSEL"),
    (r"\b(sin|cos)\((S0\.f\d+) \* .*\)", r"\1(\2)"),
]

# Results that may be off in the last places: EMU-102 (functions), EMU-101 (sums of products).
LAST_PLACE = {}
for kind in ("f16", "f32", "f64"):
    for function in ("exp", "log", "rcp", "rsq", "sqrt", "sin", "cos"):
        LAST_PLACE[f"v_{function}_{kind}"] = 1
    # The text rounds the root and then its reciprocal: in other modes than to nearest that is two off.
    LAST_PLACE[f"v_rsq_{kind}"] = 2
LAST_PLACE["v_rcp_iflag_f32"] = 1


def corrected(text):
    for pattern, replacement in SUBSTITUTIONS:
        text = re.sub(pattern, replacement, text)
    return text


def always(case, wrong):
    return True


def recomputed(right):
    """Settles what comes out as this function of the source says, where nothing is done to it after."""

    def condition(case, wrong):
        if case.suffix == "sdwa" or case.clamp or case.omod != 1:
            return True
        return all(right(case, got, lane) for got, lane in results(case, wrong))

    return condition


def results(case, wrong):
    """Results as they are, and their lanes; an operand's 16 bits may be in the upper half."""
    high = case.width == 16 and case.op_sel[-1]
    for lane in {int(n.split(":")[1]) for n in wrong}:
        got = sum(wrong.get(f"v{k}:{lane}", (0, 0))[0] << 32 * k for k in range(2))
        yield (got >> 16 if high else got) & ((1 << max(16, case.width)) - 1), lane


def source(case, lane):
    """The source's format and bits, as the lane sees them."""
    f = FORMATS["f", case.operands[0][2]]
    lane = case.dpp.source(lane, case.exec) if case.dpp else lane
    bits = 0 if lane is None else case.lane_value(0, lane)
    keeps = case.mode & (0x10 if f is FORMATS["f", 32] else 0x40)
    return f, bits if keeps else f.flush(bits)


def below_one(case, got, lane):
    one = FORMATS["f", case.width].bias << FORMATS["f", case.width].fraction
    return got == one - 1 or case.width == 64 and got in (one - 1 & 0xFFFFFFFF, one - 1 & -1 << 32)


def true_exponent(case, got, lane):
    f, bits = source(case, lane)
    right = 0 if f.is_zero(bits) else floor_log2(abs(f.value(bits))) + 1
    return got == right & ((1 << max(16, case.width)) - 1)


def nearest_whole(case, got, lane):
    f, bits = source(case, lane)
    right = f.round(Fraction(round(f.value(bits))), 0, f.negative(bits))
    return got == right or case.width == 64 and got in (right & 0xFFFFFFFF, right & -1 << 32)


def only_results_flush(case, wrong):
    """MODE keeps denormal sources and flushes denormal results, and a source is one."""
    f = FORMATS["f", case.width]
    bits = case.mode >> (4 if case.width == 32 else 6) & 3
    lanes = {lane for _, lane in results(case, wrong)}
    magnitude = f.sign - 1
    return bits == 1 and all(
        any(0 < case.lane_value(n, lane) & magnitude < 1 << f.fraction for n in range(3))
        for lane in lanes
    )


# Those that are always settled have tests of their own: DivisionTest, and sums within EMU-101.
RULES = [
    ("v_div_(scale|fmas|fixup)_f(32|64)", always, "EMU-112"),
    ("v_fract_f(16|32|64)", recomputed(below_one), "EMU-130"),
    ("v_frexp_exp_.*", recomputed(true_exponent), "EMU-131"),
    ("v_rndne_f(16|32|64)", recomputed(nearest_whole), "EMU-132"),
    ("v_med3_f(16|32)", only_results_flush, "EMU-134"),
    ("v_dot2c?_f32_b?f16", always, "EMU-101"),
]


def settled(case, wrong):
    """The ledger's entry that settles a disagreement, if one does."""
    for names, condition, reason in RULES:
        if re.match(names + "$", case.name) and condition(case, wrong):
            return reason
    return None
