"""Attention over rows with scales inside, from their bytes: shares no code with what it judges.

    scaled_rows.py write FORMAT DIR   inputs of a batch, as .npy files
    scaled_rows.py judge FORMAT DIR   compares DIR/out.npy and DIR/lse.npy with what they must be

Four query heads, pages of 8 tokens, a scale of 1/16, contexts of 5, 0, 40 and 17 tokens.
"""

import array
import ast
import math
import pathlib
import random
import struct
import sys

HEADS, PAGE, SCALE = 4, 8, 0.0625
CONTEXTS = [5, 0, 40, 17]
#        e4m3, of a scale, scale, bf16
FORMATS = {
    "fp8_ds_mla": (512, 128, "f", 64),
    "fp8_ds_mla_v4": (448, 64, "e", 64),
    "mxfp8_ds_mla": (512, 32, "e", 0),
}


def e4m3(code):
    """OCP: exponent bias 7, no infinity, NaN of all ones."""
    sign = -1.0 if code & 0x80 else 1.0
    exponent, fraction = code >> 3 & 15, code & 7
    if exponent == 15 and fraction == 7:
        return math.nan
    if exponent == 0:
        return sign * fraction * 2.0**-9
    return sign * (1 + fraction / 8) * 2.0 ** (exponent - 7)


def bf16(bits):
    return struct.unpack("<f", struct.pack("<I", bits << 16))[0]


def to_bf16(value):
    return struct.unpack("<I", struct.pack("<f", value))[0] >> 16


def page_bytes(name):
    if name == "fp8_ds_mla":
        return PAGE * 656
    if name == "mxfp8_ds_mla":
        return PAGE * 528
    return (PAGE * 584 + 575) // 576 * 576


def places(name, page, slot):
    """Where the e4m3 numbers, the scales and the bf16 numbers of a token begin."""
    first = page * page_bytes(name)
    if name == "fp8_ds_mla":
        row = first + slot * 656
        return row, row + 512, row + 528
    if name == "mxfp8_ds_mla":
        row = first + slot * 528
        return row, row + 512, row + 528
    row = first + slot * 576
    return row, first + PAGE * 576 + slot * 8, row + 448


def save(path, kind, shape, data):
    text = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }" % (
        kind,
        "".join("%d, " % n for n in shape),
    )
    text += " " * (63 - (10 + len(text)) % 64) + "\n"
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode() + data)


def load(path):
    data = path.read_bytes()
    length = struct.unpack_from("<H", data, 8)[0]
    header = ast.literal_eval(data[10 : 10 + length].decode().strip())
    numbers = array.array({"<u2": "H", "|u1": "B", "<i4": "i", "<f4": "f"}[header["descr"]])
    numbers.frombytes(data[10 + length :])
    return numbers


def write(name, folder):
    count, group, kind, plain = FORMATS[name]
    pages_of = [-(-n // PAGE) for n in CONTEXTS]
    total = sum(pages_of)
    pages = list(range(1, total + 1))
    random.shuffle(pages)
    cache = bytearray(b"\xff") * ((total + 2) * page_bytes(name))
    indptr = [0]
    for n in pages_of:
        indptr.append(indptr[-1] + n)
    for s, context in enumerate(CONTEXTS):
        for t in range(context):
            codes, scales, rest = places(name, pages[indptr[s] + t // PAGE], t % PAGE)
            for e in range(count):
                cache[codes + e] = random.choice(range(0x30, 0x50)) | random.choice((0, 0x80))
            cache[codes + random.randrange(count)] = 0x80
            for g in range(count // group):
                exponent = random.randrange(-4, 2)
                if kind == "f":
                    factor = random.choice((1, -1)) * random.uniform(1, 2) * 2.0**exponent
                    struct.pack_into("<f", cache, scales + 4 * g, factor)
                else:
                    cache[scales + g] = exponent + 127
            for i in range(plain):
                struct.pack_into("<H", cache, rest + 2 * i, to_bf16(random.gauss(0, 1)))
    if name == "fp8_ds_mla_v4":
        shape = [total + 2, page_bytes(name)]
    else:
        shape = [total + 2, PAGE, page_bytes(name) // PAGE]
    save(folder / "key_cache.npy", "|u1", shape, bytes(cache))
    size = count + plain
    query = [to_bf16(random.gauss(0, 1)) for _ in range(len(CONTEXTS) * HEADS * size)]
    data = struct.pack("<%dH" % len(query), *query)
    save(folder / "query.npy", "<u2", [len(CONTEXTS), HEADS, size], data)
    last = [(n - 1) % PAGE + 1 if n else 0 for n in CONTEXTS]
    for what, numbers in (("indptr", indptr), ("page_indices", pages), ("last_page_len", last)):
        data = struct.pack("<%di" % len(numbers), *numbers)
        save(folder / ("kv_%s.npy" % what), "<i4", [len(numbers)], data)


def row(name, cache, page, slot):
    count, group, kind, plain = FORMATS[name]
    codes, scales, rest = places(name, page, slot)
    data = cache.tobytes()
    numbers = []
    for e in range(count):
        g = e // group
        if kind == "f":
            factor = struct.unpack_from("<f", data, scales + 4 * g)[0]
        else:
            factor = 2.0 ** (data[scales + g] - 127)
        numbers.append(e4m3(data[codes + e]) * factor)
    return numbers + [bf16(struct.unpack_from("<H", data, rest + 2 * i)[0]) for i in range(plain)]


def judge(name, folder):
    count, _, _, plain = FORMATS[name]
    size = count + plain
    cache = load(folder / "key_cache.npy")
    query = [bf16(bits) for bits in load(folder / "query.npy")]
    out = [bf16(bits) for bits in load(folder / "out.npy")]
    lse = load(folder / "lse.npy")
    indptr, pages = load(folder / "kv_indptr.npy"), load(folder / "kv_page_indices.npy")
    error = norm = worst = 0.0
    for s, context in enumerate(CONTEXTS):
        rows = [
            row(name, cache, pages[indptr[s] + t // PAGE], t % PAGE) for t in range(context)
        ]
        for h in range(HEADS):
            at = s * HEADS + h
            q = query[at * size : (at + 1) * size]
            logits = [SCALE * sum(a * b for a, b in zip(q, k)) for k in rows]
            top = max(logits, default=0.0)
            weights = [math.exp(x - top) for x in logits]
            total = sum(weights)
            for e in range(512):
                value = sum(w * k[e] for w, k in zip(weights, rows)) / total if rows else 0.0
                error += (out[at * 512 + e] - value) ** 2
                norm += value**2
            if rows:
                worst = max(worst, abs(lse[at] - (top + math.log(total))))
    relative = math.sqrt(error / norm)
    limits = (6e-3, 0.0625) if FORMATS[name][2] == "f" else (4e-3, 0.004)
    right = relative <= limits[0] and worst <= limits[1]
    print("right" if right else "wrong", name, "relative L2 %.2e, lse %.2e" % (relative, worst))


if __name__ == "__main__":
    random.seed(20261202)
    {"write": write, "judge": judge}[sys.argv[1]](sys.argv[2], pathlib.Path(sys.argv[3]))
