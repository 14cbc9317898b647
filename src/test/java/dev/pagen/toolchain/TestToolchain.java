package dev.pagen.toolchain;

import dev.pagen.compile.CompilerSettings;
import dev.pagen.serving.EmulatedTrial;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The toolchain that tests compile with: what {@code pa-gen generate} would use on this machine,
 * installed by the first test that asks where there is none.
 */
public final class TestToolchain {
  private static InstallProgress.@Nullable Step told;

  private TestToolchain() {}

  /** Returns it. */
  public static synchronized Toolchain get() {
    try {
      return new Toolchains(Host.current())
          .locateOrInstall(
              Vendor.AMD,
              Optional.empty(),
              new EmulatedTrial(CompilerSettings.keepingFailuresIn(Path.of("target", "failed"))),
              TestToolchain::tell);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The toolchain for {@code vendor}, if there is one; AMD's is installed if need be. */
  public static Optional<Toolchain> of(Vendor vendor) {
    return switch (vendor) {
      case AMD -> Optional.of(get());
      case NVIDIA ->
          new Toolchains(Host.current()).search(Vendor.NVIDIA, Optional.empty()).chosen();
    };
  }

  /** The first run of the tests on a machine downloads for a while: says so, once per step. */
  private static void tell(InstallProgress.Step step, long done, OptionalLong total) {
    if (step != told) {
      told = step;
      System.err.println(step.label());
    }
  }
}
