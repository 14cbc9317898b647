package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.params.ParameterizedTest;

/** What a fault near address 0 is said to come from. */
class NullPointerTest {
  private static final int ITEMS = 64;

  private static AbstractThrowableAssert<?, ? extends Throwable> thrown(
      TestGpu gpu, String kernel, Object... arguments) {
    return assertThatThrownBy(() -> gpu.launch(kernel, 1, ITEMS, arguments))
        .isInstanceOf(EmulationException.class);
  }

  @ParameterizedTest
  @CdnaTargets
  void theNullArgumentIsNamedWhateverTheOffset(Target target) {
    TestGpu gpu = new TestGpu("addresses", target);
    long buffer = gpu.poisoned(4 * (ITEMS + 4));
    thrown(gpu, "add", buffer, 0L, buffer)
        .hasMessageContaining("access of 4 bytes at 0x10")
        .hasMessageContaining("argument 2 (at offset 8) is null");
    thrown(gpu, "add", buffer, buffer, 0L)
        .hasMessageContaining("argument 3 (at offset 16) is null");
  }

  @ParameterizedTest
  @CdnaTargets
  void ofSeveralNullArgumentsAllAreNamed(Target target) {
    TestGpu gpu = new TestGpu("addresses", target);
    thrown(gpu, "add", 0L, 0L, gpu.poisoned(4 * ITEMS))
        .hasMessageContaining("several arguments are null, and one may have led there")
        .hasMessageContaining("argument 1 (at offset 0); argument 2 (at offset 8)");
  }

  @ParameterizedTest
  @CdnaTargets
  void aNullPointerInAStructMayHaveLedThere(Target target) {
    TestGpu gpu = new TestGpu("addresses", target);
    thrown(gpu, "view", 3, 0L, gpu.poisoned(4 * ITEMS))
        .hasMessageContaining("passed by value")
        .hasMessageContaining("argument 1 (at offset 0), bytes 8 to 15");
  }

  @ParameterizedTest
  @CdnaTargets
  void aPointerInAStructIsNamedWhereItsAllocationIsOverrun(Target target) {
    TestGpu gpu = new TestGpu("addresses", target);
    thrown(gpu, "view", 3, gpu.poisoned(4 * ITEMS), gpu.poisoned(4 * ITEMS))
        .hasMessageContaining("argument 1 (at offset 0), bytes 8 to 15 points there");
  }

  @ParameterizedTest
  @CdnaTargets
  void aNullPointerReadFromMemoryIsNoArguments(Target target) {
    TestGpu gpu = new TestGpu("addresses", target);
    thrown(gpu, "pointers", gpu.longs(0, 0), gpu.poisoned(4 * ITEMS))
        .hasMessageContaining("no argument holds a null pointer")
        .hasMessageContaining("read from memory");
  }
}
