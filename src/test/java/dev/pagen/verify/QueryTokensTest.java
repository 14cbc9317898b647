package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.Plan;
import dev.pagen.device.Grid;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.HeadGroups;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several new tokens of a sequence, each of which sees what stands up to itself. */
class QueryTokensTest {
  private static AttentionSpec attention(int qLen, int heads, int kvHeads, DataType type) {
    return AttentionSpec.of(64, heads, kvHeads, type, 12, KvLayout.HND).with(s -> s.qLen(qLen));
  }

  private static KernelSpec kernel(AttentionSpec attention, Target target, String... choices) {
    boolean byDies = target.xcds() > 1 && choices[1].equals("kernel");
    Map<TuningParameter, String> chosen =
        Map.of(
            TuningParameter.PARTITION, choices[0],
            TuningParameter.REDUCE, choices[1],
            TuningParameter.K_PATH, choices[2],
            TuningParameter.NUMBERING, byDies ? "xcd" : "linear");
    return new KernelSpec(attention, new TuningChoices(chosen).resolve(attention, target), target);
  }

  /** Around the number of new tokens, and the ends of pages, tiles, turns and partitions. */
  private static int[] contexts(int qLen) {
    return new int[] {
      0, 1, qLen - 1, qLen, qLen + 1, 13, 16, 31, 100 + qLen, 255, 256, 257, 256 + qLen, 300, 515
    };
  }

  private static Workload draw(KernelSpec spec, InputDistribution distribution, int... contexts) {
    return Workload.draw(
        spec.attention(), spec.target(), contexts, distribution, PageOrder.SHUFFLED, 61);
  }

  private static Comparison verify(KernelSpec spec, InputDistribution distribution) {
    Workload workload = draw(spec, distribution, contexts(spec.attention().qLen()));
    return EmulatedRuns.verify(spec, workload, Placement.PADDED, ExecutionChecks.all());
  }

  @ParameterizedTest
  @CsvSource({
    "GFX90A,2,1,1,BF16,0,256,last-workgroup,lds",
    "GFX90A,16,3,1,FP16,5,100,kernel,direct",
    "GFX942,4,6,2,BF16,0,256,kernel,lds",
    "GFX942,3,5,1,FP16,2,100,last-workgroup,lds",
    "GFX942,5,12,2,BF16,100,7,last-workgroup,direct",
    "GFX942,16,16,1,BF16,0,0,last-workgroup,lds",
    "GFX942,16,2,2,FP16,1,3,kernel,lds",
    "GFX950,8,1,1,BF16,300,256,last-workgroup,copy",
    "GFX950,7,8,1,FP16,16,37,kernel,copy",
    "GFX950,2,40,2,BF16,0,256,last-workgroup,lds"
  })
  void anyNumberOfTokens(
      Target target,
      int qLen,
      int heads,
      int kvHeads,
      DataType type,
      int window,
      String partition,
      String reduce,
      String keys) {
    // Copies take rows of 256 bytes.
    int headSize = keys.equals("copy") ? 128 : 64;
    AttentionSpec attention =
        AttentionSpec.of(headSize, heads, kvHeads, type, 12, KvLayout.NHD)
            .with(s -> s.qLen(qLen))
            .withLse();
    if (window > 0) {
      attention = attention.withWindow(window);
    }
    KernelSpec spec = kernel(attention, target, partition, reduce, keys);
    assertThat(verify(spec, InputDistribution.NORMAL)).matches(Comparison::passed);
    assertThat(verify(spec, InputDistribution.EXTREME)).matches(Comparison::passed);
  }

  @ParameterizedTest
  @CdnaTargets
  void withAllThatHeadsHave(Target target) {
    for (String reduce : new String[] {"last-workgroup", "kernel"}) {
      AttentionSpec all =
          attention(6, 10, 2, DataType.BF16).withWindow(270).withAlibi().withSinks().withLse();
      assertThat(verify(kernel(all, target, "100", reduce, "lds"), InputDistribution.NORMAL))
          .matches(Comparison::passed)
          .matches(c -> c.lseError() > 0);
      AttentionSpec capped = attention(6, 10, 2, DataType.BF16).withSoftCap(30).withLse();
      assertThat(verify(kernel(capped, target, "5", reduce, "lds"), InputDistribution.PEAKED))
          .matches(Comparison::passed);
    }
  }

