package dev.pagen.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.compile.ListedCode;
import dev.pagen.device.DeviceUnavailableException;
import dev.pagen.device.SmallKernels;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.LoadedCode;
import dev.pagen.emulator.TestGpu;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Allocations larger than the machine's memory. */
class SparseMemoryTest {
  private static final long GIB = 1L << 30;
  private static final long LARGE = 100 * GIB + 5;

  /** What every 32-bit offset into {@link #LARGE} would miss. */
  private static final long[] PLACES = {
    0, 2 * GIB - 1, 2 * GIB, 4 * GIB - 1, 4 * GIB, 8 * GIB + 77, LARGE - 1
  };

  private static final String SOURCE =
      """
      struct __attribute__((packed)) Sixteen { int x[4]; };
      extern "C" __global__ void copy(const char* from, char* to, const long* at) {
        const long offset = at[threadIdx.x];
        *(Sixteen*)(to + offset) = *(const Sixteen*)(from + offset);
      }
      """;

  private final EmulatedMemory memory = new EmulatedMemory();
  private SparseRegion region;

  @BeforeEach
  void allocate() {
    region = (SparseRegion) memory.allocate("pool", LARGE);
  }

  @Test
  void memoryIsThereWhereItIsTouchedAndNowhereElse() {
    memory.fill(region.base, LARGE, (byte) 0xab);
    assertThat(region.present()).as("bytes after a fill").isZero();
    for (long place : PLACES) {
      assertThat(memory.read(region.base + place, 1)).containsExactly(0xab);
      memory.write(region.base + place, new byte[] {(byte) place});
      assertThat(memory.read(region.base + place, 1)).containsExactly((byte) place);
    }
    assertThat(region.present()).isBetween(1L, PLACES.length * (64L << 10));
  }

  @Test
  void untouchedMemoryIsZero() {
    for (long place : PLACES) {
      assertThat(memory.read(region.base + place, 1)).containsExactly(0);
    }
  }

  @Test
  void writesAndFillsOfAnyRangeAreRead() {
    int size = (64 << 20) + 12_345;
    Random random = new Random(3);
    byte[] model = new byte[size];
    long base = memory.allocate(size);
    for (int i = 0; i < 400; i++) {
      int from = random.nextInt(size);
      int bytes = (int) Math.min(size - from, (long) Math.exp(random.nextDouble() * 18));
      if (random.nextInt(10) == 0) {
        bytes = size - from;
      }
      byte value = (byte) random.nextInt();
      switch (i % 3) {
        case 0 -> {
          memory.fill(base + from, bytes, value);
          Arrays.fill(model, from, from + bytes, value);
        }
        case 1 -> {
          byte[] written = new byte[Math.min(bytes, 100_000)];
          random.nextBytes(written);
          memory.write(base + from, written);
          System.arraycopy(written, 0, model, from, written.length);
        }
        default -> {
          int count = Math.min(bytes, 100_000);
          assertThat(memory.read(base + from, count))
              .isEqualTo(Arrays.copyOfRange(model, from, from + count));
        }
      }
    }
    assertThat(memory.read(base, size)).isEqualTo(model);
  }

  @Test
  void whatIsFreedIsGivenBackAndNoLongerReached() {
    memory.write(region.base + 8 * GIB, new byte[] {1, 2, 3});
    MemorySegment before = memory.slice(region.base + 8 * GIB, 3);
    memory.free(region.base);
    assertThat(before.toArray(Region.BYTE)).containsOnly(0);
    assertThatThrownBy(() -> memory.read(region.base + 8 * GIB, 3))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("use after free");
  }

  @Test
  void theHostCannotReachBeyondTheEnd() {
    assertThatThrownBy(() -> memory.fill(region.base + 1, LARGE, (byte) 0))
        .hasMessageContaining("The host asked for " + LARGE);
    assertThatThrownBy(() -> memory.write(region.base + LARGE - 1, new byte[2]))
        .hasMessageContaining("The host asked for 2");
  }

  @Test
  void moreThanCanBeReservedIsSaidToBe() {
    assertThatThrownBy(() -> memory.allocate((1L << 40) + 1))
        .isInstanceOf(DeviceUnavailableException.class)
        .hasMessageContaining("up to 1099511627776 (1 TiB)");
    assertThat(memory.allocate(1L << 40)).isPositive();
  }

  /** Sixteen bytes at any address, those across the pieces of a region among them. */
  @ParameterizedTest
  @CdnaTargets
  void kernelsReadAndWriteAnywhere(Target target) {
    ListedCode compiled = SmallKernels.compile("copy", SOURCE, target.arch());
    EmulatedGpu gpu = new EmulatedGpu(target);
    LoadedCode code =
        gpu.load(CodeObject.read(compiled.codeObject()), Disassembly.parse(compiled.disassembly()));
    EmulatedMemory device = gpu.memory();
    long from = device.allocate(LARGE);
    long to = device.allocate(LARGE);
    device.fill(from, LARGE, (byte) 0x5a);
    device.fill(to, LARGE, (byte) 0xff);
    Random random = new Random(4);
    long[] offsets = new long[64];
    for (int i = 0; i < offsets.length; i++) {
      // 16 to 31 bytes apart, all around a boundary; or anywhere.
      offsets[i] =
          i < 48 ? (i % 3 * 2 + 4) * GIB - 130 + i / 3 * 17L : 10 * GIB + random.nextLong(GIB) * 16;
      byte[] written = new byte[16];
      random.nextBytes(written);
      if (i % 4 != 0) {
        device.write(from + offsets[i], written);
      }
    }
    long at = device.allocate(8L * offsets.length);
    device.slice(at, 8L * offsets.length).copyFrom(MemorySegment.ofArray(offsets));
    gpu.launch(code, "copy", Dim3.of(1), Dim3.of(64), 0, TestGpu.pack(from, to, at));
    for (long offset : offsets) {
      assertThat(device.read(to + offset, 16)).isEqualTo(device.read(from + offset, 16));
      assertThat(device.read(to + offset + 16, 1)[0])
          .isEqualTo(contains(offsets, offset + 16) ? device.read(from + offset + 16, 1)[0] : -1);
    }
    long end = LARGE - 15;
    device.slice(at, Long.BYTES).set(Region.LONG, 0, end);
    assertThatThrownBy(
            () -> gpu.launch(code, "copy", Dim3.of(1), Dim3.of(64), 0, TestGpu.pack(from, to, at)))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("access of 16 bytes")
        .hasMessageContaining(end + " bytes past the start of");
  }

  private static boolean contains(long[] offsets, long place) {
    return Arrays.stream(offsets).anyMatch(o -> o <= place && place < o + 16);
  }
}
