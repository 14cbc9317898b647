package dev.pagen.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stringtemplate.v4.ST;

/** What stands around an article: the list of pages, the search, the page's contents. */
final class PageFrame {
  private static final String TEMPLATE = Resource.text("page.st");

  private PageFrame() {}

  /**
   * A whole page.
   *
   * @param at its place on the site
   * @param api whether the site has the API's pages
   */
  static String of(Path at, Article article, Navigation navigation, boolean api) {
    String root = "../".repeat(at.getNameCount() - 1);
    ST page = new ST(TEMPLATE, '$', '$');
    page.add("root", root);
    page.add("title", Highlighter.escape(article.title()));
    page.add("article", article.html());
    page.add("navigation", list(at, navigation));
    page.add("contents", orNothing(contents(article.headings())));
    page.add("turn", orNothing(turn(at, article.file(), navigation.entries())));
    page.add("api", api ? root + "api/index.html" : null);
    return page.render();
  }

  /** What a template takes for nothing is null, and no empty text. */
  private static @Nullable String orNothing(String html) {
    return html.isEmpty() ? null : html;
  }

  private static String list(Path at, Navigation navigation) {
    StringBuilder html = new StringBuilder();
    for (Navigation.Group group : navigation.groups()) {
      html.append("<h2>%s</h2>\n<ul>\n".formatted(group.title()));
      for (Navigation.Entry entry : group.entries()) {
        Path to = Address.of(entry.file());
        html.append(
            "<li><a href=\"%s\"%s>%s</a></li>\n"
                .formatted(
                    Address.link(at, to),
                    to.equals(at) ? " aria-current=\"page\"" : "",
                    Highlighter.escape(entry.title())));
      }
      html.append("</ul>\n");
    }
    return html.toString();
  }

  private static String contents(List<Article.Section> headings) {
    StringBuilder html = new StringBuilder();
    for (Article.Section heading : headings) {
      html.append(
          "<li class=\"level%d\"><a href=\"#%s\">%s</a></li>\n"
              .formatted(heading.level(), heading.anchor(), Highlighter.escape(heading.title())));
    }
    return html.toString();
  }

  /** To the page before, and to the next. */
  private static String turn(Path at, Optional<Path> file, List<Navigation.Entry> entries) {
    List<Path> files = entries.stream().map(Navigation.Entry::file).toList();
    int here = file.map(files::indexOf).orElse(-1);
    StringBuilder html = new StringBuilder();
    if (here > 0) {
      html.append(step(at, entries.get(here - 1), "before", "Before"));
    }
    if (here >= 0 && here + 1 < entries.size()) {
      html.append(step(at, entries.get(here + 1), "next", "Next"));
    }
    return html.toString();
  }

  private static String step(Path at, Navigation.Entry to, String name, String word) {
    return "<a class=\"%s\" href=\"%s\"><span>%s</span>%s</a>\n"
        .formatted(
            name, Address.link(at, Address.of(to.file())), word, Highlighter.escape(to.title()));
  }
}
