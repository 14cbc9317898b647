package dev.pagen.bench;

import dev.pagen.device.DeviceProperties;
import dev.pagen.spec.KernelSpec;
import dev.pagen.verify.Comparison;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A kernel's time beside its floor's, measured in one run.
 *
 * @param kernel its name
 * @param spec what it is
 * @param device what it ran on
 * @param batch what it was timed on
 * @param slots how often the batch was in memory
 * @param partition tokens of one workgroup of the kernel; 0 where the device chose them
 * @param floorPartition tokens of one workgroup of the floor, the fastest of several
 * @param decode time of the kernel, with what it has to merge
 * @param floor time of the floor
 * @param mergingFloor time of the merging floor, the fastest of several partitions, where the
 *     kernel splits sequences and has one
 * @param launch time on the host of enqueueing one launch
 * @param comparison of the timed runs' output with the reference
 */
public record BenchmarkResult(
    String kernel,
    KernelSpec spec,
    DeviceProperties device,
    Batch batch,
    int slots,
    int partition,
    int floorPartition,
    Timing decode,
    Timing floor,
    Optional<Timing> mergingFloor,
    Samples launch,
    Comparison comparison) {
  /** Bytes of keys and values that the kernel has to read. */
  public long kvBytes() {
    return batch.kvBytes(spec.attention());
  }

  /** The median time, in microseconds. */
  public double microseconds() {
    return decode.best().median();
  }

  /** Bytes of keys and values per second, at the median time. */
  public double bytesPerSecond() {
    return kvBytes() / (microseconds() * 1e-6);
  }

  /** The floor's median time over the kernel's: 1 is as good as it gets. */
  public double shareOfFloor() {
    return floor.best().median() / microseconds();
  }

  /** The same of the merging floor, where there is one. */
  public OptionalDouble shareOfMergingFloor() {
    return mergingFloor
        .map(merging -> OptionalDouble.of(merging.best().median() / microseconds()))
        .orElse(OptionalDouble.empty());
  }

  /** The rate over what {@link dev.pagen.spec.Target#product()} has by its data sheet. */
  public double shareOfPeak() {
    return bytesPerSecond() / spec.target().nominalBandwidth();
  }
}
