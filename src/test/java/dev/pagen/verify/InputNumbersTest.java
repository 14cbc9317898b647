package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.PageOrder;
import dev.pagen.attention.WorkloadException;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of a folder that kernels cannot compute with, which are refused by file and index. */
class InputNumbersTest {
  private static final Target TARGET = Target.GFX942;

  @TempDir private Path folder;

  private static AttentionSpec scaled(KvScales scales, KvLayout layout) {
    return AttentionSpec.of(64, 4, 2, DataType.BF16, 4, layout)
        .with(spec -> spec.kvDtype(DataType.FP8_E4M3).kvScales(scales).window(6));
  }

  private static Workload draw(AttentionSpec spec) {
    int[] contexts = {9, 0, 6};
    return Workload.draw(spec, TARGET, contexts, InputDistribution.NORMAL, PageOrder.SHUFFLED, 21);
  }

  private void roundTrip(AttentionSpec spec, Workload workload) throws IOException {
    KernelSpec kernel = new KernelSpec(spec, KernelDesign.of(spec, TARGET).defaultTuning(), TARGET);
    WorkloadFolder.write(folder, kernel, workload, Optional.empty(), Map.of());
    WorkloadFolder.read(folder, spec, TARGET);
  }

  private void refused(AttentionSpec spec, Workload workload, String message) {
    assertThatThrownBy(() -> roundTrip(spec, workload))
        .isInstanceOf(WorkloadException.class)
        .hasMessageStartingWith("Cannot use " + folder + ": ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, -1, -0x1p-140f, 0x1p-130f})
  void aScaleThatIsNone(float scale) {
    for (KvScales per : new KvScales[] {KvScales.TENSOR, KvScales.HEAD}) {
      AttentionSpec spec = scaled(per, KvLayout.NHD);
      Workload workload = draw(spec);
      workload.cache().scales().keys()[0] = scale;
      refused(spec, workload, "k_scale.npy has %s at [0]: a scale is 0, or".formatted(scale));
      Workload other = draw(spec);
      other.cache().scales().values()[0] = scale;
      refused(spec, other, "v_scale.npy has %s at [0]".formatted(scale));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = KvLayout.class,
      names = {"NHD", "HND"})
  void aTokensScaleByItsPage(KvLayout layout) throws IOException {
    AttentionSpec spec = scaled(KvScales.TOKEN, layout);
    Workload workload = draw(spec);
    int page = workload.table().page(0, 7);
    int index = CacheScales.index(spec, page, 3, 1);
    float[] values = workload.cache().scales().values();
    values[index] = 0;
    roundTrip(spec, workload);
    values[index] = Float.NaN;
    refused(
        spec,
        workload,
        "v_scale.npy has NaN at [%d, %s]"
            .formatted(page, layout == KvLayout.NHD ? "3, 1" : "1, 3"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void whatStandsBeforeAWindowMayBeAnything(int token) throws IOException {
    AttentionSpec spec = scaled(KvScales.TOKEN, KvLayout.NHD);
    Workload workload = draw(spec);
    int page = workload.table().page(0, token);
    workload.cache().scales().keys()[CacheScales.index(spec, page, token, 1)] = Float.NaN;
    roundTrip(spec, workload);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, false",
    "Infinity, false",
    "-Infinity, false",
    "3e38, false",
    "1e-40, false",
    "0, true",
    "-0.5, true",
    "1e-30, true"
  })
  void slopesAreFiniteAndNormal(float slope, boolean fits) throws IOException {
    AttentionSpec spec = AttentionSpec.of(64, 4, 2, DataType.BF16, 4, KvLayout.NHD).withAlibi();
    Workload workload = draw(spec);
    workload.heads().alibiSlopes()[2] = slope;
    taken(fits, spec, workload, "alibi_slopes.npy has %s at [2]".formatted(slope));
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, false",
    "Infinity, false",
    "3e38, false",
    "-3e38, false",
    "-Infinity, true",
    "-1e30, true"
  })
  void sinksAreFiniteOrNone(float sink, boolean fits) throws IOException {
    AttentionSpec spec = AttentionSpec.of(64, 4, 2, DataType.BF16, 4, KvLayout.NHD).withSinks();
    Workload workload = draw(spec);
    workload.heads().sinks()[3] = sink;
    taken(fits, spec, workload, "sinks.npy has %s at [3]".formatted(sink));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 0, -1, 0x1p-130f})
  void anOutputIsDividedByNothingElseThanAScale(float scale) {
    AttentionSpec spec =
        AttentionSpec.of(64, 4, 2, DataType.BF16, 4, KvLayout.NHD)
            .with(s -> s.outDtype(DataType.FP8_E4M3));
    Workload drawn = draw(spec);
    Workload workload =
        new Workload(
            spec,
            drawn.table(),
            drawn.query(),
            drawn.cache(),
            drawn.heads(),
            OutputFormat.of(spec, TARGET, scale));
    refused(spec, workload, "out_scale.npy has %s at [0]".formatted(scale));
  }

  /** Either that a folder with the workload is read, or that it is refused with a message. */
  private void taken(boolean fits, AttentionSpec spec, Workload workload, String message)
      throws IOException {
    if (fits) {
      roundTrip(spec, workload);
    } else {
      refused(spec, workload, message);
    }
  }
}
