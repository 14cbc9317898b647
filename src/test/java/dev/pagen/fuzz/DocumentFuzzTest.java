package dev.pagen.fuzz;

import dev.pagen.attention.PageOrder;
import dev.pagen.attention.WorkloadSize;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.count.Batch;
import dev.pagen.count.CountingRun;
import dev.pagen.emulator.EmulationLimits;
import dev.pagen.emulator.Schedule;
import dev.pagen.emulator.observe.Check;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.launch.ForeignCode;
import dev.pagen.launch.LaunchListReader;
import dev.pagen.report.tuning.TuningReport;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.tune.KernelKey;
import dev.pagen.tune.SweepResult;
import dev.pagen.tune.TuningStore;
import dev.pagen.tune.Tunings;
import dev.pagen.verify.DeviceWorkload;
import dev.pagen.verify.InputDistribution;
import dev.pagen.verify.NpyFile;
import dev.pagen.verify.Workload;
import dev.pagen.verify.WorkloadFolder;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged arrays, launch lists and tuning stores. */
class DocumentFuzzTest {
  private static final int EACH = 2_000;
  private static final AttentionSpec ATTENTION =
      AttentionSpec.of(64, 6, 2, DataType.BF16, 4, KvLayout.NHD);

  @TempDir private Path folder;

  /** Writes the folder of a run. */
  private void dump() throws IOException {
    KernelSpec kernel =
        new KernelSpec(
            ATTENTION, KernelDesign.of(ATTENTION, Target.GFX942).defaultTuning(), Target.GFX942);
    Workload drawn =
        Workload.draw(
            ATTENTION,
            Target.GFX942,
            new int[] {9, 0, 4},
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            3);
    WorkloadFolder.write(folder, kernel, drawn, Optional.<DeviceWorkload.Output>empty(), Map.of());
  }

  /** The description of a run, which names the kernel. */
  @Test
  void descriptionsAreReadOrRefused() throws IOException {
    dump();
    Path file = folder.resolve("workload.json");
    byte[] whole = Files.readAllBytes(file);
    JsonMutation mutation =
        new JsonMutation(
            JsonMutation.names(List.of(whole)),
            List.of("fp16", "fp8_e4m3", "int8", "gfx950", "sm_90", "hnd", "packed", "head"));
    Fuzz.run(
        "descriptions",
        EACH,
        random -> mutation.of(whole, random),
        input -> {
          Files.write(file, input);
          KernelSpec kernel = WorkloadFolder.kernel(folder);
          WorkloadFolder.read(folder, kernel.attention(), kernel.target());
        });
  }

  @Test
  void arraysAreReadOrRefused() throws IOException {
    dump();
    List<String> members =
        List.of("query", "kv_indptr", "kv_page_indices", "kv_last_page_len", "key_cache");
    for (String member : members) {
      Path file = folder.resolve(member + ".npy");
      byte[] whole = Files.readAllBytes(file);
      Fuzz.run(
          member,
          EACH / members.size(),
          random -> array(whole, random),
          input -> {
            Files.write(file, input);
            WorkloadFolder.read(folder, ATTENTION, Target.GFX942);
          });
      Files.write(file, whole);
    }
  }

