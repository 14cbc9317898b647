"""The `pa-gen generate` line for a kernel, and running it where there is a pa-gen."""

import math
import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .errors import PaGenError

COMMAND = "PA_GEN"
"""The environment variable with the command that runs pa-gen; by default pa-gen on the PATH."""

_DEFAULTS: Mapping[str, Any] = {
    "head_size": None,
    "q_heads": None,
    "kv_heads": None,
    "dtype": "bf16",
    "out_dtype": None,
    "kv_dtype": None,
    "value_dtype": None,
    "kv_scales": "none",
    "page_size": 16,
    "extra_page_size": None,
    "layout": "nhd",
    "kv_strides": None,
    "page_table": "csr",
    "q_len": 1,
    "query_lens": "uniform",
    "scale": None,
    "soft_cap": None,
    "window": None,
    "chunk": None,
    "sinks": False,
    "alibi": False,
    "lse": "none",
    "latent": None,
    "select": "all",
    "value_size": None,
    "kv_rows": None,
}
"""What is computed where nothing is said, by the names of the manifest's `attention`."""

_ROWS: Mapping[str, Mapping[str, Any]] = {
    "fp8_ds_mla": {"head_size": 576, "latent": 512, "kv_heads": 1, "kv_dtype": "fp8_e4m3"},
    "fp8_ds_mla_v4": {"head_size": 512, "latent": 512, "kv_heads": 1, "kv_dtype": "fp8_e4m3"},
    "mxfp8_ds_mla": {"head_size": 512, "latent": 512, "kv_heads": 1, "kv_dtype": "fp8_e4m3"},
}
"""What formats of rows with scales inside are like."""


def spec(**given: Any) -> dict[str, Any]:
    """All that says what is computed: what is given, and the defaults of `pa-gen generate`.

    Raises TypeError for a name that is none, KeyError for a format of rows that is none.
    """
    unknown = set(given) - set(_DEFAULTS)
    if unknown:
        raise TypeError(
            f"{', '.join(sorted(unknown))}: kernels are known by {', '.join(_DEFAULTS)}"
        )
    full = {**_DEFAULTS, **given}
    full["out_dtype"] = full["out_dtype"] or full["dtype"]
    if full["kv_rows"]:
        full.update(_ROWS[full["kv_rows"]])
    full["kv_dtype"] = full["kv_dtype"] or full["dtype"]
    full["scale"] = float(full["scale"] or 1 / math.sqrt(full["head_size"]))
    for name in ("soft_cap", "window", "chunk", "latent", "value_size", "kv_rows", "extra_page_size"):
        full[name] = full[name] or None
    if full["value_size"] == full["head_size"]:
        full["value_size"] = None
    if full["value_dtype"] == full["kv_dtype"]:
        full["value_dtype"] = None
    if full["soft_cap"]:
        full["soft_cap"] = float(full["soft_cap"])
    if full["kv_strides"]:
        full["kv_strides"] = list(full["kv_strides"])
    return full


def is_known(attention: Mapping[str, Any]) -> bool:
    """Whether all that a manifest says is computed has a name here; else it is something else."""
    return set(attention) <= set(_DEFAULTS)


def words(asked: Mapping[str, Any]) -> str:
    """What of a spec is not as by default."""
    return ", ".join(f"{name} {value}" for name, value in _said(asked).items())


def command(
    asked: Mapping[str, Any], target: str, folder: Path, further: Sequence[str] = ()
) -> list[str]:
    """The arguments of pa-gen that make a kernel; further: options besides those of the spec."""
    line = ["generate"]
    for name, value in _said(asked).items():
        option = "--" + name.replace("_", "-")
        if value is True:
            line.append(option)
        elif name == "lse":
            line.append(f"{option}={value}")
        elif isinstance(value, list):
            line += [option, ",".join(map(str, value))]
        else:
            line += [option, str(value)]
    return [*line, *further, "--arch", target, "--out", str(folder)]


def _said(asked: Mapping[str, Any]) -> dict[str, Any]:
    needed = ("head_size", "q_heads", "kv_heads", "dtype", "page_size")
    usual = spec(**{name: asked[name] for name in needed})
    return {name: value for name, value in asked.items() if name in needed or value != usual[name]}


def text(line: Sequence[str]) -> str:
    """A line for a shell."""
    return shlex.join(["pa-gen", *line])


def run(line: Sequence[str], wanted: bool | None) -> bool:
    """Runs pa-gen, and returns whether there was one to run.

    wanted: False never runs it; True wants it to be there.
    Raises PaGenError where it fails, or is wanted and not there.
    """
    given = os.environ.get(COMMAND)
    program = shlex.split(given) if given else [shutil.which("pa-gen") or ""]
    if wanted is False or (not program[0] and wanted is None):
        return False
    if not program[0]:
        raise PaGenError(f"there is no pa-gen on the PATH, and {COMMAND} names none: {text(line)}")
    done = subprocess.run([*program, *line], capture_output=True, text=True, check=False)
    if done.returncode:
        raise PaGenError(f"{text(line)} fails:\n{done.stderr.strip()}")
    return True
