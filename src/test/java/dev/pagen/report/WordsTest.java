package dev.pagen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.codeobject.InstructionClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KB",
    "16640, 16.3 KB",
    "163840, 160 KB",
    "1048524, 1023.9 KB",
    "1048525, 1 MB",
    "1048575, 1 MB",
    "1048576, 1 MB",
    "2147483648, 2 GB",
    "5497558138880, 5120 GB"
  })
  void bytesFillTheLargestUnit(long bytes, String text) {
    assertThat(Words.bytes(bytes)).isEqualTo(text);
  }

  @Test
  void oneThingIsSingular() {
    assertThat(Words.count(0, "kernel")).isEqualTo("0 kernels");
    assertThat(Words.count(1, "kernel")).isEqualTo("1 kernel");
    assertThat(Words.count(2, "kernel")).isEqualTo("2 kernels");
  }

  @Test
  void numbersLoseNeedlessDecimals() {
    assertThat(Words.number(3)).isEqualTo("3");
    assertThat(Words.number(2.5)).isEqualTo("2.5");
    assertThat(Words.rate(5.3e12)).isEqualTo("5.30 TB/s");
    assertThat(Words.of(InstructionClass.GLOBAL_LOAD)).isEqualTo("global load");
  }
}
