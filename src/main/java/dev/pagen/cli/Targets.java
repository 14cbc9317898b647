package dev.pagen.cli;

import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which GPUs to generate for. */
@About(Subject.HOW)
final class Targets {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--arch",
      paramLabel = "TARGET",
      split = ",",
      description = "Targets: gfx90a, gfx942, gfx950 (default: these three), sm_80, sm_90, sm_100.")
  @Nullable List<String> names;

  /** Whether any were asked for. */
  boolean named() {
    return names != null;
  }

  /** The targets asked for, in that order. */
  List<Target> resolve() {
    return names == null ? Target.usual() : names.stream().distinct().map(this::target).toList();
  }

  private Target target(String name) {
    return Target.ofArch(name)
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    "--arch %s: there are no kernels for this target; there are for %s%s"
                        .formatted(
                            name,
                            Arrays.stream(Target.values())
                                .map(Target::arch)
                                .collect(Collectors.joining(", ")),
                            advice(name))));
  }

  /** What there is to say of a target that compilers may know, and this project does not. */
  private static String advice(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT);
    int colon = plain.indexOf(':');
    if (colon > 0 && Target.ofArch(plain.substring(0, colon)).isPresent()) {
      return ". Kernels run with any setting of its features: give --arch "
          + plain.substring(0, colon);
    }
    if (Target.ofArch(plain).isPresent()) {
      return ". Give --arch " + plain;
    }
    if (plain.matches("sm_(8|9|10)\\d[af]?")) {
      String major = plain.replaceFirst("\\d[af]?$", "0");
      return ". Those for %s run on every GPU of its generation that is no older".formatted(major);
    }
    return plain.matches("gfx1[0-9a-f]{3}")
        ? ". They need waves of 64 lanes and the MFMA instructions of CDNA, which %s does not have"
            .formatted(plain)
        : "";
  }
}
