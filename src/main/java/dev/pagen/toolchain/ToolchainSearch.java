package dev.pagen.toolchain;

import java.util.List;
import java.util.Optional;

/**
 * What looking for a toolchain came to.
 *
 * @param vendor whose toolchain
 * @param chosen the toolchain to use, if there is one
 * @param findings every place looked at, in order
 */
public record ToolchainSearch(Vendor vendor, Optional<Toolchain> chosen, List<Finding> findings) {
  public ToolchainSearch {
    findings = List.copyOf(findings);
  }
}
