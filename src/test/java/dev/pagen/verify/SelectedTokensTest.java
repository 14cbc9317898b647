package dev.pagen.verify;

import static dev.pagen.verify.Selections.assertRefused;
import static dev.pagen.verify.Selections.none;
import static dev.pagen.verify.Selections.refusals;
import static dev.pagen.verify.Selections.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.BlockTable;
import dev.pagen.attention.Plan;
import dev.pagen.attention.SelectedTokens;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.Specs;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kernels over lists of selected tokens. In drawn workloads what is not selected is no number, and
 * what stands behind a list's end is no slot: a kernel that looked it up would fault on the
 * emulator.
 */
class SelectedTokensTest {
  private static final int[] LENGTHS = {0, 1, 255, 256, 13, 257, 0, 515};

  private static AttentionSpec grouped(DataType type, int pageSize) {
    return of(AttentionSpec.of(64, 6, 2, type, pageSize, KvLayout.NHD).withLse());
  }

  private static AttentionSpec latent(int heads, int pageSize) {
    return of(
        new AttentionSpecBuilder(576, heads, 1)
            .latent(512)
            .dtype(DataType.BF16)
            .pageSize(pageSize)
            .scale(0.1352)
            .build()
            .withLse());
  }

  private static AttentionSpec of(AttentionSpec spec) {
    return spec.with(lists -> lists.selection(new Selection.Tokens()));
  }

