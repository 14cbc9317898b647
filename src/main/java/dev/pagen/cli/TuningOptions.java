package dev.pagen.cli;

import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.TuningParameter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How to compute it: the tuning parameters that are fixed by hand. */
@About(Subject.TUNING)
final class TuningOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--buffering",
      paramLabel = "N",
      description = "Tiles of K and V that a wave has room for, 1 to 4.")
  @Nullable String buffering;

  @Option(
      names = "--partition",
      paramLabel = "N",
      description =
          "Tokens of one workgroup (default 0: chosen for the batch), or invariant:"
              + " the same for every batch.")
  @Nullable String partition;

  @Option(names = "--waves", paramLabel = "N", description = "Waves of one workgroup: 1, 2, 4, 8.")
  @Nullable String waves;

  @Option(
      names = "--tile",
      paramLabel = "N",
      description = "Tokens that a wave computes on at a time: 16, 32, 64.")
  @Nullable String tile;

  @Option(
      names = "--k-path",
      paramLabel = "PATH",
      description = "How K gets to the registers: direct, lds, copy (docs/kernel/paths.md).")
  @Nullable String kPath;

  @Option(
      names = "--v-path",
      paramLabel = "PATH",
      description = "How V gets to the registers: direct, lds, copy.")
  @Nullable String vPath;

  @Option(
      names = "--non-temporal",
      paramLabel = "BOOL",
      description = "Non-temporal hint on KV loads: true, false.")
  @Nullable String nonTemporal;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Any tuning parameter by name; these have no option of their own: mfma, waves-per-eu,"
              + " reduce, numbering, schedule.")
  List<String> settings = new ArrayList<>();

  /** The choices made on the command line. */
  TuningChoices choices() {
    Map<TuningParameter, String> values = new EnumMap<>(TuningParameter.class);
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw usage("--set %s: give NAME=VALUE, such as waves-per-eu=4".formatted(setting));
      }
      put(values, parameter(setting.substring(0, equals)), setting.substring(equals + 1));
    }
    put(values, TuningParameter.BUFFERING, buffering);
    put(values, TuningParameter.PARTITION, partition);
    put(values, TuningParameter.WAVES, waves);
    put(values, TuningParameter.TILE, tile);
    put(values, TuningParameter.K_PATH, kPath);
    put(values, TuningParameter.V_PATH, vPath);
    put(values, TuningParameter.NON_TEMPORAL, nonTemporal);
    return new TuningChoices(values);
  }

  private void put(
      Map<TuningParameter, String> values, TuningParameter parameter, @Nullable String value) {
    if (value != null && values.put(parameter, value) != null) {
      throw usage(parameter + " is given twice: leave one of the two out");
    }
  }

  private TuningParameter parameter(String name) {
    return TuningParameter.of(name)
        .orElseThrow(
            () ->
                usage(
                    "--set %s: tuning parameters are %s".formatted(name, TuningParameter.names())));
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
