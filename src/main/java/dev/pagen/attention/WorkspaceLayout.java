package dev.pagen.attention;

import dev.pagen.kernel.Argument;
import dev.pagen.kernel.WorkspaceBuffer;
import dev.pagen.kernel.WorkspaceBuffer.Part;
import dev.pagen.render.RenderedKernel;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where the buffers of a launch lie in the parts of its workspace: in their order, each at the next
 * multiple of 256 bytes. docs/formats.md says the same for programs in other languages.
 *
 * @param offsets bytes from the beginning of the part; no buffer that the launch does not need
 * @param bytes of each part
 */
public record WorkspaceLayout(Map<Argument, Long> offsets, WorkspaceBytes bytes) {
  private static final long ALIGNMENT = 256;

  /** The layout for {@code items} partial results, or items of the work list. */
  static WorkspaceLayout of(RenderedKernel kernel, int sequences, int items, boolean split) {
    Map<Argument, Long> offsets = new EnumMap<>(Argument.class);
    Map<Part, Long> ends = new EnumMap<>(Part.class);
    for (WorkspaceBuffer buffer : kernel.workspace()) {
      if (split || !buffer.part().onlyOfSplit()) {
        long offset = align(ends.getOrDefault(buffer.part(), 0L));
        offsets.put(buffer.argument(), offset);
        ends.put(buffer.part(), offset + buffer.bytes(items, sequences));
      }
    }
    WorkspaceBytes bytes =
        new WorkspaceBytes(
            ends.getOrDefault(Part.PARTIALS, 0L),
            ends.getOrDefault(Part.ARRIVALS, 0L),
            ends.getOrDefault(Part.WORK_LIST, 0L));
    return new WorkspaceLayout(offsets, bytes);
  }

  private static long align(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** The address of a buffer in a workspace; null where the launch does not need it. */
  long address(Argument argument, long part) {
    Long offset = offsets.get(argument);
    return offset == null ? 0 : part + offset;
  }

  /** Where {@code argument}, which the launch needs, begins in its part. */
  long offset(Argument argument) {
    return address(argument, 0);
  }
}
