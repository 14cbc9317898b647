"""vLLM's Triton kernels: unified attention, and MiniMax-M3's over selected blocks."""

import torch

from ..contest import Cannot, Variant, imported


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


class VllmMiniMax:
    """MiniMax-M3's decode over selected blocks, which are its pages."""

    name = "vLLM MiniMax-M3"

    def variants(self, inputs):
        module = imported("vllm.models.minimax_m3.common.ops.sparse_attn")
        case, heads = inputs.case, inputs.case.heads
        if case.block != module.SPARSE_BLOCK_SIZE or case.page_size != case.block:
            raise Cannot(f"has blocks and pages of {module.SPARSE_BLOCK_SIZE} tokens")
        out = inputs.new_output()

        def run():
            module.minimax_m3_sparse_attn_decode(
                inputs.query.flatten(0, 1),
                inputs.cache,
                inputs.block_ids,
                inputs.table,
                inputs.lengths,
                heads.kv_heads,
                inputs.scale,
                out.flatten(0, 1),
                case.q_len,
            )

        yield Variant("as it splits", run, lambda: out)
