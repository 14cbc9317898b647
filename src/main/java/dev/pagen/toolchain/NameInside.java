package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The name of another library by which a library opens it at run time, read off its bytes. */
final class NameInside {
  private static final int CHUNK = 1 << 20;
  private static final int LONGEST_NAME = 64;

  private NameInside() {}

  /**
   * The last name in {@code file} that starts with {@code start} and goes on with a version, such
   * as {@code libnvrtc-builtins.so.13.0}. Reads from the end: text lies behind code there, of which
   * NVRTC has 100 MB.
   *
   * @return empty if there is none, or the file cannot be read
   */
  static Optional<String> of(Path file, String start) {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(CHUNK + LONGEST_NAME);
      for (long end = in.size(); end > 0; end -= CHUNK) {
        long from = Math.max(0, end - CHUNK);
        buffer.clear().limit((int) Math.min(end - from + LONGEST_NAME, in.size() - from));
        while (buffer.hasRemaining() && in.read(buffer, from + buffer.position()) > 0) {}
        String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        for (int at = text.lastIndexOf(start); at >= 0; at = text.lastIndexOf(start, at - 1)) {
          int stop = endOfVersion(text, at + start.length());
          if (stop > at + start.length()) {
            return Optional.of(text.substring(at, stop));
          }
        }
      }
    } catch (IOException e) {
      // Not readable, which its digest will say.
    }
    return Optional.empty();
  }

  /** A version ends in a number; a dot behind it ends a sentence. */
  private static int endOfVersion(String text, int from) {
    int end = from;
    while (end < text.length()
        && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    while (end > from && text.charAt(end - 1) == '.') {
      end--;
    }
    return end;
  }
}
