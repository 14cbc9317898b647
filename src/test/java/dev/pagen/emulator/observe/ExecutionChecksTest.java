package dev.pagen.emulator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.TestGpu;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Family;
import dev.pagen.spec.Target;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each fault of {@code checks.hip} is found and told with its place; what looks like one is not.
 */
class ExecutionChecksTest {
  private static final int ITEMS = 256;
  private final int[] values = new Random(20261122).ints(2 * ITEMS).toArray();

  @ParameterizedTest
  @CsvSource({
    "unwritten_vector, v_add_u32, 'v90 is read, but nothing has written it in any lane', lane 0",
    "unwritten_in_some_lanes, v_add_u32, v90 is read, lane 0",
    "unwritten_in_some_lanes, v_add_u32, in 5 of the lanes, wave 0",
    "unwritten_copied, v_add_u32, v92 is read, wave 0",
    "unwritten_scalar, s_add_u32, s90 is read, wave 0",
    "unwritten_vcc, v_cndmask_b32, vcc is read, wave 0",
    "write_write_race, flat_store_dword, LDS race, 'wave 1, lane 0'",
    "read_write_race, flat_store_dword, LDS race, wave 1",
  })
  void findsTheFault(String kernel, String instruction, String what, String where) {
    for (Target target : Target.of(Family.CDNA)) {
      TestGpu gpu = checked(target);
      thrown(gpu, kernel, gpu.ints(values), gpu.poisoned(4 * ITEMS))
          .hasMessageStartingWith(instruction)
          .hasMessageContaining("(%s+0x", kernel)
          .hasMessageContaining("in %s (%s, workgroup 0,0,0", kernel, target)
          .hasMessageContaining(what)
          .hasMessageContaining(where);
    }
  }

  /** Compilers do 32-bit sums with the wide multiply-add, and leave the addend's high half. */
  @ParameterizedTest
  @CdnaTargets
  void followsTheHighHalfOfAWideMultiplyAdd(Target target) {
    TestGpu gpu = checked(target);
    gpu.launch("low_half_of_a_sum", 1, ITEMS, gpu.ints(values), gpu.poisoned(4 * ITEMS));
    thrown(gpu, "high_half_of_a_sum", gpu.ints(values), gpu.poisoned(4 * ITEMS))
        .hasMessageContaining("v93 is read");
  }

  @ParameterizedTest
  @CsvSource({"copied_and_dropped", "read_barrier_write", "atomics_in_lds"})
  void letsPassWhatIsNoFault(String kernel) {
    for (Target target : Target.of(Family.CDNA)) {
      TestGpu gpu = checked(target);
      gpu.launch(kernel, 1, ITEMS, gpu.ints(values), gpu.poisoned(4 * ITEMS));
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void aRegisterWrittenByHalvesIsWritten(Target target) {
    TestGpu gpu = checked(target);
    long out = gpu.poisoned(4 * ITEMS);
    gpu.launch("written_by_halves", 1, ITEMS, gpu.ints(values), out);
    assertThat(gpu.readInts(out, ITEMS)).isEqualTo(java.util.Arrays.copyOf(values, ITEMS));
  }

  /** The function does not know whether its caller used them. */
  @ParameterizedTest
  @CdnaTargets
  void aFunctionMaySaveRegistersThatNothingHasWritten(Target target) {
    TestGpu gpu = new TestGpu("addresses", target);
    long out = gpu.poisoned(4 * 64);
    gpu.launch("calls", 1, 64, out);
    assertThat(gpu.readInts(out, 64)).isEqualTo(IntStream.rangeClosed(1, 64).toArray());
  }

  @ParameterizedTest
  @CdnaTargets
  void namesTheWildArgumentBeforeTheLaunch(Target target) {
    TestGpu gpu = checked(target);
    thrown(gpu, "copy", gpu.ints(values), 0x1234_5678L, 8)
        .hasMessageContaining("copy was given 0x12345678 as argument 2 (at offset 8)");
  }

  @ParameterizedTest
  @CdnaTargets
  void namesTheWildArgumentWhereItIsUsed(Target target) {
    TestGpu gpu = new TestGpu("checks", target);
    thrown(gpu, "copy", gpu.ints(values), 0x1234_5678L, 8)
        .hasMessageStartingWith("global_store_dword")
        .hasMessageContaining("wave 0, lane 0")
        .hasMessageContaining(
            "argument 2 (at offset 8) is 0x12345678, which points to no allocation");
  }

  @ParameterizedTest
  @CdnaTargets
  void aNullPointerIsFoundWhereItIsUsed(Target target) {
    TestGpu gpu = checked(target);
    thrown(gpu, "copy", 0L, gpu.poisoned(64), 8)
        .hasMessageContaining("argument 1 (at offset 0) is null");
    gpu.launch("copy", 1, ITEMS, 0L, gpu.poisoned(64), 0);
  }

  @ParameterizedTest
  @CdnaTargets
  void namesTheArgumentWhoseAllocationIsOverrun(Target target) {
    TestGpu gpu = checked(target);
    thrown(gpu, "copy", gpu.ints(values), gpu.poisoned(4 * 100), ITEMS)
        .hasMessageContaining("wave 1, lane 36")
        .hasMessageContaining("400 bytes past the start of")
        .hasMessageContaining("argument 2 (at offset 8) points there");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> thrown(
      TestGpu gpu, String kernel, Object... arguments) {
    return assertThatThrownBy(() -> gpu.launch(kernel, 1, ITEMS, arguments))
        .isInstanceOf(EmulationException.class);
  }

  /** Numbers of scalar registers are what they are, whatever numbers of vector registers are. */
  @Test
  void aScalarMoveWhileRegisterIndexingIsOnIsAMoveAsAnyOther() {
    String end = "s_endpgm  .*4488: BF810000(\\n\\ts_nop.*)*";
    String indexed =
        """
        s_set_gpr_idx_on s2, gpr_idx(SRC0) // 000000004488: BF110102
        \ts_mov_b32 s4, 1 // 00000000448C: BE840081
        \ts_set_gpr_idx_off // 000000004490: BF9C0000
        \ts_endpgm // 000000004494: BF810000\
        """;
    EmulatedGpu checked = new EmulatedGpu(Target.GFX942, ExecutionChecks.all());
    TestGpu gpu = TestGpu.changed("basics", checked, end, indexed);
    long buffer = checked.memory().allocate(4 * 64);
    assertThatCode(() -> gpu.launch("add", 1, 64, buffer, buffer, buffer, 64))
        .doesNotThrowAnyException();
  }

  private static TestGpu checked(Target target) {
    return new TestGpu("checks", new EmulatedGpu(target, 2, ExecutionChecks.all()));
  }
}
