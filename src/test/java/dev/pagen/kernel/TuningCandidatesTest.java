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
      Tuning guess = Tuning.defaultFor(attention, target);
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
      List<Tuning> candidates = TuningChoices.NONE.candidates(attention, target);
      assertThat(candidates.getFirst()).isEqualTo(Tuning.defaultFor(attention, target));
      assertThat(candidates).doesNotHaveDuplicates();
      assertThat(candidates)
          .allSatisfy(
              tuning ->
                  assertThat(Support.refusals(new KernelSpec(attention, tuning, target)))
                      .isEmpty());
    }
  }

  /** Some kernels have one wave, one short tile and nothing to give: there are few of them. */
  @ParameterizedTest
  @EnumSource(Target.class)
  void thereIsSomethingElseToTry(Target target) {
    List<AttentionSpec> specs = specs(target);
    assertThat(specs)
        .filteredOn(spec -> TuningChoices.NONE.candidates(spec, target).size() > 1)
        .hasSizeGreaterThan(specs.size() * 9 / 10);
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void whatIsGivenByHandIsKept(Target target) {
    TuningParameter[] parameters = TuningParameter.values();
    int run = 0;
    for (AttentionSpec attention : specs(target)) {
      Tuning guess = Tuning.defaultFor(attention, target);
      TuningParameter fixed = parameters[run++ % parameters.length];
      TuningChoices choices = new TuningChoices(Map.of(fixed, fixed.get(guess)));
      assertThat(choices.candidates(attention, target))
          .allSatisfy(t -> assertThat(fixed.value(t)).isEqualTo(fixed.value(guess)));
    }
  }

  @Test
  void anUnsupportedGuessComesOutToBeRefusedByName() {
    AttentionSpec attention = AttentionSpec.of(144, 8, 1, DataType.BF16, 16, KvLayout.NHD);
    assertThat(TuningChoices.NONE.candidates(attention, Target.GFX942)).hasSize(1);
  }
}
