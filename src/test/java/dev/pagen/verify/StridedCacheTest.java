package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.FloorLauncher;
import dev.pagen.attention.LaunchException;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.Plan;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.kernel.Specs;
import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and values may lie as far apart as they like; what is between them is not read. */
class StridedCacheTest {
  private static final int[] CONTEXTS = {0, 1, 300, 77};
  private static final int HEAD_SIZE = 64;

  private static KernelSpec spec(
      Target target, int pageSize, KvLayout layout, KvStrides strides, String kPath) {
    AttentionSpec attention =
        AttentionSpec.of(HEAD_SIZE, 10, 2, DataType.BF16, pageSize, layout)
            .with(spec -> spec.kvStrides(strides));
    Map<TuningParameter, String> choices =
        Map.of(TuningParameter.K_PATH, kPath, TuningParameter.PARTITION, "128");
    return new KernelSpec(attention, new TuningChoices(choices).resolve(attention, target), target);
  }

  private static Workload draw(KernelSpec spec) {
    return Workload.draw(
        spec.attention(),
        spec.target(),
        CONTEXTS,
        InputDistribution.NORMAL,
        PageOrder.SHUFFLED,
        71);
  }

  @ParameterizedTest
  @CsvSource({
    "GFX90A,16,nhd,lds",
    "GFX90A,1,hnd,direct",
    "GFX942,5,nhd,lds",
    "GFX942,16,hnd,direct",
    "GFX950,7,hnd,lds",
    "GFX950,64,nhd,direct"
  })
  void keysAndValuesHaveStridesOfTheirOwn(
      Target target, int pageSize, String layout, String kPath) {
    KvStrides strides =
        layout.equals("nhd")
            ? new KvStrides(3 * HEAD_SIZE, HEAD_SIZE + 8, 5 * HEAD_SIZE + 16, 2 * HEAD_SIZE)
            : new KvStrides(
                HEAD_SIZE + 24, (pageSize + 1) * 96, 2 * HEAD_SIZE, (2 * pageSize + 1) * HEAD_SIZE);
    KernelSpec spec = spec(target, pageSize, KvLayout.of(layout).orElseThrow(), strides, kPath);
    for (Placement placement : Placement.values()) {
      assertThat(EmulatedRuns.verify(spec, draw(spec), placement))
          .as("%s %s", spec.name(), placement)
          .matches(Comparison::passed);
    }
  }

  @Test
  void copiesToLdsGoByStridesToo() {
    AttentionSpec attention =
        AttentionSpec.of(128, 4, 2, DataType.FP16, 16, KvLayout.NHD)
            .with(spec -> spec.kvStrides(new KvStrides(512, 136, 768, 256)));
    Map<TuningParameter, String> choices = Map.of(TuningParameter.K_PATH, "copy");
    KernelSpec spec =
        new KernelSpec(
            attention, new TuningChoices(choices).resolve(attention, Target.GFX950), Target.GFX950);
    assertThat(EmulatedRuns.verify(spec, draw(spec), Placement.PADDED)).matches(Comparison::passed);
  }

