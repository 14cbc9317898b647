"""Work lists of aiter's persistent kernels, and the merge of what the works of a sequence leave.

A work is eight 32-bit numbers: sequence, row of its partial result or -1, first and last query row,
first and last place in the list of pages, tokens of the sequence behind it, and query heads
(csrc/kernels/mla/metadata/v1_2_device.cuh). Workgroup i does works starts[i] to starts[i + 1].
"""

import numpy as np

GROUPS = 3


class Works:
    def __init__(self):
        self.rows = []
        self.partials = {}
        self.partial_rows = 0

    def sequence(self, number, queries, spans, behind, heads=0):
        """The works of `queries` (a range of rows) by `spans` of places in the list of pages."""
        for (start, end), rest in zip(spans, behind):
            place = -1
            if len(spans) > 1:
                place = self.partial_rows
                self.partials.setdefault((queries, heads), []).append(place)
                self.partial_rows += queries[1] - queries[0]
            self.rows.append([number, place, *queries, start, end, rest, heads])

    def info(self):
        return np.array(self.rows, np.int32)

    def starts(self):
        return np.linspace(0, len(self.rows), GROUPS + 1).astype(np.int32)

    def merge(self, output, partial, lse, columns=lambda heads: slice(None)):
        """Puts the merged results of works that were split into `output`."""
        for (queries, heads), places in self.partials.items():
            count = queries[1] - queries[0]
            parts = np.stack([partial[p : p + count, columns(heads)] for p in places])
            logs = np.stack([lse[p : p + count, columns(heads)] for p in places])
            output[queries[0] : queries[1], columns(heads)] = merged(parts, logs)


def merged(parts, logs):
    """Partial results, [part, ...,  d], weighted by their sums' logarithms, [part, ...]."""
    logs, parts = logs.astype(np.float64), parts.astype(np.float64)
    weights = np.exp(logs - logs.max(0))
    return (parts * weights[..., None]).sum(0) / weights.sum(0)[..., None]
