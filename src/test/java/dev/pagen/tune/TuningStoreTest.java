package dev.pagen.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.tune.Outcome.Cause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningStoreTest {
  private static final SearchSpace SPACE = TuningFixture.space();

  @TempDir private Path folder;

  private TuningStore store() {
    return new TuningStore(folder.resolve("deep/store.jsonl"));
  }

  private static TuningRecord record(int number) {
    return StoreChild.record(SPACE, number);
  }

  @Test
  void whatIsWrittenIsRead() {
    Tuning tuning = SPACE.tunings().getFirst();
    List<TuningRecord> records =
        List.of(
            record(1),
            TuningFixture.record(
                tuning, new Outcome.Predicted(80.25, 90.125, 66, Optional.of("memory"))),
            TuningFixture.record(tuning, new Outcome.Rejected(Cause.HUNG, "line\nbreak \"ü\"")),
            new TuningRecord(
                record(2).time(),
                TuningFixture.STAMP,
                new KernelKey("compiler", "digest", "template"),
                record(2).kernel(),
                TuningFixture.SIZE,
                Optional.empty(),
                Optional.of(SPACE.tunings().getLast()),
                Optional.empty(),
                new Outcome.Rejected(Cause.NOT_COMPILED, "")));
    records.forEach(store()::append);
    assertThat(store().read()).isEqualTo(new TuningStore.Contents(records, 0));
  }

  @Test
  void aStoreThatIsNotThereIsEmpty() {
    assertThat(store().read().records()).isEmpty();
  }

  @Test
  void aTornLastLineIsLeftOutAndTheNextRecordTakesItsPlace() throws IOException {
    store().append(record(1));
    store().append(record(2));
    byte[] whole = Files.readAllBytes(store().file());
    long first = RecordJson.line(record(1)).getBytes(StandardCharsets.UTF_8).length + 1L;
    for (long cut = whole.length - 1L; cut > first; cut -= 97) {
      Files.write(store().file(), whole);
      try (var channel = Files.newByteChannel(store().file(), StandardOpenOption.WRITE)) {
        channel.truncate(cut);
      }
      assertThat(store().read()).isEqualTo(new TuningStore.Contents(List.of(record(1)), 0));
      store().append(record(3));
      assertThat(store().read())
          .isEqualTo(new TuningStore.Contents(List.of(record(1), record(3)), 0));
    }
  }

  @Test
  void whatCannotBeReadIsCountedAndKept() throws IOException {
    store().append(record(1));
    String future = RecordJson.line(record(2)).replace("\"format\":1", "\"format\":2");
    String unknown = RecordJson.line(record(3)).replace("gfx942", "gfx1234");
    Files.writeString(
        store().file(), future + "\nno JSON\n" + unknown + "\n[]\n{}\n", StandardOpenOption.APPEND);
    store().append(record(4));
    assertThat(store().read())
        .isEqualTo(new TuningStore.Contents(List.of(record(1), record(4)), 5));
    assertThat(Files.readAllLines(store().file())).hasSize(7).contains(future, unknown);
  }

  @Test
  void mergingTakesEachRecordOnceAndThoseOfOtherVersionsToo() throws IOException {
    TuningStore a = new TuningStore(folder.resolve("a"));
    TuningStore b = new TuningStore(folder.resolve("b"));
    IntStream.range(0, 5).mapToObj(TuningStoreTest::record).forEach(a::append);
    IntStream.range(3, 9).mapToObj(TuningStoreTest::record).forEach(b::append);
    String future = "{\"format\":2}";
    Files.writeString(b.file(), future + "\nno JSON\n{\"torn", StandardOpenOption.APPEND);
    assertThat(store().merge(List.of(a, b))).isEqualTo(10);
    assertThat(store().merge(List.of(b, a))).isZero();
    assertThat(store().read().records())
        .isEqualTo(IntStream.range(0, 9).mapToObj(TuningStoreTest::record).toList());
    assertThat(Files.readString(store().file())).contains(future).doesNotContain("torn", "no JSON");
    assertThatThrownBy(() -> store().merge(List.of(new TuningStore(folder.resolve("c")))))
        .isInstanceOf(TuningException.class)
        .hasMessageContaining("There is no tuning store");
  }

  @Test
  void mergingTheBestLeavesWhatALookUpNeeds() {
    TuningStore all = new TuningStore(folder.resolve("all"));
    List<Tuning> tunings = TuningFixture.space().tunings();
    WorkloadSize other = new WorkloadSize(1, 128);
    for (int t = 0; t < 40; t++) {
      all.append(TuningFixture.record(tunings.get(t), TuningFixture.timed(200 - t, 16)));
      all.append(
          TuningFixture.record(
              TuningFixture.STAMP, other, tunings.get(t), TuningFixture.timed(100 + t, 16)));
    }
    // The fastest of the brief ones is not as fast when it is timed at length.
    all.append(TuningFixture.record(tunings.get(39), TuningFixture.timed(180, 64)));
    all.append(TuningFixture.record(tunings.get(38), TuningFixture.timed(179, 64)));
    all.append(
        TuningFixture.record(
            tunings.get(37), new Outcome.Rejected(Outcome.Cause.WRONG, "when measured again")));
    assertThat(store().mergeBest(List.of(all), 3)).isEqualTo(6);
    assertThat(store().mergeBest(List.of(all), 3)).isZero();
    List<TuningRecord> kept = store().read().records();
    assertThat(kept.stream().filter(r -> r.size().equals(TuningFixture.SIZE)))
        .extracting(r -> r.kernel().tuning())
        .containsExactly(tunings.get(38), tunings.get(39), tunings.get(36));
    assertThat(kept.stream().filter(r -> r.size().equals(other)))
        .extracting(r -> r.kernel().tuning())
        .containsExactly(tunings.get(0), tunings.get(1), tunings.get(2));
  }

  @Test
  void severalProcessesShareAStore() throws Exception {
    List<Process> children =
        List.of(
            StoreChild.start(store().file(), 0, 150), StoreChild.start(store().file(), 1000, 150));
    IntStream.range(2000, 2150).mapToObj(TuningStoreTest::record).forEach(store()::append);
    for (Process child : children) {
      child.getInputStream().readAllBytes();
      assertThat(child.waitFor()).isZero();
    }
    TuningStore.Contents contents = store().read();
    assertThat(contents.unreadable()).isZero();
    assertThat(contents.records())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 150)
                .flatMap(i -> IntStream.of(i, 1000 + i, 2000 + i))
                .mapToObj(TuningStoreTest::record)
                .toList());
  }

  @Test
  void aKilledProcessLosesNothingThatItHadWritten() throws Exception {
    for (int round = 0; round < 3; round++) {
      int first = 100_000 * round;
      Process child = StoreChild.start(store().file(), first, 100_000);
      int acknowledged = first - 1;
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
        for (int i = 0; i < 20 + 7 * round; i++) {
          acknowledged = Integer.parseInt(lines.readLine());
        }
        // SIGKILL on Linux.
        child.destroyForcibly().waitFor();
      }
      TuningStore.Contents contents = store().read();
      assertThat(contents.unreadable()).isZero();
      assertThat(contents.records())
          .containsAll(
              IntStream.rangeClosed(first, acknowledged)
                  .mapToObj(TuningStoreTest::record)
                  .toList());
      store().append(record(-1 - round + SPACE.size()));
      assertThat(store().read().records()).hasSize(contents.records().size() + 1);
    }
  }

  @Test
  void recordsOfOtherStampsAreCountedAndNotUsed() {
    Tuning tuning = SPACE.start();
    Outcome time = TuningFixture.timed(100, 16);
    TuningRecord own = TuningFixture.record(tuning, time);
    Stamp otherDevice = new Stamp("another GPU", "driver 1");
    Stamp otherDriver = new Stamp("a GPU", "driver 2");
    TuningStore.Contents contents =
        new TuningStore.Contents(
            List.of(
                own,
                TuningFixture.record(otherDevice, TuningFixture.SIZE, tuning, time),
                TuningFixture.record(otherDriver, TuningFixture.SIZE, tuning, time)),
            0);
    assertThat(
            Selection.of(
                contents,
                TuningFixture.ATTENTION,
                Target.GFX942,
                TuningFixture.STAMP,
                TuningFixture::key))
        .isEqualTo(
            new Selection(
                List.of(own),
                Staleness.of(
                    List.of("another device (another GPU)", "another driver (driver 2)"))));
    assertThat(
            Selection.of(
                contents,
                TuningFixture.ATTENTION,
                Target.GFX942,
                TuningFixture.STAMP,
                kernel -> new KernelKey("compiler 1", "digest 1", "another")))
        .extracting(selection -> selection.stale().toString())
        .isEqualTo(
            "1 record is of other templates, 1 of another device (another GPU), 1 of another driver"
                + " (driver 2)");
    assertThat(
            Selection.of(
                contents,
                TuningFixture.ATTENTION.withSoftCap(20),
                Target.GFX942,
                TuningFixture.STAMP,
                TuningFixture::key))
        .isEqualTo(new Selection(List.of(), Staleness.of(List.of())));
  }
}
