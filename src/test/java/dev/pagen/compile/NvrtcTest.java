package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.codeobject.Cubin;
import dev.pagen.spec.Family;
import dev.pagen.spec.Target;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.Vendor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiling for NVIDIA: needs an NVRTC, and no GPU. */
class NvrtcTest {
  private static final String KERNEL =
      """
      #if !defined(__HIPCC_RTC__) || !defined(__HIP_PLATFORM_NVIDIA__)
      #error not as HIPRTC on NVIDIA compiles
      #endif
      extern "C" __global__ void twice(float* x) { x[threadIdx.x] *= 2; }
      """;

  @TempDir private static Path folder;
  private static Toolchain toolchain;
  private static Compiler compiler;

  @BeforeAll
  static void open() {
    var found = TestToolchain.of(Vendor.NVIDIA);
    assumeTrue(found.isPresent(), "there is no NVRTC on this machine");
    toolchain = found.orElseThrow();
    compiler = Compiler.open(toolchain, CompilerSettings.keepingFailuresIn(folder).withWorkers(1));
  }

  @AfterAll
  static void close() {
    if (compiler != null) {
      compiler.close();
    }
  }

  private static byte[] compile(String source, String arch, String... options) {
    return compiler
        .compile(new CompileRequest("kernel", source, arch, List.of(options)))
        .codeObject();
  }

  private static String disassemble(byte[] cubin) {
    return compiler.disassemble(cubin, "sm_90").orThrow(IllegalStateException::new);
  }

  @Test
  void compilesForEveryTargetOfNvidia() {
    for (Target target : Target.of(Family.NVIDIA)) {
      Cubin cubin = Cubin.read(compile(KERNEL, target.arch(), "-O3"));
      assertThat(cubin.arch()).isEqualTo(target.arch());
      assertThat(cubin.kernel("twice").arguments()).hasSize(1);
    }
  }

  @Test
  void optionsOfHipccAreTranslated() {
    String quick = "extern \"C\" __global__ void f(float* x) { x[0] = x[1] * x[2] + x[3]; }";
    byte[] fusing = compile(quick, "sm_90", "-ffp-contract=fast");
    byte[] leaving = compile(quick, "sm_90", "-ffp-contract=off");
    assumeTrue(toolchain.disassembler().isPresent(), "there is no nvdisasm on this machine");
    String fused = disassemble(fusing);
    String apart = disassemble(leaving);
    assertThat(fused).contains("FFMA").contains("f");
    assertThat(apart).contains("FMUL").doesNotContain("FFMA");
  }

  @Test
  void anOptionThatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> compile(KERNEL, "sm_90", "--no-such-option"))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("no-such-option");
  }

  @Test
  void aTargetOfAmdIsRefused() {
    assertThatThrownBy(() -> compile(KERNEL, "gfx942"))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("--offload-arch=gfx942");
  }

  @Test
  void errorsNameTheLineOfTheKeptSource() {
    assertThatThrownBy(() -> compile("int f() {\n  return nonsense;\n}\n", "sm_90"))
        .isInstanceOfSatisfying(
            CompileException.class,
            e -> {
              assertThat(e.log()).contains("kernel.hip(2): error: ");
              assertThat(e.source()).isPresent();
            });
  }

  @Test
  void theLibrariesSayWhatTheyAre() {
    ToolchainProbe probe = compiler.probe();
    assertThat(toolchain.version()).isEqualTo("NVRTC " + probe.compilerVersion());
    if (probe.devices() == 0) {
      assertThat(probe.deviceProblem()).contains("hipInit", "NVIDIA");
    }
  }

  @Test
  void theIdentityNamesEveryLibraryThatCompiles() {
    assertThat(toolchain.identity())
        .matches(
            "libnvrtc:\\p{XDigit}{64} libnvrtc-builtins:\\p{XDigit}{64}"
                + " libpagen_hip_nvidia:\\p{XDigit}{64}");
  }
}
