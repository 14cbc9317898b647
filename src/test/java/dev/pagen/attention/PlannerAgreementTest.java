package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.ForeignProgram;
import dev.pagen.device.Grid;
import dev.pagen.kernel.KernelDraws;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.WorkspaceBuffer;
import dev.pagen.kernel.WorkspaceBuffer.Part;
import dev.pagen.render.RenderedKernel;
import dev.pagen.report.manifest.LaunchJson;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Java, C and Python plan drawn batches of drawn kernels alike, in every number. */
class PlannerAgreementTest {
  private static final int KERNELS = 200;
  private static final int BATCHES = 10_000;
  private static final Grid NOT_LAUNCHED = new Grid(0, 0, 0);

  @TempDir private static Path folder;
  private static List<RenderedKernel> kernels;
  private static List<Planner> planners;
  private static ArrayNode manifests;
  private static List<Batch> batches;
  private static List<String> expected;

  /**
   * Sequences of at most {@code maxContext} tokens, or where that is -1 of these contexts.
   *
   * @param workspace whether to say what workspace serves all smaller ones too
   */
  private record Batch(
      int kernel,
      int computeUnits,
      int sequences,
      int maxContext,
      boolean workspace,
      int[] contexts) {
    @Override
    public String toString() {
      return "%d %d %d %d %d %s"
          .formatted(
              kernel,
              computeUnits,
              sequences,
              maxContext,
              workspace ? 1 : 0,
              Arrays.stream(contexts).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
    }
  }

  @BeforeAll
  static void draw() {
    Random random = new Random(20261204);
    kernels = new ArrayList<>();
    planners = new ArrayList<>();
    manifests = JsonNodeFactory.instance.arrayNode();
    for (int k = 0; k < KERNELS; k++) {
      Target target = Target.values()[k % Target.values().length];
      KernelSpec drawn = KernelDraws.next(random, target);
      int partition = k % 5 == 0 ? 1 + random.nextInt(3000) : 0;
      KernelSpec spec =
          new KernelSpec(drawn.attention(), drawn.tuning().withPartition(partition), target);
      RenderedKernel kernel =
          new RenderedKernel(
              spec, "", k % 10 == 9 ? List.of(KernelEntry.floor(spec)) : KernelEntry.of(spec));
      ObjectNode manifest = JsonNodeFactory.instance.objectNode();
      LaunchJson.put(manifest, kernel, Optional.empty());
      kernels.add(kernel);
      planners.add(Planner.of(kernel, Optional.empty()));
      manifests.add(manifest);
    }
    batches = new ArrayList<>();
    expected = new ArrayList<>();
    for (int b = 0; b < BATCHES; b++) {
      Batch batch = batch(random, b % KERNELS);
      batches.add(batch);
      expected.add(planned(batch));
    }
  }

  private static Batch batch(Random random, int kernel) {
    int usual = kernels.get(kernel).spec().target().computeUnits();
    int computeUnits = random.nextBoolean() ? usual : 1 + random.nextInt(400);
    if (random.nextBoolean()) {
      int[] contexts = new int[random.nextInt(1 << random.nextInt(8))];
      int most = 1 << random.nextInt(21);
      Arrays.setAll(contexts, s -> random.nextInt(3) == 0 ? most : random.nextInt(most));
      return new Batch(kernel, computeUnits, contexts.length, -1, false, contexts);
    }
    int sequences = random.nextInt(1 << random.nextInt(15));
    int maxContext =
        switch (random.nextInt(10)) {
          case 0 -> random.nextInt((1 << 30) + 2);
          case 1 -> 1 << random.nextInt(31);
          default -> random.nextInt(1 << random.nextInt(22));
        };
    boolean many = random.nextInt(30) == 0;
    return new Batch(
        kernel,
        computeUnits,
        many ? random.nextInt(1 << 30) : sequences,
        maxContext,
        random.nextInt(30) == 0,
        new int[0]);
  }

  private static String planned(Batch batch) {
    RenderedKernel kernel = kernels.get(batch.kernel);
    Planner planner = planners.get(batch.kernel);
    Plan plan;
    try {
      plan =
          batch.maxContext < 0
              ? planner.plan(kernel, batch.computeUnits, batch.contexts)
              : planner.plan(kernel, batch.computeUnits, batch.sequences, batch.maxContext);
    } catch (LaunchException e) {
      return "refused";
    }
    List<Number> numbers =
        new ArrayList<>(
            List.of(
                plan.sequences(),
                plan.maxContext(),
                plan.partition(),
                plan.maxPartitions(),
                plan.items()));
    for (KernelEntry entry : kernel.kernels()) {
      Grid grid = grid(plan, entry.role()).orElse(NOT_LAUNCHED);
      numbers.addAll(List.of(grid.x(), grid.y(), grid.z()));
    }
    for (WorkspaceBuffer buffer : kernel.workspace()) {
      numbers.add(plan.layout().offsets().getOrDefault(buffer.argument(), -1L));
    }
    WorkspaceBytes bytes =
        batch.workspace
            ? planner.workspace(kernel, batch.computeUnits, batch.sequences, batch.maxContext)
            : plan.workspace();
    numbers.addAll(List.of(bytes.partials(), bytes.arrivals(), bytes.workList()));
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static Optional<Grid> grid(Plan plan, Role role) {
    if (plan.sequences() == 0) {
      return Optional.empty();
    }
    return switch (role) {
      case PLAN -> plan.planning();
      case DECODE, FLOOR, MERGING_FLOOR -> Optional.of(plan.decode());
      case REDUCE -> plan.reduce();
      case CACHE_WRITE -> Optional.empty();
    };
  }

  /** The draws are worth something: they choose, split, keep whole, list and refuse. */
  @Test
  void allKindsOfPlansAreDrawn() {
    assertThat(expected.stream().filter("refused"::equals).count()).isBetween(50L, 2000L);
    List<String[]> plans =
        expected.stream()
            .filter(line -> !line.equals("refused"))
            .map(line -> line.split(" "))
            .toList();
    assertThat(plans).filteredOn(plan -> plan[3].equals("1")).hasSizeGreaterThan(1000);
    assertThat(plans).filteredOn(plan -> !plan[3].equals("1")).hasSizeGreaterThan(3000);
    assertThat(plans).filteredOn(plan -> plan[2].equals("0")).hasSizeGreaterThan(1000);
    assertThat(plans.stream().map(plan -> plan[2]).distinct()).hasSizeGreaterThan(200);
  }

  /** And no plan of fewer sequences asks for more, of whom some ask for more than the largest. */
  @Test
  void aWorkspaceServesAllSmallerBatches() {
    int more = 0;
    for (int k = 0; k < KERNELS; k++) {
      RenderedKernel kernel = kernels.get(k);
      int sequences = 1 + k * 40;
      WorkspaceBytes workspace = planners.get(k).workspace(kernel, 132, sequences, 8192);
      WorkspaceBytes largest = planners.get(k).plan(kernel, 132, sequences, 8192).workspace();
      for (int fewer = 1; fewer <= sequences; fewer++) {
        WorkspaceBytes needed = planners.get(k).plan(kernel, 132, fewer, 8192).workspace();
        assertThat(workspace.max(needed)).isEqualTo(workspace);
        more += largest.max(needed).equals(largest) ? 0 : 1;
      }
    }
    assertThat(more).isPositive();
  }

  /** Where the compiler may fuse a product with a sum, and does if it can. */
  @Test
  void inC() throws Exception {
    Path program = folder.resolve("plan");
    ForeignProgram.compileC(
        Path.of("src/test/c/plan_batches.c"),
        program,
        "-std=c99",
        "-pedantic",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-O2",
        "-march=native",
        "-ffp-contract=fast");
    StringBuilder input = new StringBuilder().append(KERNELS).append('\n');
    for (int k = 0; k < KERNELS; k++) {
      input.append(numbers(manifests.get(k))).append('\n');
    }
    input.append(BATCHES).append('\n').append(lines());
    agree(ForeignProgram.run(List.of(program.toString()), file(input.toString())));
  }

  @Test
  void inPython() throws Exception {
    Path json = folder.resolve("manifests.json");
    Files.writeString(json, manifests.toString());
    agree(ForeignProgram.python(file(lines()), "src/test/python/plan_batches.py", json.toString()));
  }

  private static void agree(String output) {
    List<String> actual = output.lines().toList();
    assertThat(actual).hasSameSizeAs(expected);
    for (int b = 0; b < BATCHES; b++) {
      assertThat(actual.get(b))
          .as("batch %s of %s", batches.get(b), manifests.get(batches.get(b).kernel))
          .isEqualTo(expected.get(b));
    }
  }

  private static String lines() {
    return batches.stream().map(Batch::toString).collect(Collectors.joining("\n", "", "\n"));
  }

  private static Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "input", ".txt"), text);
  }

  /** A manifest as the initializers of {@code struct pa_gen_kernels}, in another order. */
  private static String numbers(JsonNode manifest) {
    List<String> numbers = new ArrayList<>();
    for (JsonNode number : manifest.get("planner")) {
      if (number.isObject()) {
        number.forEach(cost -> numbers.add(cost.asString()));
      } else {
        numbers.add(number.isBoolean() ? number.booleanValue() ? "1" : "0" : number.asString());
      }
    }
    numbers.add(String.valueOf(manifest.get("workspace").size()));
    for (JsonNode buffer : manifest.get("workspace")) {
      JsonNode bytes = buffer.get("bytes");
      String part = buffer.get("part").stringValue();
      for (Part known : Part.values()) {
        if (known.toString().equals(part)) {
          numbers.add(String.valueOf(known.ordinal()));
        }
      }
      numbers.add(buffer.get("needed_when").stringValue().equals("split") ? "1" : "0");
      for (String of : List.of("max_items", "sequences", "constant")) {
        numbers.add(bytes.has(of) ? bytes.get(of).asString() : "0");
      }
    }
    numbers.add(String.valueOf(manifest.get("kernels").size()));
    for (JsonNode kernel : manifest.get("kernels")) {
      for (JsonNode extent : kernel.get("grid")) {
        List<String> names = List.of("sequences", "max_partitions", "max_items");
        numbers.add(
            extent.isString()
                ? String.valueOf(-1 - names.indexOf(extent.stringValue()))
                : extent.asString());
      }
      numbers.add(kernel.get("block").get(0).asString());
      JsonNode when = kernel.get("launched_when");
      numbers.add(when != null && when.stringValue().equals("split") ? "1" : "0");
    }
    return String.join(" ", numbers);
  }
}
