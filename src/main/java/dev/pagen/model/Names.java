package dev.pagen.model;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of keys, in whatever case; a star among them stands for anything. */
record Names(Pattern pattern) {
  static Names of(String... names) {
    String all =
        Arrays.stream(names)
            .map(
                name ->
                    Arrays.stream(name.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")))
            .collect(Collectors.joining("|"));
    return new Names(Pattern.compile(all, Pattern.CASE_INSENSITIVE));
  }

  boolean match(String name) {
    return pattern.matcher(name).matches();
  }
}
