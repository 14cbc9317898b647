package dev.pagen.toolchain;

import java.util.OptionalLong;

/**
 * Hears how an installation goes on. Called on the installing thread, several times a second; an
 * exception thrown here ends the installation, which then leaves nothing behind.
 */
@FunctionalInterface
public interface InstallProgress {
  /** Hears nothing. */
  InstallProgress SILENT = (step, done, total) -> {};

  /**
   * Hears how far a step has come.
   *
   * @param step what is being done
   * @param done bytes so far, 0 where bytes are not counted
   * @param total bytes in all, where known
   */
  void update(Step step, long done, OptionalLong total);

  /** The steps, in order. */
  enum Step {
    /** Another process is installing; this one waits for it. */
    WAIT("Waiting for another installation to finish"),
    /** Fetching the suite's package index. */
    INDEX("Reading the package index"),
    /** Fetching the packages. */
    DOWNLOAD("Downloading HIPRTC"),
    /** Unpacking the packages. */
    UNPACK("Unpacking HIPRTC"),
    /** Making sure that the libraries start. */
    CHECK("Checking HIPRTC");

    private final String label;

    Step(String label) {
      this.label = label;
    }

    /** What to tell people. */
    public String label() {
      return label;
    }
  }
}
