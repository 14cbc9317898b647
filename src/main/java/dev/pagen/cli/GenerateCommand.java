package dev.pagen.cli;

import dev.pagen.codeobject.Reading;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.report.Json;
import dev.pagen.report.code.BuildTable;
import dev.pagen.report.code.CodeObjectReport;
import dev.pagen.report.code.LayerTable;
import dev.pagen.report.manifest.Manifest;
import dev.pagen.spec.KernelSpec;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen generate}: model in, source, code object, disassembly and manifest out. */
@Command(
    name = "generate",
    header = "Write a model's decode kernel: source, code object, disassembly, manifest.",
    customSynopsis = {
      "pa-gen generate MODEL [--tp N] [OPTIONS]",
      "       pa-gen generate --head-size N --q-heads N --kv-heads N [OPTIONS]"
    },
    description = {
      "",
      "Writes NAME.hip, NAME.co, NAME.s and NAME.json for each target and kind of layer."
    },
    footer = {
      "",
      "Examples:",
      "  pa-gen generate examples/models/grok-1.json --tp 8",
      "  pa-gen generate --head-size 128 --q-heads 6 --kv-heads 1 --arch gfx950 --out build/mine"
    })
final class GenerateCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A Hugging Face config.json, or a folder with one.")
  private @Nullable Path model;

  @Mixin private KernelOptions kernels = new KernelOptions();
  @Mixin private SizeOptions size = new SizeOptions();
  @Mixin private BuilderOptions builder;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the files (default: kernels/MODEL, or one named by the numbers).")
  private @Nullable Path named;

  @Option(
      names = "--floor",
      description = "Also write each kernel's floor, which only reads the same pages: floor-....")
  private boolean floor;

  @Option(
      names = "--cache-write",
      description =
          "Also write the kernel that appends new tokens' keys and values to the KV cache:"
              + " cache-write-....")
  private boolean cacheWrite;

  @Mixin private EmitOptions emit = new EmitOptions();
  @Mixin private ShortVerification verification = new ShortVerification();
  @Mixin private Output output;

  @Override
  public Integer call() throws InterruptedException {
    emit.check();
    Path out = named == null ? unnamed() : named;
    OutputFolder folder = OutputFolder.at(out);
    List<KernelSpec> specs =
        kernels.tuned(model, new TuningSource.Use(Optional.empty(), size.size(), builder));
    Map<String, byte[]> files = new LinkedHashMap<>();
    BuildTable table = new BuildTable(kernels.modelLayers());
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("kernels");
    Set<String> unread = new LinkedHashSet<>();
    List<BuiltKernel> built = builder.build(specs);
    List<BuiltKernel> all = new ArrayList<>(built);
    if (floor) {
      all.addAll(builder.buildFloors(specs));
    }
    if (cacheWrite) {
      all.addAll(builder.buildCacheWrites(specs));
    }
    for (BuiltKernel kernel : all) {
      Reading<CodeObjectReport> report = CodeObjectReport.of(kernel);
      ObjectNode manifest =
          Manifest.of(
              kernel,
              report,
              kernels.tunings().json(kernel.rendered().spec()),
              kernels.modelLayers(kernel.rendered().spec().attention()));
      put(files, kernel, manifest);
      table.add(kernel, report);
      unread(kernel, report).ifPresent(unread::add);
      list.add(
          manifest
              .deepCopy()
              .put("cached", kernel.result().hit())
              .put("compile_ms", kernel.result().entry().compileTime().toMillis()));
    }
    Optional<String> header = emit.header(built, kernels.modelLayers(), files);
    List<Path> written = folder.write(files);
    ArrayNode paths = document.putArray("files");
    written.forEach(file -> paths.add(file.toString()));
    PrintWriter text = output.text();
    output.print(table.table(), 0);
    text.println();
    if (!kernels.modelLayers().isEmpty()) {
      output.print(LayerTable.of(kernels.modelLayers()), 0);
      LayerTable.note(kernels.modelLayers()).ifPresent(text::println);
      text.println();
    }
    List<String> names = new ArrayList<>();
    all.forEach(kernel -> names.add(kernel.name() + suffixes(kernel)));
    header.ifPresent(names::add);
    show(out, names);
    unread.forEach(why -> output.aside().println("pa-gen: " + why));
    kernels.tunings().print(specs, output.text(), output.aside());
    boolean right = verification.run(built, builder.toolchain(), output, document);
    output.finish(document);
    return (right ? ExitCode.DONE : ExitCode.MISMATCH).code();
  }

  /** The folder for those who named none: no kernels of other models or ranks get into it. */
  private Path unnamed() {
    return Path.of("kernels", kernels.folderName(kernels.resolve(model).getFirst()));
  }

  /** With the folder before each name, as a shell takes it; before all where lines are short. */
  private void show(Path folder, List<String> names) {
    boolean fit =
        names.stream().allMatch(n -> output.screen().fits(folder.resolve(n).toString().length()));
    if (fit) {
      names.forEach(name -> output.text().println(folder.resolve(name)));
      return;
    }
    output.text().printf("in %s:%n", folder);
    names.forEach(name -> output.text().println("  " + name));
  }

  private static String suffixes(BuiltKernel kernel) {
    return kernel.listing().value().isPresent() ? ".{hip,co,s,json}" : ".{hip,co,json}";
  }

  /** What of a kernel's files is missing, and why: nothing that launching it takes. */
  private static Optional<String> unread(BuiltKernel kernel, Reading<CodeObjectReport> report) {
    Optional<String> listing = kernel.listing().whyUnknown().map("no disassembly (.s): "::concat);
    return listing.or(
        () ->
            CodeObjectReport.whyUnread(report)
                .map("some of the kernel's costs are not known: "::concat));
  }

  private static void put(Map<String, byte[]> files, BuiltKernel kernel, ObjectNode manifest) {
    files.put(kernel.name() + ".hip", utf8(kernel.rendered().source()));
    files.put(kernel.name() + ".co", kernel.codeObject());
    kernel.listing().value().ifPresent(text -> files.put(kernel.name() + ".s", utf8(text)));
    files.put(kernel.name() + ".json", utf8(Json.text(manifest)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
