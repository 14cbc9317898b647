package dev.pagen.emulator.machine;

import dev.pagen.codeobject.Instruction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;

/**
 * One wave's copies from memory to LDS that were issued and have not landed. Vector memory
 * operations of any kind count, and are done in the order of their issue; {@code s_waitcnt} waits
 * until so many are left (AMD's CDNA 3 ISA document, "Data Dependency Resolution").
 */
public final class LateCopies {
  private final Deque<Copy> copies = new ArrayDeque<>();
  private long issued;

  private record Copy(long number, Runnable landing) {}

  /** Makes an instruction of a program count, or wait, besides what it does. */
  public static Operation follow(Instruction instruction, Operation operation) {
    if (instruction.countsAsVectorMemory()) {
      return wave -> {
        wave.copies.issue();
        operation.execute(wave);
      };
    }
    OptionalInt left =
        instruction.mnemonic().startsWith("s_endpgm")
            ? OptionalInt.of(0)
            : instruction.vectorMemoryWait();
    if (left.isEmpty()) {
      return operation;
    }
    int most = left.getAsInt();
    return wave -> {
      wave.copies.await(most);
      operation.execute(wave);
    };
  }

  private void issue() {
    issued++;
    await(Instruction.MOST_VECTOR_MEMORY);
  }

  /** The operation that was issued last is a copy. */
  public void add(Runnable landing) {
    copies.addLast(new Copy(issued, landing));
  }

  private void await(int left) {
    while (!copies.isEmpty() && copies.getFirst().number <= issued - left) {
      copies.removeFirst().landing.run();
    }
  }

  /** Copies that have not landed. */
  public int size() {
    return copies.size();
  }

  /** Lets the oldest land. */
  public void land(int count) {
    for (int i = 0; i < count; i++) {
      copies.removeFirst().landing.run();
    }
  }

  /** Forgets all of them. */
  void clear() {
    copies.clear();
    issued = 0;
  }
}
