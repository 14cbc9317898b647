package dev.pagen.attention;

import dev.pagen.kernel.Argument;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.KernelParameter;
import dev.pagen.spec.AttentionSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * A kernel's explicit arguments in native memory, each where its source declares it. Made once;
 * filling it allocates nothing.
 */
final class ArgumentBlock {
  private final MemorySegment bytes;
  private final Slot[] slots;

  /** Where an argument goes, and what it has to be: a multiple, and no less than {@code least}. */
  private record Slot(
      Argument argument, int offset, int size, boolean pointer, int multiple, long least) {
    static Slot of(KernelParameter parameter, int offset, AttentionSpec spec) {
      long least =
          switch (parameter.argument()) {
            case OUT_STRIDE -> spec.outElements();
            case KV_PAGE_STRIDE -> spec.pageElements();
            case K_PAGE_STRIDE -> spec.kvStrides().isPresent() ? 0 : spec.pageElements();
            case EXTRA_PAGE_STRIDE -> spec.extraPool().orElseThrow().pageElements();
            case V_PAGE_STRIDE -> spec.kvStrides().isPresent() ? 0 : spec.valuePageElements();
            case SEQUENCE_QUERIES -> 1;
            default -> parameter.isPointer() && !parameter.mayBeNull() ? 1 : 0;
          };
      return new Slot(
          parameter.argument(),
          offset,
          parameter.bytes(),
          parameter.isPointer(),
          parameter.argument().multiple(spec),
          least);
    }

    void check(long value) {
      if (Long.compareUnsigned(value, least) >= 0
          && value % multiple == 0
          && (pointer || value >= 0)) {
        return;
      }
      throw new LaunchException(
          !pointer
              ? "%s is %d elements; it must be a multiple of %d and at least %d."
                  .formatted(argument, value, multiple, least)
              : value == 0
                  ? "%s is null; this kernel reads or writes it.".formatted(argument)
                  : "%s is at 0x%x; it must be aligned to %d bytes."
                      .formatted(argument, value, multiple));
    }
  }

  private ArgumentBlock(MemorySegment bytes, Slot[] slots) {
    this.bytes = bytes;
    this.slots = slots;
  }

  /** A block for a kernel. */
  static ArgumentBlock of(KernelEntry entry, AttentionSpec spec, Arena arena) {
    List<Integer> offsets = entry.offsets();
    Slot[] slots = new Slot[offsets.size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = Slot.of(entry.parameters().get(i), offsets.get(i), spec);
    }
    return new ArgumentBlock(arena.allocate(Math.max(1, entry.argumentBytes()), 16), slots);
  }

  /** The native memory. */
  MemorySegment bytes() {
    return bytes;
  }

  /**
   * Returns if what a launch passes is what the kernel can take.
   *
   * @throws LaunchException that names what is null, not aligned, or too small
   */
  void check(Plan plan, AttentionTensors tensors, Workspace workspace) {
    for (Slot slot : slots) {
      slot.check(value(slot.argument, plan, tensors, workspace));
    }
  }

  /** The same for a launch that writes new tokens' rows. */
  void check(int sequences, NewRows rows, AttentionTensors tensors) {
    for (Slot slot : slots) {
      slot.check(value(slot.argument, sequences, rows, tensors));
    }
  }

  /** Writes the arguments of one launch. */
  void fill(Plan plan, AttentionTensors tensors, Workspace workspace) {
    for (Slot slot : slots) {
      put(slot, value(slot.argument, plan, tensors, workspace));
    }
  }

  /** Writes the arguments of one launch that writes new tokens' rows. */
  void fill(int sequences, NewRows rows, AttentionTensors tensors) {
    for (Slot slot : slots) {
      put(slot, value(slot.argument, sequences, rows, tensors));
    }
  }

  private void put(Slot slot, long value) {
    if (slot.size == Integer.BYTES) {
      bytes.set(ValueLayout.JAVA_INT, slot.offset, (int) value);
    } else {
      bytes.set(ValueLayout.JAVA_LONG, slot.offset, value);
    }
  }

  /** What a launch passes. */
  static long value(Argument argument, Plan plan, AttentionTensors tensors, Workspace workspace) {
    return switch (argument) {
      case PARTIAL_OUT, PARTIAL_MAX, PARTIAL_SUM ->
          plan.layout().address(argument, workspace.partials());
      case ARRIVALS -> plan.layout().address(argument, workspace.arrivals());
      case ITEMS, FIRST_ITEMS, ITEM_TOKENS -> plan.layout().address(argument, workspace.workList());
      case PARTITION_SIZE -> plan.partition();
      case MAX_PARTITIONS -> plan.maxPartitions();
      case SEQUENCES -> plan.sequences();
      case MAX_ITEMS -> plan.items();
      case KV_PAGE_STRIDE -> tensors.keyPageStride();
      case QUERY,
          QUERY_START_LOC,
          KEY_CACHE,
          VALUE_CACHE,
          EXTRA_KEY_CACHE,
          K_SCALE,
          V_SCALE,
          KV_INDPTR,
          KV_PAGE_INDICES,
          KV_LAST_PAGE_LEN,
          BLOCK_TABLE,
          SEQ_LENS,
          INDICES,
          LENGTHS,
          TOP_K,
          EXTRA_INDICES,
          EXTRA_LENGTHS,
          EXTRA_TOP_K,
          BLOCK_IDS,
          TOP_BLOCKS,
          SEQUENCE_QUERIES,
          ALIBI_SLOPES,
          SINKS,
          OUT,
          LSE,
          OUT_SCALE,
          QUERY_STRIDE,
          OUT_STRIDE,
          BLOCK_TABLE_STRIDE,
          INDICES_STRIDE,
          BLOCK_IDS_STRIDE,
          BLOCK_IDS_HEAD_STRIDE,
          K_PAGE_STRIDE,
          V_PAGE_STRIDE,
          EXTRA_INDICES_STRIDE,
          EXTRA_PAGE_STRIDE ->
          tensors.get(argument);
      case KEY, VALUE, KEY_STRIDE, VALUE_STRIDE ->
          throw new IllegalArgumentException(argument + " is of no attention kernel");
    };
  }

  /** What a launch passes that writes new tokens' rows. */
  static long value(Argument argument, int sequences, NewRows rows, AttentionTensors tensors) {
    return switch (argument) {
      case KEY -> rows.key();
      case VALUE -> rows.value();
      case KEY_STRIDE -> rows.keyStride();
      case VALUE_STRIDE -> rows.valueStride();
      case SEQUENCES -> sequences;
      case KV_PAGE_STRIDE -> tensors.keyPageStride();
      default -> tensors.get(argument);
    };
  }
}
