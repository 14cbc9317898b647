"""Has examples/python/launch.py launch a kernel on a driver that only says what it is given.

    record_launches.py MANIFEST SEQUENCES MAX_CONTEXT < arguments.json

Launches twice: once for new lengths, and once for another layer over the same ones.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "examples" / "python"))
from launch import PagedAttention  # noqa: E402


class Recorder:
    """A driver for a device of one compute unit."""

    def compute_units(self):
        return 1

    def load(self, code):
        return len(code)

    def function(self, module, symbol, dynamic_lds):
        return symbol

    def arguments(self, values):
        return [value.value or 0 for value in values]

    def launch(self, function, grid, block, dynamic_lds, stream, arguments):
        print(function, *grid, *block, dynamic_lds, *arguments)


manifest, sequences, max_context = sys.argv[1:]
kernel = PagedAttention(manifest, Recorder())
plan = kernel.plan(int(sequences), int(max_context))
arguments = json.load(sys.stdin)
workspace = kernel.workspace(plan, lambda size: size)
print(*(workspace.get(part, 0) for part in ("partials", "arrivals", "work_list")))
launch = kernel.prepare(plan, **arguments)
launch()
launch(lengths_changed=False)
