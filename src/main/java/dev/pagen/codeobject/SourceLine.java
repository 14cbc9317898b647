package dev.pagen.codeobject;

/**
 * A line of source, as {@code NAME:LINE}.
 *
 * @param file its name without folders
 * @param line from 1 on
 */
public record SourceLine(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
