package dev.pagen.hip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.BlockTable;
import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.Plan;
import dev.pagen.attention.SelectedBlocks;
import dev.pagen.attention.SelectedTokens;
import dev.pagen.attention.TwoLists;
import dev.pagen.cache.KernelCache;
import dev.pagen.compile.CompilerSettings;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import dev.pagen.hip.gen.hip;
import dev.pagen.kernel.KernelDraws;
import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.RowFormat;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.toolchain.Vendor;
import dev.pagen.verify.AnyMagnitude;
import dev.pagen.verify.Batches;
import dev.pagen.verify.Comparison;
import dev.pagen.verify.DeviceWorkload;
import dev.pagen.verify.EveryCode;
import dev.pagen.verify.InputDistribution;
import dev.pagen.verify.Placement;
import dev.pagen.verify.Reference;
import dev.pagen.verify.Verification;
import dev.pagen.verify.Workload;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernels compute attention on the GPU of this machine, compared with the float64 reference; in
 * unused slots of pages and between rows stand NaNs. Skipped where there is no GPU.
 */
class HipAttentionTest {
  private static final int[] RAGGED = {1, 255, 0, 256, 257, 17, 700, 2048, 5000};
  private static final int DRAWS = 60;
  private static final short BF16_NAN = 0x7fc0;
  private static final List<DataType> CACHES =
      List.of(DataType.FP8_E4M3, DataType.FP8_E5M2, DataType.INT8);

  @TempDir private static Path folder;
  private static HipDevice device;
  private static Target target;
  private static KernelBuilder builder;

  @BeforeAll
  static void open() {
    device = HipGpu.open();
    target = Target.ofArch(device.properties().arch()).orElseThrow();
    builder =
        KernelBuilder.open(
            TestToolchain.of(Vendor.ofArch(target.arch())).orElseThrow(),
            new KernelCache(folder.resolve("cache")),
            CompilerSettings.keepingFailuresIn(folder.resolve("failed")));
  }

