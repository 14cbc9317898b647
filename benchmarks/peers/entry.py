"""What came of one contestant in one case."""

import math
from dataclasses import dataclass, field

WRONG = 1e-2
"""A relative L2 error over this is no attention of the inputs as they are."""

COARSE = 6e-2
"""Up to this it is one whose probabilities or queries were rounded to e4m3."""


@dataclass
class Entry:
    """times: microseconds; trials: the median of each variant's first runs; error: the worst
    sequence's relative L2 error on any seed; apart: the largest relative L2 distance of another
    contestant's output; reason: why there is no time, or no other variant.
    """

    name: str
    variant: str = ""
    error: float = math.nan
    apart: float = 0.0
    times: list = field(default_factory=list)
    trials: dict = field(default_factory=dict)
    reason: str = ""

    def median(self):
        return quantile(self.times, 0.5) if self.times else math.nan

    def is_coarse(self):
        return self.error > WRONG

    def fail(self, reason):
        """A wrong output on any seed leaves no time."""
        self.variant, self.times, self.reason = "", [], reason


def quantile(times, q):
    ordered = sorted(times)
    place = q * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
