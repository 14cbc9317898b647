package dev.pagen.codeobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.Segment;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisassemblyTest {

  @Test
  void readsListingsAndObjdumpAlike() {
    Disassembly listing = Disassembly.parse(Samples.text("mfma-gfx942.s"));
    Disassembly objdump = Disassembly.parse(Samples.text("mfma-gfx942.objdump.s"));
    assertThat(listing.functions())
        .extracting(Disassembly.Function::name)
        .containsExactly("pipelined", "exchange");
    for (Disassembly.Function function : listing.functions()) {
      int count = function.instructions().size();
      List<Instruction> printed = objdump.function(function.name()).instructions();
      assertThat(function.instructions()).isEqualTo(printed.subList(0, count));
      assertThat(printed.subList(count, printed.size()))
          .allMatch(i -> i.mnemonic().equals("s_nop") || i.mnemonic().equals("s_code_end"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mfma-gfx90a", "mfma-gfx942"})
  void findsEveryInstructionOfTheCodeInOrderWithItsBytes(String sample) {
    CodeObject object = Samples.codeObject(sample);
    Segment code = object.segments().stream().filter(Segment::executable).findFirst().orElseThrow();
    Disassembly disassembly = Disassembly.parse(Samples.text(sample + ".s"));
    for (CompiledKernel kernel : object.kernels()) {
      long address = kernel.entryAddress();
      for (Instruction i : disassembly.function(kernel.name()).instructions()) {
        assertThat(i.address()).isEqualTo(address);
        for (int w = 0; w < i.encoding().size(); w++) {
          assertThat(code.bytes().getInt((int) (i.address() - code.address()) + 4 * w))
              .isEqualTo(i.encoding().get(w));
        }
        address = i.next();
      }
      assertThat(address).isEqualTo(kernel.entryAddress() + kernel.codeBytes());
    }
  }

  @Test
  void branchTargetsAgreeWithTheDisassemblersLabels() {
    String text = Samples.text("mfma-gfx942.objdump.s");
    Disassembly disassembly = Disassembly.parse(text);
    Matcher branch = Pattern.compile("// (\\w+): \\w+ <(\\w+)\\+0x(\\w+)>").matcher(text);
    int found = 0;
    while (branch.find()) {
      found++;
      long address = Long.parseLong(branch.group(1), 16);
      List<Instruction> function = disassembly.function(branch.group(2)).instructions();
      Instruction instruction =
          function.stream().filter(i -> i.address() == address).findFirst().orElseThrow();
      assertThat(instruction.branchTarget())
          .hasValue(function.getFirst().address() + Long.parseLong(branch.group(3), 16));
    }
    assertThat(found).isGreaterThan(4);
  }

  @Test
  void splitsOperandsFromModifiers() {
    assertParts(
        "global_load_dwordx4 v[0:3], v[4:5], off offset:16 nt",
        "global_load_dwordx4",
        List.of("v[0:3]", "v[4:5]", "off"),
        List.of("offset:16", "nt"));
    assertParts(
        "s_waitcnt vmcnt(3) lgkmcnt(0)", "s_waitcnt", List.of("vmcnt(3)"), List.of("lgkmcnt(0)"));
    assertParts(
        "v_mov_b32_dpp v1, v2 quad_perm:[1,0,3,2] row_mask:0xf bank_mask:0xf",
        "v_mov_b32_dpp",
        List.of("v1", "v2"),
        List.of("quad_perm:[1,0,3,2]", "row_mask:0xf", "bank_mask:0xf"));
    assertParts(
        "s_getreg_b32 s0, hwreg(HW_REG_MODE, 0, 4)",
        "s_getreg_b32",
        List.of("s0", "hwreg(HW_REG_MODE, 0, 4)"),
        List.of());
    assertParts(
        "buffer_load_dwordx4 v1, s[0:3], 0 offen lds",
        "buffer_load_dwordx4",
        List.of("v1", "s[0:3]", "0"),
        List.of("offen", "lds"));
    assertParts("buffer_inv sc0 sc1", "buffer_inv", List.of(), List.of("sc0", "sc1"));
    assertParts("s_endpgm", "s_endpgm", List.of(), List.of());
  }

  @Test
  void readsAModifiersValue() {
    Instruction load = parse("global_load_dword v0, v1, s[2:3] offset:-16 nt");
    assertThat(load.modifier("offset")).contains("-16");
    assertThat(load.modifier("off")).isEmpty();
    assertThat(load.has("nt")).isTrue();
  }

  @Test
  void everyWaitInTheSamplesDecodesAsItIsPrinted() {
    for (String sample : List.of("mfma-gfx90a", "mfma-gfx942")) {
      Disassembly disassembly = Disassembly.parse(Samples.text(sample + ".s"));
      for (Disassembly.Function function : disassembly.functions()) {
        for (Instruction i : function.instructions()) {
          Matcher printed = Pattern.compile("vmcnt\\((\\d+)\\)").matcher(i.toString());
          if (i.mnemonic().equals("s_waitcnt") && printed.find()) {
            assertThat(i.vectorMemoryWait()).hasValue(Integer.parseInt(printed.group(1)));
          } else {
            assertThat(i.vectorMemoryWait()).isEmpty();
          }
          Matcher local = Pattern.compile("lgkmcnt\\((\\d+)\\)").matcher(i.toString());
          if (i.mnemonic().equals("s_waitcnt") && local.find()) {
            assertThat(i.localWait()).hasValue(Integer.parseInt(local.group(1)));
          } else {
            assertThat(i.localWait()).isEmpty();
          }
        }
      }
    }
  }

  @Test
  void namesTheLineItCannotRead() {
    assertThatThrownBy(
            () -> Disassembly.parse("kernel:\n\ts_endpgm // 000000001A00: BF810000\n???"))
        .isInstanceOf(CodeObjectException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("???");
    assertThatThrownBy(() -> Disassembly.parse("\ts_endpgm // 000000001A00: BF810000\n"))
        .isInstanceOf(CodeObjectException.class)
        .hasMessageContaining("before any label");
  }

  private static void assertParts(
      String text, String mnemonic, List<String> operands, List<String> modifiers) {
    Instruction instruction = parse(text);
    assertThat(instruction.mnemonic()).isEqualTo(mnemonic);
    assertThat(instruction.operands()).isEqualTo(operands);
    assertThat(instruction.modifiers()).isEqualTo(modifiers);
  }

  private static Instruction parse(String text) {
    return Disassembly.parse("f:\n\t" + text + "   // 000000001A00: BF810000 \n")
        .functions()
        .getFirst()
        .instructions()
        .getFirst();
  }
}
