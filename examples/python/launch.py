"""Launch a kernel that pa-gen wrote on tensors of PyTorch, by way of its manifest.

    pa-gen generate examples/models/grok-1.json --tp 8 --page-size 1 --arch sm_90 --out kernels
    python examples/python/launch.py kernels/decode-bf16-h128-gqa6-p1-nhd-sm_90-*.json

NAME.co, NAME.json and python/pa_gen/planner.py are all that it takes to launch. The code object
goes to the driver through CUDA's Python bindings (cuda-python) or HIP's (hip-python); what it takes
stands in the manifest, and the planner makes grids of it. Memory is whatever has an address:
tensors of PyTorch here, and arrays of CuPy or JAX as well.
"""

import argparse
import ctypes
import json
import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python"))
from pa_gen.planner import Planner  # noqa: E402


class Cuda:
    """The CUDA driver, through cuda-python."""

    def __init__(self):
        from cuda.bindings import driver

        self.driver = driver

    def check(self, result):
        status, *values = result
        if status != self.driver.CUresult.CUDA_SUCCESS:
            raise RuntimeError(self.driver.cuGetErrorString(status)[1].decode())
        return values[0] if values else None

    def compute_units(self):
        """Of the device of the current context."""
        attribute = self.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT
        device = self.check(self.driver.cuCtxGetDevice())
        return self.check(self.driver.cuDeviceGetAttribute(attribute, device))

    def load(self, code):
        return self.check(self.driver.cuModuleLoadData(code))

    def function(self, module, symbol, dynamic_lds):
        function = self.check(self.driver.cuModuleGetFunction(module, symbol.encode()))
        attribute = self.driver.CUfunction_attribute
        self.check(
            self.driver.cuFuncSetAttribute(
                function, attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, dynamic_lds
            )
        )
        return function

    def arguments(self, values):
        """What `launch` passes on: an array with the address of every argument."""
        pointers = (ctypes.c_void_p * len(values))(*map(ctypes.addressof, values))
        return pointers, values

    def launch(self, function, grid, block, dynamic_lds, stream, arguments):
        address = ctypes.addressof(arguments[0])
        self.check(
            self.driver.cuLaunchKernel(function, *grid, *block, dynamic_lds, stream, address, 0)
        )


class Hip:
    """The HIP runtime, through hip-python."""

    def __init__(self):
        from hip import hip

        self.hip = hip

    def check(self, result):
        status, *values = result if isinstance(result, tuple) else (result,)
        if status != self.hip.hipError_t.hipSuccess:
            raise RuntimeError(str(status))
        return values[0] if values else None

    def compute_units(self):
        """Of the current device."""
        attribute = self.hip.hipDeviceAttribute_t.hipDeviceAttributeMultiprocessorCount
        device = self.check(self.hip.hipGetDevice())
        return self.check(self.hip.hipDeviceGetAttribute(attribute, device))

    def load(self, code):
        return self.check(self.hip.hipModuleLoadData(code))

    def function(self, module, symbol, dynamic_lds):
        return self.check(self.hip.hipModuleGetFunction(module, symbol.encode()))

    def arguments(self, values):
        """What `launch` passes on: the values, which hip-python lays out as a C struct."""
        return tuple(values)

    def launch(self, function, grid, block, dynamic_lds, stream, arguments):
        self.check(
            self.hip.hipModuleLaunchKernel(
                function,
                *grid,
                *block,
                sharedMemBytes=dynamic_lds,
                stream=stream,
                kernelParams=None,
                extra=arguments,
            )
        )


class PagedAttention:
    """A code object and its manifest, loaded into the current context of the GPU."""

    TYPES = {"int32": ctypes.c_int32, "int64": ctypes.c_int64}

    def __init__(self, manifest, driver=None):
        path = Path(manifest)
        self.manifest = json.loads(path.read_text())
        self.attention = self.manifest["attention"]
        amd = self.manifest["target"].startswith("gfx")
        self.driver = driver or (Hip() if amd else Cuda())
        self.planner = Planner(self.manifest, self.driver.compute_units())
        self.module = self.driver.load(path.with_suffix(".co").read_bytes())
        self.functions = {
            kernel["symbol"]: self.driver.function(
                self.module, kernel["symbol"], kernel["dynamic_lds_bytes"]
            )
            for kernel in self.manifest["kernels"]
        }

    def plan(self, sequences, max_context, partition_size=None):
        """A plan for sequences of at most max_context tokens, whatever they have at a launch."""
        return self.planner.plan(sequences, max_context, partition_size)

    def plan_batch(self, contexts, partition_size=None):
        """A plan for the tokens that each sequence of a batch has."""
        return self.planner.plan_batch(contexts, partition_size)

    def workspace(self, plan, zeros):
        """Memory that launches of a plan need between workgroups, by the part of the workspace.

        zeros: makes so many bytes of device memory that are zero.
        """
        return {part: zeros(size) for part, size in plan.bytes.items() if size}

    def prepare(self, plan, **arguments):
        """A function of a stream that launches the kernels of a batch.

        arguments: by the manifest's names, numbers and things with an address, and the parts of the
        workspace; what is left out is null. They are held as long as the function is. A list of
        partitions that the device has written holds until a length changes: for another layer over
        the same page table the function takes `lengths_changed=False`.
        """
        values = {**vars(plan), **arguments}
        for buffer in self.manifest["workspace"]:
            if buffer["name"] in plan.offsets:
                part = address(arguments[buffer["part"]])
                values[buffer["name"]] = part + plan.offsets[buffer["name"]]
            else:
                values[buffer["name"]] = None
        launches = []
        for kernel in self.manifest["kernels"]:
            if kernel["symbol"] in plan.grids:
                packed = self.driver.arguments(
                    [self.value(argument, values) for argument in kernel["arguments"]]
                )
                launches.append((kernel, plan.grids[kernel["symbol"]], packed))

        def launch(stream=0, lengths_changed=True, held=values):
            for kernel, grid, packed in launches:
                if lengths_changed or kernel.get("launched_when") != "lengths_changed":
                    function = self.functions[kernel["symbol"]]
                    lds = kernel["dynamic_lds_bytes"]
                    self.driver.launch(function, grid, kernel["block"], lds, stream, packed)

        return launch

    def value(self, argument, values):
        if argument["type"].endswith("*"):
            return ctypes.c_void_p(address(values.get(argument["name"])))
        return self.TYPES[argument["type"]](values[argument["name"]])


