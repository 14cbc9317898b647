package dev.pagen.cli;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import dev.pagen.compile.SettledKernel;
import dev.pagen.device.Device;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.report.Json;
import dev.pagen.report.tuning.Settlement;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.toolchain.Host;
import dev.pagen.tune.Acceptance;
import dev.pagen.tune.ChosenTuning;
import dev.pagen.tune.Tunings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the tuning comes from, if no part of it was given by hand. */
@About(Subject.HOW)
final class TuningSource {
  private static final String AUTO = "auto";
  private static final String DEFAULT = "default";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--tuning",
      paramLabel = "SOURCE",
      description =
          "Where the tuning comes from: auto (the stores that pa-gen tune stores lists, else the"
              + " default), default, or the FILE of a tuning store. Not looked up where a tuning"
              + " parameter is given.")
  private @Nullable String source;

  @Option(
      names = "--accept",
      paramLabel = "LEVEL",
      description =
          "What of a record must be that of here: exact (default; device, driver, compiler,"
              + " template), or device+template. PAGEN_ACCEPT says the same for all commands.")
  private @Nullable String accept;

  private final Map<KernelSpec, ChosenTuning> chosen = new HashMap<>();
  private final Map<KernelSpec, Set<String>> notices = new HashMap<>();
  private final Map<KernelSpec, Settlement> settlements = new HashMap<>();
  private @Nullable Tunings tunings;

  private final Host host;

  TuningSource(Host host) {
    this.host = host;
  }

  /**
   * What a tuning is looked up for, besides the kernel.
   *
   * @param device that the kernel will run on; empty where it is only made
   * @param builder names kernels as they would be made now
   */
  record Use(Optional<Device> device, WorkloadSize size, BuilderOptions builder) {}

  /** Refuses a source that would not be looked at. */
  void refuseWithTuningByHand() {
    if (source != null && !source.equals(DEFAULT)) {
      throw new ParameterException(
          command.commandLine(),
          "--tuning %s: parameters given by hand change the default tuning: leave out one or the other"
              .formatted(source));
    }
  }

  /** The tuning for a use, and from now on what is said of its kernel. */
  Tuning tuning(AttentionSpec attention, Target target, Use use) {
    ChosenTuning found =
        tunings().tuningFor(attention, target, use.device(), use.size(), use.builder()::key);
    KernelSpec kernel = new KernelSpec(attention, found.tuning(), target);
    chosen.put(kernel, found);
    notices.computeIfAbsent(kernel, _ -> new LinkedHashSet<>()).addAll(found.notices());
    return found.tuning();
  }

  /**
   * Has the compiler settle those of {@code guesses} that no measurement stands behind.
   *
   * @param choices what was given by hand of all of them
   * @return all kernels, once each
   */
  List<KernelSpec> settled(List<KernelSpec> guesses, TuningChoices choices, BuilderOptions builder)
      throws InterruptedException {
    List<KernelSpec> unmeasured =
        guesses.stream()
            .filter(k -> Optional.ofNullable(chosen.get(k)).flatMap(ChosenTuning::origin).isEmpty())
            .toList();
    Map<KernelSpec, KernelSpec> taken = new HashMap<>();
    Iterator<SettledKernel> results = builder.settle(unmeasured, choices).iterator();
    for (KernelSpec guess : unmeasured) {
      SettledKernel result = results.next();
      KernelSpec kernel = result.kernel().rendered().spec();
      taken.put(guess, kernel);
      settlements.put(kernel, new Settlement(result));
      if (chosen.containsKey(guess)) {
        chosen.put(kernel, chosen.get(guess));
      }
      notices
          .computeIfAbsent(kernel, _ -> new LinkedHashSet<>())
          .addAll(List.copyOf(notices.getOrDefault(guess, Set.of())));
    }
    return guesses.stream().map(guess -> taken.getOrDefault(guess, guess)).distinct().toList();
  }

  private Tunings tunings() {
    Tunings open = tunings;
    if (open == null) {
      Acceptance acceptance =
          accept == null
              ? Acceptance.of(host)
              : Choices.of(command, "--accept", accept, Acceptance.values());
      open =
          switch (source == null ? AUTO : source) {
            case AUTO -> Tunings.open(host).accepting(acceptance);
            case DEFAULT -> Tunings.none();
            case String file -> Tunings.of(Path.of(file)).accepting(acceptance);
          };
      tunings = open;
    }
    return open;
  }

  /** Where the tuning of a kernel is from, for programs. */
  ObjectNode json(KernelSpec kernel) {
    ObjectNode node =
        Optional.ofNullable(chosen.get(kernel))
            .map(ChosenTuning::json)
            .orElseGet(() -> Json.object().put("source", "given"));
    Optional.ofNullable(settlements.get(kernel)).ifPresent(settlement -> settlement.put(node));
    return node;
  }

  /** The same of several kernels, by their names. */
  ArrayNode json(List<KernelSpec> kernels) {
    ArrayNode list = Json.array();
    for (KernelSpec kernel : kernels) {
      list.add(Json.object().put("kernel", kernel.name()).setAll(json(kernel)));
    }
    return list;
  }

  /** Says which tunings are not the default ones, and what is to be known of them. */
  void print(List<KernelSpec> kernels, PrintWriter text, PrintWriter aside) {
    for (KernelSpec kernel : kernels) {
      notices
          .getOrDefault(kernel, Set.of())
          .forEach(notice -> aside.printf("pa-gen: %s: %s%n", kernel.name(), notice));
      Optional.ofNullable(settlements.get(kernel))
          .flatMap(Settlement::notice)
          .ifPresent(notice -> aside.printf("pa-gen: %s: %s%n", kernel.name(), notice));
      Optional.ofNullable(chosen.get(kernel))
          .flatMap(ChosenTuning::origin)
          .ifPresent(origin -> text.printf("%s: tuning %s%n", kernel.name(), origin));
    }
  }
}
