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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

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
 * <p>Stores are read when this is opened, and a look-up goes through all of their lines: one for
 * each kernel when a program starts, not one for each launch. For use by many threads.
 */
public final class Tunings {
  /** The resources with bundled records, one for each target that has any: {@code sm_90.jsonl}. */
  static final String BUNDLED = "bundled";

  private record Store(String name, byte[] contents, boolean bundled) {}

  private final List<Store> own;
  private final Optional<String> bundle;
  private final List<String> damage;

  /** Reads {@code stores}, as far as they can be read. */
  private Tunings(List<Path> stores, Optional<String> bundle, List<String> damage) {
    List<Store> read = new ArrayList<>();
    List<String> problems = new ArrayList<>(damage);
    for (Path file : stores) {
      try {
        read.add(new Store(file.toString(), new TuningStore(file).bytes(), false));
      } catch (TuningException e) {
        problems.add(e.getMessage());
      }
    }
    this.own = List.copyOf(read);
    this.bundle = bundle;
    this.damage = List.copyOf(problems);
  }

  /** What the user's stores in {@code home} know, and what comes with pa-gen. */
  public static Tunings open(PagenHome home) {
    return open(home, BUNDLED);
  }

  /** The same with bundled records from another folder beside this class. */
  static Tunings open(PagenHome home, String bundle) {
    Path folder = TuningStore.folder(home);
    if (!Files.isDirectory(folder)) {
      return new Tunings(List.of(), Optional.of(bundle), List.of());
    }
    try (Stream<Path> files = Files.list(folder)) {
      return new Tunings(
          files
              .filter(file -> file.toString().endsWith(TuningStore.SUFFIX))
              .peek(home::requireOwn)
              .sorted()
              .toList(),
          Optional.of(bundle),
          List.of());
    } catch (IOException e) {
      return new Tunings(
          List.of(),
          Optional.of(bundle),
          List.of("the tuning stores in %s cannot be listed: %s".formatted(folder, e)));
    }
  }

  /**
   * What one store knows, and nothing else.
   *
   * @throws TuningException if there is no such file
   */
  public static Tunings of(Path store) {
    new TuningStore(store).requireFile();
    return new Tunings(List.of(store), Optional.empty(), List.of());
  }

  /** Nothing but the default tunings. */
  public static Tunings none() {
    return new Tunings(List.of(), Optional.empty(), List.of());
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
    Predicate<JsonNode> wanted = RecordJson.of(attention, target);
    List<String> notices = new ArrayList<>(damage);
    for (Store store : stores(target)) {
      TuningStore.Contents contents = TuningStore.read(store.contents(), wanted);
      search.add(contents.records(), store.bundled());
      if (contents.unreadable() > 0) {
        notices.add(
            "%d %s of %s cannot be read: kept, not used"
                .formatted(
                    contents.unreadable(),
                    contents.unreadable() == 1 ? "line" : "lines",
                    store.name()));
      }
    }
    return search.best(KernelDesign.of(attention, target).defaultTuning(), notices);
  }

  private List<Store> stores(Target target) {
    List<Store> stores = new ArrayList<>(own);
    bundle.flatMap(folder -> bundled(folder, target)).ifPresent(stores::add);
    return stores;
  }

  private static Optional<Store> bundled(String folder, Target target) {
    String name = folder + "/" + target.arch() + TuningStore.SUFFIX;
    try (InputStream in = Tunings.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new Store("the bundled " + name, in.readAllBytes(), true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
