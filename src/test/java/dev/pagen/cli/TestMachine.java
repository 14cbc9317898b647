package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.PassingFolder;
import dev.pagen.cache.KernelCache;
import dev.pagen.docs.FormatSchema;
import dev.pagen.files.OwnFiles;
import dev.pagen.terminal.Terminal;
import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.toolchain.Toolchains;
import dev.pagen.toolchain.Vendor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A machine to run commands on: it has nothing installed, and keeps its files in a folder. What a
 * command prints with {@code --json} is held to its schema, whatever a test looks for in it.
 */
record TestMachine(Path folder, Host host) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** What a command printed and returned. */
  record Run(int exitCode, String out, String err) {

    /** That it ended as it should, with one message on standard error and nothing else. */
    Run failed(ExitCode code, String... parts) {
      assertThat(exitCode).as(err).isEqualTo(code.code());
      assertThat(out).isEmpty();
      assertThat(err).contains(parts).doesNotContain("\tat ", "internal failure", "null");
      return this;
    }

    /** That it succeeded. */
    Run succeeded() {
      assertThat(exitCode).as(err).isEqualTo(ExitCode.DONE.code());
      return this;
    }

    /** Standard output, which is one JSON document and nothing else. */
    JsonNode json() {
      return JSON.readTree(out);
    }
  }

  /** A machine without HIPRTC, and without a network to get it from. */
  static TestMachine bare(Path folder) {
    Path root = folder.resolve("root");
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> environment =
        Map.of(
            "PAGEN_HOME",
            folder.resolve("home").toString(),
            "PAGEN_DEBIAN_MIRROR",
            "http://127.0.0.1:9/debian");
    return new TestMachine(folder, new Host(environment, root, "Linux", "amd64"));
  }

  /** A machine with the HIPRTC that all tests compile with, whose files pa-gen has read before. */
  static TestMachine withToolchain(Path folder) {
    TestMachine machine = unread(folder);
    try {
      OwnFiles.createDirectories(machine.digests().resolveSibling(""));
      OwnFiles.write(machine.digests(), Remembered.DIGESTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return machine;
  }

  private static TestMachine unread(Path folder) {
    return bare(folder).with("PAGEN_TOOLCHAIN", TestToolchain.get().root().toString());
  }

  private Path digests() {
    return home().resolve("toolchain/digests");
  }

  /** To read the files of a toolchain, which are some 200 MB, once is enough for all machines. */
  private static final class Remembered {
    static final byte[] DIGESTS = read();

    private static byte[] read() {
      try (PassingFolder folder = PassingFolder.make("digests-")) {
        TestMachine machine = unread(folder.path());
        new Toolchains(machine.host).locate(Vendor.AMD, Optional.empty());
        return Files.readAllBytes(machine.digests());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** This machine with an environment variable set. */
  TestMachine with(String variable, String value) {
    return new TestMachine(folder, host.with(variable, value));
  }

  /** Where pa-gen keeps its files on it. */
  Path home() {
    return folder.resolve("home");
  }

  KernelCache cache() {
    return new KernelCache(home().resolve("cache"));
  }

  Run run(String... args) {
    return run(commandLine -> commandLine, args);
  }

  /** By the names in docs/formats.md. */
  private static String schema(List<String> args) {
    String command = args.getFirst();
    if (command.equals("tune")
        && List.of("report", "strategies", "merge", "stores").contains(args.get(1))) {
      return command + "-" + args.get(1);
    }
    return command.equals("emulate") && args.contains("--list") ? "emulate-list" : command;
  }

  /** Runs a command of a command line that was changed first. */
  Run run(UnaryOperator<CommandLine> change, String... args) {
    return run(change.apply(Main.commandLine(host)), args);
  }

  /** Runs a command that shows its text on {@code terminal}. */
  Run run(Terminal terminal, String... args) {
    return run(Main.commandLine(host, terminal), args);
  }

  private Run run(CommandLine commandLine, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        commandLine
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args);
    if (!out.toString().isEmpty() && List.of(args).contains("--json")) {
      FormatSchema.of(schema(List.of(args))).holds(out.toString());
    }
    return new Run(code, out.toString(), err.toString());
  }
}
