"""Plans batches with pa_gen.planner for PlannerAgreementTest, as plan_batches.c does."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "python"))
from pa_gen.planner import Planner  # noqa: E402


def planned(manifest, compute_units, sequences, max_context, workspace, *contexts):
    planner = Planner(manifest, compute_units)
    try:
        if max_context < 0:
            plan = planner.plan_batch(contexts)
        else:
            plan = planner.plan(sequences, max_context)
    except ValueError:
        return ["refused"]
    numbers = [
        plan.sequences,
        plan.max_context,
        plan.partition_size,
        plan.max_partitions,
        plan.max_items,
    ]
    for kernel in manifest["kernels"]:
        numbers += plan.grids.get(kernel["symbol"], (0, 0, 0))
    numbers += [plan.offsets.get(buffer["name"], -1) for buffer in manifest["workspace"]]
    sizes = planner.workspace(sequences, max_context) if workspace else plan.bytes
    return numbers + [sizes[part] for part in ("partials", "arrivals", "work_list")]


manifests = json.loads(Path(sys.argv[1]).read_text())
for line in sys.stdin:
    which, *batch = map(int, line.split())
    print(*planned(manifests[which], *batch))
