package dev.pagen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs in other languages that tests run: where CI is set, what they need must be there. */
public final class ForeignProgram {
  private ForeignProgram() {}

  /** The output of a Python program. */
  public static String python(Path input, String... arguments) throws Exception {
    require("python3");
    List<String> command = new ArrayList<>(List.of("python3", "-B"));
    command.addAll(List.of(arguments));
    return run(command, input);
  }

  /** Compiles a C program with a header of {@code src/main/resources/c}. */
  public static void compileC(Path source, Path program, String... options) throws Exception {
    String compiler = System.getenv().getOrDefault("CC", "cc");
    require(compiler);
    List<String> command = new ArrayList<>(List.of(compiler));
    command.addAll(List.of(options));
    command.addAll(List.of("-Isrc/main/resources/c", source.toString(), "-o", program.toString()));
    run(command, Path.of("/dev/null"));
  }

  /** Compiles C++17 and whatever else is named, with all that the compiler can warn of usually. */
  public static void compileCpp(List<String> arguments) throws Exception {
    String compiler = System.getenv().getOrDefault("CXX", "c++");
    require(compiler);
    List<String> command =
        new ArrayList<>(
            List.of(compiler, "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror"));
    command.addAll(arguments);
    run(command, Path.of("/dev/null"));
  }

  /** What a program that ends well prints. */
  public static String run(List<String> command, Path input) throws Exception {
    Path output = Files.createTempFile("output", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(input.toFile())
              .redirectErrorStream(true)
              // Appended to, as a program may open it a second time.
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
              .start();
      assertThat(process.waitFor())
          .withFailMessage(() -> command + " fails: " + text(output))
          .isZero();
      return text(output);
    } finally {
      Files.delete(output);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Skips the test where a program is missing; where CI is set, fails it. */
  public static void require(String program) throws InterruptedException {
    boolean there;
    try {
      Process process =
          new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      there = process.waitFor() == 0;
    } catch (IOException e) {
      there = false;
    }
    if (System.getenv("CI") == null) {
      assumeTrue(there, "there is no " + program);
    }
    assertThat(there).as("there is a " + program).isTrue();
  }
}
