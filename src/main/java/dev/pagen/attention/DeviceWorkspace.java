package dev.pagen.attention;

import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import java.util.ArrayList;
import java.util.List;

/** Device memory for the {@link Workspace} of plans; closing frees it. */
public final class DeviceWorkspace implements AutoCloseable {
  private final DeviceBuffer partials;
  private final DeviceBuffer arrivals;
  private final DeviceBuffer workList;

  private DeviceWorkspace(DeviceBuffer partials, DeviceBuffer arrivals, DeviceBuffer workList) {
    this.partials = partials;
    this.arrivals = arrivals;
    this.workList = workList;
  }

  /**
   * So much of each part.
   *
   * @param stream that the launches will be given to, or one that they come after
   * @param bytes that a {@link Plan} needs, or all plans up to a size, as {@link
   *     AttentionLauncher#workspace} says
   */
  public static DeviceWorkspace allocate(Device device, Stream stream, WorkspaceBytes bytes) {
    List<DeviceBuffer> parts = new ArrayList<>();
    try {
      for (long size : new long[] {bytes.partials(), bytes.arrivals(), bytes.workList()}) {
        parts.add(device.allocate(size));
      }
      stream.fill(parts.get(1).address(), parts.get(1).bytes(), 0);
      return new DeviceWorkspace(parts.get(0), parts.get(1), parts.get(2));
    } catch (RuntimeException e) {
      parts.forEach(DeviceBuffer::close);
      throw e;
    }
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
