package dev.pagen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.Specs;
import dev.pagen.render.Renderer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.Reduce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What pages for people who change pa-gen name is there: templates, their files, functions of the
 * rendered kernels (with parentheses), and classes.
 */
class NamesTest {
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final Path MAIN_LOOP = Path.of("docs/changing-the-main-loop.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/changing-the-main-loop.md",
        "docs/architecture.md",
        "docs/design-decisions.md",
        "docs/latent.md",
        "docs/kernel/README.md",
        "docs/kernel/wave.md",
        "docs/kernel/partitions.md",
        "docs/kernel/features.md",
        "docs/kernel/registers-and-lds.md",
        "docs/kernel/paths.md"
      })
  void everyNameIsThere(Path file) {
    List<String> missing = new ArrayList<>();
    for (String span : MarkdownPage.read(file).spans()) {
      if (span.endsWith(".stg") && !Files.exists(TEMPLATES.resolve(span))
          || span.matches("\\w+\\(\\)") && !isFunction(span)
          || span.matches("[A-Z][a-z]+[A-Z]\\w*") && !CLASSES.contains(span)) {
        missing.add(span);
      }
    }
    assertThat(missing).isEmpty();
  }

  /** Of a row that ends with a file, the templates in the cell before are defined in that file. */
  @Test
  void everyTemplateStandsInTheFileOfItsRow() throws IOException {
    List<String> missing = new ArrayList<>();
    int templates = 0;
    for (String line : MarkdownPage.read(MAIN_LOOP).prose()) {
      List<List<String>> cells = Arrays.stream(line.split("\\|")).map(NamesTest::code).toList();
      if (cells.size() == 5 && cells.getLast().size() == 1) {
        String file = cells.getLast().getFirst();
        String text = Files.readString(TEMPLATES.resolve(file));
        for (String template : cells.get(3)) {
          templates++;
          if (!Pattern.compile("(?m)^" + template + "\\(.*\\) ::=").matcher(text).find()) {
            missing.add(template + " in " + file);
          }
        }
      }
    }
    assertThat(templates).isGreaterThan(10);
    assertThat(missing).isEmpty();
  }

  @Test
  void theArchitectureNamesEveryPackage() throws IOException {
    List<String> named =
        MarkdownPage.read(Path.of("docs/architecture.md")).prose().stream()
            .filter(line -> line.startsWith("| `") || line.contains("`hip.gen`"))
            .flatMap(line -> code(line).stream())
            .toList();
    Path root = Path.of("src/main/java/dev/pagen");
    try (Stream<Path> tree = Files.walk(root)) {
      List<String> packages =
          tree.filter(Files::isDirectory)
              .filter(folder -> !folder.equals(root))
              .map(folder -> root.relativize(folder).toString().replace('/', '.'))
              .toList();
      assertThat(named).containsAll(packages);
    }
  }

  private static List<String> code(String text) {
    return CODE.matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static boolean isFunction(String span) {
    return FUNCTIONS.contains(span.substring(0, span.length() - 2));
  }

  private static final Set<String> CLASSES = classes();
  private static final Set<String> FUNCTIONS = functions();

  private static Set<String> classes() {
    try (Stream<Path> tree = Files.walk(Path.of("src"))) {
      return tree.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that kernels of both vendors call or define. */
  private static Set<String> functions() {
    AttentionSpec plain = AttentionSpec.of(128, 8, 1, DataType.BF16, 16, KvLayout.NHD);
    AttentionSpec mla = new AttentionSpecBuilder(576, 16, 1).latent(512).build();
    Renderer renderer = new Renderer();
    Set<String> functions = new TreeSet<>();
    for (Target target : List.of(Target.GFX942, Target.GFX950, Target.SM_90)) {
      for (AttentionSpec attention : List.of(Specs.seedAttention(), plain, mla)) {
        Tuning tuning =
            KernelDesign.of(attention, target).defaultTuning().withReduce(Reduce.LAST_WORKGROUP);
        Pattern.compile("(\\w+)(?:<\\w+>)?\\(")
            .matcher(renderer.render(new KernelSpec(attention, tuning, target)).source())
            .results()
            .map((MatchResult match) -> match.group(1))
            .forEach(functions::add);
      }
    }
    return functions;
  }
}
