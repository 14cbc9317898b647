package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.ForeignProgram;
import dev.pagen.HipHeaders;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.UnbuiltKernel;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.report.manifest.KernelsHeader;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The header of {@code generate --emit cpp} compiles without a warning, and launches on the fake
 * drivers what {@link AttentionLauncher} does: the same grids, and the same bytes of arguments.
 */
class KernelsHeaderTest {
  private static final Workspace WORKSPACE =
      new Workspace(0x80_0000, 1 << 30, 0x90_0000, 1 << 30, 0xa0_0000, 1 << 30);

  /** What the program launches with, in its order. */
  private static final int[][] BATCHES = {{3, 512}, {3, 5000}, {2, 40000}, {600, 100}, {0, 100}};

  private static final int[] CONTEXTS = {7, 30000, 0, 30000, 512};

  private static final Path RECORDER = Path.of("src/test/cpp/record_launches.cpp");

  @TempDir private Path folder;

  /** All ways to launch: attentions of different page sizes, so that they are in one header. */
  private static List<KernelSpec> specs(Target target) {
    List<KernelSpec> specs = new ArrayList<>();
    int pageSize = 1;
    for (String schedule : List.of("grid", "list")) {
      for (String reduce : List.of("last-workgroup", "kernel")) {
        AttentionSpec attention = AttentionSpec.of(64, 4, 2, DataType.BF16, pageSize, KvLayout.NHD);
        Map<TuningParameter, String> choices =
            Map.of(TuningParameter.SCHEDULE, schedule, TuningParameter.REDUCE, reduce);
        specs.add(
            new KernelSpec(
                attention, new TuningChoices(choices).resolve(attention, target), target));
        pageSize *= 4;
      }
    }
    return specs;
  }

  /** For these targets, of which the fake GPU is the second. */
  private void writeHeader(Target... targets) throws Exception {
    List<BuiltKernel> kernels = new ArrayList<>();
    for (Target target : targets) {
      specs(target).forEach(spec -> kernels.add(UnbuiltKernel.of(spec)));
    }
    Files.writeString(
        folder.resolve("kernels.hpp"), KernelsHeader.of("kernels", kernels, Map.of()));
  }

  @Test
  void launchesTheSameThroughHip() throws Exception {
    writeHeader(Target.GFX950, Target.GFX942, Target.SM_90);
    assertThat(run(RECORDER, "fake_hip.c")).isEqualTo(expected(Target.GFX942, 304));
  }

  @Test
  void launchesTheSameThroughCuda() throws Exception {
    writeHeader(Target.SM_80, Target.SM_90, Target.GFX942);
    assertThat(run(RECORDER, "fake_cuda.c", "-DPA_GEN_CUDA"))
        .isEqualTo(expected(Target.SM_90, 1016));
  }

  @Test
  void compilesAgainstHipsOwnHeaders() throws Exception {
    writeHeader(Target.GFX942, Target.SM_90);
    ForeignProgram.compileCpp(
        List.of(
            "-isystem",
            HipHeaders.folder().toString(),
            "-I" + folder,
            "-fsyntax-only",
            RECORDER.toString()));
  }

  @Test
  void aGpuWithoutAKernelIsToldSo() throws Exception {
    Path program =
        Files.writeString(
            folder.resolve("none.cpp"),
            """
            #include "kernels.hpp"
            int main() { std::puts(pa_gen::message(kernels::attention::load())); }
            """);
    writeHeader(Target.GFX950, Target.SM_90);
    assertThat(run(program, "fake_hip.c"))
        .containsExactly("there is no kernel for this GPU; pa-gen generate --arch makes one");
  }

  private List<String> run(Path source, String driver, String... options) throws Exception {
    Path object = folder.resolve("driver.o");
    ForeignProgram.compileC(
        Path.of("src/test/c", driver), object, "-std=c11", "-D_GNU_SOURCE", "-Isrc/main/c", "-c");
    Path program = folder.resolve("record");
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(
        List.of(
            "-Isrc/test/cpp/stand-in",
            "-Isrc/main/c",
            "-I" + folder,
            "-pthread",
            source.toString(),
            object.toString(),
            "-o",
            program.toString()));
    ForeignProgram.compileCpp(arguments);
    return ForeignProgram.run(List.of(program.toString()), Path.of("/dev/null")).lines().toList();
  }

  private static List<String> expected(Target target, int computeUnits) {
    List<String> lines = new ArrayList<>();
    for (KernelSpec spec : specs(target)) {
      BuiltKernel kernel = UnbuiltKernel.of(spec);
      RecordingDevice device = new RecordingDevice(target.arch(), computeUnits);
      try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel)) {
        List<Plan> plans = new ArrayList<>();
        for (int[] batch : BATCHES) {
          plans.add(launcher.plan(batch[0], batch[1]));
        }
        plans.add(
            Planner.of(kernel.rendered(), Optional.empty())
                .plan(kernel.rendered(), computeUnits, CONTEXTS));
        int before = lines.size();
        for (Plan plan : plans) {
          AttentionTensors tensors = tensors(spec.attention());
          lines.add(line(plan.workspace()));
          launcher.launch(device.createStream(), plan, tensors, WORKSPACE);
          launcher.launchPlanned(device.createStream(), plan, tensors, WORKSPACE);
          lines.addAll(LaunchLines.of(kernel.rendered(), plan, tensors, WORKSPACE, 0, true));
          lines.addAll(LaunchLines.of(kernel.rendered(), plan, tensors, WORKSPACE, 0, false));
        }
        assertThat(device.launches()).hasSize(lines.size() - before - plans.size());
        lines.add(line(launcher.workspace(600, 5000)));
      }
    }
    return lines;
  }

  private static String line(WorkspaceBytes bytes) {
    return "%d %d %d".formatted(bytes.partials(), bytes.arrivals(), bytes.workList());
  }

  private static AttentionTensors tensors(AttentionSpec attention) {
    return AttentionTensors.of(attention)
        .query(0x1000)
        .keyCache(0x2000)
        .valueCache(0x3000)
        .kvIndptr(0x4004)
        .kvPageIndices(0x5004)
        .kvLastPageLen(0x6004)
        .out(0x7008)
        .build();
  }
}
