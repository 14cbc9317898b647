package dev.pagen.emulator.machine;

/** Extents, or indices, in three dimensions. */
public record Dim3(int x, int y, int z) {
  /** Extents of a line. */
  public static Dim3 of(int x) {
    return new Dim3(x, 1, 1);
  }

  /** Whether there is at least one in each dimension. */
  public boolean isPositive() {
    return x > 0 && y > 0 && z > 0;
  }

  /** The product of the three. */
  public long count() {
    return (long) x * y * z;
  }
}
