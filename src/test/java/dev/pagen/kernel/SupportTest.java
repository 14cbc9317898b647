package dev.pagen.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.InvalidSpecException;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Numbering;
import dev.pagen.spec.TuningParameter;
import dev.pagen.spec.UnsupportedSpecException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupportTest {
  private static final Target TARGET = Target.GFX942;
  private static final Pattern NEAREST =
      Pattern.compile("the nearest is (\\w+)(, with v-path direct)?");

  @ParameterizedTest
  @CsvSource({"16,32", "48,64", "72,80", "100,96", "144,160", "320,256", "1024,512"})
  void namesTheNearestHeadSize(int headSize, int nearest) {
    assertRefused(
        AttentionSpec.of(headSize, 8, 1, DataType.BF16, 16, KvLayout.NHD),
        "head size " + headSize,
        "nearest is " + nearest);
  }

  @Test
  void namesEveryFeatureThatIsNotSupported() {
    AttentionSpec spec =
        new AttentionSpecBuilder(128, 258, 2)
            .kvDtype(DataType.FP32)
            .pageSize((1 << 20) + 1)
            .qLen(17)
            .window(4096)
            .sinks(true)
            .alibi(true)
            .build();
    assertThat(Support.refusals(kernel(spec)))
        .extracting(Refusal::field)
        .containsExactly("GQA ratio 129", "KV dtype fp32", "page size 1048577", "q_len 17");
  }

  @Test
  void namesTheNearestPageSize() {
    assertRefused(
        AttentionSpec.of(128, 8, 1, DataType.BF16, 3_000_000, KvLayout.NHD),
        "page size 3000000",
        "nearest is 1048576");
  }

  @Test
  void refusesTheWideMatrixInstructionWhereItDoesNotExist() {
    AttentionSpec spec = Specs.seedAttention();
    Tuning wide = tuning(2, 32, MfmaShape.M16N16K32);
    assertThatThrownBy(() -> Support.check(new KernelSpec(spec, wide, Target.GFX942)))
        .hasMessageContaining("mfma 16x16x32")
        .hasMessageContaining("nearest is 16x16x16");
    assertThat(Support.refusals(new KernelSpec(spec, wide, Target.GFX950))).isEmpty();
  }

  @Test
  void refusesNumberingByDiesWhereThereIsOne() {
    AttentionSpec spec = Specs.seedAttention();
    Tuning xcd = KernelDesign.of(spec, Target.GFX90A).defaultTuning().withNumbering(Numbering.XCD);
    assertThatThrownBy(() -> Support.check(new KernelSpec(spec, xcd, Target.GFX90A)))
        .hasMessageContaining("numbering xcd")
        .hasMessageContaining("nearest is linear");
    assertThat(Support.refusals(new KernelSpec(spec, xcd, Target.GFX942))).isEmpty();
  }

  @Test
  void refusesWideningThatIsNotWritten() {
    AttentionSpec e5m2 =
        AttentionSpec.of(128, 8, 1, DataType.FP16, 16, KvLayout.NHD)
            .with(spec -> spec.kvDtype(DataType.FP8_E5M2));
    Tuning tuning = KernelDesign.of(e5m2, Target.GFX90A).defaultTuning();
    assertThat(Support.refusals(new KernelSpec(e5m2, tuning, Target.GFX90A)))
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.reason()).contains("as zero"));
    Tuning staged = KernelDesign.of(e5m2, Target.GFX950).defaultTuning().withVPath(LoadPath.LDS);
    assertThat(Support.refusals(new KernelSpec(e5m2, staged, Target.GFX950)))
        .extracting(Refusal::field)
        .containsExactly("v-path lds");
  }

  @Test
  void refusesScalesOfCachesThatAreNotQuantised() {
    AttentionSpec spec = Specs.seedAttention().with(s -> s.kvScales(KvScales.HEAD));
    assertRefused(spec, "KV scales per head", "16-bit caches");
  }

  @Test
  void refusesTilesThatDoNotFitTheRegisters() {
    AttentionSpec spec = AttentionSpec.of(256, 8, 1, DataType.BF16, 16, KvLayout.NHD);
    Tuning tuning = tuning(4, 64, MfmaShape.M16N16K16);
    assertThatThrownBy(() -> Support.check(new KernelSpec(spec, tuning, TARGET)))
        .hasMessageContaining("tile 64 with buffering 4")
        .hasMessageContaining("lower tile, buffering or waves");
  }

  @Test
  void refusesNumbersThatMeanNothing() {
    assertThatThrownBy(() -> AttentionSpec.of(-128, 8, 1, DataType.BF16, 16, KvLayout.NHD))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("head size is -128");
    assertThatThrownBy(() -> AttentionSpec.of(128, 7, 2, DataType.BF16, 16, KvLayout.NHD))
        .hasMessageContaining("7 query heads");
    assertThatThrownBy(() -> Specs.seedAttention().withSoftCap(-1))
        .hasMessageContaining("soft cap");
    assertThatThrownBy(() -> tuning(5, 16, MfmaShape.M16N16K16))
        .hasMessageContaining("buffering is 5");
  }

  @Test
  void supportsEveryGqaRatioAndEveryPage() {
    for (int gqa = 1; gqa <= 128; gqa += gqa < 20 ? 1 : 7) {
      for (int page = 1; page <= 1024; page += page < 20 ? 1 : page / 3) {
        AttentionSpec spec = AttentionSpec.of(128, gqa * 2, 2, DataType.FP16, page, KvLayout.HND);
        assertThat(Support.refusals(kernel(spec))).isEmpty();
      }
    }
  }

  private static Tuning tuning(int buffering, int tile, MfmaShape mfma) {
    return Tuning.PLAIN
        .withBuffering(buffering)
        .withWaves(4)
        .withTile(tile)
        .withKPath(LoadPath.LDS)
        .withMfma(mfma);
  }

  private static KernelSpec kernel(AttentionSpec spec) {
    return new KernelSpec(spec, KernelDesign.of(spec, TARGET).defaultTuning(), TARGET);
  }

  private static void assertRefused(AttentionSpec spec, String... parts) {
    assertThatThrownBy(() -> Support.check(kernel(spec)))
        .isInstanceOf(UnsupportedSpecException.class)
        .hasMessageContainingAll(parts);
  }

  /** Whoever takes the number or name that a refusal has is not refused for that again. */
  @Test
  void theNearestTuningIsNoDeadEnd() {
    Random random = new Random(20261202);
    Map<TuningParameter, List<String>> values =
        new EnumMap<>(
            Map.of(
                TuningParameter.BUFFERING, List.of("1", "2", "3", "4"),
                TuningParameter.WAVES, List.of("1", "2", "4", "8"),
                TuningParameter.TILE, List.of("16", "32", "64"),
                TuningParameter.K_PATH, List.of("direct", "lds", "copy"),
                TuningParameter.V_PATH, List.of("direct", "lds", "copy")));
    int followed = 0;
    for (int i = 0; i < 2000; i++) {
      Target target = Target.values()[i % Target.values().length];
      AttentionSpec attention = KernelDraws.next(random, target).attention();
      Map<TuningParameter, String> choices = new EnumMap<>(TuningParameter.class);
      values.forEach(
          (parameter, of) -> {
            if (random.nextInt(3) == 0) {
              choices.put(parameter, of.get(random.nextInt(of.size())));
            }
          });
      String first = "%s %s %s".formatted(attention, choices, target);
      Map<TuningParameter, String> named = named(refusals(attention, choices, target));
      followed += named.size();
      for (int round = 0; round < 4 && !named.isEmpty(); round++) {
        choices.putAll(named);
        named = named(refusals(attention, choices, target));
      }
      assertThat(named).as(first).isEmpty();
    }
    assertThat(followed).isGreaterThan(500);
  }

  private static Map<TuningParameter, String> named(List<Refusal> refusals) {
    Map<TuningParameter, String> named = new EnumMap<>(TuningParameter.class);
    for (Refusal refusal : refusals) {
      Matcher nearest = NEAREST.matcher(refusal.nearest());
      Arrays.stream(TuningParameter.values())
          .filter(parameter -> refusal.field().startsWith(parameter + " ") && nearest.matches())
          .forEach(parameter -> named.put(parameter, nearest.group(1)));
      if (nearest.matches() && nearest.group(2) != null) {
        named.put(TuningParameter.V_PATH, "direct");
      }
    }
    return named;
  }

  private static List<Refusal> refusals(
      AttentionSpec attention, Map<TuningParameter, String> choices, Target target) {
    Tuning tuning = new TuningChoices(choices).resolve(attention, target);
    return Support.refusals(new KernelSpec(attention, tuning, target));
  }
}
