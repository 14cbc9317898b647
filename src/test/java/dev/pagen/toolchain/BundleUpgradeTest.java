package dev.pagen.toolchain;

import static dev.pagen.toolchain.BundleMachine.PASSES;
import static dev.pagen.toolchain.BundleMachine.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The day on which a suite takes the next HIPRTC, and the one after it. */
class BundleUpgradeTest {
  private static final String COMGR = "libamd-comgr3";

  @TempDir Path temp;
  private BundleMachine machine;

  @BeforeEach
  void machine() {
    machine = new BundleMachine(temp);
  }

  private FakeArchive archive(int... majors) throws Exception {
    return FakeArchive.offering(temp.resolve("archive"), majors);
  }

  @Test
  void theNextMajorIsUsedOncePassedAndTheOldOneStaysBesideIt() throws Exception {
    FakeArchive archive = archive(6);
    machine.install(archive, "forky");
    Toolchain seven =
        machine.upgrade(archive.withHiprtc("forky", 7, "7.2.4-1", COMGR), "forky", PASSES);
    assertThat(seven.version()).isEqualTo("HIPRTC 7.2.4-1");
    assertThat(machine.inUse()).isEqualTo("HIPRTC 7.2.4-1");
    machine.upgrade(archive.withHiprtc("forky", 8, "8.0-1", COMGR), "forky", PASSES);
    assertThat(machine.inUse()).isEqualTo("HIPRTC 8.0-1");
    assertThat(machine.installed()).containsExactly("8.0-1", "7.2.4-1", "6.1-1");
    assertThat(machine.leftovers()).isEmpty();
  }

  @Test
  void aNextMajorThatFailsItsTrialIsRemovedAndTheOneInUseStays() throws Exception {
    FakeArchive archive = archive(6);
    machine.install(archive, "forky");
    archive.withHiprtc("forky", 7, "7.2.4-1", COMGR).withHiprtc("forky", 8, "8.0-1", COMGR);
    assertThatThrownBy(() -> machine.upgrade(archive, "forky", failing(v -> !v.contains(" 6."))))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("HIPRTC 8.0-1 fails its trial and was removed again")
        .hasMessageContaining("it does not emulate HIPRTC 8.0-1")
        .hasMessageContaining("HIPRTC 6.1-1 stays the bundle in use");
    assertThat(machine.inUse()).isEqualTo("HIPRTC 6.1-1");
    assertThat(machine.installed()).containsExactly("6.1-1");
    assertThat(machine.leftovers()).isEmpty();
  }

  @Test
  void theTrialSeesTheBundleBeforeAnybodyElseDoes() throws Exception {
    List<String> seen = new ArrayList<>();
    machine.upgrade(
        archive(7),
        "forky",
        toolchain -> {
          assertThat(toolchain.loader()).isPresent();
          assertThat(toolchain.hiprtc()).exists();
          seen.add(toolchain.version());
          seen.addAll(machine.installed());
          return Optional.empty();
        });
    assertThat(seen).containsExactly("HIPRTC 7.1-1");
  }

  @Test
  void withoutABundleTheNextOlderHiprtcOfTheSuiteIsTaken() throws Exception {
    FakeArchive archive = archive(6, 7, 8);
    Toolchain taken =
        machine
            .toolchains(archive)
            .locateOrInstall(
                Vendor.AMD, Optional.empty(), failing(v -> !v.contains(" 6.")), machine.progress());
    assertThat(taken.version()).isEqualTo("HIPRTC 6.1-1");
    assertThat(machine.installed()).containsExactly("6.1-1");
    assertThat(machine.notes)
        .singleElement()
        .asString()
        .contains("HIPRTC 8.1-1 fails", "HIPRTC 7.1-1 fails");
    assertThat(machine.leftovers()).isEmpty();
  }

  @Test
  void withoutAnyThatPassesAllReasonsAreSaid() throws Exception {
    FakeArchive archive = archive(6, 7);
    assertThatThrownBy(
            () ->
                machine
                    .toolchains(archive)
                    .locateOrInstall(
                        Vendor.AMD, Optional.empty(), failing(v -> true), machine.progress()))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("HIPRTC 7.1-1 fails")
        .hasMessageContaining("HIPRTC 6.1-1 fails")
        .hasMessageContaining("ROCM_PATH")
        .hasMessageNotContaining("in use");
    assertThat(machine.installed()).isEmpty();
    assertThat(machine.leftovers()).isEmpty();
  }

