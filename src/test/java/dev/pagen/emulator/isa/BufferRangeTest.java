package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.emulator.machine.LaneFault;
import dev.pagen.emulator.machine.Region;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * What buffer instructions do at the end of a buffer's records: compared, byte by byte, with the
 * rules that AMD's documents give, in a memory whose words all differ.
 */
class BufferRangeTest {
  private static final int WORDS = 256;
  private static final int ATTEMPTS = 200;
  private static final int POISON = 0xdead_beef;

  /** Registers: v[0:3] data, v4 and v5 address, s[8:11] descriptor, s12 scalar offset. */
  private static final class Buffer {
    final OneWave wave;
    final long base;

    Buffer(Target target, long stride, long records, int word3) {
      wave = new OneWave(target);
      base = wave.memory.allocate(4 * WORDS);
      byte[] content = new byte[4 * WORDS];
      for (int i = 0; i < WORDS; i++) {
        little(content).putInt(4 * i, word(i));
      }
      wave.memory.write(base, content);
      wave.scalar(8, (int) base).scalar(9, (int) (base >>> 32) | (int) stride << 16);
      wave.scalar(10, (int) records).scalar(11, word3).scalar(12, 0).scalar(Wave.M0, 0);
      for (int r = 0; r < 4; r++) {
        wave.vectorOfAll(r, POISON);
      }
    }

    static int word(int index) {
      return 0x0101_0101 * (index + 1) ^ 0x5a00_0000;
    }

    static ByteBuffer little(byte[] bytes) {
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int memory(int word) {
      return little(wave.memory.read(base + 4L * word, 4)).getInt();
    }
  }

  private static String suffix(int words) {
    return words == 1 ? "" : "x" + words;
  }

  private static String data(int words) {
    return words == 1 ? "v0" : "v[0:%d]".formatted(words - 1);
  }

