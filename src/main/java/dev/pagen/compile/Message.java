package dev.pagen.compile;

import java.time.Duration;

/** What the parent and a worker say to each other; every request has one reply. */
sealed interface Message {

  /** Requests: what a parent asks of a worker. */
  sealed interface Request extends Message {}

  /** Replies: what a worker answers. */
  sealed interface Reply extends Message {}

  /** Compile this; answered by {@link Compiled} or {@link Failed}. */
  record Compile(CompileRequest request) implements Request {}

  /** Disassemble this code object; answered by {@link Disassembled} or {@link Failed}. */
  record Disassemble(byte[] codeObject, String arch) implements Request {}

  /** Ask the libraries about themselves; answered by {@link Probed} or {@link Failed}. */
  record Probe() implements Request {}

  /** The libraries are loaded; sent once, unasked, before any reply. */
  record Ready() implements Reply {}

  /** It compiled. */
  record Compiled(byte[] codeObject, String log, long nanoseconds) implements Reply {
    Duration time() {
      return Duration.ofNanos(nanoseconds);
    }
  }

  /** It was disassembled. */
  record Disassembled(String text) implements Reply {}

  /** What the libraries said. */
  record Probed(ToolchainProbe probe) implements Reply {}

  /** The library refused, in its own words; the log is the compiler's and may be empty. */
  record Failed(String problem, String log) implements Reply {}
}
