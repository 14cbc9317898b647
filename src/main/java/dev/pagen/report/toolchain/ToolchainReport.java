package dev.pagen.report.toolchain;

import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.terminal.Screen;
import dev.pagen.toolchain.CompilerVersion;
import dev.pagen.toolchain.Finding;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.Toolchain.Disassembler;
import dev.pagen.toolchain.ToolchainSearch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where a vendor's compiler was looked for, and what was chosen. */
public final class ToolchainReport {
  /** What of a digest tells two files apart for a person. */
  private static final Pattern DIGEST_TAIL = Pattern.compile("(:\\p{XDigit}{12})\\p{XDigit}+");

  private static final int WIDTH = 100;

  /** What the first two columns leave of that. */
  private static final int REASON_WIDTH = WIDTH - 26;

  private ToolchainReport() {}

  /** For people: no line but those with a long path in them is wider than {@value #WIDTH}. */
  public static String text(ToolchainSearch search) {
    return text(search, Screen.PLAIN);
  }

  /** The same as it fits on a screen. */
  public static String text(ToolchainSearch search, Screen screen) {
    Table table =
        new Table(
            Column.text(search.vendor().compiler()),
            Column.verdict("outcome"),
            Column.text("where, and why"));
    for (Finding finding : search.findings()) {
      String version = finding.version().map(CompilerVersion::toString).orElse("-");
      String outcome = Words.of(finding.outcome());
      for (String line : lines(finding, screen)) {
        table.add(version, outcome, line);
        version = "";
        outcome = "";
      }
    }
    return table.text(screen)
        + "\n\n"
        + search.chosen().map(ToolchainReport::text).orElseGet(() -> howToHave(search));
  }

  /** The rule, the path that it led to on a line of its own, and the reason. */
  private static List<String> lines(Finding finding, Screen screen) {
    List<String> lines = new ArrayList<>();
    String rule = origin(finding.origin());
    boolean path = finding.place().startsWith("/") && !finding.place().equals(rule);
    String first = path ? rule : finding.place();
    if (path) {
      lines.add(finding.place());
    }
    String text = first + ": " + finding.reason();
    // A terminal's width is the table's to keep.
    int width = screen.columns() == Screen.UNLIMITED ? REASON_WIDTH : text.length();
    while (text.length() > width && text.lastIndexOf(' ', width) > 0) {
      int space = text.lastIndexOf(' ', width);
      lines.add(text.substring(0, space));
      text = text.substring(space + 1);
    }
    lines.add(text);
    return lines;
  }

  private static String howToHave(ToolchainSearch search) {
    if (search.findings().stream().anyMatch(f -> f.origin() == Toolchain.Origin.USED)) {
      return "What was chosen cannot be used. Choose again: \"pa-gen toolchain use"
          + " VERSION|PATH\",\n"
          + "or let pa-gen choose: \"pa-gen toolchain use auto\".";
    }
    return switch (search.vendor()) {
      case AMD -> "No HIPRTC to use: run \"pa-gen toolchain install\".";
      case NVIDIA ->
          "No NVRTC to use, which kernels for NVIDIA need: install CUDA, or \"pip install"
              + " nvidia-cuda-nvrtc\".";
    };
  }

  private static String text(Toolchain chosen) {
    StringJoiner lines = new StringJoiner("\n").add(chosen.version());
    chosen.nvrtc().ifPresent(nvrtc -> lines.add("  NVRTC     " + nvrtc));
    lines.add("  HIPRTC    " + chosen.hiprtc());
    lines.add(
        switch (chosen.disassembler().orElse(null)) {
          case Disassembler.Comgr(Path path) -> "  comgr     " + path;
          case Disassembler.Nvdisasm(Path path) -> "  nvdisasm  " + path;
          case null -> "  nvdisasm  none found: code objects come without disassembly";
        });
    lines.add("  runtime   " + chosen.hipRuntime().map(Path::toString).orElse("none found"));
    String identity = brief(chosen.identity());
    return lines.add("  identity  " + identity.replace(" ", "\n            ")).toString();
  }

  /** The identity of a compiler with digests as long as a person can compare. */
  public static String brief(String identity) {
    return DIGEST_TAIL.matcher(identity).replaceAll("$1");
  }

  static String origin(Toolchain.Origin origin) {
    return switch (origin) {
      case EXPLICIT -> "the named path";
      case USED -> "toolchain use";
      case ROCM_PATH -> "ROCM_PATH";
      case ROCM_HOME -> "ROCM_HOME";
      case HIP_PATH -> "HIP_PATH";
      case OPT_ROCM -> "/opt/rocm*";
      case CUDA_HOME -> "CUDA_HOME";
      case USR_LOCAL_CUDA -> "/usr/local/cuda*";
      case SYSTEM -> "the system's libraries";
      case BUNDLE -> "private bundles";
      case PYTHON -> "Python's packages";
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
      finding.version().ifPresent(version -> node.put("version", version.toString()));
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
    toolchain.nvrtc().ifPresent(path -> node.put("nvrtc", path.toString()));
    toolchain
        .disassembler()
        .ifPresent(disassembler -> node.put("disassembler", disassembler.path().toString()));
    toolchain.hipRuntime().ifPresent(path -> node.put("hip_runtime", path.toString()));
    node.put("identity", toolchain.identity());
    return node;
  }
}
