package dev.pagen.cli;

import dev.pagen.PagenException;
import dev.pagen.cache.KernelCache;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.Compiler;
import dev.pagen.compile.CompilerSettings;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.compile.ToolchainProbe;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.ToolchainSearch;
import dev.pagen.toolchain.Toolchains;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pa-gen doctor}: what was found on this machine, and whether it works. */
@Command(
    name = "doctor",
    description = "Look over this machine: Java, HIPRTC, GPU, cache; compile for every target.")
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private BuilderOptions builderOptions = new BuilderOptions();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("Java      %s (%s)%n", Runtime.version(), System.getProperty("java.home"));
    KernelCache cache = BuilderOptions.cache();
    out.printf("cache     %s, %d kernels%n%n", cache.path(), cache.list().size());
    ToolchainSearch search =
        new Toolchains(Host.current()).search(builderOptions.toolchain().explicit());
    ToolchainCommand.print(out, search);
    out.println();
    Optional<Toolchain> chosen = search.chosen();
    if (chosen.isEmpty()) {
      return ExitCode.UNAVAILABLE.code();
    }
    CompilerSettings settings = builderOptions.settings();
    try (Compiler compiler = Compiler.open(chosen.get(), settings)) {
      ToolchainProbe probe = compiler.probe();
      out.printf("libraries HIPRTC %s, comgr %s%n", probe.hiprtcVersion(), probe.comgrVersion());
      out.println(
          probe.devices() > 0
              ? "GPU       %d found".formatted(probe.devices())
              : "GPU       none: %s; that is fine for generating".formatted(probe.deviceProblem()));
    }
    return compileForEveryTarget(out, chosen.get(), cache, settings).code();
  }

  private static ExitCode compileForEveryTarget(
      PrintWriter out, Toolchain toolchain, KernelCache cache, CompilerSettings settings) {
    ExitCode outcome = ExitCode.DONE;
    AttentionSpec attention = AttentionSpec.of(128, 8, 1, DataType.BF16, 16, KvLayout.NHD);
    try (KernelBuilder builder = KernelBuilder.open(toolchain, cache, settings)) {
      for (Target target : Target.values()) {
        KernelSpec kernel = KernelSpec.of(attention, Tuning.defaultFor(attention, target), target);
        String result;
        try {
          BuiltKernel built = builder.build(kernel);
          result = "compiles, in %d ms".formatted(built.result().entry().compileTime().toMillis());
        } catch (PagenException e) {
          result = e.getMessage();
          outcome = ExitCode.COMPILE;
        }
        out.printf("%-10s%s%n", target.arch(), result);
      }
    }
    return outcome;
  }
}
