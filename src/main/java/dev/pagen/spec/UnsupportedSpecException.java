package dev.pagen.spec;

import dev.pagen.PagenException;
import java.util.List;
import java.util.stream.Collectors;

/** A kernel spec that is well-formed but not supported; names every reason and what would work. */
public final class UnsupportedSpecException extends PagenException {
  private final transient List<Refusal> refusals;

  public UnsupportedSpecException(String subject, List<Refusal> refusals) {
    this(subject, refusals, "");
  }

  /**
   * A refusal of several kernel specs together.
   *
   * @param subject what was asked for, as the first word of a sentence
   * @param advice which of them would do; empty if none would
   */
  public UnsupportedSpecException(String subject, List<Refusal> refusals, String advice) {
    super(
        refusals.stream()
            .map(Refusal::toString)
            .collect(
                Collectors.joining(
                    "\n  ",
                    subject + " is not supported:\n  ",
                    advice.isEmpty() ? "" : "\n" + advice)));
    this.refusals = List.copyOf(refusals);
  }

  /** Every reason, never empty. */
  public List<Refusal> refusals() {
    return refusals;
  }
}
