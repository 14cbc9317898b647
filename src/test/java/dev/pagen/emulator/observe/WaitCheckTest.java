package dev.pagen.emulator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.LoadedCode;
import dev.pagen.emulator.Schedule;
import dev.pagen.emulator.TestGpu;
import dev.pagen.emulator.WrittenProgram;
import dev.pagen.emulator.machine.AddressSpace;
import dev.pagen.emulator.machine.Dim3;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A register that a load is on its way to is used: each kind is found, and what is none is not. */
class WaitCheckTest {
  private static final ExecutionObserver CHECK = new WaitCheck();

  /**
   * v[2:3] and s[2:3] are the address of a buffer, v[4:5] that of LDS for flat instructions;
   * s[8:11] describe the buffer.
   */
  private static void run(String lines) {
    WrittenProgram program = new WrittenProgram(Target.GFX942, lines);
    long buffer = program.memory.allocate("buffer", 4096).base;
    program.run(
        1,
        Schedule.Fixed.LOCKSTEP,
        CHECK,
        wave -> {
          for (int lane = 0; lane < Wave.LANES; lane++) {
            wave.v[lane] = 4 * lane;
            wave.v[2 * Wave.LANES + lane] = (int) buffer + 4 * lane;
            wave.v[3 * Wave.LANES + lane] = (int) (buffer >>> 32);
            wave.v[4 * Wave.LANES + lane] = 4 * lane;
            wave.v[5 * Wave.LANES + lane] = AddressSpace.SHARED_APERTURE;
          }
          wave.setPair(2, buffer);
          wave.setPair(8, buffer);
          wave.s[10] = 4096;
          wave.s[11] = 0;
          wave.s[Wave.M0] = 0;
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "global_load_dword v9, v0, s[2:3]; v_mov_b32_e32 v8, v9 | v9 is read | vmcnt(0)",
        "global_load_dword v9, v0, s[2:3]; v_mov_b32_e32 v9, 0 | v9 is overwritten | vmcnt(0)",
        "global_load_dword v9, v0, s[2:3]; ds_read_b32 v9, v0 | v9 is overwritten | vmcnt(0)",
        "global_load_dword v9, v0, s[2:3]; global_store_dword v0, v9, s[2:3] | v9 is read |"
            + " vmcnt(0)",
        "global_load_dword v9, v0, s[2:3]; global_load_dword v8, v9, s[2:3] | v9 is read |"
            + " vmcnt(0)",
        "global_load_dwordx2 v[8:9], v0, s[2:3]; s_waitcnt lgkmcnt(0); v_mov_b32_e32 v1, v9 | v9 is"
            + " read | vmcnt(0)",
        "global_load_dword v9, v0, s[2:3]; global_load_dword v8, v0, s[2:3]; s_waitcnt vmcnt(1);"
            + " v_mov_b32_e32 v1, v8 | v8 is read | vmcnt(0)",
        "global_load_dword v9, v0, s[2:3]; global_store_dword v0, v8, s[2:3]; s_waitcnt vmcnt(2);"
            + " v_mov_b32_e32 v1, v9 | v9 is read | vmcnt(1)",
        "global_load_dword a9, v0, s[2:3]; v_accvgpr_read_b32 v1, a9 | a9 is read | vmcnt(0)",
        "buffer_load_dword v9, v0, s[8:11], 0 offen; v_mov_b32_e32 v1, v9 | v9 is read | vmcnt(0)",
        "global_atomic_add v9, v0, v8, s[2:3] sc0; v_mov_b32_e32 v1, v9 | v9 is read | vmcnt(0)",
        "scratch_load_dword v9, off, off; v_mov_b32_e32 v1, v9 | v9 is read | vmcnt(0)",
        "flat_load_dword v9, v[2:3]; s_waitcnt lgkmcnt(0); v_mov_b32_e32 v1, v9 | v9 is read |"
            + " vmcnt(0)",
        "flat_load_dword v9, v[4:5]; s_waitcnt vmcnt(0); v_mov_b32_e32 v1, v9 | v9 is read |"
            + " lgkmcnt(0)",
        "ds_read_b32 v9, v0; v_mov_b32_e32 v1, v9 | v9 is read | lgkmcnt(0)",
        "ds_read_b32 v9, v0; global_load_dword v9, v0, s[2:3] | v9 is overwritten | lgkmcnt(0)",
        "ds_read2_b32 v[8:9], v0 offset0:1; s_waitcnt vmcnt(0); v_mov_b32_e32 v1, v8 | v8 is read |"
            + " lgkmcnt(0)",
        "ds_add_rtn_u32 v9, v0, v0; v_mov_b32_e32 v1, v9 | v9 is read | lgkmcnt(0)",
        "ds_bpermute_b32 v9, v0, v0; v_mov_b32_e32 v1, v9 | v9 is read | lgkmcnt(0)",
        "ds_read_b32 v9, v0; ds_write_b32 v0, v0; ds_read_b32 v8, v0; s_waitcnt lgkmcnt(3);"
            + " v_mov_b32_e32 v1, v9 | v9 is read | lgkmcnt(2)",
        "ds_read_b32 v9, v0; s_load_dword s20, s[2:3], 0x0; s_waitcnt lgkmcnt(1); v_mov_b32_e32 v1,"
            + " v9 | v9 is read | lgkmcnt(0)",
        "s_load_dword s20, s[2:3], 0x0; s_mov_b32 s21, s20 | s20 is read | lgkmcnt(0)",
        "s_load_dwordx2 s[20:21], s[2:3], 0x0; v_mov_b32_e32 v1, s21 | s21 is read | lgkmcnt(0)",
        "s_load_dword s20, s[2:3], 0x0; s_mov_b32 s20, 0 | s20 is overwritten | lgkmcnt(0)",
        "s_load_dword s20, s[2:3], 0x0; s_load_dword s20, s[2:3], 0x0 | s20 is overwritten |"
            + " lgkmcnt(0)",
        "s_load_dword s20, s[2:3], 0x0; s_load_dword s21, s[2:3], 0x0; s_waitcnt lgkmcnt(1);"
            + " s_mov_b32 s22, s20 | s20 is read | lgkmcnt(0)",
        "s_load_dwordx2 vcc, s[2:3], 0x0; v_cndmask_b32_e32 v1, v0, v0, vcc | vcc is read |"
            + " lgkmcnt(0)",
        "s_memtime s[20:21]; s_mov_b32 s22, s20 | s20 is read | lgkmcnt(0)",
      })
  void findsTheMissingWait(String lines, String what, String wait) {
    String load = lines.substring(0, lines.indexOf(' '));
    assertThatThrownBy(() -> run(lines))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining(what + " while ")
        .hasMessageContaining("(written+0x")
        .hasMessageContaining("s_waitcnt " + wait + " waits for that")
        .message()
        .matches(
            m -> m.contains(load) || lines.contains("; global_load") || lines.contains("; s_load"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "global_load_dword v9, v0, s[2:3]; s_waitcnt vmcnt(0); v_mov_b32_e32 v8, v9",
        // In order of issue, stores too.
        "global_load_dword v9, v0, s[2:3]; global_store_dword v0, v0, s[2:3]; s_waitcnt vmcnt(1);"
            + " v_mov_b32_e32 v1, v9",
        // Write-backs count as well.
        "global_load_dword v9, v0, s[2:3]; buffer_wbl2 sc1; s_waitcnt vmcnt(1); v_mov_b32_e32 v1,"
            + " v9",
        "global_load_dword v9, v0, s[2:3]; global_load_lds_dword v0, s[2:3]; s_waitcnt vmcnt(1);"
            + " v_mov_b32_e32 v1, v9",
        // The later load lands later; halves are written one by one.
        "global_load_dword v9, v0, s[2:3]; global_load_dword v9, v0, s[2:3]; s_waitcnt vmcnt(0);"
            + " v_mov_b32_e32 v1, v9",
        "global_load_short_d16 v9, v0, s[2:3]; global_load_short_d16_hi v9, v0, s[2:3]",
        "ds_read_b32 v9, v0; ds_read_b32 v9, v0 offset:4",
        "ds_read_b32 v9, v0; ds_read_b32 v8, v0; s_waitcnt lgkmcnt(1); v_mov_b32_e32 v1, v9",
        // What a load reads is read when it is issued, data of stores too.
        "s_load_dwordx2 s[2:3], s[2:3], 0x0",
        "global_load_dword v0, v0, s[2:3]",
        "global_load_dword v9, v0, s[2:3]; v_mov_b32_e32 v0, 0; s_mov_b32 s2, 0",
        "global_store_dword v0, v8, s[2:3]; v_mov_b32_e32 v8, 0",
        "ds_write_b32 v0, v8; v_mov_b32_e32 v8, 0",
        "global_atomic_add v0, v8, s[2:3]; v_mov_b32_e32 v8, 0",
        // A lane's result comes from where its address leads.
        "flat_load_dword v9, v[2:3]; s_waitcnt vmcnt(0); v_mov_b32_e32 v1, v9",
        "flat_load_dword v9, v[4:5]; s_waitcnt lgkmcnt(0); v_mov_b32_e32 v1, v9",
        // Other lanes, other registers.
        "s_mov_b64 exec, 0xff; global_load_dword v9, v0, s[2:3]; s_mov_b64 exec, 0xff00;"
            + " v_mov_b32_e32 v9, 0",
        "ds_read_b32 v9, v0; s_load_dword s20, s[2:3], 0x0; s_waitcnt lgkmcnt(0); v_mov_b32_e32 v9,"
            + " s20",
      })
  void letsPassWhatWaits(String lines) {
    run(lines);
  }

  /** {@code vmcnt} has 6 bits: with 63 outstanding, hardware issues no more. */
  @Test
  void sixtyThreeOperationsLaterALoadIsDone() {
    String load = "global_load_dword v9, v0, s[2:3];";
    String store = "global_store_dword v0, v0, s[2:3];";
    run(load + store.repeat(63) + "v_mov_b32_e32 v1, v9");
    assertThatThrownBy(() -> run(load + store.repeat(62) + "v_mov_b32_e32 v1, v9"))
        .hasMessageContaining("vmcnt(62)");
  }

  /** Compiled code, and the same with one wait taken out. */
  @ParameterizedTest
  @CsvSource({
    "add, BF8C0F70, vmcnt(1)",
    "add, BF8CC07F, lgkmcnt(0)",
    "sum, BF8C0F70, vmcnt(0)",
    "sum, BF8CC07F, lgkmcnt(0)"
  })
  void aWaitTakenOutOfCompiledCodeIsMissed(String kernel, String encoding, String wait) {
    String text = new String(TestGpu.resource("basics.gfx942.s"), StandardCharsets.UTF_8);
    int at = text.indexOf("<" + kernel + ">");
    String without =
        text.substring(0, at)
            + text.substring(at)
                .replaceFirst("s_waitcnt (.*): " + encoding, "s_nop 0 $1: BF800000");
    assertThat(without).isNotEqualTo(text);
    launch(kernel, text);
    assertThatThrownBy(() -> launch(kernel, without))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("(" + kernel + "+0x")
        .hasMessageContaining(wait + " waits for that");
  }

  private static void launch(String kernel, String text) {
    EmulatedGpu gpu = new EmulatedGpu(Target.GFX942, 2, CHECK);
    LoadedCode code =
        gpu.load(CodeObject.read(TestGpu.resource("basics.gfx942.co")), Disassembly.parse(text));
    long buffer = gpu.memory().allocate(4 * 256);
    byte[] arguments =
        kernel.equals("add")
            ? TestGpu.pack(buffer, buffer, buffer, 256)
            : TestGpu.pack(buffer, buffer, 256);
    gpu.launch(code, kernel, Dim3.of(1), Dim3.of(256), 0, arguments);
  }
}
