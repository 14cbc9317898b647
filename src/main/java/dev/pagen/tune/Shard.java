package dev.pagen.tune;

import dev.pagen.toolchain.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * A part of a space that one of several processes looks in.
 *
 * @param number from 1 to {@code count}
 * @param count of the parts
 * @param host name of the machine that looks
 */
public record Shard(int number, int count, String host) {
  /** Slurm's, one that a Kubernetes manifest sets, and what shells and containers have. */
  private static final List<String> HOST_NAMES =
      List.of("SLURMD_NODENAME", "NODE_NAME", "HOSTNAME");

  private static final String KERNELS_NAME = "/proc/sys/kernel/hostname";

  public Shard {
    if (number < 1 || number > count || host.isBlank()) {
      throw new IllegalArgumentException("shard %d/%d of %s".formatted(number, count, host));
    }
  }

  /** The part that a machine looks in. */
  public static Shard on(Host machine, int number, int count) {
    String host =
        HOST_NAMES.stream()
            .flatMap(name -> machine.variable(name).stream())
            .findFirst()
            .or(() -> kernelsName(machine))
            .orElse("unknown");
    return new Shard(number, count, host);
  }

  private static Optional<String> kernelsName(Host machine) {
    try {
      return Optional.of(Files.readString(machine.path(KERNELS_NAME)).strip())
          .filter(name -> !name.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Such as {@code 3/8}. */
  public String part() {
    return number + "/" + count;
  }
}
