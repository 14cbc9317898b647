package dev.pagen.cli;

import dev.pagen.attention.PageOrder;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.report.run.VerificationReport;
import dev.pagen.spec.KernelSpec;
import dev.pagen.verify.InputDistribution;
import dev.pagen.verify.Placement;
import dev.pagen.verify.Workload;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code generate --verify} does: two runs of each kernel, on short contexts. */
final class ShortVerification {
  private static final int MAX_DRAWN_SEED = 1_000_000;

  @Option(
      names = "--verify",
      description = "Run each kernel on short contexts, emulated where there is no GPU for it.")
  private boolean wanted;

  /** Verifies what was built, if that was asked for; whether all is right. */
  boolean run(
      List<BuiltKernel> built, ToolchainOptions toolchain, Output output, ObjectNode document) {
    if (!wanted) {
      return true;
    }
    long seed = ThreadLocalRandom.current().nextInt(MAX_DRAWN_SEED);
    ArrayNode list = document.putArray("verifications");
    boolean passed = true;
    output.text().printf("%nverification, seed %d%n", seed);
    output.text().flush();
    for (BuiltKernel kernel : built) {
      List<KernelSpec> only = List.of(kernel.rendered().spec());
      try (DeviceOptions.Choice choice = new DeviceOptions().choose(only, false, toolchain)) {
        KernelSpec spec = choice.runnable(only).getFirst();
        output.status().show("verifying %s ...".formatted(kernel.name()));
        try (VerificationRuns runs = new VerificationRuns(kernel, choice.open(kernel))) {
          run(runs, spec, InputDistribution.NORMAL, Placement.PADDED, seed);
          run(runs, spec, InputDistribution.PEAKED, Placement.DENSE, seed);
          runs.print(output);
          for (VerificationReport report : runs.reports()) {
            list.add(report.json());
            passed &= report.passed();
          }
        }
      }
    }
    if (!passed) {
      output.aside().println("Verification failed; pa-gen verify tries more, with --seed " + seed);
    }
    return passed;
  }

  /** An empty sequence, short ones, and one of several partitions. */
  private static void run(
      VerificationRuns runs,
      KernelSpec spec,
      InputDistribution distribution,
      Placement placement,
      long seed) {
    int[] contexts = {
      0,
      1,
      spec.attention().pageSize() + 1,
      2 * KernelDesign.of(spec).tokensPerBlock(spec.tuning()) + 1
    };
    runs.requireRoom(contexts, placement);
    runs.run(
        Workload.draw(
            spec.attention(), spec.target(), contexts, distribution, PageOrder.SHUFFLED, seed),
        placement,
        distribution.toString());
  }
}
