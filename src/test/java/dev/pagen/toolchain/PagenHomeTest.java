package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
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
  void saysWhatToSetWhereTheFolderCannotBeMade(@TempDir Path temp) throws Exception {
    Path file = Files.createFile(temp.resolve("file"));
    PagenHome home = new PagenHome(file.resolve("below"));
    assertThatThrownBy(() -> home.writable(home.cacheDir()))
        .isInstanceOf(PagenHomeException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Set PAGEN_HOME");
  }
}
