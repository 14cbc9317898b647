#!/usr/bin/env python3
"""Holds the emulator's instructions against AMD's own pseudocode, executed exactly.

    ./mvnw -q test-compile
    src/evidence/semantics.py --tinygrad CHECKOUT [--target gfx942] [--cases 40] [--seed 1]

Needs Python 3.11, a JDK 25 and a checkout of github.com/tinygrad/tinygrad (tried with commit a9069c1), which
has the pseudocode of AMD's CDNA ISA documents as text, and the widths of operands from AMD's
machine-readable ISA. Nothing else of it is used: pseudocode.py executes the text on ieee.py's exact
arithmetic. What the encodings add (source modifiers, SDWA, DPP, clamp, output multiplier, MODE) is
in encodings_of_cdna.py and vector_cases.py, from the documents' chapters on them.

Prints, for each target, how many instructions and cases were compared and what disagreed. The exit
code is 1 if a disagreement is not settled: those in settled.py are, each with its reason in the
ledger of docs/emulator.md.
"""

import argparse
import collections
import random
import re
import subprocess
import sys
from pathlib import Path

import jdk
from encodings_of_cdna import encodings
from functions import FUNCTIONS
from machine import Machine
from pseudocode import statements
from scalar_cases import ScalarCase
from settled import LAST_PLACE, NOT_IN_TEXT, corrected, settled
from small_formats import small_formats
from values import Unsupported
from vector_cases import VectorCase

ROOT = Path(__file__).resolve().parents[2]
TARGETS = ("gfx90a", "gfx942", "gfx950")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tinygrad", required=True, type=Path, help="a checkout of tinygrad")
    parser.add_argument("--target", choices=TARGETS, help="this one alone")
    parser.add_argument("--cases", type=int, default=40, help="of each instruction and encoding")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="instructions whose name holds this")
    parser.add_argument("--show", type=int, default=3, help="disagreements shown of an instruction")
    parser.add_argument("--java", help="of a JDK 25 or newer (default: the one that ./pa-gen finds)")
    return parser.parse_args()


class Text:
    """The pseudocode and the operands of AMD's documents, by mnemonic without encoding."""

    def __init__(self, checkout):
        sys.path.insert(0, str(checkout))
        from tinygrad.runtime.autogen.amd.cdna.operands import OPERANDS
        from tinygrad.runtime.autogen.amd.cdna.str_pcode import PCODE

        self.blocks, self.forms = {}, collections.defaultdict(dict)
        for op, text in PCODE.items():
            name, kind = base(op), type(op).__name__
            if not kind.startswith(("SOP", "VOP")) or re.match(NOT_IN_TEXT, name):
                continue
            try:
                self.blocks.setdefault(name, statements(corrected(text)))
            except Unsupported:
                continue
        for op, fields in OPERANDS.items():
            if base(op) in self.blocks:
                self.forms[base(op)][type(op).__name__] = {
                    f: (fmt.name.removeprefix("FMT_NUM_"), bits) for f, (fmt, bits, _) in fields.items()
                }


def base(op):
    return re.sub(r"_e(32|64)$", "", op.name.lower())


def known(target):
    """The mnemonics that LLVM's assembler takes for the target."""
    path = ROOT / "src/test/resources/dev/pagen/emulator/isa" / f"{target}.txt"
    return set(path.read_text().split())


class Emulator:
    """The emulator in a process of its own, asked for many cases at once."""

    def __init__(self, java):
        path = f"{ROOT}/target/test-classes:{ROOT}/target/classes"
        self.command = [java, "-cp", path, "dev.pagen.emulator.isa.InstructionRuns"]

    def run(self, cases):
        lines = "".join(case.line() + "\n" for case in cases)
        try:
            ran = subprocess.run(self.command, input=lines, capture_output=True, text=True)
        except OSError as e:
            sys.exit(f"{self.command[0]} cannot be started: {e.strerror}")
        answers = ran.stdout.splitlines()
        if ran.returncode or len(answers) != len(cases):
            sys.exit(f"the emulator ended after {len(answers)} of {len(cases)} cases: {ran.stderr[-2000:]}")
        return answers


def expected(case, text):
    """What the document says: values by register."""
    FUNCTIONS.update(small_formats(fnuz=case.target == "gfx942"))
    return case.expected(
        lambda env, mode, flushes: Machine(env, text.blocks, mode, flushes).run(text.blocks[case.name])
    )


class Report:
    """What was found of one target."""

    def __init__(self):
        self.agreed, self.open, self.refused, self.settled = (collections.Counter() for _ in range(4))
        self.unsupported, self.shown = {}, collections.defaultdict(list)

    def add(self, case, wanted, answer):
        if answer.startswith("not modelled"):
            self.refused[case.name] += 1
            return
        got = dict(zip(case.names, (int(x, 16) for x in answer.split())))
        wrong = case.wrong(got, wanted, LAST_PLACE.get(case.name, 0))
        if not wrong:
            self.agreed[case.name] += 1
        elif reason := settled(case, wrong):
            self.settled[reason] += 1
            self.agreed[case.name] += 0
        else:
            self.open[case.name] += 1
            self.shown[case.name].append(f"{case.instruction} | {case.brief(wrong)}")

    def print(self, target, show):
        compared = set(self.agreed) | set(self.open)
        cases = sum(self.agreed.values()) + sum(self.open.values()) + sum(self.settled.values())
        print(f"{target}: {len(compared)} instructions, {cases} cases, {sum(self.agreed.values())} agree,"
              f" {sum(self.settled.values())} settled, {sum(self.open.values())} open;"
              f" {sum(self.refused.values())} cases refused as not modelled")  # fmt: skip
        for reason, count in sorted(self.settled.items()):
            print(f"  settled: {count} by {reason}")
        for name, why in sorted(self.unsupported.items()):
            print(f"  not compared: {name}: {why}")
        for name, count in sorted(self.open.items()):
            print(f"  OPEN: {name}: {count} of {count + self.agreed[name]}")
            for line in self.shown[name][:show]:
                print("    " + line)


def make(name, encoding, target, rng):
    form, fields, suffix = encoding
    if form.startswith("SOP"):
        return ScalarCase(name, form, fields, target, rng)
    return VectorCase(name, form, fields, suffix, target, rng)


def compare(target, text, emulator, options):
    report = Report()
    rng = random.Random(options.seed)
    cases, wanted = [], []
    for name in sorted(known(target) & set(text.forms)):
        if options.only not in name:
            continue
        for encoding in encodings(name, text.forms[name], target):
            for _ in range(options.cases):
                case = make(name, encoding, target, rng)
                try:
                    wanted.append(expected(case, text))
                    cases.append(case)
                except Unsupported as e:
                    report.unsupported[name] = str(e)
                    break
    for case, values, answer in zip(cases, wanted, emulator.run(cases)):
        report.add(case, values, answer)
    report.print(target, options.show)
    return bool(report.open)


def main():
    options = arguments()
    text, emulator = Text(options.tinygrad), Emulator(options.java or jdk.find())
    targets = [options.target] if options.target else TARGETS
    sys.exit(int(any([compare(t, text, emulator, options) for t in targets])))


if __name__ == "__main__":
    main()
