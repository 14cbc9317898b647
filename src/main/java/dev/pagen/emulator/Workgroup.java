package dev.pagen.emulator;

/** A workgroup being executed: its waves, its LDS and where it stands in the grid. */
@SuppressWarnings("ReferenceEquality") // the observer NONE is one object
final class Workgroup {
  final EmulatedMemory memory;
  final ExecutionObserver observer;
  final boolean observed;
  final Program program;
  final KernelLaunch launch;
  final Allowance allowance;
  final Region lds;

  /** LDS where flat instructions see it. */
  final Region flatLds;

  final Wave[] waves;
  final MatrixBuffers matrices = new MatrixBuffers();

  /** Workgroup ids in x, y and z. */
  final int[] id = new int[3];

  /** Number of the workgroup in the order of dispatch. */
  long linearId;

  Workgroup(
      KernelLaunch launch,
      Program program,
      int waveCount,
      int ldsBytes,
      int scratchBytesPerLane,
      ExecutionObserver observer,
      Allowance allowance) {
    this.launch = launch;
    this.allowance = allowance;
    this.memory = launch.memory();
    this.program = program;
    this.observer = observer;
    this.observed = !observer.equals(ExecutionObserver.NONE);
    this.lds = Region.of("LDS", 0, ldsBytes);
    this.flatLds = lds.at((long) ScalarSource.SHARED_APERTURE << 32);
    this.waves = new Wave[waveCount];
    for (int i = 0; i < waveCount; i++) {
      waves[i] = new Wave(this, i, scratchBytesPerLane);
    }
  }

  /**
   * Runs the waves in turn, each until it ends, waits at a barrier, or gives way; the waves at a
   * barrier go on once every wave that has not ended has arrived.
   */
  void run() {
    observer.workgroupStarted(waves[0]);
    int alive = waves.length;
    while (alive > 0) {
      alive = 0;
      int waiting = 0;
      for (Wave wave : waves) {
        if (wave.state == Wave.State.RUNNING || wave.state == Wave.State.YIELDED) {
          wave.state = Wave.State.RUNNING;
          program.run(wave);
        }
        alive += wave.state == Wave.State.ENDED ? 0 : 1;
        waiting += wave.state == Wave.State.AT_BARRIER ? 1 : 0;
      }
      if (alive > 0 && waiting == alive) {
        release();
      }
    }
  }

  private void release() {
    observer.barrierPassed(waves[0]);
    for (Wave wave : waves) {
      if (wave.state == Wave.State.AT_BARRIER) {
        wave.state = Wave.State.RUNNING;
      }
    }
  }
}
