package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cli.TestMachine.Run;
import dev.pagen.verify.NpyFile;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code emulate} as they are documented, and what happens when one is broken. */
@Tag("compiler")
class EmulateCommandTest {
  private static final Path EXAMPLES = Path.of("examples/emulate");

  @TempDir private static Path folder;
  private static TestMachine machine;

  @BeforeAll
  static void start() throws IOException {
    machine = TestMachine.withToolchain(folder);
    for (String name : new String[] {"softmax-in.npy", "softmax-out.npy", "softmax.json"}) {
      Files.copy(EXAMPLES.resolve(name), folder.resolve(name));
    }
  }

  private static Run run(String line) {
    return machine.run(line.strip().split(" +"));
  }

  /** The softmax with something else in its source. */
  private static Path broken(String part, String instead) throws IOException {
    String source = Files.readString(EXAMPLES.resolve("softmax.hip"));
    assertThat(source).contains(part);
    return Files.writeString(folder.resolve("broken.hip"), source.replace(part, instead));
  }

  private static Run run(Path source, String more) {
    return run("emulate %s --launch %s %s".formatted(source, folder.resolve("softmax.json"), more));
  }

  @Test
  void theExampleIsRightAndItsBuffersAreWritten() throws IOException {
    Path out = folder.resolve("out");
    Run run =
        run(
            "emulate examples/emulate/softmax.hip --launch examples/emulate/softmax.json --out "
                + out);
    run.succeeded();
    assertThat(run.out())
        .contains(
            "softmax of 7 rows on gfx942", "  out: right, ", "wrote " + out.resolve("out.npy"))
        .containsPattern("(?m)^PASS: the output is right; checks \\(races, .*\\) found nothing$");
    assertThat(NpyFile.read(out.resolve("in.npy")).data().toArray(ValueLayout.JAVA_BYTE))
        .isEqualTo(
            NpyFile.read(EXAMPLES.resolve("softmax-in.npy")).data().toArray(ValueLayout.JAVA_BYTE));
  }

  @Test
  void theReadMeShowsWhatIsPrinted() throws IOException {
    String page = Files.readString(EXAMPLES.resolve("README.md"));
    Run run = run("emulate examples/emulate/softmax.hip --launch examples/emulate/softmax.json");
    assertThat(page).contains(run.succeeded().out().strip());
  }

  /** On this emulator the waves' order hides the missing barriers: the check does not. */
  @Test
  void aPlantedRaceIsFoundWithoutBeingAskedFor() throws IOException {
    Path racing = broken("    __syncthreads();\n  }\n  float", "  }\n  float");
    Run run = run(racing, "--json");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.MISMATCH.code());
    assertThat(run.json().at("/found/check").stringValue()).isEqualTo("races");
    assertThat(run.err())
        .containsPattern("(?m)^FAIL: the output is (right|wrong); checks found: .*broken.hip:\\d+")
        .contains("LDS race at byte", "check \"races\"", "--checks none");
    assertThat(run(racing, "--checks pointers").out()).doesNotContain("LDS race");
  }

  @Test
  void aWrongOutputIsToldFromWhatChecksFind() throws IOException {
    Path wrong = broken("a + b", "a + 2 * b");
    Run run = run(wrong, "--json");
    assertThat(run.exitCode()).isEqualTo(ExitCode.MISMATCH.code());
    assertThat(run.err())
        .contains("  out: WRONG, ", "FAIL: the output is wrong; checks (races")
        .contains("found nothing");
    assertThat(run.json().get("passed").booleanValue()).isFalse();
    assertThat(run.json().at("/outputs/0/different").intValue()).isPositive();
    assertThat(run(wrong, "--checks none").out()).contains("nothing was checked (--checks all");
  }

  @Test
  void aFaultAndAnEndlessLoopEndTheRun() throws IOException {
    Run fault = run(broken("result[i] =", "result[i + 10000] ="), "");
    assertThat(fault.exitCode()).isEqualTo(ExitCode.MISMATCH.code());
    assertThat(fault.out()).contains("softmax of 7 rows: failed: ", "broken.hip:", "argument out");
    Run endless =
        run(broken("stride /= 2", "stride /= 1"), "--checks none --max-instructions 100000");
    assertThat(endless.exitCode()).isEqualTo(ExitCode.MISMATCH.code());
    assertThat(endless.out()).contains("more than 100000 instructions", "--max-instructions");
  }

  @Test
  void whatKernelsTakeIsListedWithALaunchListThatRuns() throws IOException {
    Run run = run("emulate examples/emulate/softmax.hip --list --json").succeeded();
    assertThat(run.err()).contains("workgroups of up to 256 threads");
    assertThat(run.err().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains("0 in - global_buffer 0 8 global read_only", "2 columns - by_value 16 4 - -");
    Path list = folder.resolve("skeleton.json");
    Files.writeString(list, run.json().get("launch_list").toString());
    assertThat(run("emulate examples/emulate/softmax.hip --launch " + list).succeeded().out())
        .contains("the list expects nothing of its buffers");
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    run("emulate examples/emulate/softmax.hip").failed(ExitCode.USAGE, "--launch", "--list");
    run("emulate examples/emulate/softmax.hip --list --arch gfx1100")
        .failed(ExitCode.USAGE, "gfx1100", "gfx942");
    run("emulate src/test/resources/dev/pagen/emulator/basics.gfx90a.co --list --arch gfx942")
        .failed(ExitCode.USAGE, "is for gfx90a");
    run("emulate examples/emulate/softmax.hip --launch examples/emulate/softmax.json --checks"
            + " racing")
        .failed(ExitCode.USAGE, "--checks racing", "races");
    run("emulate nothing.co --list").failed(ExitCode.USAGE, "nothing.co");
  }
}
