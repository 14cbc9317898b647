package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.observe.LdsCheck;
import dev.pagen.spec.Target;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link LdsCheck} finds in kernels that synchronise a wave too little, and in those right.
 */
@Tag("compiler")
@ResourceLock("corpus")
class CorpusRacesTest {
  private static final int ITEMS = 256;
  private static final int GROUPS = 8;
  private static final Map<Target, TestGpu> GPUS = new ConcurrentHashMap<>();

  static Stream<Arguments> cases() {
    return CorpusCase.of("races", Map.of());
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cases")
  void isFoundWhereThereIsOne(String name, Target target, Object unused) {
    TestGpu gpu =
        name.startsWith("unwritten")
            ? CorpusGpu.checked(target)
            : GPUS.computeIfAbsent(target, t -> CorpusGpu.loaded(t, new LdsCheck(false)));
    int[] in = new Random(name.hashCode()).ints(GROUPS * ITEMS).toArray();
    long out = gpu.poisoned(4 * GROUPS * ITEMS);
    ThrowingCallable launch =
        () -> gpu.launch(name, name.contains("group") ? GROUPS : 1, ITEMS, gpu.ints(in), out);
    if (name.endsWith("_clean")) {
      assertThatCode(launch).doesNotThrowAnyException();
    } else {
      String found = name.endsWith("_race") ? "LDS race at byte 0x" : "nothing has written it";
      assertThatThrownBy(launch)
          .isInstanceOf(EmulationException.class)
          .hasMessageContaining(found)
          .hasMessageContaining("in " + name + " (" + target);
    }
  }
}
