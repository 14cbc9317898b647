package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.FloorLauncher;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.SelectedTokens;
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
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The floor of selected tokens whose values are not as long as their keys. */
class SelectedFloorTest {
  private static final int CHUNK_BYTES = 16;
  private static final int KEY_SIZE = 96;
  private static final int VALUE_SIZE = 64;

  /** Which chunks of a cache are read. */
  private static final class Chunks implements ExecutionObserver {
    private final Set<Long> read = new ConcurrentSkipListSet<>();
    private long begin;
    private long bytes;

    void watch(DeviceBuffer buffer) {
      begin = buffer.address();
      bytes = buffer.bytes();
    }

    @Override
    public void globalAccess(Wave wave, Access access, long[] addresses, long mask, int width) {
      for (long m = mask; m != 0; m &= m - 1) {
        long at = addresses[Long.numberOfTrailingZeros(m)] - begin;
        if (at >= 0 && at < bytes) {
          assertThat(width).isEqualTo(CHUNK_BYTES);
          assertThat(at % CHUNK_BYTES).isZero();
          read.add(at / CHUNK_BYTES);
        }
      }
    }
  }

  /** Of a cache, all chunks of the rows of all listed slots; an entry that is none stands for 0. */
  private static Set<Long> listed(KernelSpec spec, PageTable lists, int size) {
    AttentionSpec attention = spec.attention();
    int chunks = size * attention.kvDtype().bytes() / CHUNK_BYTES;
    Set<Long> listed = new TreeSet<>();
    for (int s = 0; s < lists.sequences(); s++) {
      for (int t = 0; t < lists.context(s); t++) {
        int page = lists.has(s, 0, t) ? lists.page(s, t) : 0;
        int slot = lists.has(s, 0, t) ? lists.slot(s, 0, t) : 0;
        for (int head = 0; head < attention.kvHeads(); head++) {
          int place =
              attention.layout() == KvLayout.NHD
                  ? slot * attention.kvHeads() + head
                  : head * attention.pageSize() + slot;
          long row = (long) page * attention.pageSize() * attention.kvHeads() + place;
          for (int c = 0; c < chunks; c++) {
            listed.add(row * chunks + c);
          }
        }
      }
    }
    return listed;
  }

  @ParameterizedTest
  @EnumSource(names = {"NHD", "HND"})
  void readsTheKeysAndValuesOfTheListedTokens(KvLayout layout) {
    AttentionSpec attention =
        AttentionSpec.of(KEY_SIZE, 6, 2, DataType.BF16, 4, layout)
            .with(spec -> spec.valueSize(VALUE_SIZE).selection(new Selection.Tokens()));
    KernelSpec spec = Specs.kernel(attention, Target.GFX942, "0", "kernel", "grid");
    Workload workload =
        Selections.drawn(
            spec, SelectedTokens.class, lists -> Selections.none(lists, 0, 0) > 5, 1, 150, 0, 33);
    BuiltKernel floor = TestBuilder.shared().buildFloor(spec);
    Chunks keys = new Chunks();
    Chunks values = new Chunks();
    EmulatedGpu gpu = new EmulatedGpu(Target.GFX942, ExecutionObserver.both(keys, values));
    Device device = new EmulatedDevice(gpu, code -> floor.disassembly());
    try (Stream stream = device.createStream();
        FloorLauncher launcher = FloorLauncher.load(device, floor);
        DeviceWorkload uploaded =
            DeviceWorkload.upload(device, stream, workload, Placement.DENSE)) {
      keys.watch(uploaded.buffers().get("key_cache"));
      values.watch(uploaded.buffers().get("value_cache"));
      launcher.launch(stream, launcher.plan(workload.table(), 64), uploaded.tensors());
      stream.synchronize();
    }
    assertThat(keys.read).isEqualTo(listed(spec, workload.table(), KEY_SIZE));
    assertThat(values.read).isEqualTo(listed(spec, workload.table(), VALUE_SIZE));
  }
}
