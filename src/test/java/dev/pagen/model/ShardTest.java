package dev.pagen.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardTest {
  private static AttentionLayer layer(int queryHeads, int kvHeads) {
    return new AttentionLayer(
        new Reach.Sliding(4096),
        List.of(0, 2, 4),
        128,
        64,
        OptionalInt.empty(),
        queryHeads,
        kvHeads,
        0.1,
        OptionalDouble.of(30),
        true,
        true);
  }

  @ParameterizedTest
  @CsvSource({
    "48, 8, 1, 48, 8", "48, 8, 4, 12, 2", "48, 8, 8, 6, 1", "48, 8, 16, 3, 1", "48, 8, 48, 1, 1",
    "64, 4, 8, 8, 1", "32, 1, 8, 4, 1", "71, 1, 71, 1, 1", "32, 32, 4, 8, 8", "40, 10, 5, 8, 2"
  })
  void sharesHeadsAndReplicatesKvHeadsWhenThereAreMoreRanks(
      int query, int kv, int tp, int rankQuery, int rankKv) {
    AttentionLayer rank = layer(query, kv).shard(tp);
    assertThat(rank.queryHeads()).isEqualTo(rankQuery);
    assertThat(rank.kvHeads()).isEqualTo(rankKv);
    assertThat(rank.gqaRatio()).isEqualTo(rankQuery / rankKv);
  }

  @Test
  void everyQueryHeadOfARankBelongsToAKvHeadOfThatRank() {
    int degrees = 0;
    for (int kv = 1; kv <= 12; kv++) {
      for (int ratio = 1; ratio <= 12; ratio++) {
        for (int tp = 1; tp <= kv * ratio; tp++) {
          degrees += holds(kv * ratio, kv, tp) ? 1 : 0;
        }
      }
    }
    assertThat(degrees).isGreaterThan(500);
  }

  /** Head by head: which KV heads do the query heads of each rank need? */
  private static boolean holds(int query, int kv, int tp) {
    AttentionLayer rank;
    try {
      rank = layer(query, kv).shard(tp);
    } catch (ModelException e) {
      return false;
    }
    for (int r = 0; r < tp; r++) {
      int firstHead = r * rank.queryHeads();
      int firstKv = firstHead / (query / kv);
      for (int h = 0; h < rank.queryHeads(); h++) {
        assertThat((firstHead + h) / (query / kv)).isEqualTo(firstKv + h / rank.gqaRatio());
      }
    }
    return true;
  }

  @Test
  void keepsEverythingButTheHeads() {
    AttentionLayer whole = layer(48, 8);
    assertThat(whole.shard(8))
        .usingRecursiveComparison()
        .ignoringFields("queryHeads", "kvHeads")
        .isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({
    "48, 8, 5, the nearest that do are 4 and 8",
    "48, 8, 6, the nearest that do are 4 and 8",
    "48, 8, 12, the nearest that do are 8 and 16",
    "71, 1, 8, the nearest that do are 1 and 71",
    "48, 8, 96, the nearest that does is 48",
    "48, 8, 0, the nearest that does is 1",
    "48, 8, -3, the nearest that does is 1"
  })
  void refusesADegreeThatDoesNotFitTheHeads(int query, int kv, int tp, String nearest) {
    assertThatThrownBy(() -> layer(query, kv).shard(tp))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("tensor-parallel degree " + tp)
        .hasMessageContaining(query + " query heads and " + kv + " KV heads")
        .hasMessageEndingWith(nearest);
  }
}
