package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.KernelResources;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import dev.pagen.verify.SpecCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels across the supported space compile, for every target. */
@Tag("compiler")
@Execution(ExecutionMode.CONCURRENT)
class KernelMatrixTest {
  /** Prime to the number of variants, so that all take part. */
  private static final int IN_TURN = 13;

  /** Others for each generation of the compiler. */
  private static final int FIRST = System.getProperty("pagen.test.suite", "").length() % IN_TURN;

  private static final TuningChoices LISTED =
      new TuningChoices(Map.of(TuningParameter.SCHEDULE, "list"));

  /** With default tuning nothing is spilled: every head size and dtype, with features in turn. */
  @ParameterizedTest
  @MethodSource
  void defaultTuningSpillsNothing(Default kernel) {
    assertNothingSpilled(kernel);
  }

  static Stream<Default> defaultTuningSpillsNothing() {
    List<Default> all = everyFeature().toList();
    return IntStream.range(0, all.size()).filter(i -> i % IN_TURN == FIRST).mapToObj(all::get);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("everyFeature")
  void defaultTuningSpillsNothingWithAnyFeature(Default kernel) {
    assertNothingSpilled(kernel);
  }

  /** A kernel whose tuning is the default, but for what is chosen. */
  record Default(AttentionSpec attention, TuningChoices choices, Target target) {
    @Override
    public String toString() {
      return SpecCommand.of("inspect", attention, choices.values(), target);
    }
  }

  private static void assertNothingSpilled(Default kernel) {
    SettledKernel settled =
        TestBuilder.shared().settle(kernel.attention(), kernel.choices(), kernel.target());
    assertThat(settled.flaw()).as(kernel::toString).isEmpty();
    CodeObject codeObject = CodeObject.read(settled.kernel().codeObject());
    assertThat(codeObject.kernels())
        .as(kernel::toString)
        .noneMatch(compiled -> compiled.resources().spills());
    KernelResources decode = codeObject.kernel(Role.DECODE.symbol()).resources();
    assertThat(decode.ldsBytes())
        .as(kernel::toString)
        .isLessThanOrEqualTo(kernel.target().ldsBytesPerCu());
  }

  static Stream<Default> everyFeature() {
    List<Default> specs = new ArrayList<>();
    for (Target target : Target.of(Family.CDNA)) {
      for (int headSize : Support.HEAD_SIZES) {
        for (DataType dtype : List.of(DataType.FP16, DataType.BF16)) {
          for (AttentionSpec each : variants(headSize, dtype)) {
            specs.add(new Default(each, TuningChoices.NONE, target));
          }
          AttentionSpec all = variants(headSize, dtype).get(1);
          specs.add(new Default(all, LISTED, target));
        }
      }
    }
    return specs.stream();
  }

  private static List<AttentionSpec> variants(int headSize, DataType dtype) {
    int gqa = dtype == DataType.FP16 ? 16 : 5;
    AttentionSpec plain = AttentionSpec.of(headSize, 2 * gqa, 2, dtype, 16, KvLayout.HND);
    AttentionSpec all = plain.withWindow(128).withSinks().withAlibi().withLse();
    AttentionSpec several = plain.with(spec -> spec.qLen(dtype == DataType.FP16 ? 8 : 3));
    return List.of(
        plain,
        all,
        several,
        several.withChunk(100).withSinks(),
        all.with(spec -> spec.qLen(4)),
        all.with(spec -> spec.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TOKEN)),
        plain.with(spec -> spec.kvDtype(DataType.INT8).kvScales(KvScales.HEAD)),
        all.with(spec -> spec.kvStrides(new KvStrides(2 * headSize, 8, 2 * headSize, 16))),
        all.with(spec -> spec.layout(KvLayout.PACKED)));
  }
}
