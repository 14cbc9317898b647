package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.compile.TestBuilder;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several new tokens that share latents: each sees what stands up to itself. */
class LatentTokensTest {
  private static AttentionSpec attention(int qLen, int heads, int kvHeads, DataType type) {
    return AttentionSpec.of(576, heads, kvHeads, type, 12, KvLayout.HND)
        .with(spec -> spec.latent(512).scale(0.1352).qLen(qLen));
  }

  private static KernelSpec kernel(AttentionSpec attention, Target target, String... choices) {
    Map<TuningParameter, String> chosen =
        Map.of(TuningParameter.PARTITION, choices[0], TuningParameter.REDUCE, choices[1]);
    return new KernelSpec(attention, new TuningChoices(chosen).resolve(attention, target), target);
  }

  private static Workload draw(KernelSpec spec, InputDistribution distribution) {
    int qLen = spec.attention().qLen();
    int[] contexts = {0, 1, qLen - 1, qLen, qLen + 1, 16, 47 + qLen, 48 + qLen, 130};
    return Workload.draw(
        spec.attention(), spec.target(), contexts, distribution, PageOrder.SHUFFLED, 67);
  }

  private static Comparison verify(KernelSpec spec, InputDistribution distribution) {
    return EmulatedRuns.verify(
        spec, draw(spec, distribution), Placement.PADDED, ExecutionChecks.all());
  }

  /** Up to 128 rows of a workgroup, and more in several, the last of which may have fewer. */
  @ParameterizedTest
  @CsvSource({
    "GFX90A,2,16,1,BF16,0,last-workgroup",
    "GFX90A,3,64,1,FP16,48,kernel",
    "GFX942,2,8,2,BF16,16,last-workgroup",
    "GFX942,5,1,1,FP16,0,kernel",
    "GFX942,2,128,1,BF16,48,last-workgroup",
    "GFX942,16,10,2,FP16,0,last-workgroup",
    "GFX950,4,16,1,BF16,48,last-workgroup",
    "GFX950,7,20,1,FP16,7,kernel"
  })
  void anyNumberOfTokens(
      Target target,
      int qLen,
      int heads,
      int kvHeads,
      DataType type,
      String partition,
      String reduce) {
    AttentionSpec attention = attention(qLen, heads, kvHeads, type).withLse();
    assertThat(verify(kernel(attention, target, partition, reduce), InputDistribution.NORMAL))
        .matches(Comparison::passed);
  }

  @ParameterizedTest
  @CdnaTargets
  void withAllThatHeadsHave(Target target) {
    for (String reduce : List.of("last-workgroup", "kernel")) {
      AttentionSpec all =
          attention(6, 50, 2, DataType.BF16).withWindow(70).withAlibi().withSinks().withLse();
      assertThat(verify(kernel(all, target, "48", reduce), InputDistribution.NORMAL))
          .matches(Comparison::passed)
          .matches(c -> c.lseError() > 0);
    }
    AttentionSpec chunked = attention(6, 20, 2, DataType.BF16).withChunk(41).withLse();
    assertThat(verify(kernel(chunked, target, "16", "kernel"), InputDistribution.NORMAL))
        .matches(Comparison::passed);
    AttentionSpec capped = attention(4, 16, 1, DataType.BF16).withSoftCap(30);
    assertThat(verify(kernel(capped, target, "0", "kernel"), InputDistribution.PEAKED))
        .matches(Comparison::passed);
  }

  @Test
  void rowsAreDealtOutToAsFewWorkgroupsAsCanBe() {
    AttentionSpec plain = attention(1, 128, 1, DataType.BF16);
    assertThat(KernelDesign.of(plain, Target.GFX942).headGroups())
        .isEqualTo(new HeadGroups(1, 128));
    assertThat(KernelDesign.of(plain, Target.SM_90).headGroups()).isEqualTo(new HeadGroups(2, 64));
    AttentionSpec tokens = attention(3, 50, 1, DataType.BF16);
    assertThat(KernelDesign.of(tokens, Target.GFX942).headGroups())
        .isEqualTo(new HeadGroups(2, 75));
    assertThat(KernelDesign.of(tokens, Target.SM_80).headGroups()).isEqualTo(new HeadGroups(3, 50));
    assertThat(KernelDesign.of(tokens.withAlibi(), Target.SM_80).headGroups())
        .isEqualTo(new HeadGroups(4, 38));
    assertThat(KernelDesign.of(tokens.withAlibi(), Target.SM_90).headGroups())
        .isEqualTo(new HeadGroups(3, 50));
  }

  /** Heads and tokens, as they are on a target, and with all that heads have on another. */
  @ParameterizedTest
  @CdnaTargets
  void nothingIsSpilledWhateverTheRows(Target target) {
    int run = 0;
    for (int heads : new int[] {16, 64, 128}) {
      for (int qLen : new int[] {2, 5}) {
        int turn = (run++ + target.ordinal()) % 3;
        if (turn > 0) {
          AttentionSpec plain = attention(qLen, heads, 1, DataType.FP16);
          AttentionSpec each =
              turn == 1 ? plain : plain.withWindow(128).withSinks().withAlibi().withLse();
          assertThat(TestBuilder.spills(kernel(each, target, "0", "last-workgroup")))
              .as("%s", each)
              .isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "16 | own_end = context - (Q_LEN - 1) | own_end = context",
        "16 | token_of_row(min(own, QUERY_ROWS - 1)) | 0",
        "100 | query_stride + row * HEAD_SIZE"
            + " | query_stride + row_in_sequence(kv_head, own) * HEAD_SIZE",
      })
  void aTokenThatSeesTooMuchAndARowOfAnotherGroupAreFound(int heads, String from, String to) {
    KernelSpec spec =
        kernel(attention(2, heads, 1, DataType.BF16), Target.GFX942, "0", "last-workgroup");
    Workload workload = draw(spec, InputDistribution.NORMAL);
    assertThat(EmulatedRuns.verifyChanged(spec, from, to, workload, Placement.DENSE).passed())
        .isFalse();
  }
}
