package dev.pagen.render;

/**
 * The names of the templates for rings of tiles in an NVIDIA kernel: what each prints is the last
 * part of its name.
 *
 * @param name the first part: {@code lone} where each wave has a ring, {@code shared} where several
 *     share one, each with query rows of its own
 */
record RingPath(String name) {
  static RingPath of(boolean shared) {
    return new RingPath(shared ? "shared" : "lone");
  }

  String constants() {
    return name + "_constants";
  }

  String owner() {
    return name + "_owner";
  }

  String part() {
    return name + "_part";
  }

  String number() {
    return name + "_number";
  }

  String place() {
    return name + "_place";
  }

  String begin() {
    return name + "_begin";
  }

  String tokens() {
    return name + "_tokens";
  }

  String pages() {
    return name + "_pages";
  }

  String copy() {
    return name + "_copy";
  }

  String ahead() {
    return name + "_ahead";
  }

  String next() {
    return name + "_next";
  }

  String arrived() {
    return name + "_arrived";
  }

  String done() {
    return name + "_done";
  }

  String sync() {
    return name + "_sync";
  }

  String rows() {
    return name + "_rows_of_wave";
  }

  String sums() {
    return name + "_sums";
  }
}
