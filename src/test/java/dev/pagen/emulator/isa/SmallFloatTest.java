package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.DataType;
import dev.pagen.spec.Target;
import dev.pagen.verify.ElementFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What instructions convert is what the float64 reference, written apart, reads. */
class SmallFloatTest {
  @ParameterizedTest
  @CsvSource({"GFX942, FP8_E4M3", "GFX942, FP8_E5M2", "GFX950, FP8_E4M3", "GFX950, FP8_E5M2"})
  void formatsAreThoseOfTheReference(Target target, DataType type) {
    SmallFloat instructions =
        type == DataType.FP8_E4M3 ? SmallFloat.fp8(target) : SmallFloat.bf8(target);
    ElementFormat reference = ElementFormat.ofCache(type, target);
    for (int code = 0; code < 256; code++) {
      assertThat((double) instructions.decode(code))
          .as("code %#x", code)
          .isEqualTo(Double.valueOf(reference.decode(code)));
    }
    SplittableRandom random = new SplittableRandom(target.ordinal());
    for (int i = 0; i < 100_000; i++) {
      double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(-22, 20));
      assertThat(instructions.encode(value, true))
          .as("%s", value)
          .isEqualTo(reference.encode(value));
    }
  }
}
