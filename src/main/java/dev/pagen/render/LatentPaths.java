package dev.pagen.render;

import dev.pagen.kernel.StagedLatent;
import dev.pagen.spec.KernelSpec;

/**
 * The templates of NVIDIA's latent attention that depend on the size of a row. Their names begin
 * with {@code value_and_rest} for rows as in DeepSeek's models, and with {@code any_row} for
 * others.
 *
 * @param name the first part of their names
 * @param whole whether all lanes of a wave bring chunks of one row
 * @param rest whether some chunks are left then
 * @param surplus whether waves have elements beyond the value
 * @param oddPairs whether lanes that share a query's pairs of elements have not equally many
 */
record LatentPaths(String name, boolean whole, boolean rest, boolean surplus, boolean oddPairs) {
  static LatentPaths of(KernelSpec spec) {
    StagedLatent row = StagedLatent.of(spec.attention());
    return new LatentPaths(
        row.usual() ? "value_and_rest" : "any_row",
        row.whole(),
        row.rest(),
        row.surplus(spec.tuning().waves(), spec.attention().quantised()),
        row.oddPairs());
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
}
