package dev.pagen.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A buffer that a list asks for.
 *
 * @param field of the list where it stands, for messages
 * @param name that arguments refer to
 * @param size how large it is
 * @param content what it holds before the first launch
 * @param overread bytes past its end that kernels may read
 * @param expectation what it is to hold after the last launch
 */
record ListedBuffer(
    String field,
    String name,
    Size size,
    Content content,
    Formula overread,
    Optional<Expectation> expectation) {

  /** How large a buffer is. */
  sealed interface Size {
    /** So many bytes of no particular type. */
    record Bytes(Formula bytes) implements Size {}

    /** An array, outermost extent first. */
    record Shape(ElementType type, List<Formula> extents) implements Size {
      public Shape {
        extents = List.copyOf(extents);
      }
    }

    /** As much as the content takes, of the type that is given, or that a file has. */
    record OfContent(Optional<ElementType> type) implements Size {}
  }

  /**
   * What a buffer is to hold.
   *
   * @param npy file with the right elements
   * @param relativeL2 most that the L2 norm of the errors may be of that of the right elements
   * @param absolute most that any element may be off
   */
  record Expectation(Path npy, OptionalDouble relativeL2, OptionalDouble absolute) {}
}
