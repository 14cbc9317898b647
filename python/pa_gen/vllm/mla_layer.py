"""What layers of MLA have in common, whether they read all keys or chosen ones."""

from typing import Any, ClassVar, Generic, TypeVar

Decoder = TypeVar("Decoder")


class MlaLayer(Generic[Decoder]):
    """Stands before the engine's own class of a layer, whose arguments it takes."""

    backend: ClassVar[str]

    def __init__(
        self,
        num_heads: int,
        head_size: int,
        scale: float,
        num_kv_heads: int,
        alibi_slopes: list[float] | None,
        sliding_window: int | None,
        kv_cache_dtype: str,
        logits_soft_cap: float | None,
        attn_type: str,
        kv_sharing_target_layer_name: str | None,
        **mla_args: Any,
    ) -> None:
        """Raises NotImplementedError for a layer that no kernel computes."""
        engine: Any = super()
        engine.__init__(
            num_heads,
            head_size,
            scale,
            num_kv_heads,
            alibi_slopes,
            sliding_window,
            kv_cache_dtype,
            logits_soft_cap,
            attn_type,
            kv_sharing_target_layer_name,
            **mla_args,
        )
        if alibi_slopes or sliding_window or logits_soft_cap or attn_type != "decoder":
            raise NotImplementedError(
                f"{self.backend} has no slopes, windows, soft caps or encoders:"
                " choose another backend"
            )
        self._decoder: Decoder | None = None

    def _prepared(self) -> Decoder:
        """What decodes the layer, once its kernel is loaded."""
        if self._decoder is None:
            raise RuntimeError(f"{self.backend}: the metadata builder prepares layers first")
        return self._decoder
