package dev.pagen.kernel;

import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Device memory that the workgroups of a launch leave each other something in.
 *
 * @param argument that it is passed for
 * @param part of the workspace that it lies in
 * @param ofItem bytes for each item that there is room for, at least 0
 * @param ofSequence bytes for each sequence, at least 0
 * @param constant bytes besides, at least 0
 */
public record WorkspaceBuffer(
    Argument argument, Part part, long ofItem, long ofSequence, long constant) {

  /** What is allocated in one piece, since it is kept for as long and begins as the same. */
  public enum Part {
    /** Partial results: needed where sequences are split, and worth nothing between launches. */
    PARTIALS,
    /** Counters of workgroups that are done: needed where sequences are split; always zeros. */
    ARRIVALS,
    /** The work list, which holds for all launches over one page table. */
    WORK_LIST;

    /** Whether only launches that split a sequence need it. */
    public boolean onlyOfSplit() {
      return this != WORK_LIST;
    }

    /** The name, such as {@code work_list}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The buffers of {@code spec}'s kernels, in the order in which they lie in their parts. */
  public static List<WorkspaceBuffer> of(KernelSpec spec) {
    long rows = spec.attention().sequenceRows();
    long row = (long) spec.attention().valueSize() * Float.BYTES;
    List<WorkspaceBuffer> buffers = new ArrayList<>();
    buffers.add(perItem(Argument.PARTIAL_OUT, Part.PARTIALS, rows * row));
    buffers.add(perItem(Argument.PARTIAL_MAX, Part.PARTIALS, rows * Float.BYTES));
    buffers.add(perItem(Argument.PARTIAL_SUM, Part.PARTIALS, rows * Float.BYTES));
    if (spec.tuning().reduce().byDecode()) {
      long counters = (long) KernelDesign.of(spec).workgroups() * Integer.BYTES;
      buffers.add(new WorkspaceBuffer(Argument.ARRIVALS, Part.ARRIVALS, 0, counters, 0));
    }
    if (spec.tuning().schedule() == Schedule.LIST) {
      buffers.add(perItem(Argument.ITEMS, Part.WORK_LIST, 2 * Integer.BYTES));
      buffers.add(
          new WorkspaceBuffer(
              Argument.FIRST_ITEMS, Part.WORK_LIST, 0, Integer.BYTES, Integer.BYTES));
      buffers.add(new WorkspaceBuffer(Argument.ITEM_TOKENS, Part.WORK_LIST, 0, 0, Integer.BYTES));
    }
    return List.copyOf(buffers);
  }

  private static WorkspaceBuffer perItem(Argument argument, Part part, long bytes) {
    return new WorkspaceBuffer(argument, part, bytes, 0, 0);
  }

  /** Bytes of it for a batch. */
  public long bytes(int items, int sequences) {
    return items * ofItem + sequences * ofSequence + constant;
  }
}
