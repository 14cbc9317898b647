package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.pagen.kernel.KernelDraws;
import dev.pagen.kernel.Support;
import dev.pagen.render.Renderer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.UnsupportedSpecException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Specs, tunings and workloads at random, over the whole supported space: every kernel computes
 * attention on the emulator, and every spec that is not supported is refused by name. The property
 * {@code pagen.cases} asks for more cases than the usual 100, and {@code pagen.seed} for others.
 * Each generation of the compiler gets cases of its own.
 */
@Tag("compiler")
class AnySupportedKernelTest {
  private static final int CASES = Integer.getInteger("pagen.cases", 100);
  private static final long SEED =
      Long.getLong("pagen.seed", 20261122 + System.getProperty("pagen.test.suite", "").length());
  private static final List<Target> TARGETS = Target.of(Family.CDNA);

  @Test
  void computesAttention(TestReporter reporter) {
    Random random = new Random(SEED);
    List<AttentionCase> cases =
        IntStream.range(0, CASES)
            .mapToObj(i -> AttentionCase.next(random, TARGETS.get(i % TARGETS.size())))
            .toList();
    Optional<AttentionCase> failing =
        cases.parallelStream().filter(c -> c.failure().isPresent()).findFirst();
    failing.ifPresent(AnySupportedKernelTest::report);
    reporter.publishEntry("cases that pass", String.valueOf(cases.size()));
  }

  private static void report(AttentionCase failing) {
    AttentionCase simplest = new CaseShrinker(c -> c.failure().isPresent()).shrink(failing);
    fail(
        "%s%nTo repeat it: %s%nFirst seen with: %s",
        simplest.failure().orElse("not again"), simplest.command(), failing.command());
  }

  @Test
  void whatIsNotSupportedIsRefusedByNameBeforeRendering() {
    Random random = new Random(SEED + 1);
    Renderer renderer = new Renderer();
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      KernelSpec spec = KernelDraws.any(random, Target.values()[i % Target.values().length]);
      List<Refusal> refusals = Support.refusals(spec);
      if (refusals.isEmpty()) {
        continue;
      }
      refused++;
      assertThatExceptionOfType(UnsupportedSpecException.class)
          .isThrownBy(() -> renderer.render(spec))
          .satisfies(e -> assertThat(e.refusals()).isEqualTo(refusals));
      for (Refusal refusal : refusals) {
        assertThat(refusal.field()).as("%s", spec).matches("[\\w-]+.* \\S+");
        assertThat(refusal.reason()).isNotBlank();
        assertThat(refusal.nearest()).isNotBlank();
      }
    }
    assertThat(refused).isGreaterThan(CASES / 2);
  }

  /** The shrinker, on conditions that stand for faults of kernels. */
  @Test
  void failingCasesShrinkToWhatMatters() {
    Random random = new Random(SEED + 2);
    Predicate<AttentionCase> windowFault =
        c ->
            c.attention().window().isPresent()
                && c.contexts().stream().anyMatch(n -> n > c.attention().window().getAsInt());
    AttentionCase found = firstOf(random, windowFault);
    AttentionCase simplest = new CaseShrinker(windowFault).shrink(found);
    assertThat(simplest.contexts())
        .containsExactly(simplest.attention().window().orElseThrow() + 1);
    assertThat(simplest.attention())
        .isEqualTo(
            AttentionSpec.of(
                    Math.min(64, found.attention().headSize()),
                    1,
                    1,
                    DataType.BF16,
                    1,
                    KvLayout.NHD)
                .with(spec -> spec.scale(found.attention().scale()))
                .withWindow(found.attention().window().orElseThrow()));
    assertThat(simplest.tuning()).isEmpty();
  }

  private static AttentionCase firstOf(Random random, Predicate<AttentionCase> fault) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> AttentionCase.next(random, TARGETS.get(i % TARGETS.size())))
        .filter(fault)
        .findFirst()
        .orElseThrow();
  }
}
