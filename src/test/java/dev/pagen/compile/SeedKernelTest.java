package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.InstructionClass;
import dev.pagen.codeobject.InstructionMix;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.Specs;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The instructions of the seed configuration's kernel, as the real compiler made them. */
@Tag("compiler")
class SeedKernelTest {
  /** Code for 64 tokens of a wave stands in the loop and once more behind it, for the last ones. */
  private static final int LOOP_AND_LAST = 2;

  @ParameterizedTest
  @CdnaTargets
  void isACodeObjectOfItsTargetWithOneKernel(Target target) {
    CodeObject codeObject = codeObject(build(Specs.seed(target)));
    assertThat(codeObject.target()).isEqualTo(Optional.of(target));
    assertThat(codeObject.kernels())
        .extracting(CompiledKernel::name)
        .containsExactly(Role.DECODE.symbol());
  }

  @ParameterizedTest
  @CsvSource({
    "GFX90A, v_mfma_f32_16x16x16bf16_1k, 136",
    "GFX942, v_mfma_f32_16x16x16_bf16, 136",
    "GFX950, v_mfma_f32_16x16x32_bf16, 68"
  })
  void multipliesWithTheTargetsMatrixInstruction(Target target, String mnemonic, int count) {
    assertThat(decodeMix(build(Specs.seed(target))).matrixShapes())
        .containsExactly(Map.entry(mnemonic, count));
  }

  @ParameterizedTest
  @CsvSource({"GFX90A,1", "GFX90A,2", "GFX942,1", "GFX942,2", "GFX950,1", "GFX950,2"})
  void spillsNothing(Target target, int buffering) {
    AttentionSpec attention = Specs.seedAttention();
    Tuning tuning =
        new TuningChoices(Map.of(TuningParameter.BUFFERING, String.valueOf(buffering)))
            .resolve(attention, target);
    CodeObject codeObject = codeObject(build(new KernelSpec(attention, tuning, target)));
    assertThat(codeObject.kernels()).allMatch(kernel -> !kernel.resources().spills());
  }

  @ParameterizedTest
  @CdnaTargets
  void loadsAndStagesSixteenBytesPerLane(Target target) {
    InstructionMix mix = decodeMix(build(Specs.seed(target)));
    int kvLoads = LOOP_AND_LAST * 2 * 64 * 256 / (64 * 16);
    assertThat(mix.nonTemporalLoads()).isEqualTo(kvLoads);
    assertThat(mix.count(InstructionClass.GLOBAL_LOAD, 16)).isGreaterThanOrEqualTo(kvLoads);
    assertThat(mix.byWidth().get(InstructionClass.LDS_WRITE).lastKey()).isEqualTo(16);
    int stagedReads = kvLoads / 2;
    assertThat(mix.count(InstructionClass.LDS_READ, 16)).isGreaterThanOrEqualTo(stagedReads);
    assertThat(mix.count(InstructionClass.SCRATCH_LOAD)).isZero();
    assertThat(mix.count(InstructionClass.SCRATCH_STORE)).isZero();
  }

  @ParameterizedTest
  @CdnaTargets
  void carriesTheHintOnlyWhereAsked(Target target) {
    AttentionSpec attention = Specs.seedAttention();
    Tuning tuning =
        new TuningChoices(Map.of(TuningParameter.NON_TEMPORAL, "false")).resolve(attention, target);
    assertThat(decodeMix(build(new KernelSpec(attention, tuning, target))).nonTemporalLoads())
        .isZero();
  }

  /** The next tile's loads are out before the first product waits for this tile's. */
  @ParameterizedTest
  @CdnaTargets
  void keepsTheNextTileInFlightWhileItComputes(Target target) {
    List<Instruction> code = decode(build(Specs.seed(target)));
    Tuning tuning = Specs.seed(target).tuning();
    int loadsPerTile = 2 * tuning.tile() * 256 / (64 * 16);
    int firstMatrix = indexOf(code, InstructionClass.MATRIX);
    long issued =
        code.subList(0, firstMatrix).stream()
            .filter(i -> i.kind() == InstructionClass.GLOBAL_LOAD && isKv(i))
            .count();
    int waited =
        code.subList(0, firstMatrix).stream()
            .filter(i -> i.vectorMemoryWait().isPresent())
            .mapToInt(i -> i.vectorMemoryWait().getAsInt())
            .reduce(Integer.MAX_VALUE, (a, b) -> b);
    assertThat(issued).isGreaterThanOrEqualTo(2L * loadsPerTile);
    assertThat(waited).isGreaterThanOrEqualTo(loadsPerTile);
  }

  @ParameterizedTest
  @CdnaTargets
  void meetsOneBarrierToMergeTheWavesAndTwoToMergePartitions(Target target) {
    assertThat(decodeMix(build(Specs.seed(target))).count(InstructionClass.BARRIER)).isEqualTo(3);
  }

  private static boolean isKv(Instruction load) {
    return load.has("nt") || load.has("slc");
  }

  private static int indexOf(List<Instruction> code, InstructionClass kind) {
    for (int i = 0; i < code.size(); i++) {
      if (code.get(i).kind() == kind) {
        return i;
      }
    }
    throw new AssertionError("no " + kind);
  }

  private static BuiltKernel build(KernelSpec spec) {
    return TestBuilder.shared().build(spec);
  }

  private static CodeObject codeObject(BuiltKernel kernel) {
    return CodeObject.read(kernel.result().entry().codeObject());
  }

  private static List<Instruction> decode(BuiltKernel kernel) {
    return Disassembly.parse(kernel.disassembly()).function(Role.DECODE.symbol()).instructions();
  }

  private static InstructionMix decodeMix(BuiltKernel kernel) {
    return InstructionMix.of(decode(kernel));
  }
}
