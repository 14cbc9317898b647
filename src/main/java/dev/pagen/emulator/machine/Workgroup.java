package dev.pagen.emulator.machine;

/** The state of one workgroup: its waves, its LDS and where it stands in the grid. */
@SuppressWarnings("ReferenceEquality") // the observer NONE is one object
public final class Workgroup {
  /** Global memory. */
  public final EmulatedMemory memory;

  /** Who watches. */
  public final ExecutionObserver observer;

  /** Whether anybody does. */
  public final boolean observed;

  /** The program that its waves execute. */
  public final Listing listing;

  /** The launch that it belongs to. */
  public final KernelLaunch launch;

  /** Whether copies to LDS land when they are waited for, and not at once. */
  public final boolean landsLate;

  /** Its LDS. */
  public final Region lds;

  /** LDS where flat instructions see it. */
  final Region flatLds;

  /** Its waves, in order. */
  public final Wave[] waves;

  /** Buffers of matrix instructions. */
  public final MatrixBuffers matrices = new MatrixBuffers();

  /** Workgroup ids in x, y and z. */
  public final int[] id = new int[3];

  /** Number of the workgroup in the order of dispatch. */
  public long linearId;

  /** A workgroup whose waves have not begun. */
  public Workgroup(
      KernelLaunch launch,
      Listing listing,
      int waveCount,
      int ldsBytes,
      int scratchBytesPerLane,
      ExecutionObserver observer,
      boolean landsLate) {
    this.launch = launch;
    this.landsLate = landsLate;
    this.memory = launch.memory();
    this.listing = listing;
    this.observer = observer;
    this.observed = !observer.equals(ExecutionObserver.NONE);
    this.lds = Region.of("LDS", 0, ldsBytes);
    this.flatLds = lds.at((long) AddressSpace.SHARED_APERTURE << 32);
    this.waves = new Wave[waveCount];
    for (int i = 0; i < waveCount; i++) {
      waves[i] = new Wave(this, i, scratchBytesPerLane);
    }
  }
}
