package dev.pagen.attention;

/**
 * Device memory for partial results, owned by the caller. Its content means nothing between
 * launches; launches that may run at the same time need one each.
 *
 * @param address aligned to 16 bytes
 * @param bytes at least what the {@link Plan} asks for
 */
public record Workspace(long address, long bytes) {
  /** For plans that need none. */
  public static final Workspace NONE = new Workspace(0, 0);
}
