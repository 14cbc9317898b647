package dev.pagen.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import dev.pagen.tune.MainEffects.Effect;
import dev.pagen.tune.MainEffects.Level;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Effects of parameters, found again in costs that were made of them. */
class MainEffectsTest {
  private static final List<Tuning> TUNINGS = TuningFixture.space().tunings();

  /** Direct K costs 15 %, each step of buffering away from 3 costs 10 %. */
  private static double cost(Tuning tuning) {
    return 1.2
        * (tuning.kPath() == Tuning.LoadPath.LDS ? 1 : 1.15)
        * Math.pow(1.1, Math.abs(tuning.buffering() - 3));
  }

  private static TuningRecord record(Tuning tuning) {
    return TuningFixture.record(tuning, TuningFixture.timed(100 * cost(tuning), 16));
  }

  @Test
  void areFoundWhereASearchTriedSomeValuesMoreOftenWithTheGoodOnes() {
    Random random = new Random(17);
    List<TuningRecord> records = new ArrayList<>();
    for (Tuning tuning : TUNINGS) {
      // K from LDS mostly with much buffering, and direct with little: plain means by K path say
      // more than what K's path does.
      boolean together = tuning.kPath() == Tuning.LoadPath.LDS == tuning.buffering() > 1;
      if (random.nextInt(10) < (together ? 9 : 2)) {
        records.add(record(tuning));
      }
    }
    MainEffects effects = MainEffects.of(records);
    assertThat(effects.candidates()).isEqualTo(records.size()).isGreaterThan(100);
    Effect path = effects.of(TuningParameter.K_PATH).orElseThrow();
    assertThat(path.spread()).isCloseTo(1.15, within(0.005));
    assertThat(path.best().value()).isEqualTo("lds");
    Effect buffering = effects.of(TuningParameter.BUFFERING).orElseThrow();
    assertThat(buffering.levels()).extracting(Level::value).containsExactly("1", "2", "3", "4");
    assertThat(buffering.spread()).isCloseTo(1.21, within(0.01));
    assertThat(buffering.level("3").orElseThrow().cost() * 1.1)
        .isCloseTo(buffering.level("2").orElseThrow().cost(), within(0.01));
    assertThat(effects.effects().getFirst()).isEqualTo(buffering);
    assertThat(effects.of(TuningParameter.TILE).orElseThrow().spread()).isCloseTo(1, within(0.01));
    assertThat(path.levels().stream().mapToInt(Level::candidates).sum()).isEqualTo(records.size());
    assertThat(path.level("direct").orElseThrow().candidates())
        .isEqualTo(
            (int)
                records.stream()
                    .filter(r -> r.kernel().tuning().kPath() == Tuning.LoadPath.DIRECT)
                    .count());
  }

  @Test
  void areNoneWhereNothingHasATimeOrNothingDiffers() {
    assertThat(MainEffects.of(List.of()).effects()).isEmpty();
    assertThat(
            MainEffects.of(
                    List.of(
                        TuningFixture.record(
                            TUNINGS.getFirst(), new Rejected(Cause.WRONG, "differs"))))
                .effects())
        .isEmpty();
    assertThat(MainEffects.of(List.of(record(TUNINGS.getFirst()))).effects()).isEmpty();
  }
}
