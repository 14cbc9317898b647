package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The bits of NaNs (EMU-135), often enough that the JIT compiler takes the loops over lanes in
 * hand: what the host's arithmetic makes of two NaNs, or of one that signals, changes then.
 */
class NanTest {
  private static final int ADDRESS = 20;
  private static final int ROUNDS = 20;
  private static final int PASSES = 1000;

  /** Rounding to nearest with denormals kept; upwards and flushing; without IEEE and DX10_CLAMP. */
  private static final int[] MODES = {OneWave.DEFAULT_MODE, 0x3c5, 0xf0};

  /**
   * Instruction, type of the result, and registers with types, the one whose NaN comes first in
   * front. Two elements of a register where {@code pk_} stands before the result's type. In front
   * of the instruction: {@code +} or {@code -} for the sign of the NaN where there is none among
   * the sources, {@code 0} where all results are numbers then.
   */
  static final List<String> CASES =
      List.of(
          "+ | v_add_f32_e32 v8, v2, v4 | f32 | v2:f32 v4:f32",
          "+ | v_add_f32_e64 v8, -v2, |v4| | f32 | -v2:f32 |v4:f32",
          "+ | v_add_f32_sdwa v8, v2, v4 dst_sel:DWORD src0_sel:DWORD | f32 | v2:f32 v4:f32",
          "+ | v_sub_f32_e32 v8, v2, v4 | f32 | v2:f32 v4:f32",
          "+ | v_subrev_f32_e32 v8, v2, v4 | f32 | v2:f32 v4:f32",
          "+ | v_mul_f32_e32 v8, v2, v4 | f32 | v2:f32 v4:f32",
          "+ | v_mul_f32_e32 v4, v4, v2 | f32 | v4:f32 v2:f32",
          "+ | v_fma_f32 v8, v2, v4, v6 | f32 | v2:f32 v4:f32 v6:f32",
          "+ | v_fma_f32 v8, v2, -v4, -v6 | f32 | v2:f32 -v4:f32 -v6:f32",
          "+ | v_fmac_f32_e32 v6, v2, v4 | f32 | v2:f32 v4:f32 v6:f32",
          "+ | v_add_f16_e32 v8, v2, v4 | f16 | v2:f16 v4:f16",
          "+ | v_sub_f16_e32 v8, v2, v4 | f16 | v2:f16 v4:f16",
          "+ | v_subrev_f16_e32 v8, v2, v4 | f16 | v2:f16 v4:f16",
          "+ | v_mul_f16_e64 v8, v2, -v4 | f16 | v2:f16 -v4:f16",
          "+ | v_fma_f16 v8, v2, v4, v6 | f16 | v2:f16 v4:f16 v6:f16",
          "+ | v_mad_f16 v8, v2, v4, v6 | f16 | v2:f16 v4:f16 v6:f16",
          "+ | v_fmac_f16_e32 v6, v2, v4 | f16 | v2:f16 v4:f16 v6:f16",
          "+ | v_add_f64 v[8:9], v[2:3], v[4:5] | f64 | v2:f64 v4:f64",
          "+ | v_mul_f64 v[8:9], v[2:3], -v[4:5] | f64 | v2:f64 -v4:f64",
          "+ | v_fma_f64 v[8:9], v[2:3], v[4:5], v[6:7] | f64 | v2:f64 v4:f64 v6:f64",
          "+ | v_fmac_f64_e32 v[6:7], v[2:3], v[4:5] | f64 | v2:f64 v4:f64 v6:f64",
          "+ | v_pk_add_f32 v[8:9], v[2:3], v[4:5] | pk_f32 | v2:f32 v4:f32",
          "+ | v_pk_mul_f32 v[8:9], v[2:3], v[4:5] | pk_f32 | v2:f32 v4:f32",
          "+ | v_pk_fma_f32 v[8:9], v[2:3], v[4:5], v[6:7] | pk_f32 | v2:f32 v4:f32 v6:f32",
          "+ | v_pk_add_f16 v8, v2, v4 | pk_f16 | v2:f16 v4:f16",
          "+ | v_pk_mul_f16 v8, v2, v4 | pk_f16 | v2:f16 v4:f16",
          "+ | v_pk_fma_f16 v8, v2, v4, v6 | pk_f16 | v2:f16 v4:f16 v6:f16",
          "+ | v_pk_fmac_f16 v6, v2, v4 | pk_f16 | v2:f16 v4:f16 v6:f16",
          "0 | v_trunc_f32_e32 v8, v2 | f32 | v2:f32",
          "0 | v_ceil_f32_e32 v8, v2 | f32 | v2:f32",
          "0 | v_floor_f32_e32 v8, v2 | f32 | v2:f32",
          "0 | v_rndne_f32_e32 v8, v2 | f32 | v2:f32",
          "0 | v_frexp_mant_f32_e32 v8, v2 | f32 | v2:f32",
          "0 | v_ldexp_f32 v8, v2, 1 | f32 | v2:f32",
          "+ | v_fract_f32_e32 v8, v2 | f32 | v2:f32",
          "0 | v_trunc_f16_e32 v8, v2 | f16 | v2:f16",
          "0 | v_ceil_f16_e32 v8, v2 | f16 | v2:f16",
          "0 | v_floor_f16_e32 v8, v2 | f16 | v2:f16",
          "0 | v_rndne_f16_e32 v8, v2 | f16 | v2:f16",
          "0 | v_frexp_mant_f16_e32 v8, v2 | f16 | v2:f16",
          "0 | v_ldexp_f16_e64 v8, v2, 1 | f16 | v2:f16",
          "+ | v_fract_f16_e32 v8, v2 | f16 | v2:f16",
          "0 | v_trunc_f64_e32 v[8:9], v[2:3] | f64 | v2:f64",
          "0 | v_ceil_f64_e32 v[8:9], v[2:3] | f64 | v2:f64",
          "0 | v_floor_f64_e32 v[8:9], v[2:3] | f64 | v2:f64",
          "0 | v_rndne_f64_e32 v[8:9], v[2:3] | f64 | v2:f64",
          "0 | v_frexp_mant_f64_e32 v[8:9], v[2:3] | f64 | v2:f64",
          "0 | v_ldexp_f64 v[8:9], v[2:3], 1 | f64 | v2:f64",
          "+ | v_fract_f64_e32 v[8:9], v[2:3] | f64 | v2:f64",
          "0 | v_exp_f32_e32 v8, v2 | f32 | v2:f32",
          "- | v_log_f32_e32 v8, v2 | f32 | v2:f32",
          "0 | v_rcp_f32_e32 v8, v2 | f32 | v2:f32",
          "- | v_rsq_f32_e32 v8, v2 | f32 | v2:f32",
          "- | v_sqrt_f32_e32 v8, v2 | f32 | v2:f32",
          "- | v_sin_f32_e32 v8, v2 | f32 | v2:f32",
          "- | v_cos_f32_e32 v8, v2 | f32 | v2:f32",
          "0 | v_exp_f16_e32 v8, v2 | f16 | v2:f16",
          "- | v_log_f16_e32 v8, v2 | f16 | v2:f16",
          "0 | v_rcp_f16_e32 v8, v2 | f16 | v2:f16",
          "- | v_rsq_f16_e32 v8, v2 | f16 | v2:f16",
          "- | v_sqrt_f16_e32 v8, v2 | f16 | v2:f16",
          "- | v_sin_f16_e32 v8, v2 | f16 | v2:f16",
          "- | v_cos_f16_e32 v8, v2 | f16 | v2:f16",
          "0 | v_rcp_f64_e32 v[8:9], v[2:3] | f64 | v2:f64",
          "- | v_rsq_f64_e32 v[8:9], v[2:3] | f64 | v2:f64",
          "- | v_sqrt_f64_e32 v[8:9], v[2:3] | f64 | v2:f64",
          "+ | v_div_fmas_f32 v8, v2, v4, v6 | f32 | v2:f32 v4:f32 v6:f32",
          "+ | v_div_fmas_f64 v[8:9], v[2:3], v[4:5], v[6:7] | f64 | v2:f64 v4:f64 v6:f64",
          "+ | v_div_scale_f32 v8, vcc, v2, v4, v2 | f32 | v2:f32",
          "+ | v_div_scale_f64 v[8:9], vcc, v[2:3], v[4:5], v[2:3] | f64 | v2:f64",
          "- | v_div_fixup_f32 v8, v2, v4, v6 | f32 | v6:f32 v4:f32",
          "- | v_div_fixup_f16 v8, v2, v4, v6 | f16 | v6:f16 v4:f16",
          "- | v_div_fixup_f64 v[8:9], v[2:3], v[4:5], v[6:7] | f64 | v6:f64 v4:f64",
          "0 | v_cvt_f16_f32_e32 v8, v2 | f16 | v2:f32",
          "0 | v_cvt_f32_f16_e32 v8, v2 | f32 | v2:f16",
          "0 | v_cvt_f64_f32_e32 v[8:9], v2 | f64 | v2:f32",
          "0 | v_cvt_f32_f64_e32 v8, v[2:3] | f32 | v2:f64",
          "0 | v_cvt_pkrtz_f16_f32 v8, v2, v4 | f16 | v2:f32",
          "0 | v_cvt_pkrtz_f16_f32 v8, v4, v2 | high_f16 | v2:f32",
          "+ | ds_write_b32 v20, v2; ds_add_f32 v20, v4; ds_read_b32 v8, v20 | f32 | v2:f32"
              + " v4:f32");

