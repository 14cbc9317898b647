package dev.pagen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sixteen lanes have a row among them, and nothing but the row. */
class RowSlicesTest {
  @Test
  void everyByteOfARowOfAnyLengthIsRead() {
    for (int rowBytes = 16; rowBytes <= 1024; rowBytes += 16) {
      RowSlices slices = RowSlices.of(rowBytes);
      Set<Integer> read = new HashSet<>();
      for (int s = 0; s < slices.count(); s++) {
        for (int lane = 0; lane < 16; lane++) {
          int start = Math.min((16 * s + lane) * slices.bytes(), rowBytes - slices.bytes());
          for (int b = 0; b < slices.bytes(); b++) {
            read.add(start + b);
          }
        }
      }
      assertThat(read).hasSize(rowBytes).allMatch(b -> b < 16 * slices.count() * slices.bytes());
      assertThat(slices.loadedBytes()).isBetween(rowBytes, Math.max(128, rowBytes + 112));
      assertThat(slices.stagedBytes()).isGreaterThanOrEqualTo(slices.loadedBytes());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "64,8,1,128",
    "128,8,1,128",
    "160,16,1,256",
    "256,16,1,256",
    "320,8,3,512",
    "384,8,3,512",
    "512,16,2,512",
    "1024,16,4,1024"
  })
  void asFewRegistersAsThereCanBe(int rowBytes, int bytes, int count, int staged) {
    RowSlices slices = RowSlices.of(rowBytes);
    assertThat(slices).isEqualTo(new RowSlices(rowBytes, bytes, count));
    assertThat(slices.stagedBytes()).isEqualTo(staged);
  }
}
