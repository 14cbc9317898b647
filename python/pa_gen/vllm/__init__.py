"""pa-gen's kernels as an attention backend of vLLM: docs/serving.md."""


def register() -> None:
    """Makes `--attention-backend CUSTOM` pa-gen's: vLLM calls it in each process, as a plugin."""
    from vllm.v1.attention.backends.registry import AttentionBackendEnum, register_backend

    register_backend(AttentionBackendEnum.CUSTOM, "pa_gen.vllm.backend.PaGenBackend")
