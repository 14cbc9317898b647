package dev.pagen.toolchain;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
  private static final String LIB = "usr/lib/x86_64-linux-gnu/";

  private final Path folder;
  private final TreeMap<String, String> index = new TreeMap<>();

  private FakeArchive(Path folder) {
    this.folder = folder;
  }

  /** An archive that offers the HIPRTC majors given, all with comgr 3 and a C library. */
  static FakeArchive offering(Path folder, int... majors) throws Exception {
    for (String program : List.of("apt-get", "apt-cache", "dpkg-deb")) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), "a machine with " + program);
    }
    for (String name : List.of("ld-linux-x86-64.so.2", "libc.so.6", "libdl.so.2")) {
      assumeTrue(Files.exists(HOST_LIBRARIES.resolve(name)), "a Debian for x86-64");
    }
    FakeArchive archive = new FakeArchive(folder);
    archive.add("libc6", "2.99-1", "", List.of("ld-linux-x86-64.so.2", "libc.so.6"));
    archive.addLibrary("libamd-comgr3", "1:7.0+dfsg-3", "libc6", "libamd_comgr.so.3");
    for (int n : majors) {
      archive.addLibrary("libhiprtc" + n, n + ".1-1", "libc6", "libhiprtc.so." + n);
      archive.addLibrary(
          "libhiprtc-builtins" + n, n + ".1-1", "libc6", "libhiprtc-builtins.so." + n);
      archive.addLibrary(
          "libamdhip64-" + n, n + ".1-1", "libc6, libamd-comgr3", "libamdhip64.so." + n);
    }
    return archive.publish();
  }

  /** Leaves a package out of the archive, as a broken suite might. */
  FakeArchive without(String name) throws Exception {
    index.remove(name);
    return publish();
  }

  /** What installs from it: its index trusted as it is, or checked with {@code keyring}. */
  DebianArchive archive(Optional<Path> keyring) {
    return new DebianArchive("file:" + folder, "forky", keyring);
  }

  private void addLibrary(String name, String version, String depends, String library)
      throws Exception {
    Path tree = folder.resolve("build").resolve(name);
    byte[] real = Files.readAllBytes(HOST_LIBRARIES.resolve("libdl.so.2"));
    byte[] mark = (name + " " + version + "\0libamd_comgr.so.3\0").getBytes(StandardCharsets.UTF_8);
    byte[] bytes = java.util.Arrays.copyOf(real, real.length + mark.length);
    System.arraycopy(mark, 0, bytes, real.length, mark.length);
    FakeTree.file(tree.resolve(LIB + library), bytes);
    FakeTree.file(tree.resolve("usr/share/doc/" + name + "/copyright"), "not needed to compile");
    build(tree, name, version, depends);
  }

  private void add(String name, String version, String depends, List<String> hostLibraries)
      throws Exception {
    Path tree = folder.resolve("build").resolve(name);
    for (String library : hostLibraries) {
      Path file =
          FakeTree.file(
              tree.resolve(LIB + library), Files.readAllBytes(HOST_LIBRARIES.resolve(library)));
      file.toFile().setExecutable(true, false);
    }
    build(tree, name, version, depends);
  }

  private void build(Path tree, String name, String version, String depends) throws Exception {
    String control =
        "Package: "
            + name
            + "\nVersion: "
            + version
            + "\nArchitecture: amd64\nMaintainer: nobody <nobody@example.org>\n"
            + (depends.isEmpty() ? "" : "Depends: " + depends + "\n")
            + "Description: test\n";
    FakeTree.file(tree.resolve("DEBIAN/control"), control);
    String file = name + "_" + version.substring(version.indexOf(':') + 1) + "_amd64.deb";
    Path deb = folder.resolve(file);
    CommandRunner.Result built =
        new ProcessRunner()
            .run(
                List.of("dpkg-deb", "-Znone", "--root-owner-group", "-b", "" + tree, "" + deb),
                () -> {});
    if (built.exit() != 0) {
      throw new IllegalStateException(built.output());
    }
    FileTree.delete(tree);
    index.put(
        name,
        control
            + "Filename: "
            + file
            + "\nSize: "
            + Files.size(deb)
            + "\nSHA256: "
            + sha256(Files.readAllBytes(deb))
            + "\n\n");
  }

  private FakeArchive publish() throws Exception {
    byte[] packages = String.join("", index.values()).getBytes(StandardCharsets.UTF_8);
    FakeTree.file(folder.resolve("dists/forky/main/binary-amd64/Packages"), packages);
    FakeTree.file(
        folder.resolve("dists/forky/Release"),
        "Origin: Test\nSuite: testing\nCodename: forky\nArchitectures: amd64\nComponents: main\n"
            + "Date: Wed, 01 May 2024 12:00:00 UTC\nSHA256:\n "
            + sha256(packages)
            + " "
            + packages.length
            + " main/binary-amd64/Packages\n");
    return this;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
