package dev.pagen.emulator.observe;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.isa.WaitUse;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.ExecutionObserver.Access;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.emulator.machine.Workgroup;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The copies from memory to LDS that one wave has issued and not waited for, as checks see them.
 * Vector memory operations of any kind count, in the order of their issue (CDNA ISA documents,
 * "s_waitcnt").
 */
final class CopyQueue {
  private final Deque<Copy> outstanding = new ArrayDeque<>();

  /** Of the outstanding operations, those that write LDS. */
  private int copies;

  /** The copy that is being executed. */
  private @Nullable Copy current;

  /** A copy, or with no lanes any other operation that counts. */
  static final class Copy {
    private long[] addresses = {};
    private long mask;
    private int bytes;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;

    private void write(long[] places, long active, int width) {
      addresses = places.clone();
      mask = active;
      bytes = width;
      for (long m = mask; m != 0; m &= m - 1) {
        long address = addresses[Long.numberOfTrailingZeros(m)];
        from = Math.min(from, address);
        to = Math.max(to, address + bytes);
      }
    }

    private boolean covers(long begin, long end) {
      for (long m = begin < to && from < end ? mask : 0; m != 0; m &= m - 1) {
        long address = addresses[Long.numberOfTrailingZeros(m)];
        if (begin < address + bytes && address < end) {
          return true;
        }
      }
      return false;
    }

    /** Tells where it lands. */
    void land(Wave wave, ExecutionObserver observer) {
      observer.ldsAccess(wave, Access.WRITE, addresses, mask, bytes);
    }
  }

  /** Those of each wave of a workgroup. */
  static CopyQueue[] of(Workgroup group) {
    CopyQueue[] queues = new CopyQueue[group.waves.length];
    Arrays.setAll(queues, i -> new CopyQueue());
    return queues;
  }

  void clear() {
    outstanding.clear();
    copies = 0;
    current = null;
  }

  /** Before an instruction executes; tells of copies that have landed for certain. */
  void follow(WaitUse use, Consumer<Copy> landed) {
    current = null;
    if (use.countsAsMemory()) {
      await(Instruction.MOST_VECTOR_MEMORY - 1, landed);
      Copy copy = new Copy();
      outstanding.addLast(copy);
      current = use.toLds() ? copy : null;
    } else if (use.left() >= 0) {
      await(use.left(), landed);
    }
  }

  private void await(int left, Consumer<Copy> landed) {
    while (outstanding.size() > left) {
      Copy oldest = outstanding.removeFirst();
      if (oldest.mask != 0) {
        copies--;
        landed.accept(oldest);
      }
    }
  }

  /** Whether there is none on its way. */
  boolean isEmpty() {
    return copies == 0;
  }

  /** The copy that is being executed writes there. */
  void write(long[] addresses, long mask, int bytes) {
    if (current != null && mask != 0) {
      current.write(addresses, mask, bytes);
      copies++;
      current = null;
    }
  }

  /**
   * How many operations may be left where a wait is to cover the last copy to any byte between the
   * addresses; -1 if there is none on its way.
   */
  int waitFor(long begin, long end) {
    int younger = 0;
    for (Iterator<Copy> each = outstanding.descendingIterator(); each.hasNext(); younger++) {
      if (each.next().covers(begin, end)) {
        return younger;
      }
    }
    return -1;
  }
}
