package dev.pagen.device;

/** Workgroups of a launch in x, y and z. */
public record Grid(int x, int y, int z) {
  /** All workgroups. */
  public long count() {
    return (long) x * y * z;
  }

  @Override
  public String toString() {
    return "%s x %s x %s".formatted(x, y, z);
  }
}
