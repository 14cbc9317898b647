package dev.pagen.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pagen.attention.PageOrder;
import dev.pagen.cache.CacheEntry;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.RowFormat;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole benchmarks, on the emulator: what they time is the emulator, but what they do is real. */
class BenchmarkTest {
  private static final BenchmarkSettings QUICK = new BenchmarkSettings(0, 1 << 17, 1 << 10, 3);
  private static final Batch BATCH = new Batch(new int[] {70, 0, 33, 1}, PageOrder.SHUFFLED, 5);

  private static KernelSpec kernel(AttentionSpec attention) {
    Tuning tuning = KernelDesign.of(attention, Target.GFX942).defaultTuning();
    return new KernelSpec(attention, tuning.withPartition(64), Target.GFX942);
  }

  private static AttentionSpec attention(KvLayout layout) {
    return AttentionSpec.of(64, 6, 2, DataType.BF16, 4, layout);
  }

  private static Device device(BuiltKernel... kernels) {
    return new EmulatedDevice(
        new EmulatedGpu(Target.GFX942),
        code ->
            Stream.of(kernels)
                .map(kernel -> kernel.result().entry())
                .filter(entry -> Arrays.equals(entry.codeObject(), code))
                .map(CacheEntry::disassembly)
                .findFirst()
                .orElseThrow());
  }

