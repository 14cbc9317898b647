package dev.pagen.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LookbackTest {
  private static final AttentionSpec SPEC =
      AttentionSpec.of(64, 6, 2, DataType.BF16, 12, KvLayout.NHD);

  /** Whether a query sees a token, as the masks of Hugging Face transformers say it. */
  private static boolean sees(Lookback lookback, int query, int token) {
    return token <= query
        && switch (lookback) {
          case Lookback.Full _ -> true;
          case Lookback.Window(int tokens) -> token > query - tokens;
          case Lookback.Chunk(int tokens) -> token / tokens == query / tokens;
        };
  }

  @Test
  void queriesSeeWhatTheMasksSay() {
    Random random = new Random(41);
    for (int i = 0; i < 300; i++) {
      int tokens = 1 + random.nextInt(40);
      int qLen = 1 + random.nextInt(16);
      int context = random.nextInt(150);
      for (Lookback lookback :
          List.of(new Lookback.Full(), new Lookback.Window(tokens), new Lookback.Chunk(tokens))) {
        AttentionSpec spec = of(lookback, qLen);
        int[] seen =
            IntStream.range(0, context)
                .filter(
                    t ->
                        IntStream.range(Math.max(0, context - qLen), context)
                            .anyMatch(q -> sees(lookback, q, t)))
                .toArray();
        assertThat(spec.reach(context)).as("%s of %d", spec, context).isEqualTo(seen.length);
        assertThat(spec.start(context)).isEqualTo(seen.length == 0 ? 0 : seen[0]);
        assertThat(spec.longestReach(context))
            .isEqualTo(IntStream.rangeClosed(0, context).map(spec::reach).max().orElse(0));
      }
    }
  }

  private static AttentionSpec of(Lookback lookback, int qLen) {
    AttentionSpec spec = SPEC.with(s -> s.qLen(qLen));
    return switch (lookback) {
      case Lookback.Full _ -> spec;
      case Lookback.Window(int tokens) -> spec.withWindow(tokens);
      case Lookback.Chunk(int tokens) -> spec.withChunk(tokens);
    };
  }

  @Test
  void theLargestNumbersDoNotOverflow() {
    for (AttentionSpec spec :
        List.of(SPEC.withWindow(Integer.MAX_VALUE), SPEC.withChunk(Integer.MAX_VALUE))) {
      AttentionSpec several = spec.with(s -> s.qLen(16));
      assertThat(several.reach(1 << 30)).isEqualTo(1 << 30);
      assertThat(several.longestReach(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }
  }

  @Test
  void aWindowAndAChunkDoNotGoTogether() {
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> SPEC.withWindow(8).withChunk(8))
        .withMessageContaining("a window or its chunk, not both");
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> SPEC.withChunk(0))
        .withMessageContaining("chunk is 0");
  }
}
