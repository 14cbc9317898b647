package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;

/** Executes the lines of {@code vectors.txt}: registers in, registers out, one lane masked off. */
class InstructionVectorsTest {
  private static final int INACTIVE_LANE = 63;
  private static final int KEPT = 0xdead;

  private record Vector(String targets, String instruction, String before, String after) {}

  @ParameterizedTest
  @CdnaTargets
  void computesWhatTheDocumentsSay(Target target) throws IOException {
    List<String> failures = new ArrayList<>();
    int executed = 0;
    for (Vector vector : vectors()) {
      if (!vector.targets.equals("all") && !vector.targets.contains(target.arch())) {
        continue;
      }
      executed++;
      OneWave wave = new OneWave(target);
      RegisterText.set(wave, vector.before);
      for (String register : RegisterText.names(vector.after)) {
        if (register.startsWith("v")) {
          wave.vector(RegisterText.number(register), INACTIVE_LANE, KEPT);
        }
      }
      wave.wave.setExec(-1L >>> 1);
      try {
        wave.execute(vector.instruction);
      } catch (RuntimeException e) {
        failures.add(vector.instruction + ": " + e);
        continue;
      }
      check(wave, vector, target, failures);
    }
    assertThat(failures).isEmpty();
    assertThat(executed).isGreaterThan(100);
  }

  private static void check(OneWave wave, Vector vector, Target target, List<String> failures) {
    for (String assignment : vector.after.split(" ")) {
      String register = RegisterText.name(assignment);
      long expected = RegisterText.value(assignment.substring(assignment.indexOf('=') + 1), target);
      if (!register.startsWith("v")) {
        compare(vector, register, RegisterText.get(wave, register), expected, failures);
        continue;
      }
      for (int lane = 0; lane < 64; lane++) {
        String name = register + ":" + lane;
        long wanted = lane == INACTIVE_LANE ? KEPT : expected;
        compare(vector, name, RegisterText.get(wave, name), wanted, failures);
      }
    }
  }

  private static void compare(
      Vector vector, String what, long actual, long expected, List<String> failures) {
    if (actual != expected) {
      failures.add("%s: %s is %08x, not %08x".formatted(vector, what, actual, expected));
    }
  }

  private static List<Vector> vectors() throws IOException {
    try (InputStream in = InstructionVectorsTest.class.getResourceAsStream("vectors.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(l -> !l.isBlank() && !l.startsWith("#"))
          .map(l -> l.split(" \\| "))
          .map(p -> new Vector(p[0].trim(), p[1].trim(), p[2].trim(), p[3].trim()))
          .toList();
    }
  }
}
