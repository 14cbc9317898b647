package dev.pagen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.toolchain.TestToolchain;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code pa-gen}, in a checkout that is built already. */
class LauncherTest {
  /** All that a shell, a JVM, a dynamic loader or a URL may take for something else. */
  private static final String STRANGE = "-a:b c'd\"e$HOME,$LIB;f\\g%h%20iü*?#&|<>(){}[]!~`@+=\t\n";

  @TempDir private Path folder;
  private Path launcher;

  @BeforeEach
  void checkOut() throws IOException {
    Path checkout = Files.createDirectory(folder.resolve(STRANGE));
    launcher = Files.copy(Path.of("pa-gen"), checkout.resolve("pa-gen"));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(checkout.resolve("src/main"));
    String sample = "src/test/resources/dev/pagen/codeobject/mfma-gfx942";
    for (String file :
        List.of("pom.xml", "examples/models/grok-1.json", sample + ".co", sample + ".s")) {
      Files.createDirectories(checkout.resolve(file).resolveSibling(""));
      Files.copy(Path.of(file), checkout.resolve(file));
    }
    build(Files.createDirectories(checkout.resolve("target/run")));
  }

  @AfterEach
  void unlink() throws IOException {
    Files.deleteIfExists(toolchain());
  }

  private Path toolchain() {
    return folder.resolve("toolchain" + STRANGE);
  }

  @Test
  void generatesWithEverythingInFoldersOfStrangeNames() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("a:link"), launcher);
    Files.createSymbolicLink(toolchain(), TestToolchain.get().root());
    Path temporary = Files.createDirectory(folder.resolve("tmp" + STRANGE));
    Path out = folder.resolve("out" + STRANGE);
    Run run =
        run(
            Map.of(
                "LC_ALL", "C",
                "PAGEN_HOME", folder.resolve("home" + STRANGE).toString(),
                "TMPDIR", temporary.toString()),
            link.toString(),
            "generate",
            "--head-size=64",
            "--q-heads=1",
            "--kv-heads=1",
            "--arch=gfx942",
            "--toolchain=" + toolchain(),
            "--out=" + out);

    assertThat(run.exitCode()).as(run.output()).isZero();
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(Path::toString).filter(file -> file.endsWith(".co"))).hasSize(1);
    }
    assertThat(folder.resolve("home" + STRANGE + "/cache")).isDirectory();
    try (Stream<Path> files = Files.list(launcher.resolveSibling("target/run"))) {
      assertThat(files.map(Path::toString)).as("a class cache").anyMatch(f -> f.endsWith(".aot"));
    }
  }

  @Test
  void refusesAJdkThatNoJvmCanStartFrom() throws Exception {
    Path jdk = Files.createDirectories(folder.resolve("jdk:25/bin")).resolveSibling("");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
    for (String program : List.of("java", "javac")) {
      Path file = Files.createFile(jdk.resolve("bin").resolve(program));
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Path link = Files.createSymbolicLink(folder.resolve("jdk"), jdk);
    Run run = run(Map.of("PAGEN_JAVA_HOME", link.toString()), launcher.toString(), "--version");
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(run.output()).contains("has a colon in its path", "name another");
  }

  private record Run(int exitCode, String output) {}

  private static Run run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PAGEN_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), output);
  }

  /** What Maven leaves for the launcher: the classes in a jar, and the libraries beside it. */
  private static void build(Path built) throws IOException {
    Path libraries = Files.createDirectory(built.resolve("lib"));
    List<String> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.endsWith(".jar")) {
        Path jar = Path.of(entry);
        Files.copy(jar, libraries.resolve(jar.getFileName()));
        classPath.add("lib/" + jar.getFileName());
      }
    }
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.put(Attributes.Name.CLASS_PATH, String.join(" ", classPath));
    Path classes = Path.of("target/classes");
    try (OutputStream out = Files.newOutputStream(built.resolve("pa-gen.jar"));
        JarOutputStream jar = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
      }
    }
  }
}
