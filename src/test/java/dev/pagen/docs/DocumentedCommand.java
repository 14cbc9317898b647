package dev.pagen.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command in a code block of the documentation.
 *
 * @param page that has it
 * @param line the command, lines that a backslash continues joined
 * @param note the comment above it in its block, which says what it needs, how long it takes or how
 *     it ends
 */
public record DocumentedCommand(Path page, String line, Optional<String> note) {
  private static final Pattern NOTE = Pattern.compile("# +(.*)");
  private static final Pattern NEEDS_MORE = Pattern.compile("(needs|takes) .*");
  private static final Pattern EXIT_CODE = Pattern.compile("exit code (\\d+)");

  /** The commands that begin with one of these, in the order of the pages. */
  public static List<DocumentedCommand> beginningWith(String... programs) {
    List<DocumentedCommand> commands = new ArrayList<>();
    for (MarkdownPage page : MarkdownPage.all()) {
      for (MarkdownPage.CodeBlock block : page.code()) {
        Optional<String> note = Optional.empty();
        for (String line : joined(block.lines())) {
          Matcher comment = NOTE.matcher(line);
          if (comment.matches()) {
            note = Optional.of(comment.group(1));
          } else if (Arrays.stream(programs).anyMatch(line::startsWith)) {
            commands.add(new DocumentedCommand(page.file(), line, note));
          }
        }
      }
    }
    return commands;
  }

  private static List<String> joined(List<String> lines) {
    String text = String.join("\n", lines).replaceAll("\\\\\n +", "");
    return text.lines()
        .map(line -> line.strip().replaceFirst("^\\$ ", "").replaceFirst(" +#.*", ""))
        .toList();
  }

  /** Whether it says that it needs what not every machine has, or takes long. */
  public boolean needsMore() {
    return note.filter(text -> NEEDS_MORE.matcher(text).matches()).isPresent();
  }

  /** The code with which it should end. */
  public int exitCode() {
    return note.map(EXIT_CODE::matcher)
        .filter(Matcher::matches)
        .map(code -> Integer.parseInt(code.group(1)))
        .orElse(0);
  }

  /** What stands behind the program. */
  public List<String> arguments() {
    String[] words = line.split(" +");
    return List.of(words).subList(1, words.length);
  }

  @Override
  public String toString() {
    return page + ": " + line;
  }
}
