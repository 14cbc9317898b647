package dev.pagen.cli;

import dev.pagen.PagenException;
import dev.pagen.cache.KernelCache;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.Compiler;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.compile.ToolchainProbe;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.report.Json;
import dev.pagen.report.Words;
import dev.pagen.report.toolchain.ToolchainReport;
import dev.pagen.serving.EmulatedTrial;
import dev.pagen.serving.HipDevices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.ToolchainSearch;
import dev.pagen.toolchain.Vendor;
import dev.pagen.tune.StoreListing;
import dev.pagen.tune.TuningException;
import dev.pagen.tune.Tunings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen doctor}: what was found on this machine, and whether it works. */
@Command(
    name = "doctor",
    header = "Look over this machine: Java, cache, compilers, GPU, a compile per target.")
final class DoctorCommand implements Callable<Integer> {
  @Mixin private BuilderOptions builder;
  @Mixin private Output output;

  private final Host host;

  DoctorCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    ObjectNode document = Json.object();
    ExitCode outcome = examine(document);
    document.put("exit_code", outcome.code());
    output.finish(document);
    return outcome.code();
  }

  private ExitCode examine(ObjectNode document) {
    java(document.putObject("java"));
    cache(document.putObject("cache"));
    tunings(document.putObject("tunings"));
    boolean any = false;
    ExitCode outcome = ExitCode.DONE;
    ObjectNode targets = Json.object();
    for (Vendor vendor : Vendor.values()) {
      ToolchainSearch search = builder.toolchain().search(vendor);
      output.print("\n%s\n\n".formatted(ToolchainReport.text(search, output.screen())));
      ObjectNode found = ToolchainReport.json(search);
      document.set(Words.of(vendor), found);
      Optional<Toolchain> chosen = search.chosen();
      if (chosen.isPresent()) {
        any = true;
        try (Compiler compiler = Compiler.open(chosen.get(), builder.settings())) {
          libraries(vendor, compiler.probe(), HipDevices.whyNone(search), found);
        }
        if (vendor == Vendor.AMD && !passesTrial(chosen.get(), found)) {
          outcome = ExitCode.UNAVAILABLE;
        }
        if (!compileForEveryTarget(chosen.get(), targets)) {
          outcome = ExitCode.COMPILE;
        }
      }
    }
    document.set("targets", targets);
    return any ? outcome : ExitCode.UNAVAILABLE;
  }

  private void java(ObjectNode node) {
    String version = Runtime.version().toString();
    String home = System.getProperty("java.home");
    line("Java", "%s in %s".formatted(version, home));
    node.put("version", version).put("home", home);
  }

  private void cache(ObjectNode node) {
    KernelCache cache = builder.cache();
    int kernels = cache.list().size();
    line("cache", "%s in %s".formatted(Words.count(kernels, "kernel"), cache.path()));
    node.put("path", cache.path().toString()).put("kernels", kernels);
  }

  private void tunings(ObjectNode node) {
    try {
      List<StoreListing> stores =
          Tunings.open(host).stores().stream().filter(s -> s.problem().isEmpty()).toList();
      int records = stores.stream().mapToInt(StoreListing::records).sum();
      line(
          "tunings",
          "%s in %s (pa-gen tune stores lists them)"
              .formatted(Words.count(records, "record"), Words.count(stores.size(), "store")));
      node.put("records", records).put("stores", stores.size());
    } catch (TuningException e) {
      line("tunings", e.getMessage());
      node.put("problem", e.getMessage());
    }
  }

  private void libraries(
      Vendor vendor, ToolchainProbe probe, Optional<String> noGpu, ObjectNode document) {
    line(
        "libraries",
        "load: %s API %s, %s"
            .formatted(vendor.compiler(), probe.compilerVersion(), probe.disassembler()));
    line(
        "GPU",
        noGpu
            .map("none, which is fine for generating (%s)"::formatted)
            .orElseGet(() -> Words.count(probe.devices(), "HIP device")));
    document
        .put("compiler_api", probe.compilerVersion())
        .put("disassembler", probe.disassembler())
        .put("devices", noGpu.isPresent() ? 0 : probe.devices());
    noGpu.ifPresent(why -> document.put("device_problem", why));
  }

  /** What a bundle has to pass before it is used: other toolchains are tried here alone. */
  private boolean passesTrial(Toolchain toolchain, ObjectNode document) {
    output.status().show("trying out %s ...".formatted(toolchain.version()));
    Optional<String> problem = new EmulatedTrial(builder.settings()).problem(toolchain);
    line("trial", problem.orElse("compiles, disassembles and emulates a small kernel"));
    document.put("passes_trial", problem.isEmpty());
    problem.ifPresent(why -> document.put("trial_problem", why));
    return problem.isEmpty();
  }

  /** Whether a kernel compiles for every target of the toolchain's vendor. */
  private boolean compileForEveryTarget(Toolchain toolchain, ObjectNode document) {
    boolean all = true;
    AttentionSpec attention = AttentionSpec.of(128, 8, 1, DataType.BF16, 16, KvLayout.NHD);
    try (KernelBuilder kernels = builder.openBuilder(toolchain)) {
      for (Target target : Target.values()) {
        if (Vendor.ofArch(target.arch()) != toolchain.vendor()) {
          continue;
        }
        KernelSpec kernel =
            new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target);
        ObjectNode node = document.putObject(target.arch());
        output.status().show("compiling for %s ...".formatted(target));
        try {
          BuiltKernel built = kernels.build(kernel);
          long millis = built.result().entry().compileTime().toMillis();
          line(
              target.arch(),
              "compiles in %d ms%s".formatted(millis, built.result().hit() ? " (cached)" : ""));
          node.put("compiles", true).put("compile_ms", millis);
        } catch (PagenException e) {
          line(target.arch(), e.getMessage());
          node.put("compiles", false).put("problem", e.getMessage());
          all = false;
        }
      }
    }
    return all;
  }

  private void line(String subject, String finding) {
    output.text().printf("%-10s %s%n", subject, finding);
    output.text().flush();
  }
}
