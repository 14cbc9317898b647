package dev.pagen.cli.help;

import dev.pagen.spec.TuningParameter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What completion knows of options beside their names: what words or files a value may be. */
final class OptionValues {
  private static final List<String> CACHED =
      List.of("fp16", "bf16", "fp8_e4m3", "fp8_e5m2", "int8");

  /** Options whose value begins with the name of a tuning parameter. */
  private static final List<String> TUNING = List.of("--set", "--fix", "--only", "--against");

  /** Values of options that take one of a few words. */
  static final Map<String, List<String>> WORDS =
      Map.ofEntries(
          Map.entry("--arch", List.of("gfx90a", "gfx942", "gfx950", "sm_80", "sm_90", "sm_100")),
          Map.entry("--for", List.of("vllm", "sglang", "transformers")),
          Map.entry("--layers", List.of("full", "sliding", "chunked", "selected", "blocks")),
          Map.entry("--dtype", List.of("fp16", "bf16")),
          Map.entry("--select", List.of("all", "tokens")),
          Map.entry("--schedule", List.of("lockstep", "alternate")),
          Map.entry("--accept", List.of("exact", "device+template")),
          Map.entry(
              "--checks",
              List.of("all", "none", "races", "lds", "registers", "pointers", "copies", "waits")),
          Map.entry("--kv-rows", List.of("fp8_ds_mla", "fp8_ds_mla_v4", "mxfp8_ds_mla")),
          Map.entry("--kv-scales", List.of("none", "tensor", "head", "token")),
          Map.entry("--layout", List.of("nhd", "hnd", "packed")),
          Map.entry("--page-table", List.of("csr", "block_table")),
          Map.entry("--query-lens", List.of("uniform", "ragged")),
          Map.entry("--lse", List.of("natural", "base2")),
          Map.entry("--k-path", List.of("direct", "lds", "copy")),
          Map.entry("--v-path", List.of("direct", "lds", "copy")),
          Map.entry("--non-temporal", List.of("true", "false")),
          Map.entry("--device", List.of("auto", "emulator", "hip:0")),
          Map.entry("--pages", List.of("sequential", "ascending", "shuffled")),
          Map.entry(
              "--distribution", List.of("uniform", "normal", "peaked", "equal", "extreme", "all")),
          Map.entry("--placement", List.of("dense", "padded")),
          Map.entry("--strategy", List.of("exhaustive", "random", "greedy", "model")),
          Map.entry("--over", List.of("context", "batch", "page-size")),
          Map.entry("--suite", List.of("forky", "sid", "experimental")),
          Map.entry("--emit", List.of("cpp")));

  /** Options whose value is a file, or a word and otherwise a file. */
  private static final List<String> FILES = List.of("--tuning", "--toolchain", "--csv");

  private OptionValues() {}

  /** The words that an option's value may be; empty if there are too many. */
  static List<String> words(OptionSpec option) {
    return WORDS.getOrDefault(option.longestName(), List.of());
  }

  /** What the value of the option of that name may be, or begin with. */
  static List<String> words(String option) {
    return TUNING.contains(option)
        ? Arrays.stream(TuningParameter.values()).map(TuningParameter::toString).toList()
        : WORDS.getOrDefault(option, option.endsWith("-dtype") ? CACHED : List.of());
  }

  /** Whether an argument is the name of a file. */
  static boolean isFile(ArgSpec argument) {
    boolean path =
        argument.auxiliaryTypes().length > 0
            && Stream.of(argument.auxiliaryTypes()).anyMatch(Path.class::equals);
    return path
        || argument.type().equals(Path.class)
        || argument instanceof OptionSpec option && FILES.contains(option.longestName());
  }

  /** Words that may follow a command's name: its commands, or what its parameters say. */
  static List<String> names(CommandLine command) {
    // Help takes the names that stand beside its own.
    CommandLine group = command.getCommandName().equals("help") ? command.getParent() : command;
    return Stream.concat(
            group.getSubcommands().keySet().stream(),
            command.getCommandSpec().positionalParameters().stream()
                .map(ArgSpec::completionCandidates)
                .filter(Objects::nonNull)
                .flatMap(words -> StreamSupport.stream(words.spliterator(), false)))
        .toList();
  }

  /** Whether an option has to have a value. */
  static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }
}
