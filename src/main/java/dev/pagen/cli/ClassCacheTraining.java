package dev.pagen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pagen.cache.CacheRequest;
import dev.pagen.cache.Compiled;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.render.Renderer;
import dev.pagen.report.Json;
import dev.pagen.report.KernelReport;
import dev.pagen.report.Manifest;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.Toolchains;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does what {@code generate} does, so that the JVM sees which classes that takes and keeps them
 * ready in its class cache. The launcher runs it once per build. There need be no HIPRTC and no
 * network then: the toolchain is a stub, and a code object compiled earlier stands for a kernel.
 */
final class ClassCacheTraining {
  private static final String MODEL = "examples/models/grok-1.json";
  private static final String SAMPLE = "src/test/resources/dev/pagen/codeobject/mfma-gfx942";
  private static final int TENSOR_PARALLEL = 8;

  private ClassCacheTraining() {}

  /**
   * Goes through the motions; prints nothing.
   *
   * @param args a folder to work in, which {@code PAGEN_HOME} has to name too, and the checkout
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Path checkout = Path.of(args[1]);
    Path model = checkout.resolve(MODEL);
    Path toolchain = stubToolchain(folder.resolve("rocm"));
    Compiled sample =
        new Compiled(
            Files.readAllBytes(checkout.resolve(SAMPLE + ".co")),
            Files.readString(checkout.resolve(SAMPLE + ".comgr.s")),
            Duration.ZERO);

    KernelSpec spec = spec(model);
    fillCache(spec, toolchain, sample);
    run("--help");
    run("toolchain", "status");
    // One kernel is read from the cache; for the other a worker starts, and stops at the stub.
    run(
        "generate",
        model.toString(),
        "--tp",
        String.valueOf(TENSOR_PARALLEL),
        "--arch",
        "gfx942,gfx950",
        "--toolchain",
        toolchain.toString(),
        "--out",
        folder.resolve("out").toString());
    report(sample, spec, folder.resolve("out"));
  }

  /** Libraries that are no HIPRTC, but can be looked over and hashed like one. */
  private static Path stubToolchain(Path folder) throws IOException {
    Path library = Path.of(System.getProperty("java.home"), "lib", "libzip.so");
    Files.createDirectories(folder);
    Files.copy(library, folder.resolve("libhiprtc.so.6"));
    Files.copy(library, folder.resolve("libamd_comgr.so.3"));
    return folder;
  }

  private static KernelSpec spec(Path model) {
    SpecOptions options = new SpecOptions();
    options.model = model;
    options.tensorParallel = TENSOR_PARALLEL;
    AttentionSpec attention = options.resolve().getFirst();
    return new KernelSpec(attention, Tuning.defaultFor(attention, Target.GFX942), Target.GFX942);
  }

  private static void fillCache(KernelSpec spec, Path toolchain, Compiled sample) {
    CacheRequest request =
        new CacheRequest(
            spec.name(),
            new Renderer().render(spec).source(),
            KernelBuilder.OPTIONS,
            spec.target().arch(),
            new Toolchains(Host.current()).locate(Optional.of(toolchain)).identity());
    BuilderOptions.cache().get(request, () -> sample);
  }

  private static void run(String... args) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    CommandLine command = Main.commandLine().setOut(nowhere).setErr(nowhere);
    command.execute(args);
  }

  /** What follows once a kernel is there. */
  private static void report(Compiled sample, KernelSpec spec, Path out) {
    CodeObject codeObject = CodeObject.read(sample.codeObject());
    Disassembly disassembly = Disassembly.parse(sample.disassembly());
    List<KernelReport> costs =
        codeObject.kernels().stream()
            .map(kernel -> KernelReport.of(kernel, disassembly, spec.target()))
            .toList();
    ObjectNode manifest = Json.object();
    manifest.set("attention", Manifest.attention(spec.attention()));
    manifest.set("tuning", Manifest.tuning(spec.tuning()));
    Table table = new Table(Column.text("kernel"), Column.number("VGPRs"));
    for (KernelReport cost : costs) {
      manifest.set(cost.name(), Manifest.resources(cost));
      table.add(cost.name(), String.valueOf(cost.resources().vgprs()));
    }
    Map<String, byte[]> files =
        Map.of(
            "table",
            table.toString().getBytes(UTF_8),
            "manifest",
            Json.text(manifest).getBytes(UTF_8));
    OutputFolder.open(out).write(files);
  }
}
