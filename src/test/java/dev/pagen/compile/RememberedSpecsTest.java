package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cache.CacheKey;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A builder that names ever new kernels does not keep them all. */
class RememberedSpecsTest {
  @TempDir Path folder;

  @Test
  void whatWasNotUsedForLongIsForgottenAndWhatWasUsedLastIsNot() {
    try (KernelBuilder builder = new FilledCache(folder, spec(1)).builder()) {
      WeakReference<CacheKey> used = new WeakReference<>(builder.key(spec(1)));
      WeakReference<CacheKey> early = new WeakReference<>(builder.key(spec(2)));
      String name = builder.key(spec(2)).hex();
      for (int window = 3; window < KernelBuilder.REMEMBERED + 10; window++) {
        builder.key(spec(window));
        builder.key(spec(1));
      }
      System.gc();
      assertThat(early.get()).isNull();
      assertThat(used.get()).isNotNull();
      assertThat(builder.key(spec(2)).hex()).isEqualTo(name);
    }
  }

  static KernelSpec spec(int window) {
    AttentionSpec attention =
        AttentionSpec.of(64, 4, 1, DataType.BF16, 16, KvLayout.NHD).withWindow(window);
    return new KernelSpec(
        attention, KernelDesign.of(attention, Target.GFX942).defaultTuning(), Target.GFX942);
  }
}
