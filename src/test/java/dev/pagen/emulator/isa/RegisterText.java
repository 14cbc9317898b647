package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.List;

/**
 * Registers of a wave as text, such as {@code v1=3f800000 v2:5=00000000 s0=1 scc=1 mode=3f0}: in
 * all lanes unless one is named after a colon, values in hexadecimal. {@code vcc} and {@code exec}
 * have 64 bits.
 */
final class RegisterText {
  private RegisterText() {}

  /** The names, one for each assignment. */
  static List<String> names(String assignments) {
    return Arrays.stream(assignments.split(" ")).map(RegisterText::name).toList();
  }

  static String name(String assignment) {
    return assignment.substring(0, assignment.indexOf('='));
  }

  static void set(OneWave wave, String assignments) {
    for (String assignment : assignments.split(" ")) {
      String value = assignment.substring(assignment.indexOf('=') + 1);
      set(wave, name(assignment), value(value, wave.target));
    }
  }

  private static void set(OneWave wave, String name, long value) {
    switch (name) {
      case "scc" -> wave.wave.scc = value != 0;
      case "mode" -> wave.wave.mode = (int) value;
      case "vcc" -> wave.wave.setPair(Wave.VCC, value);
      case "exec" -> wave.wave.setExec(value);
      case "m0" -> wave.scalar(Wave.M0, (int) value);
      default -> {
        int colon = name.indexOf(':');
        if (name.startsWith("s")) {
          wave.scalar(number(name), (int) value);
        } else if (colon < 0) {
          wave.vectorOfAll(number(name), (int) value);
        } else {
          wave.vector(
              number(name.substring(0, colon)),
              Integer.parseInt(name.substring(colon + 1)),
              (int) value);
        }
      }
    }
  }

  /** What a register holds; of a vector register, a lane has to be named. */
  static long get(OneWave wave, String name) {
    return switch (name) {
      case "scc" -> wave.wave.scc ? 1 : 0;
      case "mode" -> wave.wave.mode;
      case "vcc" -> wave.wave.vcc();
      case "exec" -> wave.wave.exec();
      case "m0" -> wave.scalar(Wave.M0) & 0xffff_ffffL;
      default -> {
        int colon = name.indexOf(':');
        int bits =
            colon < 0
                ? wave.scalar(number(name))
                : wave.vector(
                    number(name.substring(0, colon)), Integer.parseInt(name.substring(colon + 1)));
        yield bits & 0xffff_ffffL;
      }
    };
  }

  /** A value in hexadecimal, or {@code @fp8:CODE}, the target's 8-bit float as 32 bits. */
  static long value(String text, Target target) {
    if (!text.startsWith("@fp8:")) {
      return Long.parseUnsignedLong(text, 16);
    }
    int code = Integer.parseInt(text.substring(5), 16);
    int bias = target == Target.GFX942 ? 8 : 7;
    return Floats.bits((float) ((1 + (code & 7) / 8.0) * Math.pow(2, (code >> 3) - bias)));
  }

  static int number(String register) {
    return Integer.parseInt(register.substring(1));
  }
}
