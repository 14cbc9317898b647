package dev.pagen.report.benchmark;

import dev.pagen.bench.BenchmarkResult;
import java.util.Locale;

/** A number that measurements differ in. */
public enum SweepVariable {
  /** Tokens of every sequence. */
  CONTEXT("tokens of context"),
  /** Sequences. */
  BATCH("sequences"),
  /** Tokens of a page. */
  PAGE_SIZE("tokens of a page");

  private final String unit;

  SweepVariable(String unit) {
    this.unit = unit;
  }

  /** What is counted, for an axis. */
  String unit() {
    return unit;
  }

  /** Its value in a measurement. */
  int of(BenchmarkResult result) {
    return switch (this) {
      case CONTEXT -> result.batch().maxContext();
      case BATCH -> result.batch().sequences();
      case PAGE_SIZE -> result.spec().attention().pageSize();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