  static final List<String> SOME_TARGETS =
      List.of(
          "GFX90A + | v_mad_f32 v8, v2, v4, v6 | f32 | v2:f32 v4:f32 v6:f32",
          "GFX90A + | v_mac_f32_e32 v6, v2, v4 | f32 | v2:f32 v4:f32 v6:f32",
          "GFX942 + | v_fma_mix_f32 v8, v2, v4, v6 op_sel_hi:[1,0,1] | f32 | v2:f16 v4:f32 v6:f16",
          "GFX942 + | v_fma_mixlo_f16 v8, v2, v4, v6 op_sel_hi:[0,1,0] | f16"
              + " | v2:f32 v4:f16 v6:f32",
          "GFX942 + | v_fma_mixhi_f16 v8, v2, v4, v6 op_sel_hi:[0,0,0] | high_f16"
              + " | v2:f32 v4:f32 v6:f32",
          "GFX942 + | ds_write_b64 v20, v[2:3]; ds_add_f64 v20, v[4:5]; ds_read_b64 v[8:9], v20"
              + " | f64 | v2:f64 v4:f64",
          "GFX942 + | ds_write_b32 v20, v2; ds_pk_add_f16 v20, v4; ds_read_b32 v8, v20"
              + " | pk_f16 | v2:f16 v4:f16",
          "GFX942 + | ds_write_b32 v20, v2; ds_pk_add_bf16 v20, v4; ds_read_b32 v8, v20"
              + " | pk_bf16 | v2:bf16 v4:bf16",
          "GFX950 0 | v_cvt_f32_bf16_e32 v8, v2 | f32 | v2:bf16",
          "GFX950 0 | v_cvt_pk_bf16_f32 v8, v2, v4 | bf16 | v2:f32",
          "GFX950 0 | v_cvt_pk_f16_f32 v8, v2, v4 | f16 | v2:f32",
          "GFX950 0 | v_cvt_sr_bf16_f32 v8, v2, v4 | bf16 | v2:f32",
          "GFX950 0 | v_cvt_sr_f16_f32 v8, v2, v4 | f16 | v2:f32");

