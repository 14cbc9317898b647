package dev.pagen.attention;

import dev.pagen.device.DeviceBuffer;

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
 * @param workList address of the list that a kernel with {@code schedule=list} plans on the device,
 *     aligned to 16 bytes; it stays valid for all launches over the page table that it was planned
 *     for
 * @param workListBytes at least what the {@link Plan} asks for
 */
public record Workspace(
    long partials,
    long partialsBytes,
    long arrivals,
    long arrivalsBytes,
    long workList,
    long workListBytes) {
  /** For plans that need none. */
  public static final Workspace NONE = new Workspace(0, 0, 0, 0);

  /** The workspace in memory of its own. */
  public static Workspace of(DeviceBuffer partials, DeviceBuffer arrivals, DeviceBuffer workList) {
    return new Workspace(
        partials.address(),
        partials.bytes(),
        arrivals.address(),
        arrivals.bytes(),
        workList.address(),
        workList.bytes());
  }

  /** The workspace of a kernel that plans no list. */
  public Workspace(long partials, long partialsBytes, long arrivals, long arrivalsBytes) {
    this(partials, partialsBytes, arrivals, arrivalsBytes, 0, 0);
  }
}
