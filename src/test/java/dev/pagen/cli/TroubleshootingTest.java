package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.PagenException;
import dev.pagen.docs.MarkdownPage;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/troubleshooting.md} has every exit code, every exception of the library, and the
 * messages that are common: all that say what is wrong with the machine or a kernel (exit codes 3
 * to 5), and of each exception for which a command line or an input is wrong (2) at least one.
 *
 * <p>A message on that page is a line of its own, {@code - `...`}, with three dots for what is
 * filled in.
 */
class TroubleshootingTest {
  private static final Path PAGE = Path.of("docs/troubleshooting.md");
  private static final Pattern MESSAGE = Pattern.compile("(?m)^- `([^`]+)`$");
  private static final Pattern EXCEPTION = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\d) \\|");
  private static final Pattern LAUNCHERS = Pattern.compile("\\bfail \\d (['\"])(.*?)\\1");

  private static final Map<String, ExitCode> EXCEPTIONS = exceptions();
  private static final List<ThrownMessages.Thrown> THROWN = ThrownMessages.read();
  private static final String TEXT = text();
  private static final List<String> DOCUMENTED =
      MESSAGE.matcher(TEXT).results().map((MatchResult found) -> found.group(1)).toList();

  private static String text() {
    return String.join("\n", MarkdownPage.read(PAGE).prose());
  }

  /** The library's exceptions, by their simple names, with their exit codes. */
  private static Map<String, ExitCode> exceptions() {
    Map<String, ExitCode> codes = new TreeMap<>();
    for (Path file : ThrownMessages.sources()) {
      if (file.toString().endsWith("Exception.java")) {
        Class<?> type = type(file);
        if (PagenException.class.isAssignableFrom(type)
            && !Modifier.isAbstract(type.getModifiers())) {
          codes.put(type.getSimpleName(), ExitCode.listed(type).orElseThrow());
        }
      }
    }
    return codes;
  }

  private static Class<?> type(Path source) {
    String name = ThrownMessages.MAIN.relativize(source).toString();
    try {
      return Class.forName(name.replaceAll("\\.java$", "").replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void hasASectionForEveryExitCode() {
    List<String> anchors = MarkdownPage.read(PAGE).anchors();
    for (ExitCode code : ExitCode.values()) {
      if (code != ExitCode.DONE) {
        assertThat(anchors).anyMatch(anchor -> anchor.startsWith("exit-code-" + code.code()));
      }
    }
  }

  @Test
  void listsEveryExceptionWithItsExitCode() {
    Map<String, Integer> listed =
        EXCEPTION
            .matcher(TEXT)
            .results()
            .collect(
                Collectors.toMap(
                    (MatchResult row) -> row.group(1), row -> Integer.parseInt(row.group(2))));
    Map<String, Integer> expected =
        EXCEPTIONS.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().code()));
    assertThat(listed).isEqualTo(expected);
  }

  /** Whoever writes such a message writes a line for that page, and what to do. */
  @Test
  void hasEveryMessageOfExitCodes3To5() {
    assertThat(THROWN)
        .filteredOn(
            message ->
                Optional.ofNullable(EXCEPTIONS.get(message.exception()))
                    .filter(code -> code.code() >= ExitCode.COMPILE.code())
                    .isPresent())
        .hasSizeGreaterThan(40)
        .filteredOn(message -> !isDocumented(message.text()))
        .isEmpty();
  }

  @Test
  void hasAMessageOfEveryOtherException() {
    Map<String, List<ThrownMessages.Thrown>> byException =
        THROWN.stream().collect(Collectors.groupingBy(ThrownMessages.Thrown::exception));
    EXCEPTIONS.forEach(
        (exception, code) -> {
          List<ThrownMessages.Thrown> messages = byException.getOrDefault(exception, List.of());
          if (code == ExitCode.USAGE && !messages.isEmpty()) {
            assertThat(messages).as(exception).anyMatch(message -> isDocumented(message.text()));
          }
        });
  }

  @Test
  void hasWhatTheLauncherEndsWith() throws IOException {
    List<String> messages =
        LAUNCHERS
            .matcher(Files.readString(Path.of("pa-gen")))
            .results()
            .map((MatchResult found) -> found.group(2).replaceAll("\\$\\w+", "..."))
            .toList();
    assertThat(messages).hasSizeGreaterThan(3);
    assertThat(messages)
        .allMatch(
            message -> DOCUMENTED.stream().anyMatch(known -> message.matches(pattern(known))));
  }

  /** What no source says any more is of no help to anybody. */
  @Test
  void hasNoMessageThatIsGone() throws IOException {
    String sources = ThrownMessages.joinedSources();
    assertThat(DOCUMENTED)
        .filteredOn(
            message ->
                parts(message).isEmpty() || !parts(message).stream().allMatch(sources::contains))
        .isEmpty();
  }

  private static boolean isDocumented(String text) {
    return DOCUMENTED.stream().anyMatch(message -> message.contains(text));
  }

  private static String pattern(String message) {
    return Arrays.stream(message.split("\\.\\.\\.", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining(".*"));
  }

  private static List<String> parts(String message) {
    return Arrays.stream(message.split("\\.\\.\\."))
        .map(String::strip)
        .filter(part -> part.length() > 3)
        .toList();
  }
}
