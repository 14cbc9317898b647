package dev.pagen.terminal;

/** How a piece of text looks where there are colours: legible on a light and on a dark ground. */
public enum Style {
  HEADING("\033[1m", "\033[22m"),
  GOOD("\033[32m", "\033[39m"),
  BAD("\033[31m", "\033[39m"),
  ASIDE("\033[2m", "\033[22m");

  private final String on;
  private final String off;

  Style(String on, String off) {
    this.on = on;
    this.off = off;
  }

  /** {@code text}, which has no line breaks, in this style if {@code screen} has colours. */
  public String of(String text, Screen screen) {
    return screen.colours() && !text.isEmpty() ? on + text + off : text;
  }

  /** The length of the style's mark that {@code text} has at {@code at}; 0 if there is none. */
  static int markAt(String text, int at) {
    for (Style style : values()) {
      for (String mark : new String[] {style.on, style.off}) {
        if (text.startsWith(mark, at)) {
          return mark.length();
        }
      }
    }
    return 0;
  }
}
