package dev.pagen.toolchain;

import java.util.Optional;

/**
 * The toolchain that tests compile with: what {@code pa-gen generate} would use on this machine,
 * installed by the first test that asks where there is none.
 */
public final class TestToolchain {
  private TestToolchain() {}

  /** Returns it. */
  public static synchronized Toolchain get() {
    try {
      return new Toolchains(Host.current())
          .locateOrInstall(Optional.empty(), InstallProgress.SILENT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
