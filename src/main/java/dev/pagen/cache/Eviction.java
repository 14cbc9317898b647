package dev.pagen.cache;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps the cache folder within its size: when it is over, the entries used longest ago go, until
 * it is a tenth below. What was made or used within the last minute stays, and so does what is
 * being compiled.
 */
record Eviction(EntryStore store, KeyLocks locks, Clock clock, long maxBytes) {
  /** Entries made or used within this time stay. */
  static final Duration MIN_AGE = Duration.ofMinutes(1);

  private record Candidate(EntryStore.Stored stored, long bytes, Instant lastUsed) {}

  GcReport collect() throws IOException {
    Instant now = clock.instant();
    store.deleteStale(now);
    List<Candidate> candidates = candidates();
    long bytes = candidates.stream().mapToLong(Candidate::bytes).sum();
    long goal = bytes > maxBytes ? maxBytes - maxBytes / 10 : maxBytes;
    int evicted = 0;
    long freed = 0;
    for (Candidate candidate : candidates) {
      if (bytes - freed <= goal) {
        break;
      }
      if (candidate.lastUsed().plus(MIN_AGE).isAfter(now)) {
        continue;
      }
      EntryStore.Stored stored = candidate.stored();
      if (locks.ifFree(stored.key(), () -> store.remove(stored.folder()))) {
        evicted++;
        freed += candidate.bytes();
      }
    }
    return new GcReport(evicted, freed, candidates.size() - evicted, bytes - freed);
  }

  /** All entries, least recently used first; one that vanishes meanwhile is left out. */
  private List<Candidate> candidates() throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    for (EntryStore.Stored stored : store.all()) {
      try {
        candidates.add(new Candidate(stored, stored.folder().bytes(), lastUsed(stored)));
      } catch (IOException e) {
        // Removed by another process.
      }
    }
    candidates.sort(Comparator.comparing(Candidate::lastUsed));
    return candidates;
  }

  private static Instant lastUsed(EntryStore.Stored stored) {
    try {
      return stored.folder().lastUsed();
    } catch (IOException e) {
      return Instant.EPOCH; // Damaged: the first to go.
    }
  }
}
