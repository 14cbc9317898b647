package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;

/** Hidden arguments that only a runtime can set: they may be loaded, but not followed. */
class HiddenArgumentsTest {
  /** Of code object V5, by their offset in 8 bytes (LLVM's AMDGPU guide). */
  private static final Map<Integer, String> SERVICES =
      Map.of(
          10, "hidden_hostcall_buffer: printf",
          11, "hidden_multigrid_sync_arg: cooperative groups",
          12, "hidden_heap_v1: malloc",
          13, "hidden_default_queue",
          14, "hidden_completion_action");

  @ParameterizedTest
  @CdnaTargets
  void whatIsNotModelledIsNamedWhereItIsUsed(Target target) {
    TestGpu gpu = new TestGpu("addresses", target);
    SERVICES.forEach(
        (which, name) -> {
          long out = gpu.poisoned(8);
          assertThatThrownBy(() -> gpu.launch("hidden", 1, 64, out, which, 1))
              .isInstanceOf(UnmodelledException.class)
              .hasMessageContaining("in hidden (%s, workgroup 0,0,0, wave 0)".formatted(target))
              .hasMessageContaining("comes from the hidden argument " + name);
        });
  }

  @ParameterizedTest
  @CdnaTargets
  void whoLoadsOneAndDoesNotFollowItRuns(Target target) {
    TestGpu gpu = new TestGpu("addresses", target);
    for (int which : SERVICES.keySet()) {
      long out = gpu.poisoned(8);
      gpu.launch("hidden", 1, 64, out, which, 0);
      assertThat(gpu.readInts(out, 2)).containsExactly(0, -1);
    }
  }
}
