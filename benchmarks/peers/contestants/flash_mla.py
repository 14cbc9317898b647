"""DeepSeek's FlashMLA, as vLLM's wheel has it built."""

import torch

from ..contest import Cannot, Variant, imported

PAGE_SIZE = 64


def flash_mla():
    return imported("vllm.third_party.flashmla.flash_mla_interface")


class DenseFlashMla:
    """All tokens of each sequence, bf16."""

    name = "FlashMLA"

    def variants(self, inputs):
        module = flash_mla()
        case = inputs.case
        if case.kv_dtype != "bf16":
            raise Cannot("its dense kernel reads bf16; vLLM's of fp8 takes an fp8 query too")
        if case.page_size != PAGE_SIZE:
            raise Cannot(f"has pages of {PAGE_SIZE} tokens, not of {case.page_size}")
        prepared, _ = module.get_mla_metadata()
        out = inputs.new_output()
        rows = out.flatten(1, 2).unsqueeze(1)

        def run():
            module.flash_mla_with_kvcache(
                inputs.query,
                inputs.keys,
                inputs.table,
                inputs.lengths,
                case.heads.latent,
                prepared,
                softmax_scale=inputs.scale,
                causal=case.q_len > 1,
                out=rows,
            )

        yield Variant("dense", run, lambda: out)


class SparseFlashMla:
    """Selected tokens, in rows of 656 bytes."""

    name = "FlashMLA sparse"

    def variants(self, inputs):
        module = flash_mla()
        case = inputs.case
        if case.heads.q_heads not in (64, 128):
            raise Cannot("has 64 or 128 heads on Hopper")
        prepared, _ = module.get_mla_metadata()
        rows = inputs.scaled_rows
        cache = rows.view(-1, PAGE_SIZE, 1, rows.shape[1]).view(torch.float8_e4m3fn)
        indices = inputs.table.view(case.sequences, 1, -1)
        out = inputs.new_output()

        def run():
            module.flash_mla_with_kvcache(
                inputs.query,
                cache,
                None,
                None,
                case.heads.latent,
                prepared,
                softmax_scale=inputs.scale,
                is_fp8_kvcache=True,
                indices=indices,
                out=out,
            )

        yield Variant("656-byte rows", run, lambda: out)


class PoolsFlashMla:
    """Two pools, in DeepSeek V4's rows."""

    name = "FlashMLA sparse"

    def variants(self, inputs):
        """With the queries of a sequence together, and each as a sequence."""
        case = inputs.case
        if case.heads.q_heads not in (64, 128):
            raise Cannot("has 64 or 128 heads on Hopper")
        yield self._variant(inputs, case.q_len, "")
        if case.q_len > 1:
            yield self._variant(inputs, 1, ", a query as a sequence")

    def _variant(self, inputs, q_len, name):
        module = flash_mla()
        prepared, _ = module.get_mla_metadata()
        window, chosen = inputs.pools
        out = inputs.new_output()

        def together(tensor):
            return tensor.flatten(0, 1).unflatten(0, (-1, q_len))

        query, rows = together(inputs.query), together(out)
        indices, extra_indices = together(window.indices), together(chosen.indices)
        lengths, extra_lengths = [
            None if pool.of_queries is None else pool.of_queries[::q_len].contiguous()
            for pool in inputs.pools
        ]

        def run():
            module.flash_mla_with_kvcache(
                query,
                window.rows_of_pages,
                None,
                None,
                inputs.case.heads.latent,
                prepared,
                softmax_scale=inputs.scale,
                is_fp8_kvcache=True,
                indices=indices,
                attn_sink=inputs.sinks,
                extra_k_cache=chosen.rows_of_pages,
                extra_indices_in_kvcache=extra_indices,
                topk_length=lengths,
                extra_topk_length=extra_lengths,
                out=rows,
            )

        return Variant("584-byte rows" + name, run, lambda: out)
