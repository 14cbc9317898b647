package dev.pagen.serving;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.device.DeviceUnavailableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a library refuses; what it does is shown by {@link ExamplesTest}. */
class KernelLibraryTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "emulator:gfx1", "hip:", "hip:x", "hip:0,1"})
  void aDeviceThatMeansNothingIsRefusedWithTheNamesThatDo(String name) {
    assertThatThrownBy(() -> KernelLibrary.open(name))
        .isInstanceOf(DeviceUnavailableException.class)
        .hasMessageContaining("name hip:0 or the like, emulator, emulator:gfx950");
  }
}
