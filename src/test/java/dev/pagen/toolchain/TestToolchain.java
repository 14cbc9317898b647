package dev.pagen.toolchain;

import dev.pagen.compile.CompilerSettings;
import dev.pagen.files.PagenHome;
import dev.pagen.serving.EmulatedTrial;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The toolchain that tests compile with: what {@code pa-gen generate} would use on this machine.
 * The run with the system property {@code pagen.test.suite} takes the one of that Debian suite,
 * which is kept apart from the user's own, so that what a test run installs changes nothing for
 * {@code pa-gen}. Installed by the first test that asks.
 */
public final class TestToolchain {
  /** Set where a test that finds no compiler must not be skipped. */
  private static final String CI = "CI";

  private static final Optional<String> NEWER =
      Optional.ofNullable(System.getProperty("pagen.test.suite"));

  private static InstallProgress.@Nullable Step told;
  private static @Nullable Toolchain known;

  private TestToolchain() {}

  /** Returns it. */
  public static synchronized Toolchain get() {
    Toolchain found = known;
    if (found == null) {
      try {
        found = NEWER.isPresent() ? newer(NEWER.get()) : own();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      known = found;
    }
    return found;
  }

  private static Toolchain own() throws InterruptedException {
    return new Toolchains(Host.current())
        .locateOrInstall(Vendor.AMD, Optional.empty(), trial(), TestToolchain::tell);
  }

  private static Toolchain newer(String suite) throws InterruptedException {
    Host host = Host.current();
    PagenHome home = PagenHome.of(host.environment());
    Path apart = home.directory().resolve("tests");
    try {
      return new Toolchains(host.with("PAGEN_HOME", apart.toString()))
          .install(BundleSource.Suite.of(suite), trial(), TestToolchain::tell);
    } catch (ToolchainException e) {
      if (host.environment().containsKey(CI)) {
        throw e;
      }
      throw new TestAbortedException("no second HIPRTC to test with: " + e.getMessage(), e);
    }
  }

  private static EmulatedTrial trial() {
    return new EmulatedTrial(CompilerSettings.keepingFailuresIn(Path.of("target", "failed")));
  }

  /** The toolchain for {@code vendor}, if there is one; AMD's is installed if need be. */
  public static Optional<Toolchain> of(Vendor vendor) {
    return switch (vendor) {
      case AMD -> Optional.of(get());
      case NVIDIA -> {
        Host host = Host.current();
        Optional<Toolchain> found =
            new Toolchains(host).search(Vendor.NVIDIA, Optional.empty()).chosen();
        if (found.isEmpty() && host.environment().containsKey(CI)) {
          throw new IllegalStateException("CI tests NVIDIA's kernels too, and there is no NVRTC");
        }
        yield found;
      }
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