  /** Width of the exponent and of the fraction. */
  private record Format(int exponent, int fraction) {
    static Format of(String type) {
      return switch (type) {
        case "f16" -> new Format(5, 10);
        case "bf16" -> new Format(8, 7);
        case "f32" -> new Format(8, 23);
        default -> new Format(11, 52);
      };
    }

    int bits() {
      return 1 + exponent + fraction;
    }

    long mask() {
      return -1L >>> (64 - bits());
    }

    String text(long bits) {
      String digits = Long.toBinaryString(bits & mask());
      return "0".repeat(bits() - digits.length()) + digits;
    }

    boolean isNan(String text) {
      return !text.substring(1, 1 + exponent).contains("0")
          && text.substring(1 + exponent).contains("1");
    }

    String nan(char sign, String digits) {
      String longEnough = digits + "0".repeat(fraction);
      return sign + "1".repeat(exponent) + "1" + longEnough.substring(1, fraction);
    }

    /** Quiet and signalling NaNs of both signs, zeros, infinities, and one and minus one. */
    long drawn(Random random) {
      String sign = random.nextBoolean() ? "1" : "0";
      String none = "0".repeat(fraction);
      String digits = text(random.nextLong()).substring(1 + exponent);
      String bits =
          switch (random.nextInt(8)) {
            case 0 -> sign + "0".repeat(exponent) + none;
            case 1 -> sign + "1".repeat(exponent) + none;
            case 2 -> sign + "0" + "1".repeat(exponent - 1) + none;
            case 3, 4 -> sign + "1".repeat(exponent) + "1" + digits.substring(1);
            case 5 -> sign + "1".repeat(exponent) + none.substring(1) + "1";
            default -> sign + "1".repeat(exponent) + "0" + digits.substring(2) + "1";
          };
      return Long.parseUnsignedLong(bits, 2);
    }
  }