  @AfterAll
  static void close() {
    if (builder != null) {
      builder.close();
      device.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSeedConfigurationOnEveryDistribution(InputDistribution distribution) {
    AttentionSpec seed =
        AttentionSpec.of(128, 6, 1, DataType.BF16, 1, KvLayout.NHD).withSoftCap(30);
    assertRight(kernel(seed, Map.of()), RAGGED, distribution, Placement.PADDED, 1);
    AttentionSpec plain = AttentionSpec.of(128, 6, 1, DataType.FP16, 16, KvLayout.HND);
    assertRight(kernel(plain, Map.of()), RAGGED, distribution, Placement.DENSE, 2);
  }

  /**
   * Every head size and GQA ratio, with page sizes, depths, dtypes, layouts and reduces in turn.
   */
  @Test
  void everyValueOfEveryParameter(TestReporter reporter) {
    int[] ratios = {1, 4, 6, 8, 16};
    int[] pageSizes = {1, 16, 64};
    int runs = 0;
    for (int headSize : Support.HEAD_SIZES) {
      for (int ratio : ratios) {
        AttentionSpec spec =
            AttentionSpec.of(
                headSize,
                2 * ratio,
                2,
                runs % 2 == 0 ? DataType.BF16 : DataType.FP16,
                pageSizes[runs % pageSizes.length],
                runs / 2 % 2 == 0 ? KvLayout.NHD : KvLayout.HND);
        Map<TuningParameter, String> choices =
            Map.of(
                TuningParameter.BUFFERING,
                String.valueOf(1 + runs % 4),
                TuningParameter.TILE,
                "16",
                TuningParameter.REDUCE,
                runs / 3 % 2 == 0 ? "last-workgroup" : "kernel",
                TuningParameter.PARTITION,
                runs % 4 == 0 ? "256" : "0");
        if (!Support.refusals(unchecked(spec, choices)).isEmpty()) {
          choices = Map.of(TuningParameter.BUFFERING, "1");
        }
        assertRight(
            kernel(spec, choices),
            new int[] {300, 5, 64, 1111},
            InputDistribution.NORMAL,
            Placement.PADDED,
            runs++);
      }
    }
    reporter.publishEntry("configurations that pass", String.valueOf(runs));
  }

  /** Head sizes and dtypes of the packed layout, with scales, pages, tiles and features in turn. */
  @Test
  void everyHeadSizeAndDtypeOfThePackedLayout() {
    int runs = 0;
    for (int headSize : Support.HEAD_SIZES) {
      for (DataType stored :
          List.of(DataType.FP16, DataType.FP8_E4M3, DataType.FP8_E5M2, DataType.INT8)) {
        boolean wide = stored == DataType.FP16;
        KvScales scales = wide ? KvScales.NONE : KvScales.values()[runs / 3 % 4];
        int qLen = 1 + runs / 5 % 2;
        AttentionSpec spec =
            AttentionSpec.of(
                    headSize,
                    12,
                    2,
                    wide || runs / 4 % 2 == 0 && stored == DataType.INT8
                        ? DataType.FP16
                        : DataType.BF16,
                    (wide ? 8 : 16) * (1 + runs % 3),
                    KvLayout.PACKED)
                .with(changed -> changed.kvDtype(stored).kvScales(scales).qLen(qLen));
        if (runs % 4 == 1) {
          spec = runs % 8 == 1 ? spec.withWindow(45) : spec.withChunk(45);
        }
        if (runs % 5 == 2) {
          spec = spec.withAlibi();
        }
        Map<TuningParameter, String> choices =
            Map.of(TuningParameter.TILE, runs % 3 == 0 ? "32" : "16");
        if (!Support.refusals(unchecked(spec, choices)).isEmpty()) {
          choices = Map.of();
        }
        assertRight(
            kernel(spec, choices),
            new int[] {300, 5, 0, 64, 1111},
            InputDistribution.NORMAL,
            Placement.PADDED,
            runs++);
      }
    }
  }

  @Test
  void anySupportedKernel() {
    Random random = new Random(20261122);
    InputDistribution[] distributions = InputDistribution.values();
    for (int i = 0; i < DRAWS; i++) {
      KernelSpec spec = KernelDraws.next(random, target);
      int[] contexts = {random.nextInt(3000), 1 + random.nextInt(70), random.nextInt(400)};
      assertRight(
          spec,
          contexts,
          distributions[i % distributions.length],
          Placement.values()[i % 2],
          random.nextLong());
    }
  }

  /** Pages all over caches of 6 GB each, the last one among them. */
  @Test
  void poolsBeyondFourGigabytes() {
    long poolBytes = 6L << 30;
    assumeTrue(device.properties().memoryBytes() > 4 * poolBytes, "the GPU has little memory");
    AttentionSpec single = AttentionSpec.of(128, 6, 1, DataType.BF16, 1, KvLayout.NHD);
    AttentionSpec paged = AttentionSpec.of(64, 16, 2, DataType.FP16, 16, KvLayout.HND);
    AttentionSpec strided = paged.with(spec -> spec.kvStrides(new KvStrides(72, 2048, 64, 1024)));
    for (AttentionSpec spec : List.of(single, paged, strided)) {
      Workload workload = draw(spec, RAGGED, 5);
      try (AttentionLauncher launcher =
              AttentionLauncher.load(device, builder.build(kernel(spec)));
          Stream stream = device.createStream();
          DeviceBuffer keys = device.allocate(poolBytes);
          DeviceBuffer values = device.allocate(poolBytes)) {
        Plan plan = launcher.plan(workload.table());
        try (DeviceWorkload uploaded =
            DeviceWorkload.upload(device, stream, workload, plan, Placement.DENSE)) {
          AttentionTensors spread = spread(stream, workload, uploaded.tensors(), keys, values);
          launcher.launch(stream, plan, spread, uploaded.workspace());
          assertThat(Comparison.of(workload, Reference.attention(workload), uploaded.download()))
              .as(spec.toString())
              .matches(Comparison::passed);
        }
      }
    }
  }

  @Test
  void everyCodeOfAnEightBitCacheIsWidenedExactly() {
    for (DataType cache : CACHES) {
      for (DataType query : List.of(DataType.BF16, DataType.FP16)) {
        KernelSpec kernel = kernel(EveryCode.spec(query, cache));
        Workload workload = EveryCode.workload(kernel);
        try (AttentionLauncher launcher = AttentionLauncher.load(device, builder.build(kernel))) {
          Verification verification =
              Verification.run(
                  device, launcher, workload, Reference.attention(workload), Placement.DENSE);
          EveryCode.assertWidened(kernel, verification.output().elements());
        }
      }
    }
  }

  /**
   * Copies the pages of a workload to places far apart in larger caches, which are otherwise NaN,
   * and the new page numbers over the old ones.
   */
  private static AttentionTensors spread(
      Stream stream,
      Workload workload,
      AttentionTensors small,
      DeviceBuffer keys,
      DeviceBuffer values) {
    long keyBytes = small.keyPageStride() * Short.BYTES;
    long valueBytes = small.valuePageStride() * Short.BYTES;
    int pool = Math.toIntExact(keys.bytes() / Math.max(keyBytes, valueBytes));
    int[] pages = workload.table().pages().clone();
    int step = (pool - 1) / (workload.table().poolPages() - 1);
    stream.fill(keys.address(), keys.bytes(), 0xff);
    stream.fill(values.address(), values.bytes(), 0xff);
    MemorySegment page = Arena.ofAuto().allocate(Math.max(keyBytes, valueBytes), 64);
    CsrPageTable table = (CsrPageTable) workload.table();
    for (int i = 0; i < table.indptr()[table.sequences()]; i++) {
      long from = pages[i];
      pages[i] = pages[i] * step;
      move(stream, page.asSlice(0, keyBytes), small.keyCache(), from, keys.address(), pages[i]);
      move(
          stream,
          page.asSlice(0, valueBytes),
          small.valueCache(),
          from,
          values.address(),
          pages[i]);
    }
    stream.copyToDevice(small.kvPageIndices(), MemorySegment.ofArray(pages));
    return small.with(spread -> spread.keyCache(keys.address()).valueCache(values.address()));
  }

  private static void move(
      Stream stream, MemorySegment page, long from, long number, long to, long newNumber) {
    stream.copyToHost(page, from + number * page.byteSize());
    stream.synchronize();
    stream.copyToDevice(to + newNumber * page.byteSize(), page);
    stream.synchronize();
  }

  /** Every head size, both dtypes, with scales, pages, layouts and features in turn. */
  @Test
  void everyEightBitCache() {
    InputDistribution[] distributions = InputDistribution.values();
    int run = 0;
    for (int headSize : Support.HEAD_SIZES) {
      for (DataType cache : CACHES) {
        for (DataType query : List.of(DataType.BF16, DataType.FP16)) {
          KvScales scales = KvScales.values()[run / 2 % KvScales.values().length];
          AttentionSpec spec =
              AttentionSpec.of(
                      headSize,
                      run % 2 == 0 ? 12 : 40,
                      2,
                      query,
                      run % 3 == 0 ? 16 : 5,
                      run / 2 % 2 == 0 ? KvLayout.NHD : KvLayout.HND)
                  .with(s -> s.kvDtype(cache).kvScales(scales));
          if (run % 3 == 1) {
            spec = spec.withSoftCap(30);
          } else if (run % 5 == 1) {
            spec = (run % 2 == 0 ? spec.withWindow(300) : spec.withChunk(200)).withAlibi();
          }
          if (Support.refusals(unchecked(spec, Map.of())).isEmpty()) {
            assertRight(
                kernel(spec),
                new int[] {1, 0, 300, 1111},
                distributions[run % distributions.length],
                Placement.PADDED,
                run);
          }
          run++;
        }
      }
    }
  }

  /** Keys or values alone of 8 bits: every head size, with all that the others have in turn. */
  @Test
  void keysAndValuesOfTwoTypes() {
    InputDistribution[] distributions = InputDistribution.values();
    int run = 0;
    for (int headSize : Support.HEAD_SIZES) {
      for (DataType cache : CACHES) {
        for (boolean ofValues : new boolean[] {true, false}) {
          DataType query = run % 3 == 0 ? DataType.FP16 : DataType.BF16;
          KvScales scales = KvScales.values()[run / 2 % KvScales.values().length];
          AttentionSpec plain =
              AttentionSpec.of(
                      headSize,
                      run % 4 == 0 ? 40 : 12,
                      2,
                      query,
                      run % 3 == 0 ? 16 : 5,
                      run / 2 % 2 == 0 ? KvLayout.NHD : KvLayout.HND)
                  .with(
                      s -> s.kvDtype(ofValues ? query : cache).valueDtype(ofValues ? cache : query))
                  .with(s -> s.kvScales(scales));
          AttentionSpec spec =
              switch (run % 7) {
                case 0 -> plain.withSoftCap(30);
                case 1 -> plain.withWindow(300).withSinks();
                case 2 -> plain.with(s -> s.qLen(3)).withLse();
                case 3 -> plain.with(s -> s.selection(new Selection.Tokens()));
                case 4 -> plain.with(s -> s.selection(new Selection.Blocks(24)));
                case 5 -> plain.with(s -> s.valueSize(128));
                default -> plain;
              };
          assertRight(
              kernel(spec),
              new int[] {1, 0, 300, 1111, 5000},
              distributions[run % distributions.length],
              Placement.PADDED,
              run);
          run++;
        }
      }
    }
  }

  /** bf16 has more range than fp16, in which they are multiplied with caches of 8 bits. */
  @Test
  void queriesOfAnyMagnitudeWithEightBitCaches() {
    int run = 0;
    for (DataType cache : CACHES) {
      for (KvScales scales : KvScales.values()) {
        for (boolean huge : new boolean[] {true, false}) {
          KvLayout layout = run % 3 == 0 ? KvLayout.PACKED : KvLayout.NHD;
          int qLen = 1 + run / 2 % 2;
          AttentionSpec grouped =
              AttentionSpec.of(run % 4 == 0 ? 80 : 128, 12, 2, DataType.BF16, 16, layout)
                  .with(s -> s.kvDtype(cache).kvScales(scales).qLen(qLen));
          AttentionSpec latent =
              AttentionSpec.of(576, run % 5 == 0 ? 40 : 12, 1, DataType.BF16, 16, KvLayout.NHD)
                  .with(s -> s.latent(512).scale(0.1352))
                  .with(s -> s.kvDtype(cache).kvScales(scales).qLen(qLen));
          AttentionSpec ofKeys =
              grouped.with(s -> s.layout(KvLayout.NHD).valueDtype(DataType.BF16));
          for (AttentionSpec usual : List.of(grouped, latent, ofKeys)) {
            KernelSpec kernel = kernel(AnyMagnitude.spec(usual, huge));
            Workload workload =
                AnyMagnitude.workload(kernel, huge, new int[] {300, 0, 1, 70, 1111}, run);
            assertRight(kernel, workload, Placement.PADDED, huge ? "huge" : "tiny");
          }
          run++;
        }
      }
    }
  }

  /** Nor does it make any of the others. */
  @Test
  void aQueryThatIsNoNumberGivesNone() {
    for (DataType cache : CACHES) {
      AttentionSpec grouped =
          AttentionSpec.of(128, 12, 2, DataType.BF16, 16, KvLayout.NHD)
              .with(s -> s.kvDtype(cache).kvScales(KvScales.HEAD));
      AttentionSpec latent =
          AttentionSpec.of(576, 12, 1, DataType.BF16, 16, KvLayout.NHD)
              .with(s -> s.latent(512).scale(0.1352).kvDtype(cache).kvScales(KvScales.HEAD));
      AttentionSpec ofValues = grouped.with(s -> s.kvDtype(DataType.BF16).valueDtype(cache));
      for (AttentionSpec spec : List.of(grouped, latent, ofValues)) {
        Workload workload = draw(spec, new int[] {300, 70}, 8);
        int row = 5;
        workload.query().set(ValueLayout.JAVA_SHORT, (row * spec.headSize() + 3) * 2L, BF16_NAN);
        try (AttentionLauncher launcher =
            AttentionLauncher.load(device, builder.build(kernel(spec)))) {
          MemorySegment out =
              Verification.run(
                      device, launcher, workload, Reference.attention(workload), Placement.DENSE)
                  .output()
                  .elements();
          for (int e = 0; e < workload.outElements(); e++) {
            float number = Float.intBitsToFloat(out.getAtIndex(ValueLayout.JAVA_SHORT, e) << 16);
            assertThat(Float.isNaN(number)).isEqualTo(e / spec.valueSize() == row);
          }
        }
      }
    }
  }

  /** One capture for the longest context serves batches of other lengths and contents. */
  @ParameterizedTest
  @EnumSource
  void aCapturedLaunchServesOtherBatches(PageTableFormat table) {
    AttentionSpec spec =
        AttentionSpec.of(128, 8, 2, DataType.BF16, 16, KvLayout.NHD)
            .with(form -> form.pageTable(table));
    Workload first = draw(spec, new int[] {700, 1, 300, 0, 2048}, 3);
    Workload second = draw(spec, new int[] {690, 9, 290, 0, 2035}, 4);
    assertCapturedServes(kernel(spec), first, second);
  }

  /** The planning of the work list is captured too: other lengths are split anew. */
  @ParameterizedTest
  @ValueSource(strings = {"last-workgroup", "kernel"})
  void aCapturedPlanServesOtherLengths(String reduce) {
    AttentionSpec spec = AttentionSpec.of(128, 8, 2, DataType.BF16, 16, KvLayout.NHD).withSinks();
    KernelSpec listed =
        kernel(spec, Map.of(TuningParameter.SCHEDULE, "list", TuningParameter.REDUCE, reduce));
    Workload first = draw(spec, new int[] {700, 1, 300, 0, 20_000}, 3);
    Workload second = draw(spec, new int[] {1, 9000, 0, 4000, 257}, 4);
    assertCapturedServes(listed, first, second);
  }

  /** Padded graphs: behind two requests, rows of garbage whose sequences have no tokens. */
  @ParameterizedTest
  @ValueSource(strings = {"grid", "list"})
  void aCapturedLaunchServesRowsOfPadding(String schedule) {
    AttentionSpec spec =
        AttentionSpec.of(128, 8, 2, DataType.BF16, 16, KvLayout.NHD)
            .with(form -> form.pageTable(PageTableFormat.BLOCK_TABLE))
            .withLse();
    KernelSpec kernel = kernel(spec, Map.of(TuningParameter.SCHEDULE, schedule));
    Workload first = draw(spec, new int[] {700, 1, 300, 5, 20_000}, 3);
    Workload second = draw(spec, new int[] {9000, 257, 0, 0, 0}, 4);
    assertCapturedServes(kernel, first, second);
  }

  /**
   * Blocks per KV head that a graph finds in the places of others, of sequences that are shorter.
   */
  @ParameterizedTest
  @ValueSource(strings = {"grid", "list"})
  void aCapturedLaunchServesOtherBlocks(String schedule) {
    for (AttentionSpec plain :
        List.of(
            AttentionSpec.of(128, 32, 2, DataType.BF16, 128, KvLayout.HND).withLse(),
            AttentionSpec.of(256, 12, 1, DataType.BF16, 16, KvLayout.NHD).withSinks(),
            AttentionSpec.of(64, 12, 2, DataType.FP16, 16, KvLayout.NHD)
                .withWindow(9000)
                .with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TOKEN)))) {
      AttentionSpec spec =
          plain.with(
              s -> s.pageTable(PageTableFormat.BLOCK_TABLE).selection(new Selection.Blocks(128)));
      KernelSpec kernel = kernel(spec, Map.of(TuningParameter.SCHEDULE, schedule));
      Workload first = draw(spec, new int[] {700, 1, 300, 5, 10_000, 0}, 3);
      assertCapturedServes(kernel, first, Batches.otherBlocks(first, 4));
    }
  }

