package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.kernel.Specs;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import dev.pagen.toolchain.TestToolchain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is rendered has nothing in it that its kernel does not use. */
@Tag("compiler")
class WarningFreeTest {
  /** Every kernel's functions are told the same, whether or not its variant of attention asks. */
  private static final List<String> STRICT =
      Stream.concat(
              Stream.of(
                  "-O3",
                  KernelBuilder.LANGUAGE,
                  "-Wall",
                  "-Wextra",
                  "-Wno-unused-parameter",
                  "-Werror"),
              DeviceHeader.INCLUDE.stream())
          .toList();

  @TempDir private Path failures;

  @Test
  void rendersNothingThatTheCompilerWarnsOf() {
    AttentionSpec plain = AttentionSpec.of(64, 5, 1, DataType.FP16, 16, KvLayout.HND);
    List<KernelSpec> specs =
        List.of(
            Specs.seed(Target.GFX90A),
            with(plain, Target.GFX942, TuningParameter.K_PATH, "direct"),
            with(plain, Target.GFX942, TuningParameter.PARTITION, "1024"),
            with(Specs.seedAttention(), Target.GFX942, TuningParameter.K_PATH, "direct"),
            with(Specs.seedAttention(), Target.GFX950, TuningParameter.V_PATH, "lds"),
            with(plain, Target.GFX950, TuningParameter.BUFFERING, "1"),
            with(latents(DataType.BF16), Target.GFX90A, TuningParameter.PARTITION, "1024"),
            with(latents(DataType.FP8_E4M3), Target.GFX942, TuningParameter.SCHEDULE, "list"),
            with(latents(DataType.BF16), Target.GFX950, TuningParameter.REDUCE, "last-workgroup"),
            with(otherLatents(160, 128), Target.GFX90A, TuningParameter.PARTITION, "1024"),
            with(otherLatents(320, 256), Target.GFX942, TuningParameter.SCHEDULE, "list"),
            with(otherLatents(96, 96), Target.GFX950, TuningParameter.K_PATH, "lds"));
    CompilerSettings settings = CompilerSettings.keepingFailuresIn(failures);
    try (Compiler compiler = Compiler.open(TestToolchain.get(), settings)) {
      Renderer renderer = new Renderer();
      for (KernelSpec spec : specs) {
        assertThat(compile(compiler, renderer.render(spec))).isEmpty();
        assertThat(compile(compiler, renderer.renderFloor(spec))).isEmpty();
      }
      AttentionSpec packed =
          plain.with(
              spec ->
                  spec.layout(KvLayout.PACKED)
                      .kvDtype(DataType.FP8_E4M3)
                      .kvScales(KvScales.HEAD)
                      .queryLens(QueryLens.RAGGED));
      AttentionSpec integers = plain.with(spec -> spec.kvDtype(DataType.INT8).qLen(2));
      for (KernelSpec spec :
          List.of(
              with(packed, Target.GFX90A, TuningParameter.BUFFERING, "1"),
              with(integers, Target.GFX950, TuningParameter.BUFFERING, "1"))) {
        assertThat(compile(compiler, renderer.renderCacheWrite(spec))).isEmpty();
      }
    }
  }

  private static String compile(Compiler compiler, RenderedKernel kernel) {
    KernelSpec spec = kernel.spec();
    return compiler
        .compile(new CompileRequest(spec.name(), kernel.source(), spec.target().arch(), STRICT))
        .log();
  }

  private static AttentionSpec otherLatents(int row, int value) {
    return new AttentionSpecBuilder(row, 64, 1).latent(value).pageSize(64).build();
  }

  private static AttentionSpec latents(DataType cache) {
    return new AttentionSpecBuilder(576, 16, 1).latent(512).kvDtype(cache).pageSize(64).build();
  }

  private static KernelSpec with(
      AttentionSpec attention, Target target, TuningParameter parameter, String value) {
    return new KernelSpec(
        attention, new TuningChoices(Map.of(parameter, value)).resolve(attention, target), target);
  }
}
