"""PyTorch's own attention on K and V that were gathered ahead: no pages, and so no peer in the strict sense."""

import torch

from ..contest import Cannot, Variant


class Gathered:
    """SDPA, or flex attention where there is a soft cap."""

    name = "PyTorch gathered"

    def variants(self, inputs):
        case, heads = inputs.case, inputs.case.heads
        if case.kv_dtype != "bf16":
            raise Cannot("has no 8-bit cache")
        if case.q_len > 1 or len(set(case.batch.lengths)) > 1:
            raise Cannot("is only set up for one token of sequences of one length")
        if 2 * case.kv_bytes > torch.cuda.mem_get_info(inputs.device)[0] / 2:
            raise Cannot("no memory to gather K and V")
        keys, values = self._gather(inputs, inputs.keys), self._gather(inputs, inputs.values)
        attend = flex(heads.soft_cap) if heads.soft_cap else sdpa
        name = "flex" if heads.soft_cap else "SDPA"
        # The heads of a group read the same keys, so they can also pass for query tokens of one head.
        grouped = inputs.query.view(case.sequences, heads.kv_heads, -1, heads.head_size)
        plain = inputs.query.transpose(1, 2)
        for variant, query in [(name, plain), (f"{name}, heads as tokens", grouped)]:
            result = []

            def run(query=query, result=result):
                result[:] = [attend(query, keys, values)]

            yield Variant(variant, run, lambda result=result: result[0].reshape(inputs.query.shape))

    def _gather(self, inputs, cache):
        """[sequences, KV heads, context, head size]"""
        rows = cache[inputs.table.long()].flatten(1, 2)
        return rows[:, : inputs.case.batch.longest].transpose(1, 2).contiguous()


def sdpa(query, keys, values):
    attend = torch.nn.functional.scaled_dot_product_attention
    return attend(query, keys, values, enable_gqa=query.shape[1] != keys.shape[1])


def flex(cap):
    from torch.nn.attention.flex_attention import flex_attention

    compiled = torch.compile(flex_attention, dynamic=False)

    def capped(score, batch, head, q, k):
        return cap * torch.tanh(score / cap)

    def attend(query, keys, values):
        gqa = query.shape[1] != keys.shape[1]
        return compiled(query, keys, values, score_mod=capped, enable_gqa=gqa)

    return attend
