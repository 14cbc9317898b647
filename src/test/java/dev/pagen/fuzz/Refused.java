package dev.pagen.fuzz;

/** An input that was refused as it should be, where no exception says so. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refused(String said) {
    super(said);
  }
}
