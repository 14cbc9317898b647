"""Executes pseudocode, a lane or a scalar instruction at a time.

Whole numbers have no limit until they are stored; floats are raw bits, rounded by ieee.py.
"""

import math
from fractions import Fraction

from functions import FUNCTIONS
from ieee import FORMATS, NEAREST, ZERO
from pseudocode import TYPE
from values import Unsupported, V, i, signed, u

# Vector registers by their number in the instruction, of which the lane's part is meant.
SOURCE, DESTINATION = (
    ("bit", ("bit", ("var", "VGPR"), ("var", "laneId")), ("as", ("var", name), "u", "32"))
    for name in ("SRC0", "VDST")
)
# Registers, of which the bits that are not assigned stay.
KEPT = ("D0", "D1", "VCC", "EXEC")


class Break(Exception):
    """The end of a loop."""


class Return(Exception):
    """The end of a lambda."""


class Machine:
    """Runs one instruction: env maps names to values; library has others' pseudocode by name."""

    def __init__(self, env, library, mode=0x3F0, flushes=True):
        self.env, self.library, self.mode, self.flushes = env, library, mode, flushes

    def rounding(self, width):
        if "ROUND_MODE" in self.env:
            return self.env["ROUND_MODE"].x
        return self.mode & 3 if width == 32 else self.mode >> 2 & 3

    def keeps(self, width, result):
        bit = (0x20 if result else 0x10) if width == 32 else (0x80 if result else 0x40)
        return not self.flushes or self.mode & bit

    def run(self, block):
        for s in block:
            if s[0] == "set":
                value = self.eval(s[2])
                for target in s[1]:
                    self.store(target, value)
            elif s[0] == "if":
                for condition, body in s[1]:
                    if self.truth(condition):
                        self.run(body)
                        break
            elif s[0] == "for":
                try:
                    for n in range(self.eval(s[2]).x, self.eval(s[3]).x + 1):
                        self.env[s[1]] = i(n)
                        self.run(s[4])
                except Break:
                    pass
            elif s[0] == "break":
                raise Break
            elif s[0] == "return":
                raise Return(self.eval(s[1]))
            elif s[0] == "lambda":
                self.env[s[1]] = s

    def truth(self, node):
        v = self.eval(node)
        return v.x != 0

    def eval(self, n):
        return getattr(self, "eval_" + n[0])(n)

    def eval_const(self, n):
        return n[1]

    def eval_var(self, n):
        name = n[1]
        if name == "PI":
            return V("f", 64, FORMATS["f", 64].round(Fraction(math.pi)))
        if name.startswith("ROUND_") and name != "ROUND_MODE":
            return u({"ROUND_NEAREST_EVEN": NEAREST, "ROUND_TOWARD_ZERO": ZERO}[name])
        if name == "ROUND_MODE":
            return self.env.get(name) or u(self.mode & 3)
        if name not in self.env:
            raise Unsupported("variable " + name)
        return self.env[name]

    def eval_special(self, n):
        f = FORMATS["f", n[2]]
        bits = {"INF": f.infinity, "NAN": f.nan, "UNDERFLOW": 1, "OVERFLOW": f.infinity - 1}
        return V("denormal" if n[1] == "DENORM" else "f", n[2], bits.get(n[1], 0))

    def eval_member(self, n):
        if n[1] == ("var", "WAVE_MODE") and n[2] == "IEEE":
            return u(self.mode >> 9 & 1)
        raise Unsupported("member " + n[2])

    def eval_as(self, n):
        if n[1][0] == "bit" and n[1][1] == ("var", "S"):
            v = self.env["S%d" % self.eval(n[1][2]).x]
        else:
            v = self.eval(n[1])
        k, w = n[2], int(n[3])
        if v.is_float() and (k, w) in FORMATS and v.w != w:
            bits = FORMATS[v.k, v.w].convert(v.x, FORMATS[k, w], self.rounding(w))
            return V(k, w, bits)
        bits = v.x & ((1 << w) - 1)
        if (k, w) in FORMATS and v.k == "b" and k == "f" and not self.keeps(w, False):
            bits = FORMATS[k, w].flush(bits)
        return V(k, w, signed(bits, w) if k == "i" else bits)

    def eval_slice(self, n):
        if n[1] == ("bit", ("var", "S"), ("var", "i")):
            base = self.env["S%d" % self.env["i"].x]
        elif n[1] == SOURCE:
            base = self.env["S0"]
        else:
            base = self.eval(n[1])
        hi, lo = self.eval(n[2]).x, self.eval(n[3]).x
        if hi < lo:
            raw = base.x & ((1 << (lo - hi + 1)) - 1)
            return u(int(format(raw, f"0{lo - hi + 1}b")[::-1], 2), lo - hi + 1)
        kind = base.k if base.k in ("u", "i") else "b"
        return V("u" if kind == "i" else kind, hi - lo + 1, base.x >> lo & ((1 << (hi - lo + 1)) - 1))

    def eval_part(self, n):
        base, lo, width = self.eval(n[1]), self.eval(n[2]).x, self.eval(n[3]).x
        return u(base.x >> lo & ((1 << width) - 1), width)

    def eval_bit(self, n):
        if n[1] == ("var", "in") and isinstance(self.env.get("in"), dict):
            return self.env["in"][self.eval(n[2]).x]
        if n[1][0] == "bit" and n[1][1] == ("var", "VGPR"):
            raise Unsupported("VGPR")
        if n[1] == ("var", "CVT_OFF_TABLE"):
            x = signed(self.eval(n[2]).x, 4)
            return V("f", 32, FORMATS["f", 32].round(Fraction(x, 16)))
        return u(self.eval(n[1]).x >> self.eval(n[2]).x & 1, 1)

    def eval_choice(self, n):
        return self.eval(n[2] if self.truth(n[1]) else n[3])

    def eval_join(self, n):
        x, width = 0, 0
        for part in reversed(n[1]):
            v = self.eval(part)
            x |= v.raw() << width
            width += v.w
        return V("b", width, x)

    def eval_unary(self, n):
        v = self.eval(n[2])
        if n[1] == "!":
            return u(v.x == 0, 1)
        if n[1] == "+":
            return v
        if n[1] == "~":
            return V(v.k, v.w, ~v.x if v.k == "i" else ~v.x & ((1 << v.w) - 1))
        if v.is_float():
            return V(v.k, v.w, v.x ^ FORMATS[v.k, v.w].sign)
        return i(-v.x, v.w)

    def eval_convert(self, n):
        k, w, v = n[1], n[2], self.eval(n[3])
        if isinstance(v, int):
            return v
        if (k, w) not in FORMATS:
            x = v.x if v.k == "i" else v.raw()
            return V(k, w, signed(x, w) if k == "i" else x & ((1 << w) - 1))
        if v.is_float():
            if v.w == w and v.k == k:
                return v
            return V(k, w, FORMATS[v.k, v.w].convert(v.x, FORMATS[k, w], self.rounding(w)))
        return V(k, w, v.x & ((1 << w) - 1))

    def eval_op(self, n):
        op = n[1]
        if op in ("&&", "||"):
            left = self.truth(n[2])
            return u(left and self.truth(n[3]) if op == "&&" else left or self.truth(n[3]), 1)
        a, b = self.eval(n[2]), self.eval(n[3])
        if isinstance(b, V) and b.k == "denormal":
            return self.is_denormal(n[2], a)
        if op == "**":
            return b.x if isinstance(b, V) else b
        if isinstance(a, int) or isinstance(b, int):
            return self.scaled(a, b) if isinstance(b, int) else self.scaled(b, a)
        if (
            op == "=="
            and n[3][0] == "unary"
            and a.is_float()
            and b.is_float()
            and not b.x & ~FORMATS[b.k, b.w].sign
        ):
            # A zero with a sign is meant: -0.0 or +0.0, and no other.
            return u(a.x == b.x, 1)
        if a.is_float() or b.is_float():
            return self.float_op(op, a, b)
        return self.int_op(op, a, b)

    def is_denormal(self, node, a):
        if node[0] == "op" and node[1] == "/":
            x, y = self.eval(node[2]), self.eval(node[3])
            f, g = FORMATS["f", x.w], FORMATS["f", y.w]
            if f.is_nan(x.x) or g.is_nan(y.x) or f.is_infinite(x.x) or g.is_infinite(y.x):
                return u(0, 1)
            narrow = FORMATS["f", 64 if self.env["S1"].w == 64 else 32]
            q = abs(f.value(x.x) / g.value(y.x))
            return u(0 < q < Fraction(2) ** (1 - narrow.bias), 1)
        return u(FORMATS["f", a.w].is_denormal(a.x), 1)

    def scaled(self, v, exponent):
        """A float times a power of two, whose exponent has no limit."""
        f = FORMATS[v.k, v.w]
        if f.is_nan(v.x) or f.is_infinite(v.x) or f.is_zero(v.x):
            return v
        exact = f.value(v.x) * Fraction(2) ** max(-3000, min(3000, exponent))
        return V(v.k, v.w, f.round(exact, self.rounding(v.w)))

    def int_op(self, op, a, b):
        w = max(a.w, b.w)
        k = "i" if a.k == "i" and b.k == "i" else a.k if op in ("<<", ">>") else "u"
        x, y = a.x, b.x
        if op in ("==", "!=", "<>", "<", ">", "<=", ">="):
            return u(compare(op, (x > y) - (x < y)), 1)
        if op in ("&", "|", "^"):
            return V(k, w, {"&": x & y, "|": x | y, "^": x ^ y}[op])
        if op in ("<<", ">>"):
            return V(a.k if a.k != "b" else "u", a.w, x << y if op == "<<" else x >> y)
        return V("i" if k == "i" else "u", w, {"+": x + y, "-": x - y, "*": x * y}[op])

    def float_op(self, op, a, b):
        if a.is_float() and b.is_float() and a.w != b.w:
            w = max(a.w, b.w)
            a, b = (
                x if x.w == w else V("f", w, FORMATS[x.k, x.w].convert(x.x, FORMATS["f", w])) for x in (a, b)
            )
        f = FORMATS[a.k, a.w]
        if op in ("==", "!=", "<>", "<", ">", "<=", ">="):
            order = f.compare(a.x, b.x)
            return u(op in ("!=",) if order is None else compare(op, order), 1)
        mode = self.rounding(a.w)
        if op == "-":
            return V(a.k, a.w, f.add(a.x, b.x ^ f.sign, mode))
        method = {"+": f.add, "*": f.multiply, "/": f.divide}[op]
        return V(a.k, a.w, method(a.x, b.x, mode))

    def eval_call(self, n):
        name = n[1]
        known = self.env.get(name)
        arguments = [self.eval(x) for x in n[2]]
        if isinstance(known, tuple) and known[0] == "lambda":
            inner = Machine(
                {**self.env, **dict(zip(known[2], arguments))}, self.library, self.mode, self.flushes
            )
            try:
                inner.run(known[3])
            except Return as r:
                return r.args[0]
        if name in self.library and name not in FUNCTIONS:
            env = {f"S{k}": V("b", v.w, v.raw()) for k, v in enumerate(arguments)}
            env["D0"] = V("b", 64, 0)
            inner = Machine(env, self.library, self.mode, self.flushes)
            inner.run(self.library[name])
            k, w = (
                TYPE.search(name).groups()
                if not name.startswith("v_sad") and not name.startswith("v_msad")
                else ("u", 32)
            )
            return self.typed(V("b", 64, env["D0"].x), k, int(w))
        if name in FUNCTIONS:
            return FUNCTIONS[name](self, *arguments)
        raise Unsupported("function " + name)

    def typed(self, v, k, w):
        bits = v.x & ((1 << w) - 1)
        return V(k, w, signed(bits, w) if k == "i" else bits)

    # ---- storing

    def store(self, target, value):
        if target[0] == "join":
            bits = value.x
            for part in reversed(target[1]):
                width = int(part[3])
                self.store(part, u(bits & ((1 << width) - 1), width))
                bits >>= width
            return
        name, lo, width, kind = self.place(target)
        if kind is not None and (kind, width) in FORMATS:
            value = self.narrowed(value, kind, width)
        if kind in ("u", "i") and self.env.get("CLAMP"):
            low, high = (0, (1 << width) - 1) if kind == "u" else (-(1 << width - 1), (1 << width - 1) - 1)
            value = V(kind, width, max(low, min(high, value.x)))
        if target[0] == "bit" and name == "in":
            if not isinstance(self.env.get("in"), dict):
                self.env["in"] = {}
            self.env["in"][lo] = value
            return
        if width is None:
            old = self.env.get(name)
            if name in ("D0", "D1"):
                self.env[name] = V(
                    "b", old.w, value.raw() | (0 if value.w >= old.w else old.x >> value.w << value.w)
                )
            else:
                self.env[name] = value
            return
        old = self.env.get(name)
        base = old.x if old is not None else 0
        field = ((1 << width) - 1) << lo
        bits = base & ~field | (value.x << lo & field)
        if target[0] == "as" and target[1][0] == "var" and name not in KEPT:
            self.env[name] = V(kind, width, signed(bits, width) if kind == "i" else bits & ((1 << width) - 1))
        else:
            self.env[name] = V("b", max(lo + width, old.w if old is not None else 0), bits)

    def narrowed(self, value, kind, width):
        f = FORMATS[kind, width]
        if value.is_float() and (value.w, value.k) != (width, kind):
            bits = FORMATS[value.k, value.w].convert(value.x, f, self.rounding(width))
        else:
            bits = value.raw()
        if kind == "f" and not self.keeps(width, True):
            bits = f.flush(bits)
        return V(kind, width, bits)

    def place(self, n):
        """Name, lowest bit, width and kind of what is assigned."""
        if n[0] == "var":
            return n[1], 0, None, None
        if n[0] == "as":
            name, lo, width, _ = self.place(n[1])
            if width is not None and n[1][0] in ("slice", "bit"):
                return name, lo, width, n[2]
            return name, lo, int(n[3]), n[2]
        if n[0] == "slice":
            if n[1] == DESTINATION:
                name, lo, kind = "D0", 0, None
            else:
                name, lo, _, kind = self.place(n[1])
            hi, low = self.eval(n[2]).x, self.eval(n[3]).x
            return name, lo + low, hi - low + 1, kind
        if n[0] == "bit":
            if n[1] == ("var", "in"):
                return "in", self.eval(n[2]).x, None, None
            name, lo, _, kind = self.place(n[1])
            return name, lo + self.eval(n[2]).x, 1, None
        raise Unsupported("target " + n[0])


def compare(op, order):
    return {
        "==": order == 0, "!=": order != 0, "<>": order != 0, "<": order < 0, ">": order > 0,
        "<=": order <= 0, ">=": order >= 0,
    }[op]  # fmt: skip
