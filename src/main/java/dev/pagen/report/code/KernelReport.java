package dev.pagen.report.code;

import dev.pagen.terminal.Screen;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a compiled kernel costs, read off its code. */
public sealed interface KernelReport permits AmdKernelReport, CubinKernelReport {
  /** The {@link #cells} of a kernel that nothing is known of. */
  List<String> UNKNOWN = Collections.nCopies(6, "-");

  /** The kernel's name. */
  String name();

  /** Why some of it is not known, where that is so. */
  default Optional<String> whyPartly() {
    return Optional.empty();
  }

  /** The architecture it is compiled for. */
  String arch();

  /**
   * Its part of a line in {@link BuildTable}: registers, accumulation registers, LDS, spills,
   * occupancy, bytes in flight; {@code -} for what is not known.
   */
  List<String> cells();

  /** What it takes and what follows from it, for a manifest. */
  ObjectNode resourcesJson();

  /** For people. */
  String text(Screen screen);

  /** For programs. */
  ObjectNode json();
}
