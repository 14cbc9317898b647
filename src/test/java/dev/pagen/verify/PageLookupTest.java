package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The compiled kernels find the page and the slot of every token there can be. */
class PageLookupTest {
  private static final int COUNT = 1 << 14;

  @ParameterizedTest
  @CsvSource({
    "GFX942,1",
    "GFX942,3",
    "GFX950,5",
    "GFX942,7",
    "GFX90A,48",
    "GFX950,64",
    "GFX942,641",
    "GFX950,784",
    "GFX90A,1023",
    "GFX942,1048573"
  })
  void pageAndSlotAreQuotientAndRemainder(Target target, int pageSize) {
    AttentionSpec attention = AttentionSpec.of(64, 1, 1, DataType.BF16, pageSize, KvLayout.NHD);
    KernelSpec spec =
        new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target);
    int[] tokens = tokens(pageSize);
    MemorySegment input = MemorySegment.ofArray(tokens);
    int[] pages = Probe.run(spec, "int", "page_of(x)", input).toArray(ValueLayout.JAVA_INT);
    int[] slots = Probe.run(spec, "int", "slot_of(x)", input).toArray(ValueLayout.JAVA_INT);
    for (int i = 0; i < COUNT; i++) {
      assertThat(pages[i]).as("token %d", tokens[i]).isEqualTo(tokens[i] / pageSize);
      assertThat(slots[i]).as("token %d", tokens[i]).isEqualTo(tokens[i] % pageSize);
    }
  }

  /**
   * Both sides of pages' ends, where a quotient that is off shows first, up to the last token there
   * can be; and any.
   */
  private static int[] tokens(int pageSize) {
    Random random = new Random(pageSize);
    int[] tokens = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      int any = random.nextInt() >>> (1 + random.nextInt(20) * (i % 2));
      int page = any - any % pageSize;
      tokens[i] = i % 4 < 2 ? any : Math.max(0, page - i % 2);
    }
    int last = Integer.MAX_VALUE - Integer.MAX_VALUE % pageSize;
    int[] ends = {0, Integer.MAX_VALUE, last, last - 1, last - pageSize, pageSize - 1, pageSize};
    System.arraycopy(ends, 0, tokens, 0, ends.length);
    return tokens;
  }
}
