"""The kernel that writes new tokens' keys and values to the paged cache, and its launches."""

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import generate
from .driver import Driver
from .errors import TensorError
from .launch import Launch
from .loaded import Loaded, array_library
from .manifest import Manifest
from .planner import MAX_THREADS_X

_numbers = itertools.count(1)


class CacheWrite(Loaded):
    """A kernel of `pa-gen generate --cache-write`. Called, it writes: see __call__.

    new_tokens: of each sequence, 0 where they are ragged; number: that the operator of PyTorch knows
    it by; inputs, outputs: names of the tensors that it reads and writes; launch: what is launched by
    a call.
    """

    roles = ("cache_write",)

    def __init__(self, manifest: str | Path | Manifest, driver: Driver | None = None) -> None:
        """manifest, driver: as `Loaded` takes them."""
        super().__init__(manifest, driver)
        self.library = array_library()
        takes = self.manifest.tensors
        self.inputs = [name for name, tensor in takes.items() if tensor.access == "read"]
        self.outputs = [name for name in takes if name not in self.inputs]
        spec = generate.spec(**self.manifest.attention)
        self.new_tokens = int(spec["q_len"]) if spec["query_lens"] == "uniform" else 0
        self.number = next(_numbers)
        self.launch = WriteLaunch(self)
        if self.library is not None:
            from .torch_op import register_write

            register_write(self)

    def __call__(
        self,
        key: Any,
        value: Any,
        key_cache: Any,
        value_cache: Any = None,
        *,
        stream: int | None = None,
        **tensors: Any,
    ) -> None:
        """Appends new tokens to the cache, enqueued on a stream: it copies nothing else.

        key, value: [tokens, KV heads, head size] of the query's type, of one sequence after the
        other; for MLA the latents and None. They are the last tokens of their sequences, whose lengths
        count them: q_len of each, or as many as query_start_loc says, however many. Rows behind
        those pad the batch. key_cache, value_cache: pages in the kernel's layout; no value_cache for
        MLA. tensors: the page table, and k_scale and v_scale, as `Attention` takes them.
        stream: the driver's handle, by default PyTorch's current stream.

        Raises TensorError where a tensor is not as the manifest says, and DriverError where the
        driver refuses; nothing was launched then.
        """
        given = {"key": key, "key_cache": key_cache, **tensors}
        if value is not None:
            given["value"] = value
        if value_cache is not None:
            given["value_cache"] = value_cache
        if self.library is not None and self.library.is_compiling():
            from .torch_op import cache_write as traced

            traced(self, given)
            return
        self.launch.pack(given)
        self.launch(self.stream(self.library) if stream is None else stream)

    def prepare(self, **tensors: Any) -> "WriteLaunch":
        """A launch with an argument block of its own, for one layer: later only `launch(stream)`.

        tensors: key, value, key_cache, value_cache and the others; where they are plain addresses,
        also the numbers `tokens` and `sequences`.
        """
        launch = WriteLaunch(self)
        launch.set(**tensors)
        return launch


class WriteLaunch(Launch):
    """A launch of as many workgroups as there are tokens."""

    GIVEN_SIZES = ("tokens", "sequences")

    def __init__(self, write: CacheWrite) -> None:
        [kernel] = write.manifest.kernels
        self._new_tokens = write.new_tokens
        self._most = MAX_THREADS_X // kernel.block[0]
        self._empty = False
        super().__init__(write, {kernel.symbol: (1, 1, 1)}, {}, {})

    def _resize(self, sizes: Mapping[str, int]) -> bool:
        if not all(name in sizes for name in self.GIVEN_SIZES):
            raise TensorError("the tensors are plain addresses: give tokens and sequences too")
        tokens, sequences = (sizes[name] for name in self.GIVEN_SIZES)
        least = sequences * self._new_tokens
        if not least <= tokens <= self._most:
            raise TensorError(
                f"key has {tokens} tokens; of {sequences} sequences the kernel takes {least} to"
                f" {self._most}"
            )
        for launch, _ in self._steps:
            launch.resize(tokens)
        self._empty = tokens == 0 or sequences == 0
        return self._empty

    def __call__(self, stream: int = 0, lengths_changed: bool = True) -> None:
        """Enqueues the kernel; nothing where there are no tokens. Raises as `Launch`."""
        if not self._empty:
            super().__call__(stream, lengths_changed)
