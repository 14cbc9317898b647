package dev.pagen.render;

import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;

/** What the head of a file says of its kernel. */
record TitleModel(Target target, String attention, String tuning) {
  static TitleModel of(KernelSpec spec) {
    return new TitleModel(
        spec.target(), SpecText.of(spec.attention()), SpecText.of(spec.tuning()));
  }
}
