package dev.pagen.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What text is laid out for: a terminal, or anything else, where nobody says how wide it is.
 *
 * @param terminal whether somebody is watching
 * @param columns characters of a line; {@link #UNLIMITED} where there is no terminal
 * @param colours whether text may have colours
 */
public record Screen(boolean terminal, int columns, boolean colours) {
  /** More columns than any text needs. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** A file, a pipe, or a test. */
  public static final Screen PLAIN = new Screen(false, UNLIMITED, false);

  /** Of a terminal that does not say. */
  private static final int USUAL_COLUMNS = 80;

  /** No text can be read in fewer. */
  private static final int LEAST_COLUMNS = 40;

  /**
   * The screen behind an open file of this process.
   *
   * @param descriptor 1 for standard output, 2 for standard error
   * @param environment may name the width in {@code COLUMNS}, and say whether colours are wanted
   */
  static Screen of(int descriptor, Map<String, String> environment) {
    Path file = Path.of("/proc/self/fd/" + descriptor);
    return isTerminal(file)
        ? new Screen(true, columns(file, environment), coloured(true, environment))
        : new Screen(false, UNLIMITED, coloured(false, environment));
  }

  /** The same with lines of any length. */
  public Screen wide() {
    return new Screen(terminal, UNLIMITED, colours);
  }

  /** What is left of it beside a margin of so many columns. */
  public Screen beside(int margin) {
    return columns == UNLIMITED ? this : new Screen(terminal, columns - margin, colours);
  }

  /** Whether a line of so many characters fits. */
  public boolean fits(int length) {
    return length <= columns;
  }

  private static boolean isTerminal(Path file) {
    try {
      String device = Files.readSymbolicLink(file).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * By the conventions of no-color.org, force-color.org and bixense.com/clicolors: what forbids
   * colours comes first.
   */
  static boolean coloured(boolean terminal, Map<String, String> environment) {
    if (isSet("NO_COLOR", environment)) {
      return false;
    }
    if (forces("FORCE_COLOR", environment) || forces("CLICOLOR_FORCE", environment)) {
      return true;
    }
    return terminal
        && !"0".equals(environment.get("CLICOLOR"))
        && !"dumb".equals(environment.get("TERM"));
  }

  private static boolean isSet(String variable, Map<String, String> environment) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }

  private static boolean forces(String variable, Map<String, String> environment) {
    return isSet(variable, environment)
        && !"0".equals(environment.get(variable))
        && !"false".equals(environment.get(variable));
  }

  private static int columns(Path terminal, Map<String, String> environment) {
    String named = environment.getOrDefault("COLUMNS", "");
    int columns = named.matches("[1-9]\\d{0,4}") ? Integer.parseInt(named) : ask(terminal);
    return Math.max(columns, LEAST_COLUMNS);
  }

  /** Java has no way to ask that would not take longer than this. */
  private static int ask(Path terminal) {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File(terminal.toString()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      String columns = size.strip().replaceFirst("\\d+ ", "");
      return columns.matches("[1-9]\\d{0,4}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
    } catch (IOException e) {
      return USUAL_COLUMNS;
    }
  }
}
