"""The attention backend that SGLang runs decodes with."""

from dataclasses import dataclass
from typing import Any

import torch
from sglang.srt.layers.attention.base_attn_backend import AttentionBackend
from sglang.srt.mem_cache.base_swa_memory_pool import BaseSWAKVPool
from sglang.srt.mem_cache.memory_pool import KVWriteLoc
from sglang.srt.runtime_context import get_parallel

from ..serving import Plans, kernels
from .kernel import Decoder, cache_type, spec

_ELSEWHERE = (
    "pa_gen decodes only: start SGLang with --decode-attention-backend pa_gen and another"
    " --prefill-attention-backend, such as triton"
)


@dataclass
class PaGenForwardMetadata:
    """A step's page table, and the tokens of its longest sequence, or more."""

    table: dict[str, torch.Tensor]
    context: int


class PaGenAttnBackend(AttentionBackend):
    """Decodes with pa-gen's kernels, in a hybrid with another backend that does the rest."""

    # Lengths and tokens are read on the device.
    needs_cpu_seq_lens = False

    forward_metadata: PaGenForwardMetadata | None = None

    def __init__(self, model_runner: Any) -> None:
        """Raises ValueError for a model that is not served."""
        super().__init__()
        self.token_to_kv_pool = model_runner.token_to_kv_pool
        refused = {
            "an encoder and a decoder": model_runner.model_config.is_encoder_decoder,
            "a pool of its own for sliding layers (give --disable-hybrid-swa-memory)": isinstance(
                self.token_to_kv_pool, BaseSWAKVPool
            ),
            "decode context parallelism": get_parallel().attn_dcp_size > 1,
        }
        for what, has in refused.items():
            if has:
                raise ValueError(f"the attention backend pa_gen does not serve {what}")
        self._mla = bool(model_runner.use_mla_backend)
        self.kv_index_translator = model_runner.kv_index_translator
        self.kv_cache_dtype = model_runner.kv_cache_dtype
        cache_type(model_runner.kv_cache_dtype)
        self._device = model_runner.device
        self._max_context = model_runner.model_config.context_len
        self._max_sequences = model_runner.req_to_token_pool.size
        self._indptr = self._int32(self._max_sequences + 1)
        self._last_page_len = self._int32(self._max_sequences).fill_(1)
        self._graph_indices = self._int32(0)
        self._plans: dict[int, Plans] = {}
        self._decoders: dict[tuple[int, bool], Decoder] = {}

    def init_forward_metadata(self, forward_batch: Any) -> None:
        """Lists the tokens of a batch that runs without a graph."""
        total = forward_batch.seq_lens_sum
        if total is None:
            total = forward_batch.batch_size * self._max_context
        table = self._list(forward_batch, self._int32(int(total)))
        self.forward_metadata = PaGenForwardMetadata(table, self._longest(forward_batch))

    def init_cuda_graph_state(self, max_bs: int, max_num_tokens: int) -> None:
        """Makes room for the tokens of the largest batch that is captured."""
        self._graph_indices = self._int32(max(max_bs, max_num_tokens) * self._max_context)

    def init_forward_metadata_out_graph(self, forward_batch: Any, in_capture: bool = False) -> None:
        """Lists the tokens of a batch where the graph of its size finds them."""
        table = self._list(forward_batch, self._graph_indices)
        if in_capture:
            self.forward_metadata = PaGenForwardMetadata(table, self._max_context)

    def get_cuda_graph_seq_len_fill_value(self) -> int:
        """Tokens of the rows that only pad a batch."""
        return 1

    def forward_decode(
        self,
        q: torch.Tensor,
        k: torch.Tensor,
        v: torch.Tensor,
        layer: Any,
        forward_batch: Any,
        save_kv_cache: bool = True,
        sinks: torch.Tensor | None = None,
        **kwargs: Any,
    ) -> torch.Tensor:
        """Attention of a batch's new tokens, [sequences, heads * size], which are written first.

        With MLA, q and k are rows of the latent and the rotary part, and the result is of latents.

        Raises ValueError for a layer that no kernel computes, MissingKernelError where there is no
        kernel, and none can be made.
        """
        more = [name for name, value in kwargs.items() if value is not None]
        if more:
            raise ValueError(
                f"layer {layer.layer_id} is given {', '.join(more)}: no kernel has that"
            )
        if save_kv_cache:
            self._write(layer, forward_batch, k, v)
        metadata = self.forward_metadata
        if metadata is None:
            raise RuntimeError("no metadata of a batch: init_forward_metadata comes first")
        query = q.view(-1, layer.tp_q_head_num, layer.qk_head_dim)
        keys = self.token_to_kv_pool.get_key_buffer(layer.layer_id)
        values = None if self._mla else self.token_to_kv_pool.get_value_buffer(layer.layer_id)
        out = self._decoder(layer, query.dtype, sinks is not None)(
            query,
            keys,
            values,
            metadata.table,
            metadata.context,
            layer.k_scale,
            layer.v_scale,
            sinks,
        )
        return out.view(q.shape[0], -1)

    def forward_extend(
        self,
        q: torch.Tensor,
        k: torch.Tensor,
        v: torch.Tensor,
        layer: Any,
        forward_batch: Any,
        save_kv_cache: bool = True,
        **kwargs: Any,
    ) -> torch.Tensor:
        """Raises NotImplementedError: the other backend of the hybrid does that."""
        raise NotImplementedError(_ELSEWHERE)

    def _decoder(self, layer: Any, dtype: torch.dtype, sinks: bool) -> Decoder:
        key = layer.layer_id, sinks
        found = self._decoders.get(key)
        if found is None:
            asked = spec(layer, dtype, self.kv_cache_dtype, sinks, self._mla)
            found = Decoder(kernels(), self._plans, asked, self._max_sequences, self._max_context)
            self._decoders[key] = found
        return found

    def _list(self, forward_batch: Any, indices: torch.Tensor) -> dict[str, torch.Tensor]:
        if not forward_batch.forward_mode.is_decode_or_idle():
            raise NotImplementedError(_ELSEWHERE)
        if forward_batch.spec_info is not None:
            raise NotImplementedError("pa_gen decodes no drafts: give a draft another backend")
        sequences = forward_batch.batch_size
        lengths = forward_batch.seq_lens[:sequences]
        indptr = self._indptr[: sequences + 1]
        indptr[1:] = torch.cumsum(lengths, dim=0)
        self.kv_index_translator.pack_read_stream(
            forward_batch.kv_loc_plan,
            req_pool_indices=forward_batch.req_pool_indices,
            seq_lens=lengths,
            indptr=indptr,
            out=indices,
        )
        return {
            "kv_indptr": indptr,
            "kv_page_indices": indices,
            "kv_last_page_len": self._last_page_len[:sequences],
        }

    def _longest(self, forward_batch: Any) -> int:
        lengths = getattr(forward_batch, "seq_lens_cpu", None)
        if lengths is None or not len(lengths):
            return int(self._max_context)
        return int(lengths.max())

    def _write(self, layer: Any, forward_batch: Any, k: torch.Tensor, v: torch.Tensor) -> None:
        where = KVWriteLoc.for_batch(forward_batch)
        scales = () if layer.k_scale is None else (layer.k_scale, layer.v_scale)
        if self._mla:
            # The pool of MLA takes rows as they are stored.
            k, scales = k.div(*scales[:1]) if scales else k, ()
        self.token_to_kv_pool.set_kv_buffer(layer, where, k, v, *scales)

    def _int32(self, size: int) -> torch.Tensor:
        return torch.zeros(size, dtype=torch.int32, device=self._device)
