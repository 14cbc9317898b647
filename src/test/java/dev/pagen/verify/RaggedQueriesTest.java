package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.Plan;
import dev.pagen.attention.WorkloadException;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.Specs;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Target;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sequences that each have their own number of new tokens. Those that a spec draws are 0 to q_len.
 * Query and output have rows for these and no others, so that a kernel that took one for more would
 * fault, or write over its neighbour.
 */
class RaggedQueriesTest {
  private static final int[] CONTEXTS = {0, 3, 255, 1, 256, 257, 13, 0, 300, 515, 16, 8};

  private static AttentionSpec grouped(int qLen, DataType type) {
    return ragged(AttentionSpec.of(64, 6, 2, type, 12, KvLayout.NHD).withLse(), qLen);
  }

  private static AttentionSpec latent(int qLen) {
    return ragged(
        new AttentionSpecBuilder(576, 20, 1)
            .latent(512)
            .dtype(DataType.BF16)
            .pageSize(12)
            .scale(0.1352)
            .build()
            .withLse(),
        qLen);
  }

  private static AttentionSpec ragged(AttentionSpec spec, int qLen) {
    return spec.with(tokens -> tokens.qLen(qLen).queryLens(QueryLens.RAGGED));
  }

  private static AttentionSpec inRows(AttentionSpec spec) {
    return spec.with(rows -> rows.pageTable(PageTableFormat.BLOCK_TABLE));
  }

  private static void assertRight(KernelSpec spec, Workload workload) {
    assertThat(EmulatedRuns.verify(spec, workload, Placement.PADDED, ExecutionChecks.all()))
        .as("%s", spec)
        .matches(Comparison::passed);
  }

  @ParameterizedTest
  @CdnaTargets
  void schedulesReducesMasksTablesAndLatents(Target target) {
    AttentionSpec half = grouped(4, DataType.FP16);
    AttentionSpec brain = grouped(8, DataType.BF16);
    for (KernelSpec spec :
        List.of(
            Specs.kernel(brain, target, "256", "last-workgroup", "grid"),
            Specs.kernel(inRows(half.withWindow(37).withAlibi()), target, "20", "kernel", "grid"),
            Specs.kernel(brain.withChunk(100), target, "0", "last-workgroup", "list"),
            Specs.kernel(inRows(half.withSinks()), target, "100", "kernel", "list"),
            Specs.kernel(grouped(1, DataType.BF16).withWindow(30), target, "16", "kernel", "grid"),
            Specs.kernel(inRows(latent(5)), target, "256", "last-workgroup", "grid"),
            Specs.kernel(latent(2).withWindow(300).withSinks(), target, "0", "kernel", "list"))) {
      assertRight(spec, Batches.draw(spec, 81, CONTEXTS));
    }
  }

  /** Of the groups of rows some have none where a sequence has few new tokens. */
  @ParameterizedTest
  @CsvSource({"GFX942,last-workgroup,grid", "GFX950,kernel,grid", "GFX90A,last-workgroup,list"})
  void groupsOfRowsThatASequenceHasNot(Target target, String reduce, String schedule) {
    AttentionSpec attention =
        ragged(AttentionSpec.of(64, 14, 1, DataType.BF16, 16, KvLayout.HND), 7);
    KernelSpec spec = Specs.kernel(attention, target, "100", reduce, schedule);
    assertThat(KernelDesign.of(spec).headGroups().count()).isGreaterThan(3);
    assertRight(spec, Batches.draw(spec, 82, CONTEXTS));
  }

  @ParameterizedTest
  @CsvSource({"GFX942,grid,last-workgroup", "GFX950,list,kernel", "GFX90A,grid,kernel"})
  void withAllTokensTheBitsAreThoseOfUniformQueries(Target target, String schedule, String reduce) {
    for (AttentionSpec attention : List.of(grouped(3, DataType.BF16).withWindow(200), latent(2))) {
      KernelSpec ragged = Specs.kernel(attention, target, "100", reduce, schedule);
      KernelSpec uniform =
          new KernelSpec(
              attention.with(spec -> spec.queryLens(QueryLens.UNIFORM)), ragged.tuning(), target);
      Workload drawn = Batches.draw(uniform, 83, CONTEXTS);
      Workload same =
          new Workload(
              attention, drawn.table(), drawn.query(), drawn.cache(), drawn.heads(), drawn.out());
      DeviceWorkload.Output expected = EmulatedRuns.run(uniform, drawn);
      DeviceWorkload.Output actual = EmulatedRuns.run(ragged, same);
      assertThat(actual.elements().toArray(ValueLayout.JAVA_BYTE))
          .isEqualTo(expected.elements().toArray(ValueLayout.JAVA_BYTE));
      assertThat(actual.lse()).isEqualTo(expected.lse());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "query_start_loc[seq + 1] - start | Q_LEN",
        "query_start_loc[seq + 1] - start | max(query_start_loc[seq + 1] - start, 1)",
        "= query_start_loc[seq]; | = query_start_loc[seq] + (seq > 4);",
        "if (query_rows <= 0) return; | ",
        "context - (new_tokens - 1) + | context - (Q_LEN - 1) +",
        "sequence.first_own_end = context - (new_tokens - 1) | sequence.first_own_end = context",
        "row / HEADS_OF_TOKEN) * stride | row / HEADS_OF_TOKEN) * (HEADS_OF_TOKEN * size)"
      })
  void tokensThatAreCountedWrongAreFound(String from, String to) {
    KernelSpec spec =
        Specs.kernel(grouped(4, DataType.BF16), Target.GFX942, "256", "last-workgroup", "grid");
    EmulatedRuns.assertFound(
        () ->
            EmulatedRuns.verifyChanged(
                spec,
                from,
                to == null ? "" : to,
                Batches.draw(spec, 84, CONTEXTS),
                Placement.PADDED));
  }

