package dev.pagen.attention;

import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;

/** Device memory for the {@link Workspace} of a plan; closing frees it. */
public final class DeviceWorkspace implements AutoCloseable {
  private final DeviceBuffer partials;
  private final DeviceBuffer arrivals;
  private final DeviceBuffer workList;

  private DeviceWorkspace(Device device, Plan plan) {
    this.partials = device.allocate(plan.partialsBytes());
    this.arrivals = device.allocate(plan.arrivalsBytes());
    this.workList = device.allocate(plan.workListBytes());
  }

  /**
   * As much as {@code plan} needs.
   *
   * @param stream that the launches will be given to, or one that they come after
   */
  public static DeviceWorkspace allocate(Device device, Stream stream, Plan plan) {
    DeviceWorkspace memory = new DeviceWorkspace(device, plan);
    stream.fill(memory.arrivals.address(), memory.arrivals.bytes(), 0);
    return memory;
  }

  /** What a launch takes. */
  public Workspace workspace() {
    return Workspace.of(partials, arrivals, workList);
  }

  /** Frees the memory; the launches that use it must have ended. */
  @Override
  public void close() {
    partials.close();
    arrivals.close();
    workList.close();
  }
}
