package dev.pagen.attention;

import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;

/** Device memory for the {@link Workspace} of plans; closing frees it. */
public final class DeviceWorkspace implements AutoCloseable {
  private final DeviceBuffer partials;
  private final DeviceBuffer arrivals;
  private final DeviceBuffer workList;

  private DeviceWorkspace(Device device, WorkspaceBytes bytes) {
    this.partials = device.allocate(bytes.partials());
    this.arrivals = device.allocate(bytes.arrivals());
    this.workList = device.allocate(bytes.workList());
  }

  /**
   * So much of each part.
   *
   * @param stream that the launches will be given to, or one that they come after
   * @param bytes that a {@link Plan} needs, or all plans up to a size, as {@link
   *     AttentionLauncher#workspace} says
   */
  public static DeviceWorkspace allocate(Device device, Stream stream, WorkspaceBytes bytes) {
    DeviceWorkspace memory = new DeviceWorkspace(device, bytes);
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
