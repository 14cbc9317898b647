package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.BlockTable;
import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.Plan;
import dev.pagen.attention.WorkloadException;
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
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.Target;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kernels that read a row of pages for each sequence. In drawn workloads what stands behind a
 * sequence's last page is no page's number: a kernel that looked it up would fault on the emulator.
 */
class BlockTableTest {
  private static final int[] CONTEXTS = {0, 1, 255, 256, 13, 257, 0, 515};

  private static AttentionSpec grouped(DataType type) {
    return inRows(AttentionSpec.of(64, 6, 2, type, 12, KvLayout.NHD).withLse());
  }

  private static AttentionSpec latent() {
    return inRows(
        new AttentionSpecBuilder(576, 20, 1)
            .latent(512)
            .dtype(DataType.BF16)
            .pageSize(12)
            .scale(0.1352)
            .build()
            .withLse());
  }

  private static AttentionSpec inRows(AttentionSpec spec) {
    return spec.with(rows -> rows.pageTable(PageTableFormat.BLOCK_TABLE));
  }

  @ParameterizedTest
  @CdnaTargets
  void schedulesReducesWindowsTokensAndLatents(Target target) {
    for (KernelSpec spec :
        List.of(
            Specs.kernel(grouped(DataType.BF16), target, "256", "last-workgroup", "grid"),
            Specs.kernel(grouped(DataType.FP16).withWindow(37), target, "20", "kernel", "grid"),
            Specs.kernel(
                grouped(DataType.BF16).with(s -> s.qLen(3)).withChunk(100),
                target,
                "0",
                "last-workgroup",
                "list"),
            Specs.kernel(grouped(DataType.FP16).withSinks(), target, "100", "kernel", "list"),
            Specs.kernel(latent(), target, "256", "last-workgroup", "grid"),
            Specs.kernel(
                latent().with(s -> s.qLen(2)).withWindow(300), target, "0", "kernel", "list"))) {
      assertThat(
              EmulatedRuns.verify(
                  spec, Batches.draw(spec, 71, CONTEXTS), Placement.PADDED, ExecutionChecks.all()))
          .as("%s", spec)
          .matches(Comparison::passed);
    }
  }

  @ParameterizedTest
  @CsvSource({"GFX942,grid", "GFX950,list"})
  void theSameBitsAsWithACsrTable(Target target, String schedule) {
    KernelSpec rows =
        Specs.kernel(
            grouped(DataType.BF16).withWindow(300), target, "100", "last-workgroup", schedule);
    KernelSpec csr =
        new KernelSpec(
            rows.attention().with(s -> s.pageTable(PageTableFormat.CSR)),
            rows.tuning(),
            rows.target());
    assertThat(EmulatedRuns.output(rows, Batches.draw(rows, 72, CONTEXTS), 2))
        .isEqualTo(EmulatedRuns.output(csr, Batches.draw(csr, 72, CONTEXTS), 2));
  }

