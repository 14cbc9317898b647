package dev.pagen.verify;

import static dev.pagen.verify.Selections.assertRefused;
import static dev.pagen.verify.Selections.none;
import static dev.pagen.verify.Selections.refusals;
import static dev.pagen.verify.Selections.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.FloorLauncher;
import dev.pagen.attention.Plan;
import dev.pagen.attention.SelectedTokens;
import dev.pagen.attention.TwoLists;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.observe.Counters;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.Specs;
import dev.pagen.kernel.Support;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.RowFormat;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lists of selected tokens of two pools. In drawn workloads a sequence's tokens are of either pool
 * or of both, and what is not selected is no number.
 */
@Execution(ExecutionMode.CONCURRENT)
class TwoPoolsTest {
  private static final int[] CONTEXTS = {0, 1, 100, 17, 150, 64, 0};

  @TempDir private Path folder;

  private static AttentionSpec of(AttentionSpecBuilder rows, int pageSize, int extraPageSize) {
    return rows.pageSize(pageSize)
        .selection(new Selection.Tokens())
        .extraPageSize(extraPageSize)
        .scale(0.0625)
        .build()
        .withLse();
  }

  private static AttentionSpec latent(int heads, int pageSize, int extraPageSize) {
    return of(new AttentionSpecBuilder(576, heads, 1).latent(512), pageSize, extraPageSize);
  }

  private static AttentionSpec scaled(RowFormat rows, int heads, int pageSize, int extraPageSize) {
    return of(
        new AttentionSpecBuilder(rows.row().keySize(), heads, 1).rows(rows),
        pageSize,
        extraPageSize);
  }

  /** DeepSeek V4's pages: of a window of tokens, and of one token for each four or 128. */
  private static AttentionSpec v4(int heads, int extraPageSize) {
    return scaled(RowFormat.FP8_DS_MLA_V4, heads, 64, extraPageSize).withSinks();
  }

  private static void assertRight(KernelSpec spec, int seed) {
    Support.check(spec);
    assertThat(
            EmulatedRuns.verify(
                spec, Batches.draw(spec, seed, CONTEXTS), Placement.PADDED, ExecutionChecks.all()))
        .as("%s", spec)
        .matches(Comparison::passed);
  }

  /** Half of these on a target: no template asks for both the row and the target. */
  @ParameterizedTest
  @CdnaTargets
  void rowsPagesReducesAndSchedules(Target target) {
    List<KernelSpec> all =
        List.of(
            Specs.kernel(v4(16, 2), target, "64", "last-workgroup", "grid"),
            Specs.kernel(scaled(RowFormat.FP8_DS_MLA, 20, 12, 1), target, "96", "kernel", "grid"),
            Specs.kernel(latent(40, 64, 12).withSinks(), target, "96", "last-workgroup", "list"),
            Specs.kernel(v4(72, 64), target, "0", "kernel", "list"),
            Specs.kernel(
                scaled(RowFormat.MXFP8_DS_MLA, 8, 1, 48), target, "0", "last-workgroup", "list"),
            Specs.kernel(
                latent(16, 12, 64)
                    .with(s -> s.kvDtype(DataType.FP8_E5M2).kvScales(KvScales.TENSOR)),
                target,
                "invariant",
                "kernel",
                "grid"));
    for (int i = target.ordinal() % 2; i < all.size(); i += 2) {
      assertRight(all.get(i), 90 + i);
    }
  }

  @Test
  void tilesThatAreCopiedToLds() {
    for (AttentionSpec attention :
        List.of(
            latent(16, 64, 2),
            of(new AttentionSpecBuilder(512, 64, 1).latent(512), 4, 64).withSinks())) {
      assertRight(Specs.copied(attention), 96);
    }
  }

