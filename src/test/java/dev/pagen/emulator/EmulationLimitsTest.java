package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.machine.BeyondDeviceException;
import dev.pagen.emulator.machine.Dim3;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** How far launches go: as far as they are allowed, and no further. */
class EmulationLimitsTest {
  private static final EmulationLimits LITTLE = EmulationLimits.FOREIGN.withInstructions(100_000);

  /** A GPU with the code of {@code basics.hip}, as that of a disassembly that was changed. */
  private static EmulatedGpu gpu(EmulationLimits limits) {
    return new EmulatedGpu(Target.GFX942, 2, ExecutionObserver.NONE, limits);
  }

  private static void add(EmulatedGpu gpu, String from, String to, Dim3 grid, int dynamicLds) {
    LoadedCode code = TestGpu.changed("basics", gpu, from, to).code;
    long buffer = gpu.memory().allocate(4 * 64);
    byte[] arguments = TestGpu.pack(buffer, buffer, buffer, 64);
    gpu.launch(code, "add", grid, Dim3.of(64), dynamicLds, arguments);
  }

  /** The kernel as it is. */
  private static void add(EmulatedGpu gpu, Dim3 grid, int dynamicLds) {
    add(gpu, "s_endpgm", "s_endpgm", grid, dynamicLds);
  }

  @Test
  void anEndlessLoopIsGivenUpAndItsPlaceIsTold() {
    // The first s_endpgm is that of add; a branch by -2 words goes to the instruction before it.
    assertThatThrownBy(
            () ->
                add(
                    gpu(LITTLE),
                    "s_endpgm  (.*): BF810000\n\ts_nop 0  (.*): BF800000",
                    "s_nop 0 $1: BF800000\n\ts_branch 65534 $2: BF82FFFE",
                    new Dim3(1, 2, 1),
                    0))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("(add+0x8")
        .hasMessageContaining(" in add (gfx942, workgroup 0,")
        .hasMessageContaining("wave 0)")
        .hasMessageContaining("more than 100000 instructions")
        .hasMessageContaining("--max-instructions");
  }

  @Test
  void wavesThatOnlyWaitAreGivenUpToo() {
    assertThatThrownBy(
            () ->
                add(
                    gpu(LITTLE),
                    "s_waitcnt lgkmcnt\\(0\\) (.*)\n.*\n",
                    "s_sleep 1 $1\n\ts_branch 65533 // 000000004414: BF82FFFD BF800000\n",
                    Dim3.of(1),
                    0))
        .hasMessageContaining("more than 100000 instructions");
  }

  @Test
  void aBranchToItselfCanNeverGoOn() {
    assertThatThrownBy(
            () ->
                add(
                    gpu(EmulationLimits.NONE),
                    "s_endpgm  (.*): BF810000",
                    "s_branch 65535 $1: BF82FFFF",
                    new Dim3(1, 2, 1),
                    0))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("s_branch 65535 at 0x4488 (add+0x88) in add (gfx942, workgroup 0,")
        .hasMessageContaining("goes to itself");
  }

  @Test
  void wavesThatWaitAtABarrierForTheOneThatRunsAreTold() {
    TestGpu test = new TestGpu("addresses", gpu(LITTLE));
    long out = test.poisoned(4 * 256);
    assertThatThrownBy(() -> test.launch("stuck", 1, 256, out))
        .hasMessageContaining("in stuck (gfx942, workgroup 0,0,0, wave 0)")
        .hasMessageContaining("more than 100000 instructions")
        .hasMessageContaining("wave 1, 2, 3 waits at s_barrier")
        .hasMessageContaining("(stuck+0x")
        .hasMessageContaining("for this one");
  }

  /** One thread runs the workgroups in turn: the first never sees the last begin. */
  @Test
  void workgroupsThatHaveNotBegunAreTold() {
    TestGpu test =
        new TestGpu("addresses", new EmulatedGpu(Target.GFX942, 1, ExecutionObserver.NONE, LITTLE));
    long flag = test.ints(0);
    assertThatThrownBy(() -> test.launch("handshake", 5, 64, flag))
        .hasMessageContaining("Of its 5 workgroups 0 had ended and 4 not begun")
        .hasMessageContaining("waits for ever here");
  }

  /** Whichever thread comes first: of forty waves, all but one have nothing to add. */
  @Test
  void aLaunchIsGivenUpExactlyWhereItTakesMoreThanItMay() {
    LongAdder executed = new LongAdder();
    ExecutionObserver counter =
        new ExecutionObserver() {
          @Override
          public void instruction(Wave wave, Instruction instruction) {
            executed.increment();
          }
        };
    add(new EmulatedGpu(Target.GFX942, 2, counter, LITTLE), Dim3.of(40), 0);
    long enough = executed.sum();
    assertThat(enough).as("instructions of 40 waves").isGreaterThan(40 * 5);
    for (int i = 0; i < 20; i++) {
      assertThat(ends(enough)).isTrue();
      assertThat(ends(enough - 1)).isFalse();
    }
  }

  private static boolean ends(long instructions) {
    try {
      add(gpu(LITTLE.withInstructions(instructions)), Dim3.of(40), 0);
      return true;
    } catch (EmulationException e) {
      assertThat(e).hasMessageContaining("more than %d instructions".formatted(instructions));
      return false;
    }
  }

  @Test
  void aLaunchIsGivenUpOnceItsTimeIsOver() {
    EmulationLimits noTime = LITTLE.withTime(Duration.ofNanos(1));
    assertThatThrownBy(() -> add(gpu(noTime), Dim3.of(1), 0))
        .hasMessageContaining("in add (gfx942, workgroup 0,0,0, wave 0)")
        .hasMessageContaining("--max-seconds");
  }

  @Test
  void noLimitIsNone() {
    EmulationLimits none = LITTLE.withInstructions(0).withTime(Duration.ZERO);
    assertThat(none).isEqualTo(EmulationLimits.NONE);
    assertThatCode(() -> add(gpu(none), Dim3.of(2), 0)).doesNotThrowAnyException();
  }

  @Test
  void moreThanTheDeviceHasIsRefusedWithBothNumbers() {
    EmulatedGpu gpu = gpu(LITTLE);
    assertThatThrownBy(() -> add(gpu, Dim3.of(1), Integer.MAX_VALUE))
        .isInstanceOf(BeyondDeviceException.class)
        .hasMessageContaining("2147483647 bytes of LDS; a workgroup on gfx942 can have 65536");
    assertThatThrownBy(() -> gpu.memory().allocate(1_000_000_000_000_000L))
        .isInstanceOf(BeyondDeviceException.class)
        .hasMessageContaining("1000000000000000 bytes; the emulator has no more than");
    for (long bytes : new long[] {65L << 40, 100L << 40, 1L << 48, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> gpu.memory().allocate(bytes))
          .isInstanceOf(BeyondDeviceException.class);
    }
    for (Dim3 grid :
        new Dim3[] {
          new Dim3(0, 1, 1),
          new Dim3(-1, -1, 1),
          new Dim3(1, 65_536, 1),
          new Dim3(Integer.MAX_VALUE, 1, 1)
        }) {
      assertThatThrownBy(() -> add(gpu, grid, 0))
          .isInstanceOf(BeyondDeviceException.class)
          .hasMessageContaining("cannot run with grid");
    }
  }
}
