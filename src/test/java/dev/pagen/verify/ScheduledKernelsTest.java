package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.emulator.Schedule;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kernels compute the same bits in whatever order their waves execute, and whenever their copies to
 * LDS land, and pass all checks; without one of their waits or barriers they do not. The property
 * {@code pagen.cases} asks for more cases in the slow test than 30, and {@code pagen.seed} for
 * others.
 */
class ScheduledKernelsTest {
  private static final long SEED = Long.getLong("pagen.seed", 20261201);
  private static final int CASES = Integer.getInteger("pagen.cases", 30);
  private static final List<Schedule> OTHERS =
      List.of(
          Schedule.Fixed.ALTERNATE,
          new Schedule.Seeded(1),
          new Schedule.Seeded(2),
          new Schedule.Seeded(3));
  private static final AttentionSpec PLAIN =
      AttentionSpec.of(64, 4, 1, DataType.BF16, 16, KvLayout.NHD);

  /** What waves share in other ways: partial results, copies, latents, stages in LDS. */
  static Stream<KernelSpec> differentKernels() {
    AttentionSpec all = PLAIN.withWindow(90).withSinks().withLse();
    AttentionSpec latent =
        AttentionSpec.of(576, 16, 1, DataType.BF16, 1, KvLayout.NHD)
            .with(spec -> spec.latent(512).scale(0.1352));
    AttentionSpec wide = AttentionSpec.of(128, 6, 1, DataType.FP16, 4, KvLayout.NHD);
    return Stream.of(
        kernel(all, Target.GFX90A, "partition=64,reduce=last-workgroup"),
        kernel(all, Target.GFX942, "partition=64,reduce=kernel,k-path=lds,v-path=direct"),
        kernel(
            all.with(spec -> spec.layout(KvLayout.PACKED)), Target.GFX950, "partition=32,waves=2"),
        kernel(latent, Target.GFX942, "partition=64"),
        kernel(latent, Target.GFX950, "partition=64"),
        kernel(manyHeads(), Target.GFX942, "partition=64"),
        kernel(manyHeads(), Target.GFX950, "partition=128"),
        kernel(wide, Target.GFX950, "k-path=copy,waves=2,partition=128"),
        kernel(wide, Target.GFX950, "k-path=lds,v-path=lds,tile=16"));
  }

  private static AttentionSpec manyHeads() {
    return AttentionSpec.of(576, 80, 1, DataType.BF16, 1, KvLayout.NHD)
        .with(spec -> spec.latent(512).scale(0.1352));
  }

  private static KernelSpec kernel(AttentionSpec attention, Target target, String choices) {
    Map<TuningParameter, String> chosen = new EnumMap<>(TuningParameter.class);
    for (String choice : choices.split(",")) {
      int equals = choice.indexOf('=');
      chosen.put(
          TuningParameter.of(choice.substring(0, equals)).orElseThrow(),
          choice.substring(equals + 1));
    }
    return new KernelSpec(attention, new TuningChoices(chosen).resolve(attention, target), target);
  }

  @ParameterizedTest
  @MethodSource
  void differentKernels(KernelSpec kernel) {
    assertSameBits(kernel, workload(kernel, 150, 1, 0, 70));
  }

  @Tag("slow")
  @Test
  void manyDrawnKernels() {
    Random random = new Random(SEED);
    List<Target> targets = Target.of(Family.CDNA);
    IntStream.range(0, CASES)
        .mapToObj(i -> AttentionCase.next(random, targets.get(i % targets.size())))
        .toList()
        .parallelStream()
        .forEach(ScheduledKernelsTest::assertSameBits);
  }

  private static void assertSameBits(AttentionCase drawn) {
    int[] contexts = drawn.contexts().stream().mapToInt(Integer::intValue).toArray();
    Workload workload =
        Workload.draw(
            drawn.attention(),
            drawn.target(),
            contexts,
            drawn.distribution(),
            PageOrder.SHUFFLED,
            drawn.seed());
    assertSameBits(drawn.kernel(), workload);
  }

