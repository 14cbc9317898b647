package dev.pagen.compile;

import dev.pagen.compile.CompilerAbortedException.Reason;
import dev.pagen.toolchain.Toolchain;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;

/** Workers, at most as many as the settings say, started when needed and used again. */
final class WorkerPool implements AutoCloseable {
  private final Toolchain toolchain;
  private final CompilerSettings settings;
  private final Semaphore slots;
  private final ScheduledExecutorService timer;

  private final Deque<WorkerProcess> idle = new ArrayDeque<>();
  private final Set<WorkerProcess> busy = new HashSet<>();
  private boolean closed;

  WorkerPool(Toolchain toolchain, CompilerSettings settings) {
    this.toolchain = toolchain;
    this.settings = settings;
    this.slots = new Semaphore(settings.workers(), true);
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pagen-compile-timer").factory());
  }

  /** Starts workers until {@code count} (at most the limit) are there, without waiting for them. */
  synchronized void warmUp(int count) {
    if (closed) {
      return;
    }
    while (idle.size() + busy.size() < Math.min(count, settings.workers())) {
      idle.push(start());
    }
  }

  /**
   * Has a worker answer a request, waiting for a free one. Where a worker is lost that did not
   * bring it upon itself, another one is asked, once, and has as long.
   *
   * @param once whether the worker is of no use for other requests afterwards
   */
  Message exchange(Message.Request request, boolean once) throws WorkerLostException {
    try {
      slots.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkerLostException(Reason.CANCELLED, "the compile was cancelled", "");
    }
    try {
      return ask(request, once);
    } catch (WorkerLostException first) {
      if (!first.reason().isFromOutside()) {
        throw first;
      }
      return askAgain(request, once);
    } finally {
      slots.release();
    }
  }

  private Message askAgain(Message.Request request, boolean once) throws WorkerLostException {
    try {
      return ask(request, once);
    } catch (WorkerLostException e) {
      throw e.reason().isFromOutside() ? e.again() : e;
    }
  }

  private Message ask(Message.Request request, boolean once) throws WorkerLostException {
    WorkerProcess worker = take();
    try {
      Message reply = worker.exchange(request, settings.timeLimit(), timer);
      if (once) {
        worker.stop(Reason.CLOSED);
      }
      return reply;
    } finally {
      giveBack(worker);
    }
  }

  private synchronized WorkerProcess take() throws WorkerLostException {
    if (closed) {
      throw new WorkerLostException(Reason.CLOSED, "the compiler is closed", "");
    }
    WorkerProcess worker = idle.poll();
    while (worker != null && !worker.isUsable()) {
      discard(worker);
      worker = idle.poll();
    }
    if (worker == null) {
      worker = start();
    }
    busy.add(worker);
    return worker;
  }

  private synchronized void giveBack(WorkerProcess worker) {
    busy.remove(worker);
    if (worker.isUsable() && !closed) {
      idle.push(worker);
    } else {
      discard(worker);
    }
  }

  private static void discard(WorkerProcess worker) {
    worker.stop(Reason.CLOSED);
    worker.deleteFiles();
  }

  private WorkerProcess start() {
    try {
      WorkerProcess started = WorkerProcess.start(toolchain, settings);
      // While the worker is busy with its own start.
      Leftovers.deleteOnce();
      return started;
    } catch (IOException e) {
      throw new CompilerStartException("A compile worker could not be started: " + e, e);
    }
  }

  /** Ends every worker; compiles under way fail. */
  @Override
  public void close() {
    List<WorkerProcess> all = new ArrayList<>();
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      busy.forEach(worker -> worker.stop(Reason.CLOSED));
      all.addAll(busy);
      all.addAll(idle);
      idle.clear();
    }
    all.forEach(WorkerProcess::shutDown);
    all.forEach(WorkerProcess::deleteFiles);
    timer.shutdownNow();
    Leftovers.deleteOnce();
  }
}