  private record Source(int register, Format format, String modifier) {
    static Source of(String text) {
      String modifier = text.startsWith("v") ? "" : text.substring(0, 1);
      String[] parts = text.substring(modifier.length() + 1).split(":", 2);
      return new Source(Integer.parseInt(parts[0]), Format.of(parts[1]), modifier);
    }

    String bits(OneWave wave, int lane, int element) {
      String bits = format.text(wide(wave, register, lane) >>> element * format.bits());
      String sign =
          switch (modifier) {
            case "-" -> bits.startsWith("1") ? "0" : "1";
            case "|" -> "0";
            default -> bits.substring(0, 1);
          };
      return sign + bits.substring(1);
    }
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void theFirstNanAmongTheSourcesIsTheResultMadeQuiet(String test) {
    check(Target.GFX950, test);
  }

  @ParameterizedTest
  @FieldSource("SOME_TARGETS")
  void soItIsOfWhatSomeTargetsHave(String test) {
    String[] parts = test.split(" ", 2);
    check(Target.valueOf(parts[0]), parts[1]);
  }

  private static void check(Target target, String test) {
    String[] parts = test.split(" \\| ");
    OneWave wave = new OneWave(target);
    List<Operation> operations = Arrays.stream(parts[1].split("; ")).map(wave::bind).toList();
    Result result = Result.of(parts[2], parts[1], parts[0]);
    List<Source> sources = Arrays.stream(parts[3].split(" ")).map(Source::of).toList();
    boolean invalid = false;
    Random random = new Random(test.hashCode());
    for (int round = 0; round < ROUNDS; round++) {
      wave.wave.mode = MODES[round % MODES.length];
      int[] before = drawn(wave, random, sources);
      try {
        execute(wave, operations, before);
      } catch (UnmodelledException e) {
        assertThat(round % MODES.length).as(e.getMessage()).isNotZero();
        continue;
      }
      int[] first = result.words(wave);
      System.arraycopy(before, 0, wave.wave.v, 0, before.length);
      invalid |= result.check(first, wave, sources, test + ", round " + round);
      for (int pass = 0; pass < PASSES; pass++) {
        execute(wave, operations, before);
        assertThat(Arrays.equals(result.words(wave), first)).as("%s, pass %d", test, pass).isTrue();
      }
    }
    assertThat(invalid).as("operations without a result").isEqualTo(!parts[0].equals("0"));
  }

  private static void execute(OneWave wave, List<Operation> operations, int[] before) {
    System.arraycopy(before, 0, wave.wave.v, 0, before.length);
    operations.forEach(operation -> operation.execute(wave.wave));
  }

  /** What a register and the next one hold. */
  private record Result(int register, Format format, int elements, int position, char sign) {
    static Result of(String type, String instructions, String sign) {
      String last = instructions.substring(instructions.lastIndexOf(';') + 1).strip();
      String register = last.split("[ ,]+", 3)[1].replaceAll("v\\[?(\\d+).*", "$1");
      return new Result(
          Integer.parseInt(register),
          Format.of(type.substring(type.indexOf('_') + 1)),
          type.startsWith("pk_") ? 2 : 1,
          type.startsWith("high_") ? 1 : 0,
          sign.equals("-") ? '1' : '0');
    }

    int[] words(OneWave wave) {
      return Arrays.copyOfRange(wave.wave.v, register * Wave.LANES, (register + 2) * Wave.LANES);
    }

