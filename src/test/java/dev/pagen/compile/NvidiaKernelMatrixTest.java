package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.codeobject.Cubin;
import dev.pagen.codeobject.CubinKernel;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.KernelDraws;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.KernelParameter;
import dev.pagen.kernel.Support;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Target;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.Vendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kernels across the supported space compile for NVIDIA's targets, without a word from the compiler
 * and without a register spilled. Needs an NVRTC, and no GPU.
 */
class NvidiaKernelMatrixTest {
  private static final long SEED = 20_261_122;
  private static final int SAMPLES_PER_TARGET = 8;

  @TempDir private static Path failures;
  private static Compiler compiler;
  private final Renderer renderer = new Renderer();

  @BeforeAll
  static void open() {
    Optional<Toolchain> found = TestToolchain.of(Vendor.NVIDIA);
    assumeTrue(found.isPresent(), "there is no NVRTC on this machine");
    compiler = Compiler.open(found.orElseThrow(), CompilerSettings.keepingFailuresIn(failures));
  }

  @AfterAll
  static void close() {
    if (compiler != null) {
      compiler.close();
    }
  }

  /** Of each kind of kernel one in so many is compiled, others for each target. */
  int inTurn() {
    return Target.of(Family.NVIDIA).size();
  }

  private boolean isTurn(int kernel, Target target) {
    return (kernel + target.ordinal()) % inTurn() == 0;
  }

