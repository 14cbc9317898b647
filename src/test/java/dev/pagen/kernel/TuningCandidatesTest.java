package dev.pagen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TuningCandidatesTest {
  private static final int DRAWS = 200;

  private static List<AttentionSpec> specs(Target target) {
    Random random = new Random(20_261_130);
    List<AttentionSpec> specs = new ArrayList<>();
    for (int i = 0; i < DRAWS; i++) {
      AttentionSpec attention = KernelDraws.next(random, target).attention();
      Tuning guess = KernelDesign.of(attention, target).defaultTuning();
      if (Support.refusals(new KernelSpec(attention, guess, target)).isEmpty()) {
        specs.add(attention);
      }
    }
    assertThat(specs).hasSizeGreaterThan(DRAWS / 2);
    return specs;
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void theFirstIsTheGuessAndAllAreSupportedAndDiffer(Target target) {
    for (AttentionSpec attention : specs(target)) {
      List<Tuning> candidates = TuningCandidates.of(attention, TuningChoices.NONE, target);
      assertThat(candidates.getFirst())
          .isEqualTo(KernelDesign.of(attention, target).defaultTuning());
      assertThat(candidates).doesNotHaveDuplicates();
      assertThat(candidates)
          .allSatisfy(
              tuning ->
                  assertThat(Support.refusals(new KernelSpec(attention, tuning, target)))
                      .isEmpty());
    }
  }

  /**
   * Some kernels have one wave, one short tile and nothing to give: there are few of them. Of
   * designs with one tuning there is nothing to expect.
   */
  @ParameterizedTest
  @EnumSource(Target.class)
  void thereIsSomethingElseToTry(Target target) {
    List<AttentionSpec> specs =
        specs(target).stream()
            .filter(spec -> !KernelDesign.of(spec, target).savings().isEmpty())
            .toList();
    assertThat(specs)
        .hasSizeGreaterThan(20)
        .filteredOn(spec -> TuningCandidates.of(spec, TuningChoices.NONE, target).size() > 1)
        .hasSizeGreaterThan(specs.size() * 9 / 10);
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void whatIsGivenByHandIsKept(Target target) {
    TuningParameter[] parameters = TuningParameter.values();
    int run = 0;
    for (AttentionSpec attention : specs(target)) {
      Tuning guess = KernelDesign.of(attention, target).defaultTuning();
      TuningParameter fixed = parameters[run++ % parameters.length];
      TuningChoices choices = new TuningChoices(Map.of(fixed, fixed.get(guess)));
      assertThat(TuningCandidates.of(attention, choices, target))
          .allSatisfy(t -> assertThat(fixed.value(t)).isEqualTo(fixed.value(guess)));
    }
  }

  @Test
  void anUnsupportedGuessComesOutToBeRefusedByName() {
    AttentionSpec attention = AttentionSpec.of(144, 8, 1, DataType.BF16, 16, KvLayout.NHD);
    assertThat(TuningCandidates.of(attention, TuningChoices.NONE, Target.GFX942)).hasSize(1);
  }
}
