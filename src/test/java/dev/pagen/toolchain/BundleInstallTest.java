package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.toolchain.InstallProgress.Step;
import dev.pagen.toolchain.Toolchain.Origin;
import dev.pagen.toolchain.debian.DebianArchive;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs from an archive in a folder, with the machine's real apt. */
class BundleInstallTest {
  private static final BundleSource FORKY = BundleSource.Suite.of("forky");
  private static final ToolchainTrial PASSES = toolchain -> Optional.empty();

  @TempDir Path temp;

  /** Runs programs, and counts how often apt downloaded packages. */
  private static final class Counting implements CommandRunner {
    final AtomicInteger runs = new AtomicInteger();
    final AtomicInteger downloads = new AtomicInteger();

    @Override
    public Result run(List<String> command, Runnable meanwhile)
        throws IOException, InterruptedException {
      runs.incrementAndGet();
      if (command.contains("--download-only")) {
        downloads.incrementAndGet();
      }
      return new ProcessRunner().run(command, meanwhile);
    }
  }

  private final Counting runner = new Counting();

  private Host host() {
    return FakeTree.host(temp.resolve("machine"), "PAGEN_HOME", home().toString());
  }

  private Path home() {
    return temp.resolve("a:home; of \"$HOME\", 'née' \\ 100%41\n");
  }

  private Toolchains toolchains(DebianArchive archive) {
    return new Toolchains(host(), runner, _ -> archive);
  }

  private DebianArchive archive(int... majors) throws Exception {
    return FakeArchive.offering(temp.resolve("archive"), majors).archive(Optional.empty());
  }

  private List<String> installedFiles() {
    String[] names = home().resolve("toolchain").toFile().list();
    return names == null
        ? List.of()
        : Arrays.stream(names)
            .filter(n -> !n.equals(".lock"))
            .map(n -> n.replaceFirst("(hiprtc-.*)-[0-9a-f]{8}", "$1"))
            .sorted()
            .toList();
  }

  @Test
  void takesTheNewestMajorWithAllItNeedsAndNothingElse() throws Exception {
    Set<Step> steps = EnumSet.noneOf(Step.class);
    Toolchain toolchain =
        toolchains(archive(6, 10, 9))
            .locateOrInstall(
                Vendor.AMD, Optional.empty(), PASSES, (step, done, total) -> steps.add(step));
    Path root = toolchain.root();
    Path lib = root.resolve("usr/lib/x86_64-linux-gnu");
    assertThat(toolchain.origin()).isEqualTo(Origin.BUNDLE);
    assertThat(toolchain.hiprtc()).isEqualTo(lib.resolve("libhiprtc.so.10"));
    assertThat(toolchain.hipRuntime()).contains(lib.resolve("libamdhip64.so.10"));
    assertThat(toolchain.disassembler().orElseThrow().path())
        .isEqualTo(lib.resolve("libamd_comgr.so.3"));
    assertThat(toolchain.loader()).contains(lib.resolve("ld-linux-x86-64.so.2"));
    assertThat(toolchain.libraryPath()).containsExactly(lib);
    assertThat(toolchain.version()).isEqualTo("HIPRTC 10.1-1");
    assertThat(lib.resolve("libhiprtc.so.9")).doesNotExist();
    assertThat(root.resolve("usr/share")).doesNotExist();
    assertThat(installedFiles()).containsExactly("hiprtc-10.1-1");
    assertThat(root.resolveSibling("bundle.txt"))
        .content()
        .contains("package libamd-comgr3 1:7.0+dfsg-3\n", "suite forky\n");
    assertThat(steps).contains(Step.CHECK, Step.TRY);
  }

  @Test
  void theIdentityInTheStampIsTheIdentityOfTheBytes() throws Exception {
    Toolchain stamped = toolchains(archive(7)).install(FORKY, PASSES, InstallProgress.SILENT);
    Toolchain read = new Toolchains(host()).locate(Vendor.AMD, Optional.of(stamped.root()));
    assertThat(read.origin()).isEqualTo(Origin.EXPLICIT);
    assertThat(read.identity()).isEqualTo(stamped.identity()).contains("libhiprtc-builtins:");
    Files.setLastModifiedTime(stamped.hiprtc(), java.nio.file.attribute.FileTime.fromMillis(0));
    assertThat(new Toolchains(host()).locate(Vendor.AMD, Optional.empty()).identity())
        .isEqualTo(stamped.identity());
  }

