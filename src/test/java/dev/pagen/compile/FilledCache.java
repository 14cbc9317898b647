package dev.pagen.compile;

import dev.pagen.cache.CacheRequest;
import dev.pagen.cache.Compiled;
import dev.pagen.cache.KernelCache;
import dev.pagen.render.Renderer;
import dev.pagen.spec.KernelSpec;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.Toolchain.Origin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A cache folder that holds one kernel, and builders for which it is all there is. */
final class FilledCache {
  /** There is nothing at its paths: whoever compiles with it fails. */
  private static final Toolchain NONE =
      new Toolchain(
          Origin.EXPLICIT,
          Path.of("/nonexistent"),
          Path.of("/nonexistent/libhiprtc.so.6"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          "no compiler",
          "no compiler");

  private final Path folder;

  /** Fills the cache in {@code folder} with bytes in place of the kernel of {@code spec}. */
  FilledCache(Path folder, KernelSpec spec) {
    this.folder = folder;
    CacheRequest request = KernelBuilder.request(new Renderer().render(spec), NONE.identity());
    new KernelCache(folder).get(request, FilledCache::compiled);
  }

  /** A builder that knows nothing yet of what is in the folder. */
  KernelBuilder builder() {
    return KernelBuilder.open(
        NONE,
        new KernelCache(folder),
        CompilerSettings.keepingFailuresIn(folder.resolve("failed")));
  }

  /** As large as the project's first kernel: 15 KB of code, 130 KB of disassembly. */
  private static Compiled compiled() {
    Random random = new Random(1);
    byte[] code = new byte[15 << 10];
    random.nextBytes(code);
    byte[] text = new byte[130 << 10];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (' ' + random.nextInt('~' - ' '));
    }
    return new Compiled(code, new String(text, StandardCharsets.US_ASCII), Duration.ofSeconds(1));
  }
}
