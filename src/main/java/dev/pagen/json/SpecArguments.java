package dev.pagen.json;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the command line takes for a spec: its options have the names of the JSON's fields. */
public final class SpecArguments {
  private static final Set<String> ALWAYS =
      Set.of("head_size", "q_heads", "kv_heads", "dtype", "page_size");

  private SpecArguments() {}

  /** Options, each with its value, without those that would say what goes without saying. */
  public static List<String> of(AttentionSpec attention) {
    ObjectNode usual =
        SpecJson.write(
            new AttentionSpecBuilder(
                    attention.headSize(), attention.queryHeads(), attention.kvHeads())
                .dtype(attention.dtype())
                .build());
    List<String> arguments = new ArrayList<>();
    SpecJson.write(attention)
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              if (ALWAYS.contains(name) || !field.getValue().equals(usual.path(name))) {
                add(arguments, "--" + name.replace('_', '-'), field.getValue());
              }
            });
    return arguments;
  }

  private static void add(List<String> arguments, String option, JsonNode value) {
    switch (value.getNodeType()) {
      case BOOLEAN -> {
        if (value.asBoolean()) {
          arguments.add(option);
        }
      }
      case ARRAY ->
          arguments.add(
              value
                  .valueStream()
                  .map(JsonNode::asString)
                  .collect(Collectors.joining(",", option + " ", "")));
      default -> arguments.add(option + " " + value.asString().replaceFirst("\\.0$", ""));
    }
  }
}