  /** Tokens before a window's are another sequence's, or no page's. */
  @Test
  void aWindowThatBeginsTooEarlyIsFound() {
    KernelSpec spec =
        Specs.kernel(
            grouped(8, DataType.BF16).withWindow(24), Target.GFX942, "256", "kernel", "grid");
    assertRight(spec, Batches.draw(spec, 85, CONTEXTS));
    EmulatedRuns.assertFound(
        () ->
            EmulatedRuns.verifyChanged(
                spec,
                "WINDOW + (new_tokens - 1)",
                "WINDOW + (Q_LEN - 1)",
                Batches.draw(spec, 85, CONTEXTS),
                Placement.PADDED));
  }

  /** As engines replay a captured graph: the same buffers, in them other numbers of tokens. */
  @ParameterizedTest
  @CsvSource({"GFX942,grid,last-workgroup", "GFX950,list,kernel"})
  void oneLaunchServesOtherNumbersOfTokens(Target target, String schedule, String reduce) {
    KernelSpec spec =
        Specs.kernel(inRows(grouped(4, DataType.BF16)), target, "100", reduce, schedule);
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = EmulatedRuns.device(kernel);
    AttentionSpec uniform = spec.attention().with(s -> s.queryLens(QueryLens.UNIFORM));
    Workload drawn =
        Batches.draw(new KernelSpec(uniform, spec.tuning(), target), 88, 300, 5, 120, 257);
    Workload first = of(spec.attention(), drawn, 4, 4, 4, 4);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream()) {
      Plan plan = launcher.plan(first.table());
      try (DeviceWorkload uploaded =
          DeviceWorkload.upload(device, stream, first, plan, Placement.DENSE)) {
        for (int[] counts : List.of(new int[] {1, 4, 0, 2}, new int[] {0, 0, 0, 0})) {
          Workload next = of(spec.attention(), drawn, counts);
          stream.copyToDevice(
              uploaded.tensors().queryStartLoc(), MemorySegment.ofArray(next.tokens().startLoc()));
          uploaded.poison();
          launcher.launch(stream, plan, uploaded.tensors(), uploaded.workspace());
          MemorySegment all = uploaded.download().elements();
          long written = next.outElements() * spec.attention().outDtype().bytes();
          float[] lse = Arrays.copyOf(uploaded.download().lse(), (int) next.rows());
          DeviceWorkload.Output output = new DeviceWorkload.Output(all.asSlice(0, written), lse, 0);
          assertThat(Comparison.of(next, Reference.attention(next), output))
              .matches(Comparison::passed);
          byte[] rest = all.asSlice(written).toArray(ValueLayout.JAVA_BYTE);
          assertThat(rest).isNotEmpty().containsOnly(-1);
        }
      }
    }
  }

  /** The first queries of a workload, dealt out anew. */
  private static Workload of(AttentionSpec spec, Workload drawn, int... counts) {
    NewTokens tokens = NewTokens.of(counts);
    long bytes = (long) tokens.total() * spec.queryHeads() * spec.headSize() * Short.BYTES;
    return new Workload(
        spec,
        drawn.table(),
        tokens,
        drawn.query().asSlice(0, bytes),
        drawn.cache(),
        drawn.heads(),
        drawn.out());
  }

  @Test
  void drawnNumbersAreAllThatThereCanBe() {
    KernelSpec spec =
        Specs.kernel(grouped(2, DataType.BF16), Target.GFX942, "256", "kernel", "grid");
    NewTokens tokens = Batches.draw(spec, 86, new int[40]).tokens();
    assertThat(IntStream.range(0, 40).map(tokens::count)).contains(0, 1, 2);
    for (int s = 0; s < 40; s++) {
      for (int i = tokens.first(s); i < tokens.first(s + 1); i++) {
        assertThat(tokens.sequence(i)).isEqualTo(s);
      }
    }
  }

  @Test
  void numbersThatNoSequenceCanHaveAreRefused() {
    KernelSpec spec =
        Specs.kernel(grouped(2, DataType.BF16), Target.GFX942, "256", "kernel", "grid");
    Workload drawn = Batches.draw(spec, 87, 30, 20);
    refused(() -> NewTokens.of(1, -1), "falls after sequence 1");
    refused(() -> new NewTokens(new int[] {1, 2}), "start with 0");
    refused(() -> with(drawn, NewTokens.of(3, 0)), "Sequence 0 has 3 new tokens");
    refused(() -> with(drawn, NewTokens.of(1)), "2 numbers for 2 sequences");
    refused(() -> with(drawn, NewTokens.of(2, 2)), "The query of 4 new tokens has");
    refused(
        () ->
            NewTokens.of(1, 2)
                .requireFor(spec.attention().with(s -> s.queryLens(QueryLens.UNIFORM)), 2),
        "Sequence 0 has 1 new tokens; the spec's have 2");
  }

  private static void with(Workload of, NewTokens tokens) {
    var unused =
        new Workload(
            of.spec(),
            of.table(),
            tokens,
            of.query().asSlice(0, 0),
            of.cache(),
            of.heads(),
            of.out());
    assertThat(unused).isNotNull();
  }

  private static void refused(Runnable making, String message) {
    assertThatThrownBy(making::run)
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining(message);
  }
}