  /** Keys and values in turn in one tensor: two views of it, half a tensor apart at the most. */
  @ParameterizedTest
  @CsvSource({
    "GFX90A,[pages; 2; 8; 2; 64],128,64,1024",
    "GFX942,[pages; 8; 2; 2; 64] with keys and values innermost,256,128,64",
    "GFX950,[pages; 8; 2; 2; 64] with KV heads innermost,256,64,128"
  })
  void keysAndValuesInterleavedInOneBuffer(
      Target target, String shape, int token, int head, int valuesFrom) {
    long pageStride = 2L * 8 * 2 * HEAD_SIZE;
    KernelSpec spec = spec(target, 8, KvLayout.NHD, new KvStrides(token, head, token, head), "lds");
    Workload workload = draw(spec);
    CachePlacement view = new CachePlacement(spec.attention(), HEAD_SIZE, pageStride, token, head);
    MemorySegment both = Arena.ofAuto().allocate(workload.cache().pages() * pageStride * 2, 64);
    for (int page = 0; page < workload.cache().pages(); page++) {
      view.forEachRun(
          page,
          page,
          (cached, placed, n) -> {
            KvCache cache = workload.cache();
            MemorySegment.copy(cache.keys(), cached * 2, both, placed * 2, n * 2);
            MemorySegment.copy(cache.values(), cached * 2, both, (placed + valuesFrom) * 2, n * 2);
          });
    }
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = EmulatedRuns.device(kernel);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream();
        DeviceBuffer tensor = device.allocate(both.byteSize())) {
      Plan plan = launcher.plan(workload.table());
      stream.copyToDevice(tensor.address(), both);
      try (DeviceWorkload uploaded =
          DeviceWorkload.upload(device, stream, workload, plan, Placement.DENSE)) {
        AttentionTensors views =
            withCaches(
                uploaded.tensors(),
                tensor.address(),
                tensor.address() + valuesFrom * 2L,
                pageStride,
                pageStride);
        launcher.launch(stream, plan, views, uploaded.workspace());
        assertThat(Comparison.of(workload, Reference.attention(workload), uploaded.download()))
            .as(shape)
            .matches(Comparison::passed);
      }
    }
  }

  private static AttentionTensors withCaches(
      AttentionTensors t, long keys, long values, long keyPages, long valuePages) {
    return t.with(
        views ->
            views
                .keyCache(keys)
                .valueCache(values)
                .keyPageStride(keyPages)
                .valuePageStride(valuePages));
  }

  /** Collects reads of a cache that touch what is in no row. */
  private static final class Gaps implements ExecutionObserver {
    private final List<String> reads = Collections.synchronizedList(new ArrayList<>());
    private final CachePlacement placement;
    private long begin;
    private long bytes;
    private long inRows;

    Gaps(CachePlacement placement) {
      this.placement = placement;
    }

    void watch(DeviceBuffer buffer) {
      begin = buffer.address();
      bytes = buffer.bytes();
    }

    @Override
    public void globalAccess(Wave wave, Access access, long[] addresses, long mask, int width) {
      for (long m = mask; m != 0; m &= m - 1) {
        long at = addresses[Long.numberOfTrailingZeros(m)] - begin;
        if (at >= 0 && at < bytes) {
          if (isInRow(at, width)) {
            inRows++;
          } else {
            reads.add("%d bytes at %d".formatted(width, at));
          }
        }
      }
    }

    private boolean isInRow(long at, int width) {
      long ofPage = at / 2 % placement.pageStride();
      for (int slot = 0; slot < placement.spec().pageSize(); slot++) {
        for (int head = 0; head < placement.spec().kvHeads(); head++) {
          long row = (long) slot * placement.tokenStride() + (long) head * placement.headStride();
          if (ofPage >= row && ofPage + width / 2 <= row + HEAD_SIZE) {
            return true;
          }
        }
      }
      return false;
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void nothingBetweenRowsIsReadByDecodeOrByTheFloor(Target target) {
    KernelSpec spec =
        spec(target, 16, KvLayout.NHD, new KvStrides(3 * 64, 72, 5 * 64 + 16, 2 * 64), "lds");
    Workload workload = draw(spec);
    Gaps keys = new Gaps(Placement.PADDED.keys(spec.attention()));
    Gaps values = new Gaps(Placement.PADDED.values(spec.attention()));
    EmulatedGpu gpu = new EmulatedGpu(target, 1, ExecutionObserver.both(keys, values));
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    BuiltKernel floor = TestBuilder.shared().buildFloor(spec);
    for (BuiltKernel each : List.of(kernel, floor)) {
      Device device = new EmulatedDevice(gpu, code -> each.disassembly());
      try (Stream stream = device.createStream()) {
        if (each.equals(kernel)) {
          try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel)) {
            Plan plan = launcher.plan(workload.table());
            try (DeviceWorkload uploaded =
                DeviceWorkload.upload(device, stream, workload, plan, Placement.PADDED)) {
              watch(uploaded, keys, values);
              launcher.launch(stream, plan, uploaded.tensors(), uploaded.workspace());
            }
          }
        } else {
          try (FloorLauncher launcher = FloorLauncher.load(device, floor);
              DeviceWorkload uploaded =
                  DeviceWorkload.upload(device, stream, workload, Placement.PADDED)) {
            watch(uploaded, keys, values);
            launcher.launch(stream, launcher.plan(workload.table(), 128), uploaded.tensors());
          }
        }
      }
      assertThat(keys.reads).isEmpty();
      assertThat(values.reads).isEmpty();
      assertThat(keys.inRows).isPositive().isEqualTo(values.inRows);
      keys.inRows = 0;
      values.inRows = 0;
    }
  }

  private static void watch(DeviceWorkload uploaded, Gaps keys, Gaps values) {
    keys.watch(uploaded.buffers().get("key_cache"));
    values.watch(uploaded.buffers().get("value_cache"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slot * (u64)(VALUE_TOKEN_STRIDE | slot * (u64)(KEY_TOKEN_STRIDE",
        "kv_head * (u64)(VALUE_HEAD_STRIDE | kv_head * (u64)(KEY_HEAD_STRIDE",
        "v_page_stride * (u64) | k_page_stride * (u64)",
        "row_broadcast(rows.values | row_broadcast(rows.keys"
      })
  void valuesFoundByAStrideOfKeysAreNoticed(String from, String to) {
    KernelSpec spec =
        spec(Target.GFX942, 4, KvLayout.NHD, new KvStrides(3 * 64, 72, 5 * 64 + 16, 2 * 64), "lds");
    EmulatedRuns.assertFound(
        () -> EmulatedRuns.verifyChanged(spec, from, to, draw(spec), Placement.PADDED));
  }

  @Test
  void stridesThatWouldBreakTheAlignmentOfRowsAreRefused() {
    assertThatThrownBy(
            () ->
                Support.check(
                    spec(
                        Target.GFX942,
                        16,
                        KvLayout.NHD,
                        new KvStrides(129, 64, 128, 60),
                        "direct")))
        .hasMessageContaining("KV strides 129,64,128,60")
        .hasMessageContaining("pieces of 16 bytes")
        .hasMessageContaining("the nearest are 136,64,128,64");
  }

  @Test
  void aKernelWithoutStridesTakesOnePageStride() {
    KernelSpec spec = Specs.seed(Target.GFX942);
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = EmulatedRuns.device(kernel);
    Workload workload = draw(spec);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream()) {
      Plan plan = launcher.plan(workload.table());
      try (DeviceWorkload uploaded =
          DeviceWorkload.upload(device, stream, workload, plan, Placement.DENSE)) {
        AttentionTensors t = uploaded.tensors();
        AttentionTensors apart =
            withCaches(t, t.keyCache(), t.valueCache(), t.keyPageStride(), t.keyPageStride() + 8);
        assertThatThrownBy(() -> launcher.launch(stream, plan, apart, uploaded.workspace()))
            .isInstanceOf(LaunchException.class)
            .hasMessageContaining("one page stride for both");
      }
    }
  }
}
