"""Plans by batch size share a workspace; where there is no PyTorch, nothing."""

import os
import unittest
from unittest import mock

import pa_gen

from .fake import KERNELS, cpu

try:
    import torch  # noqa: F401

    from pa_gen.serving import Plans, bucket, folder
except ImportError as problem:
    raise unittest.SkipTest(str(problem)) from problem


class PlansOfABackend(unittest.TestCase):
    def setUp(self) -> None:
        self.attention = pa_gen.Attention(KERNELS / "plain-sm_90.json", cpu())
        self.plans = Plans(self.attention, 64, 40_000)

    def test_one_for_each_size_and_length(self) -> None:
        plan = self.plans.plan(3, 1500)
        self.assertEqual((3, 2048), (plan.sequences, plan.max_context))
        self.assertIs(plan, self.plans.plan(3, 2048))
        self.assertIsNot(plan, self.plans.plan(3, 2049))
        self.assertIsNot(plan, self.plans.plan(4, 2048))

    def test_the_longest_context_ends_the_lengths(self) -> None:
        found = [bucket(context, 40_000) for context in (0, 1, 1024, 1025, 32_769, 99_999)]
        self.assertEqual([1024, 1024, 1024, 2048, 40_000, 40_000], found)
        self.assertEqual(100, bucket(3, 100))

    def test_all_sizes_share_memory(self) -> None:
        for size in (1, 2, 3, 17, 64):
            plan = self.plans.plan(size, 40_000)
            for part, memory in plan.workspace.items():
                self.assertGreaterEqual(memory.nbytes, plan.bytes[part])
                self.assertIs(self.plans.plan(64, 40_000).workspace[part], memory)

    def test_what_is_larger_than_any_other_is_allocated(self) -> None:
        before = self.plans.plan(3, 40_000)
        large = self.plans.plan(5000, 40_000)
        self.assertGreater(large.bytes["arrivals"], before.workspace["arrivals"].nbytes)
        self.assertGreaterEqual(large.workspace["arrivals"].nbytes, large.bytes["arrivals"])
        self.assertIs(before, self.plans.plan(3, 40_000))

    def test_the_folder_is_named_by_the_environment(self) -> None:
        with mock.patch.dict(os.environ, {"PA_GEN_KERNELS": "there"}):
            self.assertEqual("there", folder())
        with mock.patch.dict(os.environ):
            os.environ.pop("PA_GEN_KERNELS", None)
            self.assertEqual("kernels", folder())


if __name__ == "__main__":
    unittest.main()
