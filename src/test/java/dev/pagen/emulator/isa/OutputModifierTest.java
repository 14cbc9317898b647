package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.spec.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The output multiplier obeys MODE as AMD's ISA documents say. */
class OutputModifierTest {
  private static final int IEEE = 0x200;
  private static final int DX10_CLAMP = 0x100;
  private static final int DENORMALS_32 = 0x30;
  private static final int DENORMALS_16_64 = 0xc0;

  @Test
  void theMultiplierIsIgnoredInIeeeMode() {
    assertThat(run("v_add_f32_e64 v0, v1, v2 mul:2", IEEE, 1f, 2f)).isEqualTo(bits(3));
    assertThat(run("v_add_f32_e64 v0, v1, v2 mul:2", 0, 1f, 2f)).isEqualTo(bits(6));
  }

  @Test
  void theMultiplierIsIgnoredWhileDenormalsOfTheTypeAreKept() {
    assertThat(run("v_add_f32_e64 v0, v1, v2 div:2", DENORMALS_32, 1f, 2f)).isEqualTo(bits(3));
    assertThat(run("v_add_f32_e64 v0, v1, v2 div:2", DENORMALS_16_64, 1f, 2f))
        .isEqualTo(bits(1.5f));
  }

  @Test
  void theMultiplierFlushesDenormalsAndMinusZero() {
    assertThat(run("v_mul_f32_e64 v0, v1, v2 div:2", 0, Float.MIN_NORMAL, 1f)).isZero();
    assertThat(run("v_mul_f32_e64 v0, v1, v2 mul:4", 0, -0f, 1f)).isZero();
  }

  @Test
  void halfPrecisionHasItsOwnDenormalBit() {
    int three = Float.floatToFloat16(3);
    String instruction = "v_mul_f16_e64 v0, v1, v2 mul:4";
    int one = Float.floatToFloat16(1);
    assertThat(execute(instruction, DENORMALS_16_64, three, one)).isEqualTo(three);
    assertThat(execute(instruction, DENORMALS_32, three, one))
        .isEqualTo(Float.floatToFloat16(12) & 0xffff);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v_mad_u32_u24 v0, v1, v2, v3 clamp",
        "v_mad_i32_i24 v0, v1, v2, v3 clamp",
        "v_mad_u16 v0, v1, v2, v3 clamp",
        "v_mad_i32_i16 v0, v1, v2, v3 clamp",
        "v_mad_legacy_u16 v0, v1, v2, v3 clamp",
        "v_mad_u64_u32 v[4:5], vcc, v1, v2, v[6:7] clamp",
        "v_add_co_u32_e64 v0, vcc, v1, v2 clamp",
        "v_mul_u32_u24_e64 v0, v1, v2 clamp",
        "v_min3_u16 v0, v1, v2, v3 clamp",
        "v_sad_u8 v0, v1, v2, v3 clamp",
        "v_qsad_pk_u16_u8 v[4:5], v[6:7], v1, v[8:9] clamp",
        "v_cvt_i32_f32_e64 v0, v1 clamp",
        "v_frexp_exp_i32_f32_e64 v0, v1 clamp",
        "v_cmp_lt_f32_e64 vcc, v1, v2 clamp",
        "v_pk_mad_u16 v0, v1, v2, v3 clamp",
        "v_pk_mad_i16 v0, v1, v2, v3 clamp",
        "v_pk_min_u16 v0, v1, v2 clamp",
        "v_pk_mov_b32 v[4:5], v[6:7], v[8:9] clamp"
      })
  void aClampThatIsNotModelledIsRefused(String instruction) {
    assertThatExceptionOfType(UnmodelledException.class)
        .isThrownBy(() -> execute(instruction, 0, 1, 2))
        .withMessageContaining("clamp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v_dot2_f32_f16 v0, v1, v2, v3 neg_lo:[0,0,1]",
        "v_dot2_f32_f16 v0, v1, v2, v3 neg_hi:[0,0,1]",
        "v_dot2_f32_bf16 v0, v1, v2, v3 neg_lo:[0,0,1] neg_hi:[0,0,1]",
        "v_dot2c_f32_f16_e64 v0, -v1, v2",
        "v_dot2c_f32_f16_e64 v0, v1, |v2|",
        "v_dot4_i32_i8 v0, v1, v2, v3 neg_lo:[1,0,0]",
        "v_dot2_i32_i16 v0, v1, v2, v3 neg_hi:[0,1,0]",
        "v_pk_add_u16 v0, v1, v2 neg_lo:[1,0]",
        "v_pk_max_i16 v0, v1, v2 neg_hi:[0,1]",
        "v_pk_mov_b32 v[4:5], v[6:7], v[8:9] neg_lo:[1,0]"
      })
  void aSourceModifierThatIsNotModelledIsRefused(String instruction) {
    assertThatExceptionOfType(UnmodelledException.class)
        .isThrownBy(() -> execute(instruction, 0, 1, 2));
  }

  @Test
  void aDotProductTakesItsFirstSourceFromTheLaneThatDppNames() {
    OneWave wave = new OneWave(Target.GFX942);
    int one = Float.floatToFloat16(1);
    wave.vectorOfAll(0, bits(0.5f)).vectorOfAll(1, one).vectorOfAll(2, one);
    wave.vector(1, 1, Float.floatToFloat16(3));
    wave.execute("v_dot2c_f32_f16_dpp v0, v1, v2 quad_perm:[1,0,2,3] row_mask:0xf bank_mask:0x1");
    assertThat(wave.vector(0, 0)).isEqualTo(bits(3.5f));
    assertThat(wave.vector(0, 1)).isEqualTo(bits(1.5f));
    assertThat(wave.vector(0, 4)).as("a bank that is masked off").isEqualTo(bits(0.5f));
  }

  @Test
  void aNanClampsToZeroOnlyWithDx10Clamp() {
    assertThat(run("v_add_f32_e64 v0, v1, v2 clamp", DX10_CLAMP, Float.NaN, 2f)).isZero();
    assertThat(Float.intBitsToFloat(run("v_add_f32_e64 v0, v1, v2 clamp", 0, Float.NaN, 2f)))
        .isNaN();
  }

  private static int run(String instruction, int mode, float a, float b) {
    return execute(instruction, mode, bits(a), bits(b));
  }

  private static int execute(String instruction, int mode, int a, int b) {
    OneWave wave = new OneWave(Target.GFX950);
    wave.wave.mode = mode;
    return wave.vectorOfAll(1, a).vectorOfAll(2, b).execute(instruction).vector(0, 0);
  }

  private static int bits(float value) {
    return Float.floatToRawIntBits(value);
  }
}
