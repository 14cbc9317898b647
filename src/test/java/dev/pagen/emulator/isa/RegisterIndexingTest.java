package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.TestGpu;
import dev.pagen.emulator.machine.LaneFault;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An instruction under register indexing does what it does with those register numbers written out.
 * Which of its registers M0's bits concern stands in braces, after AMD's ISA documents: {@code
 * {D10}} is v10 as DST, {@code {1:20:21}} is v[20:21] as SRC1; other registers are not concerned.
 */
class RegisterIndexingTest {
  private static final Pattern PLACE = Pattern.compile("\\{([D012])(?::)?(\\d+)(?::(\\d+))?}");

  private static final List<String> INSTRUCTIONS =
      List.of(
          "v_mov_b32_e32 {D10}, {0:20}",
          "v_add_u32_e32 {D10}, {0:20}, {1:30}",
          "v_add_u32_e32 {D10}, s5, {1:30}",
          "v_subrev_f32_e32 {D10}, {0:20}, {1:30}",
          "v_lshlrev_b32_e32 {D10}, {0:20}, {1:30}",
          "v_fma_f32 {D10}, -{0:20}, |{1:30}|, {2:40}",
          "v_fmac_f32_e32 {D10}, {0:20}, {1:30}",
          "v_add_f64 {D10:11}, {0:20:21}, -{1:30:31}",
          "v_pk_fma_f32 {D10:11}, {0:20:21}, {1:30:31}, {2:40:41} op_sel_hi:[1,0,1]",
          "v_lshl_add_u64 {D10:11}, {0:20:21}, 3, {2:40:41}",
          "v_add_co_u32_e32 {D10}, vcc, {0:20}, {1:30}",
          "v_addc_co_u32_e32 {D10}, vcc, {0:20}, {1:30}, vcc",
          "v_mad_u64_u32 {D10:11}, s[8:9], {0:20}, {1:30}, {2:40:41}",
          "v_cmp_lt_f32_e32 vcc, {0:20}, {1:30}",
          "v_cmp_gt_u32_e64 s[8:9], {0:20}, {1:30}",
          "v_cndmask_b32_e32 {D10}, {0:20}, {1:30}, vcc",
          "v_readlane_b32 s8, {0:20}, 7",
          "v_readfirstlane_b32 s8, {0:20}",
          "v_writelane_b32 {D10}, s5, 7",
          "v_accvgpr_read_b32 {D10}, a20",
          "v_accvgpr_write_b32 a10, {0:20}",
          "v_mov_b32_dpp {D10}, {0:20} row_shr:1 row_mask:0xf bank_mask:0xf",
          "v_add_u32_sdwa {D10}, {0:20}, {1:30} dst_sel:BYTE_1 dst_unused:UNUSED_PRESERVE"
              + " src0_sel:WORD_1 src1_sel:DWORD",
          "v_mfma_f32_4x4x4_16b_f16 a[8:11], {0:20:21}, {1:30:31}, a[12:15]",
          "v_mfma_f32_4x4x4_16b_f16 {D10:13}, {0:20:21}, a[30:31], {2:40:43}",
          "s_add_u32 s8, s5, s6",
          "ds_bpermute_b32 v10, v20, v30");

  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"GFX942", "GFX950"})
  void doesWhatTheShiftedNumbersSay(Target target) {
    Random random = new Random(7);
    OneWave before = filled(target, 1);
    OneWave indexed = filled(target, 2);
    OneWave plain = filled(target, 3);
    for (String instruction : INSTRUCTIONS) {
      for (int bits = 0; bits < 16; bits++) {
        int index = 1 + random.nextInt(90);
        System.arraycopy(before.wave.v, 0, indexed.wave.v, 0, before.wave.v.length);
        System.arraycopy(before.wave.v, 0, plain.wave.v, 0, before.wave.v.length);
        System.arraycopy(before.wave.s, 0, indexed.wave.s, 0, before.wave.s.length);
        System.arraycopy(before.wave.s, 0, plain.wave.s, 0, before.wave.s.length);
        for (OneWave wave : List.of(indexed, plain)) {
          wave.scalar(2, index).execute("s_set_gpr_idx_on s2, gpr_idx(%s)".formatted(names(bits)));
        }
        plain.execute("s_set_gpr_idx_off");
        indexed.execute(written(instruction, 0, 0));
        plain.execute(written(instruction, index, bits));
        indexed.execute("s_set_gpr_idx_off");
        assertThat(Arrays.equals(indexed.wave.v, plain.wave.v))
            .as("vector registers after %s, mask %d", instruction, bits)
            .isTrue();
        assertThat(indexed.wave.s).as("%s, %d", instruction, bits).isEqualTo(plain.wave.s);
      }
    }
  }

  /** Its third source is encoded as the second. */
  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"GFX942", "GFX950"})
  void theAddendOfAMultiplyWithAConstantIsTheThirdSource(Target target) {
    OneWave wave = filled(target, 3);
    wave.scalar(2, 5).execute("s_set_gpr_idx_on s2, gpr_idx(SRC2)");
    wave.wave.setExec(-1);
    wave.vectorOfAll(20, Float.floatToRawIntBits(3));
    wave.vectorOfAll(30, Float.floatToRawIntBits(100));
    wave.vectorOfAll(35, Float.floatToRawIntBits(7));
    wave.execute("v_fmamk_f32 v10, v20, 0x40000000, v30");
    assertThat(Float.intBitsToFloat(wave.vector(10, 9))).isEqualTo(13);
  }

  @ParameterizedTest
  @CdnaTargets
  void indexAndModeChangeOnTheirOwn(Target target) {
    OneWave wave = filled(target, 4);
    wave.wave.setExec(-1);
    wave.scalar(2, 0x105).execute("s_set_gpr_idx_on s2, gpr_idx(SRC0)");
    wave.scalar(3, 0xff09).execute("s_set_gpr_idx_idx s3", "s_set_gpr_idx_mode gpr_idx(DST)");
    int source = wave.vector(20, 1);
    wave.execute("v_mov_b32_e32 v10, v20");
    assertThat(wave.vector(19, 1)).isEqualTo(source);
    assertThat(wave.scalar(Wave.M0) & 0xf0ff).isEqualTo(0x8009);
  }

  @ParameterizedTest
  @CdnaTargets
  void aBitOfModeSaysWhetherItIsOn(Target target) {
    OneWave wave = filled(target, 5);
    wave.wave.setExec(-1);
    wave.scalar(2, 3).execute("s_set_gpr_idx_on s2, gpr_idx(SRC0)");
    wave.execute("s_getreg_b32 s4, hwreg(HW_REG_MODE, 27, 1)");
    assertThat(wave.scalar(4)).isEqualTo(1);
    wave.scalar(4, 0).execute("s_setreg_b32 hwreg(HW_REG_MODE, 27, 1), s4");
    wave.execute("v_mov_b32_e32 v10, v20");
    assertThat(wave.vector(10, 1)).isEqualTo(wave.vector(20, 1));
  }

  @ParameterizedTest
  @CdnaTargets
  void aNumberThatTheWaveDoesNotHaveIsNamed(Target target) {
    OneWave wave = new OneWave(target);
    wave.wave.poison(48, 0);
    wave.scalar(2, 28).execute("s_set_gpr_idx_on s2, gpr_idx(SRC1)");
    wave.execute("v_add_u32_e32 v1, v47, v19");
    assertThatThrownBy(() -> wave.execute("v_add_u32_e32 v1, v2, v20"))
        .isInstanceOf(LaneFault.class)
        .hasMessage("indexing by 28 makes v48 of v20, and the wave has 48 vector registers");
    assertThatThrownBy(() -> wave.execute("v_add_f64 v[0:1], v[2:3], -v[19:20]"))
        .hasMessageContaining("makes v48 of -v[19:20]");
  }

  /** No document says which bit concerns what of a swap. */
  @ParameterizedTest
  @CdnaTargets
  void aSwapIsNotModelled(Target target) {
    OneWave wave = filled(target, 6);
    wave.scalar(2, 1).execute("s_set_gpr_idx_on s2, gpr_idx(DST)");
    assertThatThrownBy(() -> wave.execute("v_swap_b32 v1, v2"))
        .isInstanceOf(UnmodelledException.class)
        .hasMessageContaining("v_swap_b32 while register indexing is on");
  }

  /** In a kernel: the checks see the registers that are meant, and a report says how. */
  @Test
  void aReadOfWhatNothingHasWrittenIsFound() {
    String end = "s_endpgm  .*2144: BF810000(\\n\\ts_nop.*)*";
    String indexed =
        """
        s_set_gpr_idx_on 3, gpr_idx(SRC0) // 000000002144: BF110183
        \tv_add_u32_e32 v0, v0, v0 // 000000002148: 68000100
        \ts_set_gpr_idx_off // 00000000214C: BF9C0000
        \ts_endpgm // 000000002150: BF810000\
        """;
    EmulatedGpu checked = new EmulatedGpu(Target.GFX942, ExecutionChecks.all());
    TestGpu gpu = TestGpu.changed("faults", checked, end, indexed);
    long buffer = checked.memory().allocate(4 * 256);
    assertThatThrownBy(() -> gpu.launch("reverse", 1, 256, buffer, buffer))
        .hasMessageContaining("v_add_u32_e32 v0, v0, v0 at 0x2148")
        .hasMessageContaining("with registers indexed by 3")
        .hasMessageContaining("v3 is read, but nothing has written it");
  }

  private static OneWave filled(Target target, long seed) {
    OneWave wave = new OneWave(target);
    Random random = new Random(seed);
    for (int i = 0; i < wave.wave.v.length; i++) {
      wave.wave.v[i] = Float.floatToRawIntBits(random.nextFloat(-100, 100));
    }
    for (int i = 0; i < Wave.FLAT_SCRATCH; i++) {
      wave.scalar(i, random.nextInt());
    }
    wave.scalar(Wave.M0, 0);
    wave.wave.setPair(Wave.VCC, random.nextLong());
    wave.wave.setExec(random.nextLong() | 1);
    return wave;
  }

  private static String names(int bits) {
    List<String> names = new ArrayList<>();
    String[] all = {"SRC0", "SRC1", "SRC2", "DST"};
    for (int i = 0; i < all.length; i++) {
      if ((bits >> i & 1) != 0) {
        names.add(all[i]);
      }
    }
    return String.join(",", names);
  }

  /** With the index added to the registers that the bits concern. */
  private static String written(String instruction, int index, int bits) {
    return PLACE.matcher(instruction).replaceAll(m -> register(m, index, bits));
  }

  private static String register(MatchResult place, int index, int bits) {
    int bit = "012D".indexOf(place.group(1));
    int added = (bits >> bit & 1) != 0 ? index : 0;
    int first = Integer.parseInt(place.group(2)) + added;
    return place.group(3) == null
        ? "v" + first
        : "v[%d:%d]".formatted(first, Integer.parseInt(place.group(3)) + added);
  }
}
