package dev.pagen.toolchain.debian;

import dev.pagen.toolchain.CommandRunner;
import dev.pagen.toolchain.CommandRunner.Result;
import dev.pagen.toolchain.IncompleteBundleException;
import dev.pagen.toolchain.ToolchainException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * The machine's apt, working on a state of its own in one folder: it believes that nothing is
 * installed and knows one archive only, so it fetches a package with all it needs, and never
 * touches the machine. What the machine's administrator set for the network (proxies, certificates)
 * holds.
 */
final class PrivateApt {
  /**
   * A package to be fetched.
   *
   * @param file its name in the download folder
   * @param bytes its size
   */
  record Download(String file, long bytes) {}

  private final Path folder;
  private final DebianArchive archive;
  private final CommandRunner runner;
  private final AptTools tools;

  PrivateApt(Path folder, DebianArchive archive, AptTools tools, CommandRunner runner)
      throws IOException {
    this.folder = folder;
    this.archive = archive;
    this.tools = tools;
    this.runner = runner;
    for (String name :
        List.of("state/lists/partial", "cache/archives/partial", "cache/none/partial", "etc")) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.createFile(folder.resolve("state/status"));
    Files.writeString(folder.resolve("etc/sources.list"), source());
    Files.writeString(folder.resolve("apt.conf"), configuration());
  }

  /** Where {@link #download} puts packages. */
  Path downloads() {
    return folder.resolve("cache/archives");
  }

  /** Bytes of the package index so far. */
  long indexBytes() {
    return sizes(folder.resolve("state/lists")) + sizes(folder.resolve("state/lists/partial"));
  }

  /** Bytes of packages so far. */
  long downloadedBytes() {
    return sizes(downloads()) + sizes(downloads().resolve("partial"));
  }

  /**
   * Fetches the package index and checks its signature.
   *
   * @return whether the archive has these suites; anything else that goes wrong is thrown
   */
  boolean update(Runnable meanwhile) throws IOException, InterruptedException {
    List<String> command = command(tools.aptGet(), "update");
    Result result = runner.run(command, meanwhile);
    if (result.exit() != 0 && result.output().contains("does not have a Release file")) {
      return false;
    }
    output(result);
    return true;
  }

  /** The names of the archive's packages that start with {@code prefix}. */
  List<String> packageNames(String prefix, Runnable meanwhile)
      throws IOException, InterruptedException {
    return run(command(tools.aptCache(), "pkgnames", prefix), meanwhile)
        .lines()
        .filter(name -> name.startsWith(prefix))
        .sorted()
        .toList();
  }

  /**
   * What {@link #download} would fetch for these packages.
   *
   * @throws IncompleteBundleException if the archive lacks what one of them depends on
   */
  List<Download> plan(List<String> packages, Runnable meanwhile)
      throws IOException, InterruptedException, IncompleteBundleException {
    // Of an archive folder apt names only what is not there yet, and an older HIPRTC shares much
    // with a newer one.
    List<String> command = install("--print-uris", packages);
    command.addAll(List.of("-o", "Dir::Cache::archives=" + folder.resolve("cache/none")));
    Result result = runner.run(command, meanwhile);
    if (result.exit() != 0) {
      throw new IncompleteBundleException(
          "apt cannot put it together:\n" + complaints(result.output()).stripTrailing());
    }
    List<Download> plan = new ArrayList<>();
    for (String line : result.output().split("\n", -1)) {
      // 'ADDRESS' FILE BYTES HASH
      String[] words = line.split(" ", -1);
      if (line.startsWith("'") && words.length >= 3) {
        plan.add(new Download(words[1], Long.parseLong(words[2])));
      }
    }
    return plan;
  }

  /** Fetches packages with all they depend on. */
  void download(List<String> packages, Runnable meanwhile)
      throws IOException, InterruptedException {
    run(install("--download-only", packages), meanwhile);
  }

  private List<String> install(String how, List<String> packages) {
    List<String> command = new ArrayList<>(command(tools.aptGet(), "--yes", how));
    if (archive.suites().size() > 1) {
      // What is in both comes from the suite that was asked for, though apt would not prefer it.
      command.addAll(List.of("--target-release", archive.suite()));
    }
    command.add("install");
    command.addAll(packages);
    return command;
  }

  private List<String> command(Path tool, String... arguments) {
    List<String> command = new ArrayList<>();
    // From within: apt's configuration has no way to write a quotation mark in a path.
    command.addAll(List.of("env", "-C", folder.toString()));
    command.addAll(List.of(tool.toString(), "-c", "apt.conf", "-q"));
    command.addAll(List.of(arguments));
    return command;
  }

