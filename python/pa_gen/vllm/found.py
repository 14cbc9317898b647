"""What the folder of kernels says of itself, before there is a GPU. No vLLM here."""

import json
from pathlib import Path
from typing import Any

from ..serving import folder

_BLOCK = 16
"""Tokens of a block are a multiple of it: the engine's kernel for prefill wants that."""


def _documents() -> list[dict[str, Any]]:
    """Manifests of the folder's kernels that take block tables, for whatever target."""
    found = []
    for path in Path(folder()).glob("*.json"):
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
            if document["attention"]["page_table"] == "block_table":
                found.append(document)
        except (ValueError, KeyError, TypeError):
            continue
    return found


def block_sizes() -> list[int]:
    """Page sizes of the kernels in the folder; 16 if there are none."""
    sizes = {int(document["attention"]["page_size"]) for document in _documents()}
    return sorted(size for size in sizes if size % _BLOCK == 0) or [_BLOCK]


def are_invariant() -> bool:
    """Whether the folder has kernels, and all of them give the same bits in every batch."""
    found = _documents()
    return bool(found) and all(document["planner"]["partition_size"] for document in found)


def write_fp8() -> bool:
    """Whether the folder has kernels whose output is fp8_e4m3."""
    return any(document["attention"].get("out_dtype") == "fp8_e4m3" for document in _documents())
