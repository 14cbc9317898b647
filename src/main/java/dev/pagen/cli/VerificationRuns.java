package dev.pagen.cli;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.report.run.VerificationReport;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.verify.MemoryNeed;
import dev.pagen.verify.Placement;
import dev.pagen.verify.Pool;
import dev.pagen.verify.Reference;
import dev.pagen.verify.Verification;
import dev.pagen.verify.Workload;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The runs of one kernel on its device, and what came of them. */
final class VerificationRuns implements AutoCloseable {
  private final BuiltKernel kernel;
  private final Device device;
  private final AttentionLauncher launcher;
  private final List<VerificationReport> reports = new ArrayList<>();

  VerificationRuns(BuiltKernel kernel, Device device) {
    this.kernel = kernel;
    this.device = device;
    this.launcher = AttentionLauncher.load(device, kernel);
  }

  /**
   * Returns where the host has the memory for a run on drawn inputs.
   *
   * @param contexts tokens of each sequence
   * @throws dev.pagen.attention.WorkloadException if it has not
   */
  void requireRoom(int[] contexts, Placement placement) {
    AttentionSpec attention = kernel.rendered().spec().attention();
    boolean gaps = placement == Placement.PADDED || attention.kvStrides().isPresent();
    int copies = 1 + (device.properties().emulated() ? 1 : 0) + (gaps ? 1 : 0);
    MemoryNeed.ofWorkload(attention, contexts, copies).require();
  }

  /** Runs the kernel once more. A fault of the kernel is a result, not an error. */
  VerificationReport run(Workload workload, Placement placement, String inputs) {
    return run(workload, placement, Pool.of(workload.cache()), inputs);
  }

  /** The same with the pages of the workload's caches where {@code pool} says. */
  VerificationReport run(Workload workload, Placement placement, Pool pool, String inputs) {
    double[] expected = Reference.attention(workload);
    Optional<Verification> verification = Optional.empty();
    Optional<String> fault = Optional.empty();
    try {
      verification =
          Optional.of(Verification.run(device, launcher, workload, expected, placement, pool));
    } catch (UnmodelledException e) {
      throw e;
    } catch (EmulationException e) {
      fault = Optional.of(e.getMessage());
    }
    VerificationReport report =
        new VerificationReport(kernel.name(), device.properties(), inputs, verification, fault);
    reports.add(report);
    return report;
  }

  /** All runs so far. */
  List<VerificationReport> reports() {
    return reports;
  }

  /** Tells a person about them. */
  void print(Output output) {
    PrintWriter out = output.text();
    out.printf("%s on %s%n", kernel.name(), device.properties().name());
    output.print(VerificationReport.table(reports), 2);
    for (VerificationReport report : reports) {
      report.fault().ifPresent(text -> out.println(text.indent(2).stripTrailing()));
      report
          .verification()
          .filter(v -> v.output().lse().length > 0)
          .map(Verification::comparison)
          .ifPresent(
              c ->
                  out.printf(
                      "  %s: log-sum-exp off by at most %.2e (limit %.2e, or %.0f ulp)%n",
                      report.inputs(), c.lseError(), c.limits().lse(), c.limits().lseUlps()));
      report
          .verification()
          .map(v -> v.comparison().strays())
          .filter(strays -> strays > 0)
          .ifPresent(
              n -> out.printf("  %s: %d writes between the rows of out%n", report.inputs(), n));
    }
  }

  @Override
  public void close() {
    launcher.close();
  }
}
