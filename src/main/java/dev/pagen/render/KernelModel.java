package dev.pagen.render;

import dev.pagen.spec.KernelSpec;
import org.jspecify.annotations.Nullable;

/**
 * Everything the templates print, decided. A component that is {@code null} or {@code false}, of
 * this record and of its parts, leaves out the part of the template that it guards.
 *
 * @param kv the elements of the KV cache
 * @param latent what latent attention has besides; null for others
 */
record KernelModel(
    LaunchModel launch,
    RowsModel rows,
    CacheModel cache,
    StoredElements kv,
    VariantModel variant,
    SoftmaxModel softmax,
    OutputModel output,
    MathModel math,
    PipelineModel pipeline,
    StagingModel staging,
    PathsModel paths,
    @Nullable LatentModel latent) {
  static KernelModel of(KernelSpec spec) {
    return new KernelModel(
        LaunchModel.of(spec),
        RowsModel.of(spec),
        CacheModel.of(spec),
        StoredElements.of(spec),
        VariantModel.of(spec),
        SoftmaxModel.of(spec),
        OutputModel.of(spec),
        MathModel.of(spec),
        PipelineModel.of(spec),
        StagingModel.of(spec),
        PathsModel.of(spec),
        LatentModel.of(spec));
  }
}
