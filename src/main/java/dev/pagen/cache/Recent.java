package dev.pagen.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was used last, up to a number of entries: for what can be made again, in a program that may
 * run for months. For use by many threads.
 */
public final class Recent<K, V> {
  private static final float LOAD_FACTOR = 0.75f;

  private final Map<K, V> entries;

  /** Keeps {@code most} entries, at least 1. */
  public Recent(int most) {
    this.entries =
        new LinkedHashMap<>(16, LOAD_FACTOR, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  /** What is kept for {@code key}. */
  public synchronized Optional<V> find(K key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** Keeps {@code value}, in place of what was kept for {@code key}. */
  public synchronized void put(K key, V value) {
    entries.put(key, value);
  }

  /** What is kept for {@code key}, or else is made of it now; by two threads at once, perhaps. */
  public V get(K key, Function<K, V> make) {
    @Nullable V known = find(key).orElse(null);
    if (known != null) {
      return known;
    }
    V made = make.apply(key);
    put(key, made);
    return made;
  }

  /** How many are kept. */
  public synchronized int size() {
    return entries.size();
  }
}
