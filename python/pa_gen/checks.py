"""Holds tensors against a manifest, and reads the strides off them."""

import math
from collections.abc import Mapping
from typing import Any

from .errors import TensorError
from .manifest import OPTIONAL, SECOND_STRIDES, STRIDES, Argument, Manifest
from .memory import View, contiguous, view

_AS_BYTES = ("fp8_e4m3", "fp8_e5m2", "int8")
"""Types whose bytes a tensor of uint8 may hold."""


def require_names(manifest: Manifest, given: Mapping[str, Any]) -> None:
    """Raises TensorError where a tensor is missing, or one is given that the kernel does not take."""
    arguments = manifest.arguments
    takes = manifest.tensors
    missing = [name for name in takes if given.get(name) is None and name not in OPTIONAL]
    if missing:
        raise TensorError(f"{manifest.name} takes {', '.join(takes)}: {', '.join(missing)} missing")
    strides = {name for names in STRIDES.values() for name in names} | {*SECOND_STRIDES.values()}
    unknown = [
        name
        for name, value in given.items()
        if value is not None
        and (name not in arguments or name not in takes and name not in strides)
    ]
    if unknown:
        raise TensorError(
            f"{manifest.name} does not take {', '.join(unknown)}; it takes {', '.join(takes)}"
        )


def require_address(argument: Argument, address: int) -> None:
    """Raises TensorError where memory is null or not aligned."""
    if address == 0 and not argument.may_be_null:
        raise TensorError(f"{argument.name} is null; the kernel {argument.access}s it")
    if address % argument.multiple:
        raise TensorError(
            f"{argument.name} is at {address:#x}; it must be aligned to {argument.multiple} bytes:"
            " pass the beginning of an allocation, or a copy (.clone())"
        )


def strides_of(
    manifest: Manifest, sizes: dict[str, int], device: str | None, given: Mapping[str, Any]
) -> dict[str, int]:
    """Checks tensors by type, device, shape and strides, and returns the kernel's stride arguments.

    sizes: what names of sizes stand for, such as "sequences"; those that it has not are those of the
    tensors then; device: where the kernel is loaded, such as "cuda:0"; given: tensors and strides by
    the manifest's names. What has only an address is taken as it is, without gaps unless its stride
    is given.
    Raises TensorError that says which tensor is wrong, in what, and what to do.
    """
    arguments = manifest.arguments
    found: dict[str, int] = {}
    for name, argument in manifest.tensors.items():
        seen = view(given.get(name))
        stride = next((s for s in STRIDES.get(name, ()) if s in arguments), None)
        if seen is not None:
            _require_type(argument, seen)
            _require_device(argument, seen, device)
            free = 0 if stride is None else 2 if name in SECOND_STRIDES else 1
            _require_shape(argument, seen, sizes, free)
        if stride is None:
            continue
        if name in SECOND_STRIDES:
            found[SECOND_STRIDES[name]] = _second_stride(name, given, seen)
        said = given.get(stride)
        value = _stride(argument, seen) if said is None else int(said)
        _require_stride(arguments[stride], value)
        if name == "out" and value < _stride(argument, None):
            raise TensorError(
                f"the rows of out overlap, {value} elements apart: give another tensor"
            )
        if found.setdefault(stride, value) != value:
            raise TensorError(
                f"{stride} is one number for keys and values, but they have {found[stride]} and"
                f" {value}: generate the kernel with --kv-strides, which takes two"
            )
    return found


def _require_type(argument: Argument, seen: View) -> None:
    element = argument.element
    if seen.dtype != element and not (element in _AS_BYTES and seen.dtype == "uint8"):
        raise TensorError(
            f"{argument.name} is {seen.dtype}; the kernel takes {element}: convert it, or generate a"
            " kernel for that type"
        )


def _require_device(argument: Argument, seen: View, device: str | None) -> None:
    if device is not None and seen.device is not None and seen.device != device:
        raise TensorError(
            f"{argument.name} is on {seen.device}, the kernel on {device}: move the tensor, or plan"
            " under torch.cuda.device(...) of its device"
        )


def _require_shape(argument: Argument, seen: View, sizes: dict[str, int], free: int) -> None:
    """Binds names of sizes to numbers as it goes, so that keys and values have as many pages.

    free: of how many dimensions, from the first on, any stride will do.
    """
    shape = argument.shape()
    if not _fits(shape, seen.shape, sizes):
        known = ", ".join(f"{name} = {size}" for name, size in sizes.items())
        raise TensorError(
            f"{argument.name} is {list(seen.shape)}; the kernel takes {argument.text} ({known})"
        )
    strides: list[int | str] = list(argument.strides() or contiguous(seen.shape))
    strides[:free] = ["any"] * free
    for dimension, stride in enumerate(strides):
        wrong = isinstance(stride, int) and seen.strides[dimension] != stride
        if wrong and seen.shape[dimension] > 1:
            raise TensorError(
                f"{argument.name} has strides {list(seen.strides)}; the kernel takes {strides}:"
                f" pass {argument.name}.contiguous(), or generate a kernel with --kv-strides"
                if argument.name.endswith("cache")
                else f"{argument.name} has strides {list(seen.strides)}; the kernel takes {strides}:"
                f" pass {argument.name}.contiguous()"
            )


def _fits(shape: list[int | str], actual: tuple[int, ...], sizes: dict[str, int]) -> bool:
    if len(shape) != len(actual):
        return shape == [1] and actual == ()
    for wanted, size in zip(shape, actual):
        if isinstance(wanted, str):
            name, plus, more = wanted.partition(" + ")
            extra = int(more) if plus else 0
            if name not in sizes:
                sizes[name] = size - extra
            wanted = sizes[name] + extra
        if wanted != size:
            return False
    return True


def _stride(argument: Argument, seen: View | None) -> int:
    """Elements from the first row of a tensor to the second."""
    rows = argument.shape()[1:]
    plain = argument.strides() is None and all(isinstance(size, int) for size in rows)
    if seen is not None and (seen.shape[0] > 1 or not plain):
        return seen.strides[0]
    if not plain:
        raise TensorError(f"{argument.name} is a plain address: give its stride as a number too")
    return math.prod(int(size) for size in rows)


def _second_stride(name: str, given: Mapping[str, Any], seen: View | None) -> int:
    said = given.get(SECOND_STRIDES[name])
    if said is None and seen is None:
        raise TensorError(
            f"{name} is a plain address: give {SECOND_STRIDES[name]} as a number too"
        )
    stride = int(said) if said is not None else seen.strides[1] if seen is not None else 0
    if stride < 0:
        raise TensorError(f"{SECOND_STRIDES[name]} is {stride} elements: it is at least 0")
    return stride


def queries_of_row(sizes: Mapping[str, int]) -> int | None:
    """Queries that share a row of the page table, where tensors tell how many rows it has.

    Raises TensorError where rows have different numbers of them.
    """
    rows = sizes.get("rows")
    if rows is None:
        return None
    sequences = sizes["sequences"]
    if sequences % max(1, rows):
        raise TensorError(
            f"the page table has {rows} rows for {sequences} queries: each has as many of them"
        )
    return max(1, sequences // max(1, rows))


def _require_stride(stride: Argument, value: int) -> None:
    if value < 0 or value % stride.multiple:
        raise TensorError(f"{stride.name} is {value} elements; the kernel takes {stride.text}")
