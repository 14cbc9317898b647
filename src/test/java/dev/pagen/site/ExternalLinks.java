package dev.pagen.site;

import dev.pagen.docs.MarkdownPage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Links to pages elsewhere, asked for one after another. */
final class ExternalLinks {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private ExternalLinks() {}

  /** What pages link to elsewhere. */
  static Set<String> of(List<MarkdownPage> pages) {
    Set<String> links = new TreeSet<>();
    for (MarkdownPage page : pages) {
      page.links().stream()
          .filter(link -> link.matches("https?:.*"))
          .map(link -> link.replaceAll("#.*", ""))
          .forEach(links::add);
    }
    return links;
  }

  /**
   * Those that are not there, with why; none of them where no server at all answers, for want of a
   * network.
   */
  static List<String> broken(Set<String> links) throws InterruptedException {
    List<String> broken = new ArrayList<>();
    boolean answered = false;
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(PATIENCE)
            .build()) {
      for (String link : links) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(link))
                .timeout(PATIENCE)
                .header("User-Agent", "pa-gen-site")
                .build();
        try {
          int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
          answered = true;
          if (status >= 400) {
            broken.add(link + ": " + status);
          }
        } catch (IOException e) {
          broken.add(link + ": " + e);
        }
      }
    }
    if (!answered && !links.isEmpty()) {
      System.out.printf(
          "No server answers: %d links to other sites were not looked up.%n", links.size());
      return List.of();
    }
    return broken;
  }
}
