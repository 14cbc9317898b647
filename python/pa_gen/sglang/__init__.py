"""pa-gen's kernels as a decode backend of SGLang: docs/serving.md."""

from typing import Any

NAME = "pa_gen"


def register() -> None:
    """Makes `--decode-attention-backend pa_gen` known: SGLang calls it in each process, as a plugin."""
    from sglang.srt.arg_groups.choices import (
        ATTENTION_BACKEND_CHOICES,
        add_attention_backend_choices,
    )
    from sglang.srt.layers.attention.attention_registry import register_attention_backend

    if NAME not in ATTENTION_BACKEND_CHOICES:
        add_attention_backend_choices([NAME])
    register_attention_backend(NAME)(create)


def create(runner: Any) -> Any:
    """The backend of a model runner.

    Raises ValueError for a model that it does not serve.
    """
    from .backend import PaGenAttnBackend

    return PaGenAttnBackend(runner)
