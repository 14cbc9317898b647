package dev.pagen.codeobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.codeobject.InstructionDecoder.Decoded;
import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.ElfSymbol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Listings of a code object with labels, a called function and two kernels, decoded by what {@code
 * llvm-objdump} printed of it.
 */
class ListingTest {
  private static final String SAMPLE = "labels-gfx942";
  private static final int SYMBOL_BYTES = 24;
  private static final int INFO = 4;
  private static final int SIZE = 16;

  private static final Map<Long, Instruction> PRINTED =
      Disassembly.parse(Samples.text(SAMPLE + ".objdump.s")).functions().stream()
          .flatMap(f -> f.instructions().stream())
          .collect(Collectors.toMap(Instruction::address, i -> i));

  private static InstructionDecoder decoder(String arch, byte[] memory, long start) {
    assertThat(arch).isEqualTo("gfx942");
    return new InstructionDecoder() {
      @Override
      public Optional<Decoded> at(long address) {
        return Optional.ofNullable(PRINTED.get(address))
            .map(i -> new Decoded(i.toString(), i.size(), i.branchTarget()));
      }

      @Override
      public void close() {}
    };
  }

  private static String listing(byte[] codeObject) {
    return Listing.of(codeObject, "gfx942", ListingTest::decoder);
  }

  private static List<Instruction> function(String listing, String name) {
    return Disassembly.parse(listing).function(name).instructions();
  }

  @Test
  void everyFunctionIsWholeAndWithoutThePaddingAfterIt() {
    String listing = listing(Samples.bytes(SAMPLE + ".co"));
    assertThat(Disassembly.parse(listing).functions())
        .extracting(Disassembly.Function::name)
        .containsExactly("_Z5twicef", "loops", "after");
    CodeObject object = Samples.codeObject(SAMPLE);
    for (String name : List.of("_Z5twicef", "loops", "after")) {
      ElfSymbol symbol = object.symbols().get(name);
      List<Instruction> instructions = function(listing, name);
      assertThat(instructions.getFirst().address()).isEqualTo(symbol.value());
      assertThat(instructions.getLast().next()).isEqualTo(symbol.value() + symbol.size());
      assertThat(instructions).allSatisfy(i -> assertThat(i).isEqualTo(PRINTED.get(i.address())));
    }
  }

  @Test
  void labelsStandInsideOfTheirFunctionAndBranchesNameThem() {
    assertThat(listing(Samples.bytes(SAMPLE + ".co")))
        .containsPattern("s_cbranch_scc1 \\S+ +// \\w+: BF850003 <done>\n  again:\n")
        .containsPattern("// \\w+: BF85FFFD <again>\n  done:\n\ts_nop 0 ");
  }

  @Test
  void aBranchToAPlaceWithoutANameNamesTheNearestBefore() {
    String listing = listing(withoutSymbols("again", "done"));
    assertThat(listing).contains("BF850003 <loops+0x44>").contains("BF85FFFD <loops+0x38>");
  }

  @Test
  void ofSymbolsThatSayNoSizeAFunctionGoesOnToTheNext() {
    byte[] unsized = changed((symbol, name) -> symbol.putLong(SIZE, 0));
    assertThat(listing(unsized)).isEqualTo(listing(Samples.bytes(SAMPLE + ".co")));
  }

  @Test
  void aKernelIsFoundByItsDescriptorWhereItsSymbolIsNoFunction() {
    byte[] untyped = changed((symbol, name) -> symbol.put(INFO, (byte) (symbol.get(INFO) & 0xf0)));
    assertThat(function(listing(untyped), "loops"))
        .isEqualTo(function(listing(Samples.bytes(SAMPLE + ".co")), "loops"));
  }

  @Test
  void codeWithoutASymbolIsListedUnderItsAddress() {
    String listing = listing(withoutSymbols("_Z5twicef"));
    assertThat(function(listing, "code_at_1800"))
        .isEqualTo(function(listing(Samples.bytes(SAMPLE + ".co")), "_Z5twicef"));
  }

  @Test
  void whatIsNoInstructionIsAWord() {
    String listing =
        Listing.of(
            Samples.bytes(SAMPLE + ".co"),
            "gfx942",
            (arch, memory, start) ->
                new InstructionDecoder() {
                  @Override
                  public Optional<Decoded> at(long address) {
                    return address == 0x1a00
                        ? Optional.empty()
                        : Optional.of(new Decoded("s_endpgm", 4, OptionalLong.empty()));
                  }

                  @Override
                  public void close() {}
                });
    assertThat(function(listing, "after").getFirst().mnemonic()).isEqualTo(".long");
    assertThat(listing).containsPattern("\\.long 0xC0060000 +// 000000001A00: C0060000\n");
  }

  @Test
  void otherFilesAreRefused() {
    assertThatThrownBy(() -> listing(Samples.bytes("numbers-sm_90.cubin")))
        .isInstanceOf(CodeObjectException.class)
        .hasMessageContaining("NVIDIA");
    assertThatThrownBy(() -> listing(new byte[0])).isInstanceOf(CodeObjectException.class);
  }

  private static byte[] withoutSymbols(String... names) {
    return changed(
        (symbol, name) -> {
          if (List.of(names).contains(name)) {
            symbol.putInt(0, 0);
          }
        });
  }

  /** The sample with its symbols of code changed, in both tables. */
  private static byte[] changed(BiConsumer<ByteBuffer, String> change) {
    byte[] bytes = Samples.bytes(SAMPLE + ".co");
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long sections = file.getLong(40);
    for (int i = 0; i < file.getShort(60); i++) {
      int header = (int) sections + 64 * i;
      int type = file.getInt(header + 4);
      if (type == 2 || type == 11) {
        int names = (int) file.getLong((int) sections + 64 * file.getInt(header + 40) + 24);
        int at = (int) file.getLong(header + 24);
        int end = at + (int) file.getLong(header + 32);
        for (; at < end; at += SYMBOL_BYTES) {
          int section = file.getShort(at + 6);
          String name = text(bytes, names + file.getInt(at));
          if (section == 7 && !name.isEmpty()) {
            change.accept(file.slice(at, SYMBOL_BYTES).order(ByteOrder.LITTLE_ENDIAN), name);
          }
        }
      }
    }
    return bytes;
  }

  private static String text(byte[] bytes, int start) {
    int end = start;
    while (bytes[end] != 0) {
      end++;
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