  /** What the {@code token}-th new token sees is a decode of one token over a shorter context. */
  private static Workload ofToken(Workload all, int token) {
    AttentionSpec spec = all.spec().with(s -> s.qLen(1));
    PageTable table = all.table();
    int later = all.spec().qLen() - 1 - token;
    int[] contexts =
        IntStream.range(0, table.sequences())
            .map(s -> Math.max(0, table.context(s) - later))
            .toArray();
    int[] indptr = new int[contexts.length + 1];
    for (int s = 0; s < contexts.length; s++) {
      indptr[s + 1] = indptr[s] + Math.ceilDiv(contexts[s], spec.pageSize());
    }
    int[] pages = new int[indptr[contexts.length]];
    for (int s = 0; s < contexts.length; s++) {
      int count = indptr[s + 1] - indptr[s];
      System.arraycopy(table.pages(), table.first(s), pages, indptr[s], count);
    }
    int[] last = Arrays.stream(contexts).map(n -> n == 0 ? 0 : (n - 1) % 12 + 1).toArray();
    long bytes = (long) spec.queryElements() * spec.dtype().bytes();
    MemorySegment query = Arena.ofAuto().allocate(contexts.length * bytes, 64);
    for (int s = 0; s < contexts.length; s++) {
      long from = ((long) s * all.spec().qLen() + token) * bytes;
      MemorySegment.copy(all.query(), from, query, s * bytes, bytes);
    }
    PageTable shorter = new CsrPageTable(spec.pageSize(), indptr, pages, last).in(spec.pageTable());
    return new Workload(spec, shorter, query, all.cache(), all.heads(), all.out());
  }

  /** The rows of one token. */
  private static double[] ofToken(double[] out, AttentionSpec spec, int token) {
    int row = spec.queryHeads() * spec.headSize();
    int sequences = out.length / row / spec.qLen();
    return IntStream.range(0, sequences * row)
        .mapToDouble(i -> out[(i / row * spec.qLen() + token) * row + i % row])
        .toArray();
  }

  @Test
  void everyTokenIsADecodeOfItsOwn() {
    AttentionSpec attention =
        attention(5, 6, 2, DataType.BF16).withWindow(200).withAlibi().withSinks();
    KernelSpec spec = kernel(attention, Target.GFX942, "256", "last-workgroup", "lds");
    Workload workload = draw(spec, InputDistribution.NORMAL, 0, 1, 4, 5, 130, 333, 204, 205);
    double[] expected = Reference.attention(workload);
    double[] out = doubles(EmulatedRuns.output(spec, workload, 1));
    KernelSpec one =
        kernel(attention.with(s -> s.qLen(1)), Target.GFX942, "256", "last-workgroup", "lds");
    for (int token = 0; token < attention.qLen(); token++) {
      Workload alone = ofToken(workload, token);
      assertThat(ofToken(expected, attention, token)).isEqualTo(Reference.attention(alone));
      double[] outAlone = doubles(EmulatedRuns.output(one, alone, 1));
      double[] outOfToken = ofToken(out, attention, token);
      for (int i = 0; i < outAlone.length; i++) {
        // Two roundings to bf16 of nearly the same number.
        double ulp = ElementFormat.ofQuery(DataType.BF16).ulp(outAlone[i]);
        assertThat(Math.abs(outOfToken[i] - outAlone[i])).isLessThanOrEqualTo(8 * ulp + 1e-3);
      }
    }
  }

  private static double[] doubles(byte[] bf16) {
    MemorySegment elements = MemorySegment.ofArray(bf16);
    ElementFormat format = ElementFormat.ofQuery(DataType.BF16);
    return IntStream.range(0, bf16.length / 2).mapToDouble(i -> format.get(elements, i)).toArray();
  }

