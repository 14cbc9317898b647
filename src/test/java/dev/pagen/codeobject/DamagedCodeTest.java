package dev.pagen.codeobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.FileBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Code objects and cubins that say of themselves what cannot be. */
class DamagedCodeTest {
  private static final int PROGRAM_HEADERS = 64;
  private static final int PROGRAM_HEADER_BYTES = 56;

  private static ByteBuffer sample(String name) {
    return ByteBuffer.wrap(Samples.bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where a text stands in a file. */
  private static int find(ByteBuffer file, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    int at = 0;
    while (!file.slice(at, wanted.length).equals(ByteBuffer.wrap(wanted))) {
      at++;
    }
    return at;
  }

  private static void refused(ByteBuffer code, String... why) {
    assertThatThrownBy(() -> GpuCode.read(code.array()))
        .isInstanceOf(CodeObjectException.class)
        .hasMessageContainingAll(why);
  }

  @Test
  void aKernelForWorkgroupsOfNobodyIsDamaged() {
    ByteBuffer code = sample("mfma-gfx942.co");
    String field = ".max_flat_workgroup_size";
    int at = find(code, field) + field.length();
    assertThat(code.get(at)).as("MessagePack's 16-bit number").isEqualTo((byte) 0xcd);
    code.putShort(at + 1, (short) 0);
    refused(code, field, "a number from 1 to", "but is 0");
  }

  @Test
  void argumentsFarBeyondAnyBlockAreDamaged() {
    ByteBuffer code = sample("mfma-gfx942.co");
    String field = ".offset";
    int at = find(code, field) + field.length();
    code.put(at, (byte) 0xce).order(ByteOrder.BIG_ENDIAN).putInt(at + 1, Integer.MAX_VALUE);
    assertThatThrownBy(() -> GpuCode.read(code.array())).isInstanceOf(CodeObjectException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "40, 1",
    "40, -9223372036854775808",
    "40, -1",
    "16, -4096",
    "16, 9223372036854775807"
  })
  void aSegmentThatMemoryCannotHoldIsDamaged(int field, long value) {
    ByteBuffer code = sample("mfma-gfx942.co");
    int header = PROGRAM_HEADERS;
    while (code.getInt(header) != 1) {
      header += PROGRAM_HEADER_BYTES;
    }
    code.putLong(header + field, value);
    refused(code, "a segment of", "bytes is to take");
  }

  @Test
  void notesThatSegmentsCountAgainAndAgainAreGivenUp() {
    byte[] whole = new byte[1 << 17];
    ByteBuffer code = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    code.put(sample("mfma-gfx942.co").slice(0, 64));
    int count = 1000;
    code.putLong(32, 64).putShort(56, (short) count).putShort(60, (short) 0);
    for (int i = 0; i < count; i++) {
      int header = 64 + i * PROGRAM_HEADER_BYTES;
      // Each takes the zeros at the end for notes without name and content.
      code.putInt(header, 4).putLong(header + 8, 1 << 16).putLong(header + 32, 1 << 16);
    }
    refused(code, "more than 4096 notes");
  }

  /** What {@code inspect} divides by, and what an int does not hold. */
  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_536, Integer.MAX_VALUE})
  void aCubinsThreadsAreRefusedOrAtMostWhatABlockCanHave(int extent) {
    ByteBuffer code = sample("numbers-sm_90.cubin");
    int changed = 0;
    for (int at = 0; at + 16 <= code.capacity(); at += 4) {
      // Format 4, MAX_THREADS, 12 bytes: 96, 1, 1 as numbers.hip has it.
      if (code.getInt(at) == 0x000c_0504 && code.getInt(at + 4) == 96) {
        code.putInt(at + 4, extent).putInt(at + 8, extent).putInt(at + 12, extent);
        changed++;
      }
    }
    assertThat(changed).isPositive();
    if (extent <= 0) {
      refused(code, "the cubin is damaged");
    } else {
      assertThat(Cubin.read(code.array()).kernel("shared").maxWorkgroupSize()).isEqualTo(1024);
    }
  }

  /** Numbers of files are counted from 0, and a table may say any. */
  @Test
  void aLineOfAFileThatIsNoneIsNoLine() {
    ByteBuffer table = ByteBuffer.allocate(80).order(ByteOrder.LITTLE_ENDIAN);
    table.putInt(76).putShort((short) 5).put(new byte[] {8, 0}).putInt(22);
    table.put(new byte[] {4, 1, 1, -5, 14, 13}).put(new byte[12]); // 12 opcodes of their own.
    table.put(new byte[4]); // No folders and no files.
    table.put(new byte[] {0, 9, 2}).putLong(0x1000); // At 0x1000
    table.put(new byte[] {4, -1, -1, -1, -1, 0x0f, 1}); // is a row of file -1,
    table.put(new byte[] {2, 4, 1}); // and 16 bytes further on another.
    FileBytes bytes = FileBytes.of(table.array());
    assertThat(new SourceLines(bytes, FileBytes.NONE, FileBytes.NONE).at(0x1000))
        .isEqualTo(Optional.empty());
  }

  /** A table of as many names as it likes, of fields that its bytes do not reach. */
  @Test
  void aLineTableThatGoesOnForEverKnowsNoLine() {
    ByteBuffer table = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    table.putInt(0).putShort((short) 5).put(new byte[] {8, 0}).putInt(40);
    table.put(new byte[] {4, 1, 1, -5, 14, 1}); // No opcode has operands.
    table.put(new byte[] {1, 2, 0x0b}); // One field, no path, of a byte.
    table.put(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, 0x7f}); // So many of them.
    table.putInt(0, table.capacity() - 4);
    FileBytes bytes = FileBytes.of(table.array());
    assertThat(new SourceLines(bytes, FileBytes.NONE, FileBytes.NONE).at(0x1000))
        .isEqualTo(Optional.empty());
  }
}
