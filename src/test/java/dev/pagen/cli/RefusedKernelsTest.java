package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.UnsupportedSpecException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedKernelsTest {
  private static final Refusal ODD = new Refusal("oddness 7", "it is odd", "the nearest is 6");

  @Test
  void namesTheKindsOfLayersThatAReasonHoldsForAndThoseThatWouldDo() {
    RefusedKernels kernels = new RefusedKernels();
    for (Target target : List.of(Target.GFX942, Target.GFX950)) {
      kernels.add("chunked", target, List.of(ODD));
      kernels.add("full", target, List.of());
    }
    assertThatExceptionOfType(UnsupportedSpecException.class)
        .isThrownBy(() -> kernels.throwIfAny("A kernel"))
        .withMessageContaining("oddness 7 (chunked layers): it is odd; the nearest is 6")
        .withMessageContaining("Its full layers are supported: choose them with --layers full");
  }
}
