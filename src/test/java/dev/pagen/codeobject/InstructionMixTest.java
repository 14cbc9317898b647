package dev.pagen.codeobject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.codeobject.InstructionClass.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionMixTest {

  @ParameterizedTest
  @CsvSource({
    "v_mfma_f32_16x16x32_bf16, MATRIX, 0",
    "v_mfma_scale_f32_16x16x128_f8f6f4, MATRIX, 0",
    "v_accvgpr_read_b32, ACCUMULATOR_MOVE, 0",
    "v_exp_f32_e32, TRANSCENDENTAL, 0",
    "v_rcp_f32_e32, TRANSCENDENTAL, 0",
    "v_cvt_pk_bf16_f32, PACKED_CONVERSION, 0",
    "v_cvt_pk_f32_fp8_e32, PACKED_CONVERSION, 0",
    "v_cvt_f32_f16_e32, CONVERSION, 0",
    "v_permlane32_swap_b32_e32, LANE_EXCHANGE, 0",
    "v_readfirstlane_b32, LANE_EXCHANGE, 0",
    "v_add_f32_dpp, LANE_EXCHANGE, 0",
    "v_pk_fma_f32, PACKED_ALU, 0",
    "v_dot2_f32_f16, PACKED_ALU, 0",
    "v_perm_b32, VECTOR_ALU, 0",
    "v_fma_f32, VECTOR_ALU, 0",
    "global_load_dwordx4, GLOBAL_LOAD, 16",
    "global_load_ubyte, GLOBAL_LOAD, 1",
    "global_load_short_d16_hi, GLOBAL_LOAD, 2",
    "global_load_lds_dwordx4, GLOBAL_TO_LDS, 16",
    "global_store_dwordx3, GLOBAL_STORE, 12",
    "flat_load_dword, FLAT_LOAD, 4",
    "buffer_load_dwordx2, BUFFER_LOAD, 8",
    "buffer_load_format_d16_xyzw, BUFFER_LOAD, 8",
    "scratch_store_dwordx4, SCRATCH_STORE, 16",
    "global_atomic_add_f32, MEMORY_ATOMIC, 4",
    "global_atomic_add_x2, MEMORY_ATOMIC, 8",
    "buffer_inv, CACHE_CONTROL, 0",
    "ds_bpermute_b32, LDS_EXCHANGE, 4",
    "ds_swizzle_b32, LDS_EXCHANGE, 4",
    "ds_read_b64_tr_b16, LDS_TRANSPOSE_READ, 8",
    "ds_read_b128, LDS_READ, 16",
    "ds_read_u16, LDS_READ, 2",
    "ds_read_u16_d16_hi, LDS_READ, 2",
    "ds_read2st64_b32, LDS_READ, 8",
    "ds_read2_b64, LDS_READ, 16",
    "ds_write_b96, LDS_WRITE, 12",
    "ds_write2_b32, LDS_WRITE, 8",
    "ds_add_u32, LDS_OTHER, 4",
    "s_load_dwordx16, SCALAR_LOAD, 64",
    "s_memtime, SCALAR_MEMORY_OTHER, 0",
    "s_barrier, BARRIER, 0",
    "s_waitcnt, WAIT, 0",
    "s_cbranch_scc1, BRANCH, 0",
    "s_branch, BRANCH, 0",
    "s_endpgm, BRANCH, 0",
    "s_nop, NOP, 0",
    "s_setprio, CONTROL, 0",
    "s_lshl_b64, SCALAR_ALU, 0",
    "s_and_saveexec_b64, SCALAR_ALU, 0",
  })
  void classifiesByMnemonic(String mnemonic, InstructionClass kind, int bytes) {
    assertThat(InstructionClass.of(mnemonic)).isEqualTo(kind);
    assertThat(AccessWidth.bytes(mnemonic)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mfma-gfx90a", "mfma-gfx942"})
  void knowsEveryInstructionOfRealKernelsAndCountsEachOnce(String sample) {
    for (Disassembly.Function f : Disassembly.parse(Samples.text(sample + ".s")).functions()) {
      InstructionMix mix = InstructionMix.of(f.instructions());
      assertThat(mix.counts()).doesNotContainKey(InstructionClass.OTHER);
      assertThat(mix.counts().values().stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(mix.total())
          .isEqualTo(f.instructions().size());
    }
  }

  @ParameterizedTest
  @CsvSource({"mfma-gfx90a, v_mfma_f32_16x16x16bf16_1k", "mfma-gfx942, v_mfma_f32_16x16x16_bf16"})
  void countsTheMatrixLoop(String sample, String shape) {
    InstructionMix mix = mix(sample, "pipelined");
    assertThat(mix.count(InstructionClass.MATRIX)).isEqualTo(2);
    assertThat(mix.matrixShapes()).containsOnlyKeys(shape);
    assertThat(mix.count(InstructionClass.GLOBAL_LOAD, 16)).isEqualTo(6);
    assertThat(mix.nonTemporalLoads()).isEqualTo(6);
    assertThat(mix.codeBytes())
        .isEqualTo(Samples.codeObject(sample).kernel("pipelined").codeBytes());
  }

  @Test
  void countsTheExchange() {
    InstructionMix mix = mix("mfma-gfx942", "exchange");
    assertThat(mix.count(InstructionClass.BARRIER)).isEqualTo(1);
    assertThat(mix.count(InstructionClass.LDS_EXCHANGE)).isEqualTo(1);
    assertThat(mix.count(InstructionClass.TRANSCENDENTAL)).isEqualTo(1);
    assertThat(mix.count(InstructionClass.LDS_READ, 4)).isEqualTo(1);
    assertThat(mix.count(Unit.LDS)).isEqualTo(3);
    assertThat(mix.nonTemporalLoads()).isZero();
  }

  @Test
  void aLoadWithTheLdsModifierGoesToLds() {
    List<Instruction> code =
        Disassembly.parse("f:\n\tbuffer_load_dword v1, s[0:3], 0 offen lds // 0000000A: 00000000\n")
            .functions()
            .getFirst()
            .instructions();
    assertThat(InstructionMix.of(code).count(InstructionClass.GLOBAL_TO_LDS)).isEqualTo(1);
  }

  private static InstructionMix mix(String sample, String function) {
    return InstructionMix.of(
        Disassembly.parse(Samples.text(sample + ".s")).function(function).instructions());
  }
}
