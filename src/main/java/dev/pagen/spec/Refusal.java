package dev.pagen.spec;

/**
 * One reason why a kernel spec is not supported.
 *
 * @param field what was asked, by the name the command line gives it, such as {@code head size 96}
 * @param reason what is wrong with it
 * @param nearest the nearest choice that works
 */
public record Refusal(String field, String reason, String nearest) {
  @Override
  public String toString() {
    return field + ": " + reason + "; " + nearest;
  }
}
