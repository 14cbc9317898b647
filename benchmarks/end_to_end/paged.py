"""A paged KV cache of any type, and decode steps of a model of transformers over it.

A model whose attention is NAME calls `attend` of the step that its call was given: a Prefill, or a
decode step. That one's attention is PyTorch's, over keys and values gathered from the pages, or
that of kernels of pa-gen.
"""

import math
import sys
from dataclasses import dataclass
from pathlib import Path

import torch
import transformers

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python"))
import pa_gen

NAME = "paged_step"
LARGEST = {"fp8_e4m3": 448.0, "fp8_e5m2": 57344.0, "int8": 127.0}
DTYPES = {
    "bf16": torch.bfloat16,
    "fp8_e4m3": torch.float8_e4m3fn,
    "fp8_e5m2": torch.float8_e5m2,
    "int8": torch.int8,
}


def _attention(module, query, key, value, mask, step=None, **_):
    return step.attend(module.layer_idx, query, key, value), None


transformers.AttentionInterface.register(NAME, _attention)


def versions(device):
    """What a result depends on, for its head."""
    name = torch.cuda.get_device_name() if device == "cuda" else "the processor"
    return f"{name}, PyTorch {torch.__version__}, transformers {transformers.__version__}"


@dataclass(frozen=True)
class Shape:
    """Of one layer's attention."""

    q_heads: int
    kv_heads: int
    head_size: int

    @classmethod
    def of(cls, config):
        return cls(config.num_attention_heads, config.num_key_value_heads, config.head_dim)


@dataclass(frozen=True)
class CacheType:
    """Type of a cache and what its scales are for, such as fp8_e4m3:tensor or int8:token."""

    dtype: str
    scales: str = "none"

    @classmethod
    def of(cls, text):
        return cls(*text.split(":"))

    def __str__(self):
        return self.dtype if self.scales == "none" else f"{self.dtype}, a scale per {self.scales}"


