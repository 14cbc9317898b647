package dev.pagen.compile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kernel's source without what a compiler does not see in it: comments, layout, and the names
 * that the source itself gives. Sources that are equal here are the same program.
 */
final class UnnamedSource {
  private static final Pattern COMMENT = Pattern.compile("//[^\n]*");
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z_]\\w*|\\.?\\d(?:[\\w.]|(?<=[eEpP])[-+])*|#|\\S");

  /** After which a name is one that the source declares. */
  private static final Pattern DECLARED =
      Pattern.compile(
          "(?:\\b(?:int|float|void|bool|u32|u64|T|char|short|auto|struct|typename|element|stored"
              + "|[ui](?:8|16|32|64)?x\\d|f(?:16|32)x\\d)\\b|[&*\\]>])\\s*([A-Za-z_]\\w*)");

  /** Names of the language, of the compiler's headers, and of what a launch asks for. */
  private static final Pattern OUTSIDE =
      Pattern.compile(
          "__\\w+|paged_\\w+|const|constexpr|unsigned|sizeof|return|operator|template|int|float|bool"
              + "|char|short|void|u32|u64|min|max|x|y|z|w|xy|zw|if|for|else|switch|case|alignas"
              + "|threadIdx|blockIdx|gridDim");

  private UnnamedSource() {}

  static String of(String source) {
    String code = COMMENT.matcher(source).replaceAll("");
    Map<String, String> names = new HashMap<>();
    Set<String> declared = new HashSet<>();
    Matcher declaration = DECLARED.matcher(code);
    while (declaration.find()) {
      declared.add(declaration.group(1));
    }
    StringBuilder text = new StringBuilder();
    Matcher token = TOKEN.matcher(code);
    while (token.find()) {
      String word = token.group();
      boolean own = declared.contains(word) && !OUTSIDE.matcher(word).matches();
      text.append(own ? names.computeIfAbsent(word, w -> "name" + names.size()) : word);
      text.append('\n');
    }
    return text.toString();
  }
}