    /** Whether there were NaNs without one among the sources, which the wave holds. */
    boolean check(int[] words, OneWave wave, List<Source> sources, String what) {
      boolean invalid = false;
      for (int lane = 0; lane < Wave.LANES; lane++) {
        long both = words[lane] & 0xffff_ffffL | (long) words[Wave.LANES + lane] << 32;
        for (int element = 0; element < elements; element++) {
          String actual = format.text(both >>> (position + element) * format.bits());
          String expected = expected(wave, sources, format, lane, element);
          if (expected.isEmpty() && format.isNan(actual)) {
            invalid = true;
            expected = format.nan(sign, "");
          }
          if (!expected.isEmpty()) {
            assertThat(actual).as("%s, lane %d", what, lane).isEqualTo(expected);
          }
        }
      }
      return invalid;
    }
  }

  /** Empty where no source is a NaN. */
  private static String expected(
      OneWave wave, List<Source> sources, Format result, int lane, int element) {
    for (Source source : sources) {
      String bits = source.bits(wave, lane, element);
      if (source.format.isNan(bits)) {
        return result.nan(bits.charAt(0), bits.substring(1 + source.format.exponent));
      }
    }
    return "";
  }

  private static int[] drawn(OneWave wave, Random random, List<Source> sources) {
    for (int register = 2; register < 10; register++) {
      wave.vectorOfAll(register, 0);
    }
    for (Source source : sources) {
      Format format = source.format;
      for (int lane = 0; lane < Wave.LANES; lane++) {
        long bits = 0;
        for (int at = 0; at < 64; at += format.bits()) {
          bits |= format.drawn(random) << at;
        }
        wave.vector(source.register, lane, (int) bits);
        wave.vector(source.register + 1, lane, (int) (bits >>> 32));
      }
    }
    for (int lane = 0; lane < Wave.LANES; lane++) {
      wave.vector(ADDRESS, lane, 8 * lane);
    }
    wave.wave.setPair(Wave.VCC, 0);
    return Arrays.copyOf(wave.wave.v, (ADDRESS + 1) * Wave.LANES);
  }

  private static long wide(OneWave wave, int register, int lane) {
    return wave.vector(register, lane) & 0xffff_ffffL
        | (long) wave.vector(register + 1, lane) << 32;
  }

  /** Registers of random bits hold NaNs of every kind, whatever the elements' format. */
  @ParameterizedTest
  @CdnaTargets
  void matrixInstructionsAndDotProductsKnowOneNan(Target target) {
    for (String name : InstructionTable.mnemonics(target)) {
      if (name.matches("v_(mfma|mfma_scale|smfmac)_f.*|v_dot2c?_f32_.*")) {
        knowsOneNan(target, name);
      }
    }
  }

  private static void knowsOneNan(Target target, String name) {
    OneWave wave = new OneWave(target);
    Random random = new Random(name.hashCode());
    for (int i = 0; i < 256 * Wave.LANES; i++) {
      wave.wave.v[i] = random.nextInt();
      if (i / Wave.LANES % 2 == 1 && random.nextInt(50) == 0) {
        wave.wave.v[i] |= 0x7ff0_7ff0;
      }
    }
    String scales = name.startsWith("v_mfma_scale") ? ", v36, v37" : "";
    String formats = name.contains("f8f6f4") ? " cbsz:1 blgp:1" : "";
    String text = name + " v[128:159], v[0:7], v[8:15], v[64:95]" + scales + formats;
    Operation operation = wave.bind(name.startsWith("v_dot2c") ? name + " v128, v1, v3" : text);
    int[] before = wave.wave.v.clone();
    boolean wide = name.startsWith("v_mfma_f64");
    Format format = Format.of(wide ? "f64" : "f32");
    int nans = 0;
    for (int pass = 0; pass < 100; pass++) {
      System.arraycopy(before, 0, wave.wave.v, 0, before.length);
      operation.execute(wave.wave);
      for (int i = 128 * Wave.LANES; i < 160 * Wave.LANES; i++) {
        if (wave.wave.v[i] == before[i]) {
          continue;
        }
        int register = i / Wave.LANES;
        String bits = format.text(wide(wave, wide ? register & ~1 : register, i % Wave.LANES));
        if (format.isNan(bits)) {
          nans++;
          assertThat(bits).as("%s, pass %d", name, pass).isEqualTo(format.nan('0', ""));
        }
      }
    }
    assertThat(nans).as(name).isPositive();
  }
}
