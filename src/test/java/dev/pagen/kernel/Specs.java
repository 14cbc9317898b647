package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;

/** Specs that tests of several packages start from. */
public final class Specs {
  private Specs() {}

  /** Grok-1 on one rank of eight: what the project's kernel was first measured on. */
  public static KernelSpec seed(Target target) {
    AttentionSpec attention = seedAttention();
    return new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target);
  }

  /** The attention of {@link #seed}. */
  public static AttentionSpec seedAttention() {
    return AttentionSpec.of(128, 6, 1, DataType.BF16, 1, KvLayout.NHD).withSoftCap(30);
  }
}
