package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.CacheWriteLauncher;
import dev.pagen.attention.NewRows;
import dev.pagen.attention.Plan;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.CompileRequest;
import dev.pagen.compile.Compiler;
import dev.pagen.compile.CompilerSettings;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.compile.ListedCode;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.Support;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Target;
import dev.pagen.spec.UnsupportedSpecException;
import dev.pagen.toolchain.TestToolchain;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** New tokens are written where and as what they belong, and nothing else in the cache changes. */
class CacheWriteTest {
  private static final List<DataType> CACHES =
      List.of(DataType.BF16, DataType.FP8_E4M3, DataType.FP8_E5M2, DataType.INT8);
  private static final List<Target> TARGETS = Target.of(Family.CDNA);

  private static final AttentionSpec QUANTISED =
      AttentionSpec.of(64, 4, 2, DataType.BF16, 5, KvLayout.NHD)
          .with(
              s ->
                  s.kvDtype(DataType.FP8_E4M3)
                      .kvScales(KvScales.HEAD)
                      .qLen(3)
                      .pageTable(PageTableFormat.BLOCK_TABLE));

  /** Where rows can lie. */
  enum Place {
    TOKENS,
    SINGLE_TOKENS,
    HEADS,
    PACKED,
    INTERLEAVED,
    LATENTS,
    SIZES_THAT_DIFFER,
    PACKED_SIZES_THAT_DIFFER,
    TYPES_THAT_DIFFER
  }

  /** With all else in turn. */
  private static KernelSpec spec(Place place, int turn) {
    DataType dtype = turn % 3 == 0 ? DataType.FP16 : DataType.BF16;
    DataType stored = CACHES.get(turn % CACHES.size());
    int headSize = Support.HEAD_SIZES.get((turn * 3 + place.ordinal()) % Support.HEAD_SIZES.size());
    int heads = 1 + turn % 3;
    int pageSize = List.of(16, 5, 32, 7).get(turn % 4);
    AttentionSpec rows =
        AttentionSpec.of(headSize, 2 * heads, heads, dtype, pageSize, KvLayout.NHD);
    AttentionSpec placed =
        switch (place) {
          case TOKENS, TYPES_THAT_DIFFER -> rows;
          case SINGLE_TOKENS -> rows.with(s -> s.pageSize(1));
          case HEADS -> rows.with(s -> s.layout(KvLayout.HND));
          case PACKED -> rows.with(s -> s.layout(KvLayout.PACKED).pageSize(16 << turn % 2));
          case INTERLEAVED -> CacheWriteCase.interleaved(rows);
          case SIZES_THAT_DIFFER -> valueSize(rows, turn);
          case PACKED_SIZES_THAT_DIFFER ->
              valueSize(rows.with(s -> s.layout(KvLayout.PACKED).pageSize(16 << turn % 2)), turn);
          case LATENTS ->
              new AttentionSpecBuilder(576, 16, 1)
                  .latent(512)
                  .dtype(dtype)
                  .pageSize(pageSize)
                  .build();
        };
    boolean quantised = stored.bytes() == 1;
    KvScales scales = List.of(KvScales.HEAD, KvScales.NONE, KvScales.TENSOR).get(turn % 3);
    AttentionSpec attention =
        placed.with(
            s ->
                s.kvDtype(quantised ? stored : dtype)
                    .kvScales(quantised ? scales : KvScales.NONE)
                    .qLen(1 + turn % 4 / 2 * 2)
                    .queryLens(turn % 2 == 0 ? QueryLens.UNIFORM : QueryLens.RAGGED)
                    .pageTable(
                        (turn + place.ordinal()) % 3 == 0
                            ? PageTableFormat.CSR
                            : PageTableFormat.BLOCK_TABLE));
    if (place == Place.TYPES_THAT_DIFFER) {
      attention = ofTwoTypes(attention, turn);
    }
    Target target = TARGETS.get((turn + place.ordinal()) % TARGETS.size());
    KernelSpec kernel = kernel(attention, target);
    return Support.refusals(kernel).isEmpty()
        ? kernel
        : kernel(attention.with(s -> s.dtype(DataType.BF16)), target);
  }