class Cache:
    """Keys and values of all layers, in pages that a sequence has in drawn order.

    key, value: [pages, page size, KV heads, size] for each layer, 8-bit types as bytes.
    """

    def __init__(self, kind, layers, shape, sequences, max_context, page_size, device, seed=0):
        self.kind, self.shape, self.page_size = kind, shape, page_size
        self.sequences, self.max_context = sequences, max_context
        each = math.ceil(max_context / page_size)
        drawn = torch.randperm(sequences * each, generator=torch.Generator().manual_seed(seed))
        self.block_table = drawn.view(sequences, each).to(device, torch.int32)
        self.lengths = torch.zeros(sequences, dtype=torch.int32, device=device)
        rows = (sequences * each, page_size, shape.kv_heads, shape.head_size)
        stored = torch.bfloat16 if kind.dtype == "bf16" else torch.uint8
        make = lambda: [torch.zeros(rows, dtype=stored, device=device) for _ in range(layers)]
        self.key, self.value = make(), make()
        self.scales = [{} for _ in range(layers)]
        if kind.scales == "token":
            for scales in self.scales:
                for name in ("k_scale", "v_scale"):
                    scales[name] = torch.ones(rows[:-1], device=device)

    def table(self):
        return {"block_table": self.block_table, "seq_lens": self.lengths}

    def places(self, positions):
        """Page and row of tokens: [sequences, tokens] each, from their positions."""
        pages = self.block_table.long().gather(1, positions // self.page_size)
        return pages, positions % self.page_size

    def calibrate(self, layer, key, value):
        """Scales of a tensor or of heads, from the first prompts, with some room above."""
        if self.kind.scales not in ("tensor", "head") or self.scales[layer]:
            return
        for name, rows in (("k_scale", key), ("v_scale", value)):
            most = rows.float().abs().amax((0, 1, 3))
            most = most.amax().view(1) if self.kind.scales == "tensor" else most
            self.scales[layer][name] = most * 1.1 / LARGEST[self.kind.dtype]

    def write(self, layer, positions, kept, key, value):
        """Keys and values [sequences, tokens, KV heads, size] at positions, where kept says so."""
        pages, inside = (places[kept] for places in self.places(positions))
        scales = self.scales[layer]
        for name, memory, rows in (
            ("k_scale", self.key[layer], key[kept]),
            ("v_scale", self.value[layer], value[kept]),
        ):
            if self.kind.dtype == "bf16":
                memory[pages, inside] = rows
                continue
            largest = LARGEST[self.kind.dtype]
            scale = scales.get(name, torch.ones(1, device=rows.device))
            if self.kind.scales == "token":
                scale = (rows.float().abs().amax(-1) / largest).clamp(min=1e-12)
                scales[name][pages, inside] = scale
            scaled = (rows.float() / scale[..., None]).clamp(-largest, largest)
            if self.kind.dtype == "int8":
                scaled = scaled.round()
            memory[pages, inside] = scaled.to(DTYPES[self.kind.dtype]).view(torch.uint8)

    def append(self, layer, key, value):
        """A token's key and value [sequences, KV heads, 1, size] at the end of each sequence."""
        positions = (self.lengths.long() - 1)[:, None]
        kept = torch.ones_like(positions, dtype=torch.bool)
        self.write(layer, positions, kept, key.transpose(1, 2), value.transpose(1, 2))

    def read(self, layer):
        """All keys and values in order, as bf16 [sequences, KV heads, tokens, size]."""
        pages, scales = self.block_table.long(), self.scales[layer]
        for name, memory in (("k_scale", self.key[layer]), ("v_scale", self.value[layer])):
            rows = memory[pages]
            if self.kind.dtype != "bf16":
                rows = rows.view(DTYPES[self.kind.dtype]).float()
                if name in scales:
                    scale = scales[name][pages] if self.kind.scales == "token" else scales[name]
                    rows = rows * scale[..., None]
            yield rows.flatten(1, 2).transpose(1, 2).to(torch.bfloat16)


class Prefill:
    """Writes a prompt's keys and values; its own attention is PyTorch's, of what was not stored."""

    def __init__(self, cache, lengths):
        self.cache, self.lengths = cache, lengths

    def attend(self, layer, query, key, value):
        positions = torch.arange(key.shape[2], device=key.device).expand(len(key), -1)
        rows = key.transpose(1, 2), value.transpose(1, 2)
        kept = positions < self.lengths[:, None]
        self.cache.calibrate(layer, *rows)
        self.cache.write(layer, positions.clamp(max=self.cache.max_context - 1), kept, *rows)
        out = torch.nn.functional.scaled_dot_product_attention(
            query, key, value, is_causal=True, enable_gqa=True
        )
        return out.transpose(1, 2)


class TorchDecode:
    """One token of each sequence: PyTorch's attention over gathered pages.

    written_out: as products and a softmax in fp32, in place of PyTorch's kernel.
    """

    def __init__(self, cache, written_out=False):
        self.cache, self.written_out = cache, written_out

    def attend(self, layer, query, key, value):
        cache = self.cache
        cache.append(layer, key, value)
        keys, values = cache.read(layer)
        seen = torch.arange(keys.shape[2], device=keys.device) < cache.lengths[:, None, None, None]
        # As transformers does it: the query heads of a KV head are rows of one product.
        rows = query[:, :, 0].unflatten(1, (keys.shape[1], -1))
        if self.written_out:
            logits = rows.float() @ keys.float().mT / math.sqrt(query.shape[-1])
            weights = logits.masked_fill(~seen, -math.inf).softmax(-1)
            out = (weights @ values.float()).to(query.dtype)
        else:
            out = torch.nn.functional.scaled_dot_product_attention(
                rows, keys, values, attn_mask=seen
            )
        return out.flatten(1, 2)[:, None]


class PaGenDecode:
    """One token of each sequence: pa-gen writes the cache and attends to it."""

    def __init__(self, cache, kernels):
        self.cache = cache
        shape, kind = cache.shape, cache.kind
        spec = {
            "head_size": shape.head_size,
            "q_heads": shape.q_heads,
            "kv_heads": shape.kv_heads,
            "dtype": "bf16",
            "kv_dtype": kind.dtype,
            "kv_scales": kind.scales,
            "page_size": cache.page_size,
            "page_table": "block_table",
        }
        self.attention = kernels.for_spec(**spec)
        # The kernel is given scales, and chooses none for a token.
        self.cache_write = None if kind.scales == "token" else kernels.cache_write(**spec)
        self.plan = self.attention.plan(cache.sequences, cache.max_context)

    def attend(self, layer, query, key, value):
        cache = self.cache
        caches = cache.key[layer], cache.value[layer]
        rows = [tensor[:, :, 0].contiguous() for tensor in (query, key, value)]
        if self.cache_write is None:
            cache.append(layer, key, value)
        else:
            self.cache_write(*rows[1:], *caches, **cache.table(), **cache.scales[layer])
        out = self.attention(
            rows[0],
            *caches,
            plan=self.plan,
            lengths_changed=layer == 0,
            **cache.table(),
            **cache.scales[layer],
        )
        return out[:, None]
