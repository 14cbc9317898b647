package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Default tunings that the compiler has no registers for. */
@Tag("compiler")
class SettledKernelTest {
  private static final AttentionSpec SEED =
      AttentionSpec.of(128, 6, 1, DataType.BF16, 1, KvLayout.NHD).withSoftCap(30);

  private static final Target TARGET = Target.GFX950;
  private static final TuningChoices THREE_WAVES =
      new TuningChoices(Map.of(TuningParameter.WAVES_PER_EU, "3"));

  private static SettledKernel settle(AttentionSpec attention, TuningChoices choices) {
    return TestBuilder.shared().settle(attention, choices, TARGET);
  }

  private static boolean spills(SettledKernel settled) {
    return CodeObject.read(settled.kernel().codeObject()).kernels().stream()
        .anyMatch(kernel -> kernel.resources().spills());
  }

  @Test
  void aGuessThatFitsIsTaken() {
    SettledKernel settled = settle(SEED, TuningChoices.NONE);
    assertThat(settled.kernel().rendered().spec().tuning())
        .isEqualTo(KernelDesign.of(SEED, TARGET).defaultTuning());
    assertThat(settled.passedOver()).isEmpty();
    assertThat(settled.flaw()).isEmpty();
    assertThat(spills(settled)).isFalse();
  }

  /** Three waves on a SIMD leave 168 registers, too few for two tiles of 32 tokens. */
  @Test
  void whatSpillsIsPassedOverAndWhatWasGivenIsKept() {
    SettledKernel settled = settle(SEED, THREE_WAVES);
    Tuning taken = settled.kernel().rendered().spec().tuning();
    assertThat(settled.passedOver()).isNotEmpty();
    assertThat(settled.passedOver())
        .allSatisfy(other -> assertThat(other.why()).matches("spills \\d+ registers?"));
    assertThat(settled.flaw()).isEmpty();
    assertThat(spills(settled)).isFalse();
    assertThat(taken.wavesPerEu()).isEqualTo(3);
    assertThat(taken).isNotEqualTo(THREE_WAVES.resolve(SEED, TARGET));
  }

  @Test
  void whereNothingFitsTheNearestIsTakenAndItsFlawIsNamed() {
    AttentionSpec long512 = AttentionSpec.of(512, 16, 1, DataType.BF16, 16, KvLayout.NHD);
    TuningChoices choices = new TuningChoices(Map.of(TuningParameter.WAVES_PER_EU, "8"));
    SettledKernel settled = settle(long512, choices);
    assertThat(settled.flaw()).isPresent();
    assertThat(settled.passedOver()).isNotEmpty();
    int own = spilled(settled.flaw().orElseThrow());
    assertThat(settled.passedOver())
        .allSatisfy(other -> assertThat(spilled(other.why())).isGreaterThanOrEqualTo(own));
  }

  private static int spilled(String why) {
    return why.startsWith("spills ") ? Integer.parseInt(why.replaceAll("\\D+", "")) : 0;
  }

  @Test
  void theSameIsSettledOnAgainWithoutCompiling() {
    SettledKernel first = settle(SEED, THREE_WAVES);
    SettledKernel again = settle(SEED, THREE_WAVES);
    assertThat(again.kernel().rendered().spec()).isEqualTo(first.kernel().rendered().spec());
    assertThat(again.passedOver()).isEqualTo(first.passedOver());
    assertThat(again.kernel().result().hit()).isTrue();
  }
}
