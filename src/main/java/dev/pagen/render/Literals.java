package dev.pagen.render;

/** Numbers as C++ writes them. */
final class Literals {
  private Literals() {}

  /** A float's literal. */
  static String of(double value) {
    return (float) value + "f";
  }
}
