package dev.pagen.site;

import dev.pagen.cli.DocumentedKernels;
import dev.pagen.docs.MarkdownPage;
import dev.pagen.render.RenderedKernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * What stands on a page of the site, without what stands around it on every page.
 *
 * @param file in the checkout that it was made of, if it was
 * @param headings of the second and third level, for a table of contents
 * @param linked files and folders of the checkout
 * @param kernels whole sources of the kernels whose commands it has, by their addresses
 */
record Article(
    Optional<Path> file,
    String title,
    String html,
    List<Section> headings,
    TreeSet<Path> linked,
    Map<Path, String> kernels) {
  private static final Path GALLERY = Path.of("docs/gallery.md");

  /** Characters of code that is not broken over lines. */
  private static final int WORD = 28;

  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

  /** A heading, and the name by which links reach it. */
  record Section(int level, String title, String anchor) {}

  /** The page that a Markdown file becomes. */
  static Article of(Path file) {
    Node document;
    try {
      document = Parser.builder().extensions(EXTENSIONS).build().parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Conversion conversion = new Conversion(file);
    document.accept(conversion);
    String html =
        HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .attributeProviderFactory(
                _ ->
                    (node, tag, attributes) -> {
                      if (tag.equals("img")) {
                        attributes.put("loading", "lazy");
                      } else if (node instanceof Heading && conversion.anchors.containsKey(node)) {
                        attributes.put("id", conversion.anchors.get(node));
                      } else if (node instanceof Code code && code.getLiteral().length() <= WORD) {
                        attributes.put("class", "word");
                      }
                    })
            .build()
            .render(document)
            .replace("<table>", "<div class=\"wide\"><table>")
            .replace("</table>", "</table></div>");
    return new Article(
        Optional.of(file),
        conversion.title,
        html,
        conversion.sections,
        conversion.linked,
        conversion.kernels);
  }

  /** A page that shows a source file. */
  static Article ofSource(String title, String source) {
    String language = title.replaceAll(".*\\.", "");
    String html =
        "<h1>%s</h1>\n<pre class=\"source\"><code>%s</code></pre>\n"
            .formatted(Highlighter.escape(title), Highlighter.html(language, source));
    return new Article(Optional.empty(), title, html, List.of(), new TreeSet<>(), Map.of());
  }

  /** A page that lists what a folder has. */
  static Article ofFolder(Path folder) {
    StringBuilder html = new StringBuilder("<h1>" + folder + "/</h1>\n<ul>\n");
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .forEach(name -> html.append("<li><code>" + name + "</code></li>\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Article(
        Optional.empty(), folder + "/", html + "</ul>\n", List.of(), new TreeSet<>(), Map.of());
  }

  /** Makes of a document's nodes what they are on the site. */
  private static final class Conversion extends AbstractVisitor {
    private final Path file;
    private final Map<Node, String> anchors = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final List<Section> sections = new ArrayList<>();
    private final TreeSet<Path> linked = new TreeSet<>();
    private final Map<Path, String> kernels = new LinkedHashMap<>();
    private String title = "";

    Conversion(Path file) {
      this.file = file;
    }

    @Override
    public void visit(Heading heading) {
      super.visit(heading);
      String text = text(heading);
      String slug = MarkdownPage.slug(text);
      int before = seen.merge(slug, 1, Integer::sum) - 1;
      String anchor = before == 0 ? slug : slug + "-" + before;
      anchors.put(heading, anchor);
      if (title.isEmpty()) {
        title = text;
      } else if (heading.getLevel() == 2 || heading.getLevel() == 3) {
        sections.add(new Section(heading.getLevel(), text, anchor));
      }
    }

    private static String text(Node node) {
      StringBuilder text = new StringBuilder();
      node.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Text part) {
              text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
              text.append(part.getLiteral());
            }
          });
      return text.toString();
    }

    @Override
    public void visit(Link link) {
      super.visit(link);
      link.setDestination(address(link.getDestination()));
    }

    @Override
    public void visit(Image image) {
      super.visit(image);
      image.setDestination(address(image.getDestination()));
    }

    private String address(String destination) {
      if (destination.matches("([a-z]+:|#).*")) {
        return destination;
      }
      String[] parts = destination.split("#", 2);
      Path to = file.resolveSibling(parts[0]).normalize();
      if (Files.isDirectory(to) && Files.exists(to.resolve("README.md"))) {
        to = to.resolve("README.md");
      }
      linked.add(to);
      return Address.link(Address.of(file), Address.of(to))
          + (parts.length == 1 ? "" : "#" + parts[1]);
    }

    @Override
    public void visit(FencedCodeBlock block) {
      replace(block, block.getInfo(), block.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock block) {
      String text = block.getLiteral();
      replace(block, text.contains("pa-gen ") || text.contains("./") ? "sh" : "", text);
    }

    private void replace(Node block, String language, String text) {
      HtmlBlock html = new HtmlBlock();
      html.setLiteral(
          "<pre data-language=\"%s\"><code>%s</code></pre>\n%s"
              .formatted(language, Highlighter.html(language, text), wholeKernels(text)));
      block.insertBefore(html);
      block.unlink();
    }

    private String wholeKernels(String text) {
      if (!file.equals(GALLERY)) {
        return "";
      }
      StringBuilder html = new StringBuilder();
      for (RenderedKernel kernel : DocumentedKernels.of(text)) {
        String name = kernel.name() + ".hip";
        Path to = Path.of("docs", "gallery", name + ".html");
        kernels.put(to, kernel.source());
        html.append(
            "<p class=\"whole\">The whole source: <a href=\"%s\">%s</a></p>\n"
                .formatted(Address.link(Address.of(file), to), name));
      }
      return html.toString();
    }
  }
}
