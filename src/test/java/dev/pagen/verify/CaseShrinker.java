package dev.pagen.verify;

import dev.pagen.json.SpecJson;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.InvalidSpecException;
import dev.pagen.spec.TuningParameter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Finds a simple case among those that fail like a given one. */
final class CaseShrinker {
  private static final int MOST_TRIES = 300;

  /** Components that a spec can do without; their absence is simpler. */
  private static final List<String> OPTIONAL =
      List.of(
          "soft_cap",
          "window",
          "chunk",
          "extra_page_size",
          "select",
          "kv_strides",
          "kv_rows",
          "latent",
          "value_size",
          "kv_scales",
          "kv_dtype",
          "out_dtype");

  private static final List<String> FLAGS = List.of("sinks", "alibi");

  private final Predicate<AttentionCase> fails;
  private int tries;

  CaseShrinker(Predicate<AttentionCase> fails) {
    this.fails = fails;
  }

  /** The simplest that this finds: no single step makes it simpler and lets it fail. */
  AttentionCase shrink(AttentionCase failing) {
    AttentionCase simplest = failing;
    Optional<AttentionCase> simpler = Optional.of(failing);
    while (simpler.isPresent() && tries < MOST_TRIES) {
      simplest = simpler.get();
      simpler = candidates(simplest).stream().filter(this::stillFails).findFirst();
    }
    return simplest;
  }

  private boolean stillFails(AttentionCase candidate) {
    return candidate.supported() && ++tries <= MOST_TRIES && fails.test(candidate);
  }

  private static List<AttentionCase> candidates(AttentionCase of) {
    List<AttentionCase> simpler = new ArrayList<>();
    contexts(of, simpler);
    attention(of, simpler);
    for (TuningParameter parameter : of.tuning().keySet()) {
      Map<TuningParameter, String> fewer = new EnumMap<>(of.tuning());
      fewer.remove(parameter);
      simpler.add(of.withTuning(fewer));
    }
    if (of.placement() != Placement.DENSE) {
      simpler.add(of.withInputs(of.distribution(), Placement.DENSE));
    }
    if (of.distribution() != InputDistribution.NORMAL) {
      simpler.add(of.withInputs(InputDistribution.NORMAL, of.placement()));
    }
    shorterContexts(of, simpler);
    return simpler;
  }

  private static void contexts(AttentionCase of, List<AttentionCase> simpler) {
    for (int i = 0; i < of.contexts().size() && of.contexts().size() > 1; i++) {
      List<Integer> fewer = new ArrayList<>(of.contexts().subList(0, i));
      fewer.addAll(of.contexts().subList(i + 1, of.contexts().size()));
      simpler.add(of.withContexts(fewer));
    }
    for (int i = 0; i < of.contexts().size(); i++) {
      int tokens = of.contexts().get(i);
      for (int fewer : new int[] {1, tokens / 2}) {
        if (fewer < tokens && fewer > 0) {
          simpler.add(of.withContexts(replaced(of.contexts(), i, fewer)));
        }
      }
    }
  }

  /** By less than half, down to a token: what takes many steps comes last. */
  private static void shorterContexts(AttentionCase of, List<AttentionCase> simpler) {
    for (int i = 0; i < of.contexts().size(); i++) {
      int tokens = of.contexts().get(i);
      for (int step = Math.max(1, tokens / 4); step > 0 && step < tokens; step /= 2) {
        simpler.add(of.withContexts(replaced(of.contexts(), i, tokens - step)));
      }
    }
  }

  private static List<Integer> replaced(List<Integer> contexts, int i, int tokens) {
    List<Integer> shorter = new ArrayList<>(contexts);
    shorter.set(i, tokens);
    return shorter;
  }

  private static void attention(AttentionCase of, List<AttentionCase> simpler) {
    AttentionSpec spec = of.attention();
    for (String name : OPTIONAL) {
      change(of, simpler, node -> node.remove(name));
    }
    for (String name : FLAGS) {
      change(of, simpler, node -> node.put(name, false));
    }
    change(of, simpler, node -> node.put("lse", "none"));
    change(of, simpler, node -> node.put("query_lens", "uniform"));
    change(of, simpler, node -> node.put("page_table", "csr"));
    change(of, simpler, node -> node.put("q_heads", spec.gqaRatio()).put("kv_heads", 1));
    for (int ratio : new int[] {1, spec.gqaRatio() / 2, spec.gqaRatio() - 1}) {
      change(of, simpler, node -> node.put("q_heads", Math.max(1, ratio) * spec.kvHeads()));
    }
    change(of, simpler, node -> node.put("q_len", 1));
    change(of, simpler, node -> node.put("q_len", Math.max(1, spec.qLen() - 1)));
    for (int size : new int[] {1, 16, spec.pageSize() / 2}) {
      change(of, simpler, node -> node.put("page_size", Math.max(1, size)));
    }
    for (int size : new int[] {64, 128}) {
      change(of, simpler, node -> node.put("head_size", size));
    }
    change(of, simpler, node -> node.put("layout", "nhd"));
    change(of, simpler, CaseShrinker::toBf16);
  }

  /** Caches and outputs of the query's dtype go along. */
  private static void toBf16(ObjectNode node) {
    String before = node.get("dtype").asString();
    for (String name : List.of("dtype", "kv_dtype", "out_dtype")) {
      if (node.get(name).asString().equals(before)) {
        node.put(name, "bf16");
      }
    }
  }

  /** Adds the changed case where it is another and, by its size, not a greater one. */
  private static void change(
      AttentionCase of, List<AttentionCase> simpler, Consumer<ObjectNode> change) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode node = SpecJson.write(of.attention());
    change.accept(node);
    document.set("attention", node);
    try {
      AttentionSpec spec = SpecJson.attention(document);
      if (!spec.equals(of.attention()) && size(spec) <= size(of.attention())) {
        simpler.add(of.withAttention(spec));
      }
    } catch (InvalidSpecException e) {
      // The components do not go together.
    }
  }

  private static long size(AttentionSpec spec) {
    return (long) spec.headSize() * spec.queryHeads() * spec.pageSize() * spec.qLen();
  }
}
