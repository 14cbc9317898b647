"""Lists of a batch's tokens, as kernels take them. No SGLang here."""

from typing import Any

import torch


class TokenLists:
    """The tokens of each batch in one pool; those of a captured graph stay where they are."""

    def __init__(
        self,
        translator: Any,
        max_sequences: int,
        most: int,
        device: Any,
        window: bool = False,
        **pool: Any,
    ) -> None:
        """translator: SGLang's KVIndexTranslator, with what it is told of the pool besides.

        most: tokens that are listed of one sequence; window: whether these are its last ones, and
        not all of it.
        """
        self._translator, self._pool = translator, pool
        self._most, self._window, self._device = most, window, device
        self._indptr = self._int32(max_sequences + 1)
        self._last_page_len = self._int32(max_sequences).fill_(1)
        self._captured = self._int32(0)

    def make_room(self, sequences: int) -> None:
        """For graphs of so many sequences."""
        self._captured = self._int32(sequences * self._most)

    def table(self, forward_batch: Any, is_graph: bool) -> dict[str, torch.Tensor]:
        """Lists a batch's tokens: kv_indptr, kv_page_indices and kv_last_page_len.

        is_graph: whether they go to where a captured graph finds them.
        """
        sequences = forward_batch.batch_size
        lengths = forward_batch.seq_lens[:sequences]
        where = dict(self._pool)
        listed = lengths
        if self._window:
            listed = lengths.clamp(max=self._most)
            where["kv_start_idx"] = lengths - listed
        indptr = self._indptr[: sequences + 1]
        indptr[1:] = torch.cumsum(listed, dim=0)
        indices = self._captured if is_graph else self._int32(self._total(forward_batch))
        self._translator.pack_read_stream(
            forward_batch.kv_loc_plan,
            req_pool_indices=forward_batch.req_pool_indices,
            seq_lens=listed,
            indptr=indptr,
            out=indices,
            **where,
        )
        return {
            "kv_indptr": indptr,
            "kv_page_indices": indices,
            "kv_last_page_len": self._last_page_len[:sequences],
        }

    def _total(self, forward_batch: Any) -> int:
        """Tokens of a batch, or more where only the device knows."""
        most = int(forward_batch.batch_size * self._most)
        known = forward_batch.seq_lens_sum
        return most if known is None else min(most, int(known))

    def _int32(self, size: int) -> torch.Tensor:
        return torch.zeros(size, dtype=torch.int32, device=self._device)
