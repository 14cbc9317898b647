package dev.pagen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.report.Table.Column;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Table table = new Table(Column.text("kernel"), Column.number("bytes"), Column.text("cached"));
    table.add("a", "1", "yes");
    table.add("longer name", "1234567", "");
    assertThat(table.toString().lines())
        .containsExactly(
            "kernel         bytes  cached", //
            "a                  1  yes",
            "longer name  1234567");
  }

  @Test
  void aRowHasACellForEachColumn() {
    Table table = new Table(Column.text("kernel"), Column.number("bytes"));
    assertThatThrownBy(() -> table.add("alone")).hasMessageContaining("1 cells for 2 columns");
  }
}
