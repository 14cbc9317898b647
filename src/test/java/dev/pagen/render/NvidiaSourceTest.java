package dev.pagen.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.KernelDraws;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.LdsUse;
import dev.pagen.kernel.Specs;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.Reduce;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the sources of both vendors share, and what they must not. */
class NvidiaSourceTest {
  private static final long SEED = 20_261_122;
  private static final int DRAWS = 40;

  private final Renderer renderer = new Renderer();

  @Test
  void noBuiltinOfAnotherVendorIsUsed() {
    Random random = new Random(SEED);
    for (int i = 0; i < DRAWS; i++) {
      KernelSpec nvidia = KernelDraws.next(random, Target.SM_90);
      assertThat(renderer.render(nvidia).source())
          .doesNotContain("__builtin")
          .doesNotContain("ext_vector_type")
          .containsPattern("mma(_async)?\\.sync");
      KernelSpec cdna = KernelDraws.next(random, Target.GFX950);
      assertThat(renderer.render(cdna).source()).doesNotContain("mma.sync").contains("mfma");
    }
  }

  @Test
  void theAlgorithmIsWrittenOnce() {
    String nvidia = renderer.render(seed(Reduce.LAST_WORKGROUP)).source();
    String cdna = renderer.render(Specs.seed(Target.GFX942)).source();
    for (String function :
        List.of("float logit(", "void write_merged(", "Merged merge_partitions(")) {
      assertThat(body(nvidia, function)).isEqualTo(body(cdna, function));
    }
  }

  /** Where it stood in the return statement the compiler had it wait for the number of pages. */
  @Test
  void theLengthIsAskedForAtOnce() {
    String nvidia = body(renderer.render(Specs.seed(Target.SM_90)).source(), "context_length(");
    assertThat(nvidia).contains("int last = kv_last_page_len[seq];\n  asm volatile(");
    assertThat(nvidia.indexOf("asm volatile")).isLessThan(nvidia.indexOf("return"));
  }

  /** A function's text, whatever the number of partial results that are merged at a time. */
  private static String body(String source, String function) {
    int start = source.indexOf(function);
    String before = source.substring(source.lastIndexOf('\n', start) + 1, start);
    String indent = before.startsWith("  ") ? "  " : "";
    return source
        .substring(start, source.indexOf("\n" + indent + "}\n", start))
        .replaceFirst("AHEAD = \\d+", "AHEAD = N");
  }

  @Test
  void theSourcesOfOneFamilyDifferInTheTargetsNameAlone() {
    assertThat(renderer.render(Specs.seed(Target.SM_90)).source())
        .isEqualTo(renderer.render(Specs.seed(Target.SM_100)).source().replace("sm_100", "sm_90"));
  }

  /** Which is what an instruction widens two of them to; only the output stays bf16. */
  @Test
  void cachesOfEightBitsAreMultipliedAsFp16() {
    AttentionSpec grouped = AttentionSpec.of(128, 6, 1, DataType.BF16, 16, KvLayout.NHD);
    AttentionSpec latent =
        AttentionSpec.of(576, 16, 1, DataType.BF16, 16, KvLayout.NHD).with(s -> s.latent(512));
    for (AttentionSpec wide : List.of(grouped, latent)) {
      assertThat(source(wide)).contains("f32.bf16.bf16.f32").doesNotContain(".f16");
      for (DataType cache : List.of(DataType.FP8_E4M3, DataType.FP8_E5M2, DataType.INT8)) {
        AttentionSpec narrow = wide.with(s -> s.kvDtype(cache));
        assertThat(source(narrow)).contains("f32.f16.f16.f32").containsOnlyOnce("bf16x2");
        assertThat(source(narrow.with(s -> s.outDtype(DataType.FP32)))).doesNotContain("bf16x2");
      }
    }
  }

  private String source(AttentionSpec spec) {
    Tuning tuning = KernelDesign.of(spec, Target.SM_90).defaultTuning();
    return renderer.render(new KernelSpec(spec, tuning, Target.SM_90)).source();
  }

