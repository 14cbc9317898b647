package dev.pagen.report.run;

import dev.pagen.device.DeviceProperties;
import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.verify.Comparison;
import dev.pagen.verify.Comparison.Element;
import dev.pagen.verify.Verification;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of running one kernel on one workload.
 *
 * @param kernel its name
 * @param device what it ran on
 * @param inputs what it was given, in a word, such as {@code peaked}
 * @param verification the judged run; empty if the kernel came to no end
 * @param fault what the kernel did wrong, where the device found that out
 */
public record VerificationReport(
    String kernel,
    DeviceProperties device,
    String inputs,
    Optional<Verification> verification,
    Optional<String> fault) {

  /** Whether the output is right. */
  public boolean passed() {
    return verification.map(v -> v.comparison().passed()).orElse(false);
  }

  /** The runs of one kernel, a line each. */
  public static Table table(List<VerificationReport> runs) {
    Table table =
        new Table(
            Column.text("inputs"),
            Column.number("relative L2"),
            Column.number("limit"),
            Column.number("max error").expendable(1),
            Column.number("worst"),
            Column.number("limit"),
            Column.text("at sequence, head, element"),
            Column.number("NaN"),
            Column.number("time").expendable(2),
            Column.verdict("result"));
    for (VerificationReport run : runs) {
      run.verification.ifPresentOrElse(
          v -> run.add(table, v),
          () -> table.add(run.inputs, "-", "", "-", "-", "", "", "-", "-", "FAULT"));
    }
    return table;
  }

  private void add(Table table, Verification verification) {
    Comparison comparison = verification.comparison();
    Optional<Element> worst = comparison.worst();
    table.add(
        inputs,
        small(comparison.relativeL2()),
        small(comparison.limits().relativeL2()),
        small(comparison.maxAbsolute()),
        worst.map(e -> String.format(Locale.ROOT, "%.2f ulp", e.ulps())).orElse("-"),
        Words.number(comparison.limits().ulps()) + " ulp",
        worst.map(VerificationReport::place).orElse("-"),
        String.valueOf(comparison.nans()),
        String.format(Locale.ROOT, "%.2f s", verification.time().toNanos() * 1e-9),
        comparison.passed() ? "pass" : "FAIL");
  }

  private static String place(Element element) {
    return String.format(
        Locale.ROOT,
        "%d, %d, %d: %.6g for %.6g",
        element.sequence(),
        element.head(),
        element.element(),
        element.actual(),
        element.expected());
  }

  private static String small(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.2e", value);
  }

  /** Everything, for programs; errors that are not finite are null. */
  public ObjectNode json() {
    ObjectNode node = Json.object();
    node.put("kernel", kernel);
    node.put("device", device.name());
    node.put("emulated", device.emulated());
    node.put("inputs", inputs);
    node.put("passed", passed());
    fault.ifPresent(text -> node.put("fault", text));
    verification.ifPresent(
        v -> {
          Comparison comparison = v.comparison();
          put(node, "max_absolute_error", comparison.maxAbsolute());
          put(node, "relative_l2_error", comparison.relativeL2());
          node.put("relative_l2_limit", comparison.limits().relativeL2());
          node.put("ulp_limit", comparison.limits().ulps());
          put(node, "lse_error", comparison.lseError());
          put(node, "lse_share_of_limit", comparison.lseShare());
          node.put("lse_limit", comparison.limits().lse());
          node.put("lse_ulp_limit", comparison.limits().lseUlps());
          node.put("nans", comparison.nans());
          node.put("stray_writes", comparison.strays());
          node.put("seconds", v.time().toNanos() * 1e-9);
          comparison.worst().ifPresent(e -> put(node.putObject("worst"), e));
        });
    return node;
  }

  private static void put(ObjectNode node, Element element) {
    node.put("sequence", element.sequence());
    node.put("token", element.token());
    node.put("head", element.head());
    node.put("element", element.element());
    put(node, "expected", element.expected());
    put(node, "actual", element.actual());
    put(node, "ulps", element.ulps());
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
