package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.Relocation;
import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.Segment;
import dev.pagen.spec.Target;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Relocations of {@code addresses.hip}, as they are and changed. */
class RelocationTest {
  private static final int ENTRY_BYTES = 24;
  private static final int TYPE = 8;
  private static final int SYMBOL = 12;
  private static final int ADDEND = 16;
  private static final long TABLE_SIZE = 8;
  private static final long TABLE_ENTRY = 9;

  private final byte[] bytes = TestGpu.resource("addresses.gfx942.co");
  private final ByteBuffer code = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  private final List<Relocation> original = CodeObject.read(bytes).relocations();

  /** Where the table stands: its first entry is found by what it says. */
  private int table() {
    Relocation first = original.getFirst();
    int at = 0;
    while (code.getLong(at) != first.address()
        || code.getInt(at + TYPE) != first.type()
        || code.getLong(at + ADDEND) != first.addend()) {
      at += Long.BYTES;
    }
    return at;
  }

  /** Where the value of a tag stands in the dynamic segment. */
  private int dynamic(long tag) {
    int header = 64;
    while (code.getInt(header) != 2) {
      header += 56;
    }
    int at = (int) code.getLong(header + 8);
    while (code.getLong(at) != tag) {
      at += 16;
    }
    return at;
  }

  private TestGpu load() {
    EmulatedGpu gpu = new EmulatedGpu(Target.GFX942);
    String text = new String(TestGpu.resource("addresses.gfx942.s"), StandardCharsets.UTF_8);
    return new TestGpu(gpu, gpu.load(CodeObject.read(bytes), Disassembly.parse(text)));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused() {
    return assertThatThrownBy(this::load).isInstanceOf(CodeObjectException.class);
  }

  /** The number of a symbol in the table that loaders look at. */
  private int symbol(String name) {
    int names = find(name + "\0");
    for (int at = 0; at + ENTRY_BYTES <= bytes.length; at += 8) {
      if (code.getInt(at) > 0 && names - code.getInt(at) == strings()) {
        return (at - symbols()) / ENTRY_BYTES;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private int strings() {
    return (int) code.getLong(dynamic(5) + 8);
  }

  private int symbols() {
    return (int) code.getLong(dynamic(6) + 8);
  }

  private int find(String text) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    int at = strings();
    while (!ByteBuffer.wrap(bytes, at, wanted.length).equals(ByteBuffer.wrap(wanted))) {
      at++;
    }
    return at;
  }

  /** Makes all pointers to {@code numbers + 3} absolute ones, by that symbol. */
  private void makeAbsolute(Consumer<Integer> change) {
    int number = symbol("numbers");
    long value = CodeObject.read(bytes).symbols().get("numbers").value();
    for (int i = 0; i < original.size(); i++) {
      if (original.get(i).addend() == value + 12) {
        int at = table() + i * ENTRY_BYTES;
        code.putInt(at + SYMBOL, number).putLong(at + ADDEND, 12);
        change.accept(at);
        return;
      }
    }
    throw new IllegalStateException("no pointer into numbers");
  }

  private int inside(TestGpu gpu) {
    long out = gpu.poisoned(4 * 64);
    gpu.launch("inside", 1, 64, out);
    return gpu.readInts(out, 64)[3];
  }

  @Test
  void anAddressOfASymbolIsThatOfTheSymbolAndTheAddend() {
    int before = inside(load());
    makeAbsolute(at -> code.putInt(at + TYPE, 3));
    assertThat(inside(load())).isEqualTo(before);
    makeAbsolute(at -> code.putInt(at + TYPE, 3).putLong(at + ADDEND, 16));
    assertThat(inside(load())).as("one further for both pointers").isEqualTo(before + 2);
  }

  @Test
  void halvesOfAnAddressMakeIt() {
    int before = inside(load());
    makeAbsolute(at -> code.putInt(at + TYPE, 1));
    int low = table();
    // What stood first is a pointer of a virtual table, which this kernel does not use.
    makeAbsolute(
        at -> {
          code.putLong(low, code.getLong(at) + 4).putInt(low + TYPE, 2);
          code.putInt(low + SYMBOL, symbol("numbers")).putLong(low + ADDEND, 12);
        });
    assertThat(inside(load())).isEqualTo(before);
  }

  @Test
  void aSymbolThatNobodyDefinesIsNamed() {
    makeAbsolute(at -> code.putInt(at + TYPE, 3));
    code.putShort(symbols() + symbol("numbers") * ENTRY_BYTES + 6, (short) 0);
    refused().hasMessageContaining("R_AMDGPU_ABS64 (3) at 0x", "for numbers", "defined nowhere");
  }

  @ParameterizedTest
  @CsvSource({
    "4, R_AMDGPU_REL32 (4)",
    "5, R_AMDGPU_REL64 (5)",
    "6, R_AMDGPU_ABS32 (6)",
    "7, R_AMDGPU_GOTPCREL (7)",
    "11, R_AMDGPU_REL32_HI (11)",
    "14, R_AMDGPU_REL16 (14)"
  })
  void whatALinkerAppliesIsNamed(int type, String name) {
    code.putInt(table() + TYPE, type);
    refused().hasMessageContaining(name).hasMessageContaining("a linker applies it");
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 15, 99, -1, Integer.MIN_VALUE})
  void anUnknownTypeIsRefused(int type) {
    code.putInt(table() + TYPE, type);
    refused()
        .hasMessageContaining("a relocation of type %d at 0x".formatted(type))
        .hasMessageContaining("it is not known");
  }

  @Test
  void aRelocationOfNoTypeChangesNothing() {
    int table = table();
    for (int i = 0; i < original.size(); i++) {
      code.putInt(table + i * ENTRY_BYTES + TYPE, 0);
    }
    TestGpu gpu = load();
    long out = gpu.poisoned(4);
    gpu.launch("null", 1, 64, out);
    assertThat(gpu.readInts(out, 1)).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {-8, -1, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 7, 1L << 40})
  void aPlaceOutsideOfTheSegmentsIsRefused(long address) {
    code.putLong(table(), address);
    refused().hasMessageContaining("no segment has the place");
  }

  @Test
  void aPlaceThatReachesOutOfItsSegmentIsRefused() {
    Segment last = CodeObject.read(bytes).segments().getLast();
    code.putLong(table(), last.address() + last.memorySize() - 7);
    refused().hasMessageContaining("no segment has the place");
  }

  @Test
  void instructionsAreNotRelocated() {
    Segment text =
        CodeObject.read(bytes).segments().stream()
            .filter(Segment::executable)
            .findFirst()
            .orElseThrow();
    code.putLong(table(), text.address() + 8);
    refused().hasMessageContaining("among instructions");
  }

  @ParameterizedTest
  @ValueSource(longs = {23, -24, Long.MIN_VALUE, Long.MAX_VALUE, 1 << 20})
  void aTableOfAnotherSizeIsDamaged(long size) {
    code.putLong(dynamic(TABLE_SIZE) + 8, size);
    refused().hasMessageContaining("damaged");
  }

  @Test
  void entriesOfAnotherSizeAreDamage() {
    code.putLong(dynamic(TABLE_ENTRY) + 8, 16);
    refused().hasMessageContaining("relocations of 16 bytes");
  }

  @ParameterizedTest
  @ValueSource(longs = {18, 35})
  void formsThatRocmsLoaderPassesOverAreRefused(long tag) {
    code.putLong(dynamic(TABLE_ENTRY), tag);
    refused().hasMessageContaining("without addends, or packed ones");
  }

  @Test
  void aSymbolPastTheTablesEndIsDamage() {
    makeAbsolute(at -> code.putInt(at + TYPE, 3).putInt(at + SYMBOL, -1));
    refused().hasMessageContaining("damaged");
  }

  /** Without a dynamic segment the sections' names tell. */
  @Test
  void sectionsTellWhereNoDynamicSegmentDoes() {
    int header = 64;
    while (code.getInt(header) != 2) {
      header += 56;
    }
    code.putInt(header, 0);
    assertThat(CodeObject.read(bytes).relocations()).isEqualTo(original);
  }

  @Test
  void segmentsThatTakeOneAddressAreRefused() {
    int header = 64;
    int seen = 0;
    while (seen < 3) {
      header += 56;
      seen += code.getInt(header) == 1 ? 1 : 0;
    }
    code.putLong(header + 16, code.getLong(header - 56 + 16));
    refused().hasMessageContaining("two of its segments");
  }
}
