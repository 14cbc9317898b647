package dev.pagen.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheMaintenanceTest {
  @TempDir Path folder;

  private final CacheFixture.SetClock clock = new CacheFixture.SetClock();

  @Test
  void listsEntriesLastUsedFirst() throws IOException {
    KernelCache cache = cache(Long.MAX_VALUE);
    fill(cache, 3);
    CacheFixture.setUsed(
        cache, CacheFixture.request(1).key(), clock.instant().plus(Duration.ofHours(3)));
    assertThat(cache.list())
        .extracting(CacheListing::name)
        .startsWith("kernel-1")
        .containsExactlyInAnyOrder("kernel-0", "kernel-1", "kernel-2");
    assertThat(cache.list()).allSatisfy(l -> assertThat(l.bytes()).isGreaterThan(4000));
  }

  @Test
  void evictsTheLeastRecentlyUsedDownToTheLimit() throws IOException {
    KernelCache unlimited = cache(Long.MAX_VALUE);
    List<CacheRequest> requests = fill(unlimited, 10);
    for (int i = 0; i < 10; i++) {
      // Used in the order 3, 6, 9, 2, 5, 8, 1, 4, 7, 0.
      CacheFixture.setUsed(
          unlimited, requests.get(i * 3 % 10).key(), clock.instant().plusSeconds(i == 0 ? 100 : i));
    }
    clock.advance(Duration.ofHours(2));
    long total = unlimited.list().stream().mapToLong(CacheListing::bytes).sum();
    KernelCache limited = cache(total / 2);
    GcReport report = limited.gc();
    assertThat(report.bytes()).isLessThanOrEqualTo(total / 2);
    assertThat(report.freedBytes() + report.bytes()).isEqualTo(total);
    assertThat(report.entries()).isEqualTo(limited.list().size()).isEqualTo(10 - report.evicted());
    int kept = report.entries();
    List<String> order = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      order.add("kernel-" + i * 3 % 10);
    }
    assertThat(limited.list())
        .extracting(CacheListing::name)
        .containsExactlyElementsOf(order.subList(10 - kept, 10).reversed());
  }

  @Test
  void publishingKeepsTheFolderWithinItsSize() {
    KernelCache cache = cache(60_000);
    for (int seed = 0; seed < 50; seed++) {
      CacheRequest request = CacheFixture.request(seed);
      cache.get(request, () -> CacheFixture.compile(request));
      clock.advance(Duration.ofMinutes(2));
      assertThat(cache.list().stream().mapToLong(CacheListing::bytes).sum())
          .isLessThanOrEqualTo(70_000);
    }
    assertThat(cache.list()).extracting(CacheListing::name).startsWith("kernel-49");
  }

  @Test
  void doesNotEvictWhatIsYoung() {
    KernelCache cache = cache(1);
    fill(cache, 3);
    assertThat(cache.gc().evicted()).isZero();
    clock.advance(Duration.ofMinutes(2));
    assertThat(cache.gc().evicted()).isEqualTo(3);
  }

  @Test
  void doesNotEvictWhatIsBeingCompiled() throws InterruptedException {
    KernelCache cache = cache(1);
    CacheRequest request = fill(cache, 1).getFirst();
    clock.advance(Duration.ofMinutes(2));
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread holder =
        Thread.ofPlatform()
            .start(
                () ->
                    KeyLocks.of(folder)
                        .locked(
                            request.key(),
                            Optional::<String>empty,
                            () -> {
                              held.countDown();
                              awaitQuietly(release);
                              return "";
                            }));
    held.await();
    assertThat(cache.gc().evicted()).isZero();
    release.countDown();
    holder.join();
    assertThat(cache.gc().evicted()).isEqualTo(1);
  }

  @Test
  void readingFromDiskCountsAsUse() {
    KernelCache cache = cache(Long.MAX_VALUE);
    CacheRequest request = fill(cache, 1).getFirst();
    clock.advance(Duration.ofHours(5));
    cache(Long.MAX_VALUE).get(request, CacheFixture.unexpected());
    assertThat(cache.list().getFirst().lastUsed()).isEqualTo(clock.instant());
  }

  @Test
  void deletesWhatCrashedProcessesLeftButNotWhatIsBeingWritten() throws IOException {
    KernelCache cache = cache(Long.MAX_VALUE);
    Path old = Files.createDirectories(folder.resolve("tmp/1-old"));
    Files.writeString(old.resolve("code.co"), "half");
    Files.setLastModifiedTime(old, FileTime.from(clock.instant().minus(Duration.ofHours(2))));
    Path fresh = Files.createDirectories(folder.resolve("tmp/2-new"));
    Files.setLastModifiedTime(fresh, FileTime.from(clock.instant()));
    cache.gc();
    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
  }

  @Test
  void verifyReportsTheBadAndRemovesThemOnlyWhenAsked() throws IOException {
    KernelCache cache = cache(Long.MAX_VALUE);
    List<CacheRequest> requests = fill(cache, 4);
    CacheKey damaged = requests.get(2).key();
    Files.writeString(CacheFixture.entryFolder(cache, damaged).resolve("disassembly.s"), "?");
    VerifyReport report = cache.verify(false);
    assertThat(report.checked()).isEqualTo(4);
    assertThat(report.removed()).isZero();
    assertThat(report.bad()).extracting(VerifyReport.Bad::key).containsExactly(damaged);
    assertThat(report.bad().getFirst().reason()).contains("disassembly.s");
    assertThat(cache.verify(true).removed()).isEqualTo(1);
    assertThat(cache.verify(false)).isEqualTo(new VerifyReport(3, List.of(), 0));
    assertThat(cache.find(damaged)).isEmpty();
  }

  @Test
  void clearRemovesEverythingFromDiskAndMemory() {
    KernelCache cache = cache(Long.MAX_VALUE);
    List<CacheRequest> requests = fill(cache, 5);
    assertThat(cache.clear()).isEqualTo(5);
    assertThat(cache.list()).isEmpty();
    assertThat(cache.find(requests.getFirst().key())).isEmpty();
    assertThat(CacheFixture.filesUnder(folder)).containsOnly(folder.resolve("lock"));
  }

  @Test
  void aCacheThatWasNeverUsedIsEmpty() {
    KernelCache cache = new KernelCache(folder.resolve("none"));
    assertThat(cache.list()).isEmpty();
    assertThat(cache.clear()).isZero();
    assertThat(cache.gc()).isEqualTo(new GcReport(0, 0, 0, 0));
    assertThat(cache.verify(true)).isEqualTo(new VerifyReport(0, List.of(), 0));
    assertThat(cache.path()).doesNotExist();
  }

  @Test
  void aPathThatIsAFileIsAnErrorThatNamesIt() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> new KernelCache(file).list())
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(file.toString());
  }

  private KernelCache cache(long maxBytes) {
    return new KernelCache(folder, maxBytes, clock, Files::write);
  }

  private static List<CacheRequest> fill(KernelCache cache, int count) {
    List<CacheRequest> requests = new ArrayList<>();
    for (int seed = 0; seed < count; seed++) {
      CacheRequest request = CacheFixture.request(seed);
      requests.add(request);
      cache.get(request, () -> CacheFixture.compile(request));
    }
    return requests;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
