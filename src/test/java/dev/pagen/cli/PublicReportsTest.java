package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.report.run.VerificationReport;
import dev.pagen.spec.KernelSpec;
import dev.pagen.terminal.Terminal;
import dev.pagen.toolchain.Host;
import dev.pagen.verify.InputDistribution;
import dev.pagen.verify.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What {@code docs/public-reports.md} says of each report is so. */
class PublicReportsTest {
  private static final Path TABLE = Path.of("docs/public-reports.md");
  private static final Pattern ROW =
      Pattern.compile(
          "\\| (\\S+#\\d+) \\| ([^|]+) \\| `([^`]+)` \\| (right|refused: `([^`]+)`) \\|");
  private static final int LONG = 20_000;

  /**
   * A row of the table.
   *
   * @param refusal a part of the message; empty where the configuration is supported
   */
  record Report(String id, String options, String refusal) {
    static Report parse(String line) {
      Matcher matcher = ROW.matcher(line);
      assertThat(matcher.matches()).as("a row of the table: %s", line).isTrue();
      String refusal = matcher.group(5) == null ? "" : matcher.group(5);
      return new Report(matcher.group(1), matcher.group(3), refusal);
    }

    Asked ask() {
      Asked asked = new Asked();
      CommandLine commandLine =
          new CommandLine(asked, new HostFactory(Host.current(), Terminal.none()));
      Numbers.register(commandLine);
      commandLine.parseArgs((options + " --seed " + (id.hashCode() & 0xffff)).split(" "));
      return asked;
    }

    boolean computes() {
      return refusal.isEmpty();
    }

    boolean isLong() {
      return Arrays.stream(ask().workloads.contexts()).sum() > LONG;
    }

    @Override
    public String toString() {
      return id + ": pa-gen verify --device emulator " + options;
    }
  }

  /** The options of {@code verify} that rows use. */
  @Command(name = "verify")
  static final class Asked {
    @Mixin private KernelOptions kernels = new KernelOptions();
    @Mixin private WorkloadOptions workloads = new WorkloadOptions();
    @Mixin private ObservationOptions observations = new ObservationOptions();
  }

  private static List<Report> reports() {
    try {
      return Files.readAllLines(TABLE).stream()
          .filter(line -> line.startsWith("| ") && line.contains("#"))
          .map(Report::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Report> supported() {
    return reports().stream().filter(r -> r.computes() && !r.isLong());
  }

  static Stream<Report> supportedAndLong() {
    return reports().stream().filter(r -> r.computes() && r.isLong());
  }

  static Stream<Report> refused() {
    return reports().stream().filter(r -> !r.computes());
  }

  @Test
  void thereAreManyReportsAndEachIsThereOnce() {
    assertThat(reports()).hasSizeGreaterThan(80);
    assertThat(reports().stream().map(Report::id)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("supported")
  void aConfigurationThatIsSupportedComesOutRight(Report report) {
    assertRight(report);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("supportedAndLong")
  void aLongConfigurationComesOutRight(Report report) {
    assertRight(report);
  }

  private static void assertRight(Report report) {
    Asked asked = report.ask();
    List<KernelSpec> specs = asked.kernels.resolve(null);
    assertThat(specs).hasSize(1);
    KernelSpec spec = specs.getFirst();
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    EmulatedGpu gpu =
        new EmulatedGpu(spec.target(), asked.observations.observe(spec.target()).observer());
    Device device = new EmulatedDevice(gpu, bytes -> kernel.disassembly());
    try (VerificationRuns runs = new VerificationRuns(kernel, device)) {
      for (InputDistribution distribution : asked.workloads.distributions()) {
        Workload workload =
            Workload.draw(
                spec.attention(),
                spec.target(),
                asked.workloads.contexts(),
                distribution,
                asked.workloads.pages(),
                asked.workloads.seed());
        VerificationReport run =
            runs.run(
                workload,
                asked.workloads.placement(),
                asked.workloads.pool(workload),
                distribution.toString());
        assertThat(run.passed()).as("%s: %s", report, run).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aConfigurationThatIsNotSupportedIsRefusedByName(Report report) {
    assertThatThrownBy(() -> report.ask().kernels.resolve(null))
        .hasMessageContaining(report.refusal());
  }
}
