"""Writes how PyTorch rounds floats to 8-bit floats, for CacheRounding among the tests.

    float8_thresholds.py > src/test/resources/dev/pagen/verify/float8-thresholds.txt

Needs PyTorch. A line for each format: its name, then for each code from 1 up to that of its largest
number the bits of the smallest float that becomes this code, in hexadecimal. Codes grow with floats,
so that is all there is to rounding positive ones. Each was found by bisecting the bits of floats, and
the negative of it was seen to become the negative code. PyTorch makes what is too large NaN or
infinite, from a float on that the line ends with.
"""

import struct

import torch

FORMATS = {
    "float8_e4m3fn": (torch.float8_e4m3fn, 0x7E),
    "float8_e5m2": (torch.float8_e5m2, 0x7B),
    "float8_e4m3fnuz": (torch.float8_e4m3fnuz, 0x7F),
    "float8_e5m2fnuz": (torch.float8_e5m2fnuz, 0x7F),
}
INFINITY = 0x7F800000


def code(bits: int, dtype: torch.dtype) -> int:
    """What a float becomes, that is given by its bits."""
    value = struct.unpack("<f", struct.pack("<I", bits))[0]
    return int(torch.tensor([value], dtype=torch.float32).to(dtype).view(torch.uint8)[0])


def is_at_least(bits: int, wanted: int, largest: int, dtype: torch.dtype) -> bool:
    found = code(bits, dtype)
    return wanted <= found <= 0x7F or found > largest


def threshold(wanted: int, largest: int, dtype: torch.dtype) -> int:
    low, high = 0, INFINITY
    while low < high:
        middle = (low + high) // 2
        if is_at_least(middle, wanted, largest, dtype):
            high = middle
        else:
            low = middle + 1
    return low


for name, (dtype, largest) in FORMATS.items():
    found = [threshold(wanted, largest, dtype) for wanted in range(1, largest + 2)]
    for wanted, bits in enumerate(found[:-1], start=1):
        assert code(bits, dtype) == wanted
        assert code(bits | 0x80000000, dtype) == wanted | 0x80
    print(name, *(f"{bits:x}" for bits in found))
