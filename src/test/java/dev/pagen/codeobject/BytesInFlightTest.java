package dev.pagen.codeobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesInFlightTest {
  private static final int WIDE_LOAD = 64 * 16;

  private final List<Instruction> code = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"mfma-gfx90a, 1.5", "mfma-gfx942, 2.0"})
  void seesTheTilesThatARealKernelKeepsInFlight(String sample, double atMatrix) {
    BytesInFlight bytes =
        BytesInFlight.of(
            Disassembly.parse(Samples.text(sample + ".s")).function("pipelined").instructions());
    // Two tiles before the loop and one more at its top, each of one load from A and one from B;
    // but
    // the compiler waits for all of them at the bottom of the loop, to rotate the buffers. On
    // gfx90a
    // it waits for one more load before the second of the two matrix instructions.
    assertThat(bytes.peak()).isEqualTo(6 * WIDE_LOAD);
    assertThat(bytes.steadyPeak()).isEqualTo(2 * WIDE_LOAD);
    assertThat(bytes.atMatrix()).hasValue(atMatrix * WIDE_LOAD);
  }

  @Test
  void loadsThatAreNotCountedAreWaitedForAllTheSame() {
    add("global_load_dwordx4");
    add("global_load_dword");
    waitFor(1);
    add("v_mfma_f32_16x16x16_bf16");
    add("s_endpgm");
    assertThat(bytes("global_load_dwordx4").atMatrix()).hasValue(0);
    assertThat(bytes("global_load_dwordx4").peak()).isEqualTo(WIDE_LOAD);
    assertThat(bytes("global_load_dword").atMatrix()).hasValue(256);
  }

  private BytesInFlight bytes(String mnemonic) {
    return BytesInFlight.of(code, load -> load.mnemonic().equals(mnemonic));
  }

  @Test
  void waitsRetireTheOldestAndStoresCount() {
    add("global_load_dwordx4");
    add("global_store_dword");
    add("global_load_dwordx4");
    add("global_load_dword");
    waitFor(2);
    add("v_mfma_f32_16x16x16_bf16");
    waitFor(0);
    add("v_mfma_f32_16x16x16_bf16");
    add("s_endpgm");
    BytesInFlight bytes = BytesInFlight.of(code);
    assertThat(bytes.peak()).isEqualTo(2 * WIDE_LOAD + 256);
    // Of load, store, load, load the wait leaves the last two.
    assertThat(bytes.atMatrix()).hasValue((WIDE_LOAD + 256) / 2.0);
  }

  @Test
  void aSteadyStateIsTheLoopsSecondRound() {
    add("global_load_dwordx4");
    int top = code.size();
    add("global_load_dwordx4");
    add("global_load_dwordx4");
    waitFor(2);
    add("v_mfma_f32_16x16x16_bf16");
    branch("s_cbranch_scc0", top);
    add("s_endpgm");
    BytesInFlight bytes = BytesInFlight.of(code);
    // First round: 3 loads out. From then on two remain from the round before, plus two new ones.
    assertThat(bytes.steadyPeak()).isEqualTo(4 * WIDE_LOAD);
    assertThat(bytes.peak()).isEqualTo(4 * WIDE_LOAD);
    assertThat(bytes.atMatrix()).hasValue(2.0 * WIDE_LOAD);
  }

  @Test
  void theMainLoopIsTheOneThatMultiplies() {
    int copy = code.size();
    for (int i = 0; i < 8; i++) {
      add("global_load_dwordx4");
    }
    waitFor(0);
    branch("s_cbranch_scc0", copy);
    int multiply = code.size();
    add("global_load_dwordx4");
    add("v_mfma_f32_16x16x16_bf16");
    waitFor(0);
    branch("s_cbranch_scc0", multiply);
    add("s_endpgm");
    BytesInFlight bytes = BytesInFlight.of(code);
    assertThat(bytes.peak()).isEqualTo(8 * WIDE_LOAD);
    assertThat(bytes.steadyPeak()).isEqualTo(WIDE_LOAD);
  }

  /** What runs last may lie first: the jump back to it closes no loop, and hides nothing. */
  @Test
  void aJumpBackToTheEndIsNoLoop() {
    branch("s_cbranch_scc1", 4);
    int end = code.size();
    add("ds_write_b32");
    add("ds_read_b32");
    add("s_endpgm");
    int top = code.size();
    add("global_load_dwordx4");
    add("v_mfma_f32_16x16x16_bf16");
    branch("s_cbranch_scc0", top);
    branch("s_cbranch_scc0", end);
    add("global_load_dwordx4");
    add("v_mfma_f32_16x16x16_bf16");
    branch("s_branch", end);
    assertThat(MainLoop.of(code)).hasValue(new MainLoop(top, top + 2));
    // Two in the loop's rounds, and the one after it.
    assertThat(BytesInFlight.of(code).peak()).isEqualTo(3 * WIDE_LOAD);
  }

  @Test
  void codeBehindAJumpStartsWithTheQueueOfTheJump() {
    add("global_load_dwordx4");
    branch("s_cbranch_execz", 4);
    waitFor(0);
    add("s_endpgm");
    add("v_mfma_f32_16x16x16_bf16");
    add("s_endpgm");
    assertThat(BytesInFlight.of(code).atMatrix()).hasValue(WIDE_LOAD);
  }

  @Test
  void privateMemoryCountsAsOutstandingButNotAsBytes() {
    add("global_load_dwordx4");
    add("scratch_load_dwordx4");
    waitFor(1);
    add("v_mfma_f32_16x16x16_bf16");
    add("s_endpgm");
    BytesInFlight bytes = BytesInFlight.of(code);
    assertThat(bytes.peak()).isEqualTo(WIDE_LOAD);
    assertThat(bytes.atMatrix()).hasValue(0);
  }

  @Test
  void moreThanTheCounterHoldsIsNeverOutstanding() {
    for (int i = 0; i < 100; i++) {
      add("global_load_dwordx4");
    }
    add("s_endpgm");
    assertThat(BytesInFlight.of(code).peak()).isEqualTo(63L * WIDE_LOAD);
  }

  @Test
  void everyWaveOfAComputeUnitCounts() {
    add("global_load_dwordx4");
    waitFor(0);
    add("s_endpgm");
    KernelResources kernel = new KernelResources(128, 0, 128, 32, 0, 0, 0, 0, 64, 256);
    Occupancy occupancy = Occupancy.of(kernel, Target.GFX942, 256);
    assertThat(BytesInFlight.of(code).perCu(occupancy)).isEqualTo(16 * WIDE_LOAD);
    // Of load, wait and end, one instruction finds the load outstanding.
    assertThat(BytesInFlight.of(code).meanPerCu(occupancy))
        .isCloseTo(16 * WIDE_LOAD / 3.0, within(1e-6));
  }

  @Test
  void anEmptyFunctionHasNothingInFlight() {
    assertThat(BytesInFlight.of(code).peak()).isZero();
    assertThat(BytesInFlight.of(code).atMatrix()).isEmpty();
  }

  private void add(String mnemonic) {
    code.add(instruction(mnemonic, 0, OptionalLong.empty()));
  }

  private void waitFor(int count) {
    int immediate = 0x0f70 | (count & 0xf) | ((count >> 4) << 14);
    code.add(instruction("s_waitcnt", 0xbf8c0000 | immediate, OptionalLong.empty()));
  }

  private void branch(String mnemonic, int target) {
    code.add(instruction(mnemonic, 0, OptionalLong.of(4L * target)));
  }

  private Instruction instruction(String mnemonic, int word, OptionalLong target) {
    return new Instruction(4L * code.size(), List.of(word), mnemonic, List.of(), List.of(), target);
  }
}
