package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.FloorLauncher;
import dev.pagen.attention.LaunchException;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.Plan;
import dev.pagen.attention.WorkloadException;
import dev.pagen.attention.Workspace;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.ListedCode;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.render.RenderedKernel;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pages with numbers up to 2^31 - 1, hundreds of gigabytes behind the beginning of the pool. The
 * pool itself is a few pages: the caches are said to begin as far before them as the greatest page
 * number puts them behind, where nothing is mapped, so that any other place than theirs faults.
 */
class LargePoolTest {
  private static final int[] CONTEXTS = {1, 300, 0, 77};

  private static KernelSpec spec(AttentionSpec attention, Target target, String kPath) {
    Map<TuningParameter, String> choices =
        Map.of(TuningParameter.K_PATH, kPath, TuningParameter.PARTITION, "128");
    return new KernelSpec(attention, new TuningChoices(choices).resolve(attention, target), target);
  }

  private static AttentionSpec dense(int pageSize, KvLayout layout) {
    return AttentionSpec.of(128, 6, 1, DataType.BF16, pageSize, layout);
  }

  private static Workload draw(KernelSpec spec) {
    return Workload.draw(
        spec.attention(), spec.target(), CONTEXTS, InputDistribution.NORMAL, PageOrder.SHUFFLED, 5);
  }

  /** The tensors of a workload whose page p is called p + {@code from}. */
  private static AttentionTensors renumbered(AttentionTensors t, long pageIndices, long from) {
    return t.with(
        moved ->
            moved
                .keyCache(t.keyCache() - from * t.keyPageStride() * Short.BYTES)
                .valueCache(t.valueCache() - from * t.valuePageStride() * Short.BYTES)
                .kvPageIndices(pageIndices));
  }

  /** What is done with a workload that lies on a device. */
  private interface Launched {
    void launch(Stream stream, AttentionTensors tensors, Workspace workspace);
  }

  /** Launches on a workload whose last page is called {@code lastPage}. */
  private static Comparison launch(
      Device device, Workload workload, Plan plan, long lastPage, Launched launched) {
    long from = lastPage - workload.table().poolPages() + 1;
    int[] pages = Arrays.stream(workload.table().pages()).map(p -> (int) (p + from)).toArray();
    try (Stream stream = device.createStream();
        DeviceBuffer indices = device.allocate((long) pages.length * Integer.BYTES);
        DeviceWorkload uploaded =
            DeviceWorkload.upload(device, stream, workload, plan, Placement.PADDED)) {
      stream.copyToDevice(indices.address(), MemorySegment.ofArray(pages));
      launched.launch(
          stream, renumbered(uploaded.tensors(), indices.address(), from), uploaded.workspace());
      return Comparison.of(workload, Reference.attention(workload), uploaded.download());
    }
  }

  private static Comparison decode(KernelSpec spec, String from, String to, long lastPage) {
    BuiltKernel right = TestBuilder.shared().build(spec);
    RenderedKernel kernel = right.rendered();
    ListedCode compiled = changed(right, from, to);
    Device device = EmulatedRuns.device(spec.target(), compiled.disassembly());
    Workload workload = draw(spec);
    try (AttentionLauncher launcher =
        AttentionLauncher.load(device, kernel, compiled.codeObject())) {
      Plan plan = launcher.plan(workload.table());
      return launch(
          device,
          workload,
          plan,
          lastPage,
          (stream, tensors, workspace) -> launcher.launch(stream, plan, tensors, workspace));
    }
  }

  /** The floor has no output; what counts is that it reads nothing but the pool. */
  private static void floor(KernelSpec spec, String from, String to, long lastPage) {
    BuiltKernel right = TestBuilder.shared().buildFloor(spec);
    RenderedKernel kernel = right.rendered();
    ListedCode compiled = changed(right, from, to);
    Device device = EmulatedRuns.device(spec.target(), compiled.disassembly());
    Workload workload = draw(spec);
    try (FloorLauncher launcher = FloorLauncher.load(device, kernel, compiled.codeObject())) {
      Plan plan = launcher.plan(workload.table(), 128);
      launch(
          device,
          workload,
          plan,
          lastPage,
          (stream, tensors, workspace) -> launcher.launch(stream, plan, tensors));
    }
  }

