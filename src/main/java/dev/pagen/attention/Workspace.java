package dev.pagen.attention;

/**
 * Device memory between the workgroups of a launch, owned by the caller. Launches that may run at
 * the same time need one each.
 *
 * @param partials address of partial results, aligned to 16 bytes; what they are before and after a
 *     launch means nothing
 * @param partialsBytes at least what the {@link Plan} asks for
 * @param arrivals address of the counters of workgroups that are done, aligned to 4 bytes. They are
 *     zeros before the first launch; every launch leaves them zeros, and one that was aborted does
 *     not
 * @param arrivalsBytes at least what the {@link Plan} asks for
 */
public record Workspace(long partials, long partialsBytes, long arrivals, long arrivalsBytes) {
  /** For plans that need none. */
  public static final Workspace NONE = new Workspace(0, 0, 0, 0);
}
