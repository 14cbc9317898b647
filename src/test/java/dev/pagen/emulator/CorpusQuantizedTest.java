package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Target;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights in blocks of 32, with a scale and 4- or 8-bit codes, beside the same in doubles. */
@Tag("compiler")
@ResourceLock("corpus")
class CorpusQuantizedTest {
  private static final int ROWS = 8;

  interface Check {
    void on(TestGpu gpu, String name, Random random);
  }

  static final Map<String, Check> CASES =
      Map.of(
          "op_quantize_q8", CorpusQuantizedTest::quantizes,
          "op_dequantize_q4", CorpusQuantizedTest::dequantizes,
          "op_matvec_q4", CorpusQuantizedTest::multipliesFourBits,
          "op_matvec_q8", CorpusQuantizedTest::multipliesEightBits);

  static Stream<Arguments> cases() {
    return CorpusCase.of("quantized", CASES);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cases")
  void comesNearTheSameInDoubles(String name, Target target, Check check) {
    check.on(CorpusGpu.checked(target), name, new Random(name.hashCode()));
  }

  private static void quantizes(TestGpu gpu, String name, Random random) {
    float[] a = new float[32 * ROWS];
    for (int i = 0; i < a.length; i++) {
      a[i] = i < 32 ? 0 : (float) random.nextGaussian();
    }
    long out = gpu.poisoned(34 * ROWS);
    gpu.launch(name, ROWS, 64, gpu.floats(a), gpu.floats(0f), out, 0L);
    byte[] bytes = gpu.gpu.memory().read(out, 34 * ROWS);
    for (int i = 0; i < a.length; i++) {
      double largest = 0;
      for (int k = 0; k < 32; k++) {
        largest = Math.max(largest, Math.abs(a[i / 32 * 32 + k]));
      }
      double code = largest == 0 ? 0 : a[i] / (largest / 127);
      assertThat((double) bytes[i / 32 * 34 + 2 + i % 32]).isBetween(code - 0.501, code + 0.501);
      float scale = scale(bytes, i / 32 * 34);
      assertThat(scale)
          .isEqualTo(Float.float16ToFloat(Float.floatToFloat16((float) largest / 127)));
    }
  }

  private static void dequantizes(TestGpu gpu, String name, Random random) {
    byte[] a = blocks(random, 2 * ROWS, 18);
    long out = gpu.poisoned(4 * 64 * ROWS);
    gpu.launch(name, ROWS, 64, upload(gpu, a), gpu.floats(0f), out, 0L);
    float[] results = gpu.readFloats(out, 64 * ROWS);
    for (int i = 0; i < results.length; i++) {
      assertThat(results[i]).as("weight %d", i).isEqualTo((float) weight(a, i));
    }
  }

  private static void multipliesFourBits(TestGpu gpu, String name, Random random) {
    byte[] a = blocks(random, 4 * ROWS, 18);
    float[] b = new float[128];
    for (int i = 0; i < b.length; i++) {
      b[i] = random.nextInt(-8, 9);
    }
    long out = gpu.poisoned(4 * ROWS);
    gpu.launch(name, ROWS, 64, upload(gpu, a), gpu.floats(b), out, 0L);
    float[] results = gpu.readFloats(out, ROWS);
    for (int row = 0; row < ROWS; row++) {
      double sum = 0;
      for (int k = 0; k < 128; k++) {
        sum += weight(a, 128 * row + k) * b[k];
      }
      assertThat((double) results[row]).isCloseTo(sum, within(Math.abs(sum)));
    }
  }

  private static void multipliesEightBits(TestGpu gpu, String name, Random random) {
    byte[] a = blocks(random, 4 * ROWS, 34);
    byte[] b = blocks(random, 4, 34);
    long out = gpu.poisoned(4 * ROWS);
    gpu.launch(name, ROWS, 64, upload(gpu, a), upload(gpu, b), out, 0L);
    float[] results = gpu.readFloats(out, ROWS);
    for (int row = 0; row < ROWS; row++) {
      double sum = 0;
      for (int block = 0; block < 4; block++) {
        int from = 34 * (4 * row + block);
        double scales = (double) scale(a, from) * scale(b, 34 * block);
        for (int k = 0; k < 32; k++) {
          sum += scales * a[from + 2 + k] * b[34 * block + 2 + k];
        }
      }
      assertThat((double) results[row]).isCloseTo(sum, within(Math.abs(sum)));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double magnitude) {
    return org.assertj.core.data.Offset.offset(1e-5 * Math.max(100, magnitude));
  }

  /** The element that two codes of four bits share a byte with, sixteen places on. */
  private static double weight(byte[] blocks, int i) {
    int start = i / 32 * 18;
    int code = blocks[start + 2 + i % 16] >> (i % 32 < 16 ? 0 : 4) & 15;
    return (double) scale(blocks, start) * (code - 8);
  }

  private static byte[] blocks(Random random, int count, int bytes) {
    byte[] blocks = new byte[count * bytes];
    random.nextBytes(blocks);
    for (int i = 0; i < count; i++) {
      ByteBuffer.wrap(blocks)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putShort(i * bytes, Float.floatToFloat16(random.nextInt(1, 64) / 32f));
    }
    return blocks;
  }

  private static float scale(byte[] blocks, int at) {
    return Float.float16ToFloat(
        ByteBuffer.wrap(blocks).order(ByteOrder.LITTLE_ENDIAN).getShort(at));
  }

  private static long upload(TestGpu gpu, byte[] bytes) {
    long address = gpu.gpu.memory().allocate(bytes.length);
    gpu.gpu.memory().write(address, bytes);
    return address;
  }
}
