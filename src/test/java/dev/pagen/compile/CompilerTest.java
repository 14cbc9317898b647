package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pagen.codeobject.Reading;
import dev.pagen.toolchain.TestToolchain;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("compiler")
class CompilerTest {
  private static final int WORKERS = 2;
  private static final int EM_AMDGPU = 224;
  private static final int ELF_MACHINE = 18;
  private static final int ELF_FLAGS = 48;

  @TempDir private static Path failures;
  private Compiler compiler;

  @BeforeAll
  void open() {
    compiler =
        Compiler.open(
            TestToolchain.get(), CompilerSettings.keepingFailuresIn(failures).withWorkers(WORKERS));
    compiler.warmUp(WORKERS);
  }

  @AfterAll
  void close() {
    if (compiler != null) {
      compiler.close();
    }
  }

  /** The machine numbers are those of LLVM's AMDGPU usage document, in the low byte of e_flags. */
  @ParameterizedTest
  @CsvSource({"gfx90a, 0x3f", "gfx942, 0x4c", "gfx950, 0x4f"})
  void makesACodeObjectForTheTargetAsked(String arch, String machine) {
    CompileResult result = compiler.compile(Kernels.request("t", Kernels.storing("k", 1), arch));

    ByteBuffer elf = ByteBuffer.wrap(result.codeObject()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(result.codeObject()).startsWith(0x7f, 'E', 'L', 'F');
    assertThat(elf.getShort(ELF_MACHINE)).isEqualTo((short) EM_AMDGPU);
    assertThat(elf.getInt(ELF_FLAGS) & 0xff).isEqualTo(Integer.decode(machine));
    assertThat(result.compileTime()).isPositive();
    assertThat(result.log()).isEmpty();
  }

  @Test
  void disassemblesWithTheAddressAndEncodingOfEveryInstruction() {
    String disassembly =
        ListedCode.of(
                compiler, new CompileRequest("t", Kernels.storing("k", 1), "gfx950", List.of()))
            .disassembly();

    Pattern instruction = Pattern.compile("\\s+\\w+.*// ([0-9A-F]{12}):((?: [0-9A-F]{8})+)\\s*");
    List<String> lines = disassembly.lines().filter(line -> line.startsWith("\t")).toList();
    assertThat(lines)
        .anyMatch(line -> line.contains("global_store_dword"))
        .anyMatch(line -> line.contains("s_endpgm"))
        .allMatch(line -> instruction.matcher(line).matches());
    assertThat(disassembly).startsWith("k:\n");
  }

  @Test
  void disassemblesForATargetWithFeatures() {
    String arch = "gfx90a:sramecc+:xnack-";
    ListedCode code =
        ListedCode.of(compiler, new CompileRequest("t", Kernels.storing("k", 1), arch, List.of()));

    assertThat(code.disassembly()).contains("s_endpgm");
  }

  @Test
  void refusesToDisassembleWhatIsNoCodeObject() {
    Reading<String> listing = compiler.disassemble(new byte[] {1, 2, 3}, "gfx942");
    assertThat(listing.whyUnknown())
        .hasValueSatisfying(why -> assertThat(why).contains("not an ELF"));
  }

  @Test
  void givesEveryCallerItsOwnKernelWhenManyCompileAtOnce() throws Exception {
    int callers = 8;
    List<Future<ListedCode>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      for (int i = 0; i < callers; i++) {
        int caller = i;
        String source = Kernels.storing("kernel_of_caller_" + i, 1000 + i);
        results.add(
            threads.submit(
                () ->
                    ListedCode.of(
                        compiler,
                        new CompileRequest("caller-" + caller, source, "gfx942", List.of("-O3")))));
      }
    }
    for (int i = 0; i < callers; i++) {
      ListedCode result = results.get(i).get();
      assertThat(new String(result.codeObject(), StandardCharsets.ISO_8859_1))
          .contains("kernel_of_caller_" + i + ".kd");
      assertThat(result.disassembly())
          .contains("kernel_of_caller_" + i + ":")
          .contains("0x" + Integer.toHexString(1000 + i));
    }
  }

