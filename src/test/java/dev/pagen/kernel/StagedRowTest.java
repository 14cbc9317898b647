package dev.pagen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The chunks that a matrix is read from are on banks of their own. */
class StagedRowTest {
  @Test
  void theSameChunkOfEightRowsIsOnDifferentBanks() {
    for (int headSize : Support.HEAD_SIZES) {
      AttentionSpec attention = AttentionSpec.of(headSize, 8, 1, DataType.BF16, 1, KvLayout.NHD);
      StagedRow row = StagedRow.ofKeys(attention);
      int chunks = attention.rowBytes() / 16;
      Set<Integer> places = new HashSet<>();
      for (int c = 0; c < chunks; c++) {
        Set<Integer> banks = new HashSet<>();
        for (int r = 0; r < 8; r++) {
          int place = r * row.pitch() / 16 + (row.swizzled() ? c ^ r % 8 : c);
          banks.add(place % 8);
          places.add(place);
        }
        assertThat(banks).as("head size %d, chunk %d", headSize, c).hasSize(8);
      }
      assertThat(places).hasSize(8 * chunks);
      assertThat(row.pitch()).isGreaterThanOrEqualTo(attention.rowBytes());
    }
  }
}
