package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
      set(wave, vector.before, target);
      for (String register : names(vector.after)) {
        if (register.startsWith("v")) {
          wave.vector(number(register), INACTIVE_LANE, KEPT);
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
      String register = assignment.substring(0, assignment.indexOf('='));
      int expected = value(assignment, target);
      if (register.equals("scc")) {
        compare(vector, "scc", wave.wave.scc ? 1 : 0, expected, failures);
      } else if (register.startsWith("s")) {
        compare(vector, register, wave.scalar(number(register)), expected, failures);
      } else {
        for (int lane = 0; lane < 64; lane++) {
          int wanted = lane == INACTIVE_LANE ? KEPT : expected;
          compare(
              vector,
              register + " lane " + lane,
              wave.vector(number(register), lane),
              wanted,
              failures);
        }
      }
    }
  }

  private static void compare(
      Vector vector, String what, int actual, int expected, List<String> failures) {
    if (actual != expected) {
      failures.add("%s: %s is %08x, not %08x".formatted(vector, what, actual, expected));
    }
  }

  private static void set(OneWave wave, String assignments, Target target) {
    for (String assignment : assignments.split(" ")) {
      String register = assignment.substring(0, assignment.indexOf('='));
      int value = value(assignment, target);
      if (register.equals("scc")) {
        wave.wave.scc = value != 0;
      } else if (register.equals("mode")) {
        wave.wave.mode = value;
      } else if (register.startsWith("s")) {
        wave.scalar(number(register), value);
      } else {
        wave.vectorOfAll(number(register), value);
      }
    }
  }

  /** A value in hexadecimal, or {@code @fp8:CODE}, the target's 8-bit float as 32 bits. */
  private static int value(String assignment, Target target) {
    String text = assignment.substring(assignment.indexOf('=') + 1);
    if (text.startsWith("@fp8:")) {
      double sign = 1;
      int code = Integer.parseInt(text.substring(5), 16);
      int bias = target == Target.GFX942 ? 8 : 7;
      return Float.floatToRawIntBits(
          (float) (sign * (1 + (code & 7) / 8.0) * Math.pow(2, (code >> 3) - bias)));
    }
    return Integer.parseUnsignedInt(text, 16);
  }

  private static List<String> names(String assignments) {
    return Arrays.stream(assignments.split(" ")).map(a -> a.substring(0, a.indexOf('='))).toList();
  }

  private static int number(String register) {
    return Integer.parseInt(register.substring(1));
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