  /**
   * As engines replay a captured graph: the same buffers, in them other lengths, other pages and,
   * behind the requests that there are, rows of garbage whose sequences have 0 tokens.
   */
  @ParameterizedTest
  @CsvSource({"GFX942,grid,last-workgroup", "GFX950,grid,kernel", "GFX90A,list,last-workgroup"})
  void oneLaunchServesOtherTablesLengthsAndPadding(Target target, String schedule, String reduce) {
    KernelSpec spec = Specs.kernel(grouped(DataType.BF16), target, "100", reduce, schedule);
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = EmulatedRuns.device(kernel);
    Workload first = Batches.draw(spec, 73, 700, 1, 12, 300);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream()) {
      Plan plan = launcher.plan(4, 720);
      try (DeviceWorkload uploaded =
          DeviceWorkload.upload(device, stream, first, plan, Placement.DENSE)) {
        BlockTable room = (BlockTable) first.table();
        for (int[] contexts :
            List.of(new int[] {300, 12, 0, 0}, new int[] {0, 0, 0, 0}, new int[] {1, 0, 500, 90})) {
          Workload next = shuffled(first, room, contexts);
          BlockTable table = (BlockTable) next.table();
          AttentionTensors tensors = uploaded.tensors();
          stream.copyToDevice(tensors.blockTable(), MemorySegment.ofArray(table.pages()));
          stream.copyToDevice(tensors.seqLens(), MemorySegment.ofArray(table.seqLens()));
          uploaded.poison();
          launcher.launch(stream, plan, tensors, uploaded.workspace());
          assertThat(Comparison.of(next, Reference.attention(next), uploaded.download()))
              .matches(Comparison::passed);
        }
      }
    }
  }

  /** Sequences of these lengths in pages of the longest one; garbage where there are none. */
  private static Workload shuffled(Workload of, BlockTable room, int[] contexts) {
    int[] pages = new int[room.pages().length];
    for (int s = 0; s < contexts.length; s++) {
      int count = Math.ceilDiv(contexts[s], room.pageSize());
      for (int i = 0; i < room.stride(); i++) {
        pages[s * room.stride() + i] =
            i < count ? room.pages()[(i + s) % 50] : i % 2 == 0 ? -1 : Integer.MAX_VALUE - i;
      }
    }
    return new Workload(
        of.spec(),
        new BlockTable(room.pageSize(), room.stride(), pages, contexts),
        of.query(),
        of.cache(),
        of.heads(),
        of.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "block_table + seq * block_table_stride | block_table + (seq + 1) * block_table_stride",
        "block_table + seq * block_table_stride | block_table + seq",
        "block_table + seq * block_table_stride | block_table + seq * block_table_stride + 1",
        "return seq_lens[seq]; | return seq_lens[seq] + 1;",
        "return seq_lens[seq]; | return max(seq_lens[seq] - 1, 0);",
        "return seq_lens[seq]; | return seq_lens[max(seq - 1, 0)];"
      })
  void aTableThatIsReadWrongIsFound(String from, String to) {
    KernelSpec spec =
        Specs.kernel(grouped(DataType.BF16), Target.GFX942, "256", "last-workgroup", "grid");
    EmulatedRuns.assertFound(
        () ->
            EmulatedRuns.verifyChanged(
                spec, from, to, Batches.draw(spec, 74, CONTEXTS), Placement.PADDED));
  }

  @Test
  void aDrawnTableNamesPagesOnlyWhereTheyAreLookedUp() {
    KernelSpec spec = Specs.kernel(grouped(DataType.BF16), Target.GFX942, "256", "kernel", "grid");
    int gaps = 0;
    for (int seed = 0; seed < 8; seed++) {
      Workload workload = Batches.draw(spec, seed, 13, 0, 100);
      BlockTable table = (BlockTable) workload.table();
      gaps += table.stride() - 9;
      for (int s = 0; s < 3; s++) {
        for (int i = 0; i < table.stride(); i++) {
          int page = table.pages()[s * table.stride() + i];
          assertThat(page >= 0 && page < workload.cache().pages())
              .isEqualTo(i < table.pageCount(s));
        }
      }
    }
    assertThat(gaps).isPositive();
  }

  @Test
  void theFormsHaveTheSamePages() {
    PageTable csr = PageTable.draw(PageTableFormat.CSR, CONTEXTS, 12, PageOrder.SHUFFLED, 5);
    PageTable rows = csr.in(PageTableFormat.BLOCK_TABLE);
    assertThat(rows).isInstanceOf(BlockTable.class);
    assertThat(rows.in(PageTableFormat.CSR)).usingRecursiveComparison().isEqualTo(csr);
    assertThat(rows.poolPages()).isEqualTo(csr.poolPages());
    assertThat(rows.maxContext()).isEqualTo(515);
    int[] some = {5, 1, 0};
    assertThat(rows.select(some).in(PageTableFormat.CSR))
        .usingRecursiveComparison()
        .isEqualTo(csr.select(some));
    assertThat(CsrPageTable.of(rows, some).page(0, 200)).isEqualTo(csr.page(5, 200));
  }

  @Test
  void tablesThatContradictThemselvesAreRefused() {
    refused(() -> new BlockTable(4, 2, new int[3], new int[] {1}), "3 numbers");
    refused(() -> new BlockTable(4, 2, new int[2], new int[] {9}), "seq_lens[0] is 9 tokens");
    refused(() -> new BlockTable(4, 2, new int[2], new int[] {-1}), "seq_lens[0] is -1");
    refused(
        () -> new BlockTable(1 << 20, 1 << 11, new int[1 << 11], new int[] {(1 << 30) + 1}),
        "0 to 2^30");
    KernelSpec spec = Specs.kernel(grouped(DataType.BF16), Target.GFX942, "256", "kernel", "grid");
    Workload drawn = Batches.draw(spec, 3, 30, 20);
    BlockTable table = (BlockTable) drawn.table();
    int[] pages = table.pages().clone();
    pages[table.stride() + 1] = -7;
    refused(() -> with(drawn, table.withPages(pages)), "block_table[1, 1], of tokens");
    refused(() -> with(drawn, table.in(PageTableFormat.CSR)), "is a csr, the spec's a block_table");
  }

  private static Workload with(Workload of, PageTable table) {
    return new Workload(of.spec(), table, of.query(), of.cache(), of.heads(), of.out());
  }

  private static void refused(Runnable making, String message) {
    assertThatThrownBy(making::run)
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining(message);
  }
}
