"""Time that the host takes for a launch from Python, beside the same call of the driver from C.

    python benchmarks/launch_time.py NAME.json

NAME.json: of a kernel for this GPU, with NAME.co beside it; for one without an 8-bit cache and other
extras. Needs PyTorch and the package pa_gen, and for C's time a compiler (cc, or CC). The device is
given so little to do that the host is what is timed. Medians of runs of 200 launches.
"""

import argparse
import ctypes
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import pa_gen
import torch

RUNS, LAUNCHES = 51, 200

C = """
typedef int (*Launch)(void *, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned,
                      void *, void **, void **);
int launch_many(Launch launch, void *kernel, const unsigned *n, void *stream, void **extra, int count) {
  int status = 0;
  for (int i = 0; i < count && status == 0; i++) {
    status = launch(kernel, n[0], n[1], n[2], n[3], n[4], n[5], n[6], stream, 0, extra);
  }
  return status;
}
"""


def microseconds(run, launches=LAUNCHES):
    """Of one launch; `run` makes so many of them."""
    times = []
    for _ in range(RUNS):
        torch.cuda.synchronize()
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) / launches * 1e6)
    return statistics.median(times)


def repeated(function):
    def run():
        for _ in range(LAUNCHES):
            function()

    return run


def from_c(attention, launch, stream):
    """C's loop over the driver's call, with the very arguments of a prepared launch."""
    with tempfile.TemporaryDirectory() as folder:
        source, library = Path(folder, "launch.c"), Path(folder, "launch.so")
        source.write_text(C)
        compiler = os.environ.get("CC", "cc")
        subprocess.run(
            [compiler, "-O2", "-shared", "-fPIC", str(source), "-o", str(library)], check=True
        )
        loop = ctypes.CDLL(str(library)).launch_many
    steps = launch.driver_calls()
    driver = attention.driver
    call = ctypes.cast(driver.function(driver.LAUNCH), ctypes.c_void_p)
    loops = []
    for kernel, *numbers, _, _, extra in steps:
        counts = (ctypes.c_uint * 7)(*(number.value for number in numbers))
        loops.append((call, kernel, counts, ctypes.c_void_p(stream), extra, ctypes.c_int(LAUNCHES)))

    def run():
        for arguments in loops:
            if loop(*arguments):
                raise RuntimeError("the driver refuses a launch from C")

    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("manifest", type=Path)
    options = parser.parse_args()
    torch.zeros(1, device="cuda")
    attention = pa_gen.Attention(options.manifest)
    spec = attention.spec
    dtype = {"bf16": torch.bfloat16, "fp16": torch.float16}[spec["dtype"]]
    query = torch.zeros(1, spec["q_heads"], spec["head_size"], dtype=dtype, device="cuda")
    cache = torch.zeros(
        2, spec["page_size"], spec["kv_heads"], spec["head_size"], dtype=dtype, device="cuda"
    )
    ints = {
        "kv_indptr": [0, 1],
        "kv_page_indices": [1],
        "kv_last_page_len": [1],
        "block_table": [[1]],
        "seq_lens": [1],
    }
    tensors = {
        "query": query,
        "key_cache": cache,
        "value_cache": cache,
        "out": torch.empty_like(query),
    }
    for name in attention.manifest.tensors:
        if name not in tensors:
            tensors[name] = torch.tensor(ints[name], dtype=torch.int32, device="cuda")
    plan = attention.plan(1, 1)
    launch = plan.prepare(**tensors)
    stream = torch.cuda.current_stream().cuda_stream
    launch(stream)
    torch.cuda.synchronize()
    runs = {
        "C, cuLaunchKernel or hipModuleLaunchKernel": from_c(attention, launch, stream),
        "Python, a prepared launch": repeated(lambda: launch(stream)),
        "Python, another query and output set": repeated(
            lambda: launch.set(query=query, out=tensors["out"])(stream)
        ),
        "Python, attention(...) with out": repeated(lambda: attention(**tensors, plan=plan)),
        "Python, the operator of PyTorch": repeated(operator(plan, tensors)),
    }
    print(f"{torch.cuda.get_device_name()}, {attention.manifest.name}, us of the host for a launch")
    for name, run in runs.items():
        run()
        print(f"{microseconds(run):8.2f}  {name}")


def operator(plan, tensors):
    from pa_gen.torch_op import attention

    return lambda: attention(plan, **tensors)


if __name__ == "__main__":
    main()
