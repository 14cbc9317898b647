package dev.pagen.tune;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.spec.Tuning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/** Answers from what was recorded, and notes what it was asked. */
class ReplayRunner implements Runner {
  record Call(Tuning tuning, int runs) {}

  private final BiFunction<Tuning, Integer, Outcome> recorded;
  private final boolean exact;
  final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

  ReplayRunner(BiFunction<Tuning, Integer, Outcome> recorded, boolean exact) {
    this.recorded = recorded;
    this.exact = exact;
  }

  @Override
  public Stamp stamp() {
    return TuningFixture.STAMP;
  }

  @Override
  public WorkloadSize size() {
    return TuningFixture.SIZE;
  }

  @Override
  public long kvBytes() {
    return 512L * 2048 * 2 * 2 * 64 * 2;
  }

  @Override
  public boolean exact() {
    return exact;
  }

  @Override
  public Outcome measure(BuiltKernel kernel, int runs) {
    Tuning tuning = kernel.rendered().spec().tuning();
    calls.add(new Call(tuning, runs));
    return recorded.apply(tuning, runs);
  }

  @Override
  public void close() {}
}
