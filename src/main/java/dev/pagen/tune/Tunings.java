package dev.pagen.tune;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.device.Device;
import dev.pagen.files.PagenHome;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The tunings that are known: those of the user's stores, those that come with pa-gen, and the
 * default of every kernel.
 *
 * <pre>{@code
 * Tunings tunings = Tunings.open(PagenHome.of(System.getenv()));
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

  /** The user's stores, where what is wrong with them is added to a list. */
  private interface Stores {
    List<Path> list(List<String> problems);
  }

  private final Stores own;
  private final Optional<String> bundle;
  private final Function<byte[], StoreIndex> parser;
  private final Map<Path, KnownStore> known = new ConcurrentHashMap<>();
  private final Map<Target, Optional<StoreIndex>> bundled = new ConcurrentHashMap<>();

  private Tunings(Stores own, Optional<String> bundle, Function<byte[], StoreIndex> parser) {
    this.own = own;
    this.bundle = bundle;
    this.parser = parser;
  }

  /** What the user's stores in {@code home} know, and what comes with pa-gen. */
  public static Tunings open(PagenHome home) {
    return open(home, BUNDLED, StoreIndex::of);
  }

  /** The same with bundled records from another folder beside this class, and another parser. */
  static Tunings open(PagenHome home, String bundle, Function<byte[], StoreIndex> parser) {
    return new Tunings(problems -> list(home, problems), Optional.of(bundle), parser);
  }

  private static List<Path> list(PagenHome home, List<String> problems) {
    Path folder = TuningStore.folder(home);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(TuningStore.SUFFIX))
          .peek(home::requireOwn)
          .sorted()
          .toList();
    } catch (IOException e) {
      problems.add("the tuning stores in %s cannot be listed: %s".formatted(folder, e));
      return List.of();
    }
  }

  /**
   * What one store knows, and nothing else.
   *
   * @throws TuningException if there is no such file
   */
  public static Tunings of(Path store) {
    new TuningStore(store).requireFile();
    return new Tunings(_ -> List.of(store), Optional.empty(), StoreIndex::of);
  }

  /** Nothing but the default tunings. */
  public static Tunings none() {
    return new Tunings(_ -> List.of(), Optional.empty(), StoreIndex::of);
  }

  /**
   * The best tuning that is known for a workload: the one that was timed for the nearest bucket of
   * workloads, those of the user's stores before bundled ones; where nothing that is known holds,
   * the default. A record of the user's holds if it is of this device, driver, compiler and
   * template; a bundled one if it is of a device of this name and of this template.
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
            key);
    List<String> notices = new ArrayList<>();
    for (Path file : own.list(notices)) {
      try {
        StoreIndex index = known.computeIfAbsent(file, f -> new KnownStore(f, parser)).index();
        search.add(records(index.of(attention, target), file.toString(), notices), false);
      } catch (TuningException e) {
        notices.add(e.getMessage());
      }
    }
    bundle.ifPresent(
        folder ->
            bundled
                .computeIfAbsent(target, _ -> read(resource(folder, target)))
                .map(index -> index.of(attention, target))
                .map(found -> records(found, "the bundled " + resource(folder, target), notices))
                .ifPresent(records -> search.add(records, true)));
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

  private Optional<StoreIndex> read(String resource) {
    try (InputStream in = Tunings.class.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(parser.apply(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
