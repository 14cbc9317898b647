package dev.pagen.emulator.machine;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The device's global memory: allocations at 64-bit virtual addresses with unmapped gaps between
 * them, so that an access beyond an allocation meets no other one. Addresses are reused late, so
 * that a use after free is seen as such. Large allocations have memory only where they are touched.
 */
public final class EmulatedMemory {
  /** First address handed out; near where the ROCm runtime maps device memory. */
  private static final long FIRST_ADDRESS = 0x7e00_0000_0000L;

  private static final int GRANULE_SHIFT = 16;
  private static final long GRANULE = 1L << GRANULE_SHIFT;

  /** Most that one allocation can have: 64 TiB, half of what the table's indices reach. */
  private static final long MOST_BYTES = (long) (Integer.MAX_VALUE / 2) << GRANULE_SHIFT;

  /** Granules behind an allocation that are taken for a place beyond its end. */
  private static final int NEAR = 64;

  /** Allocation of each 64 KiB granule from {@link #FIRST_ADDRESS} on; gaps are null. */
  private volatile @Nullable Region[] granules = new @Nullable Region[1024];

  private final FreedAddresses freed = new FreedAddresses();

  private long next = FIRST_ADDRESS;

  /**
   * Reserves zeroed memory, 64 KiB aligned, with at least 64 KiB unmapped after it.
   *
   * @param bytes at least 0
   * @return its address
   * @throws BeyondDeviceException if there is not so much
   */
  public long allocate(long bytes) {
    return allocate("allocation", bytes).base;
  }

  /** Allocates zeroed memory that reports call {@code name}. */
  public synchronized Region allocate(String name, long bytes) {
    if (bytes < 0) {
      throw new EmulationException("Asked to allocate " + bytes + " bytes; a size is at least 0.");
    }
    if (bytes <= MOST_BYTES) {
      try {
        return place(name, bytes);
      } catch (OutOfMemoryError e) {
        // Said below.
      }
    }
    throw new BeyondDeviceException(
        ("The %s takes %d bytes; the emulator has no more than %d, all together. Ask for less, or"
                + " allow more: PAGEN_JAVA_OPTS=-Xmx64g, for instance.")
            .formatted(name, bytes, Runtime.getRuntime().maxMemory()));
  }

  private Region place(String name, long bytes) {
    int count = granules(bytes);
    int place = FreedAddresses.placeFor(count);
    OptionalLong idle = freed.take(place);
    Region region = Region.of(name, idle.orElse(next), bytes);
    int first = granuleOf(region.base);
    @Nullable Region[] table = granules;
    // Beyond what an int holds there is no memory for the table either.
    int needed = (int) Math.min(Integer.MAX_VALUE, first + place + 1L);
    if (needed > table.length) {
      table = Arrays.copyOf(table, Math.max(table.length * 2, needed));
    }
    Arrays.fill(table, first + count, first + place, null);
    Arrays.fill(table, first, first + count, region);
    granules = table;
    if (idle.isEmpty()) {
      next += (place + 1L) * GRANULE;
    }
    return region;
  }

  private static int granules(long bytes) {
    return (int) ((bytes + GRANULE - 1) >>> GRANULE_SHIFT);
  }

  /** Ends an allocation; every later access to it is an error. */
  public synchronized void free(long address) {
    Region region = find(address);
    if (region == null || region.base != address) {
      throw new EmulationException(
          "Asked to free 0x%x, which is no allocation.".formatted(address));
    }
    if (region.isFreed()) {
      throw new EmulationException("Asked to free %s a second time.".formatted(region));
    }
    Region tombstone = new Region("allocation", region.base, region.size, 0, MemorySegment.NULL);
    tombstone.markFreed();
    int first = granuleOf(address);
    Arrays.fill(granules, first, granuleOf(address + region.size + GRANULE - 1), tombstone);
    region.markFreed();
    region.release();
    freed.add(FreedAddresses.placeFor(granules(region.size)), region.base);
  }

  /** Copies host bytes to the device. */
  public void write(long address, byte[] bytes) {
    MemorySegment.copy(
        MemorySegment.ofArray(bytes), 0, slice(address, bytes.length), 0, bytes.length);
  }

  /** Copies {@code count} device bytes to the host. */
  public byte[] read(long address, int count) {
    return slice(address, count).toArray(Region.BYTE);
  }

  /** The allocation's own bytes from {@code address} on, {@code count} of them; no copy. */
  public MemorySegment slice(long address, long count) {
    Region part = hostRegion(address, count).part(address, count);
    return part.segment.asSlice(address - part.base, count);
  }

  /** Sets {@code count} bytes from {@code address} on. */
  public void fill(long address, long count, byte value) {
    hostRegion(address, count).fill(address, count, value);
  }

  private Region hostRegion(long address, long count) {
    Region region = find(address);
    if (region == null || !region.holds(address, count)) {
      throw new EmulationException(
          "The host asked for %d bytes at 0x%x: %s".formatted(count, address, explain(address)));
    }
    return region;
  }

  /** The region that holds these bytes, for one lane of a wave. */
  public Region resolve(long address, int bytes, int lane) {
    Region region = find(address);
    if (region == null || !region.holds(address, bytes)) {
      RuntimeService.requireNone(address);
      throw new LaneFault(
          lane,
          "access of %d bytes at 0x%x: %s".formatted(bytes, address, explain(address)),
          OptionalLong.of(address));
    }
    return region.part(address, bytes);
  }

  private @Nullable Region find(long address) {
    long granule = (address - FIRST_ADDRESS) >>> GRANULE_SHIFT;
    @Nullable Region[] table = granules;
    return granule < table.length ? table[(int) granule] : null;
  }

  /** Whether the address lies in an allocation that has not been freed. */
  public boolean isLive(long address) {
    Region region = find(address);
    return region != null && region.holds(address, 1);
  }

  /** What lies at or before the address, in words, for an error message. */
  public String explain(long address) {
    return nearest(address)
        .map(
            region ->
                region.isFreed() && address < region.base + region.size
                    ? "use after free of " + region
                    : "%d bytes past the start of %s".formatted(address - region.base, region))
        .orElse("no allocation is near");
  }

  /** The allocation, freed ones included, that the address lies in or a little beyond. */
  Optional<Region> nearest(long address) {
    long granule = (address - FIRST_ADDRESS) >>> GRANULE_SHIFT;
    @Nullable Region[] table = granules;
    for (long g = Math.min(granule, table.length - 1L); g >= 0 && g > granule - NEAR; g--) {
      Region region = table[(int) g];
      if (region != null) {
        return Optional.of(region);
      }
    }
    return Optional.empty();
  }

  private static int granuleOf(long address) {
    return Math.toIntExact((address - FIRST_ADDRESS) >>> GRANULE_SHIFT);
  }
}
