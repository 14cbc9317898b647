"""SGLang's Triton decode kernel, which takes where each token lies."""

import torch

from ..contest import Cannot, Variant, imported
from ..entry import COARSE, WRONG

SHORTEST_SPLIT = 64


class SglangTriton:
    """With as many splits of the context as suit it best."""

    name = "SGLang Triton"

    def variants(self, inputs):
        module = imported(
            "sglang.kernels.ops.attention.decode_attention",
            "sglang.srt.layers.attention.triton_ops.decode_attention",
        )
        case, heads = inputs.case, inputs.case.heads
        if case.q_len > 1:
            raise Cannot("decodes one token of a sequence")
        slots = inputs.slots()
        ends = torch.cat([torch.zeros_like(inputs.lengths[:1]), inputs.lengths]).cumsum(0).int()
        keys, values = inputs.keys.flatten(0, 1), inputs.values.flatten(0, 1)
        query = inputs.query.squeeze(1)
        more = {"has_mla": True} if heads.latent else {}
        # It rounds probabilities to the type of the cache.
        tolerance = WRONG if case.kv_dtype == "bf16" else COARSE
        for splits in [1, 2, 4, 8, 16, 32, 64]:
            if splits > 1 and case.batch.longest // splits < SHORTEST_SPLIT:
                break
            fp32 = {"dtype": torch.float32, "device": inputs.device}
            logits = torch.empty(case.sequences, heads.q_heads, splits, heads.value_size, **fp32)
            lse = torch.empty(case.sequences, heads.q_heads, splits, **fp32)
            counts = torch.full((case.sequences,), splits, device=inputs.device).int()
            out = inputs.new_output()
            rows = out.squeeze(1)

            def run(splits=splits, logits=logits, lse=lse, counts=counts, rows=rows):
                module.decode_attention_fwd(
                    query,
                    keys,
                    values,
                    rows,
                    ends,
                    slots,
                    logits,
                    lse,
                    counts,
                    splits,
                    inputs.scale,
                    1.0,
                    1.0,
                    logit_cap=heads.soft_cap,
                    **more,
                )

            yield Variant(f"{splits} splits", run, lambda out=out: out, tolerance)
