package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.WorkloadException;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ElementFormatTest {
  /**
   * Walks up the number line: the first numbers are the smallest subnormal apart, and each time the
   * mantissa has run through, from the second time on, the distance doubles.
   */
  @ParameterizedTest
  @CsvSource({
    "E4M3_FNUZ, 3, -10, 240, true",
    "E5M2_FNUZ, 2, -17, 57344, true",
    "E4M3_OCP, 3, -9, 448, false",
    "E5M2_OCP, 2, -16, 57344, false"
  })
  void everyCodeIsTheNumberThatItsDefinitionSays(
      ElementFormat format, int mantissaBits, int smallestExponent, double largest, boolean fnuz) {
    double step = Math.pow(2, smallestExponent);
    double number = 0;
    int code = 0;
    while (number <= largest && code < 128) {
      assertThat(format.decode(code)).as("code %#x", code).isEqualTo(number);
      double negative = format.decode(code + 128);
      if (code == 0 && fnuz) {
        assertThat(negative).isNaN();
      } else {
        assertThat(negative).as("code %#x", code + 128).isEqualTo(Double.valueOf(-number));
      }
      number += step;
      code++;
      if (code % (1 << mantissaBits) == 0 && code >> mantissaBits > 1) {
        step *= 2;
      }
    }
    assertThat(format.decode(code - 1)).isEqualTo(largest);
    assertThat(code).isEqualTo(fnuz ? 0x80 : format == ElementFormat.E4M3_OCP ? 0x7f : 0x7c);
  }

  @Test
  void ocpFormatsHaveTheSpecialsOfTheirSpecification() {
    for (int sign = 0; sign <= 0x80; sign += 0x80) {
      assertThat(ElementFormat.E4M3_OCP.decode(sign | 0x7f)).isNaN();
      assertThat(ElementFormat.E5M2_OCP.decode(sign | 0x7c))
          .isEqualTo(sign == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
      for (int nan = 0x7d; nan <= 0x7f; nan++) {
        assertThat(ElementFormat.E5M2_OCP.decode(sign | nan)).isNaN();
      }
    }
    assertThat(1 / ElementFormat.E4M3_OCP.decode(0x80)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void anInt8IsItself() {
    for (int number = -128; number <= 127; number++) {
      assertThat(ElementFormat.INT8.decode(number & 0xff)).isEqualTo(number);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyNumberIsEncodedAsItself(ElementFormat format) {
    for (int code = 0; code < 1 << 8 * format.bytes(); code++) {
      double number = format.decode(code);
      if (!Double.isNaN(number) && !(Double.isInfinite(number) && format.bytes() == 1)) {
        assertThat(format.encode(number)).as("code %#x", code).isEqualTo(code);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"FP16", "BF16"},
      mode = EnumSource.Mode.EXCLUDE)
  void theNearestCodeIsTakenAndTheEvenOneOfTwo(ElementFormat format) {
    List<Integer> codes = new ArrayList<>();
    for (int code = 0; code < 256; code++) {
      if (Double.isFinite(format.decode(code))) {
        codes.add(code);
      }
    }
    SplittableRandom random = new SplittableRandom(20261122);
    List<Double> values = new ArrayList<>(List.of(1e5, -1e5, Double.MIN_VALUE, 1e-9, 0.0));
    for (int i = 0; i < 3000; i++) {
      double number = format.decode(codes.get(random.nextInt(codes.size())));
      values.add(number * (0.8 + 0.4 * random.nextDouble()));
      // Half-way to another number; with a neighbour, that is a tie.
      double other = format.decode(codes.get(random.nextInt(codes.size())));
      values.add((number + other) / 2);
    }
    for (int code : codes) {
      double number = format.decode(code);
      for (int next : codes) {
        if (next == code + 1) {
          values.add((number + format.decode(next)) / 2);
        }
      }
    }
    for (double value : values) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int code : codes) {
        nearest = Math.min(nearest, Math.abs(format.decode(code) - value));
      }
      int encoded = format.encode(value);
      assertThat(Math.abs(format.decode(encoded) - value)).as("%s", value).isEqualTo(nearest);
      double distance = nearest;
      List<Integer> nearestCodes =
          codes.stream().filter(c -> Math.abs(format.decode(c) - value) == distance).toList();
      if (nearestCodes.stream().mapToDouble(format::decode).map(Math::abs).distinct().count() > 1) {
        assertThat(encoded % 2).as("tie at %s", value).isZero();
      }
    }
  }

  @Test
  void whatIsTooLargeSaturatesAndNanStaysNan() {
    for (double huge : new double[] {1e9, Double.POSITIVE_INFINITY}) {
      assertThat(ElementFormat.E4M3_FNUZ.encode(huge)).isEqualTo(0x7f);
      assertThat(ElementFormat.E5M2_FNUZ.encode(-huge)).isEqualTo(0xff);
      assertThat(ElementFormat.E4M3_OCP.encode(-huge)).isEqualTo(0xfe);
      assertThat(ElementFormat.E5M2_OCP.encode(huge)).isEqualTo(0x7b);
      assertThat(ElementFormat.INT8.encode(-huge)).isEqualTo(0x80);
    }
    for (ElementFormat format : ElementFormat.values()) {
      double nan = format.decode(format.encode(Double.NaN));
      assertThat(nan).isEqualTo(Double.valueOf(format == ElementFormat.INT8 ? 0 : Double.NaN));
    }
  }

  @Test
  void minusZeroIsZeroWhereThereIsNone() {
    assertThat(ElementFormat.E4M3_FNUZ.encode(-0.0)).isZero();
    assertThat(ElementFormat.E5M2_FNUZ.encode(-1e-30)).isZero();
    assertThat(ElementFormat.E4M3_OCP.encode(-0.0)).isEqualTo(0x80);
    assertThat(ElementFormat.E5M2_OCP.encode(-1e-30)).isEqualTo(0x80);
  }

  @ParameterizedTest
  @EnumSource
  void poisonIsNaNOrTheLowestInteger(ElementFormat format) {
    double poison = format.decode(format.poison() * 0x101);
    assertThat(poison).isEqualTo(Double.valueOf(format == ElementFormat.INT8 ? -128 : Double.NaN));
  }

  @Test
  void sixteenBitFormatsRoundAsIeeeSays() {
    assertThat(ElementFormat.BF16.encode(1.00390625)).isEqualTo(0x3f80);
    assertThat(ElementFormat.BF16.encode(1.01171875)).isEqualTo(0x3f82);
    assertThat(ElementFormat.FP16.decode(0x3c01)).isEqualTo(1 + 0x1p-10);
  }

  @Test
  void anUlpIsTheDistanceOfNeighbours() {
    assertThat(ElementFormat.BF16.ulp(1.5)).isEqualTo(0x1p-7);
    assertThat(ElementFormat.FP16.ulp(0x1p-20)).isEqualTo(0x1p-24);
    assertThat(ElementFormat.FP16.ulp(0)).isZero();
    for (ElementFormat format : ElementFormat.values()) {
      for (int code = 1; code < (1 << 8 * format.bytes() - 1) - 1; code++) {
        double distance = format.decode(code + 1) - format.decode(code);
        if (Double.isFinite(distance)) {
          assertThat(format.ulp(format.decode(code)))
              .as("%s %#x", format, code)
              .isEqualTo(distance);
        }
      }
    }
  }

  @Test
  void theTargetDecidesWhichEightBitFloatsACacheHas() {
    assertThat(ElementFormat.ofCache(DataType.FP8_E4M3, Target.GFX942))
        .isEqualTo(ElementFormat.E4M3_FNUZ);
    assertThat(ElementFormat.ofCache(DataType.FP8_E5M2, Target.GFX942))
        .isEqualTo(ElementFormat.E5M2_FNUZ);
    for (Target target : List.of(Target.GFX90A, Target.GFX950)) {
      assertThat(ElementFormat.ofCache(DataType.FP8_E4M3, target))
          .isEqualTo(ElementFormat.E4M3_OCP);
      assertThat(ElementFormat.ofCache(DataType.FP8_E5M2, target))
          .isEqualTo(ElementFormat.E5M2_OCP);
    }
    assertThatThrownBy(() -> ElementFormat.ofCache(DataType.FP32, Target.GFX942))
        .isInstanceOf(WorkloadException.class);
    assertThatThrownBy(() -> ElementFormat.ofQuery(DataType.FP8_E4M3))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("fp16 or bf16");
  }
}
