package dev.pagen.site;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours code: comments, strings, keywords and numbers, by patterns alone. */
final class Highlighter {
  private static final String STRINGS = "(?<string>\"(?:\\\\.|[^\"\\\\\n])*\")";
  private static final String NUMBERS =
      "(?<number>(?<![\\w.-])(?:0x[\\da-fA-F.]+(?:p[+-]?\\d+)?|\\d[\\d_]*(?:\\.\\d+)?(?:e[+-]?\\d+)?)[fLu]*(?![\\w.-]))";
  private static final Pattern C =
      pattern(
          "//[^\n]*|/\\*(?s:.*?)\\*/",
          "#\\w+|\\b(?:alignas|auto|bool|break|case|char|class|const|constexpr|continue|double|else|enum|"
              + "extends|extern|false|final|float|for|if|implements|import|int|long|namespace|new|null|"
              + "package|private|public|record|return|short|sizeof|static|struct|switch|template|this|throw|"
              + "throws|true|try|typedef|typename|unsigned|using|var|void|while|__\\w+__)\\b");
  private static final Pattern PYTHON =
      pattern(
          "#[^\n]*",
          "\\b(?:and|as|assert|class|def|elif|else|except|False|for|from|if|import|in|is|lambda|None|not|"
              + "or|pass|raise|return|True|try|while|with|yield)\\b");
  private static final Pattern SHELL = pattern("(?<=^|\\s)#[^\n]*", "(?<=\\s)--?[a-z][\\w-]*");
  private static final Pattern YAML =
      pattern("(?<=^|\\s)#[^\n]*", "(?m)^\\s*[\\w-]+(?=:)|\\b(?:true|false|null)\\b");
  private static final Pattern JSON = pattern("(?!)", "\\b(?:true|false|null)\\b");

  private static final Map<String, Pattern> BY_LANGUAGE =
      Map.ofEntries(
          Map.entry("c", C),
          Map.entry("cpp", C),
          Map.entry("h", C),
          Map.entry("hpp", C),
          Map.entry("hip", C),
          Map.entry("java", C),
          Map.entry("python", PYTHON),
          Map.entry("py", PYTHON),
          Map.entry("cmake", SHELL),
          Map.entry("sh", SHELL),
          Map.entry("yaml", YAML),
          Map.entry("json", JSON));

  private Highlighter() {}

  private static Pattern pattern(String comments, String keywords) {
    return Pattern.compile(
        "(?<comment>" + comments + ")|" + STRINGS + "|(?<keyword>" + keywords + ")|" + NUMBERS);
  }

  /** HTML of code; without colours in a language that is not known. */
  static String html(String language, String code) {
    Pattern pattern = BY_LANGUAGE.get(language);
    if (pattern == null) {
      return escape(code);
    }
    StringBuilder html = new StringBuilder();
    Matcher token = pattern.matcher(code);
    int end = 0;
    while (token.find()) {
      html.append(escape(code.substring(end, token.start())));
      html.append("<span class=\"%s\">%s</span>".formatted(kind(token), escape(token.group())));
      end = token.end();
    }
    return html.append(escape(code.substring(end))).toString();
  }

  private static String kind(Matcher token) {
    if (token.group("comment") != null) {
      return "comment";
    }
    if (token.group("string") != null) {
      return "string";
    }
    return token.group("keyword") != null ? "keyword" : "number";
  }

  /** Text as HTML. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
