package dev.pagen.fuzz;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Cubin;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.Reading;
import dev.pagen.report.code.CodeObjectReport;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Damaged code objects and cubins, through to the report that {@code inspect} prints of them. */
class CodeFuzzTest {
  private static final int EACH = 5_000;

  private static final List<CodeSample> SAMPLES =
      Stream.of(
              "codeobject/mfma-gfx942",
              "codeobject/mfma-gfx90a",
              "emulator/addresses.gfx942",
              "emulator/faults.gfx950",
              "emulator/faults.gfx90a")
          .map(CodeSample::of)
          .toList();

  private static final List<byte[]> CUBINS =
      Stream.of("large-sm_90", "numbers-sm_80", "numbers-sm_90", "numbers-sm_90-cuda12")
          .map(name -> CodeSample.resource("codeobject/" + name + ".cubin"))
          .toList();

  private static final byte[] WITH_LINES = CodeSample.resource("codeobject/mfma-gfx942.lines.co");

  /** How far from its beginning a file is changed most: all of these files' headers and tables. */
  private static final int ANYWHERE = Integer.MAX_VALUE;

  @Test
  void codeObjectsAreReportedOrRefused() {
    Fuzz.run(
        "code objects",
        EACH,
        random ->
            random.nextInt(4) == 0
                ? SAMPLES.getFirst().withOtherCode(random)
                : SAMPLES.get(random.nextInt(SAMPLES.size())).withOtherHeaders(random),
        input -> {
          CodeObject code = CodeObject.read(input);
          String listing =
              SAMPLES.getFirst().disassemble(input, new Random(Arrays.hashCode(input)));
          CodeObjectReport report =
              CodeObjectReport.of(
                  "mutant", code, Reading.of(() -> listing).map(Disassembly::parse));
          CodeObjectReport.whyUnread(new Reading.Known<>(report));
          report.text();
          report.json();
        });
  }

  @Test
  void lineTablesAreReadOrPassedOver() {
    Fuzz.run(
        "line tables",
        EACH / 5,
        random -> ByteMutation.of(WITH_LINES, ANYWHERE, random),
        input -> {
          CodeObject code = CodeObject.read(input);
          code.kernels()
              .forEach(
                  kernel ->
                      LongStream.iterate(kernel.entryAddress(), at -> at + 64)
                          .limit(20)
                          .forEach(code.lines()::at));
        });
  }

  @Test
  void cubinsAreReportedOrRefused() {
    Fuzz.run(
        "cubins",
        EACH,
        random -> ByteMutation.of(CUBINS.get(random.nextInt(CUBINS.size())), ANYWHERE, random),
        input -> {
          if (GpuCode.read(input) instanceof Cubin cubin) {
            CodeObjectReport report = CodeObjectReport.of("mutant", cubin);
            report.text();
            report.json();
          }
        });
  }
}
