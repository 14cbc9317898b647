"""Scalar instructions: registers before, and what the document says of them after."""

from values import V, u

EDGES = [
    0,
    1,
    2,
    0xFFFFFFFF,
    0x7FFFFFFF,
    0x80000000,
    31,
    32,
    33,
    63,
    64,
    0x10008,
    0x7F0010,
    0x200000,
    0x3F0001,
    0x400000,
]


class ScalarCase:
    def __init__(self, name, form, fields, target, rng):
        self.name, self.target, self.form = name, target, form
        self.bits = {f: bits for f, (_, bits) in fields.items()}
        self.before = {"scc": rng.getrandbits(1), "exec": rng.getrandbits(64), "vcc": rng.getrandbits(64)}
        for s in range(12):
            self.before[f"s{s}"] = (
                rng.choice(EDGES) if rng.random() < 0.4 else rng.getrandbits(32) >> rng.choice((0, 0, 5, 27))
            )
        if rng.random() < 0.15:
            self.before["s10"], self.before["s11"] = self.before["s8"], self.before["s9"]
        self.immediate = rng.choice((0, 1, 0x7FFF, 0x8000, 0xFFFF, rng.getrandbits(16)))
        self.wide = self.bits.get("sdst", 32) == 64
        self.instruction = f"{name} {', '.join(self.operands())}"
        self.names = ["s0", "s1", "scc", "exec"]

    def operands(self):
        texts = []
        if "sdst" in self.bits:
            texts.append("s[0:1]" if self.wide else "s0")
        for n, field in enumerate(("ssrc0", "ssrc1")):
            if field in self.bits:
                first = 8 + 2 * n
                texts.append(f"s[{first}:{first + 1}]" if self.bits[field] == 64 else f"s{first}")
        if "simm16" in self.bits:
            texts.append(hex(self.immediate))
        return texts

    def pair(self, first):
        return self.before[f"s{first}"] | self.before[f"s{first + 1}"] << 32

    def expected(self, run):
        env = {"SCC": u(self.before["scc"], 1), "EXEC": V("b", 64, self.before["exec"])}
        env["VCC"] = V("b", 64, self.before["vcc"])
        env["D0"] = V("b", 64 if self.wide else 32, self.pair(0) if self.wide else self.before["s0"])
        if self.form == "SOPKOp":
            compares = "cmpk" in self.name
            env["S0"] = env["D0"] if compares else V("b", 16, self.immediate)
            env["S1"] = V("b", 16, self.immediate)
        else:
            for n, field in enumerate(("ssrc0", "ssrc1")):
                if field in self.bits:
                    bits = self.bits[field]
                    env[f"S{n}"] = V("b", bits, self.pair(8 + 2 * n) & ((1 << bits) - 1))
        run(env, 0x3F0, False)
        d = env["D0"].x
        return {
            "s0": d & 0xFFFFFFFF,
            "s1": d >> 32 if self.wide else self.before["s1"],
            "scc": int(env["SCC"].x != 0),
            "exec": env["EXEC"].x & ((1 << 64) - 1),
        }

    def line(self):
        before = " ".join(f"{n}={x:x}" for n, x in self.before.items())
        return f"{self.target} | {self.instruction} | {before} | {' '.join(self.names)}"

    def wrong(self, got, wanted, ulps):
        return {n: (got[n], w) for n, w in wanted.items() if got[n] != w}

    def brief(self, wrong):
        values = " ".join(
            f"{n}={x:x}" for n, x in self.before.items() if n in ("scc", "s0", "s8", "s9", "s10", "s11")
        )
        return values + " | " + ", ".join(f"{n} is {g:x}, text {w:x}" for n, (g, w) in wrong.items())
