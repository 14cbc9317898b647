package dev.pagen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
  @TempDir private Path folder;

  @Test
  void aFileIsReadUpToTheMostThatItMayHave() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "12345678");
    assertThat(InputFile.text(file, 8)).isEqualTo("12345678");
    assertThatThrownBy(() -> InputFile.read(file, 7))
        .isInstanceOf(IOException.class)
        .hasMessage("it has more than 7 bytes, too many for such a file");
  }

  @Test
  void whatNeverEndsIsReadNoFurther() {
    assertThatThrownBy(() -> InputFile.read(Path.of("/dev/zero"), 1000))
        .hasMessageContaining("more than 1000 bytes");
  }

  @Test
  void saysWhyThereIsNothingToRead() {
    assertThatThrownBy(() -> InputFile.read(folder.resolve("none"), 10)).hasMessage("no such file");
    assertThatThrownBy(() -> InputFile.read(folder, 10)).hasMessage("it is a folder");
  }
}
