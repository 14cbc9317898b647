package dev.pagen.report;

import dev.pagen.report.Table.Column;
import dev.pagen.toolchain.Finding;
import dev.pagen.toolchain.HiprtcVersion;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.ToolchainSearch;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where HIPRTC was looked for, and what was chosen. */
public final class ToolchainReport {
  /** What of a digest tells two files apart for a person. */
  private static final Pattern DIGEST_TAIL = Pattern.compile("(:\\p{XDigit}{12})\\p{XDigit}+");

  private ToolchainReport() {}

  /** For people. */
  public static String text(ToolchainSearch search) {
    Table table =
        new Table(
            Column.text("looked at"),
            Column.text("HIPRTC"),
            Column.text("outcome"),
            Column.text("because"));
    for (Finding finding : search.findings()) {
      table.add(
          origin(finding.origin()),
          finding.version().map(HiprtcVersion::toString).orElse("-"),
          Words.of(finding.outcome()),
          reason(finding));
    }
    return table
        + "\n\n"
        + search
            .chosen()
            .map(ToolchainReport::text)
            .orElse("No HIPRTC to use: run \"pa-gen toolchain install\".");
  }

  private static String text(Toolchain chosen) {
    return String.join(
        "\n",
        chosen.version(),
        "  HIPRTC    " + chosen.hiprtc(),
        "  comgr     " + chosen.comgr(),
        "  runtime   " + chosen.hipRuntime().map(Path::toString).orElse("none found"),
        "  identity  "
            + DIGEST_TAIL
                .matcher(chosen.identity())
                .replaceAll("$1")
                .replace(" ", "\n            "));
  }

  /** The reason, with the path where the first column does not say it. */
  private static String reason(Finding finding) {
    boolean chosen = finding.outcome() == Finding.Outcome.CHOSEN;
    return chosen
            || !finding.place().startsWith("/")
            || finding.origin() == Toolchain.Origin.OPT_ROCM
        ? finding.reason()
        : finding.place() + ": " + finding.reason();
  }

  private static String origin(Toolchain.Origin origin) {
    return switch (origin) {
      case EXPLICIT -> "the named path";
      case ROCM_PATH -> "ROCM_PATH";
      case OPT_ROCM -> "/opt/rocm";
      case SYSTEM -> "the system";
      case BUNDLE -> "private bundle";
    };
  }

  /** For programs. */
  public static ObjectNode json(ToolchainSearch search) {
    ObjectNode document = Json.object();
    search.chosen().ifPresent(chosen -> json(chosen, document.putObject("chosen")));
    ArrayNode findings = document.putArray("findings");
    for (Finding finding : search.findings()) {
      ObjectNode node = findings.addObject();
      node.put("origin", Words.of(finding.origin()));
      node.put("place", finding.place());
      node.put("outcome", Words.of(finding.outcome()));
      finding.version().ifPresent(version -> node.put("hiprtc", version.toString()));
      node.put("reason", finding.reason());
    }
    return document;
  }

  /** Puts what a toolchain is into {@code node}, for programs. */
  public static ObjectNode json(Toolchain toolchain, ObjectNode node) {
    node.put("origin", Words.of(toolchain.origin()));
    node.put("version", toolchain.version());
    node.put("root", toolchain.root().toString());
    node.put("hiprtc", toolchain.hiprtc().toString());
    node.put("comgr", toolchain.comgr().toString());
    toolchain.hipRuntime().ifPresent(path -> node.put("hip_runtime", path.toString()));
    node.put("identity", toolchain.identity());
    return node;
  }
}
