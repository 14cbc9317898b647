package dev.pagen.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pagen.docs.MarkdownPage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The site is made in {@code target/site} by every run of the tests. */
class SiteTest {
  private static final Path SITE = Path.of("target/site");

  @BeforeAll
  static void make() throws IOException {
    Site.build(SITE, false);
  }

  @Test
  void everyLinkLeadsSomewhere() {
    assertThat(SiteLinks.broken(SITE)).isEmpty();
  }

  @Test
  void hasEveryPage() {
    assertThat(SiteLinks.pages(SITE))
        .containsAll(
            MarkdownPage.all().stream()
                .map(page -> SITE.resolve(Address.of(page.file())))
                .toList());
  }

  @Test
  void everyPageHasATitleAndTheListOfPages() throws IOException {
    List<Navigation.Entry> entries = Navigation.read().entries();
    assertThat(entries).hasSizeGreaterThan(20);
    for (Path page : SiteLinks.pages(SITE)) {
      String html = Files.readString(page);
      assertThat(html).as("%s", page).contains("<h1").doesNotContain("<title> ·");
      for (Navigation.Entry entry : entries) {
        assertThat(html).as("%s", page).contains(">" + entry.title() + "</a>");
      }
    }
  }

  @Test
  void showsTheWholeKernelsOfTheGallery() throws IOException {
    try (Stream<Path> kernels = Files.list(SITE.resolve("docs/gallery"))) {
      assertThat(kernels.map(file -> String.valueOf(file.getFileName())))
          .hasSizeGreaterThan(3)
          .allMatch(name -> name.endsWith(".hip.html"));
    }
    assertThat(SITE.resolve("docs/gallery.html")).content().contains("href=\"gallery/decode-");
  }

  @Test
  void linksToOtherSitesAreAskedFor() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          int status = exchange.getRequestURI().getPath().equals("/there") ? 200 : 404;
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    String address = "http://localhost:" + server.getAddress().getPort();
    Set<String> links = Set.of(address + "/there", address + "/gone");
    try {
      assertThat(ExternalLinks.broken(links)).containsExactly(address + "/gone: 404");
    } finally {
      server.stop(0);
    }
    assertThat(ExternalLinks.broken(links)).isEmpty();
  }

  @Test
  void coloursWhatItIsSupposedTo() {
    assertThat(Highlighter.html("cpp", "const int x = 0x10;  // a \"b\""))
        .isEqualTo(
            "<span class=\"keyword\">const</span> <span class=\"keyword\">int</span> x = "
                + "<span class=\"number\">0x10</span>;  "
                + "<span class=\"comment\">// a &quot;b&quot;</span>");
    assertThat(Highlighter.html("text", "a < b")).isEqualTo("a &lt; b");
    assertThat(Highlighter.html("sh", "./pa-gen x --tp 8"))
        .contains("<span class=\"keyword\">--tp");
  }
}
