package dev.pagen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SupportTableTest {
  @Test
  void theReadmeHasWhatTheRulesSay() throws IOException {
    assertThat(Files.readString(Path.of("README.md")))
        .as("replace the table in README.md by:%n%s", SupportTable.markdown())
        .contains("\n" + SupportTable.markdown());
  }
}