  @Test
  void theRingsAreWhatTheLaunchGives() {
    Random random = new Random(SEED + 1);
    for (int i = 0; i < DRAWS; i++) {
      KernelSpec spec = KernelDraws.next(random, Target.SM_80);
      KernelEntry decode = renderer.render(spec).entry(KernelEntry.Role.DECODE).orElseThrow();
      LdsUse lds = KernelDesign.of(spec).lds(spec.tuning());
      AttentionSpec attention = spec.attention();
      int ring = spec.tuning().tile() * attention.tokenBytes() * spec.tuning().buffering();
      int sharers = KernelDesign.of(spec).headGroups().waves();
      int rings = attention.latent().isPresent() ? 1 : spec.tuning().waves() / sharers;
      assertThat(decode.dynamicLdsBytes())
          .isEqualTo(lds.totalBytes())
          .isGreaterThanOrEqualTo(ring * rings)
          .isLessThanOrEqualTo(Target.SM_80.ldsBytesPerWorkgroup());
      assertThat(decode.threads()).isEqualTo(32 * spec.tuning().waves());
    }
  }

  @Test
  void theFloorReadsThroughTheSamePageTable() {
    for (Target target : Target.values()) {
      RenderedKernel floor = renderer.renderFloor(Specs.seed(target));
      RenderedKernel decode = renderer.render(Specs.seed(target));
      KernelEntry entry = floor.entry(KernelEntry.Role.FLOOR).orElseThrow();
      KernelEntry other = decode.entry(KernelEntry.Role.DECODE).orElseThrow();
      assertThat(floor.kernels()).containsExactly(entry);
      assertThat(entry.grid()).isEqualTo(other.grid());
      assertThat(other.parameters())
          .containsAll(entry.parameters().stream().filter(p -> !p.name().equals("out")).toList());
      assertThat(entry.parameters())
          .allSatisfy(p -> assertThat(floor.source()).contains(p.declaration()));
    }
  }

  /** It asks for the same tiles and merges as much, and computes nothing. */
  @Test
  void theMergingFloorIsTheKernelWithoutItsArithmetic() {
    KernelSpec seed = seed(Reduce.ALL_WORKGROUPS);
    RenderedKernel floor = renderer.renderMergingFloor(seed).orElseThrow();
    KernelEntry entry = floor.main();
    KernelEntry decode = renderer.render(seed).main();
    assertThat(floor.kernels()).containsExactly(entry);
    assertThat(floor.name()).startsWith("merging-floor-");
    assertThat(floor.workspace()).isEqualTo(renderer.render(seed).workspace()).isNotEmpty();
    assertThat(entry.grid()).isEqualTo(decode.grid());
    assertThat(entry.parameters()).isEqualTo(decode.parameters());
    assertThat(entry.threads()).isEqualTo(decode.threads());
    assertThat(entry.dynamicLdsBytes()).isEqualTo(decode.dynamicLdsBytes());
    String body = floor.source().substring(floor.source().indexOf(entry.symbol() + "(\n"));
    assertThat(body)
        .contains("copy_tile(", "await_copies<", "store_four(partial_out", "merge_slots<")
        .doesNotContain(" score(", "softmax(", "accumulate(", "queries");
  }

  @Test
  void whatMergesOtherwiseHasNoMergingFloor() {
    for (KernelSpec other : List.of(seed(Reduce.LAST_WORKGROUP), Specs.seed(Target.GFX942))) {
      assertThat(renderer.renderMergingFloor(other)).isEmpty();
      assertThat(renderer.render(other).source()).doesNotContain("merge_slots");
    }
  }

  /** A wave must neither read what another has not copied, nor copy over what another reads. */
  @Test
  void wavesThatShareTilesWaitForEachOtherTwiceAnIteration() {
    AttentionSpec rows = AttentionSpec.of(128, 16, 1, DataType.BF16, 16, KvLayout.NHD);
    String shared = source(rows.with(s -> s.qLen(4)));
    String loop =
        shared.substring(
            shared.indexOf("for (; first < sequence.end"),
            shared.indexOf("u32 begun = 0;", shared.indexOf("for (; first < sequence.end")));
    assertThat(loop.split("sync_sharers\\(wave / ROW_WAVES\\)")).hasSize(3);
    assertThat(loop.indexOf("await_copies<")).isLessThan(loop.indexOf("sync_sharers("));
    assertThat(loop.indexOf("accumulate(")).isLessThan(loop.lastIndexOf("sync_sharers("));
    assertThat(loop).doesNotContain("__syncwarp");
    assertThat(source(rows)).doesNotContain("sync_sharers").contains("__syncwarp();  // all lanes");
  }

  private static KernelSpec seed(Reduce reduce) {
    KernelSpec seed = Specs.seed(Target.SM_90);
    return new KernelSpec(seed.attention(), seed.tuning().withReduce(reduce), Target.SM_90);
  }
}