  @Test
  void tokensBeforeTheSequenceSeeNothing() {
    AttentionSpec attention = attention(8, 4, 2, DataType.BF16).withLse();
    KernelSpec spec = kernel(attention, Target.GFX942, "256", "last-workgroup", "lds");
    Workload workload = draw(spec, InputDistribution.NORMAL, 3);
    double[] out = Reference.attention(workload);
    double[] lse = Reference.logSumExp(workload);
    for (int token = 0; token < 8; token++) {
      boolean blind = token < 5;
      assertThat(Arrays.stream(ofToken(out, attention, token)).allMatch(x -> x == 0))
          .isEqualTo(blind);
      assertThat(lse[token * 4 + 2] == Double.NEGATIVE_INFINITY).isEqualTo(blind);
    }
    assertThat(EmulatedRuns.verify(spec, workload, Placement.DENSE)).matches(Comparison::passed);
  }

  @Test
  void rowsOfAKvHeadArePackedAndAWindowReachesAsFarAsItsFirst() {
    AttentionSpec attention = attention(4, 20, 2, DataType.BF16).withWindow(300);
    assertThat(KernelDesign.of(attention, Target.GFX942).headGroups())
        .isEqualTo(new HeadGroups(3, 14));
    assertThat(attention.reach(302)).isEqualTo(302);
    assertThat(attention.reach(1000)).isEqualTo(303);
    assertThat(attention.with(s -> s.window(Integer.MAX_VALUE)).reach(1000)).isEqualTo(1000);
    KernelSpec spec = kernel(attention, Target.GFX942, "101", "kernel", "lds");
    Plan plan = EmulatedRuns.plan(spec, 3, 1000);
    assertThat(plan.decode()).isEqualTo(new Grid(3, 3, 6));
    assertThat(plan.reduce()).contains(new Grid(3, 80, 1));
    assertThat(EmulatedRuns.plan(kernel(attention, Target.GFX942, "302", "kernel", "lds"), 3, 1000))
        .matches(p -> p.maxPartitions() == 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "context - (Q_LEN - 1) + token | context - Q_LEN + token",
        "context - (Q_LEN - 1) + token | context - (Q_LEN - 2) + token",
        "{ return row / GQA_RATIO; } | { return row % Q_LEN; }",
        "min(sequence.end, sequence.context - (Q_LEN - 1)) | sequence.end",
        "sequence.context - first > WINDOW | false",
        "own_end - WINDOW - token; | own_end - WINDOW - token - 1;",
        "own_end - WINDOW - token; | own_end - WINDOW - token + 1;",
        "row / GQA_RATIO * (KV_HEADS * GQA_RATIO) | row / GQA_RATIO * GQA_RATIO",
        "(own_end - 1) | own_end",
        "REACH = 102; | REACH = 100;",
      })
  void aFaultIsFound(String from, String to) {
    // A slope that counts from elsewhere shows beside a sink alone.
    AttentionSpec attention =
        attention(3, 10, 2, DataType.BF16).withWindow(100).withAlibi().withSinks();
    KernelSpec spec = kernel(attention, Target.GFX942, "64", "last-workgroup", "lds");
    Workload workload = draw(spec, InputDistribution.NORMAL, 0, 2, 64, 101, 300);
    assertThat(EmulatedRuns.verify(spec, workload, Placement.PADDED)).matches(Comparison::passed);
    EmulatedRuns.assertFound(
        () -> EmulatedRuns.verifyChanged(spec, from, to, workload, Placement.PADDED));
  }

  @Test
  void aReduceThatDividesByNothingIsFound() {
    KernelSpec spec =
        kernel(attention(5, 2, 1, DataType.BF16), Target.GFX942, "2", "kernel", "lds");
    Workload workload = draw(spec, InputDistribution.NORMAL, 3);
    assertThat(EmulatedRuns.verify(spec, workload, Placement.PADDED)).matches(Comparison::passed);
    Comparison comparison =
        EmulatedRuns.verifyChanged(
            spec,
            "row_sum > 0.0f ? 1.0f / row_sum : 0.0f",
            "1.0f / row_sum",
            workload,
            Placement.PADDED);
    assertThat(comparison.nans()).isEqualTo(2 * 2 * 64);
  }
}
