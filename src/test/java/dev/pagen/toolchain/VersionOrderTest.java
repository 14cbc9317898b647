package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionOrderTest {
  @Test
  void comparesNumbersAsNumbersAndNotAsText() {
    List<String> ordered =
        List.of(
            "rocm",
            "core-6.4.3",
            "rocm-7.9.1",
            "core-7.10",
            "rocm-7.10.0",
            "rocm-7.10.0-beta",
            "core-7.14",
            "core-10",
            "core-10.0",
            "99999999999999999999.1",
            "99999999999999999999.02");

    List<String> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(7));
    shuffled.sort(VersionOrder.OLDEST_FIRST);
    assertThat(shuffled).isEqualTo(ordered);
  }
}
