package dev.pagen.hip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class HipStatusTest {
  @Test
  void letsSuccessPass() {
    assertThatCode(() -> HipStatus.check("libamdhip64.so", "hipMalloc", 0, code -> "never asked"))
        .doesNotThrowAnyException();
  }

  @Test
  void carriesTheCallTheCodeAndTheLibrarysText() {
    HipException error =
        catchThrowableOfType(
            HipException.class,
            () -> HipStatus.check("libamdhip64.so", "hipMalloc", 2, code -> "text of " + code));

    assertThat(error.call()).isEqualTo("hipMalloc");
    assertThat(error.code()).isEqualTo(2);
    assertThat(error).hasMessage("hipMalloc failed with code 2: text of 2");
  }
}
