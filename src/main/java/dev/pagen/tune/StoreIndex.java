package dev.pagen.tune;

import dev.pagen.PagenException;
import dev.pagen.json.SpecJson;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.Target;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The records of a store by what they compute: all of its lines, parsed once. */
final class StoreIndex {
  /** The form of the page table is of no matter: main loops do not know it. */
  private record Kernel(AttentionSpec attention, Target target) {
    Kernel {
      attention = attention.with(spec -> spec.pageTable(PageTableFormat.CSR));
    }
  }

  private static final class Lines {
    final List<TuningRecord> records = new ArrayList<>();
    int unreadable;
  }

  private final Map<Kernel, Lines> kernels = new HashMap<>();
  private final Map<JsonNode, Optional<AttentionSpec>> specs = new HashMap<>();
  private int damaged;

  private StoreIndex() {}

  /** Parses all that a store's file has. */
  static StoreIndex of(byte[] bytes) {
    StoreIndex index = new StoreIndex();
    TuningStore.lines(bytes).forEach(index::add);
    index.specs.clear();
    index.kernels.values().forEach(lines -> lines.records.sort(TuningStore.BY_TIME));
    return index;
  }

  private void add(String line) {
    try {
      JsonNode node = RecordJson.parse(line);
      kernel(node)
          .ifPresent(kernel -> add(node, kernels.computeIfAbsent(kernel, _ -> new Lines())));
    } catch (JacksonException e) {
      damaged++;
    }
  }

  private static void add(JsonNode node, Lines lines) {
    try {
      lines.records.add(RecordJson.read(node));
    } catch (IllegalArgumentException | DateTimeException | PagenException | JacksonException e) {
      lines.unreadable++;
    }
  }

  /** Empty of lines whose kernel this version does not know. */
  private Optional<Kernel> kernel(JsonNode node) {
    return Target.ofArch(node.path("target").asString(""))
        .flatMap(
            target ->
                specs
                    .computeIfAbsent(node.path("attention"), _ -> attention(node))
                    .map(attention -> new Kernel(attention, target)));
  }

  private static Optional<AttentionSpec> attention(JsonNode node) {
    try {
      return Optional.of(SpecJson.attention(node));
    } catch (IllegalArgumentException | PagenException e) {
      return Optional.empty();
    }
  }

  /** A kernel's records, and how many lines are damaged or cannot be read and may be of it. */
  TuningStore.Contents of(AttentionSpec attention, Target target) {
    Lines lines = kernels.getOrDefault(new Kernel(attention, target), new Lines());
    return new TuningStore.Contents(lines.records, damaged + lines.unreadable);
  }
}
