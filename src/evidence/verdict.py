"""What came of each foreign kernel, line by line and in sum."""

import collections
import time

import numpy as np

import emulator


class NotTried(Exception):
    """There is nothing to run, and why."""


class Report:
    """Prints a line for each kernel and the sums at the end."""

    def __init__(self):
        self.counts = collections.Counter()

    def judge(self, name, run, races=lambda: False):
        """`run` gives an error and its limit, and raises what the emulator raises.

        `races` tells of a kernel that came out wrong whether its waves race in LDS.
        """
        started = time.monotonic()
        try:
            error, limit = run()
            verdict = "right" if error <= limit else "races" if races() else "WRONG"
            note = f"error {error:.2g}, limit {limit:.2g}"
        except NotTried as e:
            verdict, note = "not tried", str(e)
        except emulator.NotModelled as e:
            verdict, note = "not modelled", last_line(e)
        except emulator.Fault as e:
            verdict, note = "FAULT", last_line(e)
        self.tell(name, verdict, f"{note} ({time.monotonic() - started:.1f} s)")

    def tell(self, name, verdict, note):
        self.counts[verdict] += 1
        print(f"{verdict:12} {name}: {note}", flush=True)

    def summary(self):
        print(", ".join(f"{n} {v}" for v, n in sorted(self.counts.items())))
        return 1 if self.counts["WRONG"] + self.counts["FAULT"] else 0


def last_line(e):
    return str(e).splitlines()[-1][:400] if str(e) else "no message"


def relative(got, want):
    """The L2 norm of the difference by that of what is wanted; infinite where numbers are missing."""
    got, want = np.asarray(got, np.float64), np.asarray(want, np.float64)
    if not np.isfinite(got).all():
        return np.inf
    return float(np.linalg.norm(got - want) / max(np.linalg.norm(want), 1e-30))
