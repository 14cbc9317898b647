package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.WorkloadException;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.ListedCode;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.render.RenderedKernel;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pools of several GiB, of which a batch has a few pages below and above every 2 GiB boundary. All
 * other pages are NaN, so that an offset that wraps leaves its trace in the output.
 */
class ScatteredPoolTest {
  private static final long GIB = 1L << 30;

  /** Not a power of two, and beyond three of them. */
  private static final long LARGEST = 12 * GIB;

  private static final int[] PAGE_SIZES = {1, 16, 32, 480};

  private static AttentionSpec dense(int pageSize, KvLayout layout, DataType kvDtype) {
    return AttentionSpec.of(128, 5, 1, DataType.BF16, pageSize, layout)
        .with(s -> s.kvDtype(kvDtype).kvScales(scales(kvDtype, pageSize)));
  }

  private static AttentionSpec latent(int pageSize, DataType kvDtype) {
    return AttentionSpec.of(576, 16, 1, DataType.BF16, pageSize, KvLayout.NHD)
        .with(s -> s.latent(512).kvDtype(kvDtype).kvScales(scales(kvDtype, pageSize)));
  }

  /** Scales of tokens lie in a pool of their own. */
  private static KvScales scales(DataType kvDtype, int pageSize) {
    if (kvDtype == DataType.BF16) {
      return KvScales.NONE;
    }
    return pageSize == 1 ? KvScales.TENSOR : KvScales.TOKEN;
  }

  private static KernelSpec kernel(AttentionSpec attention, Target target) {
    return new KernelSpec(attention, TuningChoices.NONE.resolve(attention, target), target);
  }

  /** Enough pages for every boundary, and one sequence that has a single token. */
  private static Workload draw(KernelSpec spec) {
    int tokens = Math.max(100, 12 * spec.attention().pageSize() + 3);
    int[] contexts = {1, tokens, 0, tokens / 3};
    return Workload.draw(
        spec.attention(), spec.target(), contexts, InputDistribution.NORMAL, PageOrder.SHUFFLED, 7);
  }

  private static Pool pool(Workload workload, long bytes) {
    long pageBytes =
        Placement.PADDED.keys(workload.spec()).pageStride() * workload.cache().format().bytes();
    return Pool.scattered(workload, Math.toIntExact(bytes / pageBytes), pageBytes, 11);
  }

  private static Comparison run(
      AttentionLauncher launcher, Device device, KernelSpec spec, long bytes) {
    Workload workload = draw(spec);
    double[] expected = Reference.attention(workload);
    return Verification.run(
            device, launcher, workload, expected, Placement.PADDED, pool(workload, bytes))
        .comparison();
  }

