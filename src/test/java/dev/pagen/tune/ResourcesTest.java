package dev.pagen.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.cache.KernelCache;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.InstructionClass.Unit;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.CompilerSettings;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.compile.TestBuilder;
import dev.pagen.count.Batch;
import dev.pagen.count.CountingRun;
import dev.pagen.count.KernelCounts;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.report.code.AmdKernelReport;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.Vendor;
import dev.pagen.verify.InputDistribution;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a candidate's record says of its code, against other readings of the same code. */
@Tag("compiler")
class ResourcesTest {
  private static final AttentionSpec SEED =
      AttentionSpec.of(128, 6, 1, DataType.BF16, 1, KvLayout.NHD).withSoftCap(30);

  private static BuiltKernel built(Target target) {
    return TestBuilder.shared()
        .build(new KernelSpec(SEED, KernelDesign.of(SEED, target).defaultTuning(), target));
  }

  @Test
  void areWhatInspectSays() {
    BuiltKernel kernel = built(Target.GFX950);
    CodeObject code = CodeObject.read(kernel.result().entry().codeObject());
    AmdKernelReport inspected =
        AmdKernelReport.of(
            code.kernel("paged_attention_decode"),
            kernel.listing().map(Disassembly::parse),
            Target.GFX950);
    Resources resources = Resources.of(kernel);
    assertThat(resources.registers()).isEqualTo(inspected.resources().registers());
    assertThat(resources.ldsBytes()).isEqualTo(inspected.resources().ldsBytes());
    assertThat(resources.workgroupsPerCu()).isEqualTo(inspected.occupancy().workgroupsPerCu());
    assertThat(resources.wavesPerCu()).isEqualTo(inspected.occupancy().wavesPerCu());
    assertThat(resources.bytesInFlightPerCu()).isEqualTo(inspected.bytesInFlightPerCu().value());
    // Two tiles of 32 tokens of K and V a wave, and page indices.
    assertThat(resources.bytesInFlightPerCu().orElseThrow() / resources.wavesPerCu())
        .isBetween(2L * 2 * 32 * 256, 2L * 2 * 32 * 256 + 1024);
  }

  /** A long context is the main loop, as good as: what waves executed for a token of it. */
  @Test
  void instructionsForATokenAreAboutWhatWavesExecute() {
    BuiltKernel kernel = built(Target.GFX942);
    LoopInstructions loop = Resources.of(kernel).loop().orElseThrow();
    int tokens = 8192;
    KernelCounts counts =
        new CountingRun(SEED, Target.GFX942, new Batch(512, 1, tokens), InputDistribution.NORMAL, 7)
            .count(kernel)
            .main();
    assertThat(loop.perToken())
        .isBetween(
            0.9 * counts.executed(kind -> true) / tokens,
            1.02 * counts.executed(kind -> true) / tokens);
    assertThat((double) loop.matrix() / loop.tokens())
        .isBetween(
            0.9 * counts.executed(Unit.MATRIX) / tokens,
            1.1 * counts.executed(Unit.MATRIX) / tokens);
  }

  /**
   * Rows of 256 bytes, which lie in the ring of shared memory without gaps, and nothing else does.
   */
  @Test
  void onNvidiaTheWholeRingIsOnItsWay(@TempDir Path folder) {
    Optional<Toolchain> nvrtc = TestToolchain.of(Vendor.NVIDIA);
    assumeTrue(nvrtc.isPresent(), "there is no NVRTC on this machine");
    Tuning tuning = KernelDesign.of(SEED, Target.SM_90).defaultTuning();
    try (KernelBuilder builder =
        KernelBuilder.open(
            nvrtc.orElseThrow(),
            new KernelCache(folder.resolve("cache")),
            CompilerSettings.keepingFailuresIn(folder.resolve("failed")))) {
      Resources resources = Resources.of(builder.build(new KernelSpec(SEED, tuning, Target.SM_90)));
      assertThat(resources.loop()).isEmpty();
      assertThat(resources.wavesPerCu())
          .isEqualTo(resources.workgroupsPerCu() * tuning.waves())
          .isGreaterThan(1);
      assertThat(resources.bytesInFlightPerCu())
          .contains((long) resources.workgroupsPerCu() * resources.ldsBytes());
    }
  }
}