  @Test
  void aNextMajorThatCannotBePutTogetherYetIsPassedOver() throws Exception {
    FakeArchive archive = archive(6).withHiprtc("forky", 7, "7.2.4-1", COMGR + ", libllvm99");
    assertThat(machine.install(archive, "forky").version()).isEqualTo("HIPRTC 6.1-1");
    assertThat(machine.notes).singleElement().asString().contains("libhiprtc7", "libllvm99");
    assertThatThrownBy(() -> machine.upgrade(archive, "forky", PASSES))
        .hasMessageContaining("libllvm99")
        .hasMessageContaining("HIPRTC 6.1-1 stays");
  }

  @Test
  void anUpgradeToWhatIsThereDownloadsNothing() throws Exception {
    FakeArchive archive = archive(7);
    Toolchain first = machine.install(archive, "forky");
    assertThat(machine.upgrade(archive, "forky", failing(v -> true))).isEqualTo(first);
    assertThat(machine.downloads).hasValue(1);
    assertThat(machine.notes).singleElement().asString().contains("installed already");
  }

  @Test
  void aNewLlvmUnderTheSameHiprtcIsABundleOfItsOwn() throws Exception {
    FakeArchive archive = archive(7);
    Toolchain old = machine.install(archive, "forky");
    Toolchain young =
        machine.upgrade(
            archive.withComgr("forky", "1:7.0+dfsg-4").publish("forky"), "forky", PASSES);
    assertThat(young.root()).isNotEqualTo(old.root());
    assertThat(machine.installed()).containsExactly("7.1-1", "7.1-1");
  }

  @Test
  void experimentalTakesFromSidWhatItLacksAndPrefersItsOwn() throws Exception {
    FakeArchive archive =
        FakeArchive.in(temp.resolve("archive"))
            .withBase("sid")
            .withComgr("sid", "7.0.2-3")
            .withHiprtc("sid", 6, "6.4.3-5", COMGR)
            .withComgr("experimental", "7.2.4-1~exp1")
            .withHiprtc("experimental", 7, "7.2.4-1~exp2", COMGR + " (>= 7.2)");
    Toolchain mixed = machine.install(archive, "experimental");
    assertThat(mixed.version()).isEqualTo("HIPRTC 7.2.4-1~exp2");
    assertThat(mixed.root().resolveSibling("bundle.txt"))
        .content()
        .contains("package libamd-comgr3 7.2.4-1~exp1", "package libc6 2.99-1")
        .contains("suite experimental\n")
        .doesNotContain("6.4.3");
    Toolchain older = machine.install(archive, "sid");
    assertThat(older.version()).isEqualTo("HIPRTC 6.4.3-5");
    assertThat(machine.inUse()).isEqualTo("HIPRTC 7.2.4-1~exp2");
    assertThat(machine.install(archive, "experimental")).isEqualTo(mixed);
    assertThat(machine.downloads).hasValue(2);
  }

  @Test
  void whatFailsOfExperimentalIsTakenFromSid() throws Exception {
    FakeArchive archive =
        FakeArchive.in(temp.resolve("archive"))
            .withBase("sid")
            .withComgr("sid", "7.0.2-3")
            .withHiprtc("sid", 6, "6.4.3-5", COMGR)
            .withHiprtc("experimental", 7, "7.2.4-1~exp2", COMGR);
    assertThat(
            machine
                .toolchains(archive)
                .install(
                    BundleSource.Suite.of("experimental"),
                    failing(v -> v.contains(" 7.")),
                    machine.progress())
                .version())
        .isEqualTo("HIPRTC 6.4.3-5");
  }

  @Test
  void whereNobodyNamesASuiteOneIsTakenThatTheMirrorHas() throws Exception {
    FakeArchive archive =
        FakeArchive.in(temp.resolve("archive"))
            .withHiprtc("experimental", 7, "7.2.4-1~exp2", COMGR);
    assertThatThrownBy(
            () ->
                machine
                    .toolchains(archive)
                    .locateOrInstall(Vendor.AMD, Optional.empty(), PASSES, machine.progress()))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("has no suite forky, nor sid, nor experimental with sid");
    archive.withBase("sid").withComgr("sid", "7.0.2-3").withHiprtc("sid", 6, "6.4.3-5", COMGR);
    machine
        .toolchains(archive)
        .locateOrInstall(Vendor.AMD, Optional.empty(), PASSES, machine.progress());
    assertThat(machine.toolchains().bundles().getFirst().suites()).containsExactly("sid");
    assertThatThrownBy(() -> machine.upgrade(archive, "frky", PASSES))
        .hasMessageContaining("has no suite frky.");
  }

