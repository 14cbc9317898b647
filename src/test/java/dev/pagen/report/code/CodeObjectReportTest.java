package dev.pagen.report.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.Reading;
import dev.pagen.elf.CodeObjectException;
import dev.pagen.spec.LittlesLaw;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Reports on a code object that clang made; its numbers are those that LLVM's tools print. */
class CodeObjectReportTest {
  private static final int ELF_FLAGS = 48;

  /** The machine number in LLVM's AMDGPU usage document. */
  private static final byte GFX90C = 0x32;

  @Test
  void peopleReadWhatProgramsRead() throws IOException {
    CodeObjectReport report = report(sample("mfma-gfx90a.co"));
    String text = report.text();
    assertThat(text).startsWith("sample  gfx90a");
    assertThat(report.kernels()).isNotEmpty();
    JsonNode json = report.json();
    assertThat(json.get("kernels")).hasSize(report.kernels().size());
    for (JsonNode kernel : json.get("kernels")) {
      JsonNode resources = kernel.get("resources");
      assertThat(text)
          .contains(
              "%s, %d threads"
                  .formatted(kernel.get("name").stringValue(), kernel.get("threads").intValue()),
              "%d VGPRs + %d AGPRs = %d of 512, %d SGPRs"
                  .formatted(
                      resources.get("vgprs").intValue(),
                      resources.get("agprs").intValue(),
                      resources.get("registers").intValue(),
                      resources.get("sgprs").intValue()),
              "%d instructions, %d bytes"
                  .formatted(
                      kernel.at("/instructions/total").intValue(),
                      kernel.get("code_bytes").intValue()));
      assertThat(kernel.get("assumed_latency_us").doubleValue())
          .isEqualTo(LittlesLaw.LOADED_LATENCY_SECONDS * 1e6);
    }
  }

  @Test
  void bytesInFlightGiveTheBandwidthThatLittlesLawAllows() throws IOException {
    for (KernelReport report : report(sample("mfma-gfx90a.co")).kernels()) {
      AmdKernelReport kernel = (AmdKernelReport) report;
      double expected =
          kernel.bytesInFlightPerCu().value().orElseThrow()
              * (double) kernel.target().computeUnits()
              / LittlesLaw.LOADED_LATENCY_SECONDS;
      assertThat(kernel.json().get("allowed_bandwidth_tb_s").doubleValue() * 1e12)
          .isCloseTo(expected, Percentage.withPercentage(1e-6));
    }
  }

  @Test
  void aTargetOfUnknownLimitsIsNamed() throws IOException {
    Charset bytes = StandardCharsets.ISO_8859_1;
    String other = new String(sample("mfma-gfx90a.co"), bytes).replace("gfx90a", "gfx90c");
    byte[] codeObject = other.getBytes(bytes);
    codeObject[ELF_FLAGS] = GFX90C;
    assertThatThrownBy(() -> report(codeObject))
        .isInstanceOf(CodeObjectException.class)
        .hasMessage(
            "it is for gfx90c, and occupancy is known for gfx90a, gfx942, gfx950, sm_80, sm_90,"
                + " sm_100");
  }

  private static CodeObjectReport report(byte[] codeObject) throws IOException {
    Disassembly disassembly =
        Disassembly.parse(new String(sample("mfma-gfx90a.s"), StandardCharsets.UTF_8));
    return CodeObjectReport.of(
        "sample", CodeObject.read(codeObject), new Reading.Known<>(disassembly));
  }

  private static byte[] sample(String name) throws IOException {
    try (InputStream in =
        CodeObjectReportTest.class.getResourceAsStream("/dev/pagen/codeobject/" + name)) {
      return in.readAllBytes();
    }
  }
}
