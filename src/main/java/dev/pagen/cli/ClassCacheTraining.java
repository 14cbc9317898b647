package dev.pagen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.cache.CacheRequest;
import dev.pagen.cache.Compiled;
import dev.pagen.cache.KernelCache;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.Reading;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.files.OwnFiles;
import dev.pagen.files.PagenHome;
import dev.pagen.json.SpecJson;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.render.Renderer;
import dev.pagen.report.Json;
import dev.pagen.report.code.CodeObjectReport;
import dev.pagen.report.code.KernelReport;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.terminal.Screen;
import dev.pagen.terminal.Terminal;
import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.Toolchains;
import dev.pagen.toolchain.Vendor;
import dev.pagen.tune.KernelKey;
import dev.pagen.tune.Outcome;
import dev.pagen.tune.Stamp;
import dev.pagen.tune.TuningRecord;
import dev.pagen.tune.TuningStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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
  private static final String SAMPLE = "mfma-gfx942";
  private static final int TENSOR_PARALLEL = 8;

  private final Path folder;
  private final Path model;
  private final Host host;
  private final Path toolchain;

  private ClassCacheTraining(Path folder, Path model) throws IOException {
    this.folder = folder;
    this.model = model;
    this.host = Host.current().with("PAGEN_HOME", folder.toString());
    this.toolchain = stubToolchain(folder.resolve("rocm"));
  }

  /**
   * Goes through the motions; prints nothing.
   *
   * @param args an empty folder to work in, Grok-1's config, and the folder of the code object
   */
  public static void main(String[] args) throws IOException {
    Path samples = Path.of(args[2]);
    Compiled sample =
        new Compiled(
            Files.readAllBytes(samples.resolve(SAMPLE + ".co")),
            Files.readString(samples.resolve(SAMPLE + ".s")),
            Duration.ZERO);
    new ClassCacheTraining(Path.of(args[0]), Path.of(args[1])).train(sample);
  }

  private void train(Compiled sample) {
    run("--help");
    run("toolchain", "status");
    KernelSpec spec = spec();
    fillCache(spec, sample);
    keepTuning(spec);
    // From the cache, up to where the manifest finds that this is another kernel.
    generate(Target.GFX942);
    // Not in the cache: up to where the worker finds that this is no HIPRTC.
    generate(Target.GFX950);
    report(spec, sample);
  }

  /** Libraries that are no HIPRTC, but can be looked over and hashed like one. */
  private static Path stubToolchain(Path folder) throws IOException {
    Path library = Path.of(System.getProperty("java.home"), "lib", "libzip.so");
    OwnFiles.createDirectories(folder);
    Files.copy(library, folder.resolve("libhiprtc.so.6"));
    Files.copy(library, folder.resolve("libamd_comgr.so.3"));
    return folder;
  }

  private KernelSpec spec() {
    SpecOptions options = new SpecOptions();
    options.tensorParallel = TENSOR_PARALLEL;
    AttentionSpec attention = options.resolve(model).getFirst().attention();
    Target target = Target.GFX942;
    return new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target);
  }

  private void fillCache(KernelSpec spec, Compiled sample) {
    CacheRequest request =
        KernelBuilder.request(
            new Renderer().render(spec),
            new Toolchains(host).locate(Vendor.AMD, Optional.of(toolchain)).identity());
    byte[] key = request.key().hex().getBytes(StandardCharsets.US_ASCII);
    byte[] code = Arrays.copyOf(sample.codeObject(), sample.codeObject().length + key.length);
    System.arraycopy(key, 0, code, sample.codeObject().length, key.length);
    Compiled named = new Compiled(code, sample.disassembly(), sample.compileTime());
    new KernelCache(PagenHome.of(host.environment()).cacheDir()).get(request, () -> named);
  }

  /** A record of this kernel, which no kernel that is made here matches. */
  private void keepTuning(KernelSpec spec) {
    TuningStore.of(PagenHome.of(host.environment()), "training")
        .append(
            new TuningRecord(
                Instant.EPOCH,
                new Stamp("training", "none"),
                new KernelKey("none", "none", "none"),
                spec,
                new WorkloadSize(64, 2048),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Outcome.Predicted(2, 2, 1, Optional.empty())));
  }

  private void generate(Target target) {
    run(
        "generate",
        model.toString(),
        "--tp",
        String.valueOf(TENSOR_PARALLEL),
        "--arch",
        target.arch(),
        "--toolchain",
        toolchain.toString(),
        "--out",
        folder.resolve("out").toString());
  }

  private void run(String... args) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Screen screen = new Screen(true, 80, true);
    CommandLine command =
        Main.commandLine(host, new Terminal(screen, screen)).setOut(nowhere).setErr(nowhere);
    command.execute(args);
  }

  /** What {@code generate} does once it has its kernel. */
  private void report(KernelSpec spec, Compiled sample) {
    CodeObjectReport report =
        CodeObjectReport.of(
            "sample",
            CodeObject.read(sample.codeObject()),
            new Reading.Known<>(Disassembly.parse(sample.disassembly())));
    ObjectNode manifest = Json.object();
    manifest.set("attention", SpecJson.write(spec.attention()));
    manifest.set("tuning", SpecJson.write(spec.tuning()));
    for (KernelReport kernel : report.kernels()) {
      manifest.set(kernel.name(), kernel.resourcesJson());
    }
    OutputFolder.at(folder.resolve("out"))
        .write(
            Map.of(
                "report", report.text().getBytes(UTF_8),
                "manifest", Json.text(manifest).getBytes(UTF_8)));
  }
}