  private static void assertSameBits(KernelSpec kernel, Workload workload) {
    List<Integer> expected =
        EmulatedRuns.bits(kernel, workload, Schedule.Fixed.LOCKSTEP, ExecutionChecks.all());
    for (Schedule schedule : OTHERS) {
      ExecutionObserver observer =
          schedule.equals(OTHERS.getLast()) ? ExecutionChecks.all() : ExecutionObserver.NONE;
      assertThat(EmulatedRuns.bits(kernel, workload, schedule, observer).equals(expected))
          .as("%s, %s --schedule %s", kernel.name(), kernel.tuning(), schedule)
          .isTrue();
    }
  }

  private static List<Integer> right(KernelSpec kernel, Workload workload) {
    return EmulatedRuns.bits(kernel, workload, Schedule.Fixed.LOCKSTEP, ExecutionObserver.NONE);
  }

  private static Workload workload(KernelSpec kernel, int... contexts) {
    return Workload.draw(
        kernel.attention(),
        kernel.target(),
        contexts,
        InputDistribution.NORMAL,
        PageOrder.SHUFFLED,
        SEED);
  }

  /** Copies are in time when they land at once, and late when they are waited for too late. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "await_copies<1 * COPIES>() | await_copies<1 * COPIES + 1>()",
        "min(BUFFERING, BLOCK_TILES - t) - 1 | BUFFERING - 1"
      })
  void aWaitForTooFewCopiesShowsInTheResult(String from, String to) {
    AttentionSpec attention =
        AttentionSpec.of(128, 6, 1, DataType.BF16, 4, KvLayout.NHD).withSoftCap(30);
    KernelSpec spec = kernel(attention, Target.GFX950, "k-path=copy,partition=2048");
    Workload workload = workload(spec, 700, 30);
    List<Integer> right = right(spec, workload);
    Map<Schedule, List<Integer>> wrong =
        EmulatedRuns.bitsChanged(
            spec, from, to, workload, List.of(Schedule.Fixed.LOCKSTEP, Schedule.Fixed.ALTERNATE));
    assertThat(right.equals(wrong.get(Schedule.Fixed.LOCKSTEP))).isTrue();
    assertThat(right.equals(wrong.get(Schedule.Fixed.ALTERNATE))).isFalse();
  }

  /** Copies of latents land too late, or in a tile that is still read; pages are not there yet. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "await_copies<(AHEAD_TILES - 1) * COPIES>() | await_copies<AHEAD_TILES * COPIES>()",
        "place = place + 1 < BUFFERING ? place + 1 : 0 | place = first / TILE % 2",
        "__syncthreads();  // the tile is there | // the tile is there"
      })
  void aMistakeWithCopiesOfLatentsShows(String from, String to) {
    KernelSpec spec = kernel(manyHeads(), Target.GFX950, "partition=2048");
    Workload workload = workload(spec, 700, 230);
    List<Integer> right = right(spec, workload);
    boolean shows;
    try {
      shows =
          EmulatedRuns.bitsChanged(spec, from, to, workload, OTHERS).values().stream()
              .anyMatch(wrong -> !right.equals(wrong));
    } catch (EmulationException e) {
      shows = true; // a page that is not there leads nowhere
    }
    assertThat(shows).isTrue();
  }

  @Test
  void aMissingBarrierShowsInTheResult() {
    KernelSpec spec =
        kernel(PLAIN, Target.GFX942, "k-path=lds,partition=256,reduce=last-workgroup");
    Workload workload = workload(spec, 257, 6);
    List<Integer> right = right(spec, workload);
    EmulatedRuns.bitsChanged(spec, "__syncthreads();", "", workload, OTHERS)
        .forEach(
            (schedule, wrong) ->
                assertThat(right.equals(wrong)).as("--schedule %s", schedule).isFalse());
  }
}
