"""The operator of PyTorch, on tensors of the processor; where there is no PyTorch, nothing."""

import unittest

import pa_gen

from .fake import KERNELS, cpu, noted

try:
    import torch
except ImportError:
    torch = None  # type: ignore[assignment]


@unittest.skipIf(torch is None, "there is no PyTorch")
class Operator(unittest.TestCase):
    def setUp(self) -> None:
        self.attention = pa_gen.Attention(KERNELS / "plain-sm_90.json", cpu())
        self.plan = self.attention.plan(3, 4096)
        self.caches = [torch.zeros(10, 16, 1, 128, dtype=torch.bfloat16) for _ in range(2)]
        self.query = torch.zeros(3, 6, 128, dtype=torch.bfloat16)
        self.table = {
            "kv_indptr": torch.zeros(4, dtype=torch.int32),
            "kv_page_indices": torch.zeros(9, dtype=torch.int32),
            "kv_last_page_len": torch.zeros(3, dtype=torch.int32),
        }

    def test_an_output_is_made(self) -> None:
        with noted() as launches:
            out = self.attention(self.query, *self.caches, plan=self.plan, **self.table)
        self.assertEqual((self.query.shape, self.query.dtype), (out.shape, out.dtype))
        where = self.attention.manifest.arguments["out"].offset
        self.assertEqual([out.data_ptr()], [launch.long(where) for launch in launches])

    def test_pytorch_finds_nothing_wrong_with_it(self) -> None:
        tensors = {"query": self.query, "key_cache": self.caches[0], "value_cache": self.caches[1]}
        tensors.update(self.table)
        inputs = [tensors[name] for name in self.plan.inputs]
        outputs = [torch.empty_like(self.query)]
        torch.library.opcheck(
            torch.ops.pa_gen.attention.default, (inputs, outputs, [], self.plan.number, True)
        )

    def test_compile_traces_a_call_without_a_break(self) -> None:
        def step(query: "torch.Tensor") -> "torch.Tensor":
            return self.attention(query * 2, *self.caches, plan=self.plan, **self.table) + 1

        with noted() as launches:
            out = torch.compile(step, fullgraph=True, backend="aot_eager")(self.query)
        self.assertEqual(self.query.shape, out.shape)
        self.assertEqual(1, len(launches))

    def test_layers_over_one_list_stay_in_order(self) -> None:
        attention = pa_gen.Attention(KERNELS / "list-sm_90.json", self.attention.driver)
        plan = attention.plan(3, 4096)

        def step(query: "torch.Tensor") -> "torch.Tensor":
            first = attention(query, *self.caches, plan=plan, **self.table)
            return first + attention(
                query, *self.caches, plan=plan, lengths_changed=False, **self.table
            )

        with noted() as launches:
            torch.compile(step, fullgraph=True, backend="aot_eager")(self.query)
        roles = [launch.symbol.removeprefix("paged_attention_") for launch in launches]
        self.assertEqual(["plan", "decode", "decode"], roles)

    def test_a_plan_that_is_gone_is_said_to_be(self) -> None:
        with self.assertRaisesRegex(pa_gen.TensorError, "keep it as long as the function"):
            torch.ops.pa_gen.attention([self.query], [self.query.clone()], [], 10**9, True)


if __name__ == "__main__":
    unittest.main()
