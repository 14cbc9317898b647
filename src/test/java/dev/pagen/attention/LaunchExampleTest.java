package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.ForeignProgram;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Grid;
import dev.pagen.kernel.Argument;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.KernelParameter;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.report.CodeObjectReport;
import dev.pagen.report.Manifest;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code examples/python/launch.py} launches what {@link AttentionLauncher} does. */
class LaunchExampleTest {
  private static final AttentionSpec ATTENTION =
      AttentionSpec.of(64, 4, 2, DataType.BF16, 4, KvLayout.NHD);
  private static final Workspace WORKSPACE =
      new Workspace(0x80_0000, 1 << 30, 0x90_0000, 1 << 30, 0xa0_0000, 1 << 30);
  private static final AttentionTensors TENSORS =
      AttentionTensors.of(ATTENTION)
          .query(0x1000)
          .keyCache(0x2000)
          .valueCache(0x3000)
          .kvIndptr(0x4004)
          .kvPageIndices(0x5004)
          .kvLastPageLen(0x6004)
          .out(0x7008)
          .build();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "grid, last-workgroup, 512, 3, 512",
    "grid, last-workgroup, 512, 3, 5000",
    "grid, kernel, 512, 4, 513",
    "grid, kernel, 0, 2, 40000",
    "list, kernel, 0, 2, 40000",
    "list, last-workgroup, 0, 5, 100",
    "list, kernel, 512, 3, 4000"
  })
  void launchesTheSame(
      String schedule, String reduce, String partition, int sequences, int maxContext)
      throws Exception {
    Map<TuningParameter, String> choices =
        Map.of(
            TuningParameter.SCHEDULE, schedule,
            TuningParameter.REDUCE, reduce,
            TuningParameter.PARTITION, partition);
    KernelSpec spec =
        new KernelSpec(
            ATTENTION, new TuningChoices(choices).resolve(ATTENTION, Target.GFX942), Target.GFX942);
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    RecordingDevice device = new RecordingDevice("gfx942");
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel)) {
      Plan plan = launcher.plan(sequences, maxContext);
      launcher.launch(device.createStream(), plan, TENSORS, WORKSPACE);
      launcher.launchPlanned(device.createStream(), plan, TENSORS, WORKSPACE);
      List<String> expected = new ArrayList<>();
      expected.add(
          "%d %d %d".formatted(plan.partialsBytes(), plan.arrivalsBytes(), plan.workListBytes()));
      expected.addAll(lines(kernel, plan, true));
      expected.addAll(lines(kernel, plan, false));
      assertThat(expected).hasSize(1 + device.launches().size());
      assertThat(python(kernel, sequences, maxContext)).isEqualTo(expected);
    }
  }

  private static List<String> lines(BuiltKernel kernel, Plan plan, boolean planning) {
    List<String> lines = new ArrayList<>();
    for (KernelEntry entry : kernel.rendered().kernels()) {
      Optional<Grid> grid =
          switch (entry.role()) {
            case PLAN -> plan.planning().filter(_ -> planning);
            case DECODE, FLOOR -> Optional.of(plan.decode());
            case REDUCE -> plan.reduce();
          };
      if (grid.isPresent()) {
        String arguments =
            entry.parameters().stream()
                .map(KernelParameter::argument)
                .map(argument -> ArgumentBlock.value(argument, plan, TENSORS, WORKSPACE))
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
        lines.add(
            "%s %d %d %d %d 1 1 %d %s"
                .formatted(
                    entry.symbol(),
                    grid.get().x(),
                    grid.get().y(),
                    grid.get().z(),
                    entry.threads(),
                    entry.dynamicLdsBytes(),
                    arguments));
      }
    }
    return lines;
  }

  private List<String> python(BuiltKernel kernel, int sequences, int maxContext) throws Exception {
    Path manifest = folder.resolve("kernel.json");
    ObjectNode from = JsonNodeFactory.instance.objectNode().put("source", "given");
    Files.writeString(
        manifest,
        Manifest.of(kernel, CodeObjectReport.of(kernel), from, Optional.empty()).toString());
    Files.write(folder.resolve("kernel.co"), kernel.codeObject());
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    for (KernelParameter parameter :
        kernel.rendered().entry(Role.DECODE).orElseThrow().parameters()) {
      Argument argument = parameter.argument();
      switch (argument) {
        case QUERY,
            KEY_CACHE,
            VALUE_CACHE,
            KV_INDPTR,
            KV_PAGE_INDICES,
            KV_LAST_PAGE_LEN,
            OUT,
            QUERY_STRIDE,
            OUT_STRIDE ->
            arguments.put(argument.toString(), TENSORS.get(argument));
        case KV_PAGE_STRIDE -> arguments.put(argument.toString(), TENSORS.keyPageStride());
        default -> {}
      }
    }
    arguments.put("partials", WORKSPACE.partials());
    arguments.put("arrivals", WORKSPACE.arrivals());
    arguments.put("work_list", WORKSPACE.workList());
    return ForeignProgram.python(
            Files.writeString(folder.resolve("arguments.json"), arguments.toString()),
            "src/test/python/record_launches.py",
            manifest.toString(),
            String.valueOf(sequences),
            String.valueOf(maxContext))
        .lines()
        .toList();
  }
}
