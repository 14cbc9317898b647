package dev.pagen.codeobject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.elf.ElfFile;
import dev.pagen.elf.FileBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SourceLinesTest {
  private static final String SAMPLE = "mfma-gfx942.lines";
  private static final Pattern ROW =
      Pattern.compile("0x([0-9a-f]{16}) +(\\d+) +\\d+ +(\\d+) .*?(end_sequence)?");
  private static final Pattern FILE = Pattern.compile(" +name: \"(?:.*/)?(.*)\"");

  private record Row(long address, int line, String file, boolean ends) {}

  /** What llvm-dwarfdump printed. */
  private static List<Row> dumped() {
    List<String> files = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (String line : Samples.text(SAMPLE + ".txt").lines().toList()) {
      Matcher row = ROW.matcher(line.strip());
      Matcher file = FILE.matcher(line);
      if (row.matches()) {
        rows.add(
            new Row(
                Long.parseLong(row.group(1), 16),
                Integer.parseInt(row.group(2)),
                files.get(Integer.parseInt(row.group(3))),
                row.group(4) != null));
      } else if (line.startsWith("debug_line[")) {
        files.clear();
      } else if (file.matches()) {
        files.add(file.group(1));
      }
    }
    return rows;
  }

  @Test
  void everyInstructionHasTheLineThatLlvmSays() {
    SourceLines lines = Samples.codeObject(SAMPLE).lines();
    List<Row> rows = dumped();
    int withLine = 0;
    for (int i = 0; i + 1 < rows.size(); i++) {
      Row row = rows.get(i);
      long end = row.ends() ? row.address() : rows.get(i + 1).address();
      for (long address = row.address(); address < end; address += 4) {
        Optional<SourceLine> expected =
            row.line() == 0
                ? Optional.empty()
                : Optional.of(new SourceLine(row.file(), row.line()));
        assertThat(lines.at(address)).as("0x%x", address).isEqualTo(expected);
        withLine += row.line() == 0 ? 0 : 1;
      }
    }
    assertThat(withLine).isGreaterThan(100);
    assertThat(rows.stream().map(Row::file)).contains("mfma.hip", "hiprtc_runtime.h");
    assertThat(rows.stream().filter(Row::ends)).isNotEmpty();
  }

  @Test
  void thereIsNoLineOutsideOfTheCode() {
    SourceLines lines = Samples.codeObject(SAMPLE).lines();
    assertThat(lines.at(0)).isEmpty();
    assertThat(lines.at(dumped().getLast().address())).isEmpty();
    assertThat(lines.at(-1)).isEmpty();
  }

  @Test
  void codeObjectsWithoutLineTablesHaveNoLines() {
    CodeObject codeObject = Samples.codeObject("mfma-gfx942");
    assertThat(codeObject.lines().at(codeObject.kernels().getFirst().entryAddress())).isEmpty();
  }

  @Test
  void aDamagedLineTableSaysNothing() {
    byte[] bytes = Samples.bytes(SAMPLE + ".co");
    long entry = CodeObject.read(bytes).kernels().getFirst().entryAddress();
    SplittableRandom random = new SplittableRandom(11);
    FileBytes table = SourceLines.of(ElfFile.read(FileBytes.of(bytes))).tables();
    byte[] original = new byte[table.size()];
    table.buffer().get(0, original);
    for (int run = 0; run < 2000; run++) {
      byte[] damaged = original.clone();
      for (int i = 0; i < 3; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      FileBytes strings = FileBytes.of(new byte[100]);
      new SourceLines(FileBytes.of(damaged), strings, strings).at(entry);
    }
  }
}
