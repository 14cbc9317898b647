"""FlashInfer: batch decode, XQA, and MLA. All of it is planned ahead."""

import warnings

import torch

from ..contest import Cannot, Variant, first_line, imported
from ..entry import COARSE, WRONG
from ..inputs import DTYPES

WORKSPACE_BYTES = 256 << 20
XQA_PAGES = (16, 32, 64, 128)


def workspace(inputs):
    return torch.empty(WORKSPACE_BYTES, dtype=torch.uint8, device=inputs.device)


class FlashInferDecode:
    """On CUDA cores, on tensor cores, and with Hopper's matrix instructions."""

    name = "FlashInfer"

    def variants(self, inputs):
        decode = imported("flashinfer.decode")
        prefill = imported("flashinfer.prefill")
        failed = []
        for name, plan in self._plans(decode, prefill, inputs):
            try:
                yield Variant(name, *plan())
            except Exception as reason:
                failed.append(f"{name}: {first_line(reason)}")
        if failed:
            raise Cannot("; ".join(failed))

    def _plans(self, decode, prefill, inputs):
        case = inputs.case
        if case.q_len == 1:
            yield "CUDA cores", lambda: self._decode(decode, inputs, False, "fa2")
        yield "fa2", lambda: self._decode(decode, inputs, True, "fa2")
        if case.kv_dtype != "bf16":
            yield "fa3", self._refuse
        elif case.q_len == 1:
            yield "fa3", lambda: self._decode(decode, inputs, True, "fa3")
        else:
            yield "prefill, fa3", lambda: self._prefill(prefill, inputs)

    def _refuse(self):
        raise Cannot("reads an 8-bit cache only with an 8-bit query")

    def _decode(self, decode, inputs, tensor_cores, backend):
        case, heads = inputs.case, inputs.case.heads
        wrapper = decode.BatchDecodeWithPagedKVCacheWrapper(
            workspace(inputs), "NHD", use_tensor_cores=tensor_cores, backend=backend
        )
        more = {"q_len_per_req": case.q_len} if case.q_len > 1 else {}
        wrapper.plan(
            inputs.indptr,
            inputs.pages,
            inputs.last_page_len,
            heads.q_heads,
            heads.kv_heads,
            heads.head_size,
            case.page_size,
            logits_soft_cap=heads.soft_cap or None,
            q_data_type=torch.bfloat16,
            kv_data_type=DTYPES[case.kv_dtype],
            sm_scale=inputs.scale,
            **more,
        )
        return self._runs(wrapper, inputs)

    def _prefill(self, prefill, inputs):
        case, heads = inputs.case, inputs.case.heads
        wrapper = prefill.BatchPrefillWithPagedKVCacheWrapper(
            workspace(inputs), "NHD", backend="fa3"
        )
        wrapper.plan(
            inputs.query_starts,
            inputs.indptr,
            inputs.pages,
            inputs.last_page_len,
            heads.q_heads,
            heads.kv_heads,
            heads.head_size,
            case.page_size,
            causal=True,
            logits_soft_cap=heads.soft_cap or None,
            q_data_type=torch.bfloat16,
            kv_data_type=DTYPES[case.kv_dtype],
            sm_scale=inputs.scale,
        )
        return self._runs(wrapper, inputs)

    def _runs(self, wrapper, inputs):
        out = inputs.new_output()
        query, rows = inputs.query.flatten(0, 1), out.flatten(0, 1)

        def run():
            wrapper.run(query, (inputs.keys, inputs.values), out=rows)

        run()
        return run, lambda: out


class FlashInferXqa:
    """TensorRT-LLM's XQA kernels, as FlashInfer has them."""

    name = "FlashInfer XQA"

    def variants(self, inputs):
        module = imported("flashinfer.xqa")
        case, heads = inputs.case, inputs.case.heads
        if case.page_size not in XQA_PAGES:
            raise Cannot(f"has no page size {case.page_size}")
        if heads.soft_cap:
            raise Cannot("has no soft cap")
        out = inputs.new_output()
        query, rows = inputs.query, out
        more = {}
        if case.q_len > 1:
            query, rows = query.unsqueeze(1), rows.unsqueeze(1)
            more = {"q_seq_len": case.q_len, "mask": self._causal(inputs)}
        lengths = inputs.lengths.view(-1, 1).view(torch.uint32)
        scratch = torch.zeros(WORKSPACE_BYTES, dtype=torch.uint8, device=inputs.device)
        semaphores = torch.zeros(8 << 20, dtype=torch.uint32, device=inputs.device)

        def run():
            module.xqa(
                query,
                inputs.keys,
                inputs.values,
                inputs.table,
                lengths,
                rows,
                scratch,
                semaphores,
                heads.kv_heads,
                case.page_size,
                **more,
            )

        # Hopper's kernel for an 8-bit cache computes in 8 bits.
        tolerance = WRONG if case.kv_dtype == "bf16" else COARSE
        yield Variant("xqa", run, lambda: out, tolerance)

    def _causal(self, inputs):
        """A bit for each new token that a new token sees, in words of 16 bits, a multiple of two."""
        case = inputs.case
        words = (case.q_len + 31) // 32 * 2
        rows = [
            [(1 << max(0, min(16, row + 1 - 16 * word))) - 1 for word in range(words)]
            for row in range(case.q_len)
        ]
        mask = torch.tensor(rows, dtype=torch.int32).to(torch.uint16).to(inputs.device)
        return mask.expand(case.sequences, -1, -1).contiguous()


class FlashInferMla:
    """MLA by one of its kernels: fa2 with mma, fa3 with Hopper's wgmma."""

    def __init__(self, backend):
        self.backend = backend
        self.name = f"FlashInfer {backend}"

    def variants(self, inputs):
        mla = imported("flashinfer.mla")
        case, heads = inputs.case, inputs.case.heads
        eight_bit = case.kv_dtype != "bf16"
        wrapper = mla.BatchMLAPagedAttentionWrapper(workspace(inputs), backend=self.backend)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            wrapper.plan(
                metadata=mla.MLAPlanMetadata.csr(
                    inputs.query_starts, inputs.indptr, inputs.pages, inputs.lengths
                ),
                num_heads=heads.q_heads,
                head_dim_ckv=heads.latent,
                head_dim_kpe=heads.head_size - heads.latent,
                page_size=case.page_size,
                causal=case.q_len > 1,
                sm_scale=inputs.scale,
                q_data_type=torch.bfloat16,
                kv_data_type=DTYPES[case.kv_dtype],
                scale_mode="kv-per-tensor" if eight_bit else "default",
            )
        scales = {"ckv_scale": 1.0, "kpe_scale": 1.0} if eight_bit else {}
        out = inputs.new_output()
        query, rows, cache = inputs.query.flatten(0, 1), out.flatten(0, 1), inputs.keys.squeeze(2)

        def run():
            wrapper.run(query=query, kv_cache=cache, out=rows, **scales)

        yield Variant(self.backend, run, lambda: out)