  /** Lists of any kind on pages and blocks of any size, launch after launch. */
  @Test
  void selectedBlocks() {
    int seed = 7;
    for (int blockSize : List.of(1, 8, 24, 128)) {
      for (int pageSize : List.of(1, 16, 48, 128)) {
        int headSize = List.of(64, 128, 192, 256).get(seed % 4);
        AttentionSpec spec =
            AttentionSpec.of(
                    headSize,
                    12 + 36 * (seed % 2),
                    2,
                    DataType.BF16,
                    pageSize,
                    seed % 3 == 0 ? KvLayout.HND : KvLayout.NHD)
                .with(s -> s.selection(new Selection.Blocks(blockSize)));
        AttentionSpec varied = seed % 5 == 0 ? spec.withChunk(700) : spec.withLse();
        int[] contexts = {1, 255, 0, 256, 257, 17, 700, 2048, 5000, 64, 65, 9000};
        assertSameBits(kernel(varied, Map.of()), draw(varied, contexts, seed++), 3);
      }
    }
  }

  /** With rows of a block table as far apart as those that a graph was captured with. */
  private static Workload inRowsOf(Workload captured, Workload other) {
    if (!(captured.table() instanceof BlockTable rows)
        || !(other.table() instanceof BlockTable drawn)) {
      return other;
    }
    int[] pages = new int[rows.pages().length];
    Arrays.fill(pages, -1);
    for (int s = 0; s < drawn.sequences(); s++) {
      System.arraycopy(drawn.pages(), drawn.first(s), pages, s * rows.stride(), drawn.pageCount(s));
    }
    return new Workload(
        other.spec(),
        new BlockTable(drawn.pageSize(), rows.stride(), pages, drawn.seqLens()),
        other.query(),
        other.cache(),
        other.heads(),
        other.out());
  }

