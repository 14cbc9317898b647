"""Runs code objects in pa-gen's emulator: a launch list and .npy files in, .npy files out."""

import json
import os
import pathlib
import subprocess
import tempfile

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]


class NotModelled(Exception):
    """The kernel reached an instruction that the emulator has no model of."""


class Fault(Exception):
    """The kernel did something that the emulator refuses, or did not end."""


def ptr(name, offset=0):
    """A pointer into a buffer, as an argument."""
    return {"buffer": name, "offset": offset} if offset else {"buffer": name}


def i32(value):
    return {"int32": int(value)}


def i64(value):
    return {"int64": int(value)}


def f32(value):
    return {"float32": float(value)}


NULL = {"null": True}


class Launch:
    """One kernel's launch: buffers by name, and an argument block.

    An output is given as the array that it starts as; `poison` makes one that no result looks like.
    """

    def __init__(self, symbol, grid, block, lds=0):
        self.symbol, self.grid, self.block, self.lds = symbol, grid, block, lds
        self.buffers = {}
        self.structs = {}
        self.arguments = []

    def buffer(self, name, array):
        self.buffers[name] = np.ascontiguousarray(array)
        return ptr(name)

    def poison(self, name, shape, dtype):
        size = int(np.prod(shape)) * np.dtype(dtype).itemsize
        return self.buffer(name, np.full(size, 0xFF, np.uint8).view(dtype).reshape(shape))

    def list(self, folder):
        """Writes the launch list and the buffers' files."""
        entries = []
        for name, array in self.buffers.items():
            np.save(folder / f"{name}.npy", array.reshape(-1).view(np.uint8))
            entries.append({"name": name, "npy": f"{name}.npy"})
        entries += [{"name": n, "struct": s} for n, s in self.structs.items()]
        start = {
            "symbol": self.symbol,
            "grid": list(self.grid),
            "block": list(self.block),
            "dynamic_lds_bytes": self.lds,
            "arguments": self.arguments,
        }
        path = folder / "launch.json"
        path.write_text(json.dumps({"buffers": entries, "launches": [start]}))
        return path

    def result(self, folder, name):
        array = self.buffers[name]
        raw = np.load(folder / f"{name}.npy").reshape(-1).view(np.uint8)
        return raw.view(array.dtype).reshape(array.shape)


class Emulator:
    """pa-gen's command `emulate`, with options for every launch."""

    def __init__(self, options=(), checks="none"):
        self.options = ["--checks", checks, *options]

    def run(self, code_object, launch, outputs):
        """The buffers `outputs` after the launch, by name."""
        with tempfile.TemporaryDirectory(prefix="evidence-") as name:
            folder = pathlib.Path(name)
            out = folder / "out"
            out.mkdir()
            self.emulate(code_object, launch.list(folder), out)
            return {n: launch.result(out, n) for n in outputs}

    def emulate(self, code_object, launch_list, out):
        command = [ROOT / "pa-gen", "emulate", code_object, "--launch", launch_list]
        command += ["--out", out, *self.options]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise failure(done.stderr + done.stdout)


def failure(text):
    return (NotModelled if "not modelled" in text else Fault)(text.strip())
