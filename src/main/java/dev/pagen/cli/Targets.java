package dev.pagen.cli;

import dev.pagen.spec.Family;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which GPUs to generate for. */
final class Targets {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--arch",
      paramLabel = "TARGET",
      split = ",",
      description = "Targets: gfx90a, gfx942, gfx950 (default: these), sm_80, sm_90, sm_100.")
  @Nullable List<String> names;

  /** Whether any were asked for. */
  boolean named() {
    return names != null;
  }

  /** The targets asked for, in that order. */
  List<Target> resolve() {
    return names == null
        ? Target.of(Family.CDNA)
        : names.stream().distinct().map(this::target).toList();
  }

  private Target target(String name) {
    return Target.ofArch(name)
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    "--arch %s: there are no kernels for this target; there are for %s"
                        .formatted(
                            name,
                            Arrays.stream(Target.values())
                                .map(Target::arch)
                                .collect(Collectors.joining(", ")))));
  }
}
