package dev.pagen.emulator.machine;


/** The state of one workgroup: its waves, its LDS and where it stands in the grid. */
@SuppressWarnings("ReferenceEquality") // the observer NONE is one object
public final class Workgroup {
  public final EmulatedMemory memory;
  public final ExecutionObserver observer;
  public final boolean observed;
  public final Listing listing;
  public final KernelLaunch launch;

  /** Whether copies to LDS land when they are waited for, and not at once. */
  public final boolean landsLate;

  public final Region lds;

  /** LDS where flat instructions see it. */
  final Region flatLds;

  public final Wave[] waves;
  public final MatrixBuffers matrices = new MatrixBuffers();

  /** Workgroup ids in x, y and z. */
  public final int[] id = new int[3];

  /** Number of the workgroup in the order of dispatch. */
  public long linearId;

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
