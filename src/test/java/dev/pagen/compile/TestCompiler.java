package dev.pagen.compile;

import dev.pagen.toolchain.TestToolchain;
import dev.pagen.toolchain.Vendor;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One compiler for each vendor, for all tests of a run that compile without a cache: a worker of
 * one's own takes longer to start than most programs to compile.
 */
public final class TestCompiler {
  private static final Map<Vendor, Compiler> SHARED = new ConcurrentHashMap<>();

  private TestCompiler() {}

  /** The one that compiles for {@code arch}; it ends with the JVM. */
  public static Compiler of(String arch) {
    return SHARED.computeIfAbsent(Vendor.ofArch(arch), TestCompiler::open);
  }

  private static Compiler open(Vendor vendor) {
    Compiler compiler =
        Compiler.open(
            TestToolchain.of(vendor).orElseThrow(),
            CompilerSettings.keepingFailuresIn(Path.of("target", "failed")));
    Runtime.getRuntime().addShutdownHook(new Thread(compiler::close));
    return compiler;
  }
}
