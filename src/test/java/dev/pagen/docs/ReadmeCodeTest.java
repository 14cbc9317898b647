package dev.pagen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.ForeignProgram;
import dev.pagen.compile.UnbuiltKernel;
import dev.pagen.kernel.Specs;
import dev.pagen.model.Model;
import dev.pagen.report.code.ModelLayers;
import dev.pagen.report.manifest.KernelsHeader;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three ways to use pa-gen that the README shows go with what there is. */
class ReadmeCodeTest {
  private static final Path MAIN = Path.of("src/main/java/dev/pagen");

  @TempDir private Path folder;

  private static String block(String language) {
    return block(Path.of("README.md"), language);
  }

  private static String block(Path page, String language) {
    return MarkdownPage.read(page).code().stream()
        .filter(block -> block.language().equals(language))
        .map(block -> String.join("\n", block.lines()))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void theJavaCompiles() throws IOException {
    assertThatItCompiles(block("java"));
  }

  @Test
  void theFirstPageOfTheJavadocCompiles() throws IOException {
    String page = Files.readString(Path.of("src/main/javadoc/overview.html"));
    int begin = page.indexOf("<pre>{@code") + "<pre>{@code".length();
    assertThatItCompiles(page.substring(begin, page.indexOf("}</pre>")));
  }

  private void assertThatItCompiles(String code) throws IOException {
    String imports;
    try (Stream<Path> tree = Files.walk(MAIN)) {
      imports =
          tree.filter(Files::isDirectory)
              .map(directory -> "import dev.pagen." + MAIN.relativize(directory).toString() + ".*;")
              .map(line -> line.replace("/", ".").replace("..", "."))
              .collect(Collectors.joining("\n"));
    }
    String source =
        """
        %s
        class Readme {
          void use(int sequences, int maxContext, Stream stream, AttentionTensors tensors, Workspace workspace)
              throws Exception {
            %s
          }
        }
        """
            .formatted(imports, code);
    Path file = Files.writeString(folder.resolve("Readme.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-d",
              folder.toString(),
              "-cp",
              System.getProperty(
                  "surefire.test.class.path", System.getProperty("java.class.path")));
      boolean compiles =
          compiler
              .getTask(null, files, problems, options, null, files.getJavaFileObjects(file))
              .call();
      assertThat(compiles).as("%s", problems.getDiagnostics()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/cpp.md"})
  void theCppCompiles(Path page) throws Exception {
    KernelSpec seed = Specs.seed(Target.GFX942);
    Model grok = new Model("grok-1", "Grok1", Optional.empty(), List.of(), List.of());
    Files.writeString(
        folder.resolve("grok_1.hpp"),
        KernelsHeader.of(
            "grok_1",
            List.of(UnbuiltKernel.of(seed)),
            Map.of(seed.attention(), new ModelLayers(grok, "full", List.of(0), List.of()))));
    Map<Boolean, String> lines =
        block(page, "cpp")
            .lines()
            .collect(
                Collectors.partitioningBy(line -> line.startsWith("#"), Collectors.joining("\n")));
    assertThat(lines.get(true)).contains("#include \"grok_1.hpp\"");
    Path program =
        Files.writeString(
            folder.resolve("page.cpp"),
            """
            %s
            extern int sequences, max_context;
            extern void *query, *partials, *arrivals, *work_list;
            extern pa_gen::Stream stream;
            extern const pa_gen::Workspace workspace;
            int use() {
            %s
              return status;
            }
            """
                .formatted(lines.get(true), lines.get(false)));
    ForeignProgram.compileCpp(
        List.of(
            "-Wno-unused-but-set-variable",
            "-Isrc/test/cpp/stand-in",
            "-Isrc/main/c",
            "-I" + folder,
            "-fsyntax-only",
            program.toString()));
  }

  @Test
  void thePythonCallsWhatThePackageHas() throws Exception {
    String program =
        """
        import ast, inspect, sys
        sys.path.insert(0, "python")
        import pa_gen
        calls = {
            ast.unparse(call.func): [keyword.arg for keyword in call.keywords]
            for call in ast.walk(ast.parse(sys.stdin.read()))
            if isinstance(call, ast.Call)
        }
        assert list(calls) == ["pa_gen.load", "kernels.for_spec", "attention.plan", "attention"], calls
        kernel = pa_gen.generate.spec(**dict.fromkeys(calls["kernels.for_spec"], 1))
        inspect.signature(pa_gen.Kernels.for_spec).bind(None, **kernel)
        inspect.signature(pa_gen.Attention.plan).bind(None, 1, 1)
        given = {name: 1 for name in calls["attention"] if name}
        inspect.signature(pa_gen.Attention.__call__).bind(None, 1, 1, 1, **given)
        """;
    Path block = Files.writeString(folder.resolve("readme.py"), block("python"));
    Path check = Files.writeString(folder.resolve("check.py"), program);
    assertThat(ForeignProgram.python(block, check.toString())).isEmpty();
  }
}
