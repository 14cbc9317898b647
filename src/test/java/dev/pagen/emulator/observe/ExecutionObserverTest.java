package dev.pagen.emulator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.codeobject.InstructionClass;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.TestGpu;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** Checks and counters, on kernels that are wrong on purpose. */
class ExecutionObserverTest {
  private final int[] values = new Random(7).ints(4096).toArray();

  @ParameterizedTest
  @CdnaTargets
  void acceptsTheKernelWithItsBarrier(Target target) {
    TestGpu gpu = observed(target, new LdsCheck(true));
    long out = gpu.poisoned(1024);
    gpu.launch("reverse", 1, 256, gpu.ints(values), out);
    assertThat(gpu.readInts(out, 256)[3]).isEqualTo(values[252]);
  }

  @ParameterizedTest
  @CdnaTargets
  void findsTheMissingBarrier(Target target) {
    TestGpu gpu = observed(target, new LdsCheck(false));
    assertThatThrownBy(
            () ->
                gpu.launch("reverse_without_barrier", 1, 256, gpu.ints(values), gpu.poisoned(1024)))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("LDS race")
        .hasMessageContaining("reverse_without_barrier");
  }

  @ParameterizedTest
  @CdnaTargets
  void findsTheReadOfWhatNothingWrote(Target target) {
    TestGpu gpu = observed(target, new LdsCheck(true));
    assertThatThrownBy(
            () -> gpu.launch("read_unwritten", 1, 256, gpu.ints(values), gpu.poisoned(1024)))
        .hasMessageContaining("nothing has written")
        .hasMessageContaining("wave 2, lane 50");
  }

  @ParameterizedTest
  @CdnaTargets
  void countsBankConflictsAndTransactions(Target target) {
    CounterSnapshot straight = run(target, 1).snapshot();
    assertThat(straight.ldsConflictCycles()).isZero();
    assertThat(straight.conflicts()).isEmpty();
    assertThat(straight.ldsAccesses()).isEqualTo(2);
    assertThat(straight.ldsBytes()).isEqualTo(512);
    assertThat(straight.ldsCycles()).isEqualTo(2 + 2);
    assertThat(straight.lines128()).isEqualTo(2 + 2);
    assertThat(straight.lines64()).isEqualTo(4 + 4);
    assertThat(straight.bytesAsked()).isEqualTo(512);
    assertThat(straight.bytesMoved64()).isEqualTo(512);
    CounterSnapshot strided = run(target, 32).snapshot();
    // All lanes on one bank, or for reads on two where there are 64 banks.
    assertThat(strided.ldsCycles()).isEqualTo(64 + (target.ldsBanks() == 64 ? 32 : 64));
    assertThat(strided.ldsConflictCycles()).isEqualTo(strided.ldsCycles() - 4);
    assertThat(strided.conflicts()).hasSize(2);
    assertThat(strided.lines128()).isEqualTo(64 + 2);
    assertThat(strided.bytesMoved128()).isEqualTo(128 * 66);
    assertThat(strided.barriers()).isEqualTo(1);
    assertThat(strided.waves()).isEqualTo(1);
    assertThat(strided.launches()).isEqualTo(1);
    assertThat(strided.waveInstructions()).isGreaterThan(10);
    assertThat(strided.instructions().keySet())
        .containsExactlyInAnyOrder(InstructionClass.values());
  }

  @ParameterizedTest
  @CdnaTargets
  void indexesRegistersAtRunTime(Target target) {
    TestGpu gpu = new TestGpu("faults", target);
    float[] a = new float[64 * 16];
    for (int i = 0; i < a.length; i++) {
      a[i] = values[i] % 1000;
    }
    long out = gpu.poisoned(256);
    gpu.launch("registers", 1, 64, gpu.floats(a), out, 13);
    for (int t = 0; t < 64; t++) {
      float x = 0;
      for (int i = 0; i < 13; i++) {
        x = x * 2 + a[t * 16 + i];
      }
      assertThat(gpu.readFloats(out, 64)[t]).isEqualTo(x);
    }
  }

  private Counters run(Target target, int stride) {
    Counters counters = new Counters(target);
    TestGpu gpu = observed(target, counters);
    gpu.launch("strided", 1, 64, gpu.ints(values), gpu.poisoned(256), stride);
    return counters;
  }

  private static TestGpu observed(Target target, ExecutionObserver observer) {
    return new TestGpu("faults", new EmulatedGpu(target, 2, observer));
  }
}
