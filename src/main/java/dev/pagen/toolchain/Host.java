package dev.pagen.toolchain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The machine as this package sees it, as a value, so that tests can lay out another one.
 *
 * @param environment environment variables
 * @param filesystemRoot where absolute system paths such as {@code /opt/rocm} and {@code /etc/apt}
 *     start; {@code /} but in tests. Paths that the user named are taken as they are.
 * @param operatingSystem as in the system property {@code os.name}
 * @param architecture as in the system property {@code os.arch}
 */
public record Host(
    Map<String, String> environment,
    Path filesystemRoot,
    String operatingSystem,
    String architecture) {
  public Host {
    environment = Map.copyOf(environment);
  }

  /** The machine this runs on. */
  public static Host current() {
    return new Host(
        System.getenv(),
        Path.of("/"),
        System.getProperty("os.name", "unknown"),
        System.getProperty("os.arch", "unknown"));
  }

  /** This machine with one environment variable set, as a command line option may ask for. */
  public Host with(String variable, String value) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.put(variable, value);
    return new Host(changed, filesystemRoot, operatingSystem, architecture);
  }

  /** The value of an environment variable that is set and not blank. */
  public Optional<String> variable(String name) {
    String value = environment.getOrDefault(name, "");
    return value.isBlank() ? Optional.empty() : Optional.of(value);
  }

  /** The folders of an environment variable such as {@code PATH}; relative ones are left out. */
  List<Path> folders(String name) {
    List<Path> folders = new ArrayList<>();
    for (String folder : variable(name).orElse("").split(":", -1)) {
      if (folder.startsWith("/")) {
        folders.add(Path.of(folder));
      }
    }
    return folders;
  }

  /** A system path, such as {@code /etc/apt}, on this machine. */
  public Path path(String absolute) {
    return filesystemRoot.resolve(absolute.substring(1));
  }

  boolean isLinuxOnX86() {
    return operatingSystem.toLowerCase(Locale.ROOT).equals("linux")
        && (architecture.equals("amd64") || architecture.equals("x86_64"));
  }
}
