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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            record(0),
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
  void anyOrderOfMergingComesToTheSameBytes() throws IOException {
    List<TuningStore> shards = new ArrayList<>();
    for (int s = 0; s < 3; s++) {
      TuningStore shard = new TuningStore(folder.resolve("shard" + s));
      // All have some in common; nothing says of the first of each when it was.
      Files.writeString(shard.file(), "{\"format\":2,\"of\":%d}\n".formatted(s));
      for (int i = 4 * s + 7; i >= 4 * s; i--) {
        shard.append(record(i));
      }
      shards.add(shard);
    }
    Random random = new Random(7);
    Set<String> wholes = new HashSet<>();
    Set<String> bests = new HashSet<>();
    for (int run = 0; run < 12; run++) {
      Collections.shuffle(shards, random);
      TuningStore both = new TuningStore(folder.resolve("both" + run));
      both.merge(shards.subList(0, 2));
      TuningStore all = new TuningStore(folder.resolve("all" + run));
      all.merge(random.nextBoolean() ? shards : List.of(shards.get(2), both, both));
      wholes.add(Files.readString(all.file()));
      TuningStore best = new TuningStore(folder.resolve("best" + run));
      best.mergeBest(random.nextBoolean() ? shards : List.of(all), 3);
      bests.add(Files.readString(best.file()));
      assertThat(all.merge(shards)).isZero();
      assertThat(best.mergeBest(shards, 3)).isZero();
    }
    assertThat(wholes).singleElement().asString().hasLineCount(3 + 16);
    assertThat(bests).singleElement().asString().hasLineCount(3);
  }

  @Test
  void whatFailedLaterFailedInWhateverOrderStoresAreMerged() {
    Tuning tuning = SPACE.tunings().getFirst();
    TuningStore good = new TuningStore(folder.resolve("good"));
    TuningStore bad = new TuningStore(folder.resolve("bad"));
    good.append(TuningFixture.record(tuning, TuningFixture.timed(100, 16)));
    bad.append(
        TuningFixture.record(tuning, new Outcome.Rejected(Outcome.Cause.WRONG, "later"))
            .withTime(TuningFixture.TIME.plusSeconds(1)));
    store().append(bad.read().records().getFirst());
    store().merge(List.of(good, bad));
    assertThat(SweepResult.recorded(store().read()).getFirst().ranked()).isEmpty();
    assertThat(StoreIndex.of(store().bytes()).of(TuningFixture.ATTENTION, Target.GFX942).records())
        .isEqualTo(store().read().records());
  }

  @Test
  void mergingStoresWithoutRecordsMakesOne() throws IOException {
    TuningStore empty = new TuningStore(Files.createFile(folder.resolve("empty")));
    assertThat(store().merge(List.of(empty))).isZero();
    assertThat(store().file()).isEmptyFile();
    assertThatThrownBy(() -> store().merge(List.of(new TuningStore(folder))))
        .isInstanceOf(TuningException.class)
        .hasMessage("%s is a folder: give its stores, such as %s/*.jsonl.", folder, folder);
    TuningStore junk =
        new TuningStore(Files.writeString(folder.resolve("junk"), "<html>\n{}\n[]\n"));
    assertThat(junk.damaged()).isEqualTo(2);
  }

  @Test
  void whetherItCanBeWrittenIsKnownBeforehandAndWhyNot() throws IOException {
    TuningStore in = new TuningStore(folder.resolve("new/store"));
    in.prepare();
    assertThat(in.file()).isEmptyFile();
    in.append(record(1));
    in.prepare();
    assertThat(in.read().records()).containsExactly(record(1));
    assertThatThrownBy(() -> new TuningStore(in.file().resolve("under")).prepare())
        .isInstanceOf(TuningException.class)
        .hasMessage(
            "The tuning store %s cannot be written: %s. Name another file."
                .formatted(in.file().resolve("under"), in.file() + " is no folder"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1e999", "\"NaN\"", "null"})
  void whatTookNoTimeIsNoRecord(String number) throws IOException {
    for (String field : List.of("time_us", "floor_us", "runs")) {
      String line =
          RecordJson.line(record(1))
              .replaceFirst("(\"%s\"):[^,}]*".formatted(field), "$1:" + number);
      store().prepare();
      Files.writeString(store().file(), line + "\n");
      assertThat(store().read()).as(line).isEqualTo(new TuningStore.Contents(List.of(), 1));
    }
    String predicted =
        RecordJson.line(record(1).withOutcome(new Outcome.Predicted(1, 2, 3, Optional.empty())));
    for (String field : List.of("low_us", "high_us", "floor_us")) {
      Files.writeString(
          store().file(),
          predicted.replaceFirst("(\"%s\"):[^,}]*".formatted(field), "$1:" + number) + "\n");
      assertThat(store().read().unreadable()).isEqualTo(1);
    }
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
