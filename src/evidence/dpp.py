"""Data-parallel primitives: where lanes take their first source from, and which are written."""


class Dpp:
    """Where lanes take their first source from."""

    def __init__(self, r):
        kind = r.choice(["quad_perm", "row_shl", "row_shr", "row_ror", "row_mirror", "row_half_mirror", "row_bcast",
                         "wave_shl", "wave_shr", "wave_rol", "wave_ror", "row_newbcast"])  # fmt: skip
        n = r.randint(1, 15)
        self.kind, self.n = kind, n
        text = kind
        if kind == "quad_perm":
            self.n = [r.randint(0, 3) for _ in range(4)]
            text = f"quad_perm:[{','.join(map(str, self.n))}]"
        elif kind == "row_bcast":
            self.n = r.choice((15, 31))
            text = f"row_bcast:{self.n}"
        elif kind.startswith("wave"):
            text = f"{kind}:1"
        elif "mirror" not in kind:
            text = f"{kind}:{n}"
        self.rows, self.banks = (r.choice((15, 15, r.randint(0, 15))) for _ in range(2))
        self.bound = r.random() < 0.5
        self.texts = [text, f"row_mask:{hex(self.rows)}", f"bank_mask:{hex(self.banks)}"]
        self.texts += ["bound_ctrl:0"] if self.bound else []

    def from_lane(self, lane):
        row, at, n = lane & ~15, lane & 15, self.n
        match self.kind:
            case "quad_perm":
                return lane & ~3 | n[lane & 3]
            case "row_shl":
                return row + at + n if at + n < 16 else None
            case "row_shr":
                return row + at - n if at >= n else None
            case "row_ror":
                return row + (at - n) % 16
            case "row_mirror":
                return row + 15 - at
            case "row_half_mirror":
                return row + (at & 8) + 7 - (at & 7)
            case "row_newbcast":
                return row + n
            case "row_bcast":
                if n == 15:
                    return row - 1 if row else None
                return 31 if lane > 31 else None
            case "wave_shl":
                return lane + 1 if lane < 63 else None
            case "wave_shr":
                return lane - 1 if lane else None
            case "wave_rol":
                return (lane + 1) % 64
            case "wave_ror":
                return (lane - 1) % 64

    def source(self, lane, active):
        """The lane that is read, or None for the zero that takes its place."""
        lane = self.from_lane(lane)
        return lane if lane is not None and active >> lane & 1 else None

    def active(self, exec_mask):
        """The lanes that are written."""
        mask = 0
        for lane in range(64):
            chosen = self.rows >> lane // 16 & 1 and self.banks >> lane % 16 // 4 & 1
            if chosen and (self.bound or self.source(lane, exec_mask) is not None):
                mask |= 1 << lane
        return mask & exec_mask
