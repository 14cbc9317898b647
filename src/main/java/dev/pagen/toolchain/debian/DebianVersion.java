package dev.pagen.toolchain.debian;

/**
 * A version as Debian orders them ({@code deb-version(7)}): epoch, upstream version and revision;
 * digits count as numbers, and a tilde comes before everything, even the end.
 */
public record DebianVersion(String text) implements Comparable<DebianVersion> {
  @Override
  public int compareTo(DebianVersion other) {
    int epochs = order(epoch(), other.epoch());
    if (epochs != 0) {
      return epochs;
    }
    int upstream = order(upstream(), other.upstream());
    return upstream != 0 ? upstream : order(revision(), other.revision());
  }

  private String epoch() {
    int colon = text.indexOf(':');
    return colon < 0 ? "0" : text.substring(0, colon);
  }

  private String withoutEpoch() {
    return text.substring(text.indexOf(':') + 1);
  }

  private String upstream() {
    String rest = withoutEpoch();
    int dash = rest.lastIndexOf('-');
    return dash < 0 ? rest : rest.substring(0, dash);
  }

  private String revision() {
    String rest = withoutEpoch();
    int dash = rest.lastIndexOf('-');
    return dash < 0 ? "" : rest.substring(dash + 1);
  }

  /** Compares runs of other characters and runs of digits in turn. */
  private static int order(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while (i < a.length() && !isDigit(a, i) || j < b.length() && !isDigit(b, j)) {
        int difference = weight(a, i++) - weight(b, j++);
        if (difference != 0) {
          return difference;
        }
      }
      int digitsA = i;
      int digitsB = j;
      while (isDigit(a, i)) {
        i++;
      }
      while (isDigit(b, j)) {
        j++;
      }
      int difference = compareNumbers(a.substring(digitsA, i), b.substring(digitsB, j));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static int compareNumbers(String a, String b) {
    String shortA = a.replaceFirst("^0+", "");
    String shortB = b.replaceFirst("^0+", "");
    return shortA.length() != shortB.length()
        ? shortA.length() - shortB.length()
        : shortA.compareTo(shortB);
  }

  /** A tilde, then the end or a digit, then letters, then all else. */
  private static int weight(String text, int at) {
    if (at >= text.length() || isDigit(text, at)) {
      return 0;
    }
    char c = text.charAt(at);
    if (c == '~') {
      return -1;
    }
    return Character.isLetter(c) ? c : c + 256;
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  @Override
  public String toString() {
    return text;
  }
}
