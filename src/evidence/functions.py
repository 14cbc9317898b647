"""The functions that the pseudocode calls without defining them."""

import math
from fractions import Fraction

from ieee import FORMATS, NEAREST, floor_log2
from values import V, i, signed, u

F16, F32, F64 = (FORMATS["f", w] for w in (16, 32, 64))


def form(v):
    return FORMATS[v.k, v.w]


def to_int(v, low, high, rounded=False):
    """Cut off or rounded to nearest even, kept within bounds; 0 for NaN."""
    f = form(v)
    if f.is_nan(v.x):
        return 0
    if f.is_infinite(v.x):
        return low if f.negative(v.x) else high
    x = f.value(v.x)
    return max(low, min(high, round(x) if rounded else math.trunc(x)))


def whole(v, how):
    f = form(v)
    if f.is_nan(v.x) or f.is_infinite(v.x):
        return v
    exact = Fraction(how(f.value(v.x)))
    return V(v.k, v.w, f.round(exact, NEAREST, f.negative(v.x)))


def fract(v):
    f = form(v)
    x = f.value(v.x)
    return V(v.k, v.w, f.round(x - math.floor(x)))


def mantissa(v):
    f = form(v)
    if f.is_zero(v.x):
        return v
    x = f.value(v.x)
    return V(v.k, v.w, f.round(x / Fraction(2) ** (floor_log2(abs(x)) + 1)))


def real(function):
    """A function in double, for results that may be off by one in the last place."""

    def apply(machine, v, *rest):
        x = as_double(v if not rest else rest[0])
        f = form(v)
        try:
            y = function(x)
        except (ValueError, ZeroDivisionError, OverflowError):
            y = math.nan
        return V(v.k, v.w, from_double(y, f))

    return apply


def as_double(v):
    f = form(v)
    if f.is_nan(v.x):
        return math.nan
    if f.is_infinite(v.x):
        return -math.inf if f.negative(v.x) else math.inf
    return float(f.value(v.x)) if not f.is_zero(v.x) else math.copysign(0.0, -f.negative(v.x))


def from_double(y, f):
    if math.isnan(y):
        return f.nan
    if math.isinf(y):
        return f.infinity | (f.sign if y < 0 else 0)
    return f.round(Fraction(y), NEAREST, math.copysign(1, y) < 0)


def log2(x):
    return -math.inf if x == 0 else math.log2(x)


def exp2(x):
    return math.inf if x >= 1024 else 0.0 if x < -1100 else 2.0**x


def turned(function):
    """Of an angle in turns."""
    return lambda x: function(2 * math.pi * (x - round(x)))


def quiet(v):
    return V(v.k, v.w, v.x | form(v).quiet)


def propagating(larger):
    """minimum and maximum of IEEE 754-2019: a NaN wins, and -0 is below +0."""

    def apply(machine, *arguments):
        best = arguments[0]
        for other in arguments[1:]:
            f = form(other)
            if f.is_nan(best.x):
                continue
            x, y = key(f, best.x), key(f, other.x)
            if f.is_nan(other.x) or (y > x if larger else y < x):
                best = other
        return quiet(best) if form(best).is_nan(best.x) else best

    return apply


def key(f, bits):
    magnitude = bits & (f.sign - 1)
    return -magnitude - 1 if f.negative(bits) else magnitude


def convert(source, target):
    def apply(machine, v):
        to = FORMATS[target]
        x = v.x & ((1 << source[1]) - 1)
        if source in FORMATS:
            bits = FORMATS[source].convert(x, to, machine.rounding(32 if target[1] == 32 else 16))
        else:
            number = signed(x, source[1]) if source[0] == "i" else x
            bits = to.round(Fraction(number), machine.rounding(target[1]))
        return V(*target, bits)

    return apply


def cut(kind, width, rounded=False):
    low, high = (0, (1 << width) - 1) if kind == "u" else (-(1 << width - 1), (1 << width - 1) - 1)
    return lambda machine, v: V(kind, width, to_int(v, low, high, rounded))


def normalized(kind):
    low, high = (0, 65535) if kind == "u" else (-32767, 32767)

    def apply(machine, v):
        f = form(v)
        if f.is_nan(v.x):
            return V(kind, 16, 0)
        if f.is_infinite(v.x):
            return V(kind, 16, low if f.negative(v.x) else high)
        return V(kind, 16, max(low, min(high, round(f.value(v.x) * high))))

    return apply


