"""Where the text cannot be taken as it stands; each has its reason in docs/emulator.md."""

import re

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
LAST_PLACE["v_rcp_iflag_f32"] = 1


def corrected(text):
    for pattern, replacement in SUBSTITUTIONS:
        text = re.sub(pattern, replacement, text)
    return text


def always(case, wrong):
    return True


RULES = [
    ("v_div_(scale|fmas|fixup)_f(32|64)", always, "EMU-112"),
    ("v_fract_f(16|32|64)", always, "EMU-120"),
    ("v_frexp_exp_.*", always, "EMU-121"),
    ("v_rndne_f(16|32|64)", always, "EMU-122"),
    ("v_dot2c?_f32_b?f16", always, "EMU-101"),
]


def settled(case, wrong):
    """The ledger's entry that settles a disagreement, if one does."""
    for names, condition, reason in RULES:
        if re.match(names + "$", case.name) and condition(case, wrong):
            return reason
    return None
