package dev.pagen.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {
  @Test
  void keepsWhatWasUsedLastAndNoMore() {
    Recent<Integer, String> recent = new Recent<>(100);
    for (int i = 0; i < 10_000; i++) {
      recent.put(i, "value " + i);
      assertThat(recent.find(0)).as("used all the time").contains("value 0");
      assertThat(recent.size()).isEqualTo(Math.min(i + 1, 100));
    }
    assertThat(recent.find(9_901)).contains("value 9901");
    assertThat(recent.find(9_900)).isEmpty();
  }

  @Test
  void makesWhatIsNotThereOnce() {
    Recent<Integer, String> recent = new Recent<>(2);
    assertThat(recent.get(1, key -> "made " + key)).isEqualTo("made 1");
    assertThat(recent.get(1, key -> "made again")).isEqualTo("made 1");
  }
}