def address(memory):
    """Where a tensor of PyTorch, an array of CuPy or JAX, or a plain address lies."""
    if memory is None or isinstance(memory, int):
        return memory or None
    if hasattr(memory, "data_ptr"):
        return memory.data_ptr()
    if hasattr(memory, "unsafe_buffer_pointer"):
        return memory.unsafe_buffer_pointer()
    return memory.data.ptr


def reference(query, keys, values, pages, context, attention):
    """Attention of one sequence in float64, from pages in the layout NHD."""
    import torch

    group = attention["q_heads"] // attention["kv_heads"]
    k = keys[pages.long()].flatten(0, 1)[:context].double().repeat_interleave(group, dim=1)
    v = values[pages.long()].flatten(0, 1)[:context].double().repeat_interleave(group, dim=1)
    logits = torch.einsum("hd,thd->ht", query.double(), k) * attention["scale"]
    if "soft_cap" in attention:
        logits = attention["soft_cap"] * torch.tanh(logits / attention["soft_cap"])
    return torch.einsum("ht,thd->hd", logits.softmax(-1), v)


def page_table(form, pages, context, page_size):
    """The page table of sequences that are equally long, in the form that the kernel takes.

    pages: int32 [sequences, pages of each].
    """
    import torch

    sequences, each = pages.shape

    def all_of(number):
        return torch.full((sequences,), number, device="cuda").int()

    if form == "block_table":
        rows = torch.nn.functional.pad(pages, (0, 3), value=-1)  # never looked at
        return {
            "block_table": rows,
            "block_table_stride": rows.stride(0),
            "seq_lens": all_of(context),
        }
    return {
        "kv_indptr": torch.arange(0, sequences + 1, device="cuda").int() * each,
        "kv_page_indices": pages.flatten(),
        "kv_last_page_len": all_of((context - 1) % page_size + 1),
    }


def main():
    parser = argparse.ArgumentParser(description="Launch a kernel of pa-gen on random tensors.")
    parser.add_argument("manifest", help="NAME.json of pa-gen generate, with NAME.co beside it")
    parser.add_argument("--sequences", type=int, default=8)
    parser.add_argument("--context", type=int, default=1000)
    parser.add_argument("--partition", type=int, help="tokens of one workgroup")
    options = parser.parse_args()

    import torch

    torch.manual_seed(options.context)
    torch.zeros(1, device="cuda")  # PyTorch's context is the current one from here on.
    kernel = PagedAttention(options.manifest)
    spec = kernel.attention
    usual = {
        "layout": "nhd",
        "q_len": 1,
        "query_lens": "uniform",
        "kv_dtype": spec["dtype"],
        "out_dtype": spec["dtype"],
    }
    others = [name for name, value in usual.items() if spec.get(name, value) != value]
    others += [name for name in ("kv_strides", "latent") if name in spec]
    if others:
        raise SystemExit("this example makes no tensors for another " + ", ".join(others))

    dtype = {"bf16": torch.bfloat16, "fp16": torch.float16}[spec["dtype"]]
    rows = (spec["q_heads"], spec["head_size"])
    page_size = spec["page_size"]
    pages_each = math.ceil(options.context / page_size)
    pool = options.sequences * pages_each + 7
    cache = (pool, page_size, spec["kv_heads"], spec["head_size"])
    tensors = {
        "query": torch.randn(options.sequences, *rows, dtype=dtype, device="cuda"),
        "key_cache": torch.randn(cache, dtype=dtype, device="cuda"),
        "value_cache": torch.randn(cache, dtype=dtype, device="cuda"),
        "out": torch.full((options.sequences, *rows), math.nan, dtype=dtype, device="cuda"),
    }
    pages = torch.randperm(pool, device="cuda")[:-7].int().view(options.sequences, pages_each)
    table = page_table(spec.get("page_table", "csr"), pages, options.context, page_size)
    plan = kernel.plan(options.sequences, options.context, options.partition)
    workspace = kernel.workspace(
        plan, lambda size: torch.zeros(size, dtype=torch.uint8, device="cuda")
    )
    launch = kernel.prepare(
        plan,
        **tensors,
        **table,
        **workspace,
        query_stride=math.prod(rows),
        out_stride=math.prod(rows),
        kv_page_stride=math.prod(cache[1:]),
    )
    launch(torch.cuda.current_stream().cuda_stream)
    torch.cuda.synchronize()

    expected = torch.stack(
        [
            reference(
                tensors["query"][s],
                tensors["key_cache"],
                tensors["value_cache"],
                pages[s],
                options.context,
                spec,
            )
            for s in range(options.sequences)
        ]
    )
    error = ((tensors["out"].double() - expected).norm() / expected.norm()).item()
    print(
        f"{kernel.manifest['name']}: {options.sequences} x {options.context} tokens, "
        f"{plan.max_partitions} partitions of {plan.partition_size or 'any size'}"
    )
    print(f"relative L2 error against float64: {error:.2e}")
    if not error < 4e-3:
        raise SystemExit("wrong")


if __name__ == "__main__":
    main()
