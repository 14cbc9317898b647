"""pa-gen's kernels as an attention backend of vLLM: docs/serving.md."""


def register() -> None:
    """Makes `--attention-backend CUSTOM` pa-gen's, and `PA_GEN_MLA` for MLA.

    vLLM calls it in each process, as a plugin.
    """
    from vllm.v1.attention.backends.registry import AttentionBackendEnum, register_backend

    register_backend(AttentionBackendEnum.CUSTOM, "pa_gen.vllm.backend.PaGenBackend")
    if "PA_GEN_MLA" not in AttentionBackendEnum.__members__:
        register_backend("PA_GEN_MLA", "pa_gen.vllm.mla.PaGenMlaBackend")
