package dev.pagen.emulator;

import dev.pagen.emulator.machine.Wave;
import dev.pagen.emulator.machine.Workgroup;

/** A workgroup being executed: whose turn it is among its waves, and who may go on. */
final class WorkgroupRun {
  private final Workgroup group;
  private final Program program;
  private final Turns turns;
  private final Allowance allowance;

  /** What the workgroup does is the program's; how much it may, and in which order, the others'. */
  WorkgroupRun(Workgroup group, Program program, Schedule schedule, Allowance allowance) {
    this.group = group;
    this.program = program;
    this.turns = Turns.of(schedule);
    this.allowance = allowance;
  }

  /** Its state, which is set up anew for each workgroup of a grid. */
  Workgroup group() {
    return group;
  }

  /**
   * Runs the waves in the schedule's order, until all have ended; those at a barrier go on once
   * every wave that has not ended has arrived.
   */
  void run() {
    allowance.begin();
    group.observer.workgroupStarted(group.waves[0]);
    turns.start(group.linearId);
    int last = group.waves.length - 1;
    while (true) {
      int next = ready(turns.next(last, group.waves.length));
      if (next >= 0) {
        Wave wave = group.waves[next];
        wave.state = Wave.State.RUNNING;
        program.run(wave, turns.length(), allowance);
        turns.between(group.waves);
        last = next;
      } else if (release()) {
        last = group.waves.length - 1;
      } else {
        break;
      }
    }
    allowance.end();
  }

  /** The first wave from {@code from} on, around the end, that can run; -1 if none can. */
  private int ready(int from) {
    for (int i = 0; i < group.waves.length; i++) {
      int index = (from + i) % group.waves.length;
      Wave.State state = group.waves[index].state;
      if (state == Wave.State.RUNNING || state == Wave.State.YIELDED) {
        return index;
      }
    }
    return -1;
  }

  /** Lets the waves at the barrier go on; false if there are none. */
  private boolean release() {
    boolean waiting = false;
    for (Wave wave : group.waves) {
      waiting |= wave.state == Wave.State.AT_BARRIER;
    }
    if (waiting) {
      group.observer.barrierPassed(group.waves[0]);
    }
    for (Wave wave : group.waves) {
      if (wave.state == Wave.State.AT_BARRIER) {
        wave.state = Wave.State.RUNNING;
      }
    }
    return waiting;
  }
}
