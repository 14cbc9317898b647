package dev.pagen.attention;

/**
 * Bytes of each part of a {@link Workspace}; 0 where nothing of it is needed.
 *
 * @param partials of partial results
 * @param arrivals of the counters of workgroups that are done
 * @param workList of the list that the device plans
 */
public record WorkspaceBytes(long partials, long arrivals, long workList) {
  /** For launches that need none. */
  public static final WorkspaceBytes NONE = new WorkspaceBytes(0, 0, 0);

  /** What both have room in, one after the other. */
  WorkspaceBytes max(WorkspaceBytes other) {
    return new WorkspaceBytes(
        Math.max(partials, other.partials),
        Math.max(arrivals, other.arrivals),
        Math.max(workList, other.workList));
  }
}
