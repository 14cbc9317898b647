package dev.pagen.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.cache.CacheResult.Origin;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelCacheTest {
  @TempDir Path folder;

  private final List<String> calls = new ArrayList<>();

  @Test
  void compilesOnceThenFindsInMemoryThenOnDisk() {
    CacheRequest request = CacheFixture.request(1);
    KernelCache cache = new KernelCache(folder.resolve("new/cache"));
    assertThat(cache.find(request.key())).isEmpty();

    CacheResult made = cache.get(request, CacheFixture.counting(request, calls));
    assertThat(made.origin()).isEqualTo(Origin.COMPILED);
    assertThat(made.hit()).isFalse();
    assertThat(made.notStored()).isEmpty();

    CacheResult remembered = cache.get(request, CacheFixture.unexpected());
    assertThat(remembered.origin()).isEqualTo(Origin.MEMORY);

    CacheResult read = new KernelCache(cache.path()).get(request, CacheFixture.unexpected());
    assertThat(read.origin()).isEqualTo(Origin.DISK);
    assertThat(read.hit()).isTrue();
    assertSame(read.entry(), made.entry());
    assertThat(calls).containsExactly("kernel-1");
  }

  @Test
  void keepsTheSourceForPeopleToRead() throws IOException {
    CacheRequest request = CacheFixture.request(2);
    KernelCache cache = cacheWith(request);
    assertThat(CacheFixture.entryFolder(cache, request.key()).resolve("source.hip"))
        .hasContent(request.source());
  }

  @Test
  void whatTheProducerThrowsReachesTheCallerAndNothingIsStored() {
    KernelCache cache = new KernelCache(folder);
    CacheRequest request = CacheFixture.request(3);
    assertThatThrownBy(
            () ->
                cache.get(
                    request,
                    () -> {
                      throw new IllegalStateException("does not compile");
                    }))
        .hasMessage("does not compile");
    assertThat(cache.list()).isEmpty();
    assertThat(cache.get(request, CacheFixture.counting(request, calls)).hit()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"code.co", "disassembly.s", "source.hip", "entry.properties"})
  void aTornDamagedOrMissingFileIsFoundAndReplaced(String file) throws IOException {
    Random random = new Random(file.hashCode());
    CacheRequest request = CacheFixture.request(4);
    KernelCache cache = cacheWith(request);
    Path path = CacheFixture.entryFolder(cache, request.key()).resolve(file);
    byte[] whole = Files.readAllBytes(path);
    List<byte[]> damaged = new ArrayList<>();
    damaged.add(new byte[0]);
    damaged.add(Arrays.copyOf(whole, whole.length - 1));
    damaged.add(Arrays.copyOf(whole, whole.length + 1));
    byte[] flipped = whole.clone();
    flipped[random.nextInt(whole.length)] ^= 1;
    damaged.add(flipped);
    for (byte[] content : damaged) {
      Files.write(path, content);
      assertReplaced(request);
    }
    Files.delete(path);
    assertReplaced(request);
  }

  private void assertReplaced(CacheRequest request) {
    calls.clear();
    KernelCache fresh = new KernelCache(folder);
    assertThat(fresh.find(request.key())).isEmpty();
    assertThat(fresh.get(request, CacheFixture.counting(request, calls)).notStored()).isEmpty();
    assertThat(calls).hasSize(1);
    assertThat(fresh.verify(false).bad()).isEmpty();
    assertThat(new KernelCache(folder).find(request.key())).isPresent();
  }

  @Test
  void anEntryUnderAnotherKeyIsAMiss() throws IOException {
    CacheRequest request = CacheFixture.request(5);
    KernelCache cache = cacheWith(request);
    CacheKey other = CacheFixture.request(6).key();
    Path target = CacheFixture.entryFolder(cache, other);
    Files.createDirectories(target.getParent());
    Files.move(CacheFixture.entryFolder(cache, request.key()), target);
    assertThat(new KernelCache(folder).find(other)).isEmpty();
    assertThat(cache.verify(false).bad())
        .singleElement()
        .satisfies(bad -> assertThat(bad.reason()).contains("another key"));
  }

  @Test
  void aPublishedEntryThatIsWholeStays() throws IOException {
    CacheRequest request = CacheFixture.request(7);
    KernelCache cache = cacheWith(request);
    Path code = CacheFixture.entryFolder(cache, request.key()).resolve("code.co");
    Object before = Files.getAttribute(code, "unix:ino");
    new EntryStore(folder, Files::write).publish(request, cache.find(request.key()).orElseThrow());
    assertThat(Files.getAttribute(code, "unix:ino")).isEqualTo(before);
    assertThat(CacheFixture.filesUnder(folder.resolve("tmp"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aFullDiskCostsOnlyTheStoring(int failingWrite) {
    int[] writes = {0};
    FileWriter full =
        (file, content) -> {
          if (++writes[0] >= failingWrite) {
            Files.write(file, Arrays.copyOf(content, content.length / 2));
            throw new IOException("No space left on device");
          }
          Files.write(file, content);
        };
    KernelCache cache =
        new KernelCache(folder, KernelCache.DEFAULT_MAX_BYTES, Clock.systemUTC(), full);
    CacheRequest request = CacheFixture.request(8);
    CacheResult result = cache.get(request, CacheFixture.counting(request, calls));
    assertThat(result.notStored())
        .hasValueSatisfying(
            why -> assertThat(why).contains("No space left").contains(folder.toString()));
    assertThat(result.entry().codeObject()).isEqualTo(CacheFixture.compile(request).codeObject());
    assertThat(cache.get(request, CacheFixture.unexpected()).origin()).isEqualTo(Origin.MEMORY);
    assertThat(cache.list()).isEmpty();
    assertThat(CacheFixture.filesUnder(folder)).containsOnly(folder.resolve("lock"));
  }

  @Test
  void aFolderThatCannotBeMadeCostsOnlyTheStoring() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    KernelCache cache = new KernelCache(file.resolve("cache"));
    CacheRequest request = CacheFixture.request(9);
    CacheResult result = cache.get(request, CacheFixture.counting(request, calls));
    assertThat(result.origin()).isEqualTo(Origin.COMPILED);
    assertThat(result.notStored()).isPresent();
  }

  @Test
  void aFolderThatCannotBeWrittenStillServesWhatItHas() throws IOException {
    CacheRequest present = CacheFixture.request(10);
    cacheWith(present);
    // Neither locks nor temporary folders can be made, for root either.
    Files.delete(folder.resolve("lock"));
    Files.createDirectories(folder.resolve("lock"));
    Files.delete(folder.resolve("tmp"));
    Files.writeString(folder.resolve("tmp"), "in the way");
    KernelCache cache = new KernelCache(folder);
    assertThat(cache.get(present, CacheFixture.unexpected()).origin()).isEqualTo(Origin.DISK);
    CacheRequest absent = CacheFixture.request(11);
    assertThat(cache.get(absent, CacheFixture.counting(absent, calls)).notStored()).isPresent();
    assertThat(calls).hasSize(1);
  }

  @Test
  void aMemoryLookupTakesFarLessThanAMillisecond() {
    CacheRequest request = CacheFixture.request(12);
    KernelCache cache = cacheWith(request);
    int lookups = 2000;
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < lookups; i++) {
      cache.get(request, CacheFixture.unexpected());
    }
    assertThat((threads.getCurrentThreadCpuTime() - start) / lookups).isLessThan(1_000_000);
  }

  @Test
  void memoryIsBoundedAndForgetsTheOldestFirst() {
    MemoryFront memory = new MemoryFront(20_000);
    List<CacheEntry> entries = new ArrayList<>();
    for (int seed = 0; seed < 10; seed++) {
      CacheRequest request = CacheFixture.request(seed);
      entries.add(cacheWith(request).find(request.key()).orElseThrow());
      memory.put(entries.getLast());
      memory.find(entries.getFirst().key());
    }
    List<CacheEntry> kept = entries.stream().filter(e -> memory.find(e.key()).isPresent()).toList();
    assertThat(kept).contains(entries.getFirst(), entries.getLast());
    assertThat(kept.stream().mapToLong(CacheEntry::size).sum()).isLessThanOrEqualTo(20_000);
  }

  private KernelCache cacheWith(CacheRequest request) {
    KernelCache cache = new KernelCache(folder);
    cache.get(request, () -> CacheFixture.compile(request));
    return cache;
  }

  private static void assertSame(CacheEntry read, CacheEntry made) {
    assertThat(read).usingRecursiveComparison().isEqualTo(made);
  }
}
