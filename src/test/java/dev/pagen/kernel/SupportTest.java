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
import dev.pagen.spec.UnsupportedSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupportTest {
  private static final Target TARGET = Target.GFX942;

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
}
