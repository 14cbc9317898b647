package dev.pagen.cli;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The messages of exceptions, as the sources have them. */
final class ThrownMessages {
  static final Path MAIN = Path.of("src/main/java");
  private static final Path GENERATED = MAIN.resolve("dev/pagen/hip/gen");
  private static final Pattern GAP = Pattern.compile("%[-+,.#0-9$]*[a-zA-Z]|\n");

  /** Shorter texts say nothing that could be looked for. */
  private static final int LEAST = 12;

  private ThrownMessages() {}

  /**
   * What an exception says where it is thrown.
   *
   * @param exception its simple name
   * @param text the first part of its message that is always the same and long enough to be looked
   *     for
   */
  record Thrown(String exception, String text) {}

  /** All of them; without those that say only what they are given. */
  static List<Thrown> read() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Thrown> thrown = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources()));
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(
            new TreeScanner<Void, Void>() {
              @Override
              public Void visitNewClass(NewClassTree made, Void unused) {
                String name = made.getIdentifier().toString();
                if (name.endsWith("Exception")) {
                  first(made).ifPresent(text -> thrown.add(new Thrown(name, text)));
                }
                return super.visitNewClass(made, null);
              }
            },
            null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return thrown;
  }

  /** The sources, and the launcher, with texts in one piece that are written in several. */
  static String joinedSources() throws IOException {
    StringBuilder all = new StringBuilder(Files.readString(Path.of("pa-gen")));
    for (Path source : sources()) {
      all.append(Files.readString(source).replaceAll("\"\\s*\\+\\s*\"", ""));
    }
    return all.toString().replace("\\\"", "\"");
  }

  /** All files, but for generated ones. */
  static List<Path> sources() {
    try (Stream<Path> tree = Files.walk(MAIN)) {
      return tree.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.startsWith(GENERATED))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> first(NewClassTree made) {
    StringBuilder text = new StringBuilder();
    made.getArguments().forEach(argument -> append(argument, text.append('\n')));
    return GAP.splitAsStream(text)
        .map(String::strip)
        .filter(part -> part.length() >= LEAST)
        .findFirst();
  }

  /** The text of an expression; a line feed for what is not known before it is computed. */
  private static void append(ExpressionTree expression, StringBuilder text) {
    switch (expression) {
      case LiteralTree literal when literal.getValue() instanceof String part -> text.append(part);
      case BinaryTree plus -> {
        append(plus.getLeftOperand(), text);
        append(plus.getRightOperand(), text);
      }
      case ParenthesizedTree inner -> append(inner.getExpression(), text);
      case ConditionalExpressionTree either -> {
        append(either.getTrueExpression(), text.append('\n'));
        append(either.getFalseExpression(), text.append('\n'));
        text.append('\n');
      }
      case MethodInvocationTree call when call.getMethodSelect() instanceof MemberSelectTree of -> {
        append(of.getExpression(), text);
        text.append('\n');
      }
      default -> text.append('\n');
    }
  }
}
