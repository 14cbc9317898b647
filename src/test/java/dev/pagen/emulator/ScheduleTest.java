package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.emulator.machine.Dim3;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.Region;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.emulator.machine.Workgroup;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders of execution: what they leave alone, and what they bring to light. */
class ScheduleTest {
  private static final int ITEMS = 256;
  private static final List<Schedule> FIXED = List.of(Schedule.Fixed.values());

  private static List<Schedule> all() {
    return Stream.concat(
            FIXED.stream(), LongStream.range(0, 6).<Schedule>mapToObj(Schedule.Seeded::new))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lockstep", "alternate", "0", "7", "-9223372036854775808"})
  void isReadAsItIsPrinted(String text) {
    assertThat(Schedule.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Lockstep", "fast", "1.5", "9223372036854775808", "0x7"})
  void whatIsNoScheduleIsRefusedWithWhatThereIs(String text) {
    assertThatThrownBy(() -> Schedule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is no schedule: give lockstep, alternate, or a seed");
  }

  @ParameterizedTest
  @CdnaTargets
  void whatSynchronisesIsTheSameUnderEach(Target target) {
    String text = text("basics", target);
    assertThat(all().stream().map(s -> sum(target, text, s, 2)).distinct()).hasSize(1);
  }

  /** All barriers of the sum are gone. */
  @ParameterizedTest
  @CdnaTargets
  void aMissingBarrierShowsInTheResult(Target target) {
    String text = text("basics", target);
    String without = text.replaceAll("s_barrier(.*): BF8A0000", "s_nop 0 $1: BF800000");
    assertThat(without).isNotEqualTo(text);
    int right = sum(target, text, Schedule.Fixed.LOCKSTEP, 1);
    List<Integer> sums =
        LongStream.range(0, 10)
            .mapToObj(seed -> sum(target, without, new Schedule.Seeded(seed), 1))
            .toList();
    assertThat(sums.stream().filter(sum -> sum != right)).hasSizeGreaterThan(3);
    assertThat(new HashSet<>(sums)).hasSizeGreaterThan(3);
  }

  /**
   * Waves stay close together, so that what one writes and the next one reads must be close too.
   */
  @ParameterizedTest
  @CdnaTargets
  void alternatingWavesReadWhatIsNotWrittenYet(Target target) {
    for (Schedule schedule : all()) {
      EmulatedGpu gpu =
          new EmulatedGpu(target, 1, ExecutionObserver.NONE, EmulationLimits.FOREIGN, schedule);
      TestGpu test = new TestGpu("faults", gpu);
      int[] values = new Random(7).ints(ITEMS).toArray();
      int[] reversed = IntStream.range(0, ITEMS).map(i -> values[ITEMS - 1 - i]).toArray();
      long in = test.ints(values);
      long out = test.poisoned(4 * ITEMS);
      test.launch("reverse", 1, ITEMS, in, out);
      assertThat(test.readInts(out, ITEMS)).as("%s", schedule).isEqualTo(reversed);
      test.launch("reverse_without_barrier", 1, ITEMS, in, out);
      assertThat(test.readInts(out, ITEMS)).as("%s", schedule).isNotEqualTo(reversed);
    }
  }

  @Test
  void aSeedDecidesWhateverTheThreads() {
    String without =
        text("basics", Target.GFX942).replaceAll("s_barrier(.*): BF8A0000", "s_nop 0 $1: BF800000");
    for (long seed = 0; seed < 5; seed++) {
      Schedule schedule = new Schedule.Seeded(seed);
      assertThat(
              IntStream.of(1, 2, 3, 1)
                  .mapToObj(threads -> sum(Target.GFX942, without, schedule, threads))
                  .distinct())
          .as("seed %d", seed)
          .hasSize(1);
    }
  }

  /** The bits of sums of 256 numbers each, by three workgroups. */
  private static int sum(Target target, String text, Schedule schedule, int threads) {
    EmulatedGpu gpu =
        new EmulatedGpu(target, threads, ExecutionObserver.NONE, EmulationLimits.FOREIGN, schedule);
    LoadedCode code =
        gpu.load(
            CodeObject.read(TestGpu.resource("basics." + target.arch() + ".co")),
            Disassembly.parse(text));
    long in = gpu.memory().allocate(4 * 3 * ITEMS);
    long out = gpu.memory().allocate(4 * 3);
    Random random = new Random(20261201);
    byte[] numbers = new byte[4 * 3 * ITEMS];
    for (int i = 0; i < 3 * ITEMS; i++) {
      int bits = Float.floatToRawIntBits(random.nextInt(1000));
      for (int b = 0; b < 4; b++) {
        numbers[4 * i + b] = (byte) (bits >>> 8 * b);
      }
    }
    gpu.memory().write(in, numbers);
    byte[] arguments = TestGpu.pack(in, out, 3 * ITEMS);
    gpu.launch(code, "sum", Dim3.of(3), Dim3.of(ITEMS), 0, arguments);
    return java.util.Arrays.hashCode(gpu.memory().read(out, 4 * 3));
  }

  private static String text(String name, Target target) {
    return new String(TestGpu.resource(name + "." + target.arch() + ".s"), StandardCharsets.UTF_8);
  }

  /**
   * Each wave copies the buffer's first word to LDS, whatever else it does, and stores what it
   * reads there: LDS holds 7 before, memory 1, from a store on the way 2.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ds_read_b32 v9, v0 | 1 | 7",
        "s_barrier; ds_read_b32 v9, v0 | 1 | 7",
        "s_waitcnt vmcnt(1); ds_read_b32 v9, v0 | 1 | 7",
        "s_waitcnt lgkmcnt(0); ds_read_b32 v9, v0 | 1 | 7",
        "s_waitcnt vmcnt(0); ds_read_b32 v9, v0 | 1 | 1",
        "global_load_dword v8, v0, s[2:3]; s_waitcnt vmcnt(1); ds_read_b32 v9, v0 | 1 | 1",
        "global_load_dword v8, v0, s[2:3]; s_waitcnt vmcnt(2); ds_read_b32 v9, v0 | 1 | 7",
        "global_store_dword v0, v7, s[2:3]; s_waitcnt vmcnt(0); ds_read_b32 v9, v0 | 1 | 2",
        "global_store_dword v0, v7, s[2:3]; s_waitcnt vmcnt(1); ds_read_b32 v9, v0 | 1 | 2",
        // M0 and addresses are those of the issue.
        "s_mov_b32 m0, 64; v_mov_b32_e32 v0, 0; s_waitcnt vmcnt(0); ds_read_b32 v9, v0 | 1 | 1",
      })
  void copiesLandWhenTheyAreWaitedFor(String lines, int atOnce, int late) {
    assertThat(copied(lines, Schedule.Fixed.LOCKSTEP)).isEqualTo(atOnce);
    assertThat(copied(lines, Schedule.Fixed.ALTERNATE)).isEqualTo(late);
    Set<Integer> seeded = new HashSet<>();
    for (long seed = 0; seed < 40; seed++) {
      seeded.add(copied(lines, new Schedule.Seeded(seed)));
    }
    assertThat(seeded).containsExactlyInAnyOrderElementsOf(new HashSet<>(List.of(atOnce, late)));
  }

  private static int copied(String lines, Schedule schedule) {
    WrittenProgram program =
        new WrittenProgram(Target.GFX942, "global_load_lds_dword v0, s[2:3];" + lines);
    Region buffer = program.memory.allocate("buffer", 4096);
    buffer.segment.set(Region.INT, 0, 1);
    Workgroup group =
        program.run(
            1,
            schedule,
            ExecutionObserver.NONE,
            wave -> {
              wave.setExec(1);
              wave.v[0] = 0;
              wave.v[7 * Wave.LANES] = 2;
              wave.setPair(2, buffer.base);
              wave.s[Wave.M0] = 0;
              wave.group.lds.segment.set(Region.INT, 0, 7);
            });
    return group.waves[0].v[9 * Wave.LANES];
  }

  @Test
  void twoCopiesLandInTheOrderOfTheirIssue() {
    String lines = "global_load_lds_dword v1, s[2:3]; s_waitcnt vmcnt(1); ds_read_b32 v9, v0";
    assertThat(copied("v_mov_b32_e32 v1, v0;" + lines, Schedule.Fixed.ALTERNATE)).isEqualTo(1);
  }

  @Test
  void aCopyLandsAtTheEndOfItsWave() {
    WrittenProgram program = new WrittenProgram(Target.GFX942, "global_load_lds_dword v0, s[2:3]");
    Region buffer = program.memory.allocate("buffer", 4096);
    buffer.segment.set(Region.INT, 0, 1);
    Workgroup group =
        program.run(
            1,
            Schedule.Fixed.ALTERNATE,
            ExecutionObserver.NONE,
            wave -> {
              wave.setExec(1);
              wave.v[0] = 0;
              wave.setPair(2, buffer.base);
              wave.s[Wave.M0] = 0;
            });
    assertThat(group.lds.segment.get(Region.INT, 0)).isEqualTo(1);
  }

  /** The fault is the copy's, not that of the wait at which it would have landed. */
  @Test
  void aWildCopyFaultsWhereItIsIssued() {
    for (Schedule schedule : all()) {
      for (String line :
          List.of(
              "s_mov_b32 m0, 0x10000; global_load_lds_dword v0, s[2:3]",
              "global_load_lds_dword v0, s[4:5]")) {
        WrittenProgram program = new WrittenProgram(Target.GFX942, line + "; s_waitcnt vmcnt(0)");
        long buffer = program.memory.allocate("buffer", 4096).base;
        assertThatThrownBy(
                () ->
                    program.run(
                        1,
                        schedule,
                        ExecutionObserver.NONE,
                        wave -> {
                          wave.setExec(1);
                          wave.v[0] = 0;
                          wave.setPair(2, buffer);
                          wave.setPair(4, 0x1234);
                          wave.s[Wave.M0] = 0;
                        }))
            .as("%s", schedule)
            .hasMessageStartingWith("global_load_lds_dword");
      }
    }
  }

  /** Wave 0 waits for a word that the last wave writes, and has nothing that gives way. */
  @ParameterizedTest
  @ValueSource(strings = {"s_nop 0", "s_sleep 1"})
  void wavesThatWaitForEachOtherComeToAnEnd(String pause) {
    String lines =
        """
        s_cmp_eq_u32 s20, 0
        s_cbranch_scc1 3
        ds_write_b32 v0, v7
        s_waitcnt lgkmcnt(0)
        s_branch 6
        %s
        ds_read_b32 v9, v0
        s_waitcnt lgkmcnt(0)
        v_readfirstlane_b32 s21, v9
        s_cmp_eq_u32 s21, 2
        s_cbranch_scc0 65530
        """
            .formatted(pause);
    for (Schedule schedule : all()) {
      boolean givesWay = pause.startsWith("s_sleep");
      if (givesWay || schedule != Schedule.Fixed.LOCKSTEP) {
        new WrittenProgram(Target.GFX942, lines)
            .run(
                4,
                schedule,
                ExecutionObserver.NONE,
                wave -> {
                  wave.s[20] = wave.index();
                  wave.v[0] = 0;
                  wave.v[7 * Wave.LANES] = 2;
                  wave.setExec(1);
                });
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 12, 97, 1024})
  void everyWorkgroupBeginsOnce(long count) {
    for (Schedule schedule : all()) {
      DispatchOrder order = DispatchOrder.of(schedule, count);
      assertThat(LongStream.range(0, count).map(order::workgroup).distinct().sum())
          .isEqualTo(count * (count - 1) / 2);
    }
    assertThat(DispatchOrder.of(Schedule.Fixed.ALTERNATE, 9).workgroup(5)).isEqualTo(5);
  }
}
