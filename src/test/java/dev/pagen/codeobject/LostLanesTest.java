package dev.pagen.codeobject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostLanesTest {
  /**
   * The instructions of a kernel at address 0, all of four bytes; a branch names the number of the
   * instruction that it goes to.
   */
  private static Optional<LostLanes> in(String... code) {
    List<String> lines = new ArrayList<>(List.of("kernel:"));
    for (int i = 0; i < code.length; i++) {
      String[] words = code[i].split(" ", 2);
      boolean branch = words[0].contains("branch");
      int offset = branch ? Integer.parseInt(words[1]) - i - 1 : 0;
      lines.add("\t%s // %012X: BF88%04X".formatted(code[i], 4 * i, offset & 0xffff));
    }
    return LostLanes.in(Disassembly.parse(String.join("\n", lines) + "\n"));
  }

  private static Optional<String> early(String... code) {
    return in(code).map(lost -> lost.instruction().toString());
  }

  /** As HIPRTC 7.2.4 ends a kernel of ours for gfx942, with a move before the outer restore. */
  @Test
  void aMoveBehindAnInnerConditionIsSeen() {
    String[] code = {
      "s_and_saveexec_b64 s[14:15], vcc",
      "s_cbranch_execz 6",
      "s_and_b64 exec, exec, s[2:3]",
      "s_cbranch_execz 5",
      "global_store_dword v[0:1], v3, off",
      "v_mov_b32_e32 v9, v136",
      "s_or_b64 exec, exec, s[14:15]",
      "s_endpgm"
    };
    assertThat(early(code)).hasValue("v_mov_b32_e32 v9, v136");
    assertThat(in(code).orElseThrow().function()).isEqualTo("kernel");
    code[3] = "s_cbranch_execz 6";
    assertThat(early(code)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "buffer_load_dword v3, off, s[52:55], 0 offset:1452",
        "scratch_load_dword v3, off, off offset:16",
        "scratch_store_dword off, v3, off offset:16",
        "v_accvgpr_write_b32 a24, v50",
        "ds_read_b32 v3, v4"
      })
  void soIsWhateverElseAsksForLanes(String moved) {
    assertThat(
            early(
                "s_and_saveexec_b64 s[4:5], vcc",
                "s_cbranch_execz 3",
                "global_store_dword v[0:1], v3, off",
                "s_nop 0",
                moved,
                "s_or_b64 exec, exec, s[4:5]",
                "s_endpgm"))
        .hasValue(moved);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v_readlane_b32 s4, v40, 3",
        "v_readfirstlane_b32 s4, v40",
        "v_writelane_b32 v40, s4, 3",
        "s_load_dwordx4 s[4:7], s[0:1], 0x38",
        "buffer_inv sc1",
        "buffer_wbinvl1_vol",
        "s_waitcnt vmcnt(0)"
      })
  void whatNeedsNoLanesMayStandThere(String needsNone) {
    assertThat(
            early(
                "s_and_saveexec_b64 s[4:5], vcc",
                "s_cbranch_execz 3",
                "global_store_dword v[0:1], v3, off",
                needsNone,
                "s_or_b64 exec, exec, s[4:5]",
                "v_mov_b32_e32 v9, v136",
                "s_endpgm"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s_or_saveexec_b64 s[4:5], s[4:5]", "s_andn2_saveexec_b64 s[4:5], s[4:5]"})
  void aMoveBeforeTheLanesOfAnElseIsSeen(String other) {
    String[] code = {
      "s_and_saveexec_b64 s[4:5], vcc",
      "s_cbranch_execz 3",
      "global_store_dword v[0:1], v3, off",
      "v_accvgpr_read_b32 v4, a7",
      other,
      "s_endpgm"
    };
    assertThat(early(code)).hasValue("v_accvgpr_read_b32 v4, a7");
    code[1] = "s_cbranch_execz 4";
    assertThat(early(code)).isEmpty();
  }

  @Test
  void aMoveIsFoundBehindAJump() {
    String[] code = {
      "s_cbranch_execz 4",
      "global_store_dword v[0:1], v3, off",
      "s_or_b64 exec, exec, s[4:5]",
      "s_endpgm",
      "v_mov_b32_e32 v9, v136",
      "s_branch 2"
    };
    assertThat(early(code)).hasValue("v_mov_b32_e32 v9, v136");
    code[5] = "s_branch 4";
    assertThat(early(code)).as("round and round").isEmpty();
  }

  /** Code of a condition of its own, and whole-wave mode. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "s_and_saveexec_b64 s[6:7], vcc",
        "s_or_saveexec_b64 s[6:7], -1",
        "s_mov_b64 exec, s[6:7]",
        "v_cmpx_gt_u32_e32 v1, v2",
        "s_cbranch_scc1 0",
        "s_endpgm"
      })
  void whatComesBehindOtherChangesOfTheLanesIsNotJudged(String change) {
    assertThat(
            early(
                "s_cbranch_execz 1",
                "v_add_u32_e32 v0, v1, v2",
                change,
                "s_or_b64 exec, exec, s[4:5]"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mfma-gfx90a", "mfma-gfx942", "labels-gfx942.objdump"})
  void codeThatIsRightIsTakenForThat(String sample) {
    assertThat(LostLanes.in(Disassembly.parse(Samples.text(sample + ".s")))).isEmpty();
  }
}
