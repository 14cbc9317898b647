package dev.pagen.cli;

import dev.pagen.attention.InputDistribution;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.Placement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What kernels are run on: a batch, and how its numbers are drawn. */
final class WorkloadOptions {
  private static final int[] DEFAULT_CONTEXTS = {0, 1, 255, 256, 257, 1000};
  private static final int DEFAULT_BATCH = 8;
  private static final int MAX_DRAWN_SEED = 1_000_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--batch",
      paramLabel = "B",
      description =
          "Sequences (default: one for each of --contexts, or 8). Where it is more than"
              + " --contexts names, these are repeated in turn.")
  private @Nullable Integer batch;

  @Option(names = "--context", paramLabel = "L", description = "Tokens of every sequence.")
  private @Nullable Integer context;

  @Option(
      names = "--contexts",
      paramLabel = "L1,L2,...",
      split = ",",
      description = "Tokens of each sequence (default 0,1,255,256,257,1000).")
  private @Nullable List<Integer> contexts;

  @Option(
      names = "--pages",
      paramLabel = "ORDER",
      description =
          "Where the pages lie: sequential, ascending (anywhere, but ascending within a sequence)"
              + " or shuffled (default).")
  private String pages = "shuffled";

  @Option(
      names = "--distribution",
      paramLabel = "NAME",
      split = ",",
      description =
          "How inputs are spread: uniform, normal, peaked (one token dominates), equal (all logits"
              + " are), extreme (logits of +-60), or all (default normal).")
  private List<String> distributions = List.of("normal");

  @Option(
      names = "--placement",
      paramLabel = "HOW",
      description =
          "Tensors in memory: dense (default), or padded with NaN between sequences and pages.")
  private String placement = "dense";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the inputs (default: another one each time, which is shown).")
  private @Nullable Long seed;

  /** Refuses what makes no sense, before any work is done. */
  void check() {
    contexts();
    pages();
    distributions();
    placement();
  }

  /** Tokens of each sequence of the batch. */
  int[] contexts() {
    if (context != null && contexts != null) {
      throw usage("--context and --contexts: give one of the two");
    }
    int[] named =
        contexts != null
            ? contexts.stream().mapToInt(Integer::intValue).toArray()
            : context != null ? new int[] {context} : DEFAULT_CONTEXTS;
    int sequences = batch != null ? batch : context != null ? DEFAULT_BATCH : named.length;
    if (sequences < 1) {
      throw usage("--batch %d: it must be at least 1".formatted(sequences));
    }
    if (batch != null && batch < named.length && contexts != null) {
      throw usage("--batch %d: --contexts names %d sequences".formatted(batch, named.length));
    }
    for (int tokens : named) {
      if (tokens < 0) {
        throw usage("A context of %d tokens: it must be at least 0".formatted(tokens));
      }
    }
    int[] all = new int[sequences];
    Arrays.setAll(all, s -> named[s % named.length]);
    return all;
  }

  /** Where pages lie. */
  PageOrder pages() {
    return choice("--pages", pages, PageOrder.values());
  }

  /** How inputs are drawn, one run for each. */
  List<InputDistribution> distributions() {
    if (distributions.equals(List.of("all"))) {
      return List.of(InputDistribution.values());
    }
    return distributions.stream()
        .map(d -> choice("--distribution", d, InputDistribution.values()))
        .distinct()
        .toList();
  }

  /** How tensors lie in memory. */
  Placement placement() {
    return choice("--placement", placement, Placement.values());
  }

  /** The seed that was given, or the one that was drawn for this run. */
  long seed() {
    if (seed == null) {
      seed = (long) ThreadLocalRandom.current().nextInt(MAX_DRAWN_SEED);
    }
    return seed;
  }

  private <T> T choice(String option, String text, T[] choices) {
    return Arrays.stream(choices)
        .filter(c -> c.toString().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                usage(
                    "%s %s: it must be one of %s"
                        .formatted(
                            option,
                            text,
                            Arrays.stream(choices)
                                .map(Object::toString)
                                .collect(Collectors.joining(", ")))));
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
