package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cache.CacheEntry;
import dev.pagen.cache.CacheListing;
import dev.pagen.cache.CacheRequest;
import dev.pagen.cache.Compiled;
import dev.pagen.cache.KernelCache;
import dev.pagen.cli.TestMachine.Run;
import dev.pagen.codeobject.HostLibrary;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.compile.TestBuilder;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.render.Renderer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.toolchain.Toolchain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compilers whose code cannot be read, each in another way: kernels are written all the same, and
 * what needs the reading says so.
 */
@Tag("compiler")
class UnreadableKernelTest {
  private static final String NUMBERS =
      "--head-size 64 --q-heads 4 --kv-heads 1 --arch gfx942 --tuning default";
  private static final AttentionSpec ATTENTION =
      AttentionSpec.of(64, 4, 1, DataType.BF16, 16, KvLayout.NHD);
  private static final String PRINT = "amd_comgr_disassemble_instruction";
  private static final String OPEN = "amd_comgr_create_disassembly_info";

  private static final Path NONE = Path.of("");

  @TempDir private Path folder;
  private Path faulty = NONE;

  /** A fault of comgr, and what is said of it. */
  record Fault(String what, UnaryOperator<HostLibrary> plant, String said) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Fault> disassemblersThatFail() {
    return Stream.of(
        new Fault("refuses", comgr -> comgr.refusing(OPEN), "INVALID_ARGUMENT"),
        new Fault("refuses an instruction", comgr -> comgr.refusing(PRINT), "INVALID_ARGUMENT"),
        new Fault("crashes", comgr -> comgr.crashing(PRINT), "SIGILL"),
        new Fault(
            "lacks a function",
            comgr -> comgr.renaming(PRINT, PRINT.replace("amd_", "AMD_")),
            PRINT));
  }

  @ParameterizedTest
  @MethodSource("disassemblersThatFail")
  void withoutADisassemblyAllElseIsWritten(Fault fault) throws IOException {
    TestMachine machine = machine(fault.plant());
    JsonNode manifest = generated(machine, "no disassembly (.s): ", fault.said());
    assertThat(manifest.at("/kernels/0/resources/vgprs").intValue()).isPositive();
    assertThat(manifest.at("/kernels/0/resources/waves_per_simd").intValue()).isPositive();
    assertThat(manifest.at("/kernels/0/resources/bytes_in_flight_per_cu").isMissingNode()).isTrue();
    assertThat(manifest.get("unread").stringValue()).contains(fault.said());
    assertRefused(machine, fault.said());
  }

  @Test
  void aCodeObjectThatDescribesItselfInAnotherWayIsWrittenWithItsManifest() throws IOException {
    TestMachine machine = TestMachine.withToolchain(folder);
    Path usual = folder.resolve("usual");
    run(machine, "generate", "--out " + usual).succeeded();
    JsonNode readable = manifest(usual);
    replaceInCache(
        machine,
        bytes ->
            new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("AMDGPU\0", "AMDGPX\0")
                .getBytes(StandardCharsets.ISO_8859_1));
    JsonNode manifest = generated(machine, "some of the kernel's costs are not known: ", "note");
    assertThat(manifest.at("/kernels/0/resources").isMissingNode()).isTrue();
    assertThat(manifest.at("/kernels/0/arguments")).isEqualTo(readable.at("/kernels/0/arguments"));
    assertThat(manifest.at("/kernels/0/grid")).isEqualTo(readable.at("/kernels/0/grid"));
    assertRefused(machine, "without a metadata note");
  }

  @Test
  void aListingThatBecomesPossibleIsMadeAndKept() {
    TestMachine machine = TestMachine.withToolchain(folder);
    fillWithoutListing(machine.cache());
    Run first = run(machine, "generate", "--out " + folder.resolve("first")).succeeded();
    assertThat(first.out()).contains(".{hip,co,s,json}");
    KernelCache anew = machine.cache();
    assertThat(anew.list().stream().map(CacheListing::key).map(anew::find))
        .allSatisfy(entry -> assertThat(entry.orElseThrow().disassembly()).contains("s_endpgm"));
  }

