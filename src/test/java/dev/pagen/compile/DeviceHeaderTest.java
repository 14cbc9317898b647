package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.hip.Hiprtc;
import dev.pagen.hip.HiprtcException;
import dev.pagen.kernel.KernelDraws;
import dev.pagen.kernel.Specs;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning.Schedule;
import dev.pagen.toolchain.TestToolchain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Kernels are the same with the few declarations that they are compiled with as with HIP's own. */
class DeviceHeaderTest {
  private static final List<String> OPTIONS = List.of("-O3");
  private final HiprtcException refused = new HiprtcException("call", 6, "no", "a log");
  private static final Hiprtc.Output CODE = new Hiprtc.Output(new byte[] {1}, "");

  @TempDir private Path failures;

  @Tag("compiler")
  @ParameterizedTest
  @CdnaTargets
  void givesTheInstructionsThatHipsOwnHeaderGives(Target target) {
    Renderer renderer = new Renderer();
    KernelSpec seed = Specs.seed(target);
    List<RenderedKernel> kernels = new ArrayList<>();
    kernels.add(renderer.renderFloor(seed));
    kernels.add(renderer.renderCacheWrite(seed));
    kernels.add(
        renderer.render(
            new KernelSpec(seed.attention(), seed.tuning().withSchedule(Schedule.LIST), target)));
    Random random = new Random(20261201);
    kernels.add(renderer.render(KernelDraws.next(random, target)));
    kernels.add(renderer.render(KernelDraws.next(random, target)));
    CompilerSettings settings = CompilerSettings.keepingFailuresIn(failures);
    try (Compiler compiler = Compiler.open(TestToolchain.get(), settings)) {
      for (RenderedKernel kernel : kernels) {
        assertThat(listing(compiler, kernel, DeviceHeader.INCLUDE))
            .as(kernel.name())
            .isEqualTo(listing(compiler, kernel, List.of()));
      }
    }
  }

  private static String listing(Compiler compiler, RenderedKernel kernel, List<String> further) {
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(further);
    String arch = kernel.spec().target().arch();
    return ListedCode.of(compiler, new CompileRequest("kernel", kernel.source(), arch, options))
        .disassembly();
  }

  @Test
  void isNamedAfterItsText() {
    assertThat(DeviceHeader.NAME).matches("pagen-device-[0-9a-f]{12}\\.h");
    assertThat(DeviceHeader.TEXT).contains("__syncthreads").doesNotContain("#include");
  }

  @Test
  void aProgramThatDoesNotIncludeItIsCompiledWithHipsOwn() {
    List<List<String>> asked = new ArrayList<>();
    LeanHiprtc hiprtc = hiprtc(asked, true);
    hiprtc.compile(new CompileRequest("k", "source", "gfx942", OPTIONS));
    assertThat(asked).containsExactly(List.of("--offload-arch=gfx942", "-O3"));
  }

  @Test
  void aHiprtcThatDoesNotKnowTheOptionCompilesWithHipsOwnFromThenOn() {
    List<List<String>> asked = new ArrayList<>();
    LeanHiprtc hiprtc = hiprtc(asked, false);
    assertThat(hiprtc.compile(including("good"))).isSameAs(CODE);
    assertThat(hiprtc.compile(including("good"))).isSameAs(CODE);
    assertThat(asked.stream().map(options -> options.contains(LEAN)))
        .containsExactly(true, true, false, false, false);
    assertThat(asked.getLast()).containsExactly("--offload-arch=gfx942", "-O3");
  }

  @Test
  void aProgramThatIsWrongIsNotTriedAgainWithHipsOwn() {
    List<List<String>> asked = new ArrayList<>();
    LeanHiprtc hiprtc = hiprtc(asked, true);
    assertThatThrownBy(() -> hiprtc.compile(including("wrong"))).isSameAs(refused);
    assertThat(asked).allMatch(options -> options.contains(LEAN));
  }

  @Test
  void aTargetThatHiprtcDoesNotKnowSaysNothingOfTheOption() {
    List<List<String>> asked = new ArrayList<>();
    LeanHiprtc hiprtc = hiprtc(asked, true);
    List<String> options = new ArrayList<>(DeviceHeader.INCLUDE);
    CompileRequest unknown = new CompileRequest("k", "good", "gfx000", options);
    assertThatThrownBy(() -> hiprtc.compile(unknown)).isSameAs(refused);
    asked.clear();
    assertThat(hiprtc.compile(including("good"))).isSameAs(CODE);
    assertThat(asked).singleElement().asInstanceOf(InstanceOfAssertFactories.LIST).contains(LEAN);
  }

  private static final String LEAN = "--hiprtc-no-builtin-header";

  private static CompileRequest including(String source) {
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(DeviceHeader.INCLUDE);
    return new CompileRequest("k", source, "gfx942", options);
  }

  /** A compiler that refuses "wrong", and the option too where it does not know it. */
  private LeanHiprtc hiprtc(List<List<String>> asked, boolean knowsOption) {
    return new LeanHiprtc(
        (String file, String source, List<String> options, Map<String, String> headers) -> {
          asked.add(List.copyOf(options));
          assertThat(headers.containsKey(DeviceHeader.NAME))
              .isEqualTo(options.contains(DeviceHeader.NAME));
          if (source.equals("wrong")
              || options.contains("--offload-arch=gfx000")
              || (options.contains(LEAN) && !knowsOption)) {
            throw refused;
          }
          return CODE;
        });
  }
}
