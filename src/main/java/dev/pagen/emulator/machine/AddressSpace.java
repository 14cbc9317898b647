package dev.pagen.emulator.machine;

/** Where the addresses of a memory instruction point. */
public enum AddressSpace {
  GLOBAL {
    @Override
    public Region resolve(Wave wave, int lane, long address, int bytes) {
      return wave.group.memory.resolve(address, bytes, lane);
    }
  },
  LDS {
    @Override
    public Region resolve(Wave wave, int lane, long address, int bytes) {
      return check(wave.group.lds, lane, address, bytes);
    }
  },
  SCRATCH {
    @Override
    public Region resolve(Wave wave, int lane, long address, int bytes) {
      return check(wave.scratch, lane, address, bytes);
    }
  },
  /** Global memory, with LDS and scratch in their apertures. */
  FLAT {
    @Override
    public Region resolve(Wave wave, int lane, long address, int bytes) {
      return switch ((int) (address >>> 32)) {
        case SHARED_APERTURE -> check(wave.group.flatLds, lane, address, bytes);
        case PRIVATE_APERTURE -> check(wave.flatScratch, lane, address, bytes);
        default -> wave.group.memory.resolve(address, bytes, lane);
      };
    }
  };

  /** High half of the addresses that flat instructions send to LDS. */
  public static final int SHARED_APERTURE = 0x0001_0000;

  /** High half of the addresses that flat instructions send to scratch. */
  public static final int PRIVATE_APERTURE = 0x0002_0000;

  /** Base address in the scratch descriptor of gfx90a's kernels. */
  public static final long SCRATCH_BASE = 0x0000_5c5c_0000_0000L;

  /** The region that holds the bytes a lane asks for; faults where there is none. */
  public abstract Region resolve(Wave wave, int lane, long address, int bytes);

  private static Region check(Region region, int lane, long address, int bytes) {
    if (!region.holds(address, bytes)) {
      throw new LaneFault(
          lane, "access of %d bytes at 0x%x, outside of %s".formatted(bytes, address, region));
    }
    return region;
  }
}
