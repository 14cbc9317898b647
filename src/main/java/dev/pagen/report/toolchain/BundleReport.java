package dev.pagen.report.toolchain;

import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.terminal.Screen;
import dev.pagen.toolchain.InstalledBundle;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.Toolchain.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The private HIPRTCs that are installed, and which of them is in use. */
public final class BundleReport {
  private final List<InstalledBundle> bundles;
  private final List<Path> damaged;
  private final Optional<Toolchain> inUse;

  /**
   * A report of what is installed.
   *
   * @param bundles the newest first
   * @param damaged folders of bundles that are not whole
   * @param inUse AMD's toolchain that is used, a bundle or not
   */
  public BundleReport(
      List<InstalledBundle> bundles, List<Path> damaged, Optional<Toolchain> inUse) {
    this.bundles = List.copyOf(bundles);
    this.damaged = List.copyOf(damaged);
    this.inUse = inUse;
  }

  /** For people; ends with a line break unless it is empty, which it is where there are none. */
  public String text(Screen screen) {
    StringBuilder text = new StringBuilder();
    if (!bundles.isEmpty()) {
      Table table =
          new Table(
              Column.text("bundle"),
              Column.text("LLVM"),
              Column.text("suite"),
              Column.number("size").expendable(2),
              Column.text("in use"),
              Column.text("because").expendable(1),
              Column.text("folder"));
      for (InstalledBundle bundle : bundles) {
        table.add(
            bundle.hiprtc(),
            bundle.llvm().orElse("-"),
            bundle.suites().isEmpty() ? "-" : String.join(", ", bundle.suites()),
            Words.bytes(bytes(bundle)),
            isInUse(bundle) ? "yes" : "no",
            reason(bundle),
            bundle.name());
      }
      text.append(table.text(screen)).append('\n');
    }
    for (Path folder : damaged) {
      text.append("Damaged, and not used: ").append(folder).append('\n');
    }
    return text.toString();
  }

  /** For programs. */
  public void json(ArrayNode array) {
    for (InstalledBundle bundle : bundles) {
      ObjectNode node = array.addObject();
      node.put("name", bundle.name());
      node.put("version", bundle.hiprtc());
      bundle.llvm().ifPresent(llvm -> node.put("llvm", llvm));
      ArrayNode suites = node.putArray("suites");
      bundle.suites().forEach(suites::add);
      node.put("bytes", bytes(bundle));
      node.put("root", bundle.root().toString());
      node.put("whole", true);
      node.put("in_use", isInUse(bundle));
      node.put("reason", reason(bundle));
    }
    for (Path folder : damaged) {
      ObjectNode node = array.addObject();
      node.put("name", String.valueOf(folder.getFileName()));
      node.put("whole", false);
      node.put("in_use", false);
      node.put("reason", "files are missing or have another size");
    }
  }

  /** Whether {@code bundle} is the toolchain in use. */
  private boolean isInUse(InstalledBundle bundle) {
    return inUse.filter(toolchain -> toolchain.root().equals(bundle.root())).isPresent();
  }

  private String reason(InstalledBundle bundle) {
    if (inUse.isEmpty()) {
      return "what was named or chosen cannot be used";
    }
    if (isInUse(bundle)) {
      return switch (inUse.get().origin()) {
        case EXPLICIT -> "named for this run";
        case USED -> "chosen with \"toolchain use\"";
        default -> bundles.size() == 1 ? "the only one" : "the newest that counts";
      };
    }
    Toolchain other = inUse.get();
    return other.origin() == Origin.BUNDLE
        ? other.version() + " comes first"
        : ToolchainReport.origin(other.origin()) + " comes first";
  }

  private static long bytes(InstalledBundle bundle) {
    try {
      return bundle.bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
