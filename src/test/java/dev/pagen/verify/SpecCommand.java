package dev.pagen.verify;

import dev.pagen.json.SpecArguments;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.Map;
import java.util.StringJoiner;

/** The command line of a kernel, for whoever wants to see what a test saw. */
public final class SpecCommand {
  private SpecCommand() {}

  /**
   * {@code pa-gen COMMAND} with the numbers of a kernel.
   *
   * @param tuning what is not the default
   */
  public static String of(
      String command, AttentionSpec attention, Map<TuningParameter, String> tuning, Target target) {
    StringJoiner line = new StringJoiner(" ", "pa-gen " + command + " ", "");
    SpecArguments.of(attention).forEach(line::add);
    line.add("--arch").add(target.arch());
    tuning.forEach((parameter, value) -> line.add("--set").add(parameter + "=" + value));
    return line.toString();
  }
}
