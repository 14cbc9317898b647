package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.cache.CacheResult.Origin;
import dev.pagen.kernel.Specs;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kernel costs that was built before; none of these tests compiles. */
class CachedLookupTest {
  private static final KernelSpec SPEC = Specs.seed(Target.GFX942);
  private static final int LOOKUPS = 1000;

  @TempDir Path folder;

  @Test
  void aKernelInMemoryTakesLessThanAMillisecond() {
    try (KernelBuilder builder = new FilledCache(folder, SPEC).builder()) {
      builder.build(SPEC);
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long start = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < LOOKUPS; i++) {
        assertThat(builder.build(SPEC).result().origin()).isEqualTo(Origin.MEMORY);
      }
      // Of the processor: by the clock, a busy machine has any look-up take long.
      Duration each =
          Duration.ofNanos(threads.getCurrentThreadCpuTime() - start).dividedBy(LOOKUPS);
      assertThat(each).isLessThan(Duration.ofMillis(1));
    }
  }

  @Test
  void aNewBuilderReadsTheKernelFromDiskOnce() {
    try (KernelBuilder builder = new FilledCache(folder, SPEC).builder()) {
      assertThat(builder.build(SPEC).result().origin()).isEqualTo(Origin.DISK);
      assertThat(builder.build(SPEC).result().origin()).isEqualTo(Origin.MEMORY);
    }
  }

  @Test
  void anotherKernelIsNotTakenForIt() {
    KernelSpec other = Specs.seed(Target.GFX950);
    try (KernelBuilder builder = new FilledCache(folder, SPEC).builder()) {
      assertThat(builder.isCached(SPEC)).isTrue();
      assertThat(builder.isCached(other)).isFalse();
      assertThatThrownBy(() -> builder.build(other)).isInstanceOf(CompilerStartException.class);
    }
  }
}
