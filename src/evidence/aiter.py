"""aiter's hand-written attention kernels, run by the emulator and judged by NumPy.

Needs `pip install numpy` and a checkout of ROCm/aiter at the commit COMMIT, of which only hsa/ is
read (code objects and the tables beside them); no GPU. What the kernels take is read from csrc.

    python3 src/evidence/aiter.py --aiter PATH [--only REGEX]
"""

import argparse
import csv
import pathlib
import re
import subprocess
import sys

import aiter_mla
import aiter_pa
import aiter_pa_ps
from emulator import Emulator, Fault
from verdict import Report

COMMIT = "e4048607a535ace3a2b51ded31b1c8c2d45c0879"
# What has no driver here, and why.
NOT_TRIED = {
    r"_pfl_": "prefill has arguments of its own",
    r"page": "pages of several tokens",
    r"/mla_v4/": "another format of Q and KV",
    r"pertokenFp8_gqa16_1tg_4w_qlen1_msk1_ps": "no table of kernels names it, nor its arguments",
}
# Kernels whose waves meet in LDS without a barrier: right only if waves take turns as on silicon.
TIMED = r"/mla_|/MLA_"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--aiter", type=pathlib.Path, required=True, help="the checkout")
    parser.add_argument("--only", default="", help="files that match this expression")
    options = parser.parse_args()
    warn_of_other_commit(options.aiter)
    report = Report()
    for folder in ("pa", "mla", "mla_v4"):
        for path in sorted(options.aiter.glob(f"hsa/gfx9[45][02]/{folder}/*.co")):
            if re.search(options.only, str(path.relative_to(options.aiter / "hsa"))):
                try_file(path, report, Emulator, options.aiter)
    return report.summary()


def try_file(path, report, emulator, aiter):
    name = str(path.relative_to(aiter / "hsa"))
    why = next((why for pattern, why in NOT_TRIED.items() if re.search(pattern, name)), None)
    if why:
        report.tell(name, "not tried", why)
        return
    arch, kind = name.split("/")[:2]
    row = table(path.parent, kind).get(path.name)
    order = ["--schedule", "alternate"] if re.search(TIMED, name) else []

    def run(emulator):
        if kind == "mla":
            return aiter_mla.try_kernel(emulator, path, row, arch)
        if path.stem.endswith("_ps"):
            return aiter_pa_ps.try_kernel(emulator, path, arch)
        return aiter_pa.try_kernel(emulator, path, row, arch)

    def races():
        try:
            run(emulator(order, checks="races"))
        except Fault as e:
            return "LDS race" in str(e)
        return False

    report.judge(name, lambda: run(emulator(order)), races)


def table(folder, kind):
    """The table of kernels by file; some that it leaves out stand in the other target's."""
    rows = {}
    for arch in ("gfx950", "gfx942", folder.parent.name):
        with open(folder.parents[1] / arch / kind / f"{kind}_asm.csv", newline="") as file:
            rows |= {row["co_name"]: row for row in csv.DictReader(file)}
    return rows


def warn_of_other_commit(path):
    command = ["git", "-C", path, "rev-parse", "HEAD"]
    found = subprocess.run(command, capture_output=True, text=True).stdout.strip()
    if found != COMMIT:
        print(f"This was written for commit {COMMIT} of aiter, not {found or 'an unknown one'}.")


if __name__ == "__main__":
    sys.exit(main())
