package dev.pagen.render;

import dev.pagen.kernel.StagedLatent;
import dev.pagen.spec.KernelSpec;

/**
 * The templates of NVIDIA's latent attention that depend on the size of a row.
 *
 * @param row {@code value_and_rest} for rows as in DeepSeek's models, {@code any_row} for others
 * @param outputs sixteens of the value that a wave has
 * @param whole template of copies of all lanes of one row
 * @param rest and of what is left then
 * @param written what is written of a wave's part of the value: all that is {@code within} it, or
 *     part of what goes {@code beyond} it
 */
record LatentPaths(
    TemplateNames row, int outputs, String whole, String rest, TemplateNames written) {
  private static final String NO_CHUNKS = "no_chunks";

  static LatentPaths of(KernelSpec spec) {
    StagedLatent row = StagedLatent.of(spec.attention());
    int waves = spec.tuning().waves();
    return new LatentPaths(
        new TemplateNames(row.usual() ? "value_and_rest" : "any_row"),
        row.outputs(waves),
        row.whole() ? "whole_chunks" : NO_CHUNKS,
        row.rest() ? "rest_chunks" : NO_CHUNKS,
        new TemplateNames(row.surplus(waves) ? "beyond" : "within"));
  }
}
