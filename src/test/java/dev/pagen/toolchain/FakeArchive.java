package dev.pagen.toolchain;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.toolchain.debian.DebianArchive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Debian archive in a folder, of packages that hold this machine's own C library and loader, and
 * tiny real libraries under HIP's names: the real apt and dpkg install it, and the loader starts.
 */
final class FakeArchive {
  private static final Path HOST_LIBRARIES = Path.of("/lib/x86_64-linux-gnu");
  private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
  private static final String LIB = "usr/lib/x86_64-linux-gnu/";

  private final Path folder;
  private final TreeMap<String, TreeMap<String, String>> indexes = new TreeMap<>();

  private FakeArchive(Path folder) {
    this.folder = folder;
  }

  /** An archive without packages. */
  static FakeArchive in(Path folder) {
    for (String program : List.of("apt-get", "apt-cache", "dpkg-deb")) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), "a machine with " + program);
    }
    for (String name : List.of("ld-linux-x86-64.so.2", "libc.so.6", "libdl.so.2")) {
      assumeTrue(Files.exists(HOST_LIBRARIES.resolve(name)), "a Debian for x86-64");
    }
    return new FakeArchive(folder);
  }

  /** An archive whose forky offers the HIPRTC majors given, all with comgr 3 and a C library. */
  static FakeArchive offering(Path folder, int... majors) throws Exception {
    FakeArchive archive = in(folder).withBase("forky").withComgr("forky", "1:7.0+dfsg-3");
    for (int n : majors) {
      archive.withHiprtc("forky", n, n + ".1-1", "libamd-comgr3");
    }
    return archive.publish("forky");
  }

  /** Puts the C library into a suite. */
  FakeArchive withBase(String suite) throws Exception {
    return add(suite, "libc6", "2.99-1", "", List.of("ld-linux-x86-64.so.2", "libc.so.6"));
  }

  /** Puts comgr into a suite. */
  FakeArchive withComgr(String suite, String version) throws Exception {
    return addLibrary(suite, "libamd-comgr3", version, "libc6", "libamd_comgr.so.3");
  }

  /** Puts HIPRTC, its built-in headers and the HIP runtime into a suite. */
  FakeArchive withHiprtc(String suite, int major, String version, String comgr) throws Exception {
    addLibrary(suite, "libhiprtc" + major, version, "libc6", "libhiprtc.so." + major);
    addLibrary(
        suite, "libhiprtc-builtins" + major, version, "libc6", "libhiprtc-builtins.so." + major);
    addLibrary(
        suite, "libamdhip64-" + major, version, "libc6, " + comgr, "libamdhip64.so." + major);
    return publish(suite);
  }

  /** Lets another suite offer just what forky offers. */
  FakeArchive alsoIn(String suite) throws Exception {
    indexes.put(suite, new TreeMap<>(indexes.get("forky")));
    return publish(suite);
  }

  /** Leaves a package out of forky, as a broken suite might. */
  FakeArchive without(String name) throws Exception {
    indexes.get("forky").remove(name);
    return publish("forky");
  }

  /** What installs from it: its index trusted as it is, or checked with {@code keyring}. */
  DebianArchive archive(Optional<Path> keyring) {
    return new DebianArchive("file:" + folder, "forky", keyring);
  }

  /** What installs from one of its suites, its index trusted as it is. */
  DebianArchive archive(String suite) {
    DebianArchive trusted = new DebianArchive("file:" + folder, suite, Optional.empty());
    // Of an archive that it trusts as it is apt does not miss the Release file, as it does else.
    return trusted.suites().stream().allMatch(indexes::containsKey)
        ? trusted
        : new DebianArchive("file:" + folder, suite, Optional.of(KEYRING));
  }

  private FakeArchive addLibrary(
      String suite, String name, String version, String depends, String library) throws Exception {
    Path tree = folder.resolve("build").resolve(name);
    byte[] real = Files.readAllBytes(HOST_LIBRARIES.resolve("libdl.so.2"));
    byte[] mark = (name + " " + version + "\0libamd_comgr.so.3\0").getBytes(StandardCharsets.UTF_8);
    byte[] bytes = java.util.Arrays.copyOf(real, real.length + mark.length);
    System.arraycopy(mark, 0, bytes, real.length, mark.length);
    FakeTree.file(tree.resolve(LIB + library), bytes);
    FakeTree.file(tree.resolve("usr/share/doc/" + name + "/copyright"), "not needed to compile");
    return build(suite, tree, name, version, depends);
  }

  private FakeArchive add(
      String suite, String name, String version, String depends, List<String> hostLibraries)
      throws Exception {
    Path tree = folder.resolve("build").resolve(name);
    for (String library : hostLibraries) {
      Path file =
          FakeTree.file(
              tree.resolve(LIB + library), Files.readAllBytes(HOST_LIBRARIES.resolve(library)));
      file.toFile().setExecutable(true, false);
    }
    return build(suite, tree, name, version, depends);
  }

  private FakeArchive build(String suite, Path tree, String name, String version, String depends)
      throws Exception {
    String control =
        "Package: "
            + name
            + "\nVersion: "
            + version
            + "\nArchitecture: amd64\nMaintainer: nobody <nobody@example.org>\n"
            + (depends.isEmpty() ? "" : "Depends: " + depends + "\n")
            + "Description: test\n";
    FakeTree.file(tree.resolve("DEBIAN/control"), control);
    FakeTree.file(tree.resolve("DEBIAN/md5sums"), sums(tree));
    String file = name + "_" + version.substring(version.indexOf(':') + 1) + "_amd64.deb";
    Path deb = folder.resolve(file);
    // A package that two suites have is one file.
    if (!Files.exists(deb)) {
      CommandRunner.Result built =
          new ProcessRunner()
              .run(
                  List.of("dpkg-deb", "-Znone", "--root-owner-group", "-b", "" + tree, "" + deb),
                  () -> {});
      if (built.exit() != 0) {
        throw new IllegalStateException(built.output());
      }
    }
    FileTree.delete(tree);
    indexes
        .computeIfAbsent(suite, _ -> new TreeMap<>())
        .put(
            name,
            control
                + "Filename: "
                + file
                + "\nSize: "
                + Files.size(deb)
                + "\nSHA256: "
                + sha256(Files.readAllBytes(deb))
                + "\n\n");
    return this;
  }

  /** Writes the suite's index, as it is now. */
  FakeArchive publish(String suite) throws Exception {
    byte[] packages =
        String.join("", indexes.getOrDefault(suite, new TreeMap<>()).values())
            .getBytes(StandardCharsets.UTF_8);
    Path dist = folder.resolve("dists").resolve(suite);
    FakeTree.file(dist.resolve("main/binary-amd64/Packages"), packages);
    String reluctant = suite.equals("experimental") ? "NotAutomatic: yes\n" : "";
    FakeTree.file(
        dist.resolve("Release"),
        "Origin: Test\nSuite: "
            + suite
            + "\nCodename: "
            + suite
            + "\n"
            + reluctant
            + "Architectures: amd64\nComponents: main\n"
            + "Date: Wed, 01 May 2024 12:00:00 UTC\nSHA256:\n "
            + sha256(packages)
            + " "
            + packages.length
            + " main/binary-amd64/Packages\n");
    return this;
  }

  private static String sums(Path tree) throws Exception {
    StringBuilder sums = new StringBuilder();
    try (var files = Files.walk(tree.resolve("usr"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] digest = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file));
        sums.append(HexFormat.of().formatHex(digest) + "  " + tree.relativize(file) + "\n");
      }
    }
    return sums.toString();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
