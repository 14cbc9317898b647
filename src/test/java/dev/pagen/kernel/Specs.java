package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.Map;

/** Specs that tests of several packages start from. */
public final class Specs {
  private Specs() {}

  /** Grok-1 on one rank of eight: what the project's kernel was first measured on. */
  public static KernelSpec seed(Target target) {
    AttentionSpec attention = seedAttention();
    return new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target);
  }

  /** The default tuning, but for who merges partitions of how many tokens, and in which order. */
  public static KernelSpec kernel(
      AttentionSpec attention, Target target, String partition, String reduce, String schedule) {
    TuningChoices choices =
        new TuningChoices(
            Map.of(
                TuningParameter.PARTITION, partition,
                TuningParameter.REDUCE, reduce,
                TuningParameter.SCHEDULE, schedule));
    return new KernelSpec(attention, choices.resolve(attention, target), target);
  }

  /** On gfx950, the default tuning but for tiles, which are copied to LDS. */
  public static KernelSpec copied(AttentionSpec attention) {
    TuningChoices choices =
        new TuningChoices(Map.of(TuningParameter.K_PATH, "copy", TuningParameter.V_PATH, "copy"));
    return new KernelSpec(attention, choices.resolve(attention, Target.GFX950), Target.GFX950);
  }

  /** The attention of {@link #seed}. */
  public static AttentionSpec seedAttention() {
    return AttentionSpec.of(128, 6, 1, DataType.BF16, 1, KvLayout.NHD).withSoftCap(30);
  }
}
