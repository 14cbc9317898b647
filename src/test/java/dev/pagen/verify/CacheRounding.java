package dev.pagen.verify;

import dev.pagen.spec.DataType;
import dev.pagen.spec.Fp8Flavor;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * How floats become elements of an 8-bit cache, as PyTorch rounds them: {@code
 * src/evidence/float8_thresholds.py} wrote its table. What is too large becomes the largest number.
 * It shares nothing with {@link ElementFormat}.
 */
final class CacheRounding {
  private static final Map<String, int[]> THRESHOLDS = read();

  private final boolean fnuz;
  private final boolean integers;
  private final int firstNan;
  private final int[] thresholds;

  CacheRounding(DataType type, Target target) {
    fnuz = target.fp8Flavor() == Fp8Flavor.FNUZ;
    integers = type == DataType.INT8;
    boolean e4m3 = type == DataType.FP8_E4M3;
    String name = e4m3 ? (fnuz ? "float8_e4m3fnuz" : "float8_e4m3fn") : "float8_e5m2";
    thresholds =
        integers
            ? new int[0]
            : Objects.requireNonNull(THRESHOLDS.get(!e4m3 && fnuz ? name + "fnuz" : name));
    firstNan = e4m3 ? 0x7f : 0x7d;
  }

  private static Map<String, int[]> read() {
    Map<String, int[]> all = new HashMap<>();
    try (InputStream table =
        Objects.requireNonNull(CacheRounding.class.getResourceAsStream("float8-thresholds.txt"))) {
      String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        String[] words = line.split(" ", -1);
        // The last one is where PyTorch makes floats NaN or infinite.
        int[] bits =
            Arrays.stream(words, 1, words.length - 1)
                .mapToInt(word -> Integer.parseInt(word, 16))
                .toArray();
        all.put(words[0], bits);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** The code of a number; one of those of NaN. */
  int code(float number) {
    if (Float.isNaN(number)) {
      return integers ? 0 : fnuz ? 0x80 : 0x7f;
    }
    if (integers) {
      return (int) Math.max(-128, Math.min(127, Math.rint(number))) & 0xff;
    }
    int bits = Float.floatToRawIntBits(Math.abs(number));
    int found = Arrays.binarySearch(thresholds, bits);
    int code = found >= 0 ? found + 1 : -found - 1;
    boolean negative = Float.floatToRawIntBits(number) < 0;
    return negative && !(fnuz && code == 0) ? code | 0x80 : code;
  }

  /** Whether a code is what NaN may become. */
  boolean isNan(int code) {
    if (integers) {
      return code == 0;
    }
    return fnuz ? code == 0x80 : (code & 0x7f) >= firstNan;
  }

  /** A number at which rounding changes, or next to it. */
  float edge(SplittableRandom random) {
    float edge =
        integers
            ? random.nextInt(-130, 130) + 0.5f
            : Float.intBitsToFloat(thresholds[random.nextInt(thresholds.length)]);
    return random.nextBoolean() ? edge : -edge;
  }
}
