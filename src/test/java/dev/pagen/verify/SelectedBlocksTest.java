package dev.pagen.verify;

import static dev.pagen.verify.Selections.assertRefused;
import static dev.pagen.verify.Selections.none;
import static dev.pagen.verify.Selections.refusals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.BlockTable;
import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.Plan;
import dev.pagen.attention.SelectedBlocks;
import dev.pagen.attention.SelectedTokens;
import dev.pagen.attention.TwoLists;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.Specs;
import dev.pagen.kernel.Support;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.InvalidSpecException;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.Lookback;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kernels over lists of selected blocks. In drawn workloads what is not selected is no number, and
 * pages of which nothing is selected have numbers that are no page's: a kernel that looked them up
 * would fault on the emulator.
 */
class SelectedBlocksTest {
  private static final int[] LENGTHS = {0, 1, 255, 256, 13, 257, 0, 515};

  private static AttentionSpec of(DataType type, int pageSize, int blockSize) {
    return AttentionSpec.of(64, 6, 2, type, pageSize, KvLayout.NHD)
        .withLse()
        .with(spec -> spec.selection(new Selection.Blocks(blockSize)));
  }

  private static AttentionSpec rows(AttentionSpec spec) {
    return spec.with(s -> s.pageTable(PageTableFormat.BLOCK_TABLE));
  }

