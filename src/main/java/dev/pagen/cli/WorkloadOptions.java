package dev.pagen.cli;

import dev.pagen.attention.PageOrder;
import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import dev.pagen.verify.InputDistribution;
import dev.pagen.verify.Placement;
import dev.pagen.verify.Pool;
import dev.pagen.verify.Workload;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What kernels are run on: a batch, and how its numbers are drawn. */
@About(Subject.RUN)
final class WorkloadOptions {
  private static final int[] DEFAULT_CONTEXTS = {0, 1, 255, 256, 257, 1000};
  private static final int DEFAULT_BATCH = 8;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private BatchOptions batch = new BatchOptions();

  @Option(
      names = "--distribution",
      paramLabel = "NAME",
      split = ",",
      description =
          "What the inputs are like: uniform, normal (default), peaked (one token has"
              + " nearly all the weight), equal (all logits are the same), extreme (logits of"
              + " +-60), or all, one after the other.")
  private List<String> distributions = List.of("normal");

  @Option(
      names = "--placement",
      paramLabel = "HOW",
      description =
          "How tensors lie in memory: dense (default), or padded, with NaN between"
              + " sequences and pages.")
  private String placement = "dense";

  @Option(
      names = "--pool",
      paramLabel = "SIZE",
      converter = PoolSizes.class,
      description =
          "Scatter the pages over a pool of this many pages, or over one whose key cache"
              + " has this size (such as 8GiB), on both sides of each offset that is too large"
              + " for an integer (default: no more pages than are needed).")
  private @Nullable PoolSize pool;

  /** Refuses what makes no sense, before any work is done. */
  void check() {
    contexts();
    pages();
    distributions();
    placement();
  }

  /** Tokens of each sequence of the batch. */
  int[] contexts() {
    return batch.contexts(DEFAULT_CONTEXTS, DEFAULT_BATCH);
  }

  /** Where pages lie. */
  PageOrder pages() {
    return batch.pages();
  }

  /** How inputs are drawn, one run for each. */
  List<InputDistribution> distributions() {
    if (distributions.equals(List.of("all"))) {
      return List.of(InputDistribution.values());
    }
    return distributions.stream()
        .map(d -> Choices.of(command, "--distribution", d, InputDistribution.values()))
        .distinct()
        .toList();
  }

  /** How tensors lie in memory. */
  Placement placement() {
    return Choices.of(command, "--placement", placement, Placement.values());
  }

  /** The size of the pool, where there is one. */
  Optional<PoolSize> pool() {
    return Optional.ofNullable(pool);
  }

  /** Where in the pool the pages of {@code workload} lie. */
  Pool pool(Workload workload) {
    return pool == null ? Pool.of(workload.cache()) : pool.pool(workload, placement(), seed());
  }

  /** The seed that was given, or the one that was drawn for this run. */
  long seed() {
    return batch.seed();
  }

  private static final class PoolSizes implements ITypeConverter<PoolSize> {
    @Override
    public PoolSize convert(String text) {
      return PoolSize.parse(text);
    }
  }
}
