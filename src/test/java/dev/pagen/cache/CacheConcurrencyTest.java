package dev.pagen.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheConcurrencyTest {
  @TempDir Path folder;

  @Test
  void manyThreadsOnSeveralInstancesCompileEachKeyOnce() throws Exception {
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    List<KernelCache> caches = List.of(new KernelCache(folder), new KernelCache(folder));
    CountDownLatch start = new CountDownLatch(1);
    List<Future<CacheResult>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
      for (int i = 0; i < 128; i++) {
        CacheRequest request = CacheFixture.request(i % 8);
        KernelCache cache = caches.get(i / 8 % 2);
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  return cache.get(request, slow(CacheFixture.counting(request, calls)));
                }));
      }
      start.countDown();
    }
    assertThat(calls).hasSize(8).doesNotHaveDuplicates();
    for (int i = 0; i < results.size(); i++) {
      assertThat(results.get(i).get().entry().codeObject())
          .isEqualTo(CacheFixture.compile(CacheFixture.request(i % 8)).codeObject());
    }
  }

  @Test
  void manyThreadsWithoutAFolderStillCompileEachKeyOnce() throws Exception {
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    KernelCache cache = new KernelCache(file.resolve("cache"));
    List<Future<CacheResult>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 64; i++) {
        CacheRequest request = CacheFixture.request(i % 4);
        results.add(
            threads.submit(() -> cache.get(request, slow(CacheFixture.counting(request, calls)))));
      }
    }
    assertThat(results).allSatisfy(result -> assertThat(result).succeedsWithin(Duration.ZERO));
    assertThat(calls).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void manyProcessesCompileEachKeyOnce() throws Exception {
    int keys = 5;
    Path log = folder.resolve("log");
    Path cache = folder.resolve("cache");
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      children.add(CacheFixture.child(List.of("get", cache.toString(), log.toString(), "" + keys)));
    }
    List<String> compiled = new ArrayList<>();
    for (Process child : children) {
      String output = CacheFixture.output(child);
      assertThat(child.waitFor()).as(output).isZero();
      output.lines().filter(line -> line.endsWith("COMPILED")).forEach(compiled::add);
    }
    assertThat(Files.readAllLines(log)).hasSize(keys).doesNotHaveDuplicates();
    assertThat(new HashSet<>(compiled)).hasSize(keys);
    assertThat(new KernelCache(cache).verify(false))
        .isEqualTo(new VerifyReport(keys, List.of(), 0));
  }

  @Test
  void theNextInLineTriesWhenTheFirstFails() throws Exception {
    KernelCache cache = new KernelCache(folder);
    CacheRequest request = CacheFixture.request(1);
    CountDownLatch started = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<CacheResult> first =
          threads.submit(
              () ->
                  cache.get(
                      request,
                      slow(
                          () -> {
                            started.countDown();
                            throw new IllegalStateException("no");
                          })));
      started.await();
      Future<CacheResult> second =
          threads.submit(() -> cache.get(request, () -> CacheFixture.compile(request)));
      assertThat(second.get().origin()).isEqualTo(CacheResult.Origin.COMPILED);
      assertThatThrownBy(first::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void anInterruptedWaiterGivesUpAndTheOthersLockStaysHeld() throws Exception {
    KernelCache cache = new KernelCache(folder);
    CacheRequest request = CacheFixture.request(2);
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread compiling =
        Thread.ofPlatform()
            .start(
                () ->
                    cache.get(
                        request,
                        () -> {
                          started.countDown();
                          await(finish);
                          return CacheFixture.compile(request);
                        }));
    started.await();
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    cache.get(request, CacheFixture.unexpected());
                  } catch (CacheException e) {
                    thrown.set(e);
                  }
                });
    waiting.interrupt();
    waiting.join();
    assertThat(thrown.get()).hasMessageContaining("interrupted");
    Process other =
        CacheFixture.child(
            List.of("get", folder.toString(), folder.resolve("log").toString(), "3"));
    Thread.sleep(1500);
    finish.countDown();
    compiling.join();
    String output = CacheFixture.output(other);
    assertThat(other.waitFor()).as(output).isZero();
    assertThat(output).contains("kernel-2 DISK");
  }

  @Test
  void aProcessKilledWhilePublishingLeavesWholeEntriesOrNone() throws Exception {
    Random random = new Random(5);
    KernelCache cache = new KernelCache(folder);
    int leftOver = 0;
    for (int round = 0; round < 10; round++) {
      Process child = CacheFixture.child(List.of("publish", folder.toString()));
      awaitFirstLine(child);
      Thread.sleep(random.nextInt(60));
      child.destroyForcibly().waitFor();
      VerifyReport report = cache.verify(false);
      assertThat(report.bad()).isEmpty();
      assertThat(report.checked()).isPositive();
      leftOver += CacheFixture.filesUnder(folder.resolve("tmp")).isEmpty() ? 0 : 1;
    }
    // Some of the kills must have come in the middle, or this shows nothing.
    assertThat(leftOver).isPositive();
  }

  @Test
  void aProcessKilledWhileCompilingHandsItsLockOn() throws Exception {
    Path log = folder.resolve("log");
    Path root = folder.resolve("cache");
    Process child = CacheFixture.child(List.of("get", root.toString(), log.toString(), "100"));
    awaitFirstLine(child);
    child.destroyForcibly().waitFor();
    KernelCache cache = new KernelCache(root);
    for (int seed = 0; seed < 5; seed++) {
      CacheRequest request = CacheFixture.request(seed);
      assertThat(cache.get(request, () -> CacheFixture.compile(request)).notStored()).isEmpty();
    }
  }

  @Test
  void readersOfAnEntryThatIsRemovedAllTheTimeSeeItWholeOrNotAtAll() throws Exception {
    CacheRequest request = CacheFixture.request(3);
    byte[] expected = CacheFixture.compile(request).codeObject();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  KernelCache cache = new KernelCache(folder);
                  for (int i = 0; i < 300; i++) {
                    cache.get(request, () -> CacheFixture.compile(request));
                    cache.clear();
                  }
                });
    int seen = 0;
    while (writer.isAlive()) {
      var found = new KernelCache(folder).find(request.key());
      if (found.isPresent()) {
        seen++;
        assertThat(found.get().codeObject()).isEqualTo(expected);
      }
    }
    assertThat(seen).isPositive();
  }

  private static Producer slow(Producer producer) {
    return () -> {
      try {
        TimeUnit.MILLISECONDS.sleep(30);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return producer.produce();
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitFirstLine(Process child) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    assertThat(line).isNotNull();
  }
}
