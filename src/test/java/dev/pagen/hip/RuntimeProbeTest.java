package dev.pagen.hip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeProbeTest {
  @TempDir private Path folder;

  @Test
  void withoutAnNvidiaDriverThereIsNoDeviceAndItSaysWhy() {
    assumeTrue(!Files.exists(Path.of("/proc/driver/nvidia")), "there is an NVIDIA driver");
    HipException none =
        catchThrowableOfType(HipException.class, () -> HipRuntime.probe(FakeCuda.library()));

    assumeTrue(none != null, "there is a libcuda all the same");
    assertThat(none.code()).isEqualTo(100);
    assertThat(none).hasMessageContaining("no NVIDIA GPU is detected (libcuda.so.1: ");
  }

  @Test
  void whatIsNoLibraryIsNamed() {
    Path missing = folder.resolve("libamdhip64.so.6");
    assertThatThrownBy(() -> HipRuntime.probe(missing))
        .isInstanceOf(UnsatisfiedLinkError.class)
        .hasMessageContaining(missing.toString());
  }
}
