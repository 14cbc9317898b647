package dev.pagen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.toolchain.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pa-gen example}: runs the programs of {@code examples/java} from their source. */
@Command(
    name = "example",
    header = "Run an example program in Java, or list them.",
    description = "%nWhat follows the name is the example's: see examples/java/README.md.")
final class ExampleCommand implements Callable<Integer> {
  /** Where {@code examples} lies, as the launcher says; else the working directory. */
  static final String ROOT = "pagen.root";

  private static final String SUFFIX = ".java";
  private static final Pattern MAIN = Pattern.compile("(?m)^ +(?:public )?static void main\\(");

  /** The first sentence of what a file says of its class. */
  private static final Pattern SUMMARY = Pattern.compile("(?s)/\\*\\*(.*?)[.:](?:\\s|$)");

  private final Host host;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The example; without one they are listed.")
  private @Nullable String name;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "ARGUMENT",
      description = "Passed on to it, options too.")
  private List<String> arguments = new ArrayList<>();

  ExampleCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path folder = Path.of(System.getProperty(ROOT, "")).resolve("examples/java");
    Map<String, String> examples = examples(folder);
    if (name == null) {
      list(examples);
      return ExitCode.DONE.code();
    }
    if (!examples.containsKey(name)) {
      throw refused(
          "There is no example %s; there are %s."
              .formatted(name, String.join(", ", examples.keySet())));
    }
    if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
      throw refused(
          "Examples are run from their source, which takes a JDK; %s is a JRE."
              .formatted(System.getProperty("java.home")));
    }
    return run(folder.resolve(name + SUFFIX));
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** The programs, and in a few words what each does. */
  private Map<String, String> examples(Path folder) {
    Map<String, String> examples = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        String source = Files.readString(file);
        if (MAIN.matcher(source).find()) {
          String program = String.valueOf(file.getFileName());
          examples.put(program.substring(0, program.length() - SUFFIX.length()), summary(source));
        }
      }
    } catch (IOException e) {
      throw refused(
          "There are no examples in %s (%s): run pa-gen from its checkout or release."
              .formatted(folder.toAbsolutePath(), e));
    }
    return examples;
  }

  private static String summary(String source) {
    Matcher comment = SUMMARY.matcher(source);
    return comment.find() ? comment.group(1).replaceAll("\\s+\\*?\\s*", " ").strip() : "";
  }

  private void list(Map<String, String> examples) {
    Table table = new Table(Column.text("example"), Column.text("what it does"));
    examples.forEach(table::add);
    spec.commandLine().getOut().println(table);
    spec.commandLine().getOut().flush();
  }

  /** In a JVM of its own, as any program that uses pa-gen, with this one's libraries. */
  private int run(Path source) throws InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(Redirect.INHERIT);
    builder.environment().putAll(host.environment());
    try {
      Process process = builder.start();
      try {
        Thread errors =
            Thread.startVirtualThread(
                () -> copy(process.errorReader(UTF_8), spec.commandLine().getErr()));
        copy(process.inputReader(UTF_8), spec.commandLine().getOut());
        errors.join();
        return process.waitFor();
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(BufferedReader from, PrintWriter to) {
    from.lines()
        .forEach(
            line -> {
              to.println(line);
              to.flush();
            });
  }
}
