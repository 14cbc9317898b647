"""All cases, one after the other, on this machine's GPU."""

import json
from importlib import metadata

import torch

from . import report
from .clock import Clock
from .command import generate
from .contest import measure
from .contestants import peers
from .contestants.pa_gen_kernels import describe, of_folders
from .kernels import folders


def run(cases, options):
    torch.zeros(1, device="cuda")
    kernels = folders(options.kernels, options.arch or architecture())
    if options.pa_gen:
        generate(kernels[0], cases, options.pa_gen)
    clock = Clock("cuda")
    print(", ".join(f"{name} {version}" for name, version in environment().items()), flush=True)
    results = []
    for case in cases:
        if 3 * case.kv_bytes * max(1, case.pool // case.batch.longest) > free_bytes():
            print(f"\n{case}: not run, no memory for it", flush=True)
            continue
        own = of_folders(kernels, case)
        contestants = [*own, *peers(case.operation, options.only)]
        entries = measure(case, contestants, clock, options.seeds, options.runs)
        results.append((case, entries))
        print("\n" + report.table(case, entries), flush=True)
        if options.json:
            options.json.write_text(json.dumps(document(results, kernels, options), indent=1))
    print(report.summary(results))


def document(results, kernels, options):
    return {
        "environment": environment(),
        "seeds": options.seeds,
        "runs": options.runs,
        "cases": [
            report.record(case, entries)
            | {"kernels": described(kernels, case)}
            for case, entries in results
        ],
    }


def described(kernels, case):
    return {
        " ".join(filter(None, [folder.name, own.rows])): describe(folder, own)
        for folder in kernels
        for own in case.kernels()
    }


def architecture():
    if torch.version.hip:
        return torch.cuda.get_device_properties(0).gcnArchName.split(":")[0]
    major, minor = torch.cuda.get_device_capability()
    return f"sm_{major}{minor}"


def environment():
    found = {"GPU": torch.cuda.get_device_name(), "PyTorch": torch.__version__}
    found["CUDA" if torch.version.cuda else "HIP"] = torch.version.cuda or torch.version.hip
    for package in ["triton", "flashinfer-python", "sglang", "vllm"]:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def free_bytes():
    return torch.cuda.mem_get_info()[0]
