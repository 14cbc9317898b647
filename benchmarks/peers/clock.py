"""Times runs on the device."""

import torch

FLUSH_BYTES = 512 << 20


class Clock:
    def __init__(self, device):
        self.other = torch.randint(1 << 30, (FLUSH_BYTES // 4,), dtype=torch.int32, device=device)

    def time(self, runs, count):
        """Microseconds of `count` runs of each, in turn; reading other memory comes before each."""
        events = [
            [[torch.cuda.Event(enable_timing=True) for _ in range(2)] for _ in range(count)]
            for _ in runs
        ]
        for i in range(count):
            for run, pairs in zip(runs, events):
                self.other.sum()
                pairs[i][0].record()
                run()
                pairs[i][1].record()
        torch.cuda.synchronize()
        return [[1e3 * start.elapsed_time(end) for start, end in pairs] for pairs in events]
