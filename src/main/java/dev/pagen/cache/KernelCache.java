package dev.pagen.cache;

import dev.pagen.InputFile;
import dev.pagen.files.OwnFiles;
import dev.pagen.files.Ownership;
import dev.pagen.files.UntrustedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compiled kernels in a folder, found again by what they were compiled from. Safe for any number of
 * threads and processes on the same folder; see the package for what it promises.
 */
public final class KernelCache {
  /** The size of a cache folder unless told otherwise: 2 GiB. */
  public static final long DEFAULT_MAX_BYTES = 2L << 30;

  private static final long MEMORY_BYTES = 64L << 20;
  private static final int PUBLISHES_BETWEEN_SCANS = 100;

  private final Path root;
  private final Clock clock;
  private final EntryStore store;
  private final KeyLocks locks;
  private final Eviction eviction;
  private final long maxBytes;
  private final MemoryFront memory = new MemoryFront(MEMORY_BYTES);
  private long estimatedBytes;
  private int publishesUntilScan;

  /**
   * A cache in {@code root}, which is created when the first kernel is stored.
   *
   * @throws UntrustedFileException if somebody else owns the folder, or can write to it
   */
  public KernelCache(Path root) {
    this(root, DEFAULT_MAX_BYTES);
  }

  /**
   * A cache in {@code root}.
   *
   * @param maxBytes what its files may take, at least 0; more may stand there for a short time
   * @throws IllegalArgumentException if {@code maxBytes} is negative
   * @throws UntrustedFileException if somebody else owns the folder, or can write to it
   */
  public KernelCache(Path root, long maxBytes) {
    this(root, maxBytes, Ownership.OWN);
  }

  /**
   * A cache in {@code root}, of which others than this process's user may be the owners.
   *
   * @param ownership who may be able to write there
   * @throws UntrustedFileException if somebody else can
   */
  public KernelCache(Path root, long maxBytes, Ownership ownership) {
    this(root, maxBytes, Clock.systemUTC(), OwnFiles::write, ownership);
  }

  KernelCache(Path root, long maxBytes, Clock clock, FileWriter writer) {
    this(root, maxBytes, clock, writer, Ownership.OWN);
  }

