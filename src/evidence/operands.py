"""Operands of vector instructions: kinds as AMD's machine-readable ISA names them, and values."""

import struct

from ieee import FORMATS

CONSTANTS = ["0", "1", "64", "-1", "-16", "0.5", "-1.0", "2.0", "-4.0", "0.15915494"]


def floating(kind):
    return kind[:1] == "F" and kind[1:].isdigit()


def packed(kind):
    return kind in ("PK2_F16", "PK2_I16", "PK2_U16", "PK2_B16", "PK2_BF16")


def drawn(r, kind, bits):
    """A random value of a kind, often one at an edge; 16-bit ones with something above them."""
    if bits > 64:
        return r.getrandbits(bits)
    if packed(kind):
        return drawn(r, kind[4:], 16) & 0xFFFF | (drawn(r, kind[4:], 16) & 0xFFFF) << 16
    if kind == "PK2_F32":
        return drawn(r, "F32", 32) | drawn(r, "F32", 32) << 32
    x = drawn_float(r, kind) if floating(kind) else drawn_integer(r, bits)
    return x | r.getrandbits(16) << 16 if bits == 16 else x


def drawn_float(r, kind):
    f = FORMATS["f", int(kind[1:])]
    one = f.bias << f.fraction
    if r.random() < 0.35:
        return r.choice([0, f.sign, f.infinity, f.sign | f.infinity, f.nan, f.infinity | 1, 1, f.sign | 3, one,
                         1 << f.fraction, (1 << f.fraction) - 1, f.infinity - 1, f.sign | one])  # fmt: skip
    if r.random() < 0.2:
        return r.getrandbits(int(kind[1:]))
    exponent = min(max(f.bias + r.randint(-12, 40), 0), 2 * f.bias + 1)
    fraction = r.getrandbits(f.fraction) & (-1 << (r.randint(0, f.fraction) if r.random() < 0.3 else 0))
    return fraction | exponent << f.fraction | r.choice((0, f.sign))


def drawn_integer(r, bits):
    high = (1 << bits) - 1
    if r.random() < 0.3:
        return high & r.choice(
            [0, 1, 2, high, high - 1, high >> 1, (high >> 1) + 1, 31, 32, 33, 63, 64, 0x10008, 0x200000]
        )
    return r.getrandbits(bits) >> (r.randint(0, bits - 1) if r.random() < 0.4 else 0)


def constant(text, kind, bits):
    """What an inline constant is for an operand of this kind."""
    if "." not in text:
        return int(text) & ((1 << max(bits, 16)) - 1)
    w = 16 if bits == 16 else 64 if bits == 64 else 32
    if kind == "BF16":
        return constant(text, "F32", 32) >> 16
    if text == "0.15915494":
        return {16: 0x3118, 32: 0x3E22F983, 64: 0x3FC45F306DC9C882}[w]
    return int.from_bytes(struct.pack({16: "<e", 32: "<f", 64: "<d"}[w], float(text)), "little")
