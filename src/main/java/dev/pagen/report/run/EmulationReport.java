package dev.pagen.report.run;

import dev.pagen.emulator.observe.Check;
import dev.pagen.launch.Checked;
import dev.pagen.launch.Emulation;
import dev.pagen.launch.Verdict;
import dev.pagen.report.Json;
import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of a launch list.
 *
 * @param name of the list
 * @param target that it ran on
 * @param checked what came of it, and what checks found
 * @param checks that looked
 */
public record EmulationReport(
    String name, Target target, Checked<Emulation.Result> checked, Set<Check> checks) {

  /** Whether all is as it should be. */
  public boolean passed() {
    return checked.result().right() && checked.found().isEmpty();
  }

  /** For people. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add("%s on %s".formatted(name, target));
    checked.result().verdicts().forEach(verdict -> lines.add("  " + line(verdict)));
    checked
        .result()
        .overreads()
        .forEach(
            (buffer, bytes) ->
                lines.add(
                    "  %s: up to %d bytes past its end were read, as the list allows"
                        .formatted(buffer, bytes)));
    checked.result().files().forEach(file -> lines.add("  wrote " + file));
    lines.add("%s: %s".formatted(passed() ? "PASS" : "FAIL", conclusion()));
    return String.join(System.lineSeparator(), lines);
  }

  private String conclusion() {
    String found = FoundByChecks.sentence(checks, checked.found());
    if (checked.result().verdicts().isEmpty()) {
      return found + "; the list expects nothing of its buffers";
    }
    return (checked.result().right() ? "the output is right; " : "the output is wrong; ") + found;
  }

  private static String line(Verdict verdict) {
    StringBuilder line = new StringBuilder();
    line.append(
        "%s: %s, %d of %d elements differ"
            .formatted(
                verdict.buffer(),
                verdict.passed() ? "right" : "WRONG",
                verdict.different(),
                verdict.elements()));
    line.append(error("relative L2", verdict.relativeL2(), verdict.relativeL2Limit()));
    line.append(error("largest error", verdict.absolute(), verdict.absoluteLimit()));
    if (verdict.strange() > 0) {
      line.append(", %d are NaN or infinite, or should be".formatted(verdict.strange()));
    }
    verdict
        .worst()
        .filter(_ -> !verdict.passed())
        .ifPresent(
            e ->
                line.append(
                    "; at [%s] %s, not %s"
                        .formatted(
                            e.index().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ")),
                            e.actual(),
                            e.expected())));
    return line.toString();
  }

  private static String error(String name, double error, OptionalDouble limit) {
    return limit.isPresent()
        ? String.format(Locale.ROOT, ", %s %.3g (limit %.3g)", name, error, limit.getAsDouble())
        : error > 0 ? String.format(Locale.ROOT, ", %s %.3g", name, error) : "";
  }

  /** For programs. */
  public ObjectNode json() {
    ObjectNode document = Json.object();
    document.put("name", name);
    document.put("target", target.arch());
    document.put("passed", passed());
    ArrayNode names = document.putArray("checks");
    checks.stream().sorted().map(Check::toString).forEach(names::add);
    checked
        .found()
        .ifPresent(
            found ->
                document
                    .putObject("found")
                    .put("check", found.check().toString())
                    .put("message", found.getMessage()));
    ArrayNode outputs = document.putArray("outputs");
    for (Verdict verdict : checked.result().verdicts()) {
      ObjectNode node = outputs.addObject();
      node.put("buffer", verdict.buffer());
      node.put("passed", verdict.passed());
      node.put("elements", verdict.elements());
      node.put("different", verdict.different());
      node.put("strange", verdict.strange());
      node.put("relative_l2", verdict.relativeL2());
      node.put("largest_error", verdict.absolute());
    }
    ObjectNode overreads = document.putObject("overreads");
    for (Map.Entry<String, Long> each : checked.result().overreads().entrySet()) {
      overreads.put(each.getKey(), each.getValue());
    }
    ArrayNode files = document.putArray("files");
    checked.result().files().forEach(file -> files.add(file.toString()));
    return document;
  }
}