  @Test
  void theDefaultsForEveryHeadSizeAndTheFloorCompile() {
    for (Target target : Target.of(Family.NVIDIA)) {
      int run = 0;
      for (int headSize : Support.HEAD_SIZES) {
        for (DataType dtype : List.of(DataType.FP16, DataType.BF16)) {
          if (!isTurn(run++, target)) {
            continue;
          }
          int gqa = dtype == DataType.FP16 ? 16 : 5;
          AttentionSpec attention = AttentionSpec.of(headSize, 2 * gqa, 2, dtype, 16, KvLayout.HND);
          KernelSpec spec =
              new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target);
          check(renderer.render(spec));
          check(renderer.renderFloor(spec));
          AttentionSpec all = attention.withWindow(128).withSinks().withAlibi().withLse();
          check(
              renderer.render(
                  new KernelSpec(all, KernelDesign.of(all, target).defaultTuning(), target)));
          // Rows of 1024 bytes leave no registers for slopes and for what each row sees.
          AttentionSpec several = (headSize > 256 ? attention : all).with(s -> s.qLen(4));
          check(
              renderer.render(
                  new KernelSpec(
                      several, KernelDesign.of(several, target).defaultTuning(), target)));
          AttentionSpec ragged = several.with(s -> s.queryLens(QueryLens.RAGGED));
          check(
              renderer.render(
                  new KernelSpec(ragged, KernelDesign.of(ragged, target).defaultTuning(), target)));
          AttentionSpec chunks = attention.withChunk(100).with(s -> s.qLen(4));
          KernelSpec chunked =
              new KernelSpec(chunks, KernelDesign.of(chunks, target).defaultTuning(), target);
          check(renderer.render(chunked));
          check(renderer.renderFloor(chunked));
        }
      }
    }
  }

  @Test
  void otherPlacesOfRowsCompile() {
    for (Target target : Target.of(Family.NVIDIA)) {
      for (int headSize : List.of(64, 128, 256)) {
        AttentionSpec attention =
            AttentionSpec.of(headSize, 32, 2, DataType.BF16, 16, KvLayout.HND)
                .withWindow(128)
                .withAlibi();
        KvStrides strides = new KvStrides(2 * headSize, 16, 2 * headSize, 32);
        for (AttentionSpec each : List.of(attention.with(changed -> changed.kvStrides(strides)))) {
          KernelSpec spec =
              new KernelSpec(each, KernelDesign.of(each, target).defaultTuning(), target);
          check(renderer.render(spec));
          check(renderer.renderFloor(spec));
        }
      }
    }
  }

  /** With dtypes and features in turn. */
  @Test
  void thePackedLayoutCompilesForEveryHeadSize() {
    for (Target target : Target.of(Family.NVIDIA)) {
      int run = 0;
      for (int headSize : Support.HEAD_SIZES) {
        if (!isTurn(run++, target)) {
          continue;
        }
        DataType cache = run / 3 % 2 == 0 ? DataType.BF16 : DataType.FP8_E4M3;
        AttentionSpec attention =
            AttentionSpec.of(headSize, 32, 2, DataType.BF16, 16, KvLayout.PACKED)
                .with(spec -> spec.kvDtype(cache));
        if (run % 2 == 0) {
          attention = attention.withWindow(128).withAlibi();
        }
        if (run % 4 == 1) {
          attention = attention.with(spec -> spec.qLen(3));
        }
        KernelSpec spec =
            new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target);
        check(renderer.render(spec));
        check(renderer.renderFloor(spec));
        check(renderer.renderCacheWrite(spec));
      }
    }
  }

  /** Dtypes and scales, with head sizes and layouts in turn. */
  @Test
  void cachesOfEightBitsCompile() {
    for (Target target : Target.of(Family.NVIDIA)) {
      int run = 0;
      for (DataType cache : List.of(DataType.FP8_E4M3, DataType.FP8_E5M2, DataType.INT8)) {
        for (KvScales scales : KvScales.values()) {
          DataType dtype = run % 3 == 0 ? DataType.BF16 : DataType.FP16;
          KvLayout layout = run / 3 % 2 == 0 ? KvLayout.NHD : KvLayout.PACKED;
          int headSize = Support.HEAD_SIZES.get(run % Support.HEAD_SIZES.size());
          if (!isTurn(run++, target)) {
            continue;
          }
          AttentionSpec attention =
              AttentionSpec.of(headSize, 16, 2, dtype, 16, layout)
                  .with(spec -> spec.kvDtype(cache).kvScales(scales));
          KernelSpec spec =
              new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target);
          check(renderer.render(spec));
          if (scales != KvScales.TOKEN) {
            check(renderer.renderCacheWrite(spec));
          }
        }
      }
    }
  }

  @Test
  void theFloorOfCachesOfEightBitsCompiles() {
    for (Target target : Target.of(Family.NVIDIA)) {
      int run = 0;
      for (int headSize : Support.HEAD_SIZES) {
        if (!isTurn(run++, target)) {
          continue;
        }
        AttentionSpec attention =
            AttentionSpec.of(headSize, 16, 2, DataType.BF16, 16, KvLayout.NHD)
                .with(spec -> spec.kvDtype(DataType.FP8_E4M3));
        KernelSpec spec =
            new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target);
        check(renderer.renderFloor(spec));
      }
    }
  }

  @Test
  void theDefaultsForLatentsAndTheirFloorCompile() {
    for (Target target : Target.of(Family.NVIDIA)) {
      for (int heads : List.of(1, 16, 40, 64, 128)) {
        checkLatents(latents(heads, DataType.BF16, KvScales.NONE), target);
      }
    }
  }

  @Test
  void latentsOfEightBitsAndSeveralTokensCompile() {
    int run = 0;
    for (Target target : Target.of(Family.NVIDIA)) {
      for (KvScales scales : KvScales.values()) {
        DataType cache = List.of(DataType.FP8_E4M3, DataType.FP8_E5M2, DataType.INT8).get(run % 3);
        checkLatents(latents(List.of(16, 128, 40).get(run++ % 3), cache, scales), target);
      }
      AttentionSpec tokens = latents(128, DataType.FP8_E4M3, KvScales.TENSOR).with(s -> s.qLen(2));
      checkLatents(tokens.with(s -> s.queryLens(QueryLens.RAGGED)), target);
      checkLatents(tokens, target);
      checkLatents(tokens.withWindow(128).withSinks().withAlibi().withLse(), target);
    }
  }

  private static AttentionSpec latents(int heads, DataType cache, KvScales scales) {
    return AttentionSpec.of(576, heads, 1, DataType.BF16, 64, KvLayout.NHD)
        .with(spec -> spec.latent(512).kvDtype(cache).kvScales(scales));
  }

  private void checkLatents(AttentionSpec attention, Target target) {
    KernelSpec spec =
        new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target);
    check(renderer.render(spec));
    check(renderer.renderFloor(spec));
  }

  @Test
  void anySupportedTuningCompiles() {
    Random random = new Random(SEED);
    for (Target target : Target.of(Family.NVIDIA)) {
      for (int i = 0; i < SAMPLES_PER_TARGET; i++) {
        check(renderer.render(KernelDraws.next(random, target)));
      }
    }
  }

  private static void check(RenderedKernel kernel) {
    KernelSpec spec = kernel.spec();
    CompileResult result =
        compiler.compile(
            new CompileRequest(spec.name(), kernel.source(), spec.target().arch(), List.of("-O3")));
    assertThat(result.log()).isEmpty();
    Cubin cubin = Cubin.read(result.codeObject());
    List<String> symbols = new ArrayList<>();
    for (KernelEntry entry : kernel.kernels()) {
      CubinKernel compiled = cubin.kernel(entry.symbol());
      symbols.add(compiled.name());
      assertThat(compiled.localBytes()).as("%s", spec).isZero();
      // What a launch gives is not in the code.
      boolean shares = entry.role() == Role.PLAN || entry.role() == Role.REDUCE;
      assertThat(compiled.sharedBytes() > 0).isEqualTo(shares);
      assertThat(compiled.arguments())
          .extracting(argument -> argument.size())
          .containsExactlyElementsOf(
              entry.parameters().stream().map(KernelParameter::bytes).toList());
    }
    assertThat(cubin.kernels()).extracting(CubinKernel::name).hasSameElementsAs(symbols);
  }
}
