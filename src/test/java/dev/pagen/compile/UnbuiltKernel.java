package dev.pagen.compile;

import dev.pagen.cache.CacheEntry;
import dev.pagen.cache.CacheKey;
import dev.pagen.cache.CacheResult;
import dev.pagen.codeobject.Reading;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.report.manifest.Manifest;
import dev.pagen.spec.KernelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Kernels with something in place of their code, for tests that need no compiler. */
public final class UnbuiltKernel {
  /** Begins as a code object does, for drivers that look no further. */
  public static final byte[] CODE = Arrays.copyOf(new byte[] {0x7f, 'E', 'L', 'F'}, 64);

  private UnbuiltKernel() {}

  /** A kernel with {@link #CODE}. */
  public static BuiltKernel of(KernelSpec spec) {
    return of(new Renderer().render(spec));
  }

  /** The same of what was rendered. */
  public static BuiltKernel of(RenderedKernel rendered) {
    CacheEntry entry =
        new CacheEntry(
            new CacheKey("0".repeat(64)),
            rendered.name(),
            rendered.spec().target().arch(),
            "none",
            CODE,
            "",
            Duration.ZERO,
            Instant.EPOCH);
    return new BuiltKernel(
        rendered.name(),
        rendered,
        new CacheResult(entry, CacheResult.Origin.COMPILED, Optional.empty()),
        Reading.of(() -> ""));
  }

  /** Writes {@code NAME.json}, the manifest, and {@code NAME.co}. */
  public static void write(Path folder, String name, BuiltKernel kernel) throws IOException {
    ObjectNode manifest =
        Manifest.of(
            kernel,
            new Reading.Unknown<>("it was not compiled"),
            JsonNodeFactory.instance.objectNode(),
            Optional.empty());
    Files.writeString(folder.resolve(name + ".json"), manifest.toString());
    Files.write(folder.resolve(name + ".co"), CODE);
  }
}
