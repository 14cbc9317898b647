package dev.pagen.codeobject;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One static walk through a kernel's code that keeps the queue of outstanding vector memory
 * operations.
 *
 * <p>At a forward conditional branch it falls through and notes the target for later, with the
 * queue as it is there; it takes each backward branch once, so a loop's body is walked twice, and
 * what is kept for an instruction is its last visit. Code that only jumps reach is walked
 * afterwards, from the noted targets in order of address, until it meets code already walked. A
 * loop whose way round takes a forward conditional branch is therefore seen in its first round
 * only, and a called function not at all.
 */
final class LoadWalk {
  private static final int NOT_REACHED = -1;

  private final List<Instruction> code;
  private final Predicate<Instruction> counted;
  private final CodeIndex index;
  private final long[] before;
  private final long[] after;
  private final Set<Integer> backwardTaken = new HashSet<>();
  private final TreeMap<Integer, Deque<Integer>> pending = new TreeMap<>();
  private Deque<Integer> queue = new ArrayDeque<>();
  private long outstanding;
  private long peak;

  private LoadWalk(List<Instruction> code, Predicate<Instruction> counted) {
    this.code = code;
    this.counted = counted;
    this.index = CodeIndex.of(code);
    this.before = new long[code.size()];
    this.after = new long[code.size()];
    Arrays.fill(before, NOT_REACHED);
  }

  /** Walks the code; loads that are not {@code counted} have no bytes. */
  static LoadWalk through(List<Instruction> code, Predicate<Instruction> counted) {
    LoadWalk walk = new LoadWalk(code, counted);
    walk.pending.put(0, new ArrayDeque<>());
    for (Map.Entry<Integer, Deque<Integer>> start = walk.pending.pollFirstEntry();
        start != null;
        start = walk.pending.pollFirstEntry()) {
      walk.queue = start.getValue();
      walk.outstanding = start.getValue().stream().mapToLong(Integer::longValue).sum();
      walk.follow(start.getKey());
    }
    return walk;
  }

  /** The most bytes outstanding at any point of the walk. */
  long peak() {
    return peak;
  }

  boolean reached(int instruction) {
    return before[instruction] != NOT_REACHED;
  }

  /** Bytes outstanding when the last visit came to an instruction. */
  long outstandingBefore(int instruction) {
    return before[instruction];
  }

  /** Bytes outstanding when the last visit left an instruction. */
  long outstandingAfter(int instruction) {
    return after[instruction];
  }

  private void follow(int start) {
    int secondRoundEnd = NOT_REACHED;
    int at = start;
    while (at < code.size() && (!reached(at) || at <= secondRoundEnd)) {
      Instruction instruction = code.get(at);
      before[at] = outstanding;
      execute(instruction);
      after[at] = outstanding;
      if (endsPath(instruction)) {
        return;
      }
      Optional<Integer> target = index.branchTarget(at);
      boolean always = instruction.mnemonic().equals("s_branch");
      if (target.isEmpty()) {
        at++;
      } else if (target.get() <= at) {
        if (backwardTaken.add(at)) {
          // Where the target is no loop's head, the walk does not come back here.
          if (!always) {
            pending.putIfAbsent(at + 1, new ArrayDeque<>(queue));
          }
          secondRoundEnd = Math.max(secondRoundEnd, at);
          at = target.get();
        } else if (always) {
          return;
        } else {
          at++;
        }
      } else if (always) {
        at = target.get();
      } else {
        pending.put(target.get(), new ArrayDeque<>(queue));
        at++;
      }
    }
  }

  private void execute(Instruction instruction) {
    if (instruction.countsAsVectorMemory()) {
      int bytes = counted.test(instruction) ? BytesInFlight.loadedBytes(instruction) : 0;
      retireUntil(Instruction.MOST_VECTOR_MEMORY - 1);
      queue.addLast(bytes);
      outstanding += bytes;
      peak = Math.max(peak, outstanding);
    }
    instruction.vectorMemoryWait().ifPresent(this::retireUntil);
  }

  private void retireUntil(int left) {
    while (queue.size() > left) {
      outstanding -= queue.removeFirst();
    }
  }

  private static boolean endsPath(Instruction instruction) {
    return instruction.mnemonic().startsWith("s_endpgm")
        || instruction.mnemonic().startsWith("s_setpc");
  }
}
