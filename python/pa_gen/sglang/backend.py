"""The attention backend that SGLang runs decodes with."""

from dataclasses import dataclass
from typing import Any

import torch
from sglang.srt.layers.attention.base_attn_backend import AttentionBackend
from sglang.srt.mem_cache.base_swa_memory_pool import BaseSWAKVPool
from sglang.srt.mem_cache.kv_loc_plan import IdSpaceKind
from sglang.srt.mem_cache.memory_pool import KVWriteLoc
from sglang.srt.mem_cache.swa_memory_pool import SWAKVPool
from sglang.srt.runtime_context import get_parallel

from ..serving import Plans, kernels
from .kernel import Decoder, cache_type, spec
from .lists import TokenLists

_ELSEWHERE = (
    "pa_gen decodes only: start SGLang with --decode-attention-backend pa_gen and another"
    " --prefill-attention-backend, such as triton"
)


@dataclass
class PaGenForwardMetadata:
    """A step's page table, and the tokens of its longest sequence, or more.

    window_table, window_slots: where sliding layers have a pool of their own, that of it, and where
    new tokens are written.
    """

    table: dict[str, torch.Tensor]
    context: int
    window_table: dict[str, torch.Tensor] | None = None
    window_slots: torch.Tensor | None = None


class PaGenAttnBackend(AttentionBackend):
    """Decodes with pa-gen's kernels, in a hybrid with another backend that does the rest."""

    # Lengths and tokens are read on the device.
    needs_cpu_seq_lens = False

    forward_metadata: PaGenForwardMetadata | None = None

    def __init__(self, model_runner: Any) -> None:
        """Raises ValueError for a model that is not served."""
        super().__init__()
        self.token_to_kv_pool = model_runner.token_to_kv_pool
        other_pool = isinstance(self.token_to_kv_pool, BaseSWAKVPool) and not isinstance(
            self.token_to_kv_pool, SWAKVPool
        )
        refused = {
            "an encoder and a decoder": model_runner.model_config.is_encoder_decoder,
            f"the pool {type(self.token_to_kv_pool).__name__}": other_pool,
            "decode context parallelism": get_parallel().attn_dcp_size > 1,
        }
        for what, has in refused.items():
            if has:
                raise ValueError(f"the attention backend pa_gen does not serve {what}")
        self._mla = bool(model_runner.use_mla_backend)
        self.kv_index_translator = model_runner.kv_index_translator
        self.kv_cache_dtype = model_runner.kv_cache_dtype
        cache_type(model_runner.kv_cache_dtype)
        self._max_context = model_runner.model_config.context_len
        self._max_sequences = model_runner.req_to_token_pool.size
        listed = self.kv_index_translator, self._max_sequences
        self._lists = TokenLists(*listed, self._max_context, model_runner.device)
        self._window_lists: TokenLists | None = None
        self._window_slots = torch.zeros(0, dtype=torch.int64, device=model_runner.device)
        if isinstance(self.token_to_kv_pool, SWAKVPool):
            self._window_lists = TokenLists(
                *listed,
                model_runner.sliding_window_size + 1,
                model_runner.device,
                window=True,
                kind=self.kv_index_translator.window_kv_kind,
                token_mapping=self.token_to_kv_pool.full_to_swa_index_mapping,
            )
        self._plans: dict[int, Plans] = {}
        self._decoders: dict[tuple[int, bool], Decoder] = {}

    def init_forward_metadata(self, forward_batch: Any) -> None:
        """Lists the tokens of a batch that runs without a graph."""
        self.forward_metadata = self._metadata(
            forward_batch, self._longest(forward_batch), is_graph=False
        )

    def init_cuda_graph_state(self, max_bs: int, max_num_tokens: int) -> None:
        """Makes room for the tokens of the largest batch that is captured."""
        sequences = max(max_bs, max_num_tokens)
        self._lists.make_room(sequences)
        if self._window_lists is not None:
            self._window_lists.make_room(sequences)
            self._window_slots = self._window_slots.new_zeros(sequences)

    def init_forward_metadata_out_graph(self, forward_batch: Any, in_capture: bool = False) -> None:
        """Lists the tokens of a batch where the graph of its size finds them."""
        metadata = self._metadata(forward_batch, self._max_context, is_graph=True)
        if in_capture:
            self.forward_metadata = metadata

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
        table = metadata.table
        if metadata.window_table is not None and layer.sliding_window_size > -1:
            table = metadata.window_table
        keys = self.token_to_kv_pool.get_key_buffer(layer.layer_id)
        values = None if self._mla else self.token_to_kv_pool.get_value_buffer(layer.layer_id)
        out = self._decoder(layer, query.dtype, sinks is not None)(
            query,
            keys,
            values,
            table,
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

    def _metadata(self, forward_batch: Any, context: int, is_graph: bool) -> PaGenForwardMetadata:
        if not forward_batch.forward_mode.is_decode_or_idle():
            raise NotImplementedError(_ELSEWHERE)
        if forward_batch.spec_info is not None:
            raise NotImplementedError("pa_gen decodes no drafts: give a draft another backend")
        metadata = PaGenForwardMetadata(self._lists.table(forward_batch, is_graph), context)
        if self._window_lists is not None:
            metadata.window_table = self._window_lists.table(forward_batch, is_graph)
            slots = self.kv_index_translator.write_ids(forward_batch, IdSpaceKind.SLIDING_WINDOW)
            if is_graph:
                captured = self._window_slots[: forward_batch.batch_size]
                captured.zero_() if slots is None else captured.copy_(slots)
                slots = captured
            metadata.window_slots = slots
        return metadata

    def _longest(self, forward_batch: Any) -> int:
        lengths = getattr(forward_batch, "seq_lens_cpu", None)
        if lengths is None or not len(lengths):
            return int(self._max_context)
        return int(lengths.max())

    def _write(self, layer: Any, forward_batch: Any, k: torch.Tensor, v: torch.Tensor) -> None:
        slots = None if self.forward_metadata is None else self.forward_metadata.window_slots
        where = KVWriteLoc.for_batch(forward_batch, swa_loc=slots)
        scales = () if layer.k_scale is None else (layer.k_scale, layer.v_scale)
        if self._mla:
            # The pool of MLA takes rows as they are stored.
            k, scales = k.div(*scales[:1]) if scales else k, ()
        self.token_to_kv_pool.set_kv_buffer(layer, where, k, v, *scales)
