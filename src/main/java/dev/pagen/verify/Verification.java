package dev.pagen.verify;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.Plan;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import java.time.Duration;

/**
 * One run of a kernel, judged.
 *
 * @param comparison with the reference
 * @param output what the kernel wrote
 * @param time from the first launch until the device was done; on an emulated device, of emulating
 */
public record Verification(Comparison comparison, DeviceWorkload.Output output, Duration time) {

  /**
   * Runs a kernel on a workload, with output and workspace poisoned first, and compares.
   *
   * @param expected what {@link Reference#attention} says of the workload
   */
  public static Verification run(
      Device device,
      AttentionLauncher launcher,
      Workload workload,
      double[] expected,
      Placement placement) {
    return run(device, launcher, workload, expected, placement, Pool.of(workload.cache()));
  }

  /** The same with the pages of the workload's caches where {@code pool} says. */
  public static Verification run(
      Device device,
      AttentionLauncher launcher,
      Workload workload,
      double[] expected,
      Placement placement,
      Pool pool) {
    Plan plan = launcher.plan(workload.table());
    try (Stream stream = device.createStream();
        DeviceWorkload uploaded =
            DeviceWorkload.upload(device, stream, workload, plan, placement, pool)) {
      long start = System.nanoTime();
      launcher.launch(stream, plan, uploaded.tensors(), uploaded.workspace());
      stream.synchronize();
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      DeviceWorkload.Output output = uploaded.download();
      return new Verification(Comparison.of(workload, expected, output), output, time);
    }
  }
}
