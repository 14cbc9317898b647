package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversions of 8-bit floats: every code unpacked, and packs into every place of a word. */
@Tag("compiler")
@ResourceLock("corpus")
class CorpusFormatsTest {
  private static final int ITEMS = 256;

  sealed interface Check {}

  /** One code of a word becomes a float. */
  private record Unpack(boolean brain, int at) implements Check {}

  /** Two codes of a word become floats. */
  private record UnpackPair(boolean brain, int half) implements Check {}

  /** Two floats become codes in one half of a word that is kept otherwise. */
  private record PackPair(boolean brain, int half) implements Check {}

  /** A float that the format holds becomes a code in one byte, whatever bits are drawn for it. */
  private record Stochastic(boolean brain, int at) implements Check {}

  static final Map<String, Check> CASES = new HashMap<>();

  static {
    for (int i = 0; i < 4; i++) {
      CASES.put("unpack_fp8_" + i, new Unpack(false, i));
      CASES.put("unpack_bf8_" + i, new Unpack(true, i));
    }
    CASES.put("unpack_pair_fp8_low", new UnpackPair(false, 0));
    CASES.put("unpack_pair_fp8_high", new UnpackPair(false, 1));
    CASES.put("unpack_pair_bf8_low", new UnpackPair(true, 0));
    CASES.put("unpack_pair_bf8_high", new UnpackPair(true, 1));
    CASES.put("pack_fp8_low", new PackPair(false, 0));
    CASES.put("pack_fp8_high", new PackPair(false, 1));
    CASES.put("pack_bf8_low", new PackPair(true, 0));
    CASES.put("pack_bf8_high", new PackPair(true, 1));
    CASES.put("stochastic_fp8", new Stochastic(false, 0));
    CASES.put("stochastic_fp8_byte", new Stochastic(false, 2));
    CASES.put("stochastic_bf8", new Stochastic(true, 1));
    CASES.put("stochastic_bf8_byte", new Stochastic(true, 3));
  }

  static Stream<Arguments> cases() {
    return CorpusCase.of("formats", CASES);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cases")
  void convertsByTheDefinition(String name, Target target, Check check) {
    switch (check) {
      case Unpack(boolean brain, int at) -> unpack(name, target, format(target, brain), at);
      case UnpackPair(boolean brain, int half) ->
          unpackPair(name, target, format(target, brain), half);
      case PackPair(boolean brain, int half) -> {
        SmallFormat format = format(target, brain);
        pack(
            name,
            target,
            CorpusInputs.QUARTERS,
            0xffff << 16 * half,
            (a, b) -> (format.nearest(a) | format.nearest(b) << 8) << 16 * half);
      }
      case Stochastic(boolean brain, int at) -> {
        SmallFormat format = format(target, brain);
        pack(
            name,
            target,
            CorpusInputs.SMALL_WHOLE,
            0xff << 8 * at,
            (a, b) -> format.nearest(a) << 8 * at);
      }
    }
  }

  private static SmallFormat format(Target target, boolean brain) {
    return brain ? SmallFormat.bf8(target) : SmallFormat.fp8(target);
  }

  private static void unpack(String name, Target target, SmallFormat format, int at) {
    int[] a = new int[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      a[i] = Integer.rotateLeft(0x5a_c3_96_00 | i, 8 * at);
    }
    TestGpu gpu = CorpusGpu.checked(target);
    long out = gpu.poisoned(4 * ITEMS);
    gpu.launch(name, 1, ITEMS, gpu.ints(a), gpu.ints(a), gpu.ints(a), out);
    float[] results = gpu.readFloats(out, ITEMS);
    for (int code = 0; code < ITEMS; code++) {
      assertThat(results[code]).as("code 0x%x", code).isEqualTo(Float.valueOf(format.value(code)));
    }
  }

  private static void unpackPair(String name, Target target, SmallFormat format, int half) {
    long[] a = new long[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      a[i] = (long) (i | (i * 73 + 5 & 0xff) << 8) << 16 * half | 0x3412L << 16 * (1 - half);
    }
    TestGpu gpu = CorpusGpu.checked(target);
    long out = gpu.poisoned(8 * ITEMS);
    gpu.launch(name, 1, ITEMS, gpu.longs(a), gpu.longs(a), gpu.longs(a), out);
    float[] results = gpu.readFloats(out, 2 * ITEMS);
    for (int i = 0; i < ITEMS; i++) {
      assertThat(results[2 * i]).isEqualTo(Float.valueOf(format.value(i)));
      assertThat(results[2 * i + 1]).isEqualTo(Float.valueOf(format.value(i * 73 + 5 & 0xff)));
    }
  }

  private interface Codes {
    int of(float a, float b);
  }

  private static void pack(
      String name, Target target, CorpusInputs inputs, int written, Codes codes) {
    Random random = new Random(name.hashCode());
    int[] a = inputs.draw(0, ITEMS, random);
    int[] b = inputs.draw(1, ITEMS, random);
    int[] c = random.ints(ITEMS).toArray();
    TestGpu gpu = CorpusGpu.checked(target);
    long out = gpu.poisoned(4 * ITEMS);
    gpu.launch(name, 1, ITEMS, gpu.ints(a), gpu.ints(b), gpu.ints(c), out);
    int[] results = gpu.readInts(out, ITEMS);
    for (int i = 0; i < ITEMS; i++) {
      float x = Float.intBitsToFloat(a[i]);
      float y = Float.intBitsToFloat(b[i]);
      assertThat(results[i])
          .as("%s of %s, %s into 0x%x", name, x, y, c[i])
          .isEqualTo(c[i] & ~written | codes.of(x, y));
    }
  }
}
