package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.cache.CacheRequest;
import dev.pagen.cache.Compiled;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.LostLanes;
import dev.pagen.compile.CompilerAbortedException.Reason;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import dev.pagen.verify.AttentionCase;
import dev.pagen.verify.InputDistribution;
import dev.pagen.verify.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LaneCheckTest {
  private static final CacheRequest AMD = new CacheRequest("k", "", List.of(), "gfx942", "");
  private static final CacheRequest NVIDIA = new CacheRequest("k", "", List.of(), "sm_90", "");

  private static final String WRONG =
      """
      k:
      \ts_cbranch_execz 1 // 000000000000: BF880001
      \ts_nop 0 // 000000000004: BF800000
      \tv_mov_b32_e32 v9, v136 // 000000000008: 7E120388
      \ts_or_b64 exec, exec, s[14:15] // 00000000000C: 87FE0E7E
      """;

  private static final String RIGHT = WRONG.replace("v_mov_b32_e32 v9, v136", "s_nop 0");

  private final List<List<String>> compiles = new ArrayList<>();

  private Function<List<String>, Compiled> compiler(String usual, String withOption) {
    return further -> {
      compiles.add(further);
      String code = further.isEmpty() ? usual : withOption;
      return new Compiled(new byte[] {(byte) compiles.size()}, code, Duration.ofSeconds(1));
    };
  }

  @Test
  void rightCodeIsCompiledOnce() {
    Compiled compiled = LaneCheck.compile(AMD, compiler(RIGHT, RIGHT));
    assertThat(compiled.codeObject()).containsExactly(1);
    assertThat(compiles).containsExactly(List.of());
  }

  @Test
  void wrongCodeIsCompiledAgainWithTheOption() {
    Compiled compiled = LaneCheck.compile(AMD, compiler(WRONG, RIGHT));
    assertThat(compiled.codeObject()).containsExactly(2);
    assertThat(compiled.disassembly()).isEqualTo(RIGHT);
    assertThat(compiled.compileTime()).isEqualTo(Duration.ofSeconds(2));
    assertThat(compiles).containsExactly(List.of(), LaneCheck.RESTORE_EACH);
  }

  @Test
  void codeThatStaysWrongIsRefused() {
    assertThatExceptionOfType(CompileException.class)
        .isThrownBy(() -> LaneCheck.compile(AMD, compiler(WRONG, WRONG)))
        .withMessageContainingAll("k", "gfx942", "v_mov_b32_e32 v9, v136", "another tuning");
  }

  @Test
  void soItIsByACompilerThatDoesNotKnowTheOption() {
    assertThatExceptionOfType(CompileException.class)
        .isThrownBy(() -> LaneCheck.compile(AMD, endsWith(Reason.ABORTED)))
        .isNotInstanceOf(CompilerAbortedException.class)
        .withMessageContaining("v_mov_b32_e32 v9, v136");
    assertThatThrownBy(() -> LaneCheck.compile(AMD, endsWith(Reason.CANCELLED)))
        .isInstanceOf(CompilerAbortedException.class);
  }

  private Function<List<String>, Compiled> endsWith(Reason reason) {
    return further -> {
      if (!further.isEmpty()) {
        throw new CompilerAbortedException(reason, "", "", Optional.empty());
      }
      return compiler(WRONG, WRONG).apply(further);
    };
  }

  @Test
  void whatCannotBeReadAndOtherVendorsCodeIsTakenAsItIs() {
    LaneCheck.compile(AMD, compiler("", ""));
    LaneCheck.compile(AMD, compiler("what is this", ""));
    LaneCheck.compile(NVIDIA, compiler(WRONG, ""));
    assertThat(compiles).containsExactly(List.of(), List.of(), List.of());
  }

  /** HIPRTC 7.2.4 spills 457 registers of it, and lost the lanes of a head's number. */
  @Test
  @Tag("compiler")
  void aKernelWithNestedConditionsAndTooFewRegistersIsRight() {
    AttentionSpec attention =
        AttentionSpec.of(512, 33, 1, DataType.BF16, 1, KvLayout.NHD)
            .withSoftCap(50)
            .with(spec -> spec.latent(512));
    Map<TuningParameter, String> tuning =
        Map.of(TuningParameter.WAVES, "2", TuningParameter.TILE, "16");
    KernelSpec spec =
        new KernelSpec(
            attention, new TuningChoices(tuning).resolve(attention, Target.GFX90A), Target.GFX90A);
    String listing = TestBuilder.shared().build(spec).listing().value().orElseThrow();
    assertThat(LostLanes.in(Disassembly.parse(listing))).isEmpty();
    AttentionCase onEmulator =
        new AttentionCase(
            attention,
            tuning,
            Target.GFX90A,
            List.of(33),
            InputDistribution.NORMAL,
            Placement.DENSE,
            165_103);
    assertThat(onEmulator.failure()).as(onEmulator.command()).isEmpty();
  }
}
