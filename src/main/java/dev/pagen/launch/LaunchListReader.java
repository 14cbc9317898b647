package dev.pagen.launch;

import dev.pagen.InputFile;
import dev.pagen.attention.LaunchException;
import dev.pagen.launch.LaunchList.Start;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a {@link LaunchList} from JSON. {@code docs/emulating.md} says how it is written; every
 * error names the field.
 */
public final class LaunchListReader {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private LaunchListReader() {}

  /**
   * Reads a file.
   *
   * @param given names that formulas may use, beside those that the list gives
   * @throws LaunchException if it cannot be read, or a field is missing or wrong
   */
  public static LaunchList read(Path file, Set<String> given) {
    JsonNode root;
    try {
      root = JSON.readTree(InputFile.read(file, InputFile.DOCUMENT_BYTES));
    } catch (IOException e) {
      throw new LaunchException("Cannot read %s: %s".formatted(file, e.getMessage()));
    } catch (JacksonException e) {
      throw new LaunchException(
          "Cannot read %s: line %s: %s"
              .formatted(
                  file,
                  e.getLocation().getLineNr(),
                  e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "")));
    }
    Set<String> names = new LinkedHashSet<>(given);
    Field document =
        new Field(file, names, "", root)
            .object(Set.of("name", "sizes", "buffers", "workspace", "launches"));
    Map<String, Formula> sizes = sizes(document, names);
    List<Start> launches =
        document.get("launches").list().stream().map(LaunchListReader::start).toList();
    if (launches.isEmpty()) {
      throw document.get("launches").wrong("there must be at least one");
    }
    return new LaunchList(
        document.find("name").map(Field::text).orElse(String.valueOf(file.getFileName())),
        sizes,
        buffers(document),
        launches);
  }

  /** Each may be a formula of those before it. */
  private static Map<String, Formula> sizes(Field document, Set<String> names) {
    Map<String, Formula> sizes = new LinkedHashMap<>();
    Optional<Field> field = document.find("sizes");
    if (field.isPresent()) {
      Field all = field.get();
      all.object(Set.copyOf(all.node().propertyNames()));
      for (String name : all.node().propertyNames()) {
        Field one = all.get(name);
        if (!name.matches("[A-Za-z_][A-Za-z_0-9]*")) {
          throw one.wrong("a name has letters, digits and _, and no digit first");
        }
        if (names.contains(name)) {
          throw one.wrong("%s has its number already".formatted(name));
        }
        sizes.put(name, one.formula());
        names.add(name);
      }
    }
    return sizes;
  }

  /** The old name of the field is as good as its new one. */
  private static List<ListedBuffer> buffers(Field document) {
    List<ListedBuffer> buffers = new ArrayList<>();
    for (String name : List.of("buffers", "workspace")) {
      document
          .find(name)
          .map(Field::list)
          .orElse(List.of())
          .forEach(f -> buffers.add(BufferReader.read(f)));
    }
    return buffers;
  }

  private static Start start(Field field) {
    field.object(Set.of("symbol", "grid", "block", "dynamic_lds_bytes", "arguments"));
    return new Start(
        field.path(),
        field.find("symbol").map(Field::text),
        three(field.get("grid"), "workgroups"),
        three(field.get("block"), "threads"),
        field.find("dynamic_lds_bytes").map(Field::formula).orElse(Formula.of(0)),
        field.get("arguments").list().stream().map(ArgumentReader::given).toList());
  }

  private static List<Formula> three(Field field, String what) {
    return field.list(3, "three numbers, %s in x, y and z".formatted(what)).stream()
        .map(Field::formula)
        .toList();
  }
}
