"""Values of the pseudocode."""

from ieee import FORMATS


class Unsupported(Exception):
    """Pseudocode that this interpreter does not know."""


class V:
    """A value: kind u, i, b (raw), f, bf or fp; width in bits; number or raw bits."""

    __slots__ = ("k", "w", "x")

    def __init__(self, k, w, x):
        self.k, self.w, self.x = k, w, x

    def raw(self):
        return self.x & ((1 << self.w) - 1)

    def is_float(self):
        return (self.k, self.w) in FORMATS


def signed(x, w):
    x &= (1 << w) - 1
    return x - (1 << w) if x >> (w - 1) else x


def u(x, w=32):
    return V("u", w, x)


def i(x, w=32):
    return V("i", w, x)
