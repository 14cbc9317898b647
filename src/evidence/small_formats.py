"""Formats of 8 bits and less, and the functions that convert from and to them."""

import math
from fractions import Fraction

from functions import as_double, form
from ieee import FORMATS, NEAREST, floor_log2
from values import V


class Small:
    """A format of 8 bits or less: OCP's, or the FNUZ variants, whose one NaN is at minus zero."""

    def __init__(self, exponent_bits, fraction_bits, bias, specials):
        self.e, self.m, self.bias, self.specials = exponent_bits, fraction_bits, bias, specials
        self.sign = 1 << exponent_bits + fraction_bits
        every = self.sign - 1
        self.largest = {"fnuz": every, "nan": every - 1, "ieee": every - (1 << fraction_bits), "none": every}[
            specials
        ]

    def decode(self, code):
        """The exact value; None for NaN, an infinity as a float."""
        magnitude, negative = code & (self.sign - 1), code & self.sign
        if self.specials == "fnuz" and negative and not magnitude:
            return None
        if magnitude > self.largest:
            infinite = self.specials == "ieee" and magnitude == self.largest + 1
            return (-math.inf if negative else math.inf) if infinite else None
        field, fraction = magnitude >> self.m, magnitude & ((1 << self.m) - 1)
        whole = fraction + ((field > 0) << self.m)
        x = Fraction(whole) * Fraction(2) ** (max(field, 1) - self.bias - self.m)
        return -x if negative else x

    def encode(self, x, negative):
        """Rounded to nearest even; None is a NaN, too large a value has no bounds."""
        sign = self.sign if negative else 0
        if x is None:
            return self.sign if self.specials == "fnuz" else sign | (self.sign - 1)
        code = self.largest + 1
        if not isinstance(x, float):
            x = abs(x)
            exponent = max(floor_log2(x), 1 - self.bias) if x else 1 - self.bias
            code = round(x / Fraction(2) ** (exponent - self.m)) + ((exponent + self.bias - 1) << self.m)
        if code > self.largest:
            over = {"fnuz": self.sign, "nan": sign | (self.sign - 1), "ieee": sign | (self.largest + 1)}
            return over.get(self.specials, sign | self.largest)
        return code if code == 0 and self.specials == "fnuz" else sign | code


def exact(v):
    """A float's value: None for NaN, an infinity as a float."""
    f = form(v)
    if f.is_nan(v.x):
        return None
    return as_double(v) if f.is_infinite(v.x) else f.value(v.x)


def widened(small, wide):
    def apply(machine, v, scale=None):
        code = v.x & (2 * small.sign - 1)
        x, to = small.decode(code), FORMATS[wide]
        if x is None:
            return V(*wide, to.nan)
        sign = to.sign if code & small.sign else 0
        if isinstance(x, float):
            return V(*wide, sign | to.infinity)
        factor = Fraction(2) ** (scale.x - 127) if scale else 1
        return V(*wide, to.round(x * factor, NEAREST, sign != 0))

    return apply


def narrowed(small):
    def apply(machine, v, scale=None):
        x = exact(v)
        if scale and isinstance(x, Fraction):
            x /= Fraction(2) ** (scale.x - 127)
        return V("fp", small.e + small.m + 1, small.encode(x, form(v).negative(v.x)))

    return apply


def small_formats(fnuz):
    """The functions on a target's small formats."""
    formats = {
        "fp8": Small(4, 3, 8, "fnuz") if fnuz else Small(4, 3, 7, "nan"),
        "bf8": Small(5, 2, 16, "fnuz") if fnuz else Small(5, 2, 15, "ieee"),
        "fp6": Small(2, 3, 1, "none"),
        "bf6": Small(3, 2, 3, "none"),
        "fp4": Small(2, 1, 1, "none"),
    }
    functions = {}
    for name, small in formats.items():
        for wide in ("f32", "f16", "bf16"):
            key = ("bf", 16) if wide == "bf16" else ("f", int(wide[1:]))
            for suffix in ("", "_scale"):
                functions[f"{name}_to_{wide}{suffix}"] = widened(small, key)
                functions[f"{wide}_to_{name}{suffix}"] = narrowed(small)
    return functions
