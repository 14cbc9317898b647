package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import dev.pagen.kernel.Argument;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import dev.pagen.verify.Comparison;
import dev.pagen.verify.DeviceWorkload;
import dev.pagen.verify.EmulatedRuns;
import dev.pagen.verify.InputDistribution;
import dev.pagen.verify.Placement;
import dev.pagen.verify.Reference;
import dev.pagen.verify.Workload;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of partitions that a kernel plans on the device, and the kernels that work on it. */
class WorkListTest {
  private static final AttentionSpec ATTENTION =
      AttentionSpec.of(64, 6, 2, DataType.BF16, 16, KvLayout.NHD);
  private static final int[] RAGGED = {0, 1, 300, 700, 256, 17, 513, 0};

  private static KernelSpec kernel(AttentionSpec attention, Target target, String... choices) {
    Map<TuningParameter, String> values = new EnumMap<>(TuningParameter.class);
    values.put(TuningParameter.SCHEDULE, "list");
    for (int i = 0; i < choices.length; i += 2) {
      values.put(TuningParameter.of(choices[i]).orElseThrow(), choices[i + 1]);
    }
    return new KernelSpec(attention, new TuningChoices(values).resolve(attention, target), target);
  }

  // ---- The list ----

  /** What the planning kernel wrote. */
  private record WorkList(int tokens, int[] items, int[] firstItems) {}

