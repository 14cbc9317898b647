"""Small floating-point formats in NumPy: bits to numbers, and numbers to the nearest bits."""

import numpy as np


def bf16_bits(x):
    """Bits of the nearest bfloat16, ties to even."""
    bits = np.ascontiguousarray(x, np.float32).view(np.uint32).astype(np.uint64)
    rounded = ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)
    return np.where(np.isnan(x), np.uint16(0x7FC0), rounded)


def bf16(bits):
    return (np.asarray(bits, np.uint16).astype(np.uint32) << 16).view(np.float32)


def _minifloat(exponent, mantissa, bias, special):
    """Values of all codes of a format of 1 + exponent + mantissa bits."""
    codes = np.arange(1 << (1 + exponent + mantissa))
    m = codes & ((1 << mantissa) - 1)
    e = (codes >> mantissa) & ((1 << exponent) - 1)
    sign = np.where(codes >> (exponent + mantissa), -1.0, 1.0)
    fraction = m / 2.0**mantissa
    value = np.where(e == 0, fraction * 2.0 ** (1 - bias), (1 + fraction) * 2.0 ** (e - bias))
    value = sign * value
    if special == "fnuz":
        value[1 << (exponent + mantissa)] = np.nan
    elif special == "fn":
        value[(codes & 0x7F) == 0x7F] = np.nan
    elif special == "ieee":
        top = e == (1 << exponent) - 1
        value[top] = np.where(m[top] == 0, sign[top] * np.inf, np.nan)
    return value


# OCP's 8-bit and microscaling formats; the fnuz ones are those of gfx942.
VALUES = {
    "e4m3fnuz": _minifloat(4, 3, 8, "fnuz"),
    "e5m2fnuz": _minifloat(5, 2, 16, "fnuz"),
    "e4m3fn": _minifloat(4, 3, 7, "fn"),
    "e5m2": _minifloat(5, 2, 15, "ieee"),
    "e2m1": _minifloat(2, 1, 1, None),
    "e2m3": _minifloat(2, 3, 1, None),
    "e3m2": _minifloat(3, 2, 3, None),
}


def decode(name, codes):
    return VALUES[name][np.asarray(codes)]


def largest(name):
    return np.nanmax(VALUES[name][np.isfinite(VALUES[name])])


def encode(name, x):
    """Codes of the nearest values, ties to the even code; what is too large becomes the largest."""
    values = VALUES[name]
    half = len(values) // 2
    positive = values[:half]
    finite = int(np.isfinite(positive).sum())
    grid = positive[:finite]
    size = np.minimum(np.abs(np.asarray(x, np.float64)), grid[-1])
    above = np.clip(np.searchsorted(grid, size), 0, finite - 1)
    below = np.maximum(above - 1, 0)
    up, down = grid[above] - size, size - grid[below]
    code = np.where((up < down) | ((up == down) & (above % 2 == 0)), above, below)
    negative = np.signbit(x) & ~((code == 0) & name.endswith("fnuz"))
    return np.where(negative, code + half, code).astype(np.uint8)
