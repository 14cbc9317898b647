"""Share of a decode step that attention takes, by batch and by the attention.

    python benchmarks/end_to_end/attention_share.py FOLDER --json share.json

FOLDER: what kernels.sh wrote, with a kernel for each of --caches. Some layers of a model of
transformers with random weights run a decode step as a CUDA graph, once with each attention, and
once with none. What attention adds, the write of the new token included, is its time. A step is
that of all the model's layers, of which --layers are measured, and the head. Medians of replays;
all sequences are as long.
"""

import argparse
import json
import statistics
from pathlib import Path

import paged
import torch
from torch.nn.attention.varlen import varlen_attn
from transformers import LlamaConfig, LlamaModel

MODELS = {
    "llama-3.1-8b": {
        "hidden_size": 4096,
        "intermediate_size": 14336,
        "num_hidden_layers": 32,
        "num_attention_heads": 32,
        "num_key_value_heads": 8,
        "head_dim": 128,
        "vocab_size": 128256,
    },
    # One rank of eight; of the eight experts, what the two of a token compute, as one dense MLP.
    "grok-1-tp8": {
        "hidden_size": 6144,
        "intermediate_size": 8192,
        "num_hidden_layers": 64,
        "num_attention_heads": 6,
        "num_key_value_heads": 1,
        "head_dim": 128,
        "vocab_size": 16384,
    },
}


class NoAttention:
    """The rest of the step: what comes in as the query goes out."""

    def attend(self, layer, query, key, value):
        return query.transpose(1, 2)


class Rows:
    """PyTorch's attention over a cache of a row of memory for each sequence, as generate has it."""

    def __init__(self, layers, shape, sequences, context, device):
        rows = (sequences, shape.kv_heads, context, shape.head_size)
        self.caches = [
            [torch.randn(rows, dtype=torch.bfloat16, device=device) for _ in range(2)]
            for _ in range(layers)
        ]
        self.last = torch.tensor([context - 1], device=device)

    def attend(self, layer, query, key, value):
        for cache, new in zip(self.caches[layer], (key, value)):
            cache.index_copy_(2, self.last, new)
        out = torch.nn.functional.scaled_dot_product_attention(
            query, *self.caches[layer], enable_gqa=True
        )
        return out.transpose(1, 2)


class Gathered:
    """PyTorch's FlashAttention over gathered tokens: continuous batching without block tables."""

    def __init__(self, cache):
        self.cache = cache
        positions = torch.arange(cache.max_context, device=cache.lengths.device)
        pages, inside = cache.places(positions.expand(cache.sequences, -1))
        tokens = pages * cache.page_size + inside
        self.read, self.write = tokens.flatten(), tokens[:, -1].contiguous()
        count = torch.arange(cache.sequences + 1, dtype=torch.int32, device=positions.device)
        self.ends_q, self.ends_k = count, count * cache.max_context

    def attend(self, layer, query, key, value):
        read = []
        for memory, new in ((self.cache.key[layer], key), (self.cache.value[layer], value)):
            tokens = memory.flatten(0, 1)
            tokens.index_copy_(0, self.write, new[:, :, 0])
            read.append(tokens.index_select(0, self.read))
        ends = self.ends_q, self.ends_k
        rows = query[:, :, 0].contiguous()
        return varlen_attn(rows, *read, *ends, 1, self.cache.max_context)[:, None]


def microseconds(function, replays):
    """Median time of a function, replayed as a graph; on the processor, of one call."""
    if not torch.cuda.is_available():
        function()
        return 1.0
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            function()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        function()
    for _ in range(3):
        graph.replay()
    events = [torch.cuda.Event(enable_timing=True) for _ in range(replays + 1)]
    events[0].record()
    for event in events[1:]:
        graph.replay()
        event.record()
    torch.cuda.synchronize()
    return statistics.median(a.elapsed_time(b) * 1e3 for a, b in zip(events, events[1:]))