  private static WorkList plan(KernelSpec spec, int[] contexts, Function<BuiltKernel, Plan> how) {
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = EmulatedRuns.device(kernel);
    CsrPageTable table = lengths(contexts, spec.attention().pageSize());
    Plan plan = how.apply(kernel);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream();
        DeviceBuffer indptr = device.allocate(4L * table.indptr().length);
        DeviceBuffer last = device.allocate(4L * table.lastPageLen().length);
        DeviceBuffer list = device.allocate(plan.workspace().workList())) {
      stream.copyToDevice(indptr.address(), MemorySegment.ofArray(table.indptr()));
      stream.copyToDevice(last.address(), MemorySegment.ofArray(table.lastPageLen()));
      AttentionTensors tensors =
          AttentionTensors.of(spec.attention())
              .query(16)
              .keyCache(16)
              .valueCache(16)
              .kvIndptr(indptr.address())
              .kvPageIndices(16)
              .kvLastPageLen(last.address())
              .out(16)
              .build();
      Workspace workspace =
          new Workspace(16, Long.MAX_VALUE, 16, Long.MAX_VALUE, list.address(), list.bytes());
      launcher.launchPlanning(stream, plan, tensors, workspace);
      return new WorkList(
          read(stream, list.address() + plan.layout().offset(Argument.ITEM_TOKENS), 1)[0],
          read(stream, list.address(), 2 * plan.items()),
          read(
              stream,
              list.address() + plan.layout().offset(Argument.FIRST_ITEMS),
              contexts.length + 1));
    }
  }

  /** A page table of which only the lengths are looked at. */
  private static CsrPageTable lengths(int[] contexts, int pageSize) {
    int[] indptr = new int[contexts.length + 1];
    for (int s = 0; s < contexts.length; s++) {
      indptr[s + 1] = indptr[s] + Math.ceilDiv(contexts[s], pageSize);
    }
    int[] last = Arrays.stream(contexts).map(n -> n == 0 ? 0 : (n - 1) % pageSize + 1).toArray();
    return new CsrPageTable(pageSize, indptr, new int[indptr[contexts.length]], last);
  }

  private static int[] read(Stream stream, long address, int count) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment numbers = arena.allocate(4L * count, 4);
      stream.copyToHost(numbers, address);
      stream.synchronize();
      return numbers.toArray(ValueLayout.JAVA_INT);
    }
  }

  /** Every partition once, whole ones first, and each sequence's results beside one another. */
  private static void assertComplete(WorkList list, KernelSpec spec, int[] contexts) {
    Set<List<Integer>> missing = new HashSet<>();
    int count = 0;
    for (int s = 0; s < contexts.length; s++) {
      assertThat(list.firstItems[s]).isEqualTo(count);
      int reach = spec.attention().reach(contexts[s]);
      int partitions = Math.max(1, Math.ceilDiv(reach, list.tokens));
      for (int p = 0; p < partitions; p++) {
        missing.add(List.of(s, p));
      }
      count += partitions;
    }
    assertThat(list.firstItems[contexts.length]).isEqualTo(count);
    assertThat(2 * count).isLessThanOrEqualTo(list.items.length);
    boolean rests = false;
    for (int i = 0; i < list.items.length / 2; i++) {
      int sequence = list.items[2 * i];
      if (i >= count) {
        assertThat(sequence).isEqualTo(-1);
        continue;
      }
      int partition = list.items[2 * i + 1];
      assertThat(missing.remove(List.of(sequence, partition))).as("item %d", i).isTrue();
      boolean whole = (partition + 1L) * list.tokens <= spec.attention().reach(contexts[sequence]);
      assertThat(whole && rests).as("whole item %d after a rest", i).isFalse();
      rests |= !whole;
    }
    assertThat(missing).isEmpty();
  }

  /** The smallest multiple of a turn that fits, found by trying them all. */
  private static int suitable(KernelSpec spec, int[] contexts, long maxItems) {
    int turn = KernelDesign.of(spec).tokensPerBlock(spec.tuning());
    int longest = Arrays.stream(contexts).map(spec.attention()::reach).max().orElse(0);
    double merge = Math.ceil(KernelDesign.of(spec).partialTokens());
    double least = Math.max(1, Math.ceilDiv(longest, turn)) * (double) turn * merge;
    for (int tokens = turn; ; tokens += turn) {
      int size = tokens;
      long items =
          Arrays.stream(contexts)
              .mapToLong(n -> Math.max(1, Math.ceilDiv(spec.attention().reach(n), size)))
              .sum();
      if (items <= maxItems && (double) tokens * tokens >= least) {
        return tokens;
      }
    }
  }

  private static int[] draw(Random random, int sequences, int most) {
    return IntStream.range(0, sequences)
        .map(
            s ->
                switch (random.nextInt(5)) {
                  case 0 -> random.nextInt(2);
                  case 1 -> 256 * random.nextInt(9);
                  case 2 -> random.nextInt(most);
                  default -> random.nextInt(2000);
                })
        .toArray();
  }

  @ParameterizedTest
  @CdnaTargets
  void listsEveryPartitionOfRaggedBatchesOnce(Target target) {
    KernelSpec spec = kernel(ATTENTION, target);
    Random random = new Random(20261123);
    for (int sequences : new int[] {1, 2, 63, 1023, 1025, 4999}) {
      int[] contexts = draw(random, sequences, 200_000);
      long maxItems = Planner.of(spec, 2).items(target.computeUnits(), sequences);
      WorkList list =
          plan(spec, contexts, k -> Plan.ofList(k.rendered(), contexts.length, 0, maxItems));
      assertComplete(list, spec, contexts);
      assertThat(list.tokens).isEqualTo(suitable(spec, contexts, maxItems));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 13, 100, 1001})
  void theListIsNeverTooShort(int spare) {
    KernelSpec spec = kernel(ATTENTION.withWindow(50_000), Target.GFX942);
    Random random = new Random(spare);
    for (int sequences : new int[] {1, 5, 200}) {
      int[] contexts = draw(random, sequences, 100_000);
      int maxItems = sequences + spare;
      WorkList list =
          plan(spec, contexts, k -> Plan.ofList(k.rendered(), contexts.length, 0, maxItems));
      assertComplete(list, spec, contexts);
      assertThat(list.tokens).isEqualTo(suitable(spec, contexts, maxItems));
    }
  }

  @Test
  void aPartitionThatWasAskedForIsTakenAndGivesWayOnlyWhereTheListIsTooShort() {
    KernelSpec spec = kernel(ATTENTION, Target.GFX942, "partition", "100");
    int[] contexts = {700, 0, 99, 100, 101};
    WorkList list = plan(spec, contexts, k -> Plan.of(k.rendered(), 5, 700, 100));
    assertThat(list.tokens).isEqualTo(100);
    assertComplete(list, spec, contexts);
    int[] longer = {5000, 3000, 2000, 1, 1};
    WorkList other = plan(spec, longer, k -> Plan.of(k.rendered(), 5, 700, 100));
    assertThat(other.tokens).isEqualTo(suitable(spec, longer, 35));
    assertComplete(other, spec, longer);
  }

  @Test
  void aListShorterThanTheBatchIsRefused() {
    BuiltKernel kernel = TestBuilder.shared().build(kernel(ATTENTION, Target.GFX942));
    assertThatThrownBy(() -> Plan.ofList(kernel.rendered(), 8, 100, 7))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("7 items has no room for 8 sequences");
  }

  // ---- The kernels that work on it ----

  private static Workload draw(KernelSpec spec, int[] contexts, long seed) {
    return Workload.draw(
        spec.attention(),
        spec.target(),
        contexts,
        InputDistribution.NORMAL,
        PageOrder.SHUFFLED,
        seed);
  }

  @ParameterizedTest
  @CsvSource({
    "GFX90A,last-workgroup,linear,0",
    "GFX942,kernel,linear,0",
    "GFX942,last-workgroup,xcd,100",
    "GFX950,kernel,xcd,256",
    "GFX950,last-workgroup,linear,0"
  })
  void raggedBatchesWithAllThatHeadsHave(
      Target target, String reduce, String numbering, String partition) {
    AttentionSpec all =
        AttentionSpec.of(64, 20, 1, DataType.BF16, 7, KvLayout.HND)
            .withWindow(500)
            .withAlibi()
            .withSinks()
            .withLse();
    for (AttentionSpec attention : List.of(ATTENTION, all)) {
      KernelSpec spec =
          kernel(
              attention, target, "reduce", reduce, "numbering", numbering, "partition", partition);
      assertThat(EmulatedRuns.verify(spec, draw(spec, RAGGED, 3), Placement.PADDED))
          .as("%s", spec)
          .matches(Comparison::passed);
    }
  }

  /** What a captured graph does: the same launches and memory, other lengths. */
  @ParameterizedTest
  @ValueSource(strings = {"last-workgroup", "kernel"})
  void onePlanServesOtherLengths(String reduce) {
    KernelSpec spec = kernel(ATTENTION, Target.GFX942, "reduce", reduce);
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = EmulatedRuns.device(kernel);
    Plan plan = Plan.ofList(kernel.rendered(), 4, 0, 9);
    int[][] steps = {{700, 1, 300, 0}, {0, 3000, 1, 2}, {1, 1, 1, 1}, {257, 256, 255, 1025}};
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream();
        DeviceWorkload first =
            DeviceWorkload.upload(device, stream, draw(spec, steps[0], 1), plan, Placement.DENSE)) {
      for (int[] contexts : steps) {
        Workload workload = draw(spec, contexts, contexts[1]);
        try (DeviceWorkload uploaded =
            DeviceWorkload.upload(device, stream, workload, plan, Placement.DENSE)) {
          launcher.launch(stream, plan, uploaded.tensors(), first.workspace());
          assertRight(workload, uploaded);
        }
      }
    }
  }

  /** What the layers of a model do: one list, and the workspace used again. */
  @Test
  void oneListServesSeveralLaunches() {
    KernelSpec spec = kernel(ATTENTION, Target.GFX942);
    List<Long> seeds = List.of(5L, 6L);
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = EmulatedRuns.device(kernel);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream()) {
      List<Workload> layers = new ArrayList<>();
      seeds.forEach(seed -> layers.add(draw(spec, RAGGED, seed)));
      Plan plan = launcher.plan(layers.getFirst().table());
      try (DeviceWorkload one =
              DeviceWorkload.upload(device, stream, layers.get(0), plan, Placement.DENSE);
          DeviceWorkload two =
              DeviceWorkload.upload(device, stream, layers.get(1), plan, Placement.DENSE)) {
        launcher.launchPlanning(stream, plan, one.tensors(), one.workspace());
        launcher.launchPlanned(stream, plan, one.tensors(), one.workspace());
        launcher.launchPlanned(stream, plan, two.tensors(), one.workspace());
        assertRight(layers.get(0), one);
        assertRight(layers.get(1), two);
      }
    }
  }

  private static void assertRight(Workload workload, DeviceWorkload uploaded) {
    assertThat(Comparison.of(workload, Reference.attention(workload), uploaded.download()))
        .matches(Comparison::passed);
  }

  @Test
  void aStaleListIsFound() {
    KernelSpec spec = kernel(ATTENTION, Target.GFX942);
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = EmulatedRuns.device(kernel);
    Workload old = draw(spec, new int[] {256, 100}, 7);
    Workload grown = draw(spec, new int[] {257, 101}, 7);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream()) {
      Plan plan = launcher.plan(grown.table());
      try (DeviceWorkload before =
              DeviceWorkload.upload(device, stream, old, plan, Placement.DENSE);
          DeviceWorkload after =
              DeviceWorkload.upload(device, stream, grown, plan, Placement.DENSE)) {
        launcher.launchPlanning(stream, plan, before.tensors(), before.workspace());
        launcher.launchPlanned(stream, plan, after.tensors(), before.workspace());
        Comparison stale = Comparison.of(grown, Reference.attention(grown), after.download());
        assertThat(stale.passed()).isFalse();
        assertThat(stale.worst().orElseThrow().sequence()).isZero();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "items[2 * (first_whole + i) + 1] = i; ~ items[2 * (first_whole + i) + 1] = i + 1;",
        "items[2 * (count - 1 - rests_before) + 1] = whole; ~ items[2 * (count - 1 - rests_before)"
            + " + 1] = whole - 1;",
        "first_items[seq] = first_whole + rests_before; ~ first_items[seq] = first_whole;",
        "(whole == 0 || whole * tokens != reach) ~ whole * tokens != reach"
      })
  void aWrongListIsFound(String from, String to) {
    KernelSpec spec = kernel(ATTENTION, Target.GFX942);
    EmulatedRuns.assertFound(
        () -> EmulatedRuns.verifyChanged(spec, from, to, draw(spec, RAGGED, 9), Placement.DENSE));
  }
}