  @Test
  void onceInstalledItGoesStraightOn() throws Exception {
    DebianArchive archive = archive(7);
    Toolchain first = toolchains(archive).install(FORKY, PASSES, InstallProgress.SILENT);
    int runs = runner.runs.get();
    assertThat(toolchains(archive).install(FORKY, PASSES, InstallProgress.SILENT)).isEqualTo(first);
    assertThat(
            toolchains(archive)
                .locateOrInstall(Vendor.AMD, Optional.empty(), PASSES, InstallProgress.SILENT))
        .isEqualTo(first);
    assertThat(runner.runs).hasValue(runs);
  }

  @Test
  void aDamagedBundleIsInstalledAgain() throws Exception {
    DebianArchive archive = archive(7);
    Toolchain whole = toolchains(archive).install(FORKY, PASSES, InstallProgress.SILENT);
    Files.write(whole.disassembler().orElseThrow().path(), new byte[] {1, 2, 3});
    ToolchainSearch search = toolchains(archive).search(Vendor.AMD, Optional.empty());
    assertThat(search.chosen()).isEmpty();
    assertThat(search.findings().getLast().reason()).contains("damaged");
    assertThat(
            toolchains(archive)
                .locateOrInstall(Vendor.AMD, Optional.empty(), PASSES, InstallProgress.SILENT))
        .isEqualTo(whole);
    assertThat(runner.downloads).hasValue(2);
  }

  @Test
  void interruptedAtAnyStepItLeavesNothing() throws Exception {
    DebianArchive archive = archive(7);
    for (Step last : List.of(Step.INDEX, Step.DOWNLOAD, Step.UNPACK, Step.CHECK, Step.TRY)) {
      // Fast programs end between two calls of the listener, so it is called before each as well.
      CommandRunner eager =
          (command, meanwhile) -> {
            meanwhile.run();
            return runner.run(command, meanwhile);
          };
      InstallProgress stop =
          (step, done, total) -> {
            if (step == last) {
              throw new IllegalStateException("stopped at " + step);
            }
          };
      assertThatThrownBy(
              () -> new Toolchains(host(), eager, _ -> archive).install(FORKY, PASSES, stop))
          .hasMessage("stopped at " + last);
      assertThat(installedFiles()).as("after " + last).isEmpty();
    }
    toolchains(archive).install(FORKY, PASSES, InstallProgress.SILENT);
    assertThat(installedFiles()).containsExactly("hiprtc-7.1-1");
  }

  @Test
  void whatAKilledProcessLeftIsRemovedByTheNext() throws Exception {
    DebianArchive archive = archive(7);
    Process child = child(archive, "stall");
    try {
      assertThat(child.inputReader().readLine()).isEqualTo("stalled");
      assertThat(installedFiles()).singleElement().asString().startsWith(".installing-");
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(new Toolchains(host()).search(Vendor.AMD, Optional.empty()).chosen()).isEmpty();
    toolchains(archive).install(FORKY, PASSES, InstallProgress.SILENT);
    assertThat(installedFiles()).containsExactly("hiprtc-7.1-1");
  }

  @Test
  void threadsAtOnceInstallOnce() throws Exception {
    DebianArchive archive = archive(7);
    int threads = 4;
    CountDownLatch start = new CountDownLatch(threads);
    Callable<Toolchain> install =
        () -> {
          start.countDown();
          start.await();
          return toolchains(archive)
              .locateOrInstall(Vendor.AMD, Optional.empty(), PASSES, InstallProgress.SILENT);
        };
    List<Toolchain> installed = new ArrayList<>();
    try (var executor = Executors.newFixedThreadPool(threads)) {
      for (Future<Toolchain> each :
          executor.invokeAll(java.util.Collections.nCopies(threads, install))) {
        installed.add(each.get());
      }
    }
    assertThat(installed).hasSize(threads);
    assertThat(Set.copyOf(installed)).hasSize(1);
    assertThat(runner.downloads).hasValue(1);
  }

  @Test
  void processesAtOnceInstallOnce() throws Exception {
    DebianArchive archive = archive(7);
    List<Process> children = List.of(child(archive, "go"), child(archive, "go"));
    int downloads = 0;
    for (Process child : children) {
      String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.waitFor()).as(said).isZero();
      downloads += Integer.parseInt(said.strip());
    }
    assertThat(downloads).isEqualTo(1);
    assertThat(installedFiles()).containsExactly("hiprtc-7.1-1");
  }

