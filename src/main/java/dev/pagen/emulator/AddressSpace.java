package dev.pagen.emulator;

/** Finds the region that holds the bytes a lane asks for; faults where there is none. */
@FunctionalInterface
interface AddressSpace {
  Region resolve(Wave wave, int lane, long address, int bytes);

  AddressSpace GLOBAL =
      (wave, lane, address, bytes) -> wave.group.memory.resolve(address, bytes, lane);

  AddressSpace LDS = (wave, lane, address, bytes) -> check(wave.group.lds, lane, address, bytes);

  AddressSpace SCRATCH = (wave, lane, address, bytes) -> check(wave.scratch, lane, address, bytes);

  /** Global memory, with LDS and scratch in their apertures. */
  AddressSpace FLAT =
      (wave, lane, address, bytes) ->
          switch ((int) (address >>> 32)) {
            case ScalarSource.SHARED_APERTURE -> check(wave.group.flatLds, lane, address, bytes);
            case ScalarSource.PRIVATE_APERTURE -> check(wave.flatScratch, lane, address, bytes);
            default -> wave.group.memory.resolve(address, bytes, lane);
          };

  private static Region check(Region region, int lane, long address, int bytes) {
    if (!region.holds(address, bytes)) {
      throw new LaneFault(
          lane, "access of %d bytes at 0x%x, outside of %s".formatted(bytes, address, region));
    }
    return region;
  }
}
