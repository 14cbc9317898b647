package dev.pagen.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TuningLookupTest {
  private static final SearchSpace SPACE = TuningFixture.space();
  private static final Tuning GOOD = SPACE.tunings().get(17);
  private static final Tuning OTHER = SPACE.tunings().get(31);

  private static TuningLookup lookup(WorkloadSize size, TuningRecord... records) {
    return TuningLookup.of(
        new TuningStore.Contents(Arrays.asList(records), 0),
        TuningFixture.ATTENTION,
        Target.GFX942,
        size,
        TuningFixture.STAMP,
        TuningFixture::key);
  }

  private static TuningRecord timed(int sequences, int context, Tuning tuning, double time) {
    return TuningFixture.record(
        TuningFixture.STAMP,
        new WorkloadSize(sequences, context),
        tuning,
        TuningFixture.timed(time, 16));
  }

  @Test
  void takesTheBestOfTheBucket() {
    assertThat(
            lookup(
                new WorkloadSize(500, 2100),
                timed(512, 2048, OTHER, 130),
                timed(512, 2048, GOOD, 120),
                timed(1, 2048, OTHER, 100)))
        .isEqualTo(new TuningLookup(GOOD, Optional.empty()));
  }

  @Test
  void whatWasTimedAtLengthGoesBeforeWhatWasTimedBriefly() {
    TuningRecord thorough = TuningFixture.record(GOOD, TuningFixture.timed(120, 256));
    TuningRecord flattered = TuningFixture.record(OTHER, TuningFixture.timed(119, 16));
    assertThat(lookup(TuningFixture.SIZE, thorough, flattered).tuning()).isEqualTo(GOOD);
  }

  @Test
  void takesTheNearestBucketAndSaysSo() {
    TuningLookup found =
        lookup(new WorkloadSize(64, 8192), timed(512, 512, OTHER, 120), timed(64, 2048, GOOD, 130));
    assertThat(found.tuning()).isEqualTo(GOOD);
    assertThat(found.notice())
        .hasValue(
            "the tuning for about 64 sequences of 2048 tokens, the nearest to 64 sequences of 8192"
                + " tokens in the store");
  }

  @Test
  void needsNoStore() {
    TuningLookup found = lookup(TuningFixture.SIZE);
    assertThat(found.tuning()).isEqualTo(Tuning.defaultFor(TuningFixture.ATTENTION, Target.GFX942));
    assertThat(found.notice().orElseThrow()).contains("the default tuning", "a GPU");
  }

  @Test
  void recordsThatNoLongerHoldAreNotUsedAndThatIsSaid() {
    TuningRecord old = timed(512, 2048, GOOD, 100);
    TuningLookup found =
        TuningLookup.of(
            new TuningStore.Contents(List.of(old), 0),
            TuningFixture.ATTENTION,
            Target.GFX942,
            TuningFixture.SIZE,
            TuningFixture.STAMP,
            (KernelSpec kernel) -> "another");
    assertThat(found.tuning()).isEqualTo(Tuning.defaultFor(TuningFixture.ATTENTION, Target.GFX942));
    assertThat(found.notice().orElseThrow()).contains("the store's 1 records", "templates");
  }

  @Test
  void bucketsArePowersOfTwo() {
    assertThat(new WorkloadSize(1, 1).bucket()).isEqualTo(new WorkloadSize(1, 1));
    assertThat(new WorkloadSize(6, 3000).bucket()).isEqualTo(new WorkloadSize(8, 4096));
    assertThat(new WorkloadSize(5, 2800).bucket()).isEqualTo(new WorkloadSize(4, 2048));
    assertThat(new WorkloadSize(Integer.MAX_VALUE, 1).bucket().sequences()).isEqualTo(1 << 30);
  }
}
