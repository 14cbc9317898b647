"""Launches paged-attention kernels that pa-gen wrote. Nothing of Java is needed.

kernels = pa_gen.load("kernels")  # the folder of pa-gen generate --out
attention = kernels.for_spec(head_size=128, q_heads=6, kv_heads=1, dtype="bf16", page_size=16)
plan = attention.plan(sequences=8, max_context=4096)  # with its workspace
out = attention(query, keys, values, kv_indptr=..., kv_page_indices=..., kv_last_page_len=..., plan=plan)
"""

from .attention import Attention, AttentionPlan
from .cache_write import CacheWrite
from .driver import Cuda, Driver, Hip
from .errors import DriverError, ManifestError, MissingKernelError, PaGenError, TensorError
from .folder import Kernels, load
from .launch import Launch
from .planner import Plan, Planner

__all__ = [
    "Attention",
    "AttentionPlan",
    "CacheWrite",
    "Cuda",
    "Driver",
    "DriverError",
    "Hip",
    "Kernels",
    "Launch",
    "ManifestError",
    "MissingKernelError",
    "PaGenError",
    "Plan",
    "Planner",
    "TensorError",
    "load",
]
