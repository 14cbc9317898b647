"""The command line of peers.py."""

import argparse
import shlex
from pathlib import Path

from .cases import SETS, chosen
from .kernels import folders


def parser(description):
    made = argparse.ArgumentParser(description=description)
    what = made.add_argument_group("what is timed")
    what.add_argument(
        "--set", "--case", nargs="+", choices=SETS, default=["some"], metavar="NAME",
        help=", ".join(SETS),
    )  # fmt: skip
    numbers = {"nargs": "+", "type": int, "metavar": "N"}
    what.add_argument("--heads", help="only cases with so many query heads", **numbers)
    what.add_argument("--batch", help="only cases with so many sequences", **numbers)
    what.add_argument("--context", help="only cases whose longest sequence has this", **numbers)
    what.add_argument("--page-size", help="only cases with this page size", **numbers)
    what.add_argument(
        "--only", nargs="*", metavar="PEER",
        help="of flashinfer, flashmla, sglang, vllm and pytorch (default: all)",
    )  # fmt: skip
    kernels = made.add_argument_group("pa-gen's kernels")
    kernels.add_argument("--pa-gen", default="", help="command that generates what is missing")
    kernels.add_argument(
        "--kernels", nargs="+", default=["build/peers"], metavar="[NAME=]DIR",
        help="folders of generated kernels, each a contestant; the first is pa-gen, its floor the"
        " floor (default: build/peers)",
    )  # fmt: skip
    kernels.add_argument("--generate-only", action="store_true", help="needs no GPU, but --arch")
    kernels.add_argument("--arch", help="target of the kernels (default: the GPU's)")
    how = made.add_argument_group("how")
    how.add_argument("--runs", type=int, default=20, help="timed runs of each seed (default: 20)")
    how.add_argument("--seeds", type=int, nargs="+", default=[1479, 2958, 4437], metavar="SEED")
    how.add_argument("--json", type=Path, metavar="FILE")
    return made


def main(description):
    arguments = parser(description)
    options = arguments.parse_args()
    cases = chosen(options.set, options.heads, options.batch, options.context, options.page_size)
    if not cases:
        arguments.error("no case of that set has these numbers")
    if options.generate_only:
        if not options.pa_gen or not options.arch:
            arguments.error("--generate-only takes --pa-gen and --arch")
        generate(folders(options.kernels, options.arch)[0], cases, options.pa_gen)
        return
    # What is imported from here on needs PyTorch, which a machine that generates need not have.
    from .session import run

    run(cases, options)


def generate(folder, cases, command):
    for case in cases:
        for own in case.kernels():
            folder.generate(own, shlex.split(command))
            print(f"{own}: {folder.find(own, 'decode')}", flush=True)