  @Test
  void makesTheSameBytesInEveryWorker() {
    CompileRequest request = Kernels.request("same", Kernels.storing("same", 5), "gfx950");
    CompilerSettings settings = CompilerSettings.keepingFailuresIn(failures).withWorkers(1);
    byte[] first = compiler.compile(request).codeObject();
    byte[] again = compiler.compile(request).codeObject();
    byte[] fresh;
    try (Compiler other = Compiler.open(TestToolchain.get(), settings)) {
      fresh = other.compile(request).codeObject();
    }

    assertThat(again).isEqualTo(first);
    assertThat(fresh).isEqualTo(first);
  }

  @Test
  void keepsTheSourceAndPointsIntoItWhenItDoesNotCompile() throws Exception {
    Random random = new Random(20);
    for (int round = 0; round < 3; round++) {
      int before = random.nextInt(40);
      int after = random.nextInt(10);
      String culprit = "  out[0] = undeclared_" + round + ";";
      String source =
          "extern \"C\" __global__ void k(int* out) {\n"
              + comments(before)
              + culprit
              + "\n"
              + comments(after)
              + "}\n";
      String name = "broken-" + round;

      CompileException error =
          catchThrowableOfType(
              CompileException.class,
              () -> compiler.compile(Kernels.request(name, source, "gfx942")));

      int line = before + 2;
      Path kept = failures.resolve(name + ".hip");
      assertThat(error)
          .isNotInstanceOf(CompilerAbortedException.class)
          .hasMessageContaining(
              "%s does not compile for gfx942: %s.hip:%d:12: error: ".formatted(name, name, line))
          .hasMessageContaining(kept.toString());
      assertThat(error.source()).hasValue(kept);
      assertThat(Files.readAllLines(kept).get(line - 1)).isEqualTo(culprit);
      assertThat(failures.resolve(name + ".log")).hasContent(error.log());
      assertThat(error.log()).startsWith(name + ".hip:" + line + ":").doesNotContain("/");
    }
  }

  @Test
  void reportsWarningsOfAKernelThatCompiles() {
    CompileResult result =
        compiler.compile(
            new CompileRequest(
                "warned",
                "extern \"C\" __global__ void k(int* out) {\n  int unused;\n  out[0] = 1;\n}\n",
                "gfx942",
                List.of("-Wall")));

    assertThat(result.log()).contains("warned.hip:2:7: warning: unused variable");
  }

  @Test
  void refusesAnUnknownTargetWithAnErrorThatNamesIt() {
    assertThatExceptionOfType(CompileException.class)
        .isThrownBy(
            () -> compiler.compile(Kernels.request("odd", Kernels.storing("k", 1), "gfx9999")))
        .withMessageContaining("gfx9999");
    assertThat(compiler.compile(Kernels.simple("after-odd")).codeObject()).isNotEmpty();
  }

  @Test
  void refusesAnUnknownOption() {
    assertThatExceptionOfType(CompileException.class)
        .isThrownBy(
            () ->
                compiler.compile(
                    new CompileRequest(
                        "o", Kernels.storing("k", 1), "gfx942", List.of("--no-such-option"))))
        .withMessageContaining("no-such-option");
  }

  @Test
  void saysWhatTheLibrariesAreAndWhetherThereIsAGpu() {
    ToolchainProbe probe = compiler.probe();

    assertThat(probe.compilerVersion()).matches("\\d+\\.\\d+");
    assertThat(probe.disassembler()).matches("comgr API \\d+\\.\\d+");
    if (probe.devices() == 0) {
      assertThat(probe.deviceProblem()).contains("hipInit").contains("device");
    } else {
      assertThat(probe.deviceProblem()).isEmpty();
    }
  }

  @Test
  void refusesNamesThatAreNoFileNames() {
    for (String name : List.of("", "../up", "a/b", ".hidden", "white space", "x".repeat(201))) {
      assertThatThrownBy(() -> Kernels.simple(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"" + name + "\"");
    }
  }

  private static String comments(int lines) {
    return IntStream.range(0, lines)
        .mapToObj(i -> String.format(Locale.ROOT, "  // %d%n", i))
        .collect(Collectors.joining());
  }
}