  @Test
  void twoSuitesWithTheSamePackagesShareABundle() throws Exception {
    FakeArchive archive = archive(7).alsoIn("sid");
    Toolchain forky = machine.install(archive, "forky");
    assertThat(machine.install(archive, "sid").root()).isEqualTo(forky.root());
    assertThat(machine.downloads).hasValue(1);
    assertThat(machine.toolchains().bundles().getFirst().suites()).containsExactly("forky", "sid");
    assertThat(machine.install(archive, "sid").root()).isEqualTo(forky.root());
  }

  @Test
  void theSuiteOfTheEnvironmentIsTheOneInUse() throws Exception {
    FakeArchive archive =
        archive(6).withBase("sid").withComgr("sid", "7.0-1").withHiprtc("sid", 7, "7.1-1", COMGR);
    machine.install(archive, "forky");
    machine.install(archive, "sid");
    assertThat(machine.inUse()).isEqualTo("HIPRTC 7.1-1");
    BundleMachine wantsForky = new BundleMachine(temp, "PAGEN_DEBIAN_SUITE", "forky");
    assertThat(wantsForky.inUse()).isEqualTo("HIPRTC 6.1-1");
    BundleMachine wantsTrixie = new BundleMachine(temp, "PAGEN_DEBIAN_SUITE", "trixie");
    ToolchainSearch search = wantsTrixie.toolchains().search(Vendor.AMD, Optional.empty());
    assertThat(search.chosen()).isEmpty();
    assertThat(search.findings())
        .extracting(Finding::reason)
        .contains(
            "usable, but PAGEN_DEBIAN_SUITE asks for trixie", "none of Debian's suite trixie");
  }

  @Test
  void whatAnEarlierPaGenInstalledIsUsedAsItIs() throws Exception {
    FakeArchive archive = archive(7);
    Toolchain made = machine.install(archive, "forky");
    Path folder = made.root().getParent();
    String stamp = Files.readString(folder.resolve("bundle.txt"));
    Files.writeString(
        folder.resolve("bundle.txt"), stamp.replaceAll("(?m)^(suite|installed) .*\\n", ""));
    Files.move(folder, folder.resolveSibling("debian-forky"));
    assertThat(machine.install(archive, "forky").root())
        .isEqualTo(folder.resolveSibling("debian-forky/root"));
    assertThat(machine.inUse()).isEqualTo("HIPRTC 7.1-1");
    assertThat(machine.downloads).hasValue(1);
    assertThat(machine.toolchains().bundles().getFirst().suites()).containsExactly("forky");
  }

  @Test
  void twoSuitesAtOnceAreInstalledSideBySide() throws Exception {
    FakeArchive archive =
        archive(6).withBase("sid").withComgr("sid", "7.0-1").withHiprtc("sid", 7, "7.1-1", COMGR);
    List<Callable<Toolchain>> both =
        List.of(() -> machine.install(archive, "forky"), () -> machine.install(archive, "sid"));
    try (var executor = Executors.newFixedThreadPool(2)) {
      for (Future<Toolchain> one : executor.invokeAll(both)) {
        one.get();
      }
    }
    assertThat(machine.installed()).containsExactly("7.1-1", "6.1-1");
    assertThat(machine.leftovers()).isEmpty();
  }

  @Test
  void whatAKilledUpgradeLeftIsRemovedByTheNextAndNeverUsed() throws Exception {
    FakeArchive archive = archive(6);
    Toolchain six = machine.install(archive, "forky");
    Path parent = six.root().getParent().getParent();
    // As a kill between the two renames leaves things, and one before them.
    Path made = Files.createDirectories(parent.resolve(".installing-1/bundle"));
    Files.createDirectories(made.resolve("root"));
    Files.copy(six.root().resolveSibling("bundle.txt"), made.resolve("bundle.txt"));
    Files.createDirectories(parent.resolve(".replaced-1/bundle"));
    assertThat(machine.installed()).containsExactly("6.1-1");
    machine.upgrade(archive.withHiprtc("forky", 7, "7.1-1", COMGR), "forky", PASSES);
    assertThat(machine.leftovers()).isEmpty();
  }
}
