package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which Pythons are looked into, and in which order; nothing of them is run. */
class PythonSitesTest {
  private static final String PACKAGES = "/lib/python3.12/site-packages";

  @TempDir Path temp;

  private void wheel(String site) {
    FakeTree.files(temp.resolve(site), "nvidia/cu13/lib/libnvrtc.so.13");
  }

  private Host host(String... variables) {
    Host host = FakeTree.host(temp, "PATH", "/none");
    for (int i = 0; i < variables.length; i += 2) {
      host = host.with(variables[i], temp.resolve(variables[i + 1]).toString());
    }
    return host;
  }

  /** Where wheels were found, in that order. */
  private List<String> sites(Host host) {
    List<String> sites = new ArrayList<>();
    PythonSites.visit(
        host,
        Vendor.NVIDIA,
        roots -> {
          Path root = roots.getFirst();
          String at = temp.relativize(root).toString();
          sites.add(at.replace("/nvidia/cu13", "").replace(PACKAGES, ""));
          return true;
        });
    return sites;
  }

  @ParameterizedTest
  @CsvSource({
    // A virtual environment, of venv or uv; conda's; pip install --target.
    "VIRTUAL_ENV, venv, venv/lib/python3.12/site-packages",
    "CONDA_PREFIX, miniforge3/envs/gpu, miniforge3/envs/gpu/lib/python3.12/site-packages",
    "PYTHONPATH, packages, packages",
    // pip install --user, and where a variable has it go.
    "X, x, home/user/.local/lib/python3.11/site-packages",
    "PYTHONUSERBASE, base, base/lib/python3.11/site-packages",
    // What version managers keep.
    "PYENV_ROOT, pyenv, pyenv/versions/3.12.1/lib/python3.12/site-packages",
    "X, x, home/user/.pyenv/versions/3.12.1/lib/python3.12/site-packages",
    "X, x, home/user/.local/share/uv/python/cpython-3.12.7-linux-x86_64-gnu/lib/python3.12"
        + "/site-packages",
    "XDG_DATA_HOME, data, data/uv/python/cpython-3.12.7-linux-x86_64-gnu/lib/python3.12"
        + "/site-packages",
    "UV_PYTHON_INSTALL_DIR, uv, uv/cpython-3.12.7-linux-x86_64-gnu/lib/python3.12/site-packages",
    "X, x, home/user/.asdf/installs/python/3.12.1/lib/python3.12/site-packages",
    "X, x, home/user/.local/share/mise/installs/python/3.12.1/lib/python3.12/site-packages",
    // Debian's, pip's as root on Debian, and Fedora's.
    "X, x, usr/lib/python3/dist-packages",
    "X, x, usr/local/lib/python3.11/dist-packages",
    "X, x, usr/lib64/python3.13/site-packages",
    "X, x, usr/local/lib64/python3.13/site-packages"
  })
  void everyPlaceThatPipPutsPackagesIsLookedInto(String variable, String value, String site) {
    wheel(site);
    assertThat(sites(host(variable, value))).containsExactly(site.replace(PACKAGES, ""));
  }

  @Test
  void whatAShellWouldUseComesFirst() {
    Host host =
        host("VIRTUAL_ENV", "venv", "CONDA_PREFIX", "conda", "PYTHONPATH", "packages")
            .with("PATH", temp.resolve("opt/python/bin") + ":" + temp.resolve("pyenv/shims"));
    FakeTree.program(temp.resolve("opt/python/bin/python3"));
    FakeTree.program(temp.resolve("pyenv/shims/python3"));
    FakeTree.file(temp.resolve("pyenv/version"), "3.9.18\n");
    host = host.with("PYENV_ROOT", temp.resolve("pyenv").toString());
    wheel("usr/lib/python3.12/site-packages");
    wheel("pyenv/versions/3.12.1" + PACKAGES);
    wheel("pyenv/versions/3.10.13" + PACKAGES);
    wheel("pyenv/versions/3.9.18" + PACKAGES);
    wheel("home/user/.local" + PACKAGES);
    wheel("opt/python" + PACKAGES);
    wheel("conda" + PACKAGES);
    wheel("venv" + PACKAGES);
    wheel("packages");
    assertThat(sites(host))
        .containsExactly(
            "packages",
            "venv",
            "conda",
            "opt/python",
            "pyenv/versions/3.9.18",
            "home/user/.local",
            "pyenv/versions/3.12.1",
            "pyenv/versions/3.10.13",
            "usr");
  }

