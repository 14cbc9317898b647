package dev.pagen.cli;

import dev.pagen.attention.PageOrder;
import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import dev.pagen.verify.MemoryNeed;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The sequences of a batch, and where their pages lie. */
@About(Subject.RUN)
final class BatchOptions {
  private static final int USUAL_BATCH = 64;
  private static final int USUAL_CONTEXT = 2048;
  private static final int MAX_DRAWN_SEED = 1_000_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--batch",
      paramLabel = "B",
      description =
          "Sequences. If there are more of them than lengths in --contexts, the lengths"
              + " are used again from the first.")
  private @Nullable Integer batch;

  @Option(names = "--context", paramLabel = "L", description = "Tokens of every sequence.")
  private @Nullable Integer context;

  @Option(
      names = "--contexts",
      paramLabel = "L",
      split = ",",
      description = "Tokens of each sequence.")
  private @Nullable List<Integer> contexts;

  @Option(
      names = "--pages",
      paramLabel = "ORDER",
      description =
          "Where the pages lie: sequential, ascending (anywhere, but ascending within a sequence)"
              + " or shuffled (default).")
  private String pages = "shuffled";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the inputs (default: another one each time, which is shown).")
  private @Nullable Long seed;

  /** Tokens of each sequence of the batch: 64 of 2048 unless the command line says otherwise. */
  int[] contexts() {
    int[] usual = new int[USUAL_BATCH];
    Arrays.fill(usual, USUAL_CONTEXT);
    return contexts(usual, USUAL_BATCH);
  }

  /**
   * Tokens of each sequence of the batch.
   *
   * @param defaultContexts tokens where the command line names none
   * @param defaultBatch sequences where it only names one context for all
   */
  int[] contexts(int[] defaultContexts, int defaultBatch) {
    if (context != null && contexts != null) {
      throw usage("--context and --contexts: give one of the two");
    }
    int[] named =
        contexts != null
            ? contexts.stream().mapToInt(Integer::intValue).toArray()
            : context != null ? new int[] {context} : defaultContexts;
    int sequences = batch != null ? batch : context != null ? defaultBatch : named.length;
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
    MemoryNeed.ofBatch(sequences).require();
    int[] all = new int[sequences];
    Arrays.setAll(all, s -> named[s % named.length]);
    return all;
  }

  /** Whether the batch's size stands on the command line. */
  boolean namesBatch() {
    return batch != null;
  }

  /** Whether contexts stand on the command line. */
  boolean namesContexts() {
    return context != null || contexts != null;
  }

  /** Where pages lie. */
  PageOrder pages() {
    return Choices.of(command, "--pages", pages, PageOrder.values());
  }

  /** The seed that was given, or the one that was drawn for this run. */
  long seed() {
    if (seed == null) {
      seed = (long) ThreadLocalRandom.current().nextInt(MAX_DRAWN_SEED);
    }
    return seed;
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
