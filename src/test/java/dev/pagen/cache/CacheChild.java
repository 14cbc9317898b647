package dev.pagen.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** A process of its own that uses a cache folder, for the tests that need several. */
final class CacheChild {
  private CacheChild() {}

  public static void main(String[] arguments) throws IOException {
    KernelCache cache = new KernelCache(Path.of(arguments[1]));
    switch (arguments[0]) {
      case "get" -> getAll(cache, Path.of(arguments[2]), Integer.parseInt(arguments[3]));
      case "publish" -> publishForever(cache);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Asks for keys 0 to count-1, and adds a line to {@code log} for each it had to compile. */
  private static void getAll(KernelCache cache, Path log, int count) {
    for (int seed = 0; seed < count; seed++) {
      CacheRequest request = CacheFixture.request(seed);
      CacheResult result = cache.get(request, () -> slowCompile(request, log));
      System.out.println(request.name() + " " + result.origin() + result.notStored().orElse(""));
    }
  }

  private static Compiled slowCompile(CacheRequest request, Path log) {
    try {
      Files.writeString(
          log, request.name() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      Thread.sleep(100);
      return CacheFixture.compile(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Publishes entries of many pages until it is killed. */
  private static void publishForever(KernelCache cache) {
    byte[] code = new byte[300_000];
    String disassembly = "s_nop\n".repeat(50_000);
    for (long seed = ProcessHandle.current().pid() << 20; ; seed++) {
      cache.get(
          CacheFixture.request(seed), () -> new Compiled(code, disassembly, Duration.ofMillis(1)));
      System.out.write("published\n".getBytes(StandardCharsets.UTF_8), 0, 10);
      System.out.flush();
    }
  }
}
