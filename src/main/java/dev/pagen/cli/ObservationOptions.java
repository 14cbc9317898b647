package dev.pagen.cli;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.observe.Counters;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.Support;
import dev.pagen.report.run.CountersReport;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the emulator is to watch while it runs a kernel. */
final class ObservationOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--counters",
      description =
          "Count instructions, memory transactions, LDS bank conflicts and barriers (emulator"
              + " only).")
  private boolean counters;

  @Option(
      names = "--against",
      paramLabel = "NAME=VALUE",
      split = ",",
      description =
          "Also run each kernel with its tuning changed, such as buffering=1, and compare what was"
              + " counted.")
  private List<String> against = new ArrayList<>();

  @Option(
      names = "--check",
      description =
          "Look for LDS races, missing waits, wild pointer arguments, and reads of LDS and"
              + " registers that nothing has written (emulator only).")
  private boolean check;

  private final Map<KernelSpec, CountersReport> reports = new LinkedHashMap<>();

  /** Watches one kernel's runs. */
  record Observation(ExecutionObserver observer, Optional<Counters> counters) {}

  /**
   * Refuses what does not go together.
   *
   * @param kernels that will be observed
   * @param emulated whether kernels will be emulated
   */
  void validate(List<KernelSpec> kernels, boolean emulated) {
    kernels.forEach(this::rival);
    if (!against.isEmpty() && !counters) {
      throw usage("--against compares counts: give --counters too");
    }
    if ((counters || check) && !emulated) {
      throw usage(
          (counters ? "--counters" : "--check") + " is the emulator's: give --device emulator");
    }
  }

  /** Whether reports are to name source lines. */
  boolean wantsLines() {
    return check;
  }

  /** The kernels, and after each the one that it is to be compared with. */
  List<KernelSpec> withRivals(List<KernelSpec> kernels) {
    if (against.isEmpty()) {
      return kernels;
    }
    Set<KernelSpec> all = new LinkedHashSet<>();
    for (KernelSpec kernel : kernels) {
      all.add(kernel);
      all.add(rival(kernel));
    }
    return List.copyOf(all);
  }

  private KernelSpec rival(KernelSpec kernel) {
    Tuning tuning = kernel.tuning();
    for (String setting : against) {
      int equals = setting.indexOf('=');
      Optional<TuningParameter> parameter =
          TuningParameter.of(setting.substring(0, Math.max(0, equals)));
      if (parameter.isEmpty()) {
        throw usage(
            "--against %s: give NAME=VALUE; tuning parameters are %s"
                .formatted(setting, TuningParameter.names()));
      }
      tuning = parameter.get().set(tuning, setting.substring(equals + 1));
    }
    KernelSpec other = new KernelSpec(kernel.attention(), tuning, kernel.target());
    Support.check(other); // before anything runs
    return other;
  }

  /** Watches the next kernel. */
  Observation observe(Target target) {
    Optional<Counters> counted = counters ? Optional.of(new Counters(target)) : Optional.empty();
    ExecutionObserver observer = check ? ExecutionChecks.all() : ExecutionObserver.NONE;
    return new Observation(
        counted
            .<ExecutionObserver>map(c -> check ? ExecutionObserver.both(observer, c) : c)
            .orElse(observer),
        counted);
  }

  /** Tells what was counted in the runs of a kernel. */
  void print(Observation observation, BuiltKernel kernel, Output output) {
    observation
        .counters()
        .map(Counters::kernels)
        .filter(entries -> !entries.isEmpty())
        .ifPresent(
            entries -> {
              CountersReport report = new CountersReport(kernel.name(), entries);
              reports.put(kernel.rendered().spec(), report);
              output.print(report.table(), 2);
            });
  }

  /** Compares, and puts all counts in the document. */
  void finish(List<KernelSpec> kernels, Output output, ObjectNode document) {
    if (!counters) {
      return;
    }
    ArrayNode list = document.putArray("counters");
    reports.values().forEach(report -> list.add(report.json()));
    for (KernelSpec kernel : against.isEmpty() ? List.<KernelSpec>of() : kernels) {
      CountersReport asked = reports.get(kernel);
      CountersReport rival = reports.get(rival(kernel));
      if (asked != null && rival != null) {
        output.text().println(kernel.name());
        output.print(
            CountersReport.comparison("as asked", asked, String.join(",", against), rival), 2);
      }
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