  private static BenchmarkResult run(KernelSpec kernel, KernelSpec code) {
    BuiltKernel asked = TestBuilder.shared().build(kernel);
    BuiltKernel floor = TestBuilder.shared().buildFloor(kernel);
    BuiltKernel other = TestBuilder.shared().build(code);
    BuiltKernel mixed =
        new BuiltKernel(asked.name(), asked.rendered(), other.result(), other.listing());
    try (Benchmark benchmark = Benchmark.open(device(floor, other), floor, BATCH, QUICK)) {
      return benchmark.time(mixed, 2);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = KvLayout.class,
      names = {"NHD", "HND"})
  void theKernelAndItsFloorAreTimedOverRotatedInputs(KvLayout layout) {
    KernelSpec kernel = kernel(attention(layout));
    BenchmarkResult result = run(kernel, kernel);
    assertThat(result.comparison().passed()).isTrue();
    // 104 tokens, 2 KV heads, rows of 128 bytes, K and V.
    assertThat(result.kvBytes()).isEqualTo(104 * 2 * 128 * 2);
    assertThat(result.slots()).isEqualTo(5);
    assertThat(result.partition()).isEqualTo(64);
    assertThat(result.floorPartition()).isGreaterThanOrEqualTo(64);
    assertThat(result.decode().each().count()).isEqualTo(2);
    assertThat(result.floor().each().count()).isEqualTo(2);
    assertThat(result.launch().median()).isPositive();
    assertThat(result.shareOfFloor())
        .isEqualTo(result.floor().best().median() / result.decode().best().median());
  }

  @Test
  void whatHeadsHaveAndTheLogarithmsAreRotatedToo() {
    AttentionSpec attention =
        attention(KvLayout.NHD).withWindow(20).withSinks().withAlibi().withLse();
    BenchmarkResult result = run(kernel(attention), kernel(attention));
    assertThat(result.comparison().lseError()).isPositive();
    assertThat(result.kvBytes()).isLessThan(104 * 2 * 128 * 2);
    assertThatThrownBy(() -> run(kernel(attention.withWindow(19)), kernel(attention)))
        .isInstanceOf(WrongOutputException.class);
  }

  static Stream<Arguments> twoPools() {
    return Stream.of(
        arguments(new AttentionSpecBuilder(576, 4, 1).latent(512), 1152),
        arguments(new AttentionSpecBuilder(512, 4, 1).rows(RowFormat.FP8_DS_MLA_V4), 584));
  }

  @ParameterizedTest
  @MethodSource("twoPools")
  void selectedTokensOfTwoPoolsAreRotatedToo(AttentionSpecBuilder rows, int rowBytes) {
    AttentionSpec attention =
        rows.pageSize(4).selection(new Selection.Tokens()).extraPageSize(12).build();
    BuiltKernel kernel = TestBuilder.shared().build(kernel(attention));
    BuiltKernel floor = TestBuilder.shared().buildFloor(kernel(attention));
    Batch batch = new Batch(new int[] {170, 0, 33}, PageOrder.SHUFFLED, 5);
    try (Benchmark benchmark = Benchmark.open(device(floor, kernel), floor, batch, QUICK)) {
      BenchmarkResult result = benchmark.time(kernel, 2);
      assertThat(result.comparison().passed()).isTrue();
      // Many tokens count: with scales of any size one would, and its value be the output.
      assertThat(result.comparison().maxAbsolute()).isBetween(1e-5, 0.05);
      assertThat(result.kvBytes()).isEqualTo(203L * rowBytes);
    }
  }

  @Test
  void aWrongKernelHasNoTime() {
    AttentionSpec attention = attention(KvLayout.NHD);
    KernelSpec asked = kernel(attention.withSoftCap(1));
    assertThatThrownBy(() -> run(asked, kernel(attention)))
        .isInstanceOf(WrongOutputException.class)
        .hasMessageContaining("is wrong, so its time does not count")
        .hasMessageContaining("sequence");
  }

  @Test
  void kernelsOfOneBenchmarkAreEachHeldToTheReference() {
    KernelSpec kernel = kernel(attention(KvLayout.NHD));
    KernelSpec whole =
        new KernelSpec(kernel.attention(), kernel.tuning().withPartition(0), Target.GFX942);
    BuiltKernel floor = TestBuilder.shared().buildFloor(kernel);
    BuiltKernel first = TestBuilder.shared().build(kernel);
    BuiltKernel second = TestBuilder.shared().build(whole);
    BuiltKernel capped = TestBuilder.shared().build(kernel(kernel.attention().withSoftCap(1)));
    BuiltKernel wrong =
        new BuiltKernel(first.name(), first.rendered(), capped.result(), capped.listing());
    try (Benchmark benchmark =
        Benchmark.open(device(floor, first, second, capped), floor, BATCH, QUICK)) {
      assertThat(benchmark.time(first, 2).comparison().passed()).isTrue();
      assertThatThrownBy(() -> benchmark.time(wrong, 2)).isInstanceOf(WrongOutputException.class);
      BenchmarkResult result = benchmark.time(second, 3);
      assertThat(result.comparison().passed()).isTrue();
      assertThat(result.decode().each().count()).isEqualTo(3);
      assertThat(result.kernel()).isEqualTo(second.name());
      assertThatThrownBy(() -> benchmark.time(capped, 2))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatCannotBeMeasuredIsSaid() {
    KernelSpec kernel = kernel(attention(KvLayout.NHD));
    BuiltKernel floor = TestBuilder.shared().buildFloor(kernel);
    Batch nothing = new Batch(new int[] {0, 0}, PageOrder.SHUFFLED, 1);
    assertThatThrownBy(() -> Benchmark.open(device(floor), floor, nothing, QUICK))
        .isInstanceOf(BenchmarkException.class)
        .hasMessageContaining("nothing to read");
    int[] long64 = new int[1 << 16];
    Arrays.fill(long64, 1 << 20);
    Batch huge = new Batch(long64, PageOrder.SHUFFLED, 1);
    assertThatThrownBy(() -> Benchmark.open(device(floor), floor, huge, QUICK))
        .isInstanceOf(BenchmarkException.class)
        .hasMessageContaining("GB of keys and values");
  }

  @Test
  void theLongestAndTheShortestSequenceAreAlwaysCompared() {
    int[] contexts = new int[500];
    Arrays.setAll(contexts, s -> 20_000 + (s * 7919) % 10_000);
    contexts[123] = 60_000;
    contexts[321] = 3;
    int[] chosen = SequenceSample.of(new Batch(contexts, PageOrder.SHUFFLED, 9), 16);
    assertThat(chosen).contains(123, 321).isSorted().hasSizeBetween(4, 20);
    assertThat(SequenceSample.of(BATCH, 16)).containsExactly(0, 1, 2, 3);
    assertThat(
            List.of(SequenceSample.of(new Batch(new int[] {1 << 30}, PageOrder.SHUFFLED, 9), 64)))
        .containsExactly(new int[] {0});
  }
}
