package dev.pagen.toolchain;

import dev.pagen.toolchain.debian.DebianPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Something that bundles can be made of: a Debian suite, or files that the user brought. */
public interface BundleSupply {
  /** What it is, for messages. */
  String name();

  /**
   * What to do where it has nothing that works, as a sentence.
   *
   * @param incomplete whether something is missing, rather than wrong
   */
  String advice(boolean incomplete);

  /** The Debian suite that it is, if it is one. */
  Optional<String> suite();

  /**
   * The HIPRTCs that it has, the newest first.
   *
   * @param work an empty folder for files of its own
   * @throws ToolchainException if it cannot be read, or has none
   */
  List<Offer> offers(Path work, InstallProgress progress) throws IOException, InterruptedException;

  /** One HIPRTC, with all that belongs to it. */
  interface Offer {
    /** What it is, for messages. */
    String name();

    /**
     * Finds out what it consists of.
     *
     * @throws IncompleteBundleException if that is not all there
     */
    Contents contents(InstallProgress progress)
        throws IOException, InterruptedException, IncompleteBundleException;

    /** Puts all of it into {@code root}, an empty folder; after {@link #contents}. */
    void unpack(Path root, InstallProgress progress)
        throws IOException, InterruptedException, IncompleteBundleException;

    /** What others there ask for and is not there, for messages; empty if nothing is known. */
    default String unmet() {
      return "";
    }
  }

  /**
   * What an offer consists of.
   *
   * @param hiprtc HIPRTC's version
   * @param key the same for the same files
   * @param packages as far as it consists of packages
   */
  record Contents(String hiprtc, String key, List<DebianPackage> packages) {
    public Contents {
      packages = List.copyOf(packages);
    }

    /** What consists of {@code packages}, of which {@code hiprtc} names the one that counts. */
    public static Contents of(String hiprtc, List<DebianPackage> packages) {
      String version =
          packages.stream()
              .filter(p -> p.name().equals(hiprtc))
              .findFirst()
              .map(DebianPackage::version)
              .orElse("unknown");
      String key =
          String.join("\n", packages.stream().map(DebianPackage::toString).sorted().toList());
      return new Contents(version, key, packages);
    }
  }
}