def saturated(kind, width):
    low, high = (0, (1 << width) - 1) if kind == "u" else (-(1 << width - 1), (1 << width - 1) - 1)
    return lambda machine, v: V(kind, width, max(low, min(high, v.x)))


def extended(machine, v, width):
    x = v.x & ((1 << max(width.x, 1)) - 1)
    return i(signed(x, width.x) if width.x else 0, v.w)


def ldexp(machine, v, n):
    return machine.scaled(v, n.x)


def fma(machine, a, b, c):
    return V(a.k, a.w, form(a).fma(a.x, b.x, c.x, machine.rounding(a.w)))


FUNCTIONS = {
    "abs": lambda m, v: V(v.k, v.w, v.x & (form(v).sign - 1)),
    "sign": lambda m, v: u(form(v).negative(v.x), 1),
    "exponent": lambda m, v: i(form(v).field(v.x)),
    "mantissa": lambda m, v: mantissa(v),
    "isNAN": lambda m, v: u(form(v).is_nan(v.x), 1),
    "isSignalNAN": lambda m, v: u(form(v).signals(v.x), 1),
    "isQuietNAN": lambda m, v: u(form(v).is_nan(v.x) and not form(v).signals(v.x), 1),
    "cvtToQuietNAN": lambda m, v: quiet(v),
    "isEven": lambda m, v: u(
        not form(v).is_infinite(v.x) and not form(v).is_nan(v.x) and form(v).value(v.x) % 2 == 0, 1
    ),
    "signext": lambda m, v: i(signed(v.x, v.w), 64),
    "signext_from_bit": extended,
    "ldexp": ldexp,
    "fma": fma,
    "floor": lambda m, v: whole(v, math.floor),
    "trunc": lambda m, v: whole(v, math.trunc),
    "fract": lambda m, v: u(0) if form(v).is_nan(v.x) or form(v).is_infinite(v.x) else fract(v),
    "sqrt": lambda m, v: V(v.k, v.w, form(v).sqrt(v.x, NEAREST)),
    "pow": real(exp2),
    "log2": real(log2),
    "sin": real(turned(math.sin)),
    "cos": real(turned(math.cos)),
    "f32_to_i32": cut("i", 32),
    "f32_to_u32": cut("u", 32),
    "f64_to_i32": cut("i", 32),
    "f64_to_u32": cut("u", 32),
    "f16_to_i16": cut("i", 16),
    "f16_to_u16": cut("u", 16),
    "f32_to_u8": cut("u", 8, rounded=True),
    "f32_to_snorm": normalized("i"),
    "f16_to_snorm": normalized("i"),
    "f32_to_unorm": normalized("u"),
    "f16_to_unorm": normalized("u"),
    "u32_to_u16": saturated("u", 16),
    "i32_to_i16": saturated("i", 16),
    "f32_to_f16": convert(("f", 32), ("f", 16)),
    "f32_to_bf16": convert(("f", 32), ("bf", 16)),
    "f16_to_f32": convert(("f", 16), ("f", 32)),
    "bf16_to_f32": convert(("bf", 16), ("f", 32)),
    "f32_to_f64": convert(("f", 32), ("f", 64)),
    "f64_to_f32": convert(("f", 64), ("f", 32)),
    "i32_to_f32": convert(("i", 32), ("f", 32)),
    "u32_to_f32": convert(("u", 32), ("f", 32)),
    "i32_to_f64": convert(("i", 32), ("f", 64)),
    "u32_to_f64": convert(("u", 32), ("f", 64)),
    "i16_to_f16": convert(("i", 16), ("f", 16)),
    "u16_to_f16": convert(("u", 16), ("f", 16)),
}
for w in (4, 8, 16):
    FUNCTIONS[f"i{w}_to_i32"] = lambda m, v, w=w: i(signed(v.x, w))
    FUNCTIONS[f"u{w}_to_u32"] = lambda m, v, w=w: u(v.x & ((1 << w) - 1))
for w in (16, 32):
    for count in ("", "3"):
        FUNCTIONS[f"v_minimum{count}_f{w}"] = propagating(False)
        FUNCTIONS[f"v_maximum{count}_f{w}"] = propagating(True)
