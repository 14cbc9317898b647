package dev.pagen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * HIP's own headers: those of a ROCm on this machine, of Debian's package, or those that {@code
 * src/build/hip-headers.sh} unpacks into {@code target}. Where CI is set they must be there.
 */
public final class HipHeaders {
  private HipHeaders() {}

  /** A folder with {@code hip/hip_runtime_api.h}; where there is none, the test is skipped. */
  public static Path folder() {
    List<Path> found =
        Stream.concat(
                Stream.of("ROCM_PATH", "ROCM_HOME", "HIP_PATH").map(System::getenv),
                Stream.of("/opt/rocm", "/usr", "target/hip-headers/usr"))
            .filter(Objects::nonNull)
            .map(root -> Path.of(root, "include"))
            .filter(folder -> Files.exists(folder.resolve("hip/hip_runtime_api.h")))
            .toList();
    if (System.getenv("CI") == null) {
      assumeTrue(!found.isEmpty(), "there are no headers of HIP: run src/build/hip-headers.sh");
    }
    assertThat(found).as("HIP's headers, which src/build/hip-headers.sh unpacks").isNotEmpty();
    return found.getFirst();
  }
}
