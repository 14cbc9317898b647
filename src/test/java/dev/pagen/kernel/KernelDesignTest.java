package dev.pagen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelDesignTest {
  private static final AttentionSpec LATENT =
      new AttentionSpecBuilder(Latent.ROW_SIZE, 16, 1).latent(Latent.VALUE_SIZE).build();

  @Test
  void everyDesignIsNamedAsItsTemplate() {
    Stream<KernelDesign> usual =
        Stream.of(Target.GFX942, Target.SM_90)
            .flatMap(t -> Stream.of(Specs.seedAttention(), LATENT).map(a -> design(a, t)));
    Set<String> names =
        Stream.concat(
                usual,
                Stream.of(
                    new HopperLatent(LATENT, Target.SM_90),
                    new HopperWidened(LATENT, Target.SM_90)))
            .map(
                design -> {
                  String template = design.template();
                  assertThat(getClass().getResource("/templates/" + template + ".stg")).isNotNull();
                  assertThat(design.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                      .isEqualTo(template.replace("/", ""));
                  return template;
                })
            .collect(Collectors.toSet());
    assertThat(names).hasSize(KernelDesign.class.getPermittedSubclasses().length);
  }

  @ParameterizedTest
  @EnumSource
  void nothingOfADefaultTuningGivesWay(Target target) {
    Random random = new Random(20 + target.ordinal());
    for (int i = 0; i < 300; i++) {
      AttentionSpec attention = KernelDraws.next(random, target).attention();
      KernelDesign design = design(attention, target);
      Tuning tuning = design.defaultTuning();
      assertThat(design.settle(tuning, Set.of())).isEqualTo(tuning);
      assertThat(design.withWavesPerEu(tuning)).isEqualTo(tuning);
    }
  }

  @ParameterizedTest
  @EnumSource
  void savingsChangeWhatIsFreeAndNothingElse(Target target) {
    Random random = new Random(40 + target.ordinal());
    Set<Saving> seen = EnumSet.noneOf(Saving.class);
    for (int i = 0; i < 300; i++) {
      KernelSpec spec = KernelDraws.next(random, target);
      KernelDesign design = KernelDesign.of(spec);
      for (Saving saving : design.savings()) {
        saving
            .next(spec.tuning(), Set.of())
            .ifPresent(
                next -> {
                  seen.add(saving);
                  assertThat(saving.next(spec.tuning(), EnumSet.allOf(TuningParameter.class)))
                      .isEmpty();
                  assertThat(next).isNotEqualTo(spec.tuning());
                });
      }
    }
    assertThat(seen).containsAll(design(Specs.seedAttention(), target).savings());
  }

  private static KernelDesign design(AttentionSpec attention, Target target) {
    return KernelDesign.of(attention, target);
  }
}
