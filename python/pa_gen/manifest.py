"""The manifest NAME.json of a kernel, read: docs/formats.md has the format."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from .errors import ManifestError

FORMAT = 2

STRIDES = {
    "query": ("query_stride",),
    "key": ("key_stride",),
    "value": ("value_stride",),
    "out": ("out_stride",),
    "key_cache": ("kv_page_stride", "k_page_stride"),
    "value_cache": ("kv_page_stride", "v_page_stride"),
    "block_table": ("block_table_stride",),
    "indices": ("indices_stride",),
    "extra_key_cache": ("extra_page_stride",),
    "extra_indices": ("extra_indices_stride",),
    "block_ids": ("block_ids_stride",),
}
"""Tensors whose first stride is an argument too, and the names that it can have."""

SECOND_STRIDES = {"block_ids": "block_ids_head_stride"}
"""Tensors whose second stride is an argument as well."""

OPTIONAL = frozenset({"lengths", "extra_lengths"})
"""Tensors that may be left out."""

SIZES = ("top_k", "extra_top_k", "top_blocks", "sequence_queries")
"""Sizes that are arguments too, and may be given as numbers where no tensor tells them."""


@dataclass(frozen=True)
class Argument:
    """What is passed to a kernel at a byte of its argument block.

    type: such as "bf16*", "int32*", "int64"; size: bytes; access: of a pointer, "read", "write" or
    "read_write"; text: a pointer's shape as the manifest writes it, or a number's meaning;
    multiple: what it has to be a multiple of, an address in bytes and a stride in elements;
    may_be_null: of a pointer to what may be empty.
    """

    name: str
    type: str
    offset: int
    size: int
    access: str
    text: str
    multiple: int
    may_be_null: bool

    @property
    def is_pointer(self) -> bool:
        return self.type.endswith("*")

    @property
    def element(self) -> str:
        """The type of what a pointer points to."""
        return self.type.rstrip("*")

    def shape(self) -> list[int | str]:
        """Sizes of the dimensions, outermost first; a text stands for a quantity of the batch."""
        return [_size(part) for part in _split(_bracket(self.text))]

    def strides(self) -> list[int | str] | None:
        """Elements between neighbours in each dimension, where the manifest says them."""
        _, said, rest = self.text.partition(", strides ")
        return [_size(part) for part in _split(_bracket(rest))] if said else None


@dataclass(frozen=True)
class KernelEntry:
    """A kernel of the code object, and how it is launched.

    role: "plan", "decode", "reduce", "floor" or "cache_write"; grid: workgroups in x, y and z, numbers
    or names of quantities; block: threads in x, y and z; dynamic_lds: bytes that the launch adds;
    launched_when: "always", "split" or "lengths_changed".
    """

    symbol: str
    role: str
    grid: tuple[int | str, int | str, int | str]
    block: tuple[int, int, int]
    dynamic_lds: int
    launched_when: str
    arguments: tuple[Argument, ...]

    @property
    def argument_bytes(self) -> int:
        """Of the argument block."""
        return max(argument.offset + argument.size for argument in self.arguments)


@dataclass(frozen=True)
class Manifest:
    """What launching a code object takes.

    document: the JSON as it was read; attention: what is computed; layers: of the model, if the
    kernel was made from one.
    """

    path: Path
    document: Mapping[str, Any]
    kernels: tuple[KernelEntry, ...]

    @property
    def name(self) -> str:
        return str(self.document.get("name", self.path.stem))

    @property
    def target(self) -> str:
        """Such as "gfx942" or "sm_90"."""
        return str(self.document["target"])

    @property
    def attention(self) -> Mapping[str, Any]:
        return dict(self.document["attention"])

    @property
    def layers(self) -> tuple[int, ...]:
        return tuple(self.document.get("layers", ()))

    @property
    def role(self) -> str:
        """What its kernels are for: "decode", "floor" (only reads) or "cache_write"."""
        roles = {kernel.role for kernel in self.kernels}
        return "decode" if "decode" in roles else self.kernels[0].role

    @property
    def has_fixed_partition(self) -> bool:
        """Whether a sequence is split alike in every batch, so that its result has the same bits."""
        return bool(self.document["planner"]["partition_size"])

    @property
    def workspace(self) -> frozenset[str]:
        """Names of the arguments that lie in the workspace."""
        return frozenset(buffer["name"] for buffer in self.document["workspace"])

    @cached_property
    def arguments(self) -> Mapping[str, Argument]:
        """All arguments of all kernels by name, in the order in which they first come."""
        found: dict[str, Argument] = {}
        for kernel in sorted(self.kernels, key=lambda kernel: kernel.role != "decode"):
            for argument in kernel.arguments:
                found.setdefault(argument.name, argument)
        return found

    @cached_property
    def tensors(self) -> Mapping[str, Argument]:
        """The arguments that are the caller's tensors."""
        return {
            name: argument
            for name, argument in self.arguments.items()
            if argument.is_pointer and name not in self.workspace
        }

    def code(self) -> bytes:
        """The code object beside the manifest."""
        return self.path.with_suffix(".co").read_bytes()


def read(path: Path) -> Manifest:
    """Reads a manifest.

    Raises ManifestError where the file is none, or of another format.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["format"] != FORMAT:
            raise ManifestError(
                f"{path} has format {document['format']}, this package reads {FORMAT}:"
                " generate the kernel again, or install the package of the same version"
            )
        kernels = tuple(_kernel(kernel) for kernel in document["kernels"])
        return Manifest(path, document, kernels)
    except (ValueError, KeyError, TypeError) as problem:
        if isinstance(problem, ManifestError):
            raise
        raise ManifestError(
            f"{path} is not a manifest of pa-gen generate: {problem!r}"
        ) from problem


def _kernel(node: Mapping[str, Any]) -> KernelEntry:
    arguments = tuple(
        Argument(
            name=argument["name"],
            type=argument["type"],
            offset=argument["offset"],
            size=argument["size"],
            access=argument.get("access", "read"),
            text=argument.get("shape") or argument["meaning"],
            multiple=argument.get("multiple_of", 1),
            may_be_null=argument.get("may_be_null", False),
        )
        for argument in node["arguments"]
    )
    x, y, z = node["block"]
    grid_x, grid_y, grid_z = node["grid"]
    return KernelEntry(
        symbol=node["symbol"],
        role=node["role"],
        grid=(grid_x, grid_y, grid_z),
        block=(x, y, z),
        dynamic_lds=node["dynamic_lds_bytes"],
        launched_when=node.get("launched_when", "always"),
        arguments=arguments,
    )


def _bracket(text: str) -> str:
    """What stands in the first bracket, which may have others in it."""
    depth = 0
    begin = text.index("[")
    for i in range(begin, len(text)):
        depth += {"[": 1, "]": -1}.get(text[i], 0)
        if depth == 0:
            return text[begin + 1 : i]
    raise ManifestError(f"a bracket of {text!r} does not end")


def _split(dimensions: str) -> list[str]:
    return [part.strip() for part in dimensions.split(",")]


def _size(part: str) -> int | str:
    return int(part) if part.isdigit() else part