  private String run(List<String> command, Runnable meanwhile)
      throws IOException, InterruptedException {
    return output(runner.run(command, meanwhile));
  }

  private String output(Result result) {
    if (result.exit() != 0) {
      throw new ToolchainException(
          "The HIPRTC bundle comes from "
              + archive.name()
              + ", and apt could not get it:\n"
              + complaints(result.output())
              + "Check the network and the proxy, set PAGEN_DEBIAN_MIRROR to the address of another"
              + " Debian mirror, bring the packages from a machine that has a network and give"
              + " their folder to \"pa-gen toolchain install --from\", or install ROCm and set"
              + " ROCM_PATH.");
    }
    return result.output();
  }

  /**
   * The lines in which apt says what went wrong: the dependencies that nothing meets, or for want
   * of them its errors, or its warnings.
   */
  static String complaints(String output) {
    for (String kind : List.of(" .*Depends: .*", "E: .*", "Err:.*", "W: .*", ".*")) {
      List<String> lines =
          output
              .lines()
              .filter(line -> line.matches(kind) && !line.isBlank())
              .map(String::strip)
              .filter(line -> !line.startsWith("E: Some index files failed"))
              .distinct()
              .limit(3)
              .toList();
      if (!lines.isEmpty()) {
        StringJoiner text = new StringJoiner("\n  ", "  ", "\n");
        lines.forEach(text::add);
        return text.toString();
      }
    }
    return "  (apt said nothing)\n";
  }

  private String source() {
    // apt uses files of a file: archive where they lie, but here they are wanted in one folder.
    String uri = archive.uri().replaceFirst("^file:", "copy:");
    String trust = archive.keyring().map(k -> "signed-by=" + k).orElse("trusted=yes");
    StringBuilder sources = new StringBuilder();
    for (String suite : archive.suites()) {
      sources
          .append("deb [arch=amd64 lang=none target=Packages ")
          .append(trust + "] " + uri + " " + suite + " main\n");
    }
    return sources.toString();
  }

  /** Read after the machine's own configuration, so that the machine's network settings stand. */
  private String configuration() {
    return String.join(
        "\n",
        "#clear APT::Update::Pre-Invoke;",
        "#clear APT::Update::Post-Invoke;",
        "#clear APT::Update::Post-Invoke-Success;",
        "#clear DPkg::Pre-Invoke;",
        "#clear DPkg::Post-Invoke;",
        "#clear DPkg::Pre-Install-Pkgs;",
        "#clear APT::Default-Release;",
        "#clear APT::Architectures;",
        set("APT::Architecture", "amd64"),
        "APT::Architectures { \"amd64\"; };",
        set("APT::Install-Recommends", "false"),
        set("APT::Install-Suggests", "false"),
        set("APT::Sandbox::User", ""),
        set("APT::Update::Error-Mode", "any"),
        set("APT::Get::AllowUnauthenticated", "false"),
        set("APT::Keep-Downloaded-Packages", "true"),
        set("Acquire::AllowInsecureRepositories", "false"),
        set("Acquire::AllowWeakRepositories", "false"),
        set("Acquire::Languages", "none"),
        set("Acquire::Retries", "2"),
        set("Dir::State", "./state"),
        set("Dir::State::lists", "./state/lists"),
        set("Dir::State::status", "./state/status"),
        set("Dir::State::extended_states", "./state/extended_states"),
        set("Dir::Cache", "./cache"),
        set("Dir::Cache::archives", "./cache/archives"),
        set("Dir::Cache::pkgcache", "./cache/pkgcache.bin"),
        set("Dir::Cache::srcpkgcache", "./cache/srcpkgcache.bin"),
        set("Dir::Etc::sourcelist", "./etc/sources.list"),
        set("Dir::Etc::sourceparts", "/dev/null"),
        set("Dir::Etc::preferences", "/dev/null"),
        set("Dir::Etc::preferencesparts", "/dev/null"),
        "");
  }

  private static String set(String name, String value) {
    return name + " \"" + value + "\";";
  }

  private static long sizes(Path folder) {
    long sum = 0;
    java.io.File[] files = folder.toFile().listFiles();
    if (files != null) {
      for (java.io.File file : files) {
        sum += file.isFile() ? file.length() : 0;
      }
    }
    return sum;
  }
}
