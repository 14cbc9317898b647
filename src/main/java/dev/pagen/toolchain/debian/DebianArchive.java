package dev.pagen.toolchain.debian;

import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.ToolchainException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Debian archive that a bundle is installed from.
 *
 * @param uri the archive's address, in any form that apt takes
 * @param suite such as {@code forky}; {@code experimental} holds changes only, see {@link #suites}
 * @param keyring the keys its index must be signed with; empty (in tests alone) to trust it as it
 *     is
 */
public record DebianArchive(String uri, String suite, Optional<Path> keyring) {
  private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+.-]*:[^\\s\\[\\]#]+");
  private static final Pattern SUITE = Pattern.compile("[a-z][a-z0-9.-]*");

  /** Names under which a main Debian archive is listed; third parties' are signed by other keys. */
  private static final Set<String> SUITES =
      Set.of(
          "oldoldstable",
          "oldstable",
          "stable",
          "testing",
          "unstable",
          "sid",
          "experimental",
          "rc-buggy",
          "buster",
          "bullseye",
          "bookworm",
          "trixie",
          "forky",
          "duke");

  /** Suites that only add to another, as their names say. */
  private static final Pattern ADDITION =
      Pattern.compile("(.+)-(backports|backports-sloppy|updates|proposed-updates)");

  private static final List<String> KEYRINGS =
      List.of(
          "/usr/share/keyrings/debian-archive-keyring.gpg",
          "/usr/share/keyrings/debian-archive-keyring.pgp");

  /**
   * The archive to install from: the one that {@code mirror} names, else the one that the machine's
   * own apt gets Debian from.
   *
   * @throws ToolchainException if there is none, or no keyring to check it with
   */
  public static DebianArchive of(Host host, Optional<String> mirror, String suite) {
    if (!SUITE.matcher(suite).matches()) {
      throw new ToolchainException(
          "\"" + suite + "\" is no name of a Debian suite; forky, sid and experimental are some.");
    }
    String uri = mirror.orElseGet(() -> machinesOwn(host));
    if (!URI.matcher(uri).matches()) {
      throw new ToolchainException(
          "\""
              + uri
              + "\" is no address of a Debian mirror. PAGEN_DEBIAN_MIRROR takes one in the form"
              + " that apt's sources have, such as http://HOST/debian or file:/srv/debian.");
    }
    return new DebianArchive(uri, suite, Optional.of(keyring(host)));
  }

  /** What a suite that does not stand alone takes the rest from: sid, for experimental. */
  private static Optional<String> base(String suite) {
    if (suite.equals("experimental") || suite.equals("rc-buggy")) {
      return Optional.of("sid");
    }
    Matcher addition = ADDITION.matcher(suite);
    return addition.matches() ? Optional.of(addition.group(1)) : Optional.empty();
  }

  /** The suites to take packages from: the one that was asked for, and what it builds on. */
  public List<String> suites() {
    return Stream.concat(Stream.of(suite), base(suite).stream()).toList();
  }

  /** What it is, for messages. */
  String name() {
    return "Debian's suite "
        + suite
        + base(suite).map(base -> ", which takes what it lacks from " + base + ",").orElse("")
        + " at "
        + uri;
  }

  private static Path keyring(Host host) {
    for (String name : KEYRINGS) {
      if (Files.isReadable(host.path(name))) {
        return host.path(name);
      }
    }
    throw new ToolchainException(
        "The HIPRTC bundle comes from Debian, and the keys to check it with are missing ("
            + KEYRINGS.getFirst()
            + "). Install the package debian-archive-keyring, or install ROCm and set ROCM_PATH.");
  }

  private static String machinesOwn(Host host) {
    List<AptSource> sources = machinesSources(host);
    String best = "";
    for (AptSource source : sources) {
      for (String uri : source.uris()) {
        boolean usual = uri.replaceAll("/+$", "").endsWith("/debian");
        if (isDebian(source) && !uri.startsWith("cdrom:") && (best.isEmpty() || usual)) {
          if (usual) {
            return uri;
          }
          best = uri;
        }
      }
    }
    if (!best.isEmpty()) {
      return best;
    }
    throw new ToolchainException(
        "The HIPRTC bundle comes from Debian, and "
            + (sources.isEmpty()
                ? "this machine's apt has no sources"
                : "none of this machine's apt sources is Debian's main archive")
            + ". Set PAGEN_DEBIAN_MIRROR to the address of a Debian mirror, bring the packages and"
            + " give their folder to \"pa-gen toolchain install --from\", or install ROCm and set"
            + " ROCM_PATH.");
  }

  private static boolean isDebian(AptSource source) {
    boolean keys = source.signedBy().isEmpty() || source.signedBy().contains("debian-archive");
    return keys
        && source.components().contains("main")
        && source.suites().stream().anyMatch(s -> SUITES.contains(base(s).orElse(s)));
  }

  private static List<AptSource> machinesSources(Host host) {
    List<AptSource> sources = new ArrayList<>();
    read(host.path("/etc/apt/sources.list"))
        .ifPresent(text -> sources.addAll(AptSource.ofOneLineForm(text)));
    Path parts = host.path("/etc/apt/sources.list.d");
    String[] names = parts.toFile().list();
    if (names != null) {
      Arrays.sort(names);
      for (String name : names) {
        if (name.endsWith(".list")) {
          read(parts.resolve(name))
              .ifPresent(text -> sources.addAll(AptSource.ofOneLineForm(text)));
        } else if (name.endsWith(".sources")) {
          read(parts.resolve(name)).ifPresent(text -> sources.addAll(AptSource.ofDeb822(text)));
        }
      }
    }
    return sources;
  }

  private static Optional<String> read(Path file) {
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // Not for this user to read: as if it were not there.
    }
  }
}
