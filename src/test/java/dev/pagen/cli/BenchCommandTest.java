package dev.pagen.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code pa-gen bench} refuses; what it measures takes a GPU. */
class BenchCommandTest {
  @TempDir private static Path folder;

  private static TestMachine.Run bench(String... more) {
    return TestMachine.bare(folder)
        .run(
            Stream.concat(
                    Stream.of("bench", "--head-size=64", "--q-heads=4", "--kv-heads=2"),
                    Arrays.stream(more))
                .toArray(String[]::new));
  }

  @Test
  void theEmulatorHasNoTimeAndTheWayToCountsIsShown() {
    bench("--arch=gfx942", "--device=emulator")
        .failed(
            ExitCode.UNAVAILABLE,
            "bench needs a GPU",
            "pa-gen verify --device emulator --counters",
            "pa-gen count");
  }

  @Test
  void withoutAGpuItSaysWhyThereIsNone() {
    bench("--arch=gfx942").failed(ExitCode.UNAVAILABLE, "bench needs a GPU, and there is no HIP");
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    bench("--over=context").failed(ExitCode.USAGE, "--over and --values go together");
    bench("--values=1,2").failed(ExitCode.USAGE, "--over and --values go together");
    bench("--over=depth", "--values=1,2")
        .failed(ExitCode.USAGE, "--over depth: it must be one of context, batch, page-size");
    bench("--over=context", "--values=1,2", "--context=5")
        .failed(ExitCode.USAGE, "leave out --context");
    bench("--over=batch", "--values=1,2", "--batch=5").failed(ExitCode.USAGE, "leave out --batch");
    bench("--over=batch", "--values=0,2").failed(ExitCode.USAGE, "--values 0");
    bench("--plot=x.svg").failed(ExitCode.USAGE, "--plot needs at least two points");
    bench("--runs=0").failed(ExitCode.USAGE, "--runs 0");
    bench("--csv=-", "--json").failed(ExitCode.USAGE, "both want standard output");
    bench("--pages=random").failed(ExitCode.USAGE, "--pages random: it must be one of sequential");
    bench("--batch=0").failed(ExitCode.USAGE, "--batch 0");
    bench("--context=4", "--contexts=4,5").failed(ExitCode.USAGE, "give one of the two");
  }
}