  /** Where a list of one pool is cut in two, of the same pool, nothing changes. */
  @ParameterizedTest
  @CsvSource({"GFX942,grid,0", "GFX950,list,131"})
  void theSameBitsAsOneListOfOnePool(Target target, String schedule, int cut) {
    AttentionSpec attention = cut == 0 ? latent(16, 4, 4) : v4(16, 64);
    KernelSpec two = Specs.kernel(attention, target, "100", "kernel", schedule);
    AttentionSpec one = attention.with(AttentionSpecBuilder::onePool);
    Workload whole = Batches.draw(new KernelSpec(one, two.tuning(), target), 97, 200, 200);
    SelectedTokens lists = (SelectedTokens) whole.table();
    KvCache cache = whole.cache();
    Workload split =
        new Workload(
            attention,
            new TwoLists(part(lists, 0, cut), part(lists, cut, 200)),
            whole.query(),
            new KvCache(
                attention,
                cache.format(),
                cache.pages(),
                cache.keys(),
                cache.values(),
                cache.scales(),
                Optional.of(cache)),
            whole.heads(),
            whole.out());
    assertThat(EmulatedRuns.output(two, split, 2))
        .isEqualTo(EmulatedRuns.output(new KernelSpec(one, two.tuning(), target), whole, 2));
  }

  /** Entries of each list from one on, up to before another. */
  private static SelectedTokens part(SelectedTokens lists, int from, int to) {
    int width = Math.max(1, to - from);
    int[] entries = new int[lists.sequences() * width];
    for (int s = 0; s < lists.sequences(); s++) {
      System.arraycopy(lists.indices(), lists.first(s) + from, entries, s * width, to - from);
    }
    return new SelectedTokens(lists.pageSize(), width, to - from, entries, Optional.empty());
  }

  /** All of a query's entries are none but one, of either pool; or all of them are. */
  @ParameterizedTest
  @CsvSource({"GFX942", "GFX950"})
  void listsWithHardlyAnything(Target target) {
    AttentionSpec attention = target == Target.GFX942 ? v4(16, 2) : latent(16, 4, 12);
    KernelSpec spec = Specs.kernel(attention, target, "64", "last-workgroup", "grid");
    Workload drawn = full(spec, 120, 120, 120, 120, 120);
    TwoLists lists = (TwoLists) drawn.table();
    int[] own = lists.own().indices().clone();
    int[] extra = lists.extra().indices().clone();
    int[] kept = {0, 119, lists.own().context(2), lists.own().context(3) - 1, -1};
    for (int s = 0; s < kept.length; s++) {
      for (int t = 0; t < 120; t++) {
        int further = t - lists.own().context(s);
        int[] entries = further < 0 ? own : extra;
        int at = further < 0 ? lists.own().first(s) + t : lists.extra().first(s) + further;
        entries[at] = t == kept[s] ? entries[at] : -1 - t;
      }
    }
    TwoLists few = new TwoLists(lists.own().withPages(own), lists.extra().withPages(extra));
    assertThat(EmulatedRuns.verify(spec, with(drawn, few), Placement.DENSE, ExecutionChecks.all()))
        .as("%s", spec)
        .matches(Comparison::passed);
  }

  /** Of each query some entries are of either pool, and none of them is none. */
  private static Workload full(KernelSpec spec, int... contexts) {
    return drawn(
        spec,
        lists ->
            IntStream.range(0, contexts.length)
                .allMatch(
                    s ->
                        lists.own().context(s) > 0
                            && lists.extra().context(s) > 0
                            && IntStream.range(0, contexts[s]).allMatch(t -> lists.has(s, 0, t))),
        contexts);
  }

  private static Workload drawn(KernelSpec spec, Predicate<TwoLists> fit, int... contexts) {
    return Selections.drawn(spec, TwoLists.class, fit, 98, contexts);
  }