  /** Blocks of a page, of several, and of less; and of one token, as lists of positions are. */
  @ParameterizedTest
  @CdnaTargets
  void pagesReducesSchedulesScalesAndLookbacks(Target target) {
    int seed = 90;
    for (KernelSpec spec :
        List.of(
            Specs.kernel(of(DataType.BF16, 16, 16), target, "256", "last-workgroup", "grid"),
            Specs.kernel(
                rows(of(DataType.FP16, 16, 128)).withSinks(), target, "0", "kernel", "list"),
            Specs.kernel(
                rows(of(DataType.BF16, 64, 8)).withWindow(300), target, "100", "kernel", "grid"),
            Specs.kernel(
                of(DataType.BF16, 12, 1)
                    .withChunk(200)
                    .with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TOKEN)),
                target,
                "64",
                "last-workgroup",
                "list"),
            Specs.kernel(
                of(DataType.BF16, 8, 20)
                    .with(
                        s -> s.layout(KvLayout.HND).kvStrides(new KvStrides(128, 1024, 128, 1024))),
                target,
                "0",
                "last-workgroup",
                "grid"))) {
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

  /** Blocks of all tokens, in their order, are a page table without lists. */
  @ParameterizedTest
  @CsvSource({"GFX942,grid,16,48", "GFX950,list,12,16"})
  void theSameBitsAsTheWholeContext(Target target, String schedule, int pageSize, int blockSize) {
    AttentionSpec lists = of(DataType.BF16, pageSize, blockSize);
    AttentionSpec whole = lists.with(s -> s.selection(new Selection.All()));
    KernelSpec paged = Specs.kernel(whole, target, "128", "kernel", schedule);
    KernelSpec selected = new KernelSpec(lists, paged.tuning(), target);
    Workload pages = Batches.draw(paged, 91, 500, 500, 480);
    int top = Math.ceilDiv(500, blockSize);
    SelectedBlocks all =
        new SelectedBlocks(
            pages.table(),
            new Lookback.Full(),
            blockSize,
            top,
            1,
            top,
            0,
            IntStream.range(0, 3 * top).map(i -> i % top).toArray());
    KvCache cache = pages.cache();
    Workload blocks =
        new Workload(
            lists,
            all,
            pages.query(),
            new KvCache(
                lists, cache.format(), cache.pages(), cache.keys(), cache.values(), cache.scales()),
            pages.heads(),
            pages.out());
    assertThat(EmulatedRuns.output(selected, blocks, 2))
        .isEqualTo(EmulatedRuns.output(paged, pages, 2));
  }

  /** Lists of nothing, of one block, first or last in the list, and of one block many times. */
  @ParameterizedTest
  @CsvSource({"GFX942", "GFX950"})
  void listsWithHardlyAnything(Target target) {
    KernelSpec spec =
        Specs.kernel(of(DataType.BF16, 4, 32), target, "128", "last-workgroup", "grid");
    Workload drawn = Batches.draw(spec, 92, 320, 320, 320, 320, 320, 320);
    SelectedBlocks lists = (SelectedBlocks) drawn.table();
    int[] ids = lists.ids().clone();
    for (int s = 0; s < lists.sequences(); s++) {
      for (int i = 0; i < lists.stride(); i++) {
        int at = s * lists.stride() + i;
        int place = lists.headStride() == 0 ? i : i % lists.headStride();
        boolean kept = s % 3 == 0 && place == 0 || s % 3 == 1 && place == 9;
        ids[at] = kept ? ids[at] : -1 - i;
      }
    }
    Workload workload = with(drawn, ids);
    assertThat(EmulatedRuns.verify(spec, workload, Placement.DENSE, ExecutionChecks.all()))
        .matches(Comparison::passed);
  }

  private static Workload with(Workload of, int[] ids) {
    SelectedBlocks lists = (SelectedBlocks) of.table();
    SelectedBlocks other =
        new SelectedBlocks(
            lists.table(),
            lists.lookback(),
            lists.blockSize(),
            lists.topBlocks(),
            lists.sequenceQueries(),
            lists.stride(),
            lists.headStride(),
            ids);
    return Selections.with(of, other);
  }

  /** A query's output does not depend on its company, where that is promised. */
  @ParameterizedTest
  @CsvSource({"GFX942", "GFX950"})
  void aQueryHasTheSameBitsInAnyBatch(Target target) {
    KernelSpec spec =
        Specs.kernel(of(DataType.BF16, 4, 16), target, "invariant", "last-workgroup", "grid");
    Workload all = Batches.draw(spec, 93, 600, 40, 0, 300);
    Selections.assertSameBitsInAnyBatch(spec, all);
  }

  /** As engines replay a captured graph: the same buffers, in them other blocks and lengths. */
  @ParameterizedTest
  @CsvSource({"GFX942,grid,last-workgroup", "GFX950,grid,kernel", "GFX90A,list,last-workgroup"})
  void oneLaunchServesOtherSelections(Target target, String schedule, String reduce) {
    KernelSpec spec =
        Specs.kernel(rows(of(DataType.BF16, 16, 32)), target, "100", reduce, schedule);
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = EmulatedRuns.device(kernel);
    Workload first = Batches.draw(spec, 94, 700, 1, 12, 300);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream()) {
      Plan plan = launcher.plan(4, 720);
      try (DeviceWorkload uploaded =
          DeviceWorkload.upload(device, stream, first, plan, Placement.DENSE)) {
        for (int seed = 0; seed < 3; seed++) {
          Workload next = Batches.otherBlocks(first, seed);
          SelectedBlocks lists = (SelectedBlocks) next.table();
          AttentionTensors tensors = uploaded.tensors();
          stream.copyToDevice(tensors.blockIds(), MemorySegment.ofArray(lists.ids()));
          stream.copyToDevice(
              tensors.seqLens(), MemorySegment.ofArray(((BlockTable) lists.table()).seqLens()));
          uploaded.poison();
          launcher.launch(stream, plan, tensors, uploaded.workspace());
          assertThat(Comparison.of(next, Reference.attention(next), uploaded.download()))
              .matches(Comparison::passed);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "seq * block_ids_stride + -> seq * block_ids_head_stride +",
        "kv_head * block_ids_head_stride; -> 0;",
        "const u32 row = (u32)seq / (u32)sequence_queries; -> const u32 row = seq;",
        "sequence_queries - 1 - (int)(seq - row * sequence_queries); -> 0;",
        "const u32 block = blocks.ids -> const u32 block = (u32)i / BLOCK_SIZE + 0 * blocks.ids",
        "(u32)i % BLOCK_SIZE; -> 0;",
        "|| position + blocks.later >= blocks.length) return -1; -> ) return -1;",
        "+ (u32)WINDOW < (u32)blocks.length) return -1; -> < 0) return -1;"
      })
  void listsThatAreReadWrongAreFound(String from, @Nullable String to) {
    KernelSpec spec = windowed();
    Selections.assertFound(spec, some(spec), from, to);
  }

  @Test
  void whatFaultsAreFoundWithPassesWithoutThem() {
    KernelSpec spec = windowed();
    assertThat(EmulatedRuns.verify(spec, some(spec), Placement.PADDED)).matches(Comparison::passed);
  }

  private static KernelSpec windowed() {
    return Specs.kernel(
        rows(of(DataType.BF16, 16, 24)).withWindow(310),
        Target.GFX942,
        "0",
        "last-workgroup",
        "grid");
  }

  /** A window would hide it: what is none stands before it. */
  @Test
  void entriesThatAreNoBlocksAreFound() {
    KernelSpec spec = Specs.kernel(of(DataType.BF16, 16, 24), Target.GFX942, "0", "kernel", "grid");
    Workload workload = some(spec);
    String checked = "block >= MOST_BLOCKS || ";
    EmulatedRuns.assertFound(
        () -> EmulatedRuns.verifyChanged(spec, checked, "", workload, Placement.PADDED));
  }

  /** Lists of a KV head each, of sequences with several queries, some of their entries none. */
  private static Workload some(KernelSpec spec) {
    return Selections.drawn(
        spec,
        SelectedBlocks.class,
        lists ->
            lists.headStride() > 0
                && lists.sequenceQueries() > 1
                && none(lists, 0, 1) > 20
                && none(lists, 0, 1) < 250,
        95,
        330,
        0,
        260,
        77,
        5,
        300);
  }

  @Test
  void drawnListsHaveAllThatThereMayBe() {
    KernelSpec spec = Specs.kernel(of(DataType.BF16, 16, 24), Target.GFX942, "0", "kernel", "grid");
    int[] found = new int[8];
    for (int seed = 0; seed < 40; seed++) {
      SelectedBlocks lists =
          (SelectedBlocks) Batches.draw(spec, seed, 240, 240, 240, 240, 0, 0).table();
      found[0] += lists.sequenceQueries() == 1 ? 1 : 0;
      found[1] += lists.sequenceQueries() > 1 ? 1 : 0;
      found[2] += lists.headStride() == 0 ? 1 : 0;
      found[3] += lists.headStride() > 0 ? 1 : 0;
      for (int s = 0; s < 4; s++) {
        int first = s * lists.stride();
        int[] ids = Arrays.copyOfRange(lists.ids(), first, first + lists.topBlocks());
        int blocks = lists.blocks(s);
        int[] real = Arrays.stream(ids).filter(b -> b >= 0 && b < blocks).toArray();
        found[4] += real.length - (int) Arrays.stream(real).distinct().count();
        found[5] += (int) Arrays.stream(ids).filter(b -> b < 0).count();
        found[6] += (int) Arrays.stream(ids).filter(b -> b >= blocks).count();
        boolean cut = !lists.has(s, 0, 23) && lists.has(s, 0, 0);
        found[7] += cut ? 1 : 0;
      }
    }
    assertThat(found).doesNotContain(0);
  }

  /** As a benchmark compares some of a batch, with a cache of their pages alone. */
  @ParameterizedTest
  @EnumSource
  void someQueriesHaveTheSameTokensInACacheOfTheirPages(PageTableFormat form) {
    AttentionSpec attention = of(DataType.BF16, 16, 24).with(s -> s.pageTable(form));
    KernelSpec spec = Specs.kernel(attention, Target.GFX942, "0", "kernel", "grid");
    SelectedBlocks lists = (SelectedBlocks) some(spec).table();
    int[] queries = {5, 0, 3};
    SelectedBlocks own = lists.select(queries);
    assertThat(own.isOf(attention)).isTrue();
    int tokens = 0;
    for (int i = 0; i < queries.length; i++) {
      for (int t = 0; t < 2 * lists.context(0); t++) {
        int head = t % 2;
        assertThat(own.has(i, head, t / 2)).isEqualTo(lists.has(queries[i], head, t / 2));
        if (own.has(i, head, t / 2)) {
          int place = own.page(i, head, t / 2) - own.pageOf(own.first(i));
          int page = lists.pageOf(lists.first(queries[i]) + place);
          assertThat(page).isEqualTo(lists.page(queries[i], head, t / 2));
          assertThat(own.slot(i, head, t / 2)).isEqualTo(lists.slot(queries[i], head, t / 2));
          tokens++;
        }
      }
    }
    assertThat(tokens).isPositive();
    assertThat(own.poolPages()).isEqualTo(Arrays.stream(own.pages()).max().orElse(0) + 1);
  }

  @Test
  void whatDoesNotGoTogetherIsRefusedByName() {
    AttentionSpec spec = of(DataType.BF16, 4, 128);
    assertThat(refusals(rows(spec).withWindow(7).withSinks(), Target.GFX942)).isEmpty();
    assertThat(refusals(spec.withAlibi(), Target.GFX942))
        .containsExactly("ALiBi with selected blocks");
    assertThat(refusals(spec.with(s -> s.qLen(2)), Target.GFX942)).containsExactly("q_len 2");
    assertThat(refusals(spec.with(s -> s.queryLens(QueryLens.RAGGED)), Target.GFX942))
        .containsExactly("ragged queries");
    assertThat(refusals(spec.with(s -> s.layout(KvLayout.PACKED).pageSize(16)), Target.GFX942))
        .containsExactly("layout packed with selected blocks");
    assertThat(refusals(of(DataType.BF16, 4, 1 << 21), Target.GFX942))
        .containsExactly("selected blocks of 2097152 tokens");
    AttentionSpec latent =
        new AttentionSpecBuilder(576, 16, 1)
            .latent(512)
            .selection(new Selection.Blocks(64))
            .build();
    for (Target target : List.of(Target.GFX942, Target.SM_90)) {
      assertThat(refusals(latent, target)).containsExactly("MLA with selected blocks");
    }
    AttentionSpec wide = AttentionSpec.of(128, 6, 2, DataType.BF16, 4, KvLayout.NHD);
    AttentionSpec blocks = wide.with(s -> s.selection(new Selection.Blocks(128)));
    assertThat(Support.refusals(Specs.copied(blocks)))
        .extracting(Refusal::field)
        .containsExactly("k-path copy");
    assertThatThrownBy(() -> new Selection.Blocks(0)).isInstanceOf(InvalidSpecException.class);
    assertThat(Selection.of("blocks=")).isEmpty();
    assertThat(Selection.of("blocks=-1")).isEmpty();
    assertThat(Selection.of("blocks=128")).contains(new Selection.Blocks(128));
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    CsrPageTable table = new CsrPageTable(4, new int[] {0, 2}, new int[] {1, 0}, new int[] {3});
    Lookback full = new Lookback.Full();
    assertRefused(
        () -> new SelectedBlocks(table, full, 8, 2, 1, 1, 0, new int[2]), "lists of 2 blocks");
    assertRefused(
        () -> new SelectedBlocks(table, full, 8, 2, 2, 2, 0, new int[2]), "for 2 queries");
    assertRefused(
        () -> new SelectedBlocks(table, full, 8, 2, 1, 4, 1, new int[4]), "lists of 2 blocks");
    assertRefused(
        () -> new SelectedBlocks(table, full, 1 << 20, 2048, 1, 2048, 0, new int[2048]), "2^30");
    SelectedBlocks lists = new SelectedBlocks(table, full, 8, 1, 1, 1, 0, new int[1]);
    SelectedTokens tokens = new SelectedTokens(4, 1, 1, new int[1], Optional.empty());
    for (PageTable other : List.of(lists, tokens, new TwoLists(tokens, tokens))) {
      assertRefused(
          () -> new SelectedBlocks(other, full, 8, 1, 1, 1, 0, new int[1]),
          "not beside a " + other.text());
    }
    KernelSpec spec = Specs.kernel(of(DataType.BF16, 4, 8), Target.GFX942, "0", "kernel", "grid");
    Workload drawn = Batches.draw(spec, 96, 9, 9);
    SelectedBlocks blocks = (SelectedBlocks) drawn.table();
    int[] pages = blocks.pages().clone();
    int lookedUp = blocks.lookedUp(1, 0).findFirst().orElseThrow();
    pages[lookedUp] = drawn.cache().pages();
    assertRefused(
        () -> Selections.with(drawn, blocks.withPages(pages)),
        "kv_page_indices[%d], of tokens".formatted(lookedUp));
  }
}
