package dev.pagen.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.terminal.Grid.Column;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GridTest {
  private static final Grid GRID =
      new Grid(
          List.of(
              new Column("kernel", false, 0, false),
              new Column("bytes", true, 0, false),
              new Column("compile time", true, 2, false),
              new Column("AGPRs", true, 1, false),
              new Column("result", false, 0, true)),
          List.of(
              List.of("decode-bf16-h128-gfx950", "1234567", "120 ms", "0", "pass"),
              List.of("decode-bf16-h64-gfx942", "9", "3 ms", "16", "FAIL")));

  private static List<String> lines(int columns) {
    return GRID.text(new Screen(true, columns, false)).lines().toList();
  }

  @Test
  void whereThereIsRoomThereIsAll() {
    assertThat(lines(62))
        .containsExactly(
            "kernel                     bytes  compile time  AGPRs  result",
            "decode-bf16-h128-gfx950  1234567        120 ms      0  pass",
            "decode-bf16-h64-gfx942         9          3 ms     16  FAIL")
        .isEqualTo(lines(Screen.UNLIMITED));
  }

  @Test
  void whatMattersLeastIsLeftOutFirstAndSaidToBe() {
    assertThat(lines(60))
        .containsExactly(
            "kernel                     bytes  AGPRs  result",
            "decode-bf16-h128-gfx950  1234567      0  pass",
            "decode-bf16-h64-gfx942         9     16  FAIL",
            "not shown: compile time (--wide)");
    assertThat(lines(41)).contains("not shown: compile time, AGPRs (--wide)");
  }

  @Test
  void thenNamesAreBrokenAndNumbersAreNot() {
    assertThat(lines(34))
        .startsWith(
            "kernel               bytes  result", "decode-bf16-h128-  1234567  pass", "gfx950")
        .endsWith("not shown: compile time, AGPRs", "  (--wide)");
  }

  @Test
  void noLineIsLongerThanTheScreenFromTwentySevenColumnsOn() {
    assertThat(IntStream.range(27, 80))
        .allSatisfy(
            columns -> assertThat(lines(columns)).allMatch(line -> line.length() <= columns));
  }

  @Test
  void headsAreBoldAndVerdictsHaveTheirColour() {
    assertThat(GRID.text(new Screen(true, 80, true)))
        .startsWith("\033[1mkernel\033[22m")
        .contains("\033[32mpass\033[39m", "\033[31mFAIL\033[39m")
        .contains("decode-bf16-h128-gfx950  1234567");
  }

  @Test
  void cellsCannotHaveColoursOfTheirOwn() {
    Grid grid =
        new Grid(List.of(new Column("name", false, 0, false)), List.of(List.of("\033[1mx")));
    assertThat(grid.text(Screen.PLAIN)).isEqualTo("name\n\\u001b[1mx");
  }
}
