package dev.pagen.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The entries that this process used last, in memory, up to a number of bytes. */
final class MemoryFront {
  private static final float LOAD_FACTOR = 0.75f;

  private final long maxBytes;
  private final Map<CacheKey, CacheEntry> entries = new LinkedHashMap<>(16, LOAD_FACTOR, true);
  private long bytes;

  MemoryFront(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized Optional<CacheEntry> find(CacheKey key) {
    return Optional.ofNullable(entries.get(key));
  }

  synchronized void put(CacheEntry entry) {
    remove(entry.key());
    entries.put(entry.key(), entry);
    bytes += entry.size();
    Iterator<CacheEntry> oldest = entries.values().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      bytes -= oldest.next().size();
      oldest.remove();
    }
  }

  synchronized void remove(CacheKey key) {
    CacheEntry old = entries.remove(key);
    if (old != null) {
      bytes -= old.size();
    }
  }

  synchronized void clear() {
    entries.clear();
    bytes = 0;
  }
}
