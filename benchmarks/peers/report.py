"""Tables for people, and a record of all numbers."""

import math
from dataclasses import asdict

from .entry import quantile

FLOOR, OWN = 0, 1
"""Places among the entries of a case."""


def times_of(entries):
    return entries[FLOOR].median(), entries[OWN].median()


def table(case, entries):
    """The lines of a case; a ratio over 1 says that pa-gen is faster."""
    floor, own = times_of(entries)
    lines = [f"{case}: {case.kv_bytes / 1e6:.1f} MB of cache, {case.flops / 1e9:.1f} GFLOP"]
    head = ("", "time us", "p10-p90", "TB/s", "TFLOP/s", "of floor", "/ pa-gen", "rel. L2")
    rows = [(*head, "variant")]
    for entry in entries:
        if not entry.times:
            rows.append((entry.name, "-", *[""] * (len(head) - 2), entry.reason))
            continue
        time = entry.median()
        spread = f"{quantile(entry.times, 0.1):.1f}-{quantile(entry.times, 0.9):.1f}"
        rates = (
            f"{case.kv_bytes / time * 1e-6:.2f}",
            f"{case.flops / time * 1e-6:.0f}" if entry is not entries[FLOOR] else "",
        )
        shares = (f"{100 * floor / time:.1f} %", f"{time / own:.2f}")
        error = "" if math.isnan(entry.error) else f"{entry.error:.1e}"
        notes = ["computes in 8 bits"] if entry.is_coarse() else []
        notes += [entry.reason] if entry.reason else []
        variant = entry.variant + (f" ({'; '.join(notes)})" if notes else "")
        rows.append((entry.name, f"{time:.1f}", spread, *rates, *shares, error, variant))
    widths = [max(len(row[c]) for row in rows) for c in range(len(head))]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:])]
        lines.append("  " + "  ".join([*cells, row[-1]]).rstrip())
    return "\n".join(lines)


def best_peer(entries):
    """The fastest of what is not pa-gen's and computes as finely as the inputs are given, or None."""
    others = [
        entry for entry in entries if entry.times and not is_own(entry) and not entry.is_coarse()
    ]
    return min(others, key=lambda entry: entry.median(), default=None)


def is_own(entry):
    return entry.name == "floor" or entry.name.startswith("pa-gen")


def summary(results):
    """A line for each case and kernel of pa-gen: its share of the floor, and the best peer."""
    head = ("", "kernel", "us", "TFLOP/s", "of floor", "best peer / it", "best peer")
    rows = [head]
    for case, entries in results:
        floor, _ = times_of(entries)
        peer = best_peer(entries)
        for entry in entries[OWN:]:
            if not is_own(entry):
                continue
            cells = ["-"] * 4
            if entry.times:
                time = entry.median()
                cells = [f"{time:.1f}", f"{case.flops / time * 1e-6:.0f}"]
                cells += [f"{100 * floor / time:.1f} %"]
                cells += [f"{peer.median() / time:.2f}" if peer else ""]
            rows.append((str(case), entry.name, *cells, peer.name if peer else ""))
    widths = [max(len(row[c]) for row in rows) for c in range(len(head))]
    lines = ["", "time of the best peer over pa-gen's: over 1, pa-gen is faster", ""]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:2], widths)]
        cells += [cell.rjust(width) for cell, width in zip(row[2:-1], widths[2:])]
        lines.append("  ".join([*cells, row[-1]]).rstrip())
    return "\n".join(lines)


def record(case, entries):
    """For JSON."""
    floor, own = times_of(entries)
    peer = best_peer(entries)
    return {
        "case": str(case),
        "operation": case.operation,
        "heads": asdict(case.heads),
        "batch": case.batch.name,
        "lengths": {"sequences": case.sequences, "longest": case.batch.longest}
        | {"tokens": sum(case.batch.lengths)},
        "page_size": case.page_size,
        "kv_dtype": case.kv_dtype,
        "q_len": case.q_len,
        "selected_of": case.pool or None,
        "kv_bytes": case.kv_bytes,
        "flops": case.flops,
        "best_peer": peer and peer.name,
        "entries": [entry_record(case, entry, floor, own) for entry in entries],
    }


def entry_record(case, entry, floor, own):
    found = {"name": entry.name, "variant": entry.variant, "reason": entry.reason}
    if entry.times:
        time = entry.median()
        found |= {"us": rounded(time), "runs": len(entry.times)}
        ends = {"min": 0.0, "p10": 0.1, "p90": 0.9, "max": 1.0}
        found |= {name: rounded(quantile(entry.times, q)) for name, q in ends.items()}
        found |= {"of_floor": rounded(floor / time), "over_pa_gen": rounded(time / own)}
        if not math.isnan(entry.error):
            found |= {"tflops": rounded(case.flops / time * 1e-6), "rel_l2": entry.error}
            found |= {"apart": entry.apart} if entry.apart else {}
    found["trials_us"] = {name: rounded(time) for name, time in entry.trials.items()}
    return found


def rounded(number):
    return None if math.isnan(number) else float(f"{number:.5g}")
