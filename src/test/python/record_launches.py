"""Has the Python package launch batches on a fake GPU that notes what it is given.

    record_launches.py LIBRARY FOLDER < batches

A batch is a line of JSON: the kernel's name in FOLDER, sequences, max_context, the bytes that parts
of the workspace lie at, tensors and strides. For each, prints the bytes that the workspace needs,
and what was noted of two launches: one for new lengths, and one for another layer over the same. Of
one that writes the cache, whose name begins with "write", prints what was noted of its launch.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "python"))
import pa_gen  # noqa: E402

library, folder = sys.argv[1:]
kind = pa_gen.Hip if "amdhip" in library else pa_gen.Cuda


class OneUnit(kind):
    """A device of one compute unit."""

    def compute_units(self):
        return 1


driver = OneUnit(library)
loaded = {}
with tempfile.TemporaryDirectory() as scratch:
    noted = Path(scratch) / "launches"
    os.environ["FAKE_CUDA_RECORD"] = str(noted)
    for line in sys.stdin:
        batch = json.loads(line)
        name = batch["kernel"]
        if name not in loaded:
            load = pa_gen.CacheWrite if name.startswith("write") else pa_gen.Attention
            loaded[name] = load(Path(folder) / f"{name}.json", driver)
        if name.startswith("write"):
            noted.write_text("")
            loaded[name].prepare(**batch["arguments"])(stream=3)
            print(noted.read_text(), end="")
            continue
        plan = loaded[name].plan(
            batch["sequences"], batch["max_context"], workspace=batch["workspace"]
        )
        print(*(plan.bytes[part] for part in ("partials", "arrivals", "work_list")))
        noted.write_text("")
        launch = plan.prepare(**batch["arguments"])
        launch(stream=3)
        launch(stream=3, lengths_changed=False)
        print(noted.read_text(), end="")
