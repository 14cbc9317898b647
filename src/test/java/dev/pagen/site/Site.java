package dev.pagen.site;

import dev.pagen.docs.MarkdownPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes a static site of the documents: every page that people read, what these link to in the
 * checkout, and the whole kernels of the gallery.
 *
 * <pre>
 * Site FOLDER [--api] [--external]
 * </pre>
 *
 * {@code --api} adds the API's pages. {@code --external} asks for every page elsewhere that is
 * linked to. It fails if one is not there, unless there is no network at all.
 */
public final class Site {
  private static final List<String> FILES = List.of("site.css", "site.js");

  private final Path out;
  private final Navigation navigation = Navigation.read();
  private final Map<Path, String> kernels = new LinkedHashMap<>();
  private final boolean api;

  private Site(Path out, boolean api) {
    this.out = out;
    this.api = api;
  }

  /** Makes the site, and says what is wrong with its links. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path out = Path.of(args[0]);
    List<String> options = Arrays.asList(args).subList(1, args.length);
    build(out, options.contains("--api"));
    List<String> broken = new ArrayList<>(SiteLinks.broken(out));
    if (options.contains("--external")) {
      broken.addAll(ExternalLinks.broken(ExternalLinks.of(MarkdownPage.all())));
    }
    broken.forEach(System.err::println);
    System.out.println(out.resolve("index.html"));
    if (!broken.isEmpty()) {
      System.exit(1);
    }
  }

  /**
   * Makes the site.
   *
   * @param out is emptied first
   * @param api whether to add the API's pages, which takes half a minute
   */
  public static void build(Path out, boolean api) throws IOException {
    if (Files.exists(out)) {
      try (Stream<Path> tree = Files.walk(out)) {
        tree.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
      }
    }
    new Site(out, api).write();
  }

  private void write() throws IOException {
    for (String name : FILES) {
      copy(Resource.bytes(name), Path.of(name));
    }
    SearchIndex index = new SearchIndex();
    Deque<Path> open = new ArrayDeque<>();
    for (MarkdownPage page : MarkdownPage.all()) {
      index.add(page);
      open.add(page.file());
    }
    Set<Path> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      for (Path linked : write(open.remove())) {
        if (seen.add(linked)) {
          open.add(linked);
        }
      }
    }
    for (Map.Entry<Path, String> kernel : kernels.entrySet()) {
      String page = String.valueOf(kernel.getKey().getFileName());
      listing(kernel.getKey(), page.replaceAll("\\.html$", ""), kernel.getValue());
    }
    text(Path.of("search.js"), index.script());
    if (api) {
      ApiPages.write(out.resolve("api"));
    }
  }

  /** Writes what a file or folder of the checkout is on the site; gives what that links to. */
  private Set<Path> write(Path file) throws IOException {
    Path to = Address.of(file);
    if (Files.isDirectory(file)) {
      text(to, PageFrame.of(to, Article.ofFolder(file), navigation, api));
    } else if (Address.isPicture(file)) {
      copy(Files.readAllBytes(file), to);
    } else if (file.toString().endsWith(".md")) {
      Article article = Article.of(file);
      kernels.putAll(article.kernels());
      text(to, PageFrame.of(to, article, navigation, api));
      return article.linked();
    } else {
      listing(to, file.toString(), Files.readString(file));
    }
    return Set.of();
  }

  private void listing(Path to, String title, String source) {
    text(to, PageFrame.of(to, Article.ofSource(title, source), navigation, api));
  }

  private void text(Path to, String content) {
    copy(content.getBytes(java.nio.charset.StandardCharsets.UTF_8), to);
  }

  private void copy(byte[] content, Path to) {
    try {
      Path file = out.resolve(to);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
