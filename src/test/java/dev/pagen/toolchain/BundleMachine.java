package dev.pagen.toolchain;

import dev.pagen.files.PagenHome;
import dev.pagen.toolchain.debian.DebianArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A machine that bundles are installed on, from a {@link FakeArchive} or from files. */
final class BundleMachine {
  static final ToolchainTrial PASSES = toolchain -> Optional.empty();

  final Host host;

  /** What its installations told the user, beside their progress. */
  final List<String> notes = new ArrayList<>();

  final AtomicInteger downloads = new AtomicInteger();

  /** A machine that keeps its files in {@code temp}; {@code variables} come in pairs. */
  BundleMachine(Path temp, String... variables) {
    String[] all = Arrays.copyOf(variables, variables.length + 2);
    all[variables.length] = "PAGEN_HOME";
    all[variables.length + 1] = temp.resolve("home").toString();
    this.host = FakeTree.host(temp.resolve("machine"), all);
  }

  /** A trial that some HIPRTCs do not pass. */
  static ToolchainTrial failing(Predicate<String> fails) {
    return toolchain ->
        fails.test(toolchain.version())
            ? Optional.of("it does not emulate " + toolchain.version())
            : Optional.empty();
  }

  /** Its toolchains, where no archive can be reached. */
  Toolchains toolchains() {
    return toolchains(
        suite -> {
          throw new AssertionError("asked for " + suite);
        });
  }

  Toolchains toolchains(FakeArchive archive) {
    return toolchains(archive::archive);
  }

  private Toolchains toolchains(java.util.function.Function<String, DebianArchive> archives) {
    return new Toolchains(host, this::run, archives);
  }

  private CommandRunner.Result run(List<String> command, Runnable meanwhile)
      throws IOException, InterruptedException {
    if (command.contains("--download-only")) {
      downloads.incrementAndGet();
    }
    return new ProcessRunner().run(command, meanwhile);
  }

  InstallProgress progress() {
    return new InstallProgress() {
      @Override
      public void update(Step step, long done, OptionalLong total) {}

      @Override
      public void note(String message) {
        notes.add(message);
      }
    };
  }

  Toolchain install(FakeArchive archive, String suite) throws InterruptedException {
    return toolchains(archive).install(BundleSource.Suite.of(suite), PASSES, progress());
  }

  Toolchain upgrade(FakeArchive archive, String suite, ToolchainTrial trial)
      throws InterruptedException {
    return toolchains(archive)
        .install(new BundleSource.Suite(Optional.of(suite), true), trial, progress());
  }

  Toolchain installFrom(Path folder) throws InterruptedException {
    return toolchains().install(new BundleSource.Folder(folder), PASSES, progress());
  }

  /** What a run that names no toolchain compiles with. */
  String inUse() {
    return toolchains().locate(Vendor.AMD, Optional.empty()).version();
  }

  List<String> installed() {
    return toolchains().bundles().stream().map(InstalledBundle::hiprtc).toList();
  }

  /** Names in the folder of bundles that are none, but for the lock. */
  List<String> leftovers() {
    String[] names = PagenHome.of(host.environment()).toolchainDir().toFile().list();
    return Arrays.stream(names == null ? new String[0] : names)
        .filter(name -> !BundleFolder.isName(name) && !name.equals(".lock"))
        .sorted()
        .toList();
  }
}
