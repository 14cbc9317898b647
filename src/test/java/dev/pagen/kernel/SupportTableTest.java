package dev.pagen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tables of what is supported are what the rules say. */
class SupportTableTest {
  private static void holds(String page, String table) throws IOException {
    assertThat(Files.readString(Path.of(page)))
        .as("replace the table in %s by:%n%s", page, table)
        .contains("\n" + table);
  }

  @Test
  void thePageHasEveryTarget() throws IOException {
    holds("docs/support.md", SupportTable.markdown());
  }

  @Test
  void theReadmeHasWhatAFirstLookNeeds() throws IOException {
    holds("README.md", SupportTable.firstLook());
  }
}
