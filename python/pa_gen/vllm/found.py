"""What the folder of kernels says of itself, before there is a GPU. No vLLM here."""

from pathlib import Path

from .. import manifest
from ..errors import ManifestError
from ..manifest import Manifest
from ..serving import folder

_BLOCK = 16
"""Tokens of a block are a multiple of it: the engine's kernel for prefill wants that."""


def _manifests() -> list[Manifest]:
    """Of the folder's decode kernels that take block tables, for whatever target."""
    found = []
    for path in Path(folder()).glob("*.json"):
        try:
            read = manifest.read(path)
        except ManifestError:
            continue
        if read.role == "decode" and read.attention.get("page_table") == "block_table":
            found.append(read)
    return found


def block_sizes() -> list[int]:
    """Page sizes of the kernels in the folder; 16 if there are none."""
    sizes = {int(found.attention["page_size"]) for found in _manifests()}
    return sorted(size for size in sizes if size % _BLOCK == 0) or [_BLOCK]


def are_invariant() -> bool:
    """Whether the folder has kernels, and all of them give the same bits in every batch."""
    found = _manifests()
    return bool(found) and all(each.has_fixed_partition for each in found)


def write_fp8() -> bool:
    """Whether the folder has kernels whose output is fp8_e4m3."""
    return any(found.attention.get("out_dtype") == "fp8_e4m3" for found in _manifests())
