package dev.pagen.bench;

import dev.pagen.attention.Plan;
import dev.pagen.attention.Workspace;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;

/** The workspace of a plan in memory of its own. */
final class WorkspaceBuffers implements AutoCloseable {
  private final DeviceBuffer partials;
  private final DeviceBuffer arrivals;
  private final DeviceBuffer workList;

  WorkspaceBuffers(Device device, Stream stream, Plan plan) {
    this.partials = device.allocate(plan.partialsBytes());
    this.arrivals = device.allocate(plan.arrivalsBytes());
    this.workList = device.allocate(plan.workListBytes());
    stream.fill(arrivals.address(), arrivals.bytes(), 0);
  }

  Workspace workspace() {
    return new Workspace(
        partials.address(),
        partials.bytes(),
        arrivals.address(),
        arrivals.bytes(),
        workList.address(),
        workList.bytes());
  }

  @Override
  public void close() {
    workList.close();
    arrivals.close();
    partials.close();
  }
}
