package dev.pagen.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, as far as its tests read Markdown.
 *
 * @param file relative to the checkout
 * @param prose lines that are no code block; empty ones stand for those that are
 * @param code code blocks, fenced or indented
 */
public record MarkdownPage(Path file, List<String> prose, List<CodeBlock> code) {
  private static final Pattern FENCE = Pattern.compile("\\s*```(\\w*)\\s*");
  private static final Pattern SPAN = Pattern.compile("(`+)(.+?)\\1", Pattern.DOTALL);
  private static final Pattern LINK =
      Pattern.compile("!?\\[(?:[^\\]\\[]|\\[[^\\]]*\\])*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");
  private static final int INDENT = 4;

  /**
   * A code block.
   *
   * @param language of a fence; empty where it names none, and of an indented block
   * @param lines without their indentation
   */
  public record CodeBlock(String language, List<String> lines) {
    public CodeBlock {
      lines = List.copyOf(lines);
    }
  }

  /** Every page that people read. */
  public static List<MarkdownPage> all() {
    List<Path> files = new ArrayList<>(List.of(Path.of("README.md")));
    files.add(Path.of("CHANGELOG.md"));
    files.add(Path.of("CONTRIBUTING.md"));
    for (String folder : List.of("docs", "examples", "benchmarks")) {
      try (Stream<Path> tree = Files.walk(Path.of(folder))) {
        tree.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files.stream().map(MarkdownPage::read).toList();
  }

  /** Reads a page. */
  public static MarkdownPage read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> prose = new ArrayList<>();
    List<CodeBlock> code = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      var fence = FENCE.matcher(lines.get(i));
      if (fence.matches()) {
        int first = i + 1;
        for (i++; !FENCE.matcher(lines.get(i)).matches(); i++) {}
        code.add(new CodeBlock(fence.group(1), lines.subList(first, i)));
        prose.add("");
      } else if (isIndented(lines, i)) {
        int first = i;
        int last = i;
        for (; i < lines.size() && (lines.get(i).isBlank() || isDeep(lines.get(i))); i++) {
          last = lines.get(i).isBlank() ? last : i;
        }
        i = last;
        code.add(
            new CodeBlock(
                "",
                lines.subList(first, last + 1).stream()
                    .map(line -> line.isBlank() ? "" : line.substring(INDENT))
                    .toList()));
        prose.add("");
      } else {
        prose.add(lines.get(i));
      }
    }
    return new MarkdownPage(file, List.copyOf(prose), List.copyOf(code));
  }

  /** A block begins behind an empty line; an indented line of a list does not. */
  private static boolean isIndented(List<String> lines, int i) {
    return isDeep(lines.get(i)) && (i == 0 || lines.get(i - 1).isBlank());
  }

  private static boolean isDeep(String line) {
    return line.startsWith(" ".repeat(INDENT)) && !line.isBlank();
  }

  private String text() {
    return String.join("\n", prose);
  }

  /** What stands between backticks, in one line each. */
  public List<String> spans() {
    return SPAN.matcher(text()).results().map(span -> span.group(2).replace('\n', ' ')).toList();
  }

  /** Where links and pictures lead. */
  public List<String> links() {
    return LINK.matcher(SPAN.matcher(text()).replaceAll("code"))
        .results()
        .map(link -> link.group(1))
        .toList();
  }

  /** The names by which links reach the headings, as GitHub makes them. */
  public List<String> anchors() {
    List<String> anchors = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : prose) {
      var heading = HEADING.matcher(line);
      if (heading.matches()) {
        String slug = slug(heading.group(1));
        int before = seen.merge(slug, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? slug : slug + "-" + before);
      }
    }
    return anchors;
  }

  /** The name of a heading, the first time that a page has it. */
  public static String slug(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .strip()
        .replace(' ', '-');
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
