package dev.pagen.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.compile.TestBuilder;
import dev.pagen.kernel.Support;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tunings that come with pa-gen are of use to whoever gets it. */
class BundledTuningsTest {
  @TempDir private Path folder;

  private TuningStore.Contents bundled(Target target) throws IOException {
    String name = Tunings.BUNDLED + "/" + target.arch() + TuningStore.SUFFIX;
    Path copy = folder.resolve(target.arch());
    try (InputStream in = Tunings.class.getResourceAsStream(name)) {
      if (in != null) {
        Files.copy(in, copy);
      }
    }
    return new TuningStore(copy).read();
  }

  @Test
  void thoseOfTheH200AreThere() throws IOException {
    assertThat(bundled(Target.SM_90).records())
        .hasSizeGreaterThan(50)
        .allSatisfy(record -> assertThat(record.stamp().device()).isEqualTo("NVIDIA H200"));
  }

  /**
   * A record holds for the source that it was measured with. Where templates have changed it is
   * passed over, and has no place here: make the store anew with benchmarks/tune.sh, or take the
   * line out.
   */
  @Test
  void allAreOfTodaysTemplates() throws IOException {
    for (Target target : Target.values()) {
      TuningStore.Contents contents = bundled(target);
      assertThat(contents.unreadable()).isZero();
      List<TuningRecord> records = contents.records();
      assertThat(records).allMatch(record -> record.kernel().target() == target);
      assertThat(records).allMatch(record -> Support.refusals(record.kernel()).isEmpty());
      assertThat(records).allMatch(record -> record.outcome() instanceof Outcome.Timed);
      assertThat(records)
          .allMatch(
              record ->
                  record.key().template().equals(TestBuilder.shared().template(record.kernel())));
    }
  }
}
