package dev.pagen.toolchain.debian;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package in a file, as its own fields describe it.
 *
 * @param architecture such as {@code amd64}, or {@code all}
 * @param depends what it needs: of each list, one
 * @param provides further names that it goes by
 */
record DebFile(
    Path path,
    DebianPackage identity,
    String architecture,
    List<List<Relation>> depends,
    List<Relation> provides) {
  /** By their versions, whatever their names. */
  static final Comparator<DebFile> NEWEST_FIRST =
      Comparator.comparing((DebFile deb) -> new DebianVersion(deb.identity().version())).reversed();

  /**
   * A package by name, and which versions of it will do.
   *
   * @param operator {@code <<}, {@code <=}, {@code =}, {@code >=} or {@code >>}; empty for any
   */
  record Relation(String name, String operator, String version) {
    private static final Pattern FORM =
        Pattern.compile(
            "([a-z0-9][a-z0-9.+-]*)(?::\\S+)?\\s*(?:\\(\\s*([<>=]+)\\s*(\\S+?)\\s*\\))?.*");

    /** Reads {@code NAME}, {@code NAME:any} or {@code NAME (>= VERSION)}. */
    static Optional<Relation> of(String text) {
      Matcher form = FORM.matcher(text.strip());
      return form.matches()
          ? Optional.of(
              new Relation(
                  form.group(1),
                  Optional.ofNullable(form.group(2)).orElse(""),
                  Optional.ofNullable(form.group(3)).orElse("")))
          : Optional.empty();
    }

    boolean isMetBy(String offered) {
      int order = new DebianVersion(offered).compareTo(new DebianVersion(version));
      return switch (operator) {
        case "<<" -> order < 0;
        case "<=", "<" -> order <= 0;
        case "=" -> order == 0;
        case ">=", ">" -> order >= 0;
        case ">>" -> order > 0;
        default -> true;
      };
    }

    @Override
    public String toString() {
      return operator.isEmpty() ? name : name + " (" + operator + " " + version + ")";
    }
  }

  DebFile {
    depends = List.copyOf(depends);
    provides = List.copyOf(provides);
  }

  /** Reads the fields of a package; empty if they are none. */
  static Optional<DebFile> of(Path path, String control) {
    Map<String, String> fields = new TreeMap<>();
    String field = "";
    for (String line : control.split("\n", -1)) {
      int colon = line.indexOf(':');
      if (!line.isEmpty() && Character.isWhitespace(line.charAt(0))) {
        fields.merge(field, line, String::concat);
      } else if (colon > 0) {
        field = line.substring(0, colon).toLowerCase(Locale.ROOT);
        fields.put(field, line.substring(colon + 1));
      }
    }
    String name = fields.getOrDefault("package", "").strip();
    String version = fields.getOrDefault("version", "").strip();
    if (name.isEmpty() || version.isEmpty()) {
      return Optional.empty();
    }
    List<List<Relation>> depends = new ArrayList<>();
    for (String kind : List.of("pre-depends", "depends")) {
      for (String group : fields.getOrDefault(kind, "").split(",", -1)) {
        List<Relation> alternatives = relations(group, "\\|");
        if (!alternatives.isEmpty()) {
          depends.add(alternatives);
        }
      }
    }
    return Optional.of(
        new DebFile(
            path,
            new DebianPackage(name, version),
            fields.getOrDefault("architecture", "").strip(),
            depends,
            relations(fields.getOrDefault("provides", ""), ",")));
  }

  private static List<Relation> relations(String text, String separator) {
    List<Relation> relations = new ArrayList<>();
    for (String one : text.split(separator, -1)) {
      Relation.of(one).ifPresent(relations::add);
    }
    return relations;
  }

  String name() {
    return identity.name();
  }

  boolean isForX86() {
    return architecture.equals("amd64") || architecture.equals("all");
  }

  /** Whether this is what {@code relation} asks for, under its own name or another. */
  boolean meets(Relation relation) {
    if (name().equals(relation.name())) {
      return relation.isMetBy(identity.version());
    }
    return provides.stream()
        .filter(other -> other.name().equals(relation.name()))
        .anyMatch(
            other ->
                relation.operator().isEmpty()
                    || !other.version().isEmpty() && relation.isMetBy(other.version()));
  }
}
