"""pa-gen's kernels as an attention backend of vLLM: docs/serving.md."""


def register() -> None:
    """Makes `--attention-backend CUSTOM` pa-gen's, `PA_GEN_MLA` for MLA, and
    `PA_GEN_MLA_SPARSE` for MLA whose keys an indexer chooses.

    vLLM calls it in each process, as a plugin.
    """
    from vllm.v1.attention.backends.registry import AttentionBackendEnum, register_backend

    register_backend(AttentionBackendEnum.CUSTOM, "pa_gen.vllm.backend.PaGenBackend")
    for name, path in (
        ("PA_GEN_MLA", "pa_gen.vllm.mla.PaGenMlaBackend"),
        ("PA_GEN_MLA_SPARSE", "pa_gen.vllm.mla_sparse.PaGenSparseMlaBackend"),
    ):
        if name not in AttentionBackendEnum.__members__:
            register_backend(name, path)
