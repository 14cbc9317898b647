package dev.pagen.emulator;

import dev.pagen.emulator.machine.Dim3;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.emulator.machine.Workgroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs all workgroups of a grid on several threads; each thread reuses one workgroup's state. */
final class GridRun {
  /** What LDS holds that nothing has written: NaN in every float format. */
  private static final byte LDS_POISON = (byte) 0xff;

  private final Dim3 grid;
  private final WaveStart start;
  private final int threads;
  private final DispatchOrder order;
  private final AtomicLong next = new AtomicLong();
  private final Object failureLock = new Object();
  private long failedAt = Long.MAX_VALUE;
  private @Nullable Throwable failure;

  GridRun(Dim3 grid, WaveStart start, int threads, Schedule schedule) {
    this.order = DispatchOrder.of(schedule, grid.count());
    this.grid = grid;
    this.start = start;
    this.threads = (int) Math.min(threads, grid.count());
  }

  /** Returns when all workgroups have ended; of several failures throws the first workgroup's. */
  void run(Supplier<WorkgroupRun> workgroups) {
    List<Thread> helpers = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      helpers.add(Thread.ofPlatform().daemon().start(() -> work(workgroups)));
    }
    work(workgroups);
    boolean interrupted = false;
    for (Thread helper : helpers) {
      while (helper.isAlive()) {
        try {
          helper.join();
        } catch (InterruptedException e) {
          // The grid's remaining workgroups are given up; the caller sees the interrupt.
          interrupted = true;
          next.set(grid.count());
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (failureLock) {
      switch (failure) {
        case null -> {}
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        default -> throw new IllegalStateException(failure);
      }
    }
  }

  private void work(Supplier<WorkgroupRun> workgroups) {
    long count = grid.count();
    long index = -1;
    try {
      WorkgroupRun run = workgroups.get();
      for (long n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
        index = order.workgroup(n);
        execute(run, index);
      }
    } catch (RuntimeException | Error e) {
      // Errors too: a thread that memory fails must not leave its workgroups undone.
      next.set(count);
      report(index, e);
    }
  }

  private void execute(WorkgroupRun run, long index) {
    Workgroup workgroup = run.group();
    workgroup.linearId = index;
    workgroup.id[0] = (int) (index % grid.x());
    workgroup.id[1] = (int) (index / grid.x() % grid.y());
    workgroup.id[2] = (int) (index / grid.x() / grid.y());
    workgroup.lds.segment.fill(LDS_POISON);
    for (Wave wave : workgroup.waves) {
      start.apply(wave, workgroup.id);
    }
    run.run();
  }

  private void report(long index, Throwable e) {
    synchronized (failureLock) {
      if (index < failedAt) {
        failedAt = index;
        failure = e;
      }
    }
  }
}