  @Test
  void pyenvsShimsLeadToTheVersionThatPyenvWouldRun() {
    FakeTree.program(temp.resolve("pyenv/shims/python3"));
    for (String version : List.of("3.9.18", "3.11.2", "3.11.10", "3.12.1")) {
      wheel("pyenv/versions/" + version + PACKAGES);
    }
    wheel("outside" + PACKAGES);
    Host host =
        host("PWD", "work/deep", "HOME", "home").with("PATH", temp.resolve("pyenv/shims") + "");
    assertThat(sites(host)).isEmpty();
    FakeTree.file(temp.resolve("pyenv/version"), "3.12.1\n");
    assertThat(sites(host)).containsExactly("pyenv/versions/3.12.1");
    FakeTree.file(temp.resolve("work/.python-version"), "3.11\n3.9.18\n");
    assertThat(sites(host)).containsExactly("pyenv/versions/3.11.10", "pyenv/versions/3.9.18");
    assertThat(sites(host.with("PYENV_VERSION", "3.9.18")))
        .containsExactly("pyenv/versions/3.9.18");
    FakeTree.file(temp.resolve("work/deep/.python-version"), "../../outside\n");
    assertThat(sites(host)).isEmpty();
  }

  @Test
  void theShimsOfOtherManagersLeadToTheirNewest() {
    FakeTree.program(temp.resolve("asdf/shims/python3"));
    wheel("asdf/installs/python/3.9.1" + PACKAGES);
    wheel("asdf/installs/python/3.12.1" + PACKAGES);
    Host host = host().with("PATH", temp.resolve("asdf/shims").toString());
    assertThat(sites(host))
        .containsExactly("asdf/installs/python/3.12.1", "asdf/installs/python/3.9.1");
  }

  @Test
  void aLinkOnThePathLeadsToItsPython() {
    FakeTree.program(temp.resolve("opt/python/bin/python3.12"));
    FakeTree.link(temp.resolve("bin/python3"), temp.resolve("opt/python/bin/python3.12") + "");
    wheel("opt/python" + PACKAGES);
    assertThat(sites(host("PATH", "bin"))).containsExactly("opt/python");
  }

  @Test
  void aVirtualEnvironmentHasTheBasesPackagesOnlyIfItSaysSo() {
    FakeTree.program(temp.resolve("opt/python/bin/python3"));
    FakeTree.link(temp.resolve("venv/bin/python3"), temp.resolve("opt/python/bin/python3") + "");
    wheel("opt/python" + PACKAGES);
    String home = "home = " + temp.resolve("opt/python/bin") + "\n";
    Path settings = temp.resolve("venv/pyvenv.cfg");
    FakeTree.file(settings, home + "include-system-site-packages = false\nversion = 3.12.1\n");
    assertThat(sites(host("PATH", "venv/bin"))).isEmpty();
    FakeTree.file(settings, home + "include-system-site-packages = true\nversion = 3.12.1\n");
    assertThat(sites(host("PATH", "venv/bin"))).containsExactly("opt/python");
    assertThat(sites(host("VIRTUAL_ENV", "venv"))).containsExactly("opt/python");
  }

  /** As CPython does: it takes the base's own packages, whatever a file there says. */
  @Test
  void aBaseIsNotFollowedFurther() {
    String shares = "/bin\ninclude-system-site-packages = true\n";
    FakeTree.file(temp.resolve("venv/pyvenv.cfg"), "home = " + temp.resolve("base") + shares);
    FakeTree.file(temp.resolve("base/pyvenv.cfg"), "home = " + temp.resolve("venv") + shares);
    wheel("base" + PACKAGES);
    assertThat(sites(host("VIRTUAL_ENV", "venv"))).containsExactly("base");
  }

  @Test
  void looksNoFurtherThanItIsAskedTo() {
    wheel("venv" + PACKAGES);
    wheel("usr" + PACKAGES);
    List<Path> visited = new ArrayList<>();
    PythonSites.visit(
        host("VIRTUAL_ENV", "venv"),
        Vendor.NVIDIA,
        roots -> {
          visited.addAll(roots);
          return false;
        });
    assertThat(visited).containsExactly(temp.resolve("venv" + PACKAGES + "/nvidia/cu13"));
  }
}
