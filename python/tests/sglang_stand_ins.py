"""The few names of SGLang that the backend is built on, for where SGLang is not installed."""

import importlib.util
import sys
from dataclasses import dataclass
from enum import Enum
from types import ModuleType, SimpleNamespace
from typing import Any

INSTALLED = importlib.util.find_spec("sglang") is not None
"""Whether tests run on SGLang's own classes."""

ATTENTION_BACKEND_CHOICES = ["triton"]
add_attention_backend_choices = ATTENTION_BACKEND_CHOICES.extend
ATTENTION_BACKENDS: dict[str, Any] = {}


def register_attention_backend(name: str) -> Any:
    def keep(create: Any) -> Any:
        ATTENTION_BACKENDS[name] = create
        return create

    return keep


class AttentionBackend:
    pass


class BaseSWAKVPool:
    pass


class SWAKVPool(BaseSWAKVPool):
    pass


class IdSpaceKind(Enum):
    SLIDING_WINDOW = 1


@dataclass
class KVWriteLoc:
    loc: Any
    swa_loc: Any = None

    @classmethod
    def for_batch(cls, forward_batch: Any, swa_loc: Any = None) -> "KVWriteLoc":
        return cls(forward_batch.out_cache_loc, swa_loc)


def get_parallel() -> Any:
    return SimpleNamespace(attn_dcp_size=1)


def install() -> None:
    """Makes these the modules that the backend imports, unless SGLang is there."""
    if INSTALLED or "sglang" in sys.modules:
        return
    names = {
        "sglang": (),
        "sglang.srt": (),
        "sglang.srt.arg_groups": (),
        "sglang.srt.arg_groups.choices": (
            "ATTENTION_BACKEND_CHOICES",
            "add_attention_backend_choices",
        ),
        "sglang.srt.layers": (),
        "sglang.srt.layers.attention": (),
        "sglang.srt.layers.attention.attention_registry": (
            "ATTENTION_BACKENDS",
            "register_attention_backend",
        ),
        "sglang.srt.layers.attention.base_attn_backend": ("AttentionBackend",),
        "sglang.srt.mem_cache": (),
        "sglang.srt.mem_cache.base_swa_memory_pool": ("BaseSWAKVPool",),
        "sglang.srt.mem_cache.kv_loc_plan": ("IdSpaceKind",),
        "sglang.srt.mem_cache.memory_pool": ("KVWriteLoc",),
        "sglang.srt.mem_cache.swa_memory_pool": ("SWAKVPool",),
        "sglang.srt.runtime_context": ("get_parallel",),
    }
    for name, holds in names.items():
        module = ModuleType(name)
        for held in holds:
            setattr(module, held, globals()[held])
        sys.modules[name] = module
