package dev.pagen.site;

import dev.pagen.docs.MarkdownPage;
import java.util.Iterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the site's search looks through: a text for each heading of each page. */
final class SearchIndex {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final ArrayNode sections = MAPPER.createArrayNode();

  void add(MarkdownPage page) {
    String address = Address.of(page.file()).toString();
    Iterator<String> anchors = page.anchors().iterator();
    String title = "";
    String heading = "";
    String anchor = "";
    StringBuilder text = new StringBuilder();
    for (String line : page.prose()) {
      if (line.matches("#{1,6} +.*")) {
        add(address + anchor, title, heading, text);
        heading = line.replaceAll("^#+ +|`", "");
        title = title.isEmpty() ? heading : title;
        anchor = "#" + anchors.next();
        text.setLength(0);
      } else {
        text.append(' ').append(line);
      }
    }
    add(address + anchor, title, heading, text);
  }

  private void add(String address, String title, String heading, StringBuilder text) {
    if (heading.isEmpty()) {
      return;
    }
    ObjectNode section = sections.addObject();
    section.put("to", address);
    section.put("page", title);
    section.put("heading", heading);
    section.put(
        "text",
        text.toString()
            .replaceAll("\\]\\([^)]*\\)", "")
            .replaceAll("[\\[`*|]", "")
            .replaceAll("\\s+", " ")
            .strip());
  }

  /** A script, and no JSON, since a page that is opened as a file may fetch nothing. */
  String script() {
    return "const SECTIONS = " + MAPPER.writeValueAsString(sections) + ";\n";
  }
}
