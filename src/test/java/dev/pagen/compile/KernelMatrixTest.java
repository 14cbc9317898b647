package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.KernelResources;
import dev.pagen.render.KernelEntry.Role;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelDraws;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.Support;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.TuningChoices;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels across the supported space compile, for every target. */
@Execution(ExecutionMode.CONCURRENT)
class KernelMatrixTest {
  private static final long SEED = 20261122;
  private static final int SAMPLES_PER_TARGET = 12;

  /**
   * With default tuning nothing is spilled, whatever the head size, dtype, GQA ratio and features.
   */
  @ParameterizedTest
  @MethodSource
  void defaultTuningSpillsNothing(KernelSpec spec) {
    CodeObject codeObject = build(spec);
    assertThat(codeObject.kernels()).allMatch(kernel -> !kernel.resources().spills());
    KernelResources decode = codeObject.kernel(Role.DECODE.symbol()).resources();
    assertThat(decode.ldsBytes()).isLessThanOrEqualTo(spec.target().ldsBytesPerCu());
  }

  static Stream<KernelSpec> defaultTuningSpillsNothing() {
    List<KernelSpec> specs = new ArrayList<>();
    for (Target target : Target.of(Family.CDNA)) {
      for (int headSize : Support.HEAD_SIZES) {
        for (DataType dtype : List.of(DataType.FP16, DataType.BF16)) {
          int gqa = dtype == DataType.FP16 ? 16 : 5;
          AttentionSpec attention = AttentionSpec.of(headSize, 2 * gqa, 2, dtype, 16, KvLayout.HND);
          AttentionSpec all = attention.withWindow(128).withSinks().withAlibi().withLse();
          KvStrides strides = new KvStrides(2 * headSize, 8, 2 * headSize, 16);
          for (AttentionSpec each :
              List.of(
                  attention,
                  all,
                  attention.with(spec -> spec.layout(KvLayout.PACKED)),
                  all.with(spec -> spec.layout(KvLayout.PACKED)),
                  all.with(spec -> spec.kvStrides(strides)))) {
            specs.add(KernelSpec.of(each, TuningChoices.NONE.resolve(each, target), target));
          }
        }
      }
    }
    return specs.stream();
  }

  /** Any supported combination compiles: a seeded sample of the tuning space. */
  @ParameterizedTest
  @MethodSource
  void everySupportedTuningCompiles(KernelSpec spec) {
    assertThat(build(spec).kernels()).hasSize(spec.tuning().reduce() == Reduce.KERNEL ? 2 : 1);
  }

  static Stream<KernelSpec> everySupportedTuningCompiles() {
    Random random = new Random(SEED);
    List<KernelSpec> specs = new ArrayList<>();
    for (Target target : Target.of(Family.CDNA)) {
      int wanted = specs.size() + SAMPLES_PER_TARGET;
      while (specs.size() < wanted) {
        specs.add(KernelDraws.next(random, target));
      }
    }
    return specs.stream();
  }

  private static CodeObject build(KernelSpec spec) {
    return CodeObject.read(TestBuilder.shared().build(spec).result().entry().codeObject());
  }
}