def fill(cache, context):
    """All sequences as long, on drawn rows; bytes that no 8-bit float takes for a NaN."""
    cache.lengths.fill_(context)
    for memory in (*cache.key, *cache.value):
        memory.random_(0, 120) if memory.dtype == torch.uint8 else memory.normal_()
    if cache.kind.scales != "none":
        like = cache.shape.kv_heads if cache.kind.scales == "head" else 1
        for scales in cache.scales:
            for name in ("k_scale", "v_scale"):
                scales.setdefault(name, torch.full((like,), 0.01, device=cache.lengths.device))
    return cache


def attentions(options, shape, batch, kernels, device):
    """Names, and what makes each attention; one lives at a time, for their caches are large."""
    size = options.layers, shape, batch, options.context

    def cache(kind):
        made = paged.Cache(paged.CacheType.of(kind), *size, options.page_size, device)
        return fill(made, options.context)

    yield "none", NoAttention
    yield "PyTorch, no pages", lambda: Rows(*size, device)
    if device == "cuda":
        yield "PyTorch, gathered", lambda: Gathered(cache("bf16"))
    for kind in options.caches.split(",") if kernels else ():
        yield f"pa-gen, {kind}", lambda kind=kind: paged.PaGenDecode(cache(kind), kernels)


@torch.inference_mode()
def measure(options, kernels, device):
    torch.manual_seed(options.seed)
    numbers = MODELS[options.model]
    all_layers = numbers["num_hidden_layers"]
    config = LlamaConfig(**numbers | {"num_hidden_layers": options.layers}, use_cache=False)
    with torch.device(device):
        model = LlamaModel._from_config(config, dtype=torch.bfloat16).eval()
        head = torch.nn.Linear(
            config.hidden_size, config.vocab_size, bias=False, dtype=torch.bfloat16
        )
    model.set_attn_implementation(paged.NAME)
    shape, rows = paged.Shape.of(config), []
    for batch in (int(text) for text in options.batches.split(",")):
        tokens = torch.randint(config.vocab_size, (batch, 1), device=device)
        positions = torch.full((batch, 1), options.context - 1, device=device)
        hidden = torch.randn(batch, config.hidden_size, dtype=torch.bfloat16, device=device)
        head_time = microseconds(lambda: head(hidden), options.replays)
        rest = None
        for name, make in attentions(options, shape, batch, kernels, device):
            step = make()
            call = lambda: model(
                input_ids=tokens, position_ids=positions, use_cache=False, step=step
            )
            layers = microseconds(call, options.replays) * all_layers / options.layers
            rest = layers if rest is None else rest
            rows.append(
                {
                    "batch": batch,
                    "attention": name,
                    "step_us": layers + head_time,
                    "attention_us": layers - rest,
                    "share": (layers - rest) / (layers + head_time),
                }
            )
            row = rows[-1]
            print(
                f"{batch:5}  {name:24}  step {row['step_us']:9.0f} us   attention"
                f" {row['attention_us']:9.0f} us  {row['share']:6.1%}",
                flush=True,
            )
            del step, call
            if device == "cuda":
                torch.cuda.empty_cache()
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kernels", nargs="?", help="a folder; without it PyTorch alone runs")
    parser.add_argument("--model", choices=MODELS, default="llama-3.1-8b")
    parser.add_argument("--layers", type=int, default=8, help="measured; the others are like them")
    parser.add_argument("--batches", default="8,16,32,64,128,256,512")
    parser.add_argument("--context", type=int, default=2048, help="tokens of every sequence")
    parser.add_argument("--caches", default="bf16,fp8_e4m3:head,int8:head")
    parser.add_argument("--page-size", type=int, default=16)
    parser.add_argument("--replays", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    head = (
        f"{paged.versions(device)}, {options.model}, {options.context} tokens,"
        f" pages of {options.page_size}, seed {options.seed}"
    )
    print(head)
    kernels = paged.pa_gen.load(options.kernels, generate=False) if options.kernels else None
    rows = measure(options, kernels, device)
    if options.json:
        options.json.write_text(json.dumps({"head": head, "results": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
