package dev.pagen.cli;

import dev.pagen.cache.CacheResult;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.report.Json;
import dev.pagen.report.KernelReport;
import dev.pagen.report.Manifest;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Support;
import dev.pagen.spec.Target;
import dev.pagen.spec.UnsupportedSpecException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen generate}: model in, source, code object, disassembly and manifest out. */
@Command(
    name = "generate",
    description = {
      "Write the decode kernel of a model: for each target NAME.hip, NAME.co, NAME.s, NAME.json.",
      "",
      "  pa-gen generate examples/models/grok-1.json --tp 8 --arch gfx942 --out build/grok-1",
      "  pa-gen generate --head-size 128 --q-heads 6 --kv-heads 1 --dtype bf16 --out build",
      ""
    })
final class GenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SpecOptions attention = new SpecOptions();
  @Mixin private Targets targets = new Targets();
  @Mixin private TuningOptions tuning = new TuningOptions();
  @Mixin private BuilderOptions builderOptions = new BuilderOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the files (default: the current one).")
  private Path out = Path.of("");

  @Option(names = "--json", description = "Print one JSON document instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    List<KernelSpec> kernels = kernels();
    OutputFolder folder = OutputFolder.open(out);
    List<BuiltKernel> built;
    try (KernelBuilder builder = builderOptions.open()) {
      built = build(builder, kernels);
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<Generated> generated = new ArrayList<>();
    for (BuiltKernel kernel : built) {
      generated.add(describe(kernel, files));
    }
    List<Path> written = folder.write(files);
    warnIfNotStored(built);
    print(generated, written);
    return ExitCode.DONE.code();
  }

  private record Generated(BuiltKernel kernel, List<KernelReport> costs, ObjectNode manifest) {}

  /** All kernel specs, once each; refused all together before anything else happens. */
  private List<KernelSpec> kernels() {
    Set<KernelSpec> kernels = new LinkedHashSet<>();
    Set<Refusal> refusals = new LinkedHashSet<>();
    List<Target> chosen = targets.resolve();
    for (AttentionSpec layer : attention.resolve()) {
      for (Target target : chosen) {
        KernelSpec kernel = new KernelSpec(layer, tuning.choices().resolve(layer, target), target);
        refusals.addAll(Support.refusals(kernel));
        kernels.add(kernel);
      }
    }
    if (!refusals.isEmpty()) {
      throw new UnsupportedSpecException("This kernel", List.copyOf(refusals));
    }
    return List.copyOf(kernels);
  }

  private static List<BuiltKernel> build(KernelBuilder builder, List<KernelSpec> kernels)
      throws InterruptedException {
    int missing = 0;
    for (KernelSpec kernel : kernels) {
      if (!builder.isCached(kernel)) {
        builder.warmUp(++missing);
      }
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<BuiltKernel>> building = new ArrayList<>();
      for (KernelSpec kernel : kernels) {
        building.add(threads.submit(() -> builder.build(kernel)));
      }
      List<BuiltKernel> built = new ArrayList<>();
      for (Future<BuiltKernel> one : building) {
        built.add(one.get());
      }
      return built;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Generated describe(BuiltKernel kernel, Map<String, byte[]> files) {
    var entry = kernel.result().entry();
    CodeObject codeObject = CodeObject.read(entry.codeObject());
    Disassembly disassembly = Disassembly.parse(entry.disassembly());
    Target target = kernel.rendered().spec().target();
    List<KernelReport> costs =
        kernel.rendered().kernels().stream()
            .map(k -> KernelReport.of(codeObject.kernel(k.symbol()), disassembly, target))
            .toList();
    ObjectNode manifest = Manifest.of(kernel, codeObject, costs);
    files.put(kernel.name() + ".hip", utf8(kernel.rendered().source()));
    files.put(kernel.name() + ".co", entry.codeObject());
    files.put(kernel.name() + ".s", utf8(entry.disassembly()));
    files.put(kernel.name() + ".json", utf8(Json.text(manifest)));
    return new Generated(kernel, costs, manifest);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void warnIfNotStored(List<BuiltKernel> built) {
    built.stream()
        .map(BuiltKernel::result)
        .map(CacheResult::notStored)
        .flatMap(java.util.Optional::stream)
        .distinct()
        .forEach(reason -> spec.commandLine().getErr().println("pa-gen: " + reason));
  }

  private void print(List<Generated> generated, List<Path> written) {
    PrintWriter stdout = spec.commandLine().getOut();
    if (json) {
      ObjectNode document = Json.object();
      ArrayNode list = document.putArray("kernels");
      for (Generated one : generated) {
        ObjectNode node = one.manifest().deepCopy();
        node.put("cached", one.kernel().result().hit());
        node.put("compile_ms", one.kernel().result().entry().compileTime().toMillis());
        list.add(node);
      }
      ArrayNode files = document.putArray("files");
      written.forEach(file -> files.add(file.toString()));
      stdout.print(Json.text(document));
      stdout.flush();
      return;
    }
    stdout.println(table(generated));
    stdout.println();
    for (Generated one : generated) {
      stdout.println(out.resolve(one.kernel().name()) + ".{hip,co,s,json}");
    }
    stdout.flush();
  }

  private static Table table(List<Generated> generated) {
    Table table =
        new Table(
            Column.text("kernel"),
            Column.text("target"),
            Column.number("VGPR+AGPR"),
            Column.number("LDS"),
            Column.number("spills"),
            Column.number("waves/SIMD"),
            Column.number("in flight/CU"),
            Column.number("compile"),
            Column.text("cached"));
    for (Generated one : generated) {
      for (KernelReport cost : one.costs()) {
        var resources = cost.resources();
        table.add(
            cost.name(),
            cost.target().arch(),
            resources.vgprs() + "+" + resources.agprs(),
            Words.bytes(resources.ldsBytes()),
            String.valueOf(resources.vgprSpills() + resources.sgprSpills()),
            Words.number(cost.occupancy().wavesPerSimd()),
            Words.bytes(cost.bytesInFlightPerCu()),
            one.kernel().result().entry().compileTime().toMillis() + " ms",
            one.kernel().result().hit() ? "yes" : "no");
      }
    }
    return table;
  }
}