  @Test
  void noNetworkIsSaidPlainlyAndLeavesNothing() throws Exception {
    archive(7); // Only to skip where there is no apt.
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    DebianArchive unreachable =
        new DebianArchive("http://127.0.0.1:" + closed + "/debian", "forky", Optional.empty());
    assertThatThrownBy(() -> toolchains(unreachable).install(FORKY, PASSES, InstallProgress.SILENT))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("127.0.0.1:" + closed)
        .hasMessageContaining("E: ")
        .hasMessageContaining("PAGEN_DEBIAN_MIRROR")
        .hasMessageNotContaining("Exception");
    assertThat(installedFiles()).isEmpty();
  }

  @Test
  void anArchiveThatIsNotSignedIsRefused() throws Exception {
    Path keyring = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
    DebianArchive unsigned =
        FakeArchive.offering(temp.resolve("archive"), 7).archive(Optional.of(keyring));
    assertThatThrownBy(() -> toolchains(unsigned).install(FORKY, PASSES, InstallProgress.SILENT))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("not signed");
    assertThat(installedFiles()).isEmpty();
  }

  @Test
  void aPackageThatWasTamperedWithIsRefused() throws Exception {
    DebianArchive archive = archive(7);
    Path deb = temp.resolve("archive/libhiprtc7_7.1-1_amd64.deb");
    byte[] bytes = Files.readAllBytes(deb);
    bytes[bytes.length / 2] ^= 1;
    Files.write(deb, bytes);
    assertThatThrownBy(() -> toolchains(archive).install(FORKY, PASSES, InstallProgress.SILENT))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("Hash Sum mismatch");
    assertThat(installedFiles()).isEmpty();
  }

  @Test
  void aSuiteWithoutHiprtcIsNamed() throws Exception {
    DebianArchive archive = archive();
    assertThatThrownBy(() -> toolchains(archive).install(FORKY, PASSES, InstallProgress.SILENT))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("offers no HIPRTC");
  }

  @Test
  void aBundleThatLacksALibraryIsNotPublished() throws Exception {
    DebianArchive archive =
        FakeArchive.offering(temp.resolve("archive"), 7)
            .without("libamdhip64-7")
            .archive(Optional.empty());
    assertThatThrownBy(() -> toolchains(archive).install(FORKY, PASSES, InstallProgress.SILENT))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("lacks libamd_comgr")
        .hasMessageContaining("--suite");
    assertThat(installedFiles()).isEmpty();
  }

  @Test
  void anotherPlatformIsRefusedByName() {
    Host arm = new Host(host().environment(), temp, "Linux", "aarch64");
    assertThatThrownBy(() -> new Toolchains(arm).install(FORKY, PASSES, InstallProgress.SILENT))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("x86-64 Linux only")
        .hasMessageContaining("aarch64");
  }

  @Test
  void aMissingProgramIsNamedWithItsPackage() {
    DebianArchive any = new DebianArchive("file:/nowhere", "forky", Optional.empty());
    Host bare = host().with("PATH", temp.toString());
    assertThatThrownBy(
            () ->
                new Toolchains(bare, runner, _ -> any)
                    .install(FORKY, PASSES, InstallProgress.SILENT))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("apt-get")
        .hasMessageContaining("package apt");
  }

  private Process child(DebianArchive archive, String how) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            archive.uri(),
            temp.resolve("machine").toString(),
            home().toString(),
            how)
        .redirectError(new File(temp.resolve("child.log").toString()))
        .start();
  }

  /** Another process that installs: prints how often it downloaded, or stalls while it does. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      DebianArchive archive = new DebianArchive(args[0], "forky", Optional.empty());
      Host host = FakeTree.host(Path.of(args[1]), "PAGEN_HOME", args[2]);
      Counting runner = new Counting();
      CommandRunner stalling =
          (command, meanwhile) -> {
            if (command.contains("--download-only")) {
              System.out.println("stalled");
              TimeUnit.MINUTES.sleep(2);
            }
            return runner.run(command, meanwhile);
          };
      new Toolchains(host, args[3].equals("stall") ? stalling : runner, _ -> archive)
          .locateOrInstall(Vendor.AMD, Optional.empty(), PASSES, InstallProgress.SILENT);
      System.out.println(runner.downloads.get());
    }
  }
}
