package dev.pagen.emulator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.TestGpu;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.observe.Timeline.Timing;
import dev.pagen.spec.Family;
import dev.pagen.spec.Target;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A wave's clock on sequences whose time can be told by hand. */
class WaveClockTest {
  private static final int ISSUE = 4;
  private static final int TRANSCENDENTAL = 16;
  private static final int MATRIX = 32;
  private static final int LDS = 64;
  private static final int SCALAR = 200;
  private static final int MEMORY = 1000;
  private static final Timing TIMING =
      new Timing(ISSUE, TRANSCENDENTAL, MATRIX, LDS, SCALAR, MEMORY);

  private final WaveClock clock = new WaveClock();

  @Test
  void everyInstructionTakesItsTime() {
    run("v_add_f32_e32", "s_add_u32", "v_exp_f32_e32");
    assertThat(clock.now).isEqualTo(2 * ISSUE + TRANSCENDENTAL);
    clock.execute(instruction("s_nop", 0xbf800002, List.of("2")), TIMING);
    assertThat(clock.now).isEqualTo(5 * ISSUE + TRANSCENDENTAL);
  }

  @Test
  void matrixInstructionsFollowEachOtherAtTheirRate() {
    run("v_mfma_f32_16x16x16_bf16", "v_add_f32_e32", "v_mfma_f32_16x16x16_bf16");
    assertThat(clock.now).isEqualTo(MATRIX + ISSUE);
  }

  @Test
  void aWaitLastsUntilTheLoadIsThere() {
    run("global_load_dwordx4");
    waitFor("vmcnt", 0);
    assertThat(clock.now).isEqualTo(ISSUE + MEMORY + ISSUE);
  }

  @Test
  void loadsOverlapAndComeBackInOrder() {
    run("global_load_dwordx4", "v_add_f32_e32", "global_load_dwordx4");
    waitFor("vmcnt", 1);
    assertThat(clock.now).isEqualTo(ISSUE + MEMORY + ISSUE);
    waitFor("vmcnt", 0);
    assertThat(clock.now).isEqualTo(3 * ISSUE + MEMORY + ISSUE);
  }

  @Test
  void workCoversLatency() {
    run("ds_read_b128");
    for (int i = 0; i < LDS / ISSUE; i++) {
      run("v_add_f32_e32");
    }
    long before = clock.now;
    waitFor("lgkmcnt", 0);
    assertThat(clock.now).isEqualTo(before + ISSUE);
  }

  @Test
  void bankConflictsDelayWhatComesAfter() {
    run("ds_read_b128");
    clock.lds(8);
    run("ds_read_b128");
    clock.lds(8);
    waitFor("lgkmcnt", 0);
    // The second could come ISSUE later than the first, but LDS is busy with that for 8 cycles.
    assertThat(clock.now).isEqualTo(ISSUE + LDS + 16 + ISSUE);
  }

  @Test
  void scalarLoadsTakeTheirOwnLatency() {
    run("s_load_dwordx2");
    waitFor("lgkmcnt", 0);
    assertThat(clock.now).isEqualTo(ISSUE + SCALAR + ISSUE);
  }

  /** One load, one trip through LDS and a store: one latency to wait out, whatever it is. */
  @ParameterizedTest
  @MethodSource("targets")
  void aWorkgroupWaitsOutTheLatenciesItDependsOn(Target target) {
    Timeline near = new Timeline(target, TIMING);
    Timeline far =
        new Timeline(target, new Timing(ISSUE, TRANSCENDENTAL, MATRIX, LDS, SCALAR, 2 * MEMORY));
    TestGpu gpu =
        new TestGpu("faults", new EmulatedGpu(target, 2, ExecutionObserver.both(near, far)));
    int[] values = new Random(12).ints(256).toArray();
    long in = gpu.ints(values);
    near.stream(in, 1024);
    far.stream(in, 1024);
    long out = gpu.poisoned(1024);
    gpu.launch("reverse", 3, 256, in, out);
    Timeline.Span first = near.kernels().get("reverse");
    Timeline.Span second = far.kernels().get("reverse");
    assertThat(second.duration() - first.duration()).isEqualTo(MEMORY);
    assertThat(second.fill() - first.fill()).isEqualTo(MEMORY);
    assertThat(second.drain()).isEqualTo(first.drain()).isPositive();
    assertThat(first.longestDrain()).isGreaterThanOrEqualTo(first.drain());
    assertThat(first.duration()).isBetween(MEMORY + SCALAR + LDS + 0.0, MEMORY + 1000.0);
  }

  private void run(String... mnemonics) {
    for (String mnemonic : mnemonics) {
      clock.execute(instruction(mnemonic, 0, List.of()), TIMING);
    }
  }

  private void waitFor(String counter, int count) {
    int immediate =
        counter.equals("vmcnt") ? 0x0f70 | (count & 0xf) | count >>> 4 << 14 : 0xc07f | count << 8;
    clock.execute(instruction("s_waitcnt", 0xbf8c0000 | immediate, List.of()), TIMING);
  }

  private static Instruction instruction(String mnemonic, int encoding, List<String> operands) {
    return new Instruction(
        0, List.of(encoding), mnemonic, operands, List.of(), OptionalLong.empty());
  }

  private static List<Target> targets() {
    return Target.of(Family.CDNA);
  }
}
