package dev.pagen.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagenHomeTest {
  @Test
  void takesPagenHomeThenXdgThenHome() {
    Map<String, String> all = Map.of("PAGEN_HOME", "/a", "XDG_CACHE_HOME", "/b", "HOME", "/c");
    assertThat(PagenHome.of(all).directory()).isEqualTo(Path.of("/a"));
    assertThat(PagenHome.of(Map.of("XDG_CACHE_HOME", "/b", "HOME", "/c")).directory())
        .isEqualTo(Path.of("/b/pa-gen"));
    assertThat(PagenHome.of(Map.of("PAGEN_HOME", " ", "HOME", "/c")).directory())
        .isEqualTo(Path.of("/c/.cache/pa-gen"));
  }

  @Test
  void passesOverAnXdgFolderThatIsNotAbsolute() {
    assertThat(PagenHome.of(Map.of("XDG_CACHE_HOME", "cache", "HOME", "/c")).directory())
        .isEqualTo(Path.of("/c/.cache/pa-gen"));
  }

  @Test
  void saysWhatToSetWhereThereIsNoHome() {
    assertThatThrownBy(() -> PagenHome.of(Map.of()))
        .isInstanceOf(PagenHomeException.class)
        .hasMessageContaining("Set PAGEN_HOME");
  }

  /** What Java makes of letters that the locale lacks no path can have, as it can no NUL. */
  @Test
  void saysWhatToSetWhereJavaCannotNameTheFolder() {
    for (String variable : List.of("PAGEN_HOME", "XDG_CACHE_HOME", "HOME")) {
      assertThatThrownBy(() -> PagenHome.of(Map.of(variable, "/home/m\0e")))
          .isInstanceOf(PagenHomeException.class)
          .hasMessageContaining(variable)
          .hasMessageContaining("LC_ALL=C.UTF-8");
    }
  }

  @Test
  void refusesAHomeAndFoldersInItThatOthersCanWrite(@TempDir Path temp) throws Exception {
    Path home = OwnFiles.createDirectories(temp.resolve("home"));
    Map<String, String> environment = Map.of("PAGEN_HOME", home.toString());
    List<Path> places = new ArrayList<>(List.of(home));
    for (String name : List.of("cache", "toolchain", "native", "tuning", "failed")) {
      places.add(OwnFiles.createDirectories(home.resolve(name)));
    }
    for (Path place : places) {
      PagenHome.of(environment);
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxr-x"));
      assertThatThrownBy(() -> PagenHome.of(environment))
          .isInstanceOf(UntrustedFileException.class)
          .hasMessageContainingAll("chmod -R go-w " + place, "PAGEN_HOME", "PAGEN_TRUST_HOME=1");
      Map<String, String> trusting = new HashMap<>(environment);
      trusting.put("PAGEN_TRUST_HOME", "1");
      assertThat(PagenHome.of(trusting).directory()).isEqualTo(home);
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void saysWhatToSetWhereTheFolderCannotBeMade(@TempDir Path temp) throws Exception {
    Path file = Files.createFile(temp.resolve("file"));
    PagenHome home = new PagenHome(file.resolve("below"));
    assertThatThrownBy(() -> home.writable(home.cacheDir()))
        .isInstanceOf(PagenHomeException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Set PAGEN_HOME");
  }
}