  /** The array with something else in its header, or with other bytes. */
  private static byte[] array(byte[] whole, Random random) {
    if (random.nextBoolean()) {
      return ByteMutation.of(whole, 160, random);
    }
    List<String> shapes =
        List.of("()", "(0,)", "(-1,)", "(3L,)", "(4 ,)", "(abc,)", "(3.0,)", "(1e9,)", "(+4,)");
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    String shape =
        random.nextInt(4) > 0
            ? shapes.get(random.nextInt(shapes.size()))
            : "(%d, %d)".formatted(random.nextLong(), random.nextInt());
    return text.replaceFirst("\\(.*?\\)", shape).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void launchListsAreRunOrRefused() throws IOException {
    byte[] code = CodeSample.resource("emulator/basics.gfx942.co");
    String disassembly =
        new String(CodeSample.resource("emulator/basics.gfx942.s"), StandardCharsets.UTF_8);
    byte[] list =
        """
        {"name": "sums", "sizes": {"n": 16, "m": "n * 2"},
         "workspace": [{"name": "sums", "bytes": "sequences * 8", "fill": 0}],
         "buffers": [
           {"name": "a", "dtype": "float32", "shape": ["n", 4], "uniform": [-1, 1], "seed": 2},
           {"name": "b", "dtype": "float32", "shape": ["m"], "normal": [0, 1], "overread": 64},
           {"name": "c", "dtype": "int32", "shape": [8], "permutation": 5},
           {"name": "d", "dtype": "int16", "indptr": [1, "n"]},
           {"name": "e", "dtype": "bfloat16", "shape": [2, 2], "ramp": [0, 1]},
           {"name": "f", "dtype": "uint64", "values": [1, 18446744073709551615]},
           {"name": "g", "struct": [{"buffer": "a", "offset": 4}, {"at": 16, "int8": -1}],
            "size": 32},
           {"name": "h", "npy": "h.npy"}],
         "launches": [{"symbol": "sum", "grid": ["sequences", 1, 1], "block": [256, 1, 1],
           "dynamic_lds_bytes": "n * 4",
           "arguments": [{"buffer": "out"}, {"buffer": "sums"}, {"int32": "max_context / 256"}]},
          {"symbol": "add", "grid": [1, 1, 1], "block": [8, 4, 2],
           "arguments": [{"buffer": "a"}, {"name": "b", "buffer": "b"}, {"buffer": "sums"},
             {"at": 24, "int32": 1}]}]}
        """
            .getBytes(StandardCharsets.UTF_8);
    new NpyFile("<f4", new long[] {2}, MemorySegment.ofArray(new byte[8]))
        .write(folder.resolve("h.npy"));
    CodeObject.read(code);
    Batch batch = new Batch(2, 2, 16);
    CountingRun run = new CountingRun(ATTENTION, Target.GFX942, batch, InputDistribution.NORMAL, 1);
    EmulationLimits limits = EmulationLimits.FOREIGN.withInstructions(100_000);
    List<String> names =
        List.of(
            "int64",
            "float32",
            "float64",
            "buffer",
            "fill",
            "bytes",
            "grid",
            "uint8",
            "bool",
            "null",
            "struct",
            "at",
            "offset",
            "dtype",
            "shape",
            "values",
            "npy",
            "expect",
            "tolerance",
            "overread",
            "seed",
            "size");
    List<String> formulas =
        List.of(
            "max_context / 0",
            "9999999999 * 9999999999",
            "-9223372036854775808 / -1",
            "sequences * sequences / max_context",
            "sequences * 1000000000000",
            "-1",
            "* /",
            "query",
            "kv_indptr",
            "lanes",
            "scratch",
            "dynamic",
            "n - 20",
            "float8_e4m3fn",
            "uint8",
            "Infinity",
            "0x1.8p-3",
            "h.npy");
    JsonMutation mutation = new JsonMutation(names, formulas);
    Path file = folder.resolve("launch.json");
    Fuzz.run(
        "launch lists",
        EACH,
        random -> mutation.of(list, random),
        input -> {
          Files.write(file, input);
          run.count(
              new ForeignCode("sums", code, disassembly),
              LaunchListReader.read(file, Batch.NAMES),
              limits,
              Schedule.Fixed.LOCKSTEP,
              EnumSet.allOf(Check.class));
        });
  }

  @Test
  void storesAreReadAndReportedWhateverTheirLinesHold() {
    byte[] store = CodeSample.resource("tune/bundled-test/gfx942.jsonl");
    byte[] line =
        new String(store, StandardCharsets.UTF_8)
            .lines()
            .findFirst()
            .orElseThrow()
            .getBytes(StandardCharsets.UTF_8);
    JsonMutation mutation =
        new JsonMutation(
            List.of("code", "same_code_as", "resources", "main_loop", "latent", "window", "lse"),
            List.of("timed", "predicted", "wrong", "fp16", "fp8_e4m3", "gfx950", "sm_90", "hnd"));
    AttentionSpec attention =
        AttentionSpec.of(64, 6, 2, DataType.BF16, 1, KvLayout.NHD).withSoftCap(30);
    Path file = folder.resolve("store.jsonl");
    Fuzz.run(
        "store lines",
        EACH,
        random -> mutation.of(line, random),
        input -> {
          Files.write(file, input);
          Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);
          TuningStore.Contents contents = new TuningStore(file).read();
          SweepResult.recorded(contents).stream()
              .map(TuningReport::of)
              .forEach(
                  report -> {
                    report.text();
                    report.json();
                  });
          Tunings.of(file)
              .tuningFor(
                  attention,
                  Target.GFX942,
                  Optional.empty(),
                  new WorkloadSize(512, 2048),
                  _ -> new KernelKey("compiler 0", "digest 0", "a template"));
          if (contents.unreadable() > 0) {
            throw new Refused("a line that cannot be read");
          }
        });
  }
}
