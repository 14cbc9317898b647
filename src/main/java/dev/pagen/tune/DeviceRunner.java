package dev.pagen.tune;

import dev.pagen.PagenException;
import dev.pagen.attention.LaunchException;
import dev.pagen.attention.WorkloadSize;
import dev.pagen.bench.Batch;
import dev.pagen.bench.Benchmark;
import dev.pagen.bench.BenchmarkException;
import dev.pagen.bench.BenchmarkResult;
import dev.pagen.bench.BenchmarkSettings;
import dev.pagen.bench.Samples;
import dev.pagen.bench.WrongOutputException;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Rejected;
import java.util.Optional;

/** Times candidates on a GPU, each in turn with the floor that they share. */
public final class DeviceRunner implements Runner {
  private static final double WARM_UP_MILLISECONDS = 50;

  private final Device device;
  private final Stamp stamp;
  private final Batch batch;
  private final BuiltKernel floor;
  private Optional<Benchmark> benchmark = Optional.empty();

  /**
   * A runner.
   *
   * @param driver the version of the device's driver
   * @param floor one for all candidates, so that what they share of it compares
   */
  public DeviceRunner(Device device, String driver, Batch batch, BuiltKernel floor) {
    this.device = device;
    this.stamp = new Stamp(device.properties().name(), driver);
    this.batch = batch;
    this.floor = floor;
  }

  @Override
  public Stamp stamp() {
    return stamp;
  }

  @Override
  public WorkloadSize size() {
    return new WorkloadSize(
        batch.sequences(), Math.toIntExact(Math.max(1, batch.tokens() / batch.sequences())));
  }

  @Override
  public long kvBytes() {
    return batch.kvBytes(floor.rendered().spec().attention());
  }

  @Override
  public boolean exact() {
    return false;
  }

  /**
   * {@inheritDoc}
   *
   * @throws BenchmarkException if the batch cannot be measured with any kernel
   */
  @Override
  public Outcome measure(BuiltKernel kernel, int runs) {
    try {
      return timed(benchmark().time(kernel, runs), runs);
    } catch (WrongOutputException e) {
      return new Rejected(Cause.WRONG, e.getMessage());
    } catch (LaunchException e) {
      return new Rejected(Cause.NOT_RUN, e.getMessage());
    } catch (BenchmarkException e) {
      throw e;
    } catch (PagenException e) {
      // After a fault, HIP answers every call of this process with it.
      return new Rejected(Cause.CRASHED, e.getMessage());
    }
  }

  /** With its inputs on the device from the first candidate on. */
  private Benchmark benchmark() {
    if (benchmark.isEmpty()) {
      BenchmarkSettings usual = BenchmarkSettings.of(floor.rendered().spec().target());
      BenchmarkSettings settings =
          new BenchmarkSettings(WARM_UP_MILLISECONDS, usual.otherBytes(), usual.scratchBytes(), 1);
      benchmark = Optional.of(Benchmark.open(device, floor, batch, settings));
    }
    return benchmark.get();
  }

  @Override
  public void close() {
    benchmark.ifPresent(Benchmark::close);
    benchmark = Optional.empty();
  }

  private static Outcome timed(BenchmarkResult result, int runs) {
    Samples time = result.decode().best();
    if (!(time.median() > 0 && result.floor().best().median() > 0)) {
      return new Rejected(Cause.NOT_RUN, "by the device's clock it takes no time");
    }
    double margin = 0.98 / Math.sqrt(time.count());
    return new Outcome.Timed(
        time.median(),
        time.quantile(Math.max(0, 0.5 - margin)),
        time.quantile(Math.min(1, 0.5 + margin)),
        result.floor().best().median(),
        runs);
  }
}
