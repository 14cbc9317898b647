package dev.pagen.toolchain;

import java.util.Optional;

/**
 * One place where a toolchain was looked for, and what came of it.
 *
 * @param origin the rule that led there
 * @param place the path as a person would name it
 * @param outcome what came of it
 * @param version the HIPRTC or NVRTC that lies there, where its files tell
 * @param reason one sentence for people: what was found, or why the place was passed over
 */
public record Finding(
    Toolchain.Origin origin,
    String place,
    Outcome outcome,
    Optional<CompilerVersion> version,
    String reason) {

  /** What came of looking at a place. */
  public enum Outcome {
    /** This is the toolchain in use. */
    CHOSEN,
    /** Usable, but another was chosen, or nothing says that it may be used. */
    AVAILABLE,
    /** The same file as one found before, by another path. */
    SAME,
    /** A compiler too old for this project's targets; used only when the user names it. */
    TOO_OLD,
    /** Some of the libraries are there, others are missing. */
    INCOMPLETE,
    /** No compiler there. */
    ABSENT
  }
}
