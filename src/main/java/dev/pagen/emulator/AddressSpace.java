package dev.pagen.emulator;

/** Where the addresses of a memory instruction point. */
enum AddressSpace {
  GLOBAL {
    @Override
    Region resolve(Wave wave, int lane, long address, int bytes) {
      return wave.group.memory.resolve(address, bytes, lane);
    }
  },
  LDS {
    @Override
    Region resolve(Wave wave, int lane, long address, int bytes) {
      return check(wave.group.lds, lane, address, bytes);
    }
  },
  SCRATCH {
    @Override
    Region resolve(Wave wave, int lane, long address, int bytes) {
      return check(wave.scratch, lane, address, bytes);
    }
  },
  /** Global memory, with LDS and scratch in their apertures. */
  FLAT {
    @Override
    Region resolve(Wave wave, int lane, long address, int bytes) {
      return switch ((int) (address >>> 32)) {
        case ScalarSource.SHARED_APERTURE -> check(wave.group.flatLds, lane, address, bytes);
        case ScalarSource.PRIVATE_APERTURE -> check(wave.flatScratch, lane, address, bytes);
        default -> wave.group.memory.resolve(address, bytes, lane);
      };
    }
  };

  /** The region that holds the bytes a lane asks for; faults where there is none. */
  abstract Region resolve(Wave wave, int lane, long address, int bytes);

  private static Region check(Region region, int lane, long address, int bytes) {
    if (!region.holds(address, bytes)) {
      throw new LaneFault(
          lane, "access of %d bytes at 0x%x, outside of %s".formatted(bytes, address, region));
    }
    return region;
  }
}
