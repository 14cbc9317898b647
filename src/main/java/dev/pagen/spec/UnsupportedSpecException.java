package dev.pagen.spec;

import dev.pagen.PagenException;
import java.util.List;
import java.util.stream.Collectors;

/** A kernel spec that is well-formed but not supported; names every reason and what would work. */
public final class UnsupportedSpecException extends PagenException {
  private final transient List<Refusal> refusals;

  public UnsupportedSpecException(String subject, List<Refusal> refusals) {
    super(
        refusals.stream()
            .map(Refusal::toString)
            .collect(Collectors.joining("\n  ", subject + " is not supported:\n  ", "")));
    this.refusals = List.copyOf(refusals);
  }

  /** Every reason, never empty. */
  public List<Refusal> refusals() {
    return refusals;
  }
}
