package dev.pagen.kernel;

/**
 * What launches of a design's kernels take, in microseconds, for rows of up to 128 elements and up
 * to 16 query rows in a workgroup.
 *
 * @param start of a workgroup: looking up pages, the first rows' latency, the merging of waves
 * @param token that one wave computes on, if nothing else keeps it
 * @param arrival until the last workgroup knows that it is the last
 * @param launch until a second kernel has read its first partial results
 * @param merge of one partition into one query row, by one wave
 */
public record LaunchCosts(double start, double token, double arrival, double launch, double merge) {
  /** The same where a token takes {@code other} microseconds. */
  LaunchCosts withToken(double other) {
    return new LaunchCosts(start, other, arrival, launch, merge);
  }
}
