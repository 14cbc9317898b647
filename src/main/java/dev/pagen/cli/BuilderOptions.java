package dev.pagen.cli;

import dev.pagen.cache.KernelCache;
import dev.pagen.compile.CompilerSettings;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.toolchain.PagenHome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How kernels are compiled and where they are kept. */
final class BuilderOptions {
  /** Set by the launcher: the class cache that it starts JVMs with. */
  private static final String CLASS_CACHE = "pagen.aot";

  @Mixin private ToolchainOptions toolchain = new ToolchainOptions();

  @Option(
      names = "--compile-timeout",
      paramLabel = "SECONDS",
      description = "Longest that one compile may take (default 120).")
  @Nullable Integer timeLimit;

  /** A builder with the toolchain and the cache that the options ask for. */
  KernelBuilder open() throws InterruptedException {
    return KernelBuilder.open(toolchain.locateOrInstall(), cache(), settings());
  }

  /** The toolchain options among these. */
  ToolchainOptions toolchain() {
    return toolchain;
  }

  /** The kernel cache of this user. */
  static KernelCache cache() {
    return new KernelCache(home().cacheDir());
  }

  /** How compile workers are run. */
  CompilerSettings settings() {
    CompilerSettings settings =
        CompilerSettings.keepingFailuresIn(home().directory().resolve("failed"));
    if (timeLimit != null) {
      settings = settings.withTimeLimit(Duration.ofSeconds(timeLimit));
    }
    String classCache = System.getProperty(CLASS_CACHE);
    return classCache == null
        ? settings
        : settings.withJvmArguments(List.of("-XX:AOTCache=" + classCache));
  }

  private static PagenHome home() {
    return PagenHome.of(System.getenv());
  }
}
