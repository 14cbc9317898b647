package dev.pagen.emulator.observe;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.emulator.Schedule;
import dev.pagen.emulator.WrittenProgram;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wave 0 copies to LDS, and both waves read there: with and without what makes that safe. */
class CopyCheckTest {
  private static final List<Schedule> SCHEDULES =
      List.of(
          Schedule.Fixed.LOCKSTEP,
          Schedule.Fixed.ALTERNATE,
          new Schedule.Seeded(1),
          new Schedule.Seeded(2),
          new Schedule.Seeded(3));
  private static final String WAVE_0_COPIES =
      "s_mov_b32 m0, 0; s_cmp_eq_u32 s20, 0; s_cbranch_scc0 1; global_load_lds_dword v0, s[2:3];";

  private static void run(String lines, Schedule schedule) {
    WrittenProgram program = new WrittenProgram(Target.GFX942, WAVE_0_COPIES + lines);
    long buffer = program.memory.allocate("buffer", 4096).base;
    program.run(
        2,
        schedule,
        ExecutionChecks.all(),
        wave -> {
          for (int lane = 0; lane < Wave.LANES; lane++) {
            wave.v[lane] = 4 * lane;
          }
          wave.setPair(2, buffer);
          wave.s[20] = wave.index();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s_waitcnt vmcnt(0); s_barrier; ds_read_b32 v9, v0",
        "s_barrier; s_waitcnt vmcnt(0); s_barrier; ds_read_b32 v9, v0",
      })
  void letsPassWhatWaitsAndThenMeets(String lines) {
    for (Schedule schedule : SCHEDULES) {
      run(lines, schedule);
    }
  }

  /** A barrier makes no copy land, and a wait tells the other wave nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ds_read_b32 v9, v0",
        "s_barrier; ds_read_b32 v9, v0",
        "s_barrier; s_waitcnt vmcnt(0); ds_read_b32 v9, v0",
        "s_waitcnt vmcnt(1); s_barrier; ds_read_b32 v9, v0",
        "s_barrier; ds_write_b32 v0, v0",
        "s_waitcnt vmcnt(0); ds_read_b32 v9, v0",
      })
  void findsWhatOneOfThemMisses(String lines) {
    for (Schedule schedule : SCHEDULES) {
      assertThatThrownBy(() -> run(lines, schedule))
          .as("%s", schedule)
          .isInstanceOf(EmulationException.class)
          .message()
          .containsAnyOf(
              "a copy to them is on its way",
              "a copy of wave 0 to them",
              "LDS race",
              "LDS byte 0x0 is read, but nothing");
    }
  }
}
