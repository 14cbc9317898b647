package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.PageOrder;
import dev.pagen.attention.WorkloadException;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes that are told before anything of them is allocated. */
class MemoryNeedTest {
  private static AttentionSpec spec(int pageSize) {
    return AttentionSpec.of(128, 8, 2, DataType.BF16, pageSize, KvLayout.NHD);
  }

  @Test
  void aNeedIsThatOfTheTensors() {
    Workload workload =
        Workload.draw(
            spec(64),
            Target.GFX942,
            new int[] {100, 0, 1},
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            1);
    MemoryNeed need = MemoryNeed.ofWorkload(spec(64), new int[] {100, 0, 1}, 2);
    long tensors =
        workload.cache().keys().byteSize()
            + workload.cache().values().byteSize()
            + workload.query().byteSize();
    assertThat(need.outside()).isEqualTo(2 * tensors + 3 * workload.outElements() * 2);
    need.require();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 1 << 20})
  void aBatchThatFitsNoHostIsRefusedWithWhatItTakes(int pageSize) {
    int[] contexts = new int[1024];
    Arrays.fill(contexts, 1 << 30);
    assertThatThrownBy(() -> draw(pageSize, contexts))
        .isInstanceOf(WorkloadException.class)
        .hasMessageStartingWith(
            "1024 sequences of up to 1073741824 tokens, in pages of %d: that ".formatted(pageSize));
  }

  private static Workload draw(int pageSize, int... contexts) {
    return Workload.draw(
        spec(pageSize), Target.GFX942, contexts, InputDistribution.NORMAL, PageOrder.SHUFFLED, 1);
  }

  @Test
  void bothKindsOfMemoryAreLookedAt() {
    assertThatThrownBy(() -> new MemoryNeed("It", 0x1p60, 0).require())
        .isInstanceOf(WorkloadException.class)
        .hasMessageMatching("It: that takes 1073741824.0 GiB of Java's heap, and there can be .*");
    assertThatThrownBy(() -> new MemoryNeed("It", 0, 0x1p60).require())
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("1073741824.0 GiB outside of Java's heap");
    new MemoryNeed("It", 1000, 1000).require();
  }

  @Test
  void noSizeIsTooLargeToBeTold() {
    assertThat(MemoryNeed.ofBatch(Integer.MAX_VALUE).heap()).isGreaterThan(8L * Integer.MAX_VALUE);
    AttentionSpec wide =
        AttentionSpec.of(512, 1 << 17, 1 << 10, DataType.BF16, 1 << 20, KvLayout.HND);
    assertThatThrownBy(() -> MemoryNeed.ofWorkload(wide, new int[] {1}, 2).require())
        .isInstanceOf(WorkloadException.class);
  }
}
