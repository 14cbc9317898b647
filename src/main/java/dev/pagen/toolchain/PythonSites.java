package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Pythons of the user, and where their packages hold a vendor's libraries. What a shell would
 * use comes first: {@code PYTHONPATH}, the active environment, the {@code python3} on the {@code
 * PATH} and the user's own packages; then every other Python that pyenv, uv, asdf and mise manage,
 * and the system's. No Python is run: it would cost more than all the rest of a command.
 */
final class PythonSites {
  /** What is done with each place. */
  interface Visitor {
    /**
     * Looks at one {@code site-packages} folder, or one conda environment.
     *
     * @param roots folders in it that have libraries, each with {@code lib} in it
     * @return whether to go on
     */
    boolean visit(List<Path> roots);
  }

  /** In the order in which they are tried. */
  private enum Rule {
    PYTHONPATH,
    ACTIVE,
    ON_PATH,
    USER,
    MANAGED,
    SYSTEM
  }

  /** Why what {@link #inactive} has is not used. */
  static final String NOT_ACTIVE =
      "usable, but not of the active environment: activate that, or name it by --toolchain";

  private final Vendor vendor;
  private final Visitor visitor;
  private final Set<Path> seen = new HashSet<>();
  private boolean stopped;

  private PythonSites(Vendor vendor, Visitor visitor) {
    this.vendor = vendor;
    this.visitor = visitor;
  }

  /** Goes through them all until {@code visitor} has seen enough. */
  static void visit(Host host, Vendor vendor, Visitor visitor) {
    PythonSites sites = new PythonSites(vendor, visitor);
    for (Rule rule : Rule.values()) {
      if (!sites.stopped) {
        sites.follow(rule, host);
      }
    }
  }

  /** Those of one environment, conda's or Python's, or of one {@code site-packages} folder. */
  static void visitIn(Path place, Vendor vendor, Visitor visitor) {
    PythonSites sites = new PythonSites(vendor, visitor);
    sites.prefix(place);
    sites.site(place);
  }

  /**
   * The environment in the working directory where it is not the active one. Not used unasked: what
   * lies in a folder that one happens to work in would run as the user's own.
   */
  static Optional<Path> inactive(Host host) {
    Path venv = Path.of(host.variable("PWD").orElse("/"), ".venv");
    return Files.isRegularFile(venv.resolve("pyvenv.cfg")) ? Optional.of(venv) : Optional.empty();
  }

  private void follow(Rule rule, Host host) {
    // Plain loops, as every run pays.
    switch (rule) {
      case PYTHONPATH -> {
        for (Path site : host.folders("PYTHONPATH")) {
          site(site);
        }
      }
      case ACTIVE -> {
        prefix(host, "VIRTUAL_ENV");
        prefix(host, "CONDA_PREFIX");
      }
      case ON_PATH -> {
        for (Path folder : host.folders("PATH")) {
          onPath(folder, host);
        }
      }
      case USER -> {
        if (!prefix(host, "PYTHONUSERBASE")) {
          prefix(Path.of(host.variable("HOME").orElse("/"), ".local"));
        }
      }
      case MANAGED -> prefixes(PythonVersions.managed(host));
      case SYSTEM -> {
        prefix(host.path("/usr/local"));
        prefix(host.path("/usr"));
      }
    }
  }

  /** The prefix that an environment variable names, if it names one. */
  private boolean prefix(Host host, String variable) {
    String value = host.variable(variable).orElse("");
    if (!value.isEmpty()) {
      prefix(Path.of(value));
    }
    return !value.isEmpty();
  }

  private void prefixes(List<Path> prefixes) {
    for (Path prefix : prefixes) {
      prefix(prefix);
    }
  }

  private void onPath(Path folder, Host host) {
    Path python = folder.resolve("python3");
    Path prefix = folder.getParent();
    if (stopped || prefix == null || !Files.isExecutable(python)) {
      return;
    }
    if (Subfolders.name(folder).equals("shims")) {
      prefixes(PythonVersions.selected(host, prefix));
      return;
    }
    prefix(prefix);
    // A virtual environment's python3 is a link to that of a Python whose packages it leaves out.
    if (!Files.isRegularFile(prefix.resolve("pyvenv.cfg"))) {
      try {
        Path folderOfReal = python.toRealPath().getParent();
        Path real = folderOfReal == null ? null : folderOfReal.getParent();
        if (real != null) {
          prefix(real);
        }
      } catch (IOException e) {
        // Gone since: nothing to find beside it.
      }
    }
  }

  /** A Python's prefix, a virtual environment, or a conda environment. */
  private void prefix(Path prefix) {
    packages(prefix);
    base(prefix.resolve("pyvenv.cfg"));
  }

  private void packages(Path prefix) {
    if (stopped) {
      return;
    }
    if (Files.isDirectory(prefix.resolve("conda-meta"))) {
      offer(prefix, List.of(prefix));
    }
    for (String library : new String[] {"lib", "lib64"}) {
      if (!stopped) {
        for (Path python : Subfolders.of(prefix.resolve(library), "python3")) {
          site(python.resolve("site-packages"));
          site(python.resolve("dist-packages"));
        }
      }
    }
  }

  /**
   * The Python that a virtual environment was made from, where it lets that one's packages in; no
   * settings of its own are followed, as CPython follows none.
   */
  private void base(Path settings) {
    if (stopped || !Files.isRegularFile(settings)) {
      return;
    }
    String home = "";
    boolean shares = false;
    try {
      for (String line : Files.readAllLines(settings, StandardCharsets.ISO_8859_1)) {
        int equals = line.indexOf('=');
        String key = equals < 0 ? "" : line.substring(0, equals).strip();
        String value = line.substring(equals + 1).strip();
        if (key.equals("home")) {
          home = value;
        } else if (key.equals("include-system-site-packages")) {
          shares = value.equalsIgnoreCase("true");
        }
      }
    } catch (IOException e) {
      return; // Not readable: as if it shared nothing.
    }
    Path prefix = home.startsWith("/") ? Path.of(home).getParent() : null;
    if (shares && prefix != null) {
      packages(prefix);
    }
  }

  private void site(Path site) {
    if (stopped || !Files.isDirectory(site)) {
      return;
    }
    List<Path> roots = new ArrayList<>();
    switch (vendor) {
      case AMD -> roots.addAll(LibraryFolder.existing(site, List.of("_rocm_sdk_core")));
      case NVIDIA -> roots.addAll(Subfolders.of(site.resolve("nvidia"), ""));
    }
    roots.addAll(LibraryFolder.existing(site, List.of("torch")));
    offer(site, roots);
  }

  private void offer(Path place, List<Path> roots) {
    try {
      if (!roots.isEmpty() && seen.add(place.toRealPath())) {
        stopped = !visitor.visit(roots);
      }
    } catch (IOException e) {
      // Gone since: nothing to find in it.
    }
  }
}