  /** Keys or values alone of 8 bits, in each order of rows. */
  private static AttentionSpec ofTwoTypes(AttentionSpec attention, int turn) {
    DataType stored = attention.quantised() ? attention.kvDtype() : DataType.INT8;
    DataType wide = attention.dtype();
    AttentionSpec rows =
        attention.with(
            s ->
                s.kvDtype(turn % 2 == 0 ? wide : stored)
                    .valueDtype(turn % 2 == 0 ? stored : wide)
                    .layout(turn % 4 == 1 ? KvLayout.HND : KvLayout.NHD));
    return turn % 4 > 1 ? CacheWriteCase.interleaved(rows) : rows;
  }

  private static AttentionSpec valueSize(AttentionSpec attention, int turn) {
    int next = Support.HEAD_SIZES.indexOf(attention.headSize()) + 1 + turn;
    return attention.with(
        s -> s.valueSize(Support.HEAD_SIZES.get(next % Support.HEAD_SIZES.size())));
  }

  private static KernelSpec kernel(AttentionSpec attention, Target target) {
    return new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target);
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void writesTheNewTokensAndNothingElse(Place place) {
    for (int turn = 0; turn < CACHES.size(); turn++) {
      KernelSpec spec = spec(place, turn + place.ordinal() * CACHES.size());
      BuiltKernel kernel = TestBuilder.shared().buildCacheWrite(spec);
      for (long seed = 1; seed <= 2; seed++) {
        assertThat(
                new CacheWriteCase(spec, seed)
                    .differences(
                        EmulatedRuns.device(kernel), kernel.rendered(), kernel.codeObject()))
            .as("%s", spec)
            .isEmpty();
      }
    }
  }

  /** One line of the kernel is wrong, and it is seen. */
  @Test
  void faultsAreFound() {
    KernelSpec uniform = kernel(QUANTISED, Target.GFX90A);
    KernelSpec ragged = kernel(QUANTISED.with(s -> s.queryLens(QueryLens.RAGGED)), Target.GFX90A);
    List<Fault> faults =
        List.of(
            new Fault(uniform, "(Q_LEN - token % Q_LEN)", "(Q_LEN - 1 - token % Q_LEN)"),
            new Fault(uniform, "if (position < 0) return;", ""),
            new Fault(uniform, "seq >= sequences", "seq > sequences"),
            new Fault(uniform, "slot_of(position)", "slot_of(position + 1)"),
            new Fault(uniform, "page_of(position)", "page_of(position + 1)"),
            new Fault(uniform, "token * key_stride", "token * (KV_HEADS * HEAD_SIZE)"),
            new Fault(uniform, "v_scale[head]", "k_scale[head]"),
            new Fault(uniform, " + (magnitude >> SHIFT & 1)", ""),
            new Fault(uniform, "min(bits & 0x7fffffff, 0x43e00000u)", "(bits & 0x7fffffff)"),
            new Fault(uniform, "x != x ? 0x7f : ", ""),
            new Fault(
                ragged, "query_start_loc[middle] <= token", "query_start_loc[middle] < token"),
            new Fault(ragged, "token >= query_start_loc[sequences]", "false"));
    try (Compiler compiler =
        Compiler.open(
            TestToolchain.get(),
            CompilerSettings.keepingFailuresIn(Path.of("target", "failed")).withWorkers(1))) {
      assertThat(found(compiler, new Fault(uniform, "return", "return"))).isFalse();
      assertThat(found(compiler, new Fault(ragged, "return", "return"))).isFalse();
      for (Fault fault : faults) {
        assertThat(found(compiler, fault)).as("%s", fault).isTrue();
      }
    }
  }

  private record Fault(KernelSpec spec, String from, String to) {}

  private static boolean found(Compiler compiler, Fault fault) {
    RenderedKernel right = new Renderer().renderCacheWrite(fault.spec());
    assertThat(right.source()).contains(fault.from());
    CompileRequest request =
        new CompileRequest(
            "changed",
            right.source().replace(fault.from(), fault.to()),
            fault.spec().target().arch(),
            KernelBuilder.request(right, "").options());
    ListedCode wrong = ListedCode.of(compiler, request);
    try (Device device = EmulatedRuns.device(fault.spec().target(), wrong.disassembly())) {
      return !new CacheWriteCase(fault.spec(), 3)
          .differences(device, right, wrong.codeObject())
          .isEmpty();
    } catch (EmulationException _) {
      return true;
    }
  }