  @Test
  void withoutLineTablesAKernelIsCheckedAllTheSame() throws IOException {
    TestMachine machine =
        machine(comgr -> comgr.renaming("gline-tables-only", "gline-tables-onlx"));
    Run run =
        run(machine, "verify", "--device emulator --check --contexts 40 --seed 1").succeeded();
    assertThat(run.out()).contains("pass");
    assertThat(run.err()).contains("pa-gen: reports name no source lines: ");
  }

  private static Run run(TestMachine machine, String command, String more) {
    return machine.run((command + " " + NUMBERS + " " + more).split(" +"));
  }

  /** Generates, and gives the manifest of what has no listing or is not fully known. */
  private JsonNode generated(TestMachine machine, String missing, String why) throws IOException {
    Path out = folder.resolve("out");
    Run run = run(machine, "generate", "--out " + out).succeeded();
    List<String> notes = run.err().lines().toList();
    assertThat(notes).hasSize(1);
    assertThat(notes.getFirst()).startsWith("pa-gen: " + missing).contains(why);
    return manifest(out);
  }

  private static JsonNode manifest(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      List<Path> all = files.sorted().toList();
      assertThat(all)
          .extracting(file -> file.toString().replaceFirst(".*\\.", ""))
          .contains("co", "hip", "json");
      Path json =
          all.stream().filter(f -> f.toString().endsWith(".json")).findFirst().orElseThrow();
      return JsonMapper.builder().build().readTree(Files.readString(json));
    }
  }

  /** What needs the reading fails, by name, as for want of a device. */
  private void assertRefused(TestMachine machine, String why) {
    run(machine, "inspect", "").failed(ExitCode.UNAVAILABLE, "decode-bf16-h64", why);
    Run verify = run(machine, "verify", "--device emulator --contexts 40");
    assertThat(verify.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(verify.err()).contains("decode-bf16-h64", why).doesNotContain("\tat ");
  }

  /** A machine with a HIPRTC whose comgr has a fault. */
  private TestMachine machine(UnaryOperator<HostLibrary> plant) throws IOException {
    Toolchain real = TestToolchain.get();
    Path comgr = real.disassembler().orElseThrow().path();
    Path copy = linked(real.root(), real.root().relativize(comgr));
    plant.apply(HostLibrary.of(comgr)).write(copy);
    return TestMachine.bare(folder).with("PAGEN_TOOLCHAIN", faulty.toString());
  }

  /** Links all of {@code root} but one file, and gives the place of that. */
  private Path linked(Path root, Path left) throws IOException {
    faulty = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "rocm-");
    Path from = root;
    Path to = faulty;
    for (Path part : left) {
      try (Stream<Path> all = Files.list(from)) {
        for (Path other : (Iterable<Path>) all::iterator) {
          if (!other.endsWith(part)) {
            Files.createSymbolicLink(to.resolve(other.getFileName()), other);
          }
        }
      }
      from = from.resolve(part);
      to = to.resolve(part);
      if (Files.isDirectory(from)) {
        Files.createDirectory(to);
      }
    }
    return to;
  }

  @AfterEach
  void deleteLinks() throws IOException {
    try (Stream<Path> tree = faulty.equals(NONE) ? Stream.empty() : Files.walk(faulty)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void replaceInCache(TestMachine machine, UnaryOperator<byte[]> change) {
    KernelCache cache = machine.cache();
    CacheEntry entry = cache.find(request().key()).orElseThrow();
    cache.remove(request().key());
    cache.get(
        request(),
        () ->
            new Compiled(
                change.apply(entry.codeObject()), entry.disassembly(), entry.compileTime()));
  }

  /** A compiled kernel without a listing. */
  private static void fillWithoutListing(KernelCache cache) {
    byte[] code = TestBuilder.shared().build(spec()).codeObject();
    cache.get(request(), () -> new Compiled(code, "", Duration.ofMillis(1)));
  }

  private static KernelSpec spec() {
    return new KernelSpec(
        ATTENTION, KernelDesign.of(ATTENTION, Target.GFX942).defaultTuning(), Target.GFX942);
  }

  private static CacheRequest request() {
    return KernelBuilder.request(new Renderer().render(spec()), TestToolchain.get().identity());
  }
}
