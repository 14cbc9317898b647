package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.ForeignProgram;
import dev.pagen.attention.FloorLauncher;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.WorkloadException;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.observe.CounterSnapshot;
import dev.pagen.emulator.observe.Counters;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.CacheWrite;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.RowFormat;
import dev.pagen.spec.RowFormat.ScaleType;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import dev.pagen.spec.UnsupportedSpecException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of latents that have scales inside: of DeepSeek V3.2, V4 and V4.1. */
@Execution(ExecutionMode.CONCURRENT)
class ScaledRowsTest {
  private static final int[] CONTEXTS = {0, 1, 15, 16, 33, 100, 129};

  @TempDir private Path folder;

  private static AttentionSpec attention(RowFormat rows, int heads, int pageSize) {
    return new AttentionSpecBuilder(rows.row().keySize(), heads, 1)
        .rows(rows)
        .pageSize(pageSize)
        .scale(0.0625)
        .build();
  }

  private static KernelSpec kernel(
      AttentionSpec attention, Target target, Map<TuningParameter, String> choices) {
    return new KernelSpec(attention, new TuningChoices(choices).resolve(attention, target), target);
  }

  private static Workload draw(KernelSpec kernel, InputDistribution distribution) {
    return Workload.draw(
        kernel.attention(), kernel.target(), CONTEXTS, distribution, PageOrder.SHUFFLED, 101);
  }

  private static void assertRight(KernelSpec kernel, InputDistribution distribution) {
    Support.check(kernel);
    assertThat(
            EmulatedRuns.verify(
                kernel, draw(kernel, distribution), Placement.PADDED, ExecutionChecks.all()))
        .as("%s", kernel.name())
        .matches(Comparison::passed);
  }

