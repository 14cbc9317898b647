"""vLLM's Triton unified attention."""

import torch

from ..contest import Variant, imported


class VllmTriton:
    """With and without splitting the context."""

    name = "vLLM Triton"

    def variants(self, inputs):
        module = imported(
            "vllm.v1.attention.ops.triton_unified_attention",
            "vllm.attention.ops.triton_unified_attention",
        )
        case, heads = inputs.case, inputs.case.heads
        one = torch.ones(1, dtype=torch.float32, device=inputs.device)
        query = inputs.query.flatten(0, 1)
        for segments in [0, 16]:
            out = inputs.new_output()
            rows = out.flatten(0, 1)
            split = self._split(inputs, segments) if segments else {}

            def run(rows=rows, split=split):
                module.unified_attention(
                    q=query,
                    k=inputs.keys,
                    v=inputs.values,
                    out=rows,
                    cu_seqlens_q=inputs.query_starts,
                    max_seqlen_q=case.q_len,
                    seqused_k=inputs.lengths,
                    max_seqlen_k=case.batch.longest,
                    softmax_scale=inputs.scale,
                    causal=True,
                    window_size=(-1, -1),
                    block_table=inputs.table,
                    softcap=heads.soft_cap,
                    q_descale=None,
                    k_descale=one,
                    v_descale=one,
                    **split,
                )

            yield Variant(
                f"{segments} segments" if segments else "not split", run, lambda out=out: out
            )

    def _split(self, inputs, segments):
        case, heads = inputs.case, inputs.case.heads
        parts = (case.sequences * case.q_len, heads.q_heads, segments)
        fp32 = {"dtype": torch.float32, "device": inputs.device}
        return {
            "seq_threshold_3D": case.sequences,
            "num_par_softmax_segments": segments,
            "softmax_segm_output": torch.empty(*parts, heads.value_size, **fp32),
            "softmax_segm_max": torch.empty(parts, **fp32),
            "softmax_segm_expsum": torch.empty(parts, **fp32),
        }
