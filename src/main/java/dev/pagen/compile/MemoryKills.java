package dev.pagen.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The processes that the kernel killed for want of memory, the machine's or a container's. */
final class MemoryKills {
  private static final Path STATISTICS = Path.of("/proc/vmstat");

  private static final String COUNTER = "oom_kill ";

  private MemoryKills() {}

  /** How many since the machine started; 0 where the kernel does not say. */
  static long count() {
    try (Stream<String> lines = Files.lines(STATISTICS)) {
      return lines
          .filter(line -> line.startsWith(COUNTER))
          .mapToLong(line -> Long.parseLong(line.substring(COUNTER.length())))
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }
}
