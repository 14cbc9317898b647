package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.FloorLauncher;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.emulator.machine.EmulationException;
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
import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What no query of a sequence sees is never looked up. In drawn workloads its page numbers are no
 * page's and its rows no numbers: a kernel that looked would fault on the emulator or give NaN.
 */
class MaskedTokensTest {
  /** No tokens, fewer than queries, and partitions of which some queries see nothing. */
  private static final int[] CONTEXTS = {0, 260, 3, 0, 263, 256, 257, 0};

  private static AttentionSpec grouped(DataType type) {
    return AttentionSpec.of(64, 6, 2, type, 12, KvLayout.NHD).withLse();
  }

  private static AttentionSpec latent() {
    return new AttentionSpecBuilder(576, 20, 1)
        .latent(512)
        .dtype(DataType.BF16)
        .pageSize(12)
        .scale(0.1352)
        .build()
        .withLse();
  }

  private static AttentionSpec packed() {
    return AttentionSpec.of(64, 6, 2, DataType.BF16, 16, KvLayout.PACKED)
        .with(spec -> spec.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TOKEN))
        .withLse();
  }

  /** Windows of a token, within a page, and of more than a partition; chunks; and all tokens. */
  private static List<KernelSpec> kernels(Target target) {
    List<AttentionSpec> attentions = new ArrayList<>();
    for (AttentionSpec each :
        List.of(grouped(DataType.FP16), grouped(DataType.BF16), packed(), latent())) {
      for (int qLen : new int[] {1, 8}) {
        AttentionSpec some = each.with(spec -> spec.qLen(qLen));
        for (int tokens : List.of(1, 7, 258)) {
          attentions.add(some.withWindow(tokens));
          attentions.add(some.withChunk(tokens));
        }
        attentions.add(some);
      }
    }
    List<KernelSpec> kernels = new ArrayList<>();
    for (AttentionSpec attention : attentions) {
      boolean even = kernels.size() % 2 == 0;
      kernels.add(
          Specs.kernel(
              attention,
              target,
              kernels.size() % 3 == 0 ? "37" : "256",
              even ? "last-workgroup" : "kernel",
              kernels.size() % 4 == 0 ? "list" : "grid"));
    }
    return kernels;
  }

  /** In turn: the property test draws the same for every target. */
  @ParameterizedTest
  @CdnaTargets
  void splitsOfWhichSomeQueriesSeeNothing(Target target) {
    List<KernelSpec> kernels = kernels(target);
    for (int i = target.ordinal(); i < kernels.size(); i += 9) {
      KernelSpec spec = kernels.get(i);
      Workload workload = Batches.draw(spec, 59, CONTEXTS);
      assertThat(EmulatedRuns.verify(spec, workload, Placement.PADDED, ExecutionChecks.all()))
          .as("%s", spec)
          .matches(Comparison::passed);
    }
  }

  /** Zeros and negative infinity, or the sink where there is one, beside sequences with tokens. */
  @ParameterizedTest
  @CdnaTargets
  void withoutTokensTheOutputIsZeroAndTheSinkIsAllThereIs(Target target) {
    AttentionSpec bounded = grouped(DataType.BF16).withSoftCap(30);
    List<KernelSpec> kernels =
        List.of(
            Specs.kernel(grouped(DataType.FP16), target, "64", "last-workgroup", "grid"),
            Specs.kernel(grouped(DataType.BF16).withSinks(), target, "64", "kernel", "list"),
            Specs.kernel(
                bounded.with(spec -> spec.qLen(3)), target, "64", "last-workgroup", "grid"),
            Specs.kernel(bounded.withSinks().withChunk(7), target, "64", "last-workgroup", "list"),
            Specs.kernel(latent(), target, "64", "kernel", "grid"),
            Specs.kernel(packed().withSinks(), target, "64", "last-workgroup", "grid"));
    for (int i = target.ordinal() % 2; i < kernels.size(); i += 2) {
      KernelSpec spec = kernels.get(i);
      assertOfNothing(Batches.draw(spec, 59, 0, 100, 0, 0, 1), spec);
    }
  }

  private static void assertOfNothing(Workload workload, KernelSpec kernel) {
    DeviceWorkload.Output output = EmulatedRuns.run(kernel, workload);
    AttentionSpec spec = workload.spec();
    for (int row = 0; row < output.lse().length; row++) {
      int query = row / spec.queryHeads() % spec.qLen();
      int seen = workload.table().context(row / spec.sequenceRows()) - spec.qLen() + 1 + query;
      float sink =
          spec.sinks()
              ? workload.heads().sinks()[row % spec.queryHeads()]
              : Float.NEGATIVE_INFINITY;
      float lse = output.lse()[row];
      if (seen > 0) {
        assertThat(lse).isFinite().isGreaterThan(sink);
        continue;
      }
      assertThat(lse == sink || Math.abs(lse - sink) <= 8 * Math.ulp(sink))
          .as("%s for %s of %s", lse, sink, kernel)
          .isTrue();
      for (int e = 0; e < spec.valueSize(); e++) {
        assertThat(workload.out().get(output.elements(), row * spec.valueSize() + e))
            .as("%s", kernel)
            .isZero();
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void floorsLookUpNoMoreThanKernels(Target target) {
    AttentionSpec each =
        List.of(grouped(DataType.BF16), packed(), latent()).get(target.ordinal() % 3);
    for (AttentionSpec attention :
        List.of(
            each.withWindow(7),
            each.withChunk(7).with(spec -> spec.qLen(3)),
            each.withWindow(7)
                .with(spec -> spec.qLen(3).queryLens(QueryLens.RAGGED))
                .with(spec -> spec.pageTable(PageTableFormat.BLOCK_TABLE)))) {
      KernelSpec spec = Specs.kernel(attention, target, "0", "kernel", "grid");
      BuiltKernel floor = TestBuilder.shared().buildFloor(spec);
      Device device = EmulatedRuns.device(floor);
      Workload workload = Batches.draw(spec, 59, CONTEXTS);
      try (FloorLauncher launcher = FloorLauncher.load(device, floor);
          Stream stream = device.createStream();
          DeviceWorkload uploaded =
              DeviceWorkload.upload(device, stream, workload, Placement.DENSE)) {
        launcher.launch(stream, launcher.plan(workload.table(), 64), uploaded.tensors());
        assertThat(uploaded.download().strays()).isZero();
      }
    }
  }

  /** Each of these looks up what it need not, which changes no number. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NHD | return min(token, sequence.end - 1); | return token;",
        "NHD | context - reach + partition | context - min(context, reach + 12) + partition",
        "PACKED | max(sequence.begin, min(token, sequence.end - 1)) | min(token, sequence.end - 1)",
      })
  void aLookUpTooManyIsFound(KvLayout layout, String from, String to) {
    AttentionSpec attention =
        AttentionSpec.of(64, 6, 2, DataType.BF16, 8, layout)
            .withWindow(20)
            .with(spec -> spec.qLen(3));
    KernelSpec spec = Specs.kernel(attention, Target.GFX942, "0", "last-workgroup", "grid");
    Workload workload = Batches.draw(spec, 59, 260, 45);
    assertThat(EmulatedRuns.verify(spec, workload, Placement.DENSE)).matches(Comparison::passed);
    assertThatThrownBy(() -> EmulatedRuns.verifyChanged(spec, from, to, workload, Placement.DENSE))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("no allocation");
  }

  @Test
  void aContextWithoutAPageHasNoLength() {
    KernelSpec spec = Specs.kernel(grouped(DataType.BF16), Target.GFX942, "0", "kernel", "grid");
    Workload workload = Batches.draw(spec, 59, 0, 20);
    String right = "pages == 0 ? 0 : (pages - 1)";
    EmulatedRuns.assertFound(
        () -> EmulatedRuns.verifyChanged(spec, right, "(pages - 1)", workload, Placement.DENSE));
  }
}