  private static ListedCode changed(BuiltKernel right, String from, String to) {
    return from.isEmpty()
        ? new ListedCode(right.codeObject(), right.disassembly())
        : EmulatedRuns.changed(right.rendered(), from, to);
  }

  private static AttentionSpec with(AttentionSpec attention, KvStrides strides) {
    return attention.with(spec -> spec.kvStrides(strides));
  }

  @ParameterizedTest
  @CdnaTargets
  void decodeReadsPagesWhereverTheyAre(Target target) {
    List<KernelSpec> specs = new ArrayList<>();
    specs.add(spec(dense(1, KvLayout.NHD), target, "lds"));
    specs.add(spec(dense(16, KvLayout.HND), target, "direct"));
    specs.add(spec(with(dense(3, KvLayout.NHD), new KvStrides(256, 8, 136, 8)), target, "lds"));
    if (target == Target.GFX950) {
      specs.add(spec(dense(1, KvLayout.NHD), target, "copy"));
    }
    for (KernelSpec spec : specs) {
      long pageBytes = Placement.PADDED.keys(spec.attention()).pageStride() * Short.BYTES;
      for (long last : new long[] {Integer.MAX_VALUE, (1L << 32) / pageBytes + 2}) {
        assertThat(decode(spec, "", "", last))
            .as("%s, page %d", spec.name(), last)
            .matches(Comparison::passed);
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void theFloorReadsPagesWhereverTheyAre(Target target) {
    floor(spec(dense(1, KvLayout.NHD), target, "lds"), "", "", Integer.MAX_VALUE);
    AttentionSpec apart = with(dense(16, KvLayout.NHD), new KvStrides(256, 8, 136, 8));
    floor(spec(apart, target, "lds"), "", "", Integer.MAX_VALUE);
  }

  /** The same pages with a step of the way to them in 32 bits. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pages[s] * sequence.page_stride | (u32)(pages[s] * sequence.page_stride)",
        "pages[s] * sequence.page_stride | pages[s] * (u32)sequence.page_stride",
        "row_broadcast(rows.keys[subtile / 4], holder)"
            + " | row_broadcast((u64)(u32)rows.keys[subtile / 4], holder)"
      })
  void anOffsetOfDecodeIn32BitsIsNoticed(String right, String wrong) {
    KernelSpec spec = spec(dense(1, KvLayout.NHD), Target.GFX942, "lds");
    assertThatThrownBy(() -> decode(spec, right, wrong, Integer.MAX_VALUE))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("no allocation is near");
  }

  @Test
  void anOffsetOfTheFloorIn32BitsIsNoticed() {
    KernelSpec spec = spec(dense(1, KvLayout.NHD), Target.GFX90A, "lds");
    String right = "page * (u64)(kv_page_stride * sizeof(element))";
    String wrong = "page * (u32)(kv_page_stride * sizeof(element))";
    assertThatThrownBy(() -> floor(spec, right, wrong, Integer.MAX_VALUE))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("no allocation is near");
  }

  /** What a partition's beginning and its size add up to stays an int. */
  @Test
  void contextsAndPartitionsHaveTheirLimit() {
    AttentionSpec attention = dense(16, KvLayout.NHD).withWindow(100);
    KernelSpec spec =
        new KernelSpec(
            attention,
            new TuningChoices(Map.of(TuningParameter.PARTITION, "2147483647"))
                .resolve(attention, Target.GFX942),
            Target.GFX942);
    assertThat(EmulatedRuns.verify(spec, draw(spec), Placement.DENSE)).matches(Comparison::passed);
    assertThat(EmulatedRuns.plan(spec, 1, 1 << 30).partition()).isEqualTo(1 << 30);
    assertThatThrownBy(() -> EmulatedRuns.plan(spec, 1, (1 << 30) + 1))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("up to 1073741824 tokens");
    assertThatThrownBy(
            () -> new CsrPageTable(1 << 20, new int[] {0, 1025}, new int[1025], new int[] {1}))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("more than 2^30 tokens");
  }
}
