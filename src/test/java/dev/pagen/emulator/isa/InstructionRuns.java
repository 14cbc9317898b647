package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.spec.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Executes single instructions for a program that compares them with another source ({@code
 * src/evidence/semantics.py}). Each line of the input reads {@code target | instruction | registers
 * before | names of registers}, as {@link RegisterText} has them; the answer is the values of those
 * registers after it, or {@code not modelled: ...}.
 */
final class InstructionRuns {
  private InstructionRuns() {}

  /** Takes no arguments; ends with the input. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
    Map<String, OneWave> waves = new HashMap<>();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] parts = line.split(" \\| ", -1);
      OneWave wave =
          waves.computeIfAbsent(parts[0], t -> new OneWave(Target.ofArch(t).orElseThrow()));
      out.println(run(wave, parts[1], parts[2], parts[3]));
    }
    out.flush();
  }

  private static String run(OneWave wave, String instruction, String before, String names) {
    wave.wave.setExec(-1);
    wave.wave.mode = OneWave.DEFAULT_MODE;
    RegisterText.set(wave, before);
    try {
      wave.execute(instruction);
    } catch (UnmodelledException e) {
      return "not modelled: " + e.getMessage();
    }
    StringBuilder values = new StringBuilder();
    for (String name : names.split(" ")) {
      values.append(Long.toHexString(RegisterText.get(wave, name))).append(' ');
    }
    return values.toString();
  }
}
