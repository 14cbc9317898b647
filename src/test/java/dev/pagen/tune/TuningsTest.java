package dev.pagen.tune;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.device.Device;
import dev.pagen.files.PagenHome;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.toolchain.Host;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class TuningsTest {
  private static final SearchSpace SPACE = TuningFixture.space();
  private static final Tuning GOOD = SPACE.tunings().get(17);
  private static final Tuning OTHER = SPACE.tunings().get(31);
  private static final Tuning STANDARD =
      KernelDesign.of(TuningFixture.ATTENTION, Target.GFX942).defaultTuning();

  /** In the test's resources: a record of {@code a GPU} for 512 x 2048, with another driver. */
  private static final String BUNDLED = "bundled-test";

  private static final Tuning OF_BUNDLE = STANDARD.withBuffering(1).withWaves(2);

  @TempDir private Path folder;
  private final Set<KernelSpec> asked = new HashSet<>();

  private PagenHome home() {
    return new PagenHome(folder);
  }

  private void keep(TuningRecord... records) {
    TuningStore store = TuningStore.of(home(), "a GPU");
    List.of(records).forEach(store::append);
  }

  private static TuningRecord timed(int sequences, int context, Tuning tuning, double time) {
    return TuningFixture.record(
        TuningFixture.STAMP,
        new WorkloadSize(sequences, context),
        tuning,
        TuningFixture.timed(time, 16));
  }

  private static TuningRecord of(Stamp stamp, Tuning tuning) {
    return TuningFixture.record(stamp, TuningFixture.SIZE, tuning, TuningFixture.timed(100, 16));
  }

  private KernelKey key(KernelSpec kernel) {
    asked.add(kernel);
    return isOfBundle(kernel)
        ? new KernelKey("compiler 1", "digest 1", "a template")
        : TuningFixture.key(kernel);
  }

  /** Whatever bound on waves per SIMD goes with it. */
  private static boolean isOfBundle(KernelSpec kernel) {
    return kernel.tuning().withWavesPerEu(OF_BUNDLE.wavesPerEu()).equals(OF_BUNDLE);
  }

  private static boolean isOfBundle(ChosenTuning found) {
    return isOfBundle(new KernelSpec(TuningFixture.ATTENTION, found.tuning(), Target.GFX942));
  }

  private static Optional<Device> device() {
    return Optional.of(new NamedDevice("a GPU", "driver 1"));
  }

  private ChosenTuning lookup(String bundle, Optional<Device> device, WorkloadSize size) {
    return Tunings.open(home(), bundle, StoreIndex::of)
        .tuningFor(TuningFixture.ATTENTION, Target.GFX942, device, size, this::key);
  }

  private ChosenTuning lookup(WorkloadSize size) {
    return lookup("none", device(), size);
  }

  private ChosenTuning lookup(Function<KernelSpec, KernelKey> key) {
    return Tunings.open(home(), "none", StoreIndex::of)
        .tuningFor(TuningFixture.ATTENTION, Target.GFX942, device(), TuningFixture.SIZE, key);
  }

  @Test
  void whatWasFoundWithOnePageTableServesTheOther() {
    keep(timed(64, 2048, GOOD, 100));
    AttentionSpec rows =
        TuningFixture.ATTENTION.with(spec -> spec.pageTable(PageTableFormat.BLOCK_TABLE));
    ChosenTuning found =
        Tunings.open(home(), "none", StoreIndex::of)
            .tuningFor(rows, Target.GFX942, device(), TuningFixture.SIZE, this::key);
    assertThat(found.tuning()).isEqualTo(GOOD);
    assertThat(asked)
        .extracting(kernel -> kernel.attention().pageTable())
        .containsOnly(PageTableFormat.CSR);
  }

  @Test
  void needsNoStoreAndNoNotice() {
    assertThat(lookup("none", Optional.empty(), TuningFixture.SIZE))
        .isEqualTo(new ChosenTuning(STANDARD, Optional.empty(), List.of()));
    assertThat(
            Tunings.none()
                .tuningFor(
                    TuningFixture.ATTENTION,
                    Target.GFX942,
                    device(),
                    TuningFixture.SIZE,
                    this::key))
        .isEqualTo(lookup(TuningFixture.SIZE));
    assertThat(asked).isEmpty();
  }

  @Test
  void takesTheBestOfTheBucketAndRendersNoOther() {
    keep(
        timed(512, 2048, OTHER, 130),
        timed(512, 2048, GOOD, 120),
        timed(512, 2048, SPACE.tunings().get(3), 140),
        timed(1, 2048, OTHER, 100));
    ChosenTuning found = lookup(new WorkloadSize(500, 2100));
    assertThat(found.tuning()).isEqualTo(GOOD);
    assertThat(found.notices()).isEmpty();
    assertThat(found.origin().orElseThrow().toString())
        .isEqualTo(
            "timed on a GPU for 512 sequences of 2048 tokens, 83.3 %% of the floor (%s)"
                .formatted(TuningStore.of(home(), "a GPU").file()));
    assertThat(asked).extracting(KernelSpec::tuning).containsExactly(GOOD);
  }

  @Test
  void whatWasTimedAtLengthGoesBeforeWhatWasTimedBriefly() {
    keep(
        TuningFixture.record(GOOD, TuningFixture.timed(110, 16)),
        TuningFixture.record(GOOD, TuningFixture.timed(120, 256)),
        TuningFixture.record(OTHER, TuningFixture.timed(119, 16)));
    ChosenTuning found = lookup(TuningFixture.SIZE);
    assertThat(found.tuning()).isEqualTo(GOOD);
    assertThat(found.json().get("share_of_floor").doubleValue()).isEqualTo(1 / 1.2);
  }

  @Test
  void whatFailedLaterIsNotUsed() {
    keep(
        TuningFixture.record(GOOD, TuningFixture.timed(100, 256)),
        TuningFixture.record(OTHER, TuningFixture.timed(120, 16)),
        TuningFixture.record(GOOD, new Rejected(Cause.WRONG, "differs")));
    assertThat(lookup(TuningFixture.SIZE).tuning()).isEqualTo(OTHER);
  }

  @Test
  void takesTheNearestBucketAndSaysSo() {
    keep(timed(512, 512, OTHER, 120), timed(64, 2048, GOOD, 130));
    ChosenTuning found = lookup(new WorkloadSize(64, 8192));
    assertThat(found.tuning()).isEqualTo(GOOD);
    assertThat(found.notices())
        .containsExactly(
            "the tuning is for about 64 sequences of 2048 tokens, the nearest to 64 sequences of"
                + " 8192 tokens that is known");
  }

  @Test
  void recordsThatDoNotHoldAreCountedByWhatTheyAreOf() {
    keep(
        of(new Stamp("a GPU", "driver 0"), GOOD),
        of(new Stamp("a GPU", "driver 0"), OTHER),
        of(new Stamp("another GPU", "driver 1"), GOOD),
        TuningFixture.record(GOOD, TuningFixture.timed(100, 16)),
        TuningFixture.record(OTHER, TuningFixture.timed(110, 16)));
    ChosenTuning recompiled =
        lookup(
            kernel ->
                new KernelKey("compiler 2", "digest 2", TuningFixture.key(kernel).template()));
    assertThat(recompiled.tuning()).isEqualTo(STANDARD);
    assertThat(recompiled.notices())
        .containsExactly(
            "of this kernel's tunings 2 records are of another driver (driver 0), 1 of another"
                + " device (another GPU), 2 of another compiler (compiler 1, digest 1): kept, not"
                + " used");
    ChosenTuning rewritten =
        lookup(
            kernel ->
                kernel.tuning().equals(GOOD)
                    ? new KernelKey("compiler 1", "digest 1", "another")
                    : TuningFixture.key(kernel));
    assertThat(rewritten.tuning()).isEqualTo(OTHER);
    assertThat(rewritten.notices()).isEmpty();
    assertThat(lookup(kernel -> new KernelKey("compiler 1", "digest 1", "another")).notices())
        .singleElement()
        .asString()
        .contains("1 of another device (another GPU), 2 of other templates");
  }

  private ChosenTuning lenient(Function<KernelSpec, KernelKey> key) {
    return Tunings.open(home(), "none", StoreIndex::of)
        .accepting(Acceptance.DEVICE_AND_TEMPLATE)
        .tuningFor(TuningFixture.ATTENTION, Target.GFX942, device(), TuningFixture.SIZE, key);
  }

  @Test
  void recordsOfOtherDriversAndCompilersAreTakenWhereThatIsAskedForAndWhatDiffersIsNamed() {
    keep(of(new Stamp("a GPU", "driver 0"), GOOD));
    Function<KernelSpec, KernelKey> recompiled =
        kernel -> new KernelKey("compiler 2", "digest 2", TuningFixture.key(kernel).template());
    assertThat(lookup(recompiled).tuning()).isEqualTo(STANDARD);
    ChosenTuning found = lenient(recompiled);
    assertThat(found.tuning()).isEqualTo(GOOD);
    assertThat(found.notices())
        .containsExactly(
            "the tuning was found with compiler 1 (here compiler 2) and driver 0 (here driver 1)");
    assertThat(found.origin().orElseThrow().differs()).containsExactly("compiler", "driver");
    assertThat(lenient(k -> new KernelKey("compiler 1", "x", key(k).template())).notices())
        .containsExactly(
            "the tuning was found with another build of compiler 1 and driver 0 (here driver 1)");
    assertThat(lenient(this::key).origin().orElseThrow().differs()).containsExactly("driver");
  }

  @Test
  void recordsOfAnotherDeviceOrTemplateAreNeverTaken() {
    keep(of(new Stamp("another GPU", "driver 1"), GOOD), of(TuningFixture.STAMP, OTHER));
    ChosenTuning found = lenient(kernel -> new KernelKey("compiler 1", "digest 1", "another"));
    assertThat(found.tuning()).isEqualTo(STANDARD);
    assertThat(found.notices())
        .containsExactly(
            "of this kernel's tunings 1 record is of another device (another GPU), 1 of other"
                + " templates: kept, not used");
  }

  @Test
  void whatIsOfHereGoesBeforeWhatIsOnlyAccepted() {
    keep(
        of(new Stamp("a GPU", "driver 0"), OTHER),
        TuningFixture.record(GOOD, TuningFixture.timed(130, 16)));
    ChosenTuning found = lenient(this::key);
    assertThat(found.tuning()).isEqualTo(GOOD);
    assertThat(found.notices()).isEmpty();
  }

  @Test
  void aLargeStoreOfOtherTemplatesIsNotRenderedThrough() {
    keep(
        IntStream.range(0, 60)
            .mapToObj(i -> timed(512, 2048, SPACE.tunings().get(i), 100 + i))
            .toArray(TuningRecord[]::new));
    Set<KernelSpec> rendered = new HashSet<>();
    ChosenTuning found =
        lookup(
            kernel -> {
              rendered.add(kernel);
              return new KernelKey("compiler 1", "digest 1", "another");
            });
    assertThat(found.tuning()).isEqualTo(STANDARD);
    assertThat(rendered).hasSizeLessThan(10);
  }

  @Test
  void withoutADeviceThoseOfEveryDeviceOfTheTargetHold() {
    Stamp model = new Stamp("model of a GPU", "calibrated");
    keep(
        TuningFixture.record(
            model, TuningFixture.SIZE, OTHER, new Outcome.Predicted(80, 90, 70, Optional.empty())));
    assertThat(lookup(TuningFixture.SIZE).tuning()).isEqualTo(STANDARD);
    ChosenTuning predicted = lookup("none", Optional.empty(), TuningFixture.SIZE);
    assertThat(predicted.tuning()).isEqualTo(OTHER);
    assertThat(predicted.origin().orElseThrow().toString())
        .startsWith("predicted by a model of a GPU for 512 sequences");
    assertThat(predicted.json().get("predicted").booleanValue()).isTrue();
    keep(of(new Stamp("another GPU", "driver 7"), GOOD));
    assertThat(lookup("none", Optional.empty(), TuningFixture.SIZE).tuning()).isEqualTo(GOOD);
  }

  @Test
  void theUsersStoreGoesBeforeWhatIsBundledUnlessThatIsNearer() {
    ChosenTuning bundled = lookup(BUNDLED, device(), TuningFixture.SIZE);
    assertThat(isOfBundle(bundled)).isTrue();
    assertThat(bundled.json().get("source").stringValue()).isEqualTo("bundled");
    assertThat(bundled.origin().orElseThrow().toString()).endsWith("% of the floor (bundled)");
    assertThat(bundled.notices())
        .containsExactly(
            "the bundled tuning was found with compiler 0 (here compiler 1) and driver 0 (here"
                + " driver 1)");
    keep(timed(64, 2048, GOOD, 101));
    assertThat(isOfBundle(lookup(BUNDLED, device(), TuningFixture.SIZE))).isTrue();
    keep(timed(500, 2000, GOOD, 150));
    ChosenTuning own = lookup(BUNDLED, device(), TuningFixture.SIZE);
    assertThat(own.tuning()).isEqualTo(GOOD);
    assertThat(own.json().get("source").stringValue()).isEqualTo("store");
  }

  @Test
  void whatIsBundledTakesThePlaceOfWhatNoLongerHolds() {
    keep(of(new Stamp("a GPU", "driver 0"), GOOD));
    ChosenTuning found = lookup(BUNDLED, device(), TuningFixture.SIZE);
    assertThat(isOfBundle(found)).isTrue();
    assertThat(found.notices())
        .containsExactly(
            "of this kernel's tunings 1 record is of another driver (driver 0): kept, not used"
                + " without --accept device+template",
            "the bundled tuning was found with compiler 0 (here compiler 1) and driver 0 (here"
                + " driver 1)");
  }

  @Test
  void whatIsBundledHoldsForItsKindOfDeviceAndItsTemplateAlone() {
    assertThat(
            lookup(
                    BUNDLED,
                    Optional.of(new NamedDevice("another GPU", "driver 0")),
                    TuningFixture.SIZE)
                .tuning())
        .isEqualTo(STANDARD);
    assertThat(lookup(BUNDLED, Optional.empty(), TuningFixture.SIZE).notices())
        .containsExactly("the bundled tuning was found with compiler 0 (here compiler 1)");
    assertThat(
            Tunings.open(home(), BUNDLED, StoreIndex::of)
                .tuningFor(
                    TuningFixture.ATTENTION,
                    Target.GFX942,
                    device(),
                    TuningFixture.SIZE,
                    kernel -> new KernelKey("compiler 0", "digest 0", "another"))
                .tuning())
        .isEqualTo(STANDARD);
  }

  @Test
  void otherKernelsAreOfNoUse() {
    keep(timed(512, 2048, GOOD, 100));
    AttentionSpec other = TuningFixture.ATTENTION.withSoftCap(20);
    for (Target target : List.of(Target.GFX942, Target.GFX950)) {
      AttentionSpec spec = target == Target.GFX942 ? other : TuningFixture.ATTENTION;
      assertThat(
              Tunings.open(home(), "none", StoreIndex::of)
                  .tuningFor(spec, target, Optional.empty(), TuningFixture.SIZE, this::key))
          .isEqualTo(
              new ChosenTuning(
                  KernelDesign.of(spec, target).defaultTuning(), Optional.empty(), List.of()));
    }
  }

  @Test
  void aDamagedStoreIsUsedAsFarAsItCanBeRead() throws IOException {
    keep(timed(512, 2048, GOOD, 100));
    Path file = TuningStore.of(home(), "a GPU").file();
    String line = Files.readString(file).strip();
    String damaged =
        IntStream.iterate(line.length() - 1, cut -> cut > 0, cut -> cut - 41)
            .mapToObj(cut -> line.substring(0, cut) + "\n")
            .reduce("no JSON\n{}\n[]\n", String::concat);
    Files.writeString(file, damaged, StandardOpenOption.APPEND);
    Files.createDirectory(folder.resolve("tuning/folder.jsonl"));
    ChosenTuning found = lookup(TuningFixture.SIZE);
    assertThat(found.tuning()).isEqualTo(GOOD);
    assertThat(found.notices())
        .anyMatch(notice -> notice.contains("cannot be read: kept, not used"))
        .anyMatch(notice -> notice.contains("folder.jsonl cannot be read"));
  }

  @Test
  void aStoreIsParsedOnceAndAgainWhenItHasChanged() {
    keep(timed(512, 2048, OTHER, 130));
    AtomicInteger parsed = new AtomicInteger();
    Tunings tunings =
        Tunings.open(
            home(),
            BUNDLED,
            bytes -> {
              parsed.incrementAndGet();
              return StoreIndex.of(bytes);
            });
    Supplier<Tuning> lookup =
        () ->
            tunings
                .tuningFor(
                    TuningFixture.ATTENTION, Target.GFX942, device(), TuningFixture.SIZE, this::key)
                .tuning();
    assertThat(lookup.get()).isEqualTo(OTHER);
    assertThat(lookup.get()).isEqualTo(OTHER);
    assertThat(parsed).as("the user's store and the bundled one").hasValue(2);
    keep(timed(512, 2048, GOOD, 120));
    assertThat(lookup.get()).isEqualTo(GOOD);
    assertThat(lookup.get()).isEqualTo(GOOD);
    assertThat(parsed).hasValue(3);
  }

  @Test
  void damagedLinesAreCountedAtEachLookupWhateverKernelTheyAreOf() throws IOException {
    keep(timed(512, 2048, GOOD, 100));
    Path file = TuningStore.of(home(), "a GPU").file();
    Files.writeString(file, "no JSON\n", StandardOpenOption.APPEND);
    Tunings tunings = Tunings.open(home(), "none", StoreIndex::of);
    for (Target target : List.of(Target.GFX942, Target.GFX942, Target.GFX950)) {
      assertThat(
              tunings
                  .tuningFor(
                      TuningFixture.ATTENTION, target, device(), TuningFixture.SIZE, this::key)
                  .notices())
          .containsExactly("1 line of %s cannot be read: kept, not used".formatted(file));
    }
  }

  @Test
  void aLineWhoseTuningMeansNothingIsPassedOver() throws IOException {
    keep(timed(512, 2048, OTHER, 90), timed(512, 2048, GOOD, 100));
    Path file = TuningStore.of(home(), "a GPU").file();
    Files.writeString(file, Files.readString(file).replaceFirst("\"waves\":\\d", "\"waves\":7"));
    assertThat(lookup(TuningFixture.SIZE).tuning()).isEqualTo(GOOD);
  }

  @Test
  void aSpecWrittenWithFewerFieldsIsTheSame() throws IOException {
    keep(timed(512, 2048, GOOD, 100));
    Path file = TuningStore.of(home(), "a GPU").file();
    Files.writeString(file, Files.readString(file).replace("\"q_len\":1,", ""));
    assertThat(lookup(TuningFixture.SIZE).tuning()).isEqualTo(GOOD);
    Files.writeString(file, Files.readString(file).replace("\"page_size\":1,", "\"page_size\":2,"));
    assertThat(lookup(TuningFixture.SIZE).tuning()).isEqualTo(STANDARD);
  }

  private TuningStore store(String name, TuningRecord... records) {
    TuningStore store = new TuningStore(folder.resolve(name));
    List.of(records).forEach(store::append);
    return store;
  }

  private ChosenTuning lookupIn(String... places) {
    String path =
        Stream.of(places)
            .map(place -> folder.resolve(place).toString())
            .collect(joining("::", ":", ":"));
    Host host =
        new Host(
            Map.of("PAGEN_TUNINGS", path, "PAGEN_HOME", folder.resolve("home").toString()),
            folder,
            "Linux",
            "amd64");
    return Tunings.open(host)
        .tuningFor(TuningFixture.ATTENTION, Target.GFX942, device(), TuningFixture.SIZE, this::key);
  }

  @Test
  void theStoreThatIsNamedFirstGoesBeforeOneWithBetterTimes() {
    store("first", timed(512, 2048, GOOD, 150));
    store("second", timed(512, 2048, OTHER, 120));
    assertThat(lookupIn("first", "second").tuning()).isEqualTo(GOOD);
    assertThat(lookupIn("second", "first").tuning()).isEqualTo(OTHER);
    store("nearer", timed(64, 2048, GOOD, 100));
    assertThat(lookupIn("nearer", "second").tuning()).isEqualTo(OTHER);
  }

  @Test
  void theStoresOfAFolderCountAsOne() {
    store("shards/1.jsonl", timed(512, 2048, GOOD, 150));
    store("shards/2.jsonl", timed(512, 2048, OTHER, 120));
    ChosenTuning best = lookupIn("shards");
    assertThat(best.tuning()).isEqualTo(OTHER);
    assertThat(best.origin().orElseThrow().store()).endsWith("shards/2.jsonl");
    // The second host is a fifth faster with all that it tries.
    Shard one = new Shard(1, 2, "n01");
    Shard two = new Shard(2, 2, "n02");
    store(
        "levelled/1.jsonl",
        timed(512, 2048, STANDARD, 180).withShard(one),
        timed(512, 2048, GOOD, 150).withShard(one));
    store(
        "levelled/2.jsonl",
        timed(512, 2048, STANDARD, 144).withShard(two),
        timed(512, 2048, OTHER, 130).withShard(two));
    assertThat(lookupIn("levelled").tuning()).isEqualTo(GOOD);
  }

  @Test
  void aNamedStoreIsTheOnlyOne() {
    keep(timed(512, 2048, OTHER, 100));
    TuningStore named = new TuningStore(folder.resolve("named"));
    named.append(timed(512, 2048, GOOD, 150));
    assertThat(
            Tunings.of(named.file())
                .tuningFor(
                    TuningFixture.ATTENTION, Target.GFX942, device(), TuningFixture.SIZE, this::key)
                .tuning())
        .isEqualTo(GOOD);
    assertThatThrownBy(() -> Tunings.of(folder.resolve("none")))
        .isInstanceOf(TuningException.class)
        .hasMessageContaining("There is no tuning store");
  }

  /** The same JSON with the fields of each object in another order. */
  private static JsonNode shuffled(JsonNode node, Random random) {
    if (!node.isObject()) {
      return node;
    }
    List<String> names = new ArrayList<>(node.propertyNames());
    Collections.shuffle(names, random);
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    names.forEach(name -> copy.set(name, shuffled(node.get(name), random)));
    return copy;
  }

  @Test
  void theRecordsOfAKernelAreFoundAmongThoseOfOthersWhateverTheOrderOfTheirFields() {
    Random random = new Random(5);
    List<TuningRecord> own = new ArrayList<>();
    StringBuilder store = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      TuningRecord record = timed(1 + i, 2048, SPACE.tunings().get(i), 100);
      String line = shuffled(RecordJson.parse(RecordJson.line(record)), random).toString();
      if (random.nextInt(4) == 0) {
        own.add(record);
      } else {
        line =
            random.nextBoolean()
                ? line.replace("\"head_size\":64", "\"head_size\":128")
                : line.replace("\"gfx942\"", "\"gfx950\"");
      }
      store.append(line).append('\n');
    }
    String cutOff = store.substring(0, 100);
    TuningStore.Contents found =
        StoreIndex.of((store + cutOff).getBytes(StandardCharsets.UTF_8))
            .of(TuningFixture.ATTENTION, Target.GFX942);
    assertThat(found.records()).isEqualTo(own);
    assertThat(found.unreadable()).isZero();
  }

  @Test
  void bucketsArePowersOfTwo() {
    assertThat(new WorkloadSize(1, 1).bucket()).isEqualTo(new WorkloadSize(1, 1));
    assertThat(new WorkloadSize(6, 3000).bucket()).isEqualTo(new WorkloadSize(8, 4096));
    assertThat(new WorkloadSize(5, 2800).bucket()).isEqualTo(new WorkloadSize(4, 2048));
    assertThat(new WorkloadSize(Integer.MAX_VALUE, 1).bucket().sequences()).isEqualTo(1 << 30);
  }
}
