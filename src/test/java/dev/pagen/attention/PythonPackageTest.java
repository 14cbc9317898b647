package dev.pagen.attention;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.ForeignProgram;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.UnbuiltKernel;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.render.Renderer;
import dev.pagen.serving.Engine;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.RowFormat;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The Python package's own tests pass. What they launch is written here, and needs no compiler. */
class PythonPackageTest {
  private static final Path FOLDER = Path.of("target/python-kernels");
  private static final AttentionSpec PLAIN =
      AttentionSpec.of(128, 6, 1, DataType.BF16, 16, KvLayout.NHD);
  private static final AttentionSpec BLOCK_TABLE =
      PLAIN.with(spec -> spec.pageTable(PageTableFormat.BLOCK_TABLE));
  private static final AttentionSpec LATENT =
      AttentionSpec.of(576, 16, 1, DataType.BF16, 16, KvLayout.NHD)
          .with(spec -> spec.latent(512).qLen(2));

  private static void writeKernels() throws IOException {
    Files.createDirectories(FOLDER);
    for (Target target : List.of(Target.GFX942, Target.SM_90)) {
      write("list", PLAIN, target, "list");
      // The package takes the newest of several kernels that fit, and clocks of files are coarse.
      Files.setLastModifiedTime(
          FOLDER.resolve("list-%s.json".formatted(target.arch())),
          FileTime.from(Instant.now().minusSeconds(60)));
      write(
          "strides",
          PLAIN.with(spec -> spec.kvStrides(new KvStrides(256, 256, 256, 256))),
          target,
          "grid");
      write(
          "fp8",
          PLAIN.with(
              spec ->
                  spec.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TENSOR).lse(LogSumExp.NATURAL)),
          target,
          "grid");
      write("plain", PLAIN, target, "grid");
      write("block-table", BLOCK_TABLE, target, "list");
      writeCacheWrite("write", PLAIN, target);
      writeCacheWrite("write-block-table", BLOCK_TABLE, target);
      writeCacheWrite(
          "write-ragged",
          PLAIN.with(
              spec ->
                  spec.kvDtype(DataType.FP8_E4M3)
                      .kvScales(KvScales.TENSOR)
                      .queryLens(QueryLens.RAGGED)
                      .pageTable(PageTableFormat.BLOCK_TABLE)),
          target);
      writeCacheWrite("write-latents", LATENT, target);
    }
    write("vllm", of(Engine.VLLM, spec -> spec), Target.SM_90, "grid");
    write("vllm-ragged", of(Engine.VLLM, spec -> spec.qLen(3)), Target.SM_90, "grid");
    write("vllm-fp8", of(Engine.VLLM, spec -> fp8(spec).window(512)), Target.SM_90, "grid");
    write(
        "vllm-fp8-out",
        of(Engine.VLLM, spec -> spec.outDtype(DataType.FP8_E4M3)),
        Target.SM_90,
        "grid");
    write("vllm-mla", latents(Engine.VLLM, spec -> spec), Target.SM_90, "grid");
    write("vllm-mla-fp8", latents(Engine.VLLM, spec -> fp8(spec).qLen(2)), Target.SM_90, "grid");
    write(
        "vllm-mla-tokens",
        latents(Engine.VLLM, spec -> spec.selection(new Selection.Tokens()).sinks(true)),
        Target.GFX942,
        "grid");
    write(
        "vllm-mla-rows",
        latents(
            Engine.VLLM, spec -> spec.rows(RowFormat.FP8_DS_MLA).selection(new Selection.Tokens())),
        Target.GFX942,
        "grid");
    write("sglang-window", of(Engine.SGLANG, spec -> spec.window(32)), Target.SM_90, "grid");
    write("sglang-mla", latents(Engine.SGLANG, spec -> fp8(spec)), Target.SM_90, "grid");
    write("sglang", of(Engine.SGLANG, spec -> spec), Target.SM_90, "grid");
    write("sglang-fp8", of(Engine.SGLANG, spec -> fp8(spec).sinks(true)), Target.SM_90, "grid");
  }

  private static AttentionSpec of(Engine engine, UnaryOperator<AttentionSpecBuilder> asked) {
    return of(engine, asked.apply(new AttentionSpecBuilder(128, 6, 2)));
  }

  private static AttentionSpec of(Engine engine, AttentionSpecBuilder spec) {
    engine.begin(spec);
    return engine.finish(spec);
  }

  private static AttentionSpec latents(Engine engine, UnaryOperator<AttentionSpecBuilder> asked) {
    return of(engine, asked.apply(new AttentionSpecBuilder(576, 16, 1).latent(512)));
  }

  private static AttentionSpecBuilder fp8(AttentionSpecBuilder spec) {
    return spec.kvDtype(DataType.FP8_E4M3);
  }

  private static void writeCacheWrite(String name, AttentionSpec attention, Target target)
      throws IOException {
    KernelSpec spec =
        new KernelSpec(attention, TuningChoices.NONE.resolve(attention, target), target);
    BuiltKernel kernel = UnbuiltKernel.of(new Renderer().renderCacheWrite(spec));
    UnbuiltKernel.write(FOLDER, name + "-" + target.arch(), kernel);
  }

  private static void write(String name, AttentionSpec attention, Target target, String schedule)
      throws IOException {
    TuningChoices choices = new TuningChoices(Map.of(TuningParameter.SCHEDULE, schedule));
    KernelSpec spec = new KernelSpec(attention, choices.resolve(attention, target), target);
    UnbuiltKernel.write(FOLDER, name + "-" + target.arch(), UnbuiltKernel.of(spec));
  }

  @Test
  void itsTestsPass() throws Exception {
    if (System.getenv("CI") == null) {
      assumeTrue(
          Files.exists(Path.of("target/fake-cuda/libcuda.so.1")), "the build found no C compiler");
    }
    writeKernels();
    ForeignProgram.python(
        Path.of("/dev/null"), "-m", "unittest", "discover", "-s", "python/tests", "-t", "python");
  }
}
