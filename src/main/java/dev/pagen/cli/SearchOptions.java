package dev.pagen.cli;

import static picocli.CommandLine.Spec.Target.MIXEE;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import dev.pagen.toolchain.Host;
import dev.pagen.tune.ArrayTask;
import dev.pagen.tune.SearchSpace;
import dev.pagen.tune.Shard;
import dev.pagen.tune.Strategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Among which tunings a sweep looks, in which order, and for how long. */
final class SearchOptions {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smh])");
  private static final Pattern SHARD = Pattern.compile("(auto|\\d{1,6})/(\\d{1,6})");
  private static final String AUTO = "auto";

  @Spec(MIXEE)
  private CommandSpec command;

  @Option(
      names = "--fix",
      paramLabel = "NAME=VALUE",
      description = "Try only this value of a tuning parameter; any number of times.")
  private List<String> fixed = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "NAME=V1,V2",
      description =
          "Try only these values of a tuning parameter; any number of times. Partitions"
              + " other than the plan's choice are tried only if they are named here.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--space",
      paramLabel = "FILE",
      description =
          "Read values from a YAML or JSON file: lists under only:, single values under"
              + " fix:. For the same parameter the command line wins.")
  private @Nullable Path spaceFile;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description =
          "What to try next: exhaustive, random, greedy (default; what differs least from the"
              + " best), or model (a regression over the parameters).")
  private String strategy = "greedy";

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      description = "Longest time for all sweeps together, such as 90s, 10m (default) or 2h.")
  private String budget = "10m";

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "Try only the Ith of N parts of the space, and the default; other processes try the"
              + " others. auto: by the task of a Slurm array or a Kubernetes Indexed Job; auto/N:"
              + " the same of N parts, whichever tasks run.")
  private @Nullable String shard;

  private final Host host;

  SearchOptions(Host host) {
    this.host = host;
  }

  /** Refuses what makes no sense, before any work is done. */
  void check() {
    values(file());
    strategy();
    budget();
    shard();
  }

  /** Which of several shards this is, if it is one of several. */
  Optional<Shard> shard() {
    return task().map(task -> Shard.on(host, task.number(), task.count()));
  }

  /** What says which shard this is, if that was not said in numbers. */
  Optional<String> shardEvidence() {
    return task().map(ArrayTask::evidence).filter(text -> !text.isEmpty());
  }

  /**
   * The tunings among which to look.
   *
   * @throws ParameterException if the file of --space has a value that a parameter does not take
   */
  SearchSpace space(AttentionSpec attention, Target target) {
    Optional<SpaceFile> file = file();
    file.ifPresent(f -> f.check(KernelDesign.of(attention, target).defaultTuning()));
    return part(SearchSpace.of(attention, target, values(file)));
  }

  private Optional<SpaceFile> file() {
    return Optional.ofNullable(spaceFile).map(path -> SpaceFile.read(command, path));
  }

  /** The values that parameters are narrowed to. */
  private Map<TuningParameter, List<String>> values(Optional<SpaceFile> file) {
    Map<TuningParameter, List<String>> values = new EnumMap<>(TuningParameter.class);
    fixed.forEach(text -> put(values, "--fix", text, false));
    only.forEach(text -> put(values, "--only", text, true));
    file.ifPresent(f -> f.values().forEach(values::putIfAbsent));
    return values;
  }

  private void put(
      Map<TuningParameter, List<String>> values, String option, String text, boolean several) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw usage("%s %s: give %s".formatted(option, text, several ? "NAME=V1,V2" : "NAME=VALUE"));
    }
    String name = text.substring(0, equals);
    TuningParameter parameter =
        TuningParameter.of(name)
            .orElseThrow(
                () ->
                    usage(
                        "%s %s: tuning parameters are %s"
                            .formatted(option, name, TuningParameter.names())));
    String value = text.substring(equals + 1);
    if (values.put(parameter, several ? List.of(value.split(",")) : List.of(value)) != null) {
      throw usage(parameter + " is given twice: leave one of the two out");
    }
  }

  Strategy.Kind strategy() {
    return Choices.of(command, "--strategy", strategy, Strategy.Kind.values());
  }

  Duration budget() {
    Matcher matcher = DURATION.matcher(budget);
    int number =
        matcher.matches() ? Numbers.whole(command.commandLine(), "--budget", matcher.group(1)) : 0;
    if (number == 0) {
      throw usage("--budget %s: it must be a time such as 90s, 10m or 2h".formatted(budget));
    }
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private SearchSpace part(SearchSpace whole) {
    return shard().map(one -> whole.shard(one.number(), one.count())).orElse(whole);
  }

  private Optional<ArrayTask> task() {
    if (shard == null) {
      return Optional.empty();
    }
    if (shard.equals(AUTO)) {
      return Optional.of(ArrayTask.of(host, OptionalInt.empty()));
    }
    Matcher matcher = SHARD.matcher(shard);
    int count = matcher.matches() ? part(matcher.group(2)) : 0;
    if (count > 0 && matcher.group(1).equals(AUTO)) {
      return Optional.of(ArrayTask.of(host, OptionalInt.of(count)));
    }
    int number = count > 0 ? part(matcher.group(1)) : 0;
    if (number < 1 || number > count) {
      throw usage(
          "--shard %s: it must be I/N with I from 1 to N, such as 1/4, or auto, or auto/N"
              .formatted(shard));
    }
    return Optional.of(new ArrayTask(number, count, ""));
  }

  private int part(String number) {
    return Numbers.whole(command.commandLine(), "--shard", number);
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
