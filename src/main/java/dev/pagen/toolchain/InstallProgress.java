package dev.pagen.toolchain;

import java.util.OptionalLong;

/**
 * Hears how an installation goes on. Called on the installing thread, several times a second; an
 * exception thrown by {@link #update} ends the installation, which then leaves nothing behind.
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

  /**
   * Hears something that a person should know, such as a HIPRTC that was passed over.
   *
   * @param message one or more sentences
   */
  default void note(String message) {}

  /** The steps, in order. */
  enum Step {
    /** Another process is installing; this one waits for it. */
    WAIT("Waiting for another installation to finish"),
    /** Reading what there is: a suite's package index, or the packages in a folder. */
    INDEX("Reading the package index"),
    /** Fetching the packages. */
    DOWNLOAD("Downloading HIPRTC"),
    /** Unpacking the packages. */
    UNPACK("Unpacking HIPRTC"),
    /** Making sure that the libraries start. */
    CHECK("Checking HIPRTC"),
    /** Making sure that it compiles something, and that what comes out can be read and run. */
    TRY("Trying HIPRTC on a small kernel");

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