  private KernelCache(
      Path root, long maxBytes, Clock clock, FileWriter writer, Ownership ownership) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("a cache of %d bytes: at least 0".formatted(maxBytes));
    }
    this.root = root.toAbsolutePath().normalize();
    this.clock = clock;
    ownership.require(this.root);
    this.store = new EntryStore(this.root, writer, ownership);
    this.locks = KeyLocks.of(this.root);
    this.maxBytes = maxBytes;
    this.eviction = new Eviction(store, locks, clock, maxBytes);
  }

  /** The cache's folder; it need not exist. */
  public Path path() {
    return root;
  }

  /** The kernel of a key, if it is there and whole. */
  public Optional<CacheEntry> find(CacheKey key) {
    return lookUp(key).map(CacheResult::entry);
  }

  /**
   * The kernel that was asked for: from memory, from disk, or from {@code producer}. However many
   * threads and processes ask for the same key at once, one of them calls its producer and the
   * others wait for it, as long as the folder can be written; should that one fail, the next tries.
   *
   * @throws CacheException if the thread is interrupted while it waits for another
   */
  public CacheResult get(CacheRequest request, Producer producer) {
    CacheKey key = request.key();
    return lookUp(key)
        .orElseGet(() -> locks.locked(key, () -> lookUp(key), () -> produce(request, producer)));
  }

  /** Every whole entry, last used first. */
  public List<CacheListing> list() {
    return reading(
        () -> {
          List<CacheListing> listings = new ArrayList<>();
          for (EntryStore.Stored stored : store.all()) {
            try {
              EntryRecord record = stored.folder().record(stored.key());
              listings.add(
                  new CacheListing(
                      stored.key(),
                      record.name(),
                      record.arch(),
                      record.compilerIdentity(),
                      stored.folder().bytes(),
                      record.created(),
                      stored.folder().lastUsed(),
                      record.compileTime()));
            } catch (IOException e) {
              // Damaged, or gone meanwhile: verify() tells.
            }
          }
          listings.sort(Comparator.comparing(CacheListing::lastUsed).reversed());
          return listings;
        });
  }

  /**
   * Removes what crashed processes left behind and, if the folder is over its size, the entries
   * used longest ago.
   *
   * @throws CacheException if the folder cannot be read or written
   */
  public GcReport gc() {
    return reading(eviction::collect);
  }

  /**
   * Checks every file of every entry.
   *
   * @param remove whether to remove the entries that are not whole
   * @throws CacheException if the folder cannot be read, or written when it has to be
   */
  public VerifyReport verify(boolean remove) {
    return reading(
        () -> {
          List<EntryStore.Stored> all = store.all();
          List<VerifyReport.Bad> bad = new ArrayList<>();
          int removed = 0;
          for (EntryStore.Stored stored : all) {
            try {
              stored.folder().verify(stored.key());
            } catch (IOException e) {
              if (!Files.exists(stored.folder().path())) {
                continue;
              }
              bad.add(new VerifyReport.Bad(stored.key(), stored.folder().path(), reason(e)));
              if (remove) {
                store.remove(stored.folder());
                memory.remove(stored.key());
                removed++;
              }
            }
          }
          return new VerifyReport(all.size(), bad, removed);
        });
  }

  /**
   * Removes every entry.
   *
   * @return how many there were
   * @throws CacheException if the folder cannot be read or written
   */
  public int clear() {
    return reading(
        () -> {
          memory.clear();
          List<EntryStore.Stored> all = store.all();
          for (EntryStore.Stored stored : all) {
            store.remove(stored.folder());
          }
          return all.size();
        });
  }

  /** Removes an entry, if it is there and can be. */
  public void remove(CacheKey key) {
    memory.remove(key);
    try {
      store.remove(store.folder(key));
    } catch (IOException e) {
      // A folder that cannot be written keeps what it has.
    }
  }

  private Optional<CacheResult> lookUp(CacheKey key) {
    Optional<CacheEntry> remembered = memory.find(key);
    if (remembered.isPresent()) {
      return Optional.of(
          new CacheResult(remembered.get(), CacheResult.Origin.MEMORY, Optional.empty()));
    }
    Optional<CacheEntry> stored = store.find(key);
    stored.ifPresent(
        entry -> {
          memory.put(entry);
          store.folder(key).touch(clock.instant());
        });
    return stored.map(entry -> new CacheResult(entry, CacheResult.Origin.DISK, Optional.empty()));
  }

  private CacheResult produce(CacheRequest request, Producer producer) {
    Compiled compiled = producer.produce();
    CacheEntry entry =
        new CacheEntry(
            request.key(),
            request.name(),
            request.arch(),
            request.compilerIdentity(),
            compiled.codeObject(),
            compiled.disassembly(),
            compiled.compileTime(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Optional<String> notStored = Optional.empty();
    try {
      store.publish(request, entry);
      keepWithinSize(entry.size() + request.source().length());
    } catch (IOException e) {
      notStored = Optional.of("cannot store kernels in %s: %s".formatted(root, reason(e)));
    }
    memory.put(entry);
    return new CacheResult(entry, CacheResult.Origin.COMPILED, notStored);
  }

  /** Counts what was stored, and collects when that may have made the folder too big. */
  private synchronized void keepWithinSize(long added) {
    estimatedBytes += added;
    if (--publishesUntilScan <= 0 || estimatedBytes > maxBytes) {
      try {
        estimatedBytes = eviction.collect().bytes();
        publishesUntilScan = PUBLISHES_BETWEEN_SCANS;
      } catch (IOException e) {
        // The kernel is stored; the next one tries again to make room.
      }
    }
  }

  private <T> T reading(IoSupplier<T> action) {
    try {
      return action.get();
    } catch (IOException | UncheckedIOException e) {
      throw new CacheException("cannot work on the cache in %s: %s".formatted(root, e), e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof InvalidEntryException
        ? String.valueOf(e.getMessage())
        : InputFile.reason(e);
  }

  @FunctionalInterface
  private interface IoSupplier<T> {
    T get() throws IOException;
  }
}
