package dev.pagen.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.Support;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.InvalidSpecException;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchSpaceTest {
  static final AttentionSpec ATTENTION =
      AttentionSpec.of(128, 6, 1, DataType.BF16, 1, KvLayout.NHD);

  @ParameterizedTest
  @EnumSource(Target.class)
  void hasEveryTuningThatIsSupportedAndNoOther(Target target) {
    SearchSpace space = SearchSpace.of(ATTENTION, target, Map.of());
    Tuning start = space.start();
    assertThat(start).isEqualTo(KernelDesign.of(ATTENTION, target).defaultTuning());
    Set<Tuning> members = new HashSet<>(space.tunings());
    assertThat(members).hasSize(space.size()).contains(start);
    Map<TuningParameter, List<String>> choices = new EnumMap<>(TuningParameter.class);
    for (TuningParameter parameter : TuningParameter.values()) {
      choices.put(parameter, parameter.values(start));
    }
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      Tuning drawn = start;
      for (TuningParameter parameter : TuningParameter.values()) {
        List<String> values = choices.get(parameter);
        drawn = parameter.set(drawn, values.get(random.nextInt(values.size())));
      }
      assertThat(members.contains(drawn))
          .as("%s", drawn)
          .isEqualTo(Support.refusals(space.kernel(drawn)).isEmpty());
    }
  }

  @Test
  void isTheSameEachTime() {
    assertThat(TuningFixture.space()).isEqualTo(TuningFixture.space());
  }

  @Test
  void isNarrowedToTheValuesThatAreGiven() {
    SearchSpace space =
        SearchSpace.of(
            ATTENTION,
            Target.GFX950,
            Map.of(
                TuningParameter.BUFFERING, List.of("2"),
                TuningParameter.K_PATH, List.of("lds", "direct"),
                TuningParameter.PARTITION, List.of("256", "512")));
    assertThat(values(space, TuningParameter.BUFFERING)).containsExactly("2");
    assertThat(values(space, TuningParameter.PARTITION)).containsExactly("256", "512");
    assertThat(values(space, TuningParameter.K_PATH)).containsExactly("lds", "direct");
    assertThat(
            SearchSpace.distance(
                space.start(), KernelDesign.of(ATTENTION, Target.GFX950).defaultTuning()))
        .isEqualTo(1);
  }

  private static List<String> values(SearchSpace space, TuningParameter parameter) {
    return space.tunings().stream().map(parameter::get).distinct().toList();
  }

  @Test
  void whatLeavesNothingIsRefused() {
    assertThatThrownBy(
            () ->
                SearchSpace.of(
                    ATTENTION, Target.GFX90A, Map.of(TuningParameter.K_PATH, List.of("copy"))))
        .isInstanceOf(TuningException.class)
        .hasMessageContaining("gfx90a")
        .hasMessageContaining("copy");
    assertThatThrownBy(
            () ->
                SearchSpace.of(
                    ATTENTION, Target.GFX90A, Map.of(TuningParameter.TILE, List.of("17"))))
        .isInstanceOf(InvalidSpecException.class);
  }

  @Test
  void shardsAreCompleteAndHaveTheStartInCommonAndNothingElse() {
    SearchSpace space = TuningFixture.space();
    for (int count : new int[] {1, 2, 3, 7}) {
      List<Tuning> all = new ArrayList<>(List.of(space.start()));
      for (int number = 1; number <= count; number++) {
        SearchSpace shard = space.shard(number, count);
        assertThat(shard.start()).isEqualTo(space.start());
        assertThat(shard.tunings()).contains(space.start()).doesNotHaveDuplicates();
        shard.tunings().stream().filter(t -> !t.equals(space.start())).forEach(all::add);
      }
      assertThat(new HashSet<>(all)).hasSameSizeAs(all).isEqualTo(Set.copyOf(space.tunings()));
    }
    assertThatThrownBy(() -> space.shard(1, space.size() + 1)).isInstanceOf(TuningException.class);
  }
}