  private static void assertRight(KernelSpec spec, long... sizes) {
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = EmulatedRuns.device(kernel);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel)) {
      for (long bytes : sizes) {
        assertThat(run(launcher, device, spec, bytes))
            .as("%s in %d bytes", kernel.name(), bytes)
            .matches(Comparison::passed);
      }
    }
  }

  /** Page sizes, layouts and cache types in turn. */
  @ParameterizedTest
  @CdnaTargets
  void decodeReadsPagesOnEitherSideOfEveryBoundary(Target target) {
    int step = target == Target.GFX90A ? 3 : 1;
    for (int i = 0; i < PAGE_SIZES.length; i += step) {
      KvLayout layout = KvLayout.values()[(i + target.ordinal()) % KvLayout.values().length];
      DataType type = (i + target.ordinal()) % 2 == 0 ? DataType.FP8_E4M3 : DataType.BF16;
      boolean pieces = layout != KvLayout.PACKED || PAGE_SIZES[i] % 16 == 0;
      KvLayout supported = pieces ? layout : KvLayout.HND;
      assertRight(kernel(dense(PAGE_SIZES[i], supported, type), target), LARGEST);
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void latentsAreReadOnEitherSideOfEveryBoundary(Target target) {
    int step = target == Target.GFX90A ? 3 : 1;
    for (int i = 0; i < PAGE_SIZES.length; i += step) {
      DataType type = (i + target.ordinal()) % 2 == 0 ? DataType.FP8_E4M3 : DataType.BF16;
      assertRight(kernel(latent(PAGE_SIZES[i], type), target), LARGEST);
    }
  }

  @Test
  void poolsOfEverySizeAreRead() {
    KernelSpec spec = kernel(dense(16, KvLayout.NHD, DataType.BF16), Target.GFX942);
    assertRight(spec, 2 * GIB - 1, 2 * GIB + 5000, 4 * GIB, 4 * GIB + 5000, 9 * GIB, 100 * GIB);
  }

  static Stream<KernelSpec> all() {
    return Target.of(Family.CDNA).stream()
        .flatMap(
            target ->
                Arrays.stream(PAGE_SIZES)
                    .boxed()
                    .flatMap(
                        size ->
                            Stream.of(DataType.BF16, DataType.FP8_E4M3, DataType.INT8)
                                .flatMap(
                                    type ->
                                        Stream.concat(
                                            Stream.of(latent(size, type)),
                                            Arrays.stream(KvLayout.values())
                                                .filter(l -> l != KvLayout.PACKED || size > 1)
                                                .map(l -> dense(size, l, type)))))
                    .map(attention -> kernel(attention, target)));
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("all")
  void everyPageSizeLayoutAndCacheTypeInPoolsOfEverySize(KernelSpec spec) {
    assertRight(spec, 2 * GIB, 4 * GIB + 5000, 9 * GIB, LARGEST);
  }

  /** The same pages with a step of the way to them in 32 bits. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "false | pages[s] * sequence.page_stride | (u32)(pages[s] * sequence.page_stride) | 4.5",
        "false | pages[s] * sequence.page_stride | (int)(pages[s] * sequence.page_stride) | 2.5",
        "false | pages[s] * sequence.page_stride | (pages[s] & 0xffff) * sequence.page_stride |"
            + " 4.5",
        "true | page * sequence.page_stride | (u32)(page * sequence.page_stride) | 4.5",
        "true | page * sequence.page_stride | (int)(page * sequence.page_stride) | 2.5",
      })
  void anOffsetIn32BitsIsNoticed(boolean latent, String right, String wrong, double gib) {
    AttentionSpec attention =
        latent ? latent(1, DataType.BF16) : dense(16, KvLayout.NHD, DataType.BF16);
    KernelSpec spec = kernel(attention, Target.GFX942);
    RenderedKernel kernel = TestBuilder.shared().build(spec).rendered();
    ListedCode changed = EmulatedRuns.changed(kernel, right, wrong);
    Device device = EmulatedRuns.device(spec.target(), changed.disassembly());
    try (AttentionLauncher launcher =
        AttentionLauncher.load(device, kernel, changed.codeObject())) {
      EmulatedRuns.assertFound(() -> run(launcher, device, spec, (long) (gib * GIB)));
    }
  }

  @Test
  void theLastPageAndThoseAroundTheBoundariesAreAmongTheUsedOnes() {
    Workload workload = draw(kernel(dense(16, KvLayout.NHD, DataType.BF16), Target.GFX942));
    long pageBytes = 4096;
    int pages = 4 << 20;
    Pool pool = Pool.scattered(workload, pages, pageBytes, 3);
    assertThat(used(pool, workload))
        .contains(pages - 1, 1 << 19, (1 << 19) - 1, 1 << 20, (1 << 20) - 1, 1 << 21)
        .doesNotHaveDuplicates();
    assertThat(pool.places()).doesNotHaveDuplicates().hasSize(workload.cache().pages());
  }

  @Test
  void pagesKeepTheirOrder() {
    AttentionSpec attention = dense(1, KvLayout.NHD, DataType.BF16);
    Workload workload =
        Workload.draw(
            attention,
            Target.GFX942,
            new int[] {300, 40},
            InputDistribution.NORMAL,
            PageOrder.SEQUENTIAL,
            7);
    assertThat(used(Pool.scattered(workload, 50_000, 256, 9), workload))
        .isSorted()
        .endsWith(49_999);
    assertThat(Pool.of(workload.cache()).places())
        .isEqualTo(IntStream.range(0, workload.cache().pages()).toArray());
  }

  @Test
  void aPoolThatIsJustLargeEnoughHasEveryPage() {
    Workload workload = draw(kernel(dense(16, KvLayout.NHD, DataType.BF16), Target.GFX942));
    int count = workload.cache().pages();
    assertThat(Pool.scattered(workload, count, 4096, 1).places())
        .containsExactlyInAnyOrder(IntStream.range(0, count).boxed().toArray(Integer[]::new));
    assertThatThrownBy(() -> Pool.scattered(workload, count - 1, 4096, 1))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("takes one of at least " + count);
  }

  /** The pages of a batch, without the numbers in its table's padding, which are no pages'. */
  private static int[] used(Pool pool, Workload workload) {
    return Arrays.stream(pool.renumber(workload.table().pages()))
        .filter(page -> page >= 0 && page < pool.pages())
        .toArray();
  }
}
