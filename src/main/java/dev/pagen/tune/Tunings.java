package dev.pagen.tune;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.device.Device;
import dev.pagen.files.PagenHome;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.toolchain.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The tunings that are known: those of the stores on the {@link TuningPath}, those that come with
 * pa-gen, and the default of every kernel.
 *
 * <pre>{@code
 * Tunings tunings = Tunings.open(Host.current());
 * Tuning tuning =
 *     tunings.tuningFor(attention, target, Optional.of(device), size, Kernels.of(builder)::key).tuning();
 * }</pre>
 *
 * <p>A store is parsed when it is first looked into, and again when its file has changed. For use
 * by many threads.
 */
public final class Tunings {
  /** The resources with bundled records, one for each target that has any: {@code sm_90.jsonl}. */
  static final String BUNDLED = "bundled";

  private final TuningPath path;
  private final Optional<String> bundle;
  private final Function<byte[], StoreIndex> parser;
  private final Acceptance acceptance;
  private final Map<Path, KnownStore> known;
  private final Map<Target, Optional<StoreIndex>> bundled;

  private Tunings(
      TuningPath path,
      Optional<String> bundle,
      Function<byte[], StoreIndex> parser,
      Acceptance acceptance,
      Map<Path, KnownStore> known,
      Map<Target, Optional<StoreIndex>> bundled) {
    this.path = path;
    this.bundle = bundle;
    this.parser = parser;
    this.acceptance = acceptance;
    this.known = known;
    this.bundled = bundled;
  }

  private Tunings(TuningPath path, Optional<String> bundle, Function<byte[], StoreIndex> parser) {
    this(
        path,
        bundle,
        parser,
        Acceptance.EXACT,
        new ConcurrentHashMap<>(),
        new ConcurrentHashMap<>());
  }

  /**
   * What the stores on the {@link TuningPath} of a machine know, and what comes with pa-gen.
   *
   * @throws TuningException if {@code PAGEN_TUNINGS} names what is not there or cannot be read
   */
  public static Tunings open(Host host) {
    return new Tunings(TuningPath.of(host), Optional.of(BUNDLED), StoreIndex::of);
  }

  /**
   * What the user's stores in {@code home} know, with bundled records from another folder beside
   * this class, and another parser.
   */
  static Tunings open(PagenHome home, String bundle, Function<byte[], StoreIndex> parser) {
    return new Tunings(TuningPath.of(home), Optional.of(bundle), parser);
  }

  /**
   * What one store knows, and nothing else.
   *
   * @throws TuningException if there is no such file
   */
  public static Tunings of(Path store) {
    new TuningStore(store).requireFile();
    return new Tunings(TuningPath.of(store), Optional.empty(), StoreIndex::of);
  }

  /** Nothing but the default tunings. */
  public static Tunings none() {
    return new Tunings(new TuningPath(List.of()), Optional.empty(), StoreIndex::of);
  }

  /** The same, where records need not be all of here and now. */
  public Tunings accepting(Acceptance level) {
    return new Tunings(path, bundle, parser, level, known, bundled);
  }

  /** The stores that are looked into, in that order, as they are now; places without any too. */
  public List<StoreListing> stores() {
    List<StoreListing> listings = new ArrayList<>();
    for (TuningPath.Entry entry : path.entries()) {
      int before = listings.size();
      for (Path file : stores(entry, listings)) {
        listings.add(listing(entry.layer(), file));
      }
      if (listings.size() == before) {
        listings.add(
            StoreListing.failed(
                entry.layer(),
                entry.place().toString(),
                Files.exists(entry.place()) ? "it has no store" : "it is not there"));
      }
    }
    bundle.ifPresent(
        folder -> {
          for (Target target : Target.values()) {
            String resource = resource(folder, target);
            bytes(resource)
                .map(TuningStore::contents)
                .map(found -> StoreListing.of(TuningPath.Layer.BUNDLED, resource, found))
                .ifPresent(listings::add);
          }
        });
    return listings;
  }

  private static List<Path> stores(TuningPath.Entry entry, List<StoreListing> problems) {
    try {
      return entry.stores();
    } catch (IOException e) {
      problems.add(
          StoreListing.failed(
              entry.layer(), entry.place().toString(), "it cannot be listed: " + e));
      return List.of();
    }
  }

  private static StoreListing listing(TuningPath.Layer layer, Path file) {
    try {
      return StoreListing.of(layer, file.toString(), new TuningStore(file).read());
    } catch (TuningException e) {
      return StoreListing.failed(layer, file.toString(), e.getMessage());
    }
  }

  /**
   * The best tuning that is known for a workload: the one that was timed for the nearest bucket of
   * workloads, those of a place on the path before those of places that come after it; where
   * nothing that is known holds, the default. A record holds if what {@link #accepting} asks for is
   * that of here and now; a bundled one if it is of a device of this name and of this template.
   *
   * @param device that it is for. Without one, or for an emulated one, records of every device of
   *     the target hold, and predictions of the model where there are no times
   * @param key of a kernel as it would be made now; asked for few kernels
   */
  public ChosenTuning tuningFor(
      AttentionSpec attention,
      Target target,
      Optional<Device> device,
      WorkloadSize size,
      Function<KernelSpec, KernelKey> key) {
    TuningSearch search =
        new TuningSearch(
            size,
            device.filter(
                d -> !d.properties().emulated() && d.properties().arch().equals(target.arch())),
            acceptance,
            key);
    List<String> notices = new ArrayList<>();
    for (TuningPath.Entry entry : path.entries()) {
      List<StoreListing> problems = new ArrayList<>();
      Map<String, List<TuningRecord>> stores = new LinkedHashMap<>();
      for (Path file : stores(entry, problems)) {
        try {
          StoreIndex index = known.computeIfAbsent(file, f -> new KnownStore(f, parser)).index();
          stores.put(
              file.toString(), records(index.of(attention, target), file.toString(), notices));
        } catch (TuningException e) {
          notices.add(e.getMessage());
        }
      }
      search.add(entry.layer(), stores);
      problems.forEach(
          listing ->
              notices.add(
                  "the tuning stores in %s: %s"
                      .formatted(listing.store(), listing.problem().orElseThrow())));
    }
    bundle.ifPresent(
        folder -> {
          String resource = resource(folder, target);
          bundled
              .computeIfAbsent(target, _ -> bytes(resource).map(parser))
              .map(index -> index.of(attention, target))
              .map(found -> records(found, "the bundled " + resource, notices))
              .ifPresent(
                  records -> search.add(TuningPath.Layer.BUNDLED, Map.of(resource, records)));
        });
    return search.best(KernelDesign.of(attention, target).defaultTuning(), notices);
  }

  private static List<TuningRecord> records(
      TuningStore.Contents contents, String name, List<String> notices) {
    if (contents.unreadable() > 0) {
      notices.add(
          "%d %s of %s cannot be read: kept, not used"
              .formatted(
                  contents.unreadable(), contents.unreadable() == 1 ? "line" : "lines", name));
    }
    return contents.records();
  }

  private static String resource(String folder, Target target) {
    return folder + "/" + target.arch() + TuningStore.SUFFIX;
  }

  private static Optional<byte[]> bytes(String resource) {
    try (InputStream in = Tunings.class.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
