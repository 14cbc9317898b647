"""Decode random sequences with a kernel that pa-gen wrote, and compare with float64.

    pip install ./python
    pa-gen generate examples/models/grok-1.json --tp 8 --page-size 1 --arch sm_90 --out kernels
    python examples/python/launch.py kernels/decode-bf16-h128-gqa6-p1-nhd-sm_90-*.json

Nothing of Java is needed to launch: NAME.co, NAME.json, PyTorch and the package pa_gen are.
"""

import argparse
import math

import pa_gen
import torch


def reference(query, keys, values, pages, context, attention):
    """Attention of one sequence in float64, from pages in the layout NHD."""
    group = attention["q_heads"] // attention["kv_heads"]
    k = keys[pages.long()].flatten(0, 1)[:context].double().repeat_interleave(group, dim=1)
    v = values[pages.long()].flatten(0, 1)[:context].double().repeat_interleave(group, dim=1)
    logits = torch.einsum("hd,thd->ht", query.double(), k) * attention["scale"]
    if "soft_cap" in attention:
        logits = attention["soft_cap"] * torch.tanh(logits / attention["soft_cap"])
    return torch.einsum("ht,thd->hd", logits.softmax(-1), v)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("manifest", help="NAME.json of pa-gen generate, with NAME.co beside it")
    parser.add_argument("--sequences", type=int, default=8)
    parser.add_argument("--context", type=int, default=1000)
    options = parser.parse_args()
    sequences, context = options.sequences, options.context

    torch.manual_seed(context)
    torch.zeros(1, device="cuda")  # PyTorch's context is the current one from here on.
    attention = pa_gen.Attention(options.manifest)
    spec = attention.spec
    dtype = {"bf16": torch.bfloat16, "fp16": torch.float16}[spec["dtype"]]
    each = math.ceil(context / spec["page_size"])
    pool = (sequences * each + 7, spec["page_size"], spec["kv_heads"], spec["head_size"])
    query = torch.randn(
        sequences, spec["q_heads"], spec["head_size"], dtype=dtype, device="cuda"
    )
    keys, values = (torch.randn(pool, dtype=dtype, device="cuda") for _ in range(2))
    pages = torch.randperm(pool[0], device="cuda")[:-7].int().view(sequences, each)
    if "block_table" in attention.manifest.tensors:
        table = {
            "block_table": pages,
            "seq_lens": torch.full((sequences,), context, device="cuda").int(),
        }
    else:
        last = (context - 1) % spec["page_size"] + 1
        table = {
            "kv_indptr": torch.arange(sequences + 1, device="cuda").int() * each,
            "kv_page_indices": pages.flatten(),
            "kv_last_page_len": torch.full((sequences,), last, device="cuda").int(),
        }

    plan = attention.plan(sequences, context)
    out = attention(query, keys, values, plan=plan, **table)

    expected = torch.stack(
        [reference(query[s], keys, values, pages[s], context, spec) for s in range(sequences)]
    )
    error = ((out.double() - expected).norm() / expected.norm()).item()
    print(
        f"{attention.manifest.name}: {sequences} x {context} tokens,"
        f" {plan.max_partitions} partitions of {plan.partition_size or 'any size'}"
    )
    print(f"relative L2 error against float64: {error:.2e}")
    if not error < 4e-3:
        raise SystemExit("wrong")


if __name__ == "__main__":
    main()