  @ParameterizedTest
  @CdnaTargets
  void pagesReducesSchedulesScalesAndLatents(Target target) {
    int seed = 80;
    for (KernelSpec spec :
        List.of(
            Specs.kernel(grouped(DataType.BF16, 1), target, "256", "last-workgroup", "grid"),
            Specs.kernel(grouped(DataType.FP16, 12), target, "0", "kernel", "list"),
            Specs.kernel(
                grouped(DataType.BF16, 64)
                    .withSinks()
                    .with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TOKEN)),
                target,
                "100",
                "kernel",
                "grid"),
            Specs.kernel(latent(20, 1).withSinks(), target, "256", "last-workgroup", "grid"),
            Specs.kernel(
                latent(16, 12).with(s -> s.kvDtype(DataType.FP8_E5M2).kvScales(KvScales.TOKEN)),
                target,
                "64",
                "kernel",
                "list"),
            Specs.kernel(latent(128, 64), target, "0", "kernel", "grid"))) {
      assertThat(
              EmulatedRuns.verify(
                  spec,
                  Batches.draw(spec, seed++, LENGTHS),
                  Placement.PADDED,
                  ExecutionChecks.all()))
          .as("%s", spec)
          .matches(Comparison::passed);
    }
  }

  @Test
  void tilesThatAreCopiedToLds() {
    for (AttentionSpec attention : List.of(wide(), latent(64, 4))) {
      KernelSpec spec = Specs.copied(attention);
      for (int seed = 0; seed < 4; seed++) {
        assertThat(
                EmulatedRuns.verify(
                    spec,
                    Batches.draw(spec, seed, 300, 0, 77),
                    Placement.DENSE,
                    ExecutionChecks.all()))
            .as("%s", spec)
            .matches(Comparison::passed);
      }
    }
  }

  private static AttentionSpec wide() {
    return of(AttentionSpec.of(128, 6, 1, DataType.BF16, 4, KvLayout.NHD).withLse());
  }

  /** All of a long list is none but one entry, first or last; or all of it is. */
  @ParameterizedTest
  @CsvSource({"GFX942", "GFX950"})
  void listsWithHardlyAnything(Target target) {
    for (AttentionSpec attention : List.of(grouped(DataType.BF16, 4), latent(16, 4))) {
      KernelSpec spec = Specs.kernel(attention, target, "128", "last-workgroup", "grid");
      Workload drawn = full(spec, 81, 300, 300, 300, 300);
      SelectedTokens lists = (SelectedTokens) drawn.table();
      int[] entries = lists.indices().clone();
      for (int s = 0; s < 4; s++) {
        int first = lists.first(s);
        int kept = List.of(0, 299, 150, -1).get(s);
        for (int t = 0; t < 300; t++) {
          entries[first + t] = t == kept ? entries[first + t] : -1 - t;
        }
      }
      Workload workload = with(drawn, lists.withPages(entries));
      assertThat(EmulatedRuns.verify(spec, workload, Placement.DENSE, ExecutionChecks.all()))
          .as("%s", spec)
          .matches(Comparison::passed);
    }
  }

  /** What pages are read of, in which order they lie, is nothing to the result. */
  @ParameterizedTest
  @CsvSource({"GFX942,grid", "GFX950,list"})
  void theSameBitsAsPagesOfOneToken(Target target, String schedule) {
    for (AttentionSpec attention : List.of(grouped(DataType.BF16, 1), latent(16, 1))) {
      KernelSpec selected = Specs.kernel(attention, target, "100", "kernel", schedule);
      AttentionSpec rows =
          attention.with(
              s -> s.selection(new Selection.All()).pageTable(PageTableFormat.BLOCK_TABLE));
      KernelSpec paged = new KernelSpec(rows, selected.tuning(), target);
      Workload lists = full(selected, 82, 515, 515, 515);
      SelectedTokens table = (SelectedTokens) lists.table();
      Workload pages =
          new Workload(
              rows,
              new BlockTable(1, table.stride(), table.indices(), table.contexts()),
              lists.query(),
              cacheOf(rows, lists.cache()),
              lists.heads(),
              lists.out());
      assertThat(EmulatedRuns.output(selected, lists, 2))
          .isEqualTo(EmulatedRuns.output(paged, pages, 2));
    }
  }

  private static KvCache cacheOf(AttentionSpec spec, KvCache cache) {
    return new KvCache(
        spec, cache.format(), cache.pages(), cache.keys(), cache.values(), cache.scales());
  }

  /** Lists without entries that are none: as drawn for the first seed from one on that does. */
  private static Workload full(KernelSpec spec, int seed, int... lengths) {
    return Selections.drawn(
        spec,
        SelectedTokens.class,
        lists -> IntStream.range(0, lists.sequences()).allMatch(s -> none(lists, s, 0) == 0),
        seed,
        lengths);
  }

  /** A query's output does not depend on its company, where that is promised. */
  @ParameterizedTest
  @CsvSource({"GFX942", "GFX950"})
  void aQueryHasTheSameBitsInAnyBatch(Target target) {
    KernelSpec spec =
        Specs.kernel(grouped(DataType.BF16, 4), target, "invariant", "last-workgroup", "grid");
    Workload all = Batches.draw(spec, 83, 600, 40, 0, 300);
    Selections.assertSameBitsInAnyBatch(spec, all);
  }

  /** As engines replay a captured graph: the same buffers, in them other lists and lengths. */
  @ParameterizedTest
  @CsvSource({"GFX942,grid,last-workgroup", "GFX950,grid,kernel", "GFX90A,list,last-workgroup"})
  void oneLaunchServesOtherSelections(Target target, String schedule, String reduce) {
    KernelSpec spec = Specs.kernel(grouped(DataType.BF16, 4), target, "100", reduce, schedule);
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = EmulatedRuns.device(kernel);
    Workload first = full(spec, 84, 700, 1, 12, 300);
    SelectedTokens room = (SelectedTokens) first.table();
    Random random = new Random(84);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream()) {
      Plan plan = launcher.plan(4, 720);
      try (DeviceWorkload uploaded =
          DeviceWorkload.upload(device, stream, first, plan, Placement.DENSE)) {
        for (int[] lengths :
            List.of(new int[] {300, 12, 0, 0}, new int[] {0, 0, 0, 0}, new int[] {1, 0, 500, 90})) {
          SelectedTokens lists = shuffled(room, lengths, random);
          AttentionTensors tensors = uploaded.tensors();
          stream.copyToDevice(tensors.indices(), MemorySegment.ofArray(lists.indices()));
          stream.copyToDevice(tensors.lengths(), MemorySegment.ofArray(lengths));
          uploaded.poison();
          launcher.launch(stream, plan, tensors, uploaded.workspace());
          Workload next = with(first, lists);
          assertThat(Comparison.of(next, Reference.attention(next), uploaded.download()))
              .matches(Comparison::passed);
        }
      }
    }
  }

  /** Slots of the first list, one in five of them none; garbage behind. */
  private static SelectedTokens shuffled(SelectedTokens room, int[] lengths, Random random) {
    int[] entries = new int[room.indices().length];
    for (int s = 0; s < lengths.length; s++) {
      for (int i = 0; i < room.stride(); i++) {
        int slot = room.indices()[random.nextInt(700)];
        entries[s * room.stride() + i] =
            i >= lengths[s] ? Integer.MAX_VALUE - i : random.nextInt(5) == 0 ? -7 : slot;
      }
    }
    return new SelectedTokens(
        room.pageSize(), room.stride(), room.topK(), entries, Optional.of(lengths));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "if (selected.all) return; | return;",
        "return lengths ? lengths[seq] : top_k; | return top_k;",
        "return lengths ? lengths[seq] : top_k; | return lengths[max(seq - 1, 0)];",
        "indices + seq * indices_stride | indices + seq * top_k",
        "if (!slot) entries[s] = sequence.spare; | if (!slot) entries[s] = 0;",
        "const bool slot = (int)entries[s] >= 0 && | const bool slot =",
        "subtile % 4 * 4; | subtile % 4 * 4 + 1;",
        "rows.selection = rows.next_selection | rows.next_selection = rows.selection",
        "if (sequence.spare < 0) sequence.end = begin; | "
      })
  void listsThatAreReadWrongAreFound(String from, @Nullable String to) {
    KernelSpec spec =
        Specs.kernel(grouped(DataType.BF16, 4), Target.GFX942, "0", "last-workgroup", "grid");
    Selections.assertFound(spec, some(spec), from, to);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "if (selected.all) return; | return;",
        "if (!slot) entry = sequence.spare; | if (!slot) entry = 0;",
        "rows.selected; | 1;",
        "token < sequence.end; | true;"
      })
  void latentsThatAreReadWrongAreFound(String from, String to) {
    KernelSpec spec = Specs.kernel(latent(16, 4), Target.GFX942, "0", "last-workgroup", "grid");
    Selections.assertFound(spec, some(spec), from, to);
  }

  @Test
  void whatFaultsAreFoundWithPassesWithoutThem() {
    for (AttentionSpec attention : List.of(grouped(DataType.BF16, 4), latent(16, 4))) {
      KernelSpec spec = Specs.kernel(attention, Target.GFX942, "0", "last-workgroup", "grid");
      assertThat(EmulatedRuns.verify(spec, some(spec), Placement.PADDED))
          .matches(Comparison::passed);
    }
  }

  /** A kernel that left out what is listed twice. */
  @Test
  void repetitionsThatAreDroppedAreFound() {
    KernelSpec spec =
        Specs.kernel(grouped(DataType.BF16, 4), Target.GFX942, "0", "last-workgroup", "grid");
    EmulatedRuns.assertFound(
        () ->
            EmulatedRuns.verifyChanged(
                spec,
                "const bool slot = (int)entries[s] >= 0 &&",
                """
                bool repeated = false;
                for (int t = 0; t < span_token(first, s, lane); ++t) {
                  repeated |= sequence.page_indices[t] == (int)entries[s];
                }
                const bool slot = (int)entries[s] >= 0 && !repeated &&\
                """,
                some(spec),
                Placement.PADDED));
  }

  /** Lists of several lengths with slots, repetitions and entries that are none. */
  private static Workload some(KernelSpec spec) {
    return Selections.drawn(
        spec,
        SelectedTokens.class,
        lists ->
            none(lists, 0, 0) > 20
                && none(lists, 0, 0) < 200
                && none(lists, 2, 0) > 20
                && IntStream.range(0, 5)
                    .anyMatch(s -> lists.context(s) > 0 && none(lists, s, 0) == lists.context(s)),
        85,
        300,
        0,
        260,
        77,
        5);
  }

  @Test
  void drawnListsHaveAllThatThereMayBe() {
    KernelSpec spec = Specs.kernel(grouped(DataType.BF16, 4), Target.GFX942, "0", "kernel", "grid");
    int repeated = 0;
    int none = 0;
    int unsorted = 0;
    int told = 0;
    int gaps = 0;
    for (int seed = 0; seed < 20; seed++) {
      SelectedTokens lists = (SelectedTokens) Batches.draw(spec, seed, 100, 100, 100).table();
      told += lists.lengths().isPresent() ? 1 : 0;
      gaps += lists.stride() - 100;
      for (int s = 0; s < 3; s++) {
        int[] entries = Arrays.copyOfRange(lists.indices(), lists.first(s), lists.first(s) + 100);
        int[] slots = Arrays.stream(entries).filter(e -> e >= 0).toArray();
        none += 100 - slots.length;
        repeated += slots.length - (int) Arrays.stream(slots).distinct().count();
        for (int i = 1; i < slots.length; i++) {
          unsorted += slots[i] < slots[i - 1] ? 1 : 0;
        }
      }
    }
    assertThat(List.of(repeated, none, unsorted, told, 20 - told, gaps)).allMatch(n -> n > 0);
  }

  @Test
  void whatCountsPositionsIsRefusedByName() {
    AttentionSpec spec = grouped(DataType.BF16, 4);
    assertThat(refusals(spec)).isEmpty();
    assertThat(refusals(spec.withWindow(7))).containsExactly("window 7");
    assertThat(refusals(spec.withChunk(7))).containsExactly("chunk 7");
    assertThat(refusals(spec.withAlibi())).containsExactly("ALiBi with selected tokens");
    assertThat(refusals(spec.with(s -> s.qLen(2)))).containsExactly("q_len 2");
    assertThat(refusals(spec.with(s -> s.queryLens(QueryLens.RAGGED))))
        .containsExactly("ragged queries");
    assertThat(refusals(spec.with(s -> s.pageTable(PageTableFormat.BLOCK_TABLE))))
        .containsExactly("block table with selected tokens");
    assertThat(refusals(spec.with(s -> s.layout(KvLayout.PACKED).pageSize(16))))
        .containsExactly("layout packed with selected tokens");
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    assertRefused(() -> new SelectedTokens(4, 3, 4, new int[6], Optional.empty()), "no rows of 3");
    assertRefused(() -> new SelectedTokens(4, 4, 4, new int[6], Optional.empty()), "no rows of 4");
    assertRefused(
        () -> new SelectedTokens(4, 3, 3, new int[6], Optional.of(new int[3])),
        "lengths has 3 numbers");
    assertRefused(
        () -> new SelectedTokens(4, 3, 2, new int[6], Optional.of(new int[] {2, 3})),
        "lengths[1] is 3");
    KernelSpec spec = Specs.kernel(grouped(DataType.BF16, 4), Target.GFX942, "0", "kernel", "grid");
    Workload drawn = full(spec, 86, 9, 9);
    SelectedTokens lists = (SelectedTokens) drawn.table();
    int[] entries = lists.indices().clone();
    entries[lists.first(1) + 2] = 4 * drawn.cache().pages();
    assertRefused(() -> with(drawn, lists.withPages(entries)), "indices[1, 2], of tokens");
  }
}
