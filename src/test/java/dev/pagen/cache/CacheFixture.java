package dev.pagen.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Requests, results and a clock to test the cache with, all following from a seed. */
final class CacheFixture {
  private CacheFixture() {}

  static CacheRequest request(long seed) {
    return new CacheRequest(
        "kernel-" + seed,
        "// source " + new Random(seed).nextLong(),
        List.of("-O3", "-DSEED=" + seed),
        "gfx942",
        "compiler 1");
  }

  /** What compiling a request gives: some kilobytes that follow from the source. */
  static Compiled compile(CacheRequest request) {
    Random random = new Random(request.source().hashCode());
    byte[] code = new byte[4000 + random.nextInt(4000)];
    random.nextBytes(code);
    return new Compiled(
        code, "\ts_endpgm // \u00fc " + random.nextLong(), Duration.ofMillis(random.nextInt(500)));
  }

  /** A producer that says in {@code calls}, one line each, that it was called. */
  static Producer counting(CacheRequest request, List<String> calls) {
    return () -> {
      calls.add(request.name());
      return compile(request);
    };
  }

  static Producer unexpected() {
    return () -> {
      throw new AssertionError("compiled again");
    };
  }

  static List<Path> filesUnder(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return new ArrayList<>(all.filter(Files::isRegularFile).toList());
    } catch (IOException e) {
      return List.of();
    }
  }

  static void setUsed(KernelCache cache, CacheKey key, Instant when) throws IOException {
    Files.setLastModifiedTime(
        entryFolder(cache, key).resolve(EntryFolder.USED), FileTime.from(when));
  }

  static Path entryFolder(KernelCache cache, CacheKey key) {
    return cache.path().resolve(key.hex().substring(0, 2)).resolve(key.hex().substring(2));
  }

  /** Starts this project's cache in another process: {@link CacheChild}. */
  static Process child(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(CacheChild.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** A clock that stands still until told. */
  static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