  @ParameterizedTest
  @CdnaTargets
  void eachDwordOfALoadIsCheckedByItself(Target target) {
    Random random = new Random(1);
    for (int i = 0; i < ATTEMPTS; i++) {
      int words = 1 + random.nextInt(4);
      int records = random.nextInt(4 * WORDS - 64);
      int scalar = 4 * random.nextInt(8);
      int immediate = 4 * random.nextInt(8);
      Buffer buffer = new Buffer(target, 0, records, 0x27000);
      buffer.wave.scalar(12, scalar);
      int[] offsets = new int[Wave.LANES];
      for (int lane = 0; lane < Wave.LANES; lane++) {
        offsets[lane] = Math.max(0, records / 4 * 4 - 4 * random.nextInt(24));
        buffer.wave.vector(4, lane, offsets[lane]);
      }
      buffer.wave.execute(
          "buffer_load_dword%s %s, v4, s[8:11], s12 offen offset:%d"
              .formatted(suffix(words), data(words), immediate));
      for (int lane = 0; lane < Wave.LANES; lane++) {
        for (int w = 0; w < words; w++) {
          int at = offsets[lane] + scalar + immediate + 4 * w;
          assertThat(buffer.wave.vector(w, lane))
              .as("dword at %d of %d", at, records)
              .isEqualTo(at + 4 <= records ? Buffer.word(at / 4) : 0);
        }
        assertThat(words == 4 ? POISON : buffer.wave.vector(words, lane)).isEqualTo(POISON);
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void eachDwordOfAStoreIsCheckedByItself(Target target) {
    for (int words = 1; words <= 4; words++) {
      for (int records = 0; records <= 40; records++) {
        Buffer buffer = new Buffer(target, 0, records, 0x27000);
        for (int lane = 0; lane < Wave.LANES; lane++) {
          buffer.wave.vector(4, lane, lane == 7 ? 16 : -1);
        }
        buffer.wave.execute(
            "buffer_store_dword%s %s, v4, s[8:11], 0 offen".formatted(suffix(words), data(words)));
        for (int w = 0; w < WORDS; w++) {
          boolean stored = w >= 4 && w < 4 + words && 4 * w + 4 <= records;
          assertThat(buffer.memory(w))
              .as("word %d, %d stored with %d bytes", w, words, records)
              .isEqualTo(stored ? POISON : Buffer.word(w));
        }
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void bytesAndHalfWordsAreInsideOrNot(Target target) {
    for (int records = 15; records <= 20; records++) {
      Buffer buffer = new Buffer(target, 0, records, 0x27000);
      for (int lane = 0; lane < Wave.LANES; lane++) {
        buffer.wave.vector(4, lane, lane);
      }
      buffer.wave.execute(
          "buffer_load_ubyte v0, v4, s[8:11], 0 offen",
          "buffer_load_ushort v1, v4, s[8:11], 0 offen",
          "buffer_load_short_d16_hi v2, v4, s[8:11], 0 offen");
      ByteBuffer content = Buffer.little(buffer.wave.memory.read(buffer.base, 4 * WORDS));
      for (int lane = 0; lane < Wave.LANES; lane++) {
        int half = lane + 2 <= records ? content.getShort(lane) & 0xffff : 0;
        assertThat(buffer.wave.vector(0, lane))
            .isEqualTo(lane < records ? content.get(lane) & 0xff : 0);
        assertThat(buffer.wave.vector(1, lane)).isEqualTo(half);
        assertThat(buffer.wave.vector(2, lane)).isEqualTo(half << 16 | POISON & 0xffff);
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void anAtomicIsInsideAsAWholeOrNotAtAll(Target target) {
    String returned = target == Target.GFX90A ? "glc" : "sc0";
    for (int records = 0; records <= 24; records++) {
      Buffer buffer = new Buffer(target, 0, records, 0x27000);
      for (int lane = 0; lane < Wave.LANES; lane++) {
        buffer.wave.vector(4, lane, lane == 3 ? 8 : 0x8000_0000);
      }
      buffer.wave.execute("buffer_atomic_swap_x2 v[0:1], v4, s[8:11], 0 offen " + returned);
      boolean inside = records >= 16;
      assertThat(buffer.memory(2)).isEqualTo(inside ? POISON : Buffer.word(2));
      assertThat(buffer.memory(3)).isEqualTo(inside ? POISON : Buffer.word(3));
      assertThat(buffer.wave.vector(0, 3)).isEqualTo(inside ? Buffer.word(2) : 0);
      assertThat(buffer.wave.vector(1, 3)).isEqualTo(inside ? Buffer.word(3) : 0);
      assertThat(buffer.wave.vector(0, 0)).isZero();
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void lanesOutsideWriteZeroToLds(Target target) {
    Buffer buffer = new Buffer(target, 0, 4 * 40 + 2, 0x27000);
    for (int lane = 0; lane < Wave.LANES; lane++) {
      buffer.wave.vector(4, lane, 4 * lane);
      buffer.wave.wave.group.lds.segment.set(Region.INT, 4L * lane, POISON);
    }
    buffer.wave.execute("buffer_load_dword v4, s[8:11], 0 offen lds");
    for (int lane = 0; lane < Wave.LANES; lane++) {
      assertThat(buffer.wave.wave.group.lds.segment.get(Region.INT, 4L * lane))
          .isEqualTo(lane < 40 ? Buffer.word(lane) : 0);
    }
  }

  /** The register offset and the instruction's wrap at 32 bits; the scalar one does not. */
  @ParameterizedTest
  @CdnaTargets
  void offsetsWrapBeforeTheScalarOneIsAdded(Target target) {
    Buffer buffer = new Buffer(target, 0, 4 * WORDS, 0x27000);
    buffer.wave.vectorOfAll(4, -8).scalar(12, 8);
    buffer.wave.execute("buffer_load_dword v0, v4, s[8:11], 0 offen offset:16");
    assertThat(buffer.wave.vector(0, 5)).isEqualTo(Buffer.word(2));
    buffer.wave.execute("buffer_load_dword v0, v4, s[8:11], s12 offen");
    assertThat(buffer.wave.vector(0, 5)).isZero();
    buffer.wave.execute("buffer_load_dword v0, v4, s[8:11], s12 offen offset:12");
    assertThat(buffer.wave.vector(0, 5)).isEqualTo(Buffer.word(3));
  }

  @ParameterizedTest
  @CdnaTargets
  void recordsAreCountedByTheirIndexWhereThereIsOne(Target target) {
    Buffer buffer = new Buffer(target, 16, 5, 0x27000);
    for (int lane = 0; lane < Wave.LANES; lane++) {
      buffer.wave.vector(4, lane, lane).vector(5, lane, 4);
    }
    buffer.wave.execute("buffer_load_dwordx2 v[0:1], v[4:5], s[8:11], 0 idxen offen");
    for (int lane = 0; lane < Wave.LANES; lane++) {
      assertThat(buffer.wave.vector(0, lane)).isEqualTo(lane < 5 ? Buffer.word(4 * lane + 1) : 0);
      assertThat(buffer.wave.vector(1, lane)).isEqualTo(lane < 5 ? Buffer.word(4 * lane + 2) : 0);
    }
    // Without one, records are bytes.
    buffer.wave.scalar(10, 8).execute("buffer_load_dword v0, v4, s[8:11], 0 offen");
    for (int lane = 0; lane < Wave.LANES; lane += 4) {
      assertThat(buffer.wave.vector(0, lane)).isEqualTo(lane <= 4 ? Buffer.word(lane / 4) : 0);
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void aDescriptorMayAddTheLane(Target target) {
    Buffer buffer = new Buffer(target, 12, 4, 1 << 23);
    buffer.wave.execute("buffer_load_dword v0, off, s[8:11], 0 offset:4");
    for (int lane = 0; lane < Wave.LANES; lane++) {
      assertThat(buffer.wave.vector(0, lane)).isEqualTo(Buffer.word(3 * lane + 1));
    }
  }

  /** Records may say more than there is memory. */
  @ParameterizedTest
  @CdnaTargets
  void dwordsInTheRecordsThatNoAllocationHoldsAreFaults(Target target) {
    Buffer beyond = new Buffer(target, 0, 4 * WORDS + 8, 0x27000);
    beyond.wave.vectorOfAll(4, 4 * WORDS - 8);
    assertThatThrownBy(
            () -> beyond.wave.execute("buffer_load_dwordx4 v[0:3], v4, s[8:11], 0 offen"))
        .isInstanceOf(LaneFault.class)
        .hasMessageContaining("1016 bytes past the start");
    Buffer exact = new Buffer(target, 0, 4 * WORDS, 0x27000);
    exact.wave.vectorOfAll(4, 4 * WORDS - 8);
    exact.wave.execute("buffer_load_dwordx4 v[0:3], v4, s[8:11], 0 offen");
    assertThat(exact.wave.vector(1, 9)).isEqualTo(Buffer.word(WORDS - 1));
    assertThat(exact.wave.vector(2, 9)).isZero();
  }

  @ParameterizedTest
  @CdnaTargets
  void scalarLoadsAreCheckedDwordByDwordToo(Target target) {
    for (int records = 0; records <= 64; records++) {
      Buffer buffer = new Buffer(target, 0, records, 0x27000);
      buffer.wave.execute("s_buffer_load_dwordx8 s[16:23], s[8:11], 0x10");
      for (int w = 0; w < 8; w++) {
        assertThat(buffer.wave.scalar(16 + w))
            .isEqualTo(4 * w + 20 <= records ? Buffer.word(4 + w) : 0);
      }
    }
    Buffer structured = new Buffer(target, 16, 3, 0x27000);
    structured.wave.execute("s_buffer_load_dwordx4 s[16:19], s[8:11], 0x28");
    assertThat(structured.wave.scalar(17)).isEqualTo(Buffer.word(11));
    assertThat(structured.wave.scalar(18)).isZero();
  }
}
