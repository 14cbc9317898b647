package dev.pagen.bench;

import dev.pagen.attention.DeviceWorkspace;
import dev.pagen.attention.FloorLauncher;
import dev.pagen.attention.Plan;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A merging floor on one batch, in several partitions. */
final class MergingFloor implements AutoCloseable {
  private final FloorLauncher launcher;
  private final Rotation rotation;
  private final List<Plan> plans;
  private final List<DeviceWorkspace> workspaces = new ArrayList<>();

  private MergingFloor(FloorLauncher launcher, Rotation rotation, List<Plan> plans) {
    this.launcher = launcher;
    this.rotation = rotation;
    this.plans = plans;
  }

  /**
   * Loads one.
   *
   * @param partitions tokens of one workgroup, each to be tried
   */
  static MergingFloor load(
      Device device,
      Stream stream,
      BuiltKernel kernel,
      Rotation rotation,
      List<Integer> partitions) {
    FloorLauncher launcher = FloorLauncher.load(device, kernel);
    List<Plan> plans =
        partitions.stream().map(tokens -> launcher.plan(rotation.table(0), tokens)).toList();
    MergingFloor floor = new MergingFloor(launcher, rotation, plans);
    boolean allocated = false;
    try {
      for (Plan plan : plans) {
        floor.workspaces.add(DeviceWorkspace.allocate(device, stream, plan.workspace()));
      }
      allocated = true;
      return floor;
    } finally {
      if (!allocated) {
        floor.close();
      }
    }
  }

  /** A contestant for each partition. */
  List<Contestant> contestants() {
    return IntStream.range(0, plans.size()).mapToObj(this::contestant).toList();
  }

  private Contestant contestant(int i) {
    return (stream, slot) ->
        launcher.launch(
            stream, plans.get(i), rotation.tensors(slot), workspaces.get(i).workspace());
  }

  @Override
  public void close() {
    workspaces.forEach(DeviceWorkspace::close);
    launcher.close();
  }
}