  /** Heads, page sizes, distributions and partitions in turn, others for each target. */
  @ParameterizedTest
  @CdnaTargets
  void everyFormatWithAnyHeadsAndPages(Target target) {
    int[] heads = {16, 128, 1, 33, 64, 40, 128};
    int[] pages = {64, 12, 1, 16, 256};
    InputDistribution[] distributions = InputDistribution.values();
    for (int run = 0; run < heads.length; run++) {
      for (RowFormat rows : RowFormat.all()) {
        int turn = run + RowFormat.all().indexOf(rows);
        if ((turn + target.ordinal()) % 2 == 0) {
          continue;
        }
        AttentionSpec spec = attention(rows, heads[run], pages[turn % pages.length]);
        Map<TuningParameter, String> choices =
            Map.of(
                TuningParameter.PARTITION,
                turn % 3 == 2 ? "48" : "0",
                TuningParameter.REDUCE,
                run % 2 == 0 ? "kernel" : "last-workgroup");
        assertRight(kernel(spec, target, choices), distributions[turn % distributions.length]);
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void everyFormatWithAllThatHeadsHave(Target target) {
    for (RowFormat rows : RowFormat.all()) {
      AttentionSpec all =
          attention(rows, 20, 16)
              .with(spec -> spec.softCap(30).qLen(3).queryLens(QueryLens.RAGGED))
              .with(spec -> spec.pageTable(PageTableFormat.BLOCK_TABLE).layout(KvLayout.HND))
              .withWindow(70)
              .withAlibi()
              .withSinks()
              .withLse();
      Map<TuningParameter, String> choices = Map.of(TuningParameter.PARTITION, "48");
      assertRight(kernel(all, target, choices), InputDistribution.NORMAL);
    }
  }

  /** Every row's bytes once, for all heads, and LDS without conflicts. */
  @ParameterizedTest
  @CdnaTargets
  void aRowIsAskedForOnceAndIsNoMoreThanItsBytes(Target target) {
    for (RowFormat rows : RowFormat.all()) {
      for (int heads : new int[] {16, 128}) {
        AttentionSpec spec = attention(rows, heads, 64);
        KernelSpec kernel = kernel(spec, target, Map.of(TuningParameter.PARTITION, "512"));
        long bytes = 256L * spec.rowBytes();
        // Page numbers are no part of a row: a lane each, of four bytes, for every tile and wave.
        int lanes = kernel.tuning().waves() * 64 * Integer.BYTES * 256 / kernel.tuning().tile();
        long asked = asked(kernel, 512) - asked(kernel, 256) - lanes;
        assertThat(asked).as("%s", kernel.name()).isBetween(bytes, bytes * 103 / 100);
      }
    }
  }

  private static long asked(KernelSpec kernel, int context) {
    Workload workload =
        Workload.draw(
            kernel.attention(),
            kernel.target(),
            new int[] {context},
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            5);
    Counters counters = new Counters(kernel.target());
    assertThat(EmulatedRuns.verify(kernel, workload, Placement.DENSE, counters))
        .matches(Comparison::passed);
    CounterSnapshot decode = counters.kernels().get(Role.DECODE.symbol());
    assertThat(decode.ldsConflictCycles()).isZero();
    return decode.bytesAsked();
  }

  /** Each format with each number of heads, for a target in turn. */
  @ParameterizedTest
  @CdnaTargets
  void nothingIsSpilledWhateverTheHeads(Target target) {
    int run = 0;
    for (int heads : new int[] {1, 16, 32, 64, 128}) {
      run++;
      for (RowFormat rows : RowFormat.all()) {
        if ((run + RowFormat.all().indexOf(rows) + target.ordinal()) % 3 > 0) {
          continue;
        }
        AttentionSpec spec =
            attention(rows, heads, heads == 32 ? 12 : 64)
                .withWindow(128)
                .withSinks()
                .withAlibi()
                .withLse();
        assertThat(TestBuilder.spills(kernel(spec, target, Map.of()))).as("%s", spec).isFalse();
      }
    }
  }

  /** One token, which has all of the weight: every code, with scales of all sizes, to the bit. */
  @ParameterizedTest
  @CdnaTargets
  void everyCodeWithEveryScaleIsExact(Target target) {
    for (RowFormat rows : RowFormat.all()) {
      KernelSpec kernel = kernel(attention(rows, 16, 4), target, Map.of());
      for (int run = 0; run < 16; run++) {
        Workload workload = oneToken(kernel);
        MemorySegment row = row(workload);
        for (int e = 0; e < rows.scaled().elements(); e++) {
          int code = e * 37 + run * 11 & 0xff;
          row.set(ValueLayout.JAVA_BYTE, e, (byte) ((code & 0x7f) == 0x7f ? 0x80 : code));
        }
        for (int group = 0; group < rows.groups(); group++) {
          setExponent(rows, workload, group, 25 + (run * 29 + group * 13) % 200);
        }
        double[] expected = Reference.attention(workload);
        MemorySegment out = EmulatedRuns.run(kernel, workload).elements();
        for (int e = 0; e < expected.length; e++) {
          assertThat(ElementFormat.BF16.get(out, e))
              .as("%s, element %d of run %d", kernel.name(), e, run)
              .isEqualTo(expected[e]);
        }
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void whatIsNoNumberMakesTheOutputNone(Target target) {
    for (RowFormat rows : RowFormat.all()) {
      KernelSpec kernel = kernel(attention(rows, 16, 4), target, Map.of());
      for (int place : new int[] {0x7f, 0xff, -1}) {
        Workload workload = oneToken(kernel);
        if (place < 0) {
          setNan(rows, workload);
        } else {
          row(workload).set(ValueLayout.JAVA_BYTE, 77, (byte) place);
        }
        MemorySegment out = EmulatedRuns.run(kernel, workload).elements();
        for (int e = 0; e < 512; e++) {
          assertThat(ElementFormat.BF16.get(out, e)).as("%s, %x", kernel.name(), place).isNaN();
        }
      }
    }
  }

  /** Queries of zeros, so that logits are zero too where keys are numbers. */
  private static Workload oneToken(KernelSpec kernel) {
    Workload workload =
        Workload.draw(
            kernel.attention(),
            kernel.target(),
            new int[] {1},
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            3);
    workload.query().fill((byte) 0);
    return workload;
  }

  private static MemorySegment row(Workload workload) {
    long page = workload.table().page(0, 0);
    return workload.cache().keys().asSlice(page * workload.spec().pageElements());
  }

  private static void setExponent(RowFormat rows, Workload workload, int group, int exponent) {
    long at = rows.scalesAt(workload.spec().pageSize()) + (long) group * rows.scaleType().bytes();
    if (rows.scaleType() == ScaleType.UE8M0) {
      row(workload).set(ValueLayout.JAVA_BYTE, at, (byte) exponent);
    } else {
      float scale = Math.scalb(1f, exponent - 127);
      row(workload).set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, scale);
    }
  }

  private static void setNan(RowFormat rows, Workload workload) {
    long at = rows.scalesAt(workload.spec().pageSize());
    row(workload).asSlice(at, rows.scaleType().bytes()).fill((byte) 0xff);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "GFX942 @ lane * 8 / GROUP; @ lane * 8 / GROUP ^ 1;",
        "GFX950 @ lane * 8 / GROUP; @ lane * 8 / GROUP ^ 1;",
        "GFX942 @ * 2.0f; @ * 1.0f;",
        "GFX942 @ (magnitudes | signs, @ (four,",
        "GFX90A @ slot * (u64)SCALES_PITCH @ (slot ^ 1) * (u64)SCALES_PITCH",
        "GFX942 @ page * sequence.page_stride + SCALES_AT @ sequence.page_stride + SCALES_AT",
        "GFX950 @ (i * ROW_LANES + group @ (0 * ROW_LANES + group",
      })
  void aWrongScaleOrNumberIsFound(Target target, String from, String to) {
    for (RowFormat rows : RowFormat.all()) {
      KernelSpec kernel = kernel(attention(rows, 16, 12), target, Map.of());
      Workload workload = draw(kernel, InputDistribution.NORMAL);
      EmulatedRuns.assertFound(
          () -> EmulatedRuns.verifyChanged(kernel, from, to, workload, Placement.DENSE));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fp8_ds_mla | PLAIN_AT = 528; | PLAIN_AT = 512;",
        "fp8_ds_mla_v4 | PLAIN_AT = 448; | PLAIN_AT = 456;",
        "fp8_ds_mla_v4 | SCALES_AT = 6912; | SCALES_AT = 576;",
      })
  void aWrongPlaceIsFound(String name, String from, String to) {
    RowFormat rows = RowFormat.of(name).orElseThrow();
    KernelSpec kernel = kernel(attention(rows, 16, 12), Target.GFX942, Map.of());
    Workload workload = draw(kernel, InputDistribution.NORMAL);
    EmulatedRuns.assertFound(
        () -> EmulatedRuns.verifyChanged(kernel, from, to, workload, Placement.DENSE));
  }

  @ParameterizedTest
  @CdnaTargets
  void theFloorReadsWhatThereIs(Target target) {
    for (RowFormat rows : RowFormat.all()) {
      AttentionSpec pages = attention(rows, 16, 64);
      boolean selected = rows.equals(RowFormat.FP8_DS_MLA_V4);
      KernelSpec kernel =
          kernel(
              selected ? pages.with(s -> s.selection(new Selection.Tokens())) : pages,
              target,
              Map.of());
      BuiltKernel floor = TestBuilder.shared().buildFloor(kernel);
      Counters counters = new Counters(target);
      Device device =
          new EmulatedDevice(new EmulatedGpu(target, counters), bytes -> floor.disassembly());
      Workload workload =
          Workload.draw(
              kernel.attention(),
              target,
              new int[] {1024},
              InputDistribution.NORMAL,
              PageOrder.SHUFFLED,
              5);
      try (Stream stream = device.createStream();
          FloorLauncher launcher = FloorLauncher.load(device, floor);
          DeviceWorkload uploaded =
              DeviceWorkload.upload(device, stream, workload, Placement.DENSE)) {
        launcher.launch(stream, launcher.plan(workload.table(), 1024), uploaded.tensors());
        stream.synchronize();
      }
      CounterSnapshot counted = counters.kernels().values().iterator().next();
      long bytes = 1024L * rows.bytes();
      // A tile's last load asks for its last chunk again; lanes look up a page each.
      assertThat(counted.bytesAsked()).isBetween(bytes, bytes * 115 / 100);
    }
  }

  /** Written, read and judged by a program that shares nothing with this one. */
  @ParameterizedTest
  @CsvSource({"fp8_ds_mla,GFX942", "fp8_ds_mla_v4,GFX950", "mxfp8_ds_mla,GFX90A"})
  void anotherProgramsRowsAreAsItSays(String name, Target target) throws Exception {
    RowFormat rows = RowFormat.of(name).orElseThrow();
    AttentionSpec attention = attention(rows, 4, 8).withLse();
    KernelSpec kernel = kernel(attention, target, Map.of(TuningParameter.PARTITION, "32"));
    Path program = Path.of("src/test/python/scaled_rows.py");
    Path nothing = Path.of("/dev/null");
    ForeignProgram.python(nothing, program.toString(), "write", name, folder.toString());
    Workload workload = WorkloadFolder.read(folder, attention, target);
    DeviceWorkload.Output out = EmulatedRuns.run(kernel, workload);
    WorkloadFolder.write(folder, kernel, workload, Optional.of(out), Map.of());
    assertThat(ForeignProgram.python(nothing, program.toString(), "judge", name, folder.toString()))
        .startsWith("right");
  }

  @Test
  void aScaleThatIsNoNumberIsRefusedWhereItIsSeen() throws Exception {
    RowFormat rows = RowFormat.FP8_DS_MLA_V4;
    KernelSpec kernel = kernel(attention(rows, 4, 8), Target.GFX942, Map.of());
    Workload workload = oneToken(kernel);
    setNan(rows, workload);
    WorkloadFolder.write(folder, kernel, workload, Optional.empty(), Map.of());
    assertThatThrownBy(() -> WorkloadFolder.read(folder, kernel.attention(), Target.GFX942))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("key_cache.npy has NaN at page")
        .hasMessageContaining("a row's scales are finite");
  }

  @Test
  void bytesOfRowsAndPages() {
    assertThat(RowFormat.all()).extracting(RowFormat::bytes).containsExactly(656, 584, 528);
    assertThat(RowFormat.all()).extracting(RowFormat::pitch).containsExactly(656, 576, 528);
    assertThat(RowFormat.FP8_DS_MLA_V4.pageBytes(64)).isEqualTo(37_440);
    assertThat(RowFormat.FP8_DS_MLA_V4.pageBytes(1)).isEqualTo(1152);
    assertThat(RowFormat.FP8_DS_MLA.shape(-1, 64)).containsExactly(-1, 64, 656);
    assertThat(RowFormat.FP8_DS_MLA_V4.shape(7, 64)).containsExactly(7, 37_440);
  }

  @Test
  void whatGoesNotWithThemIsRefusedByName() {
    for (RowFormat rows : RowFormat.all()) {
      for (Target target : Target.values()) {
        List<Refusal> refusals =
            Support.refusals(kernel(attention(rows, 16, 64), target, Map.of()));
        boolean supported = target.family() == Family.CDNA || target == Target.SM_90;
        assertThat(refusals.isEmpty()).isEqualTo(supported);
        if (!supported) {
          assertThat(refusals).extracting(Refusal::field).contains("KV rows " + rows);
        }
      }
      AttentionSpec other =
          attention(rows, 16, 64).with(s -> s.dtype(DataType.FP16).kvScales(KvScales.TENSOR));
      assertThat(Support.refusals(kernel(other, Target.GFX942, Map.of())))
          .extracting(Refusal::field)
          .contains(
              "KV rows %s with queries of fp16".formatted(rows),
              "KV rows %s with KV scales per tensor".formatted(rows));
      KernelSpec kernel = kernel(attention(rows, 16, 64), Target.GFX942, Map.of());
      assertThatThrownBy(() -> CacheWrite.check(kernel))
          .isInstanceOf(UnsupportedSpecException.class)
          .hasMessageContaining("KV rows " + rows);
    }
  }
}
