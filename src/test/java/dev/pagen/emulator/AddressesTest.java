package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.emulator.machine.Dim3;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;

/** Kernels of {@code addresses.hip} whose addresses stand in the code object's own data. */
class AddressesTest {
  private static final int ITEMS = 64;

  private static int[] run(Target target, String kernel) {
    TestGpu gpu = new TestGpu("addresses", target);
    long out = gpu.poisoned(4 * ITEMS);
    gpu.launch(kernel, 1, ITEMS, out);
    return gpu.readInts(out, ITEMS);
  }

  @ParameterizedTest
  @CdnaTargets
  void aTableOfFunctionsIsCalledThrough(Target target) {
    assertThat(run(target, "table"))
        .isEqualTo(IntStream.range(0, ITEMS).map(t -> t % 2 == 0 ? t * 3 : t - 100).toArray());
  }

  @ParameterizedTest
  @CdnaTargets
  void virtualFunctionsAreFound(Target target) {
    assertThat(run(target, "virtuals"))
        .isEqualTo(IntStream.range(0, ITEMS).map(t -> t % 2 == 0 ? t : t * 7).toArray());
  }

  @ParameterizedTest
  @CdnaTargets
  void aPointerToATextLeadsThere(Target target) {
    assertThat(run(target, "text"))
        .isEqualTo(IntStream.range(0, ITEMS).map(t -> "hello".charAt(t % 5)).toArray());
    assertThat(run(target, "null")[0]).isZero();
  }

  @ParameterizedTest
  @CdnaTargets
  void pointersIntoArraysAndToPointersLeadThere(Target target) {
    int[] primes = {2, 3, 5, 7};
    assertThat(run(target, "inside"))
        .isEqualTo(IntStream.range(0, ITEMS).map(t -> 10 + t % 8 + 14 + primes[t % 4]).toArray());
  }

  @ParameterizedTest
  @CdnaTargets
  void whatTheFileLeavesOutIsZeroAndKeptBetweenLaunches(Target target) {
    TestGpu gpu = new TestGpu("addresses", target);
    long out = gpu.poisoned(4 * ITEMS);
    gpu.launch("zeros", 1, ITEMS, out);
    assertThat(gpu.readInts(out, ITEMS)).containsOnly(0);
    gpu.launch("zeros", 1, ITEMS, out);
    assertThat(gpu.readInts(out, ITEMS)).isEqualTo(IntStream.rangeClosed(1, ITEMS).toArray());
  }

  @ParameterizedTest
  @CdnaTargets
  void ldsThatTheLaunchAddsIsUsed(Target target) {
    TestGpu gpu = new TestGpu("addresses", target);
    long out = gpu.poisoned(4 * ITEMS);
    gpu.gpu.launch(gpu.code, "dynamic", Dim3.of(1), Dim3.of(ITEMS), 4 * ITEMS, TestGpu.pack(out));
    assertThat(gpu.readInts(out, ITEMS))
        .isEqualTo(IntStream.range(0, ITEMS).map(t -> ITEMS - 1 - t).toArray());
  }
}