  /** As engines replay a captured graph: the same buffers, in them other lists and lengths. */
  @ParameterizedTest
  @CsvSource({"GFX942,grid,last-workgroup", "GFX90A,list,kernel"})
  void oneLaunchServesOtherSelections(Target target, String schedule, String reduce) {
    KernelSpec spec = Specs.kernel(v4(16, 2), target, "100", reduce, schedule);
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = EmulatedRuns.device(kernel);
    Workload first =
        drawn(
            spec,
            lists ->
                lists.own().lengths().isPresent()
                    && lists.extra().lengths().isPresent()
                    && lists.own().topK() > 80
                    && lists.extra().topK() > 80,
            200,
            30,
            250);
    TwoLists room = (TwoLists) first.table();
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream()) {
      Plan plan = launcher.plan(3, room.own().topK() + room.extra().topK());
      try (DeviceWorkload uploaded =
          DeviceWorkload.upload(device, stream, first, plan, Placement.DENSE)) {
        for (int[] lengths : List.of(new int[] {0, 80, 33}, new int[] {77, 0, 0})) {
          int[] others = {lengths[2], lengths[0], lengths[1]};
          TwoLists lists = new TwoLists(other(room.own(), lengths), other(room.extra(), others));
          AttentionTensors tensors = uploaded.tensors();
          copy(stream, tensors.indices(), lists.own().indices());
          copy(stream, tensors.lengths(), lengths);
          copy(stream, tensors.extraIndices(), lists.extra().indices());
          copy(stream, tensors.extraLengths(), others);
          uploaded.poison();
          launcher.launch(stream, plan, tensors, uploaded.workspace());
          Workload next = with(first, lists);
          assertThat(Comparison.of(next, Reference.attention(next), uploaded.download()))
              .matches(Comparison::passed);
        }
      }
    }
  }

  private static void copy(Stream stream, long to, int[] numbers) {
    stream.copyToDevice(to, MemorySegment.ofArray(numbers));
  }

  /** All lists have slots of the pool's in turn; garbage behind. */
  private static SelectedTokens other(SelectedTokens room, int[] lengths) {
    int[] slots =
        IntStream.range(0, room.sequences())
            .flatMap(
                s -> Arrays.stream(room.indices(), room.first(s), room.end(s)).filter(i -> i >= 0))
            .toArray();
    int[] entries = new int[room.indices().length];
    Arrays.fill(entries, Integer.MAX_VALUE);
    for (int s = 0; s < lengths.length; s++) {
      for (int t = 0; t < lengths[s]; t++) {
        entries[s * room.stride() + t] = slots[(7 * t + s) % slots.length];
      }
    }
    return new SelectedTokens(
        room.pageSize(), room.stride(), room.topK(), entries, Optional.of(lengths));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "return token < sequence.own_entries ? slot : slot | EXTRA; @ return slot;",
        "(own ? 0 : sequence.extra_list - sequence.own_entries) @ (own ? 0 : sequence.extra_list)",
        "const bool own = token < sequence.own_entries; @ const bool own = token <="
            + " sequence.own_entries;",
        "place.extra ? EXTRA_SCALES_AT : SCALES_AT @ SCALES_AT",
        "seq * extra_indices_stride @ seq * indices_stride",
        "extra_page_stride * (u64)sizeof(stored) @ kv_page_stride * (u64)sizeof(stored)",
        "slot & (EXTRA_PAGE_SIZE - 1) @ slot & (PAGE_SIZE - 1)",
        "list_length(extra_lengths, extra_top_k, seq) @ extra_top_k",
        "entry = slot ? slot_of_pool(sequence, entry, token) : sequence.spare; @ entry = slot ?"
            + " slot_of_pool(sequence, entry, token) : 0;",
        "if (sequence.spare == NONE) sequence.end = begin; @ "
      })
  void poolsThatAreTakenForEachOtherAreFound(String from, @Nullable String to) {
    KernelSpec spec = Specs.kernel(v4(16, 2), Target.GFX942, "0", "last-workgroup", "grid");
    Selections.assertFound(spec, some(spec), from, to);
  }

  @Test
  void whatFaultsAreFoundWithPassesWithoutThem() {
    KernelSpec spec = Specs.kernel(v4(16, 2), Target.GFX942, "0", "last-workgroup", "grid");
    assertThat(EmulatedRuns.verify(spec, some(spec), Placement.PADDED)).matches(Comparison::passed);
  }

  /** Both pools, entries that are none, a query that has nothing else, and several lengths. */
  private static Workload some(KernelSpec spec) {
    return drawn(
        spec,
        lists -> {
          int none = none(lists, 0, 0);
          boolean empty =
              IntStream.range(0, 30).noneMatch(t -> lists.has(1, 0, t))
                  && lists.extra().lengths().isPresent();
          return none > 10
              && none < 60
              && empty
              && lists.own().context(0) > 20
              && lists.extra().context(0) > 20
              && !lists.has(0, 0, lists.own().context(0));
        },
        70,
        30,
        40);
  }

  /** Of two pools and of one: the rows of the listed slots, and what their scales are. */
  @Test
  void theFloorReadsTheListedRows() {
    AttentionSpec two = v4(16, 2);
    for (AttentionSpec attention : List.of(two, two.with(AttentionSpecBuilder::onePool))) {
      KernelSpec spec = Specs.kernel(attention, Target.GFX942, "0", "kernel", "grid");
      BuiltKernel floor = TestBuilder.shared().buildFloor(spec);
      Counters counters = new Counters(Target.GFX942);
      Device device =
          new EmulatedDevice(
              new EmulatedGpu(Target.GFX942, counters), bytes -> floor.disassembly());
      Workload workload = Batches.draw(spec, 1, 512, 0);
      try (Stream stream = device.createStream();
          FloorLauncher launcher = FloorLauncher.load(device, floor);
          DeviceWorkload uploaded =
              DeviceWorkload.upload(device, stream, workload, Placement.PADDED)) {
        launcher.launch(stream, launcher.plan(workload.table(), 512), uploaded.tensors());
        stream.synchronize();
      }
      long asked = counters.kernels().values().iterator().next().bytesAsked();
      // A tile's last load asks for its last chunk again; lanes look up an entry each.
      assertThat(asked).isBetween(512L * 584, 512L * 584 * 115 / 100);
    }
  }

  @Test
  void aFolderHasBothPools() throws IOException {
    KernelSpec spec = Specs.kernel(v4(16, 2), Target.GFX942, "0", "kernel", "grid");
    Workload drawn = Batches.draw(spec, 99, 70, 5);
    WorkloadFolder.write(folder, spec, drawn, Optional.empty(), Map.of());
    assertThat(WorkloadFolder.kernel(folder)).isEqualTo(spec);
    Workload read = WorkloadFolder.read(folder, spec.attention(), spec.target());
    assertThat(Reference.attention(read)).isEqualTo(Reference.attention(drawn));
    TwoLists lists = (TwoLists) read.table();
    assertThat(lists.contexts()).isEqualTo(drawn.table().contexts());
    int[] entries = lists.extra().indices().clone();
    Arrays.fill(entries, 2 * drawn.cache().of(1).pages());
    assertRefused(
        () -> with(read, new TwoLists(lists.own(), lists.extra().withPages(entries))),
        "extra_indices[");
    Path lengths = folder.resolve("extra_lengths.npy");
    byte[] bytes = Files.readAllBytes(lengths);
    bytes[bytes.length - 1] = 0x7f;
    Files.write(lengths, bytes);
    assertRefused(
        () -> WorkloadFolder.read(folder, spec.attention(), spec.target()),
        "extra_indices and extra_lengths of " + folder + ": lengths[1] is 2130706");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    SelectedTokens two = new SelectedTokens(4, 3, 3, new int[6], Optional.empty());
    SelectedTokens three = new SelectedTokens(4, 3, 3, new int[9], Optional.empty());
    assertRefused(() -> new TwoLists(two, three), "indices has 2 rows, and extra_indices 3");
    SelectedTokens long1 = new SelectedTokens(4, 1 << 30, 1 << 30, new int[0], Optional.empty());
    SelectedTokens long2 = new SelectedTokens(4, 1, 1, new int[0], Optional.empty());
    assertRefused(() -> new TwoLists(long1, long2), "2^30 entries together");
  }

  @Test
  void whatIsNotWrittenForTwoPoolsIsRefusedByName() {
    AttentionSpec spec = latent(16, 4, 12);
    assertThat(refusals(spec)).isEmpty();
    assertThat(refusals(spec.with(s -> s.selection(new Selection.All()))))
        .containsExactly("a second pool without selected tokens");
    assertThat(
            refusals(
                AttentionSpec.of(64, 6, 2, DataType.BF16, 4, KvLayout.NHD)
                    .with(s -> s.selection(new Selection.Tokens()).extraPageSize(4))))
        .containsExactly("a second pool of keys and values");
    assertThat(refusals(spec.with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TOKEN))))
        .containsExactly("a second pool with KV scales per token");
    assertThat(refusals(spec.with(s -> s.extraPageSize(1 << 24))))
        .containsExactly("extra page size 16777216");
    AttentionSpec two =
        of(new AttentionSpecBuilder(576, 32, 2).latent(512), 4, 12)
            .with(s -> s.layout(KvLayout.HND));
    assertThat(refusals(two)).containsExactly("a second pool in layout hnd with 2 KV heads");
  }
}
