package dev.pagen.report.page;

import dev.pagen.json.SpecArguments;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.report.page.Page.Command;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Commands for a kernel that work anywhere: they say all of it, and name no file. */
public final class KernelCommand {
  private KernelCommand() {}

  /** Its options. */
  static List<String> options(KernelSpec kernel) {
    List<String> options = new ArrayList<>(SpecArguments.of(kernel.attention()));
    options.add("--arch " + kernel.target().arch());
    List<String> changes = changes(kernel);
    options.addAll(changes.isEmpty() ? List.of("--tuning default") : changes);
    return options;
  }

  /** Options for what it has other than the default tuning. */
  public static List<String> changes(KernelSpec kernel) {
    Tuning standard = KernelDesign.of(kernel.attention(), kernel.target()).defaultTuning();
    return Arrays.stream(TuningParameter.values())
        .filter(p -> !p.get(kernel.tuning()).equals(p.get(standard)))
        .map(p -> "--set %s=%s".formatted(p, p.get(kernel.tuning())))
        .toList();
  }

  /**
   * {@code pa-gen COMMAND} for it.
   *
   * @param more options
   */
  public static Command of(String purpose, String command, KernelSpec kernel, List<String> more) {
    return Command.of(
        purpose,
        Stream.of(Stream.of("pa-gen " + command), options(kernel).stream(), more.stream())
            .flatMap(words -> words)
            .toList());
  }
}
