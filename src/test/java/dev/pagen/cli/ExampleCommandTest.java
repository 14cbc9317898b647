package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pa-gen example}, but for the programs themselves. */
class ExampleCommandTest {
  @TempDir private Path folder;

  @Test
  void listsProgramsAndNotTheClassesThatTheyAreMadeOf() {
    TestMachine.Run run = TestMachine.bare(folder).run("example").succeeded();
    assertThat(run.out())
        .contains("Serve  ", "TinyModel  ", "A small decoder of Llama's kind, whole, in plain Java")
        .doesNotContain("PagedCache", "DecodeKernel");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void refusesANameThatIsNone() {
    TestMachine.bare(folder)
        .run("example", "../Serve", "--steps=3")
        .failed(ExitCode.USAGE, "There is no example ../Serve; there are Serve, TinyModel, Tune");
  }
}
