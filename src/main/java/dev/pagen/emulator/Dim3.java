package dev.pagen.emulator;

/** Extents, or indices, in three dimensions. */
public record Dim3(int x, int y, int z) {
  /** Extents of a line. */
  public static Dim3 of(int x) {
    return new Dim3(x, 1, 1);
  }

  /** The product of the three. */
  public long count() {
    return (long) x * y * z;
  }
}
