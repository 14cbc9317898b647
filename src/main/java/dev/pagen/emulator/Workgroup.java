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
  private final Turns turns;

  /** Whether copies to LDS land when they are waited for, and not at once. */
  final boolean landsLate;

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
      Allowance allowance,
      Schedule schedule) {
    this.launch = launch;
    this.allowance = allowance;
    this.turns = Turns.of(schedule);
    this.landsLate = schedule.landsLate();
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
   * Runs the waves in the schedule's order, until all have ended; those at a barrier go on once
   * every wave that has not ended has arrived.
   */
  void run() {
    observer.workgroupStarted(waves[0]);
    turns.start(linearId);
    int last = waves.length - 1;
    while (true) {
      int next = ready(turns.next(last, waves.length));
      if (next >= 0) {
        Wave wave = waves[next];
        wave.state = Wave.State.RUNNING;
        program.run(wave, turns.length());
        turns.between(waves);
        last = next;
      } else if (release()) {
        last = waves.length - 1;
      } else {
        return;
      }
    }
  }

  /** The first wave from {@code from} on, around the end, that can run; -1 if none can. */
  private int ready(int from) {
    for (int i = 0; i < waves.length; i++) {
      int index = (from + i) % waves.length;
      Wave.State state = waves[index].state;
      if (state == Wave.State.RUNNING || state == Wave.State.YIELDED) {
        return index;
      }
    }
    return -1;
  }

  /** Lets the waves at the barrier go on; false if there are none. */
  private boolean release() {
    boolean waiting = false;
    for (Wave wave : waves) {
      waiting |= wave.state == Wave.State.AT_BARRIER;
    }
    if (waiting) {
      observer.barrierPassed(waves[0]);
    }
    for (Wave wave : waves) {
      if (wave.state == Wave.State.AT_BARRIER) {
        wave.state = Wave.State.RUNNING;
      }
    }
    return waiting;
  }
}
