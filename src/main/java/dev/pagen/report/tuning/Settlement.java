package dev.pagen.report.tuning;

import dev.pagen.compile.SettledKernel;
import dev.pagen.compile.SettledKernel.PassedOver;
import dev.pagen.json.SpecJson;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells how a compiler came by a tuning that nobody measured. */
public record Settlement(SettledKernel settled) {
  /** Writes what was chosen and why beside where the tuning comes from. */
  public void put(ObjectNode node) {
    node.put(
        "chosen_because",
        settled
            .flaw()
            .map(what -> "none fits, and of those that were tried it is the nearest: it " + what)
            .orElse(
                settled.passedOver().isEmpty()
                    ? "the first guess, compiled, spills nothing and keeps its occupancy"
                    : "the first that, compiled, spills nothing and keeps its occupancy"));
    if (!settled.passedOver().isEmpty()) {
      ArrayNode list = node.putArray("passed_over");
      for (PassedOver other : settled.passedOver()) {
        list.addObject().put("because", other.why()).set("tuning", SpecJson.write(other.tuning()));
      }
    }
  }

  /** What a person should know: that it is not the first guess, or no good. */
  public Optional<String> notice() {
    if (settled.flaw().isPresent()) {
      return Optional.of(
          "every default tuning that was tried spills or loses occupancy with this compiler; this"
              + " one "
              + settled.flaw().get());
    }
    return settled.passedOver().stream()
        .findFirst()
        .map(
            first ->
                "the usual tuning %s with this compiler; used instead: %s"
                    .formatted(first.why(), difference(first.tuning())));
  }

  private String difference(Tuning from) {
    Tuning tuning = settled.kernel().rendered().spec().tuning();
    return Arrays.stream(TuningParameter.values())
        .filter(parameter -> !parameter.value(from).equals(parameter.value(tuning)))
        .map(parameter -> parameter + "=" + parameter.get(tuning))
        .collect(Collectors.joining(" "));
  }
}
