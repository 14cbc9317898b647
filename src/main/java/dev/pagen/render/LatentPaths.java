package dev.pagen.render;

import dev.pagen.kernel.StagedLatent;
import dev.pagen.spec.KernelSpec;

/**
 * The templates of NVIDIA's latent attention that depend on the size of a row. Their names begin
 * with {@code value_and_rest} for rows as in DeepSeek's models, and with {@code any_row} for
 * others.
 *
 * @param name the first part of their names
 * @param outputs sixteens of the value that a wave has
 * @param whole template of copies of all lanes of one row
 * @param rest and of what is left then
 * @param written what is written of a wave's part of the value: all that is {@code within} it, or
 *     part of what goes {@code beyond} it
 */
record LatentPaths(String name, int outputs, String whole, String rest, Written written) {
  private static final String NO_CHUNKS = "no_chunks";

  /** Of an output. */
  record Written(String name) {
    String value() {
      return name + "_value";
    }

    String left() {
      return name + "_left";
    }
  }

  static LatentPaths of(KernelSpec spec) {
    StagedLatent row = StagedLatent.of(spec.attention());
    int waves = spec.tuning().waves();
    return new LatentPaths(
        row.usual() ? "value_and_rest" : "any_row",
        row.outputs(waves),
        row.whole() ? "whole_chunks" : NO_CHUNKS,
        row.rest() ? "rest_chunks" : NO_CHUNKS,
        new Written(row.surplus(waves) ? "beyond" : "within"));
  }

  String parts() {
    return name + "_parts";
  }

  String constants() {
    return name + "_constants";
  }

  String pagedCopies() {
    return name + "_paged_copies";
  }

  String selectedCopies() {
    return name + "_selected_copies";
  }

  String lanePairs() {
    return name + "_lane_pairs";
  }

  String loadPair() {
    return name + "_load_pair";
  }

  String leavePair() {
    return name + "_leave_pair";
  }
}
