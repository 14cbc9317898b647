package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Draws a workload, every sequence from a random source of its own. */
final class WorkloadDraw {
  static final double PEAK_LOGIT = 20;
  static final double EXTREME_LOGIT = 60;

  /** Spread of the query heads of one KV head around their common direction. */
  private static final double HEAD_SPREAD = 0.25;

  private final AttentionSpec spec;
  private final InputDistribution distribution;
  private final ElementFormat format;
  private final ElementFormat kvFormat;
  private final long seed;

  WorkloadDraw(
      AttentionSpec spec, ElementFormat kvFormat, InputDistribution distribution, long seed) {
    this.spec = spec;
    this.distribution = distribution;
    this.seed = seed;
    this.format = ElementFormat.ofQuery(spec.dtype());
    this.kvFormat = kvFormat;
  }

  Workload draw(int[] contexts, PageOrder order) {
    PageTable table = PageTable.draw(contexts, spec.pageSize(), order, seed);
    KvCache cache = KvCache.blank(spec, kvFormat, table.pages().length + 3);
    long queryBytes = (long) contexts.length * Workload.rowElements(spec) * spec.dtype().bytes();
    MemorySegment query = Arena.ofAuto().allocate(queryBytes, 64);
    Workload workload =
        new Workload(spec, table, query, cache, HeadTerms.draw(spec, distribution, seed));
    IntStream.range(0, contexts.length).parallel().forEach(s -> sequence(s, table, query, cache));
    return workload;
  }

  private void sequence(int s, PageTable table, MemorySegment query, KvCache cache) {
    // Seeds that differ in few bits give unrelated sources.
    SplittableRandom random = new SplittableRandom(seed ^ (s + 1L) * 0x9e3779b97f4a7c15L);
    for (int head = 0; head < spec.kvHeads(); head++) {
      double[] direction = row(random);
      long firstQuery = (long) s * spec.queryHeads() + (long) head * spec.gqaRatio();
      for (int g = 0; g < spec.gqaRatio(); g++) {
        queryHead(query, (firstQuery + g) * spec.headSize(), direction, random);
      }
      double norm = 0;
      for (double x : direction) {
        norm += x * x;
      }
      double perLogit = 1 / (spec.scale() * norm);
      int context = table.context(s);
      int reach = spec.reach(context);
      int peak = context == 0 ? 0 : context - reach + random.nextInt(reach);
      double[] common = row(random);
      for (int t = 0; t < context; t++) {
        int page = table.page(s, t);
        int slot = t % spec.pageSize();
        int kvHead = head;
        double[] key =
            switch (distribution) {
              case UNIFORM, NORMAL -> row(random);
              case EQUAL -> common;
              case PEAKED ->
                  t == peak
                      ? blend(direction, PEAK_LOGIT * perLogit, random)
                      : blend(direction, 0, random);
              case EXTREME ->
                  blend(
                      direction,
                      (random.nextBoolean() ? EXTREME_LOGIT : -EXTREME_LOGIT) * perLogit,
                      random);
            };
        store(cache.keys(), e -> cache.key(page, slot, kvHead, e), key);
        store(cache.values(), e -> cache.value(page, slot, kvHead, e), row(random));
      }
    }
  }

  private void queryHead(
      MemorySegment query, long first, double[] direction, SplittableRandom random) {
    for (int e = 0; e < direction.length; e++) {
      double value =
          switch (distribution) {
            case UNIFORM, NORMAL, EQUAL -> number(random);
            case PEAKED, EXTREME -> direction[e] + HEAD_SPREAD * number(random);
          };
      format.set(query, first + e, value);
    }
  }

  private double[] row(SplittableRandom random) {
    double[] row = new double[spec.headSize()];
    for (int e = 0; e < row.length; e++) {
      row[e] = number(random);
    }
    return row;
  }

  /** {@code factor} times the direction, and a little of everything. */
  private double[] blend(double[] direction, double factor, SplittableRandom random) {
    double[] row = new double[direction.length];
    for (int e = 0; e < row.length; e++) {
      row[e] = factor * direction[e] + HEAD_SPREAD * number(random);
    }
    return row;
  }

  private void store(MemorySegment cache, IntToLongFunction index, double[] row) {
    for (int e = 0; e < row.length; e++) {
      kvFormat.set(cache, index.applyAsLong(e), row[e]);
    }
  }

  /** A random number of mean 0 and variance 1. */
  private double number(SplittableRandom random) {
    return distribution == InputDistribution.UNIFORM
        ? (2 * random.nextDouble() - 1) * Math.sqrt(3)
        : random.nextGaussian();
  }
}
