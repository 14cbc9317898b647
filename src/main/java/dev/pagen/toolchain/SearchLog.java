package dev.pagen.toolchain;

import dev.pagen.toolchain.Finding.Outcome;
import dev.pagen.toolchain.Toolchain.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One search for a vendor's compiler: its findings so far, and what it chose. */
class SearchLog {
  /** Why what is usable was not chosen. */
  static final String LATER = "usable, but comes after the chosen one";

  final List<Finding> findings = new ArrayList<>();
  private final Vendor vendor;
  private final boolean everywhere;
  private final Set<Path> seen = new HashSet<>();
  Optional<Toolchain> chosen = Optional.empty();

  /**
   * Starts with nothing found.
   *
   * @param everywhere whether to go on after the first usable one, for people to see
   */
  SearchLog(Vendor vendor, boolean everywhere) {
    this.vendor = vendor;
    this.everywhere = everywhere;
  }

  final ToolchainSearch result() {
    return new ToolchainSearch(vendor, chosen, findings);
  }

  final boolean done() {
    return chosen.isPresent() && !everywhere;
  }

  /**
   * Whether {@code library} was not found before, by whatever path. What a rule has a line for
   * already is not told again: the links in {@code /opt/rocm} all lead to one tree.
   */
  final boolean isNew(Origin origin, Path library, Optional<CompilerVersion> version) {
    try {
      if (seen.add(library.toRealPath())) {
        return true;
      }
    } catch (IOException e) {
      return true; // Gone since, which reading it will say.
    }
    for (Finding finding : findings) {
      if (finding.origin() == origin) {
        return false;
      }
    }
    note(origin, library, Outcome.SAME, version, "the same file as one above");
    return false;
  }

  /**
   * Looks among Python's packages, unless the search is over.
   *
   * @param look weighs what lies in the places of one Python, the best first
   * @param inactive shows what lies in an environment that is not active
   * @param otherwise what is said where none of them has anything
   */
  final void python(
      Host host, Consumer<List<Path>> look, Consumer<Path> inactive, String otherwise) {
    int before = findings.size();
    if (done()) {
      return;
    }
    PythonSites.visit(
        host,
        vendor,
        roots -> {
          look.accept(roots);
          return !done();
        });
    if (!done()) {
      PythonSites.inactive(host).ifPresent(inactive);
    }
    if (findings.size() == before) {
      absent(Origin.PYTHON, "Python's packages", otherwise);
    }
  }

  final void absent(Origin origin, String place, String reason) {
    findings.add(new Finding(origin, place, Outcome.ABSENT, Optional.empty(), reason));
  }

  final void note(
      Origin origin,
      Path place,
      Outcome outcome,
      Optional<CompilerVersion> version,
      String reason) {
    findings.add(new Finding(origin, place.toString(), outcome, version, reason));
  }
}
