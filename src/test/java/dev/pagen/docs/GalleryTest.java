package dev.pagen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cli.DocumentedKernels;
import dev.pagen.render.RenderedKernel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The gallery's excerpts are what the command before them writes, but for their indentation. */
class GalleryTest {
  private static final Path PAGE = Path.of("docs/gallery.md");

  @TestFactory
  List<DynamicTest> anExcerptStandsInItsKernel() {
    List<DynamicTest> excerpts = new ArrayList<>();
    String kernel = "";
    String name = "";
    for (MarkdownPage.CodeBlock block : MarkdownPage.read(PAGE).code()) {
      if (block.language().equals("cpp")) {
        String source = kernel;
        excerpts.add(
            DynamicTest.dynamicTest(
                name + ": " + block.lines().getFirst(),
                () -> assertThat(source).contains(flat(block.lines()))));
      } else {
        List<RenderedKernel> kernels = DocumentedKernels.of(String.join("\n", block.lines()));
        assertThat(kernels).hasSize(1);
        name = kernels.getFirst().name();
        kernel = flat(kernels.getFirst().source().lines().toList());
      }
    }
    assertThat(excerpts).hasSizeGreaterThan(6);
    return excerpts;
  }

  private static String flat(List<String> lines) {
    return String.join("\n", lines.stream().map(String::strip).toList());
  }
}