  /** What was written is what attention then reads. */
  @ParameterizedTest
  @CsvSource({
    "GFX942, packed, fp8_e4m3, fp8_e4m3",
    "GFX950, nhd, int8, int8",
    "GFX942, nhd, bf16, fp8_e4m3"
  })
  void attentionReadsWhatWasWritten(Target target, String layout, String stored, String ofValues) {
    AttentionSpec attention =
        AttentionSpec.of(64, 8, 2, DataType.BF16, 16, KvLayout.of(layout).orElseThrow())
            .with(
                s ->
                    s.kvDtype(DataType.of(stored).orElseThrow())
                        .valueDtype(DataType.of(ofValues).orElseThrow())
                        .kvScales(KvScales.HEAD)
                        .qLen(3)
                        .queryLens(QueryLens.RAGGED));
    KernelSpec spec = kernel(attention, target);
    Workload workload = Batches.draw(spec, 17, 5, 0, 40, 16, 2);
    double[] expected = Reference.attention(workload);
    NewTokens tokens = workload.tokens();
    short[] keys = new short[tokens.total() * 2 * 64];
    short[] values = new short[keys.length];
    KvCache cache = workload.cache();
    for (int s = 0; s < tokens.sequences(); s++) {
      for (int i = 0; i < tokens.count(s); i++) {
        int position = workload.table().context(s) - tokens.count(s) + i;
        int row = tokens.first(s) + i;
        if (position >= 0) {
          int page = workload.table().page(s, position);
          for (int e = 0; e < 2 * 64; e++) {
            int slot = position % 16;
            long key = cache.key(page, slot, e / 64, e % 64);
            long value = cache.value(page, slot, e / 64, e % 64);
            double keyScale = cache.scales().key(attention, page, slot, e / 64);
            double valueScale = cache.scales().value(attention, page, slot, e / 64);
            keys[row * 2 * 64 + e] = moved(cache.keys(), cache.format(), key, keyScale);
            values[row * 2 * 64 + e] =
                moved(cache.values(), cache.valueFormat(), value, valueScale);
          }
        }
      }
    }
    BuiltKernel writing = TestBuilder.shared().buildCacheWrite(spec);
    BuiltKernel reading = TestBuilder.shared().build(spec);
    Device device =
        new EmulatedDevice(
            new EmulatedGpu(target),
            code -> (Arrays.equals(code, writing.codeObject()) ? writing : reading).disassembly());
    try (CacheWriteLauncher write = CacheWriteLauncher.load(device, writing);
        AttentionLauncher read = AttentionLauncher.load(device, reading);
        Stream stream = device.createStream();
        DeviceBuffer newKeys = device.allocate(keys.length * 2L);
        DeviceBuffer newValues = device.allocate(values.length * 2L)) {
      stream.copyToDevice(newKeys.address(), MemorySegment.ofArray(keys));
      stream.copyToDevice(newValues.address(), MemorySegment.ofArray(values));
      Plan plan = read.plan(workload.table());
      try (DeviceWorkload uploaded =
          DeviceWorkload.upload(device, stream, workload, plan, Placement.PADDED)) {
        read.launch(stream, plan, uploaded.tensors(), uploaded.workspace());
        assertThat(Comparison.of(workload, expected, uploaded.download()).passed())
            .as("without the new tokens")
            .isFalse();
        NewRows rows =
            NewRows.of(attention, tokens.total(), newKeys.address(), newValues.address());
        write.launch(stream, tokens.sequences(), rows, uploaded.tensors());
        uploaded.poison();
        read.launch(stream, plan, uploaded.tensors(), uploaded.workspace());
        assertThat(Comparison.of(workload, expected, uploaded.download()))
            .matches(Comparison::passed);
      }
    }
  }

  /** An element of the cache as a model would have computed it; poison stays in its place. */
  private static short moved(MemorySegment cache, ElementFormat format, long index, double scale) {
    double number = format.get(cache, index) * scale;
    int bytes = format.bytes();
    cache.asSlice(index * bytes, bytes).fill((byte) format.poison());
    return (short) ElementFormat.BF16.encode(number);
  }

  @Test
  void scalesOfTokensAreNotChosen() {
    KernelSpec spec = kernel(QUANTISED.with(s -> s.kvScales(KvScales.TOKEN)), Target.GFX942);
    assertThatThrownBy(() -> new Renderer().renderCacheWrite(spec))
        .isInstanceOf(UnsupportedSpecException.class)
        .hasMessageContaining("the nearest are per head");
  }
}