  private static void assertCapturedServes(KernelSpec kernel, Workload first, Workload other) {
    Workload second = inRowsOf(first, other);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, builder.build(kernel));
        Stream stream = device.createStream();
        Arena arena = Arena.ofConfined()) {
      Plan plan = launcher.plan(first.table().sequences(), 20_480);
      assertThat(plan.merges()).isTrue();
      try (DeviceWorkload uploaded =
          DeviceWorkload.upload(device, stream, first, plan, Placement.DENSE)) {
        MemorySegment raw = MemorySegment.ofAddress(stream.handle());
        MemorySegment handle = arena.allocate(ValueLayout.ADDRESS);
        ok(hip.hipStreamBeginCapture(raw, hip.hipStreamCaptureModeThreadLocal()));
        launcher.launch(stream, plan, uploaded.tensors(), uploaded.workspace());
        ok(hip.hipStreamEndCapture(raw, handle));
        MemorySegment graph = handle.get(ValueLayout.ADDRESS, 0);
        ok(hip.hipGraphInstantiate(handle, graph, MemorySegment.NULL, MemorySegment.NULL, 0));
        MemorySegment executable = handle.get(ValueLayout.ADDRESS, 0);
        for (Workload batch : new Workload[] {first, second, first, second}) {
          copy(stream, batch, uploaded.tensors());
          uploaded.poison();
          ok(hip.hipGraphLaunch(executable, raw));
          assertThat(Comparison.of(batch, Reference.attention(batch), uploaded.download()))
              .matches(Comparison::passed);
        }
        ok(hip.hipGraphExecDestroy(executable));
        ok(hip.hipGraphDestroy(graph));
      }
    }
  }

  /** The same bits for a sequence alone and in company, with either schedule and reduce. */
  @Test
  void anInvariantPartitionGivesTheSameBitsInEveryBatch() {
    AttentionSpec spec = AttentionSpec.of(128, 6, 1, DataType.BF16, 16, KvLayout.NHD);
    Workload all = draw(spec, new int[] {9000, 1, 0, 600, 40, 5130, 20_000}, 5);
    Set<List<Byte>> results = new HashSet<>();
    for (String schedule : List.of("grid", "list")) {
      for (String reduce : List.of("last-workgroup", "kernel")) {
        KernelSpec kernel =
            kernel(
                spec,
                Map.of(
                    TuningParameter.PARTITION,
                    "invariant",
                    TuningParameter.SCHEDULE,
                    schedule,
                    TuningParameter.REDUCE,
                    reduce));
        try (AttentionLauncher launcher = AttentionLauncher.load(device, builder.build(kernel));
            Stream stream = device.createStream()) {
          for (List<Integer> batch :
              List.of(List.of(0), List.of(0, 1, 2), List.of(6, 3, 0, 5), List.of(4, 0, 6, 0, 1))) {
            Plan plan = launcher.plan(batch.size(), 20_000 + 5000 * batch.size());
            try (DeviceWorkload uploaded =
                DeviceWorkload.upload(
                    device, stream, Batches.of(all, batch), plan, Placement.DENSE)) {
              launcher.launch(stream, plan, uploaded.tensors(), uploaded.workspace());
              byte[] out = uploaded.download().elements().toArray(ValueLayout.JAVA_BYTE);
              results.addAll(Batches.rows(out, batch, 0));
            }
          }
        }
      }
    }
    assertThat(results).hasSize(1);
  }

  /**
   * From two to more partitions than merge together, whatever merging has besides; several launches
   * give the same bits, whoever merged.
   */
  @ParameterizedTest
  @ValueSource(strings = {"grid", "list"})
  void fewAndManyPartitions(String schedule) {
    AttentionSpec plain = AttentionSpec.of(128, 8, 1, DataType.BF16, 16, KvLayout.NHD);
    List<AttentionSpec> specs =
        List.of(
            plain,
            plain.withSinks().withLse().with(s -> s.kvDtype(DataType.FP8_E4M3).qLen(3)),
            AttentionSpec.of(64, 20, 2, DataType.FP16, 1, KvLayout.HND).withSoftCap(20),
            AttentionSpec.of(128, 16, 1, DataType.BF16, 16, KvLayout.NHD).with(s -> s.qLen(4)),
            AttentionSpec.of(80, 40, 1, DataType.FP16, 1, KvLayout.NHD).withSinks().withLse(),
            AttentionSpec.of(256, 16, 1, DataType.BF16, 64, KvLayout.NHD).withWindow(9000));
    int[] contexts = {20_000, 33_000, 1, 5000, 0, 2048, 2200, 300, 40_000};
    boolean nvidia = target.family() == Family.NVIDIA;
    for (AttentionSpec spec : specs) {
      KernelSpec kernel =
          kernel(
              spec,
              Map.of(
                  TuningParameter.PARTITION,
                  "128",
                  TuningParameter.REDUCE,
                  nvidia ? "all-workgroups" : "last-workgroup",
                  TuningParameter.SCHEDULE,
                  schedule));
      assertSameBits(kernel, draw(spec, contexts, 6), 5);
    }
  }

  /** A batch whose pages are no more than those of the one that was uploaded. */
  private static void copy(Stream stream, Workload batch, AttentionTensors to) {
    stream.copyToDevice(to.query(), batch.query());
    stream.copyToDevice(to.keyCache(), batch.cache().keys());
    stream.copyToDevice(to.valueCache(), batch.cache().values());
    copy(stream, batch.table(), to);
    if (batch.spec().sinks()) {
      stream.copyToDevice(to.sinks(), MemorySegment.ofArray(batch.heads().sinks()));
    }
    stream.synchronize();
  }

  private static void copy(Stream stream, PageTable table, AttentionTensors to) {
    switch (table) {
      case CsrPageTable(_, int[] indptr, int[] pages, int[] lastPageLen) -> {
        stream.copyToDevice(to.kvIndptr(), MemorySegment.ofArray(indptr));
        stream.copyToDevice(to.kvPageIndices(), MemorySegment.ofArray(pages));
        stream.copyToDevice(to.kvLastPageLen(), MemorySegment.ofArray(lastPageLen));
      }
      case BlockTable(_, _, int[] pages, int[] seqLens) -> {
        stream.copyToDevice(to.blockTable(), MemorySegment.ofArray(pages));
        stream.copyToDevice(to.seqLens(), MemorySegment.ofArray(seqLens));
      }
      case SelectedTokens lists -> {
        stream.copyToDevice(to.indices(), MemorySegment.ofArray(lists.indices()));
        stream.copyToDevice(to.lengths(), MemorySegment.ofArray(lists.lengths().orElseThrow()));
      }
      case TwoLists lists -> throw new IllegalArgumentException(lists.text());
      case SelectedBlocks lists -> {
        stream.copyToDevice(to.blockIds(), MemorySegment.ofArray(lists.ids()));
        copy(stream, lists.table(), to);
      }
    }
  }

  /**
   * Launch after launch with nothing in the L2, so that tiles and instructions come late: the same
   * bits each time, and the right ones.
   */
  @ParameterizedTest
  @MethodSource
  void latentsWithHoppersMatrixInstructions(AttentionSpec spec) {
    assumeTrue(target == Target.SM_90, "only Hopper has them");
    KernelSpec kernel = kernel(spec, Map.of(TuningParameter.MFMA, "64x64x16"));
    int[] contexts = {1, 255, 0, 256, 257, 17, 700, 2048, 5000, 64, 65, 9000};
    assertSameBits(kernel, draw(spec, contexts, 8), 30);
  }

  static java.util.stream.Stream<AttentionSpec> latentsWithHoppersMatrixInstructions() {
    AttentionSpec plain = latent(128, 1);
    AttentionSpec few = latent(16, 1);
    AttentionSpec narrow = plain.with(s -> s.kvDtype(DataType.FP8_E4M3));
    return java.util.stream.Stream.of(
        plain,
        narrow,
        narrow.with(s -> s.pageSize(1).kvScales(KvScales.TENSOR)).withWindow(300),
        narrow.with(s -> s.pageSize(48).kvDtype(DataType.FP8_E5M2)).withSinks().withLse(),
        narrow.with(s -> s.dtype(DataType.FP16).kvDtype(DataType.INT8).kvScales(KvScales.HEAD)),
        few.with(s -> s.kvDtype(DataType.FP8_E4M3).qLen(3).queryLens(QueryLens.RAGGED)),
        few.with(s -> s.kvDtype(DataType.INT8).kvScales(KvScales.TENSOR).qLen(2)).withLse(),
        few.withAlibi().withSoftCap(30).with(s -> s.kvDtype(DataType.FP8_E4M3).pageSize(16)),
        narrow.withChunk(200).with(s -> s.pageTable(PageTableFormat.BLOCK_TABLE)),
        plain.with(s -> s.pageSize(1)),
        plain.with(s -> s.pageSize(48)).withWindow(300),
        plain.with(s -> s.pageSize(16).layout(KvLayout.HND)).withWindow(300),
        plain.with(s -> s.dtype(DataType.FP16).kvDtype(DataType.FP16)).withSinks(),
        few,
        few.withWindow(300).withLse().with(s -> s.qLen(4)),
        few.with(s -> s.qLen(3).queryLens(QueryLens.RAGGED)),
        few.withSoftCap(30).with(s -> s.pageTable(PageTableFormat.BLOCK_TABLE)),
        few.withAlibi().withSoftCap(300),
        plain.with(s -> s.outDtype(DataType.FP8_E4M3)),
        latent(128, 2).withChunk(200));
  }

  /** Rows with scales inside, and those of 8 bits that were selected, NaN wherever none is. */
  @ParameterizedTest
  @MethodSource
  void rowsThatHoppersCopyWavesWiden(AttentionSpec spec) {
    assumeTrue(target == Target.SM_90, "only Hopper has them");
    KernelSpec kernel = kernel(spec, Map.of(TuningParameter.MFMA, "64x64x16"));
    int[] contexts = {1, 255, 0, 256, 257, 17, 700, 2048, 5000, 64, 65, 9000};
    assertSameBits(kernel, draw(spec, contexts, 9), 10);
  }

  static java.util.stream.Stream<AttentionSpec> rowsThatHoppersCopyWavesWiden() {
    AttentionSpec narrow = selected(latent(128, 1)).with(s -> s.kvDtype(DataType.FP8_E4M3));
    AttentionSpec v32 = rows(RowFormat.FP8_DS_MLA, 128);
    AttentionSpec v4 = rows(RowFormat.FP8_DS_MLA_V4, 64);
    AttentionSpec mx = rows(RowFormat.MXFP8_DS_MLA, 64);
    return java.util.stream.Stream.of(
        v32,
        v32.with(s -> s.pageSize(1)).withWindow(300).withLse(),
        rows(RowFormat.FP8_DS_MLA, 16).with(s -> s.qLen(3).queryLens(QueryLens.RAGGED)),
        selected(v32),
        selected(rows(RowFormat.FP8_DS_MLA, 16)).with(s -> s.pageSize(1)).withSinks().withLse(),
        v4.withSinks(),
        v4.with(s -> s.pageSize(48).pageTable(PageTableFormat.BLOCK_TABLE)).withSoftCap(30),
        selected(v4).withSinks().withLse(),
        mx.with(s -> s.pageSize(12).layout(KvLayout.HND)).withChunk(200),
        selected(mx).with(s -> s.outDtype(DataType.FP8_E4M3)),
        narrow,
        narrow.with(s -> s.kvScales(KvScales.HEAD).pageSize(1)).withSinks().withLse(),
        narrow.with(s -> s.extraPageSize(12)),
        selected(v32).with(s -> s.extraPageSize(2)),
        selected(v4).with(s -> s.pageSize(12).extraPageSize(64)).withSinks().withLse(),
        selected(mx).with(s -> s.extraPageSize(1)).withSinks(),
        selected(latent(32, 2)).with(s -> s.kvDtype(DataType.INT8).kvScales(KvScales.TENSOR)));
  }

  private static AttentionSpec rows(RowFormat rows, int heads) {
    return new AttentionSpecBuilder(rows.row().keySize(), heads, 1)
        .rows(rows)
        .pageSize(64)
        .scale(0.0625)
        .build();
  }

  private static AttentionSpec selected(AttentionSpec spec) {
    return spec.with(lists -> lists.selection(new Selection.Tokens()));
  }

  /** Scores of 8-bit floats from the matrix instruction that reads them from shared memory. */
  @ParameterizedTest
  @MethodSource
  void latentsOfEightBitFloatsOnHopper(AttentionSpec spec) {
    assumeTrue(target == Target.SM_90, "only Hopper has the instruction");
    KernelSpec kernel = kernel(spec, Map.of(TuningParameter.MFMA, "64x32x32"));
    int[] contexts = {1, 255, 0, 256, 257, 17, 700, 2048, 5000, 64, 65, 9000};
    assertSameBits(kernel, draw(spec, contexts, 8), 10);
  }

  static java.util.stream.Stream<AttentionSpec> latentsOfEightBitFloatsOnHopper() {
    AttentionSpec plain = latent(16, 1).with(s -> s.kvDtype(DataType.FP8_E4M3));
    AttentionSpec twelve = latent(12, 1).with(s -> s.kvDtype(DataType.FP8_E4M3));
    AttentionSpec two = latent(14, 2).with(s -> s.kvDtype(DataType.FP8_E5M2));
    return java.util.stream.Stream.of(
        plain,
        plain.with(s -> s.pageSize(1).kvScales(KvScales.TENSOR)),
        plain.with(s -> s.pageSize(100).layout(KvLayout.HND)).withSinks(),
        twelve.with(s -> s.qLen(2)).withWindow(300).withLse(),
        twelve.with(s -> s.qLen(2).queryLens(QueryLens.RAGGED)),
        plain.withSoftCap(30),
        two.with(s -> s.kvScales(KvScales.HEAD)).withAlibi());
  }

  /** The matrix instruction for 8-bit floats cuts off more of large scores than of small ones. */
  @ParameterizedTest
  @EnumSource
  void logarithmsOfLatentsOfEightBitFloats(InputDistribution distribution) {
    for (DataType cache : List.of(DataType.FP8_E4M3, DataType.FP8_E5M2)) {
      for (int heads : new int[] {16, 24}) {
        AttentionSpec spec =
            latent(heads, 1).with(s -> s.kvDtype(cache).scale(0.1352).pageSize(16)).withLse();
        int[] contexts = {300, 1, 64, 1111, 2, 3, 4, 5, 6, 7, 8, 9};
        assertRight(kernel(spec, Map.of()), contexts, distribution, Placement.PADDED, heads);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid", "list"})
  void allWorkgroupsMergeLatents(String schedule) {
    assumeTrue(target.family() == Family.NVIDIA, "others have the last one merge");
    AttentionSpec few = latent(16, 1);
    int[] contexts = {20_000, 33_000, 1, 5000, 0, 2048, 2200, 300, 40_000};
    for (AttentionSpec spec :
        List.of(
            few,
            few.withSinks().withLse().with(s -> s.qLen(3)),
            few.with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TENSOR)),
            latent(40, 2).with(s -> s.outDtype(DataType.FP32)))) {
      Workload batch = draw(spec, contexts, 6);
      double[] expected = Reference.attention(batch);
      for (String partition : List.of("128", "1024")) {
        KernelSpec kernel =
            kernel(
                spec,
                Map.of(
                    TuningParameter.PARTITION,
                    partition,
                    TuningParameter.REDUCE,
                    "all-workgroups",
                    TuningParameter.MFMA,
                    spec.quantised() ? "64x32x32" : "16x8x16",
                    TuningParameter.SCHEDULE,
                    schedule));
        assertSameBits(kernel, batch, expected, 5);
      }
    }
  }

  /** With all kernels for latents that the target has. */
  @Test
  void selectedTokensOfTwoPools() {
    int[] contexts = {1, 255, 0, 256, 257, 17, 700, 2048, 3000, 64, 65};
    int[][] pages = {{64, 2}, {12, 64}, {1, 1}};
    boolean hopper = target == Target.SM_90;
    int seed = 60;
    for (int heads : new int[] {16, 64, 128}) {
      int[] sizes = pages[seed % pages.length];
      AttentionSpec spec =
          latent(heads, 1)
              .with(s -> s.selection(new Selection.Tokens()).pageSize(sizes[0]))
              .with(s -> s.extraPageSize(sizes[1]))
              .withSinks()
              .withLse();
      Workload batch = draw(spec, contexts, seed++);
      double[] expected = Reference.attention(batch);
      assertSameBits(
          kernel(spec, hopper ? Map.of(TuningParameter.MFMA, "16x8x16") : Map.of()),
          batch,
          expected,
          5);
      if (hopper) {
        Map<TuningParameter, String> wide = Map.of(TuningParameter.MFMA, "64x64x16");
        assertSameBits(kernel(spec, wide), batch, expected, 10);
      }
      AttentionSpec narrow = spec.with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TENSOR));
      Map<TuningParameter, String> scores =
          hopper && heads == 16 ? Map.of(TuningParameter.MFMA, "64x32x32") : Map.of();
      assertSameBits(kernel(narrow, scores), draw(narrow, contexts, seed), 5);
    }
  }

  /** Rows of other sizes than DeepSeek's, with all kernels that the target has for them. */
  @ParameterizedTest
  @MethodSource
  void latentsOfOtherRows(AttentionSpec spec) {
    Workload batch = draw(spec, new int[] {1, 255, 0, 256, 257, 17, 700, 2048, 64, 65, 6000}, 7);
    double[] expected = Reference.attention(batch);
    if (target != Target.SM_90) {
      assertSameBits(kernel(spec), batch, expected, 5);
      return;
    }
    assertSameBits(kernel(spec, Map.of(TuningParameter.MFMA, "16x8x16")), batch, expected, 5);
    KernelSpec wide = kernel(spec, Map.of(TuningParameter.MFMA, "64x64x16"));
    if (Support.refusals(wide).isEmpty()) {
      assertSameBits(wide, batch, expected, 20);
    }
  }

  static java.util.stream.Stream<AttentionSpec> latentsOfOtherRows() {
    AttentionSpec square = row(512, 512, 128);
    AttentionSpec small = row(320, 256, 32);
    AttentionSpec light = row(160, 128, 32);
    return java.util.stream.Stream.of(
        square,
        square.with(s -> s.pageSize(1).dtype(DataType.FP16).kvDtype(DataType.FP16)),
        square.with(s -> s.kvDtype(DataType.FP8_E4M3)),
        selected(row(512, 512, 64)).with(s -> s.extraPageSize(2)).withSinks().withLse(),
        row(512, 512, 16).with(s -> s.qLen(3).queryLens(QueryLens.RAGGED)).withWindow(300),
        small,
        small.with(s -> s.pageSize(48)).withWindow(300).withLse(),
        small.with(s -> s.pageSize(1).qLen(2)).withSoftCap(30).withSinks(),
        small.with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TOKEN)),
        selected(small).with(s -> s.extraPageSize(12)),
        light,
        light.withAlibi().withChunk(200).with(s -> s.qLen(2).outDtype(DataType.FP32)),
        light.with(s -> s.kvDtype(DataType.INT8).kvScales(KvScales.HEAD).layout(KvLayout.HND)),
        selected(light).with(s -> s.kvDtype(DataType.FP8_E5M2)),
        row(192, 128, 64),
        row(448, 384, 64).with(s -> s.pageSize(16)),
        row(576, 256, 128).withSinks(),
        row(1024, 1024, 64).with(s -> s.pageSize(12)),
        row(1024, 96, 128).with(s -> s.pageTable(PageTableFormat.BLOCK_TABLE)),
        row(544, 160, 5).with(s -> s.dtype(DataType.FP16).kvDtype(DataType.INT8)),
        row(32, 32, 7),
        row(96, 64, 24).with(s -> s.kvDtype(DataType.FP8_E4M3)),
        AttentionSpec.of(288, 48, 2, DataType.BF16, 16, KvLayout.HND).with(s -> s.latent(256)));
  }

  private static AttentionSpec row(int size, int value, int heads) {
    return AttentionSpec.of(size, heads, 1, DataType.BF16, 64, KvLayout.NHD)
        .with(spec -> spec.latent(value));
  }

  private static void assertSameBits(KernelSpec kernel, Workload batch, int launches) {
    assertSameBits(kernel, batch, Reference.attention(batch), launches);
  }

  /** Launch after launch, each with other data in the L2: the right result, in the same bits. */
  private static void assertSameBits(
      KernelSpec kernel, Workload batch, double[] expected, int launches) {
    long otherBytes = 256L << 20;
    Set<List<Byte>> results = new HashSet<>();
    try (AttentionLauncher launcher = AttentionLauncher.load(device, builder.build(kernel));
        Stream stream = device.createStream();
        DeviceBuffer other = device.allocate(otherBytes)) {
      Plan plan = launcher.plan(batch.table());
      try (DeviceWorkload uploaded =
          DeviceWorkload.upload(device, stream, batch, plan, Placement.PADDED)) {
        for (int launch = 0; launch < launches; launch++) {
          uploaded.poison();
          stream.fill(other.address(), otherBytes, launch);
          launcher.launch(stream, plan, uploaded.tensors(), uploaded.workspace());
          DeviceWorkload.Output output = uploaded.download();
          assertThat(Comparison.of(batch, expected, output))
              .as(kernel.name())
              .matches(Comparison::passed);
          byte[] bytes = output.elements().toArray(ValueLayout.JAVA_BYTE);
          results.addAll(Batches.rows(bytes, List.of(0), 0));
        }
      }
    }
    assertThat(results).as(kernel.name()).hasSize(1);
  }

  private static AttentionSpec latent(int heads, int latents) {
    return AttentionSpec.of(576, heads, latents, DataType.BF16, 64, KvLayout.NHD)
        .with(spec -> spec.latent(512));
  }

  @Test
  void latents() {
    for (int heads : new int[] {1, 16, 33, 64, 128}) {
      for (int pageSize : new int[] {1, 64}) {
        AttentionSpec spec =
            AttentionSpec.of(576, heads, 1, DataType.BF16, pageSize, KvLayout.NHD)
                .with(latent -> latent.latent(512).scale(0.1352))
                .withLse();
        for (String partition : List.of("0", "100", "8")) {
          assertRight(
              kernel(spec, Map.of(TuningParameter.PARTITION, partition)),
              new int[] {300, 0, 1, 64, 1111},
              InputDistribution.NORMAL,
              Placement.PADDED,
              heads);
        }
      }
    }
  }

  @Test
  void latentsOfEightBitsAndSeveralTokens() {
    int[] heads = {16, 128, 33};
    int[] tokens = {1, 2, 5};
    InputDistribution[] distributions = InputDistribution.values();
    int run = 0;
    for (DataType cache : CACHES) {
      for (DataType query : List.of(DataType.BF16, DataType.FP16)) {
        for (KvScales scales : KvScales.values()) {
          int number = run++;
          AttentionSpec spec =
              AttentionSpec.of(576, 2 * heads[number % 3], 2, query, 16, KvLayout.NHD)
                  .with(s -> s.latent(512).scale(0.1352).kvDtype(cache).kvScales(scales))
                  .with(s -> s.qLen(tokens[number / 2 % 3]))
                  .withLse();
          AttentionSpec all =
              (number % 8 == 1 ? spec.withWindow(270) : spec.withChunk(100))
                  .withAlibi()
                  .withSinks();
          assertRight(
              kernel(
                  number % 4 == 1 ? all : spec,
                  Map.of(TuningParameter.PARTITION, number % 2 == 0 ? "0" : "100")),
              new int[] {300, 0, 1, 64, 1111},
              distributions[number % distributions.length],
              Placement.PADDED,
              number);
        }
      }
    }
  }

  private static void ok(int code) {
    HipRuntime.check("graph", code);
  }

  private static Workload draw(AttentionSpec spec, int[] contexts, long seed) {
    return Workload.draw(
        spec, target, contexts, InputDistribution.NORMAL, PageOrder.SHUFFLED, seed);
  }

  private static KernelSpec unchecked(AttentionSpec spec, Map<TuningParameter, String> choices) {
    return new KernelSpec(spec, new TuningChoices(choices).resolve(spec, target), target);
  }

  private static KernelSpec kernel(AttentionSpec spec, Map<TuningParameter, String> choices) {
    return new KernelSpec(spec, new TuningChoices(choices).resolve(spec, target), target);
  }

  private static KernelSpec kernel(AttentionSpec spec) {
    return kernel(spec, Map.of());
  }

  private static void assertRight(
      KernelSpec spec,
      int[] contexts,
      InputDistribution distribution,
      Placement placement,
      long seed) {
    Workload workload =
        Workload.draw(spec.attention(), target, contexts, distribution, PageOrder.SHUFFLED, seed);
    assertRight(spec, workload, placement, "%s inputs, seed %d".formatted(distribution, seed));
  }

  private static void assertRight(
      KernelSpec spec, Workload workload, Placement placement, String inputs) {
    try (AttentionLauncher launcher = AttentionLauncher.load(device, builder.build(spec))) {
      Verification verification =
          Verification.run(device, launcher, workload, Reference.attention(workload), placement);
      assertThat(verification.comparison())
          .as("%s with %s, %s, %s", spec.name(), spec.tuning(), inputs, placement)
          .matches(Comparison::passed);
    }
  }
}
