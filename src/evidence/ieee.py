"""IEEE formats on exact fractions: every result is computed exactly and rounded once."""

from fractions import Fraction
from math import isqrt

NEAREST, UP, DOWN, ZERO = range(4)


class Format:
    """A binary format by its widths; values are raw bits."""

    def __init__(self, exponent_bits, fraction_bits):
        self.fraction = fraction_bits
        self.sign = 1 << (exponent_bits + fraction_bits)
        self.infinity = ((1 << exponent_bits) - 1) << fraction_bits
        self.bias = (1 << (exponent_bits - 1)) - 1
        self.quiet = 1 << (fraction_bits - 1)
        self.nan = self.infinity | self.quiet

    def is_nan(self, bits):
        return bits & (self.sign - 1) > self.infinity

    def signals(self, bits):
        return self.is_nan(bits) and not bits & self.quiet

    def is_infinite(self, bits):
        return bits & (self.sign - 1) == self.infinity

    def is_zero(self, bits):
        return bits & (self.sign - 1) == 0

    def is_denormal(self, bits):
        return not bits & self.infinity and not self.is_zero(bits)

    def field(self, bits):
        """The exponent's field."""
        return (bits & self.infinity) >> self.fraction

    def negative(self, bits):
        return bits & self.sign != 0

    def value(self, bits):
        """The exact value of finite bits."""
        field = self.field(bits)
        fraction = bits & ((1 << self.fraction) - 1)
        if field:
            fraction |= 1 << self.fraction
        exponent = max(field, 1) - self.bias - self.fraction
        magnitude = Fraction(fraction) * Fraction(2) ** exponent
        return -magnitude if self.negative(bits) else magnitude

    def round(self, value, mode=NEAREST, negative_zero=False):
        """The bits of an exact value; of zero, those of the sign asked for."""
        if value == 0:
            return self.sign if negative_zero else 0
        sign = self.sign if value < 0 else 0
        magnitude = abs(value)
        exponent = max(floor_log2(magnitude), 1 - self.bias)
        unit = Fraction(2) ** (exponent - self.fraction)
        whole, rest = divmod(magnitude, unit)
        whole = int(whole)
        up = (
            rest * 2 > unit or (rest * 2 == unit and whole & 1)
            if mode == NEAREST
            else rest > 0 and mode == (DOWN if sign else UP)
        )
        whole += up
        bits = whole + ((exponent + self.bias - 1) << self.fraction)
        if bits >= self.infinity:
            away = mode == NEAREST or mode == (DOWN if sign else UP)
            bits = self.infinity if away else self.infinity - 1
        return sign | bits

    def flush(self, bits):
        return bits & self.sign if self.is_denormal(bits) else bits

    def add(self, a, b, mode):
        if self.is_nan(a) or self.is_nan(b):
            return self.nan
        if self.is_infinite(a) or self.is_infinite(b):
            if self.is_infinite(a) and self.is_infinite(b) and a != b:
                return self.nan
            return a if self.is_infinite(a) else b
        both = self.negative(a) and self.negative(b)
        opposite = self.negative(a) != self.negative(b)
        return self.round(self.value(a) + self.value(b), mode, both or (opposite and mode == DOWN))

    def fma(self, a, b, c, mode):
        if self.is_nan(a) or self.is_nan(b) or self.is_nan(c):
            return self.nan
        negative = self.negative(a) != self.negative(b)
        if self.is_infinite(a) or self.is_infinite(b):
            if self.is_zero(a) or self.is_zero(b):
                return self.nan
            product = self.infinity | (self.sign if negative else 0)
            return self.nan if self.is_infinite(c) and c != product else product
        if self.is_infinite(c):
            return c
        both = negative and self.negative(c)
        opposite = negative != self.negative(c)
        exact = self.value(a) * self.value(b) + self.value(c)
        return self.round(exact, mode, both or (opposite and mode == DOWN))

    def multiply(self, a, b, mode):
        if self.is_nan(a) or self.is_nan(b):
            return self.nan
        sign = (a ^ b) & self.sign
        if self.is_infinite(a) or self.is_infinite(b):
            return self.nan if self.is_zero(a) or self.is_zero(b) else sign | self.infinity
        return self.round(self.value(a) * self.value(b), mode, sign != 0)

    def divide(self, a, b, mode):
        if self.is_nan(a) or self.is_nan(b):
            return self.nan
        sign = (a ^ b) & self.sign
        if self.is_infinite(a) or self.is_zero(b):
            same = self.is_infinite(b) if self.is_infinite(a) else self.is_zero(a)
            return self.nan if same else sign | self.infinity
        if self.is_infinite(b):
            return sign
        return self.round(self.value(a) / self.value(b), mode, sign != 0)

    def sqrt(self, a, mode):
        if self.is_nan(a) or self.is_zero(a) or a == self.infinity:
            return a
        if self.negative(a):
            return self.nan
        # Bits enough that what is left of an inexact root is seen.
        scaled = self.value(a) * (1 << 2 * (self.bias + 4 * self.fraction))
        root = isqrt(int(scaled))
        exact = Fraction(2 * root + (root * root != scaled), 2)
        return self.round(exact / (1 << (self.bias + 4 * self.fraction)), mode)

    def compare(self, a, b):
        """-1, 0 or 1; None where there is a NaN."""
        if self.is_nan(a) or self.is_nan(b):
            return None
        x, y = self.ordered(a), self.ordered(b)
        return (x > y) - (x < y)

    def ordered(self, bits):
        magnitude = bits & (self.sign - 1)
        return -magnitude if self.negative(bits) else magnitude

    def convert(self, bits, to, mode=NEAREST):
        """The same number in another format."""
        sign = to.sign if self.negative(bits) else 0
        if self.is_nan(bits):
            shift = to.fraction - self.fraction
            payload = bits & ((1 << self.fraction) - 1)
            payload = payload << shift if shift >= 0 else payload >> -shift
            kept = shift >= 0 and self.signals(bits)
            return sign | to.infinity | payload | (0 if kept else to.quiet)
        if self.is_infinite(bits):
            return sign | to.infinity
        return to.round(self.value(bits), mode, sign != 0)


def floor_log2(x):
    """The exponent of a positive fraction."""
    e = x.numerator.bit_length() - x.denominator.bit_length()
    return e if x >= Fraction(2) ** e else e - 1


FORMATS = {
    ("f", 16): Format(5, 10),
    ("f", 32): Format(8, 23),
    ("f", 64): Format(11, 52),
    ("bf", 16): Format(8, 7),
}
