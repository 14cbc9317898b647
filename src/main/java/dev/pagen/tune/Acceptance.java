package dev.pagen.tune;

import dev.pagen.toolchain.Host;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How much of what a record was measured with must be that of here and now, for a look-up to use
 * it. What comes with pa-gen is always held to {@link #DEVICE_AND_TEMPLATE}.
 */
public enum Acceptance {
  /** All of it: device, driver, compiler and template. */
  EXACT("exact"),
  /**
   * The name of the device and the template, that is the rendered source and the compiler's
   * options. Driver and compiler may be others, and what differs is named in a notice.
   */
  DEVICE_AND_TEMPLATE("device+template");

  /** The environment variable that names one where nothing else does. */
  public static final String VARIABLE = "PAGEN_ACCEPT";

  private final String text;

  Acceptance(String text) {
    this.text = text;
  }

  /**
   * What an environment asks for: {@link #EXACT} where it asks for nothing.
   *
   * @throws TuningException if it asks for what is none
   */
  public static Acceptance of(Host host) {
    Optional<String> asked = host.variable(VARIABLE);
    return asked.isEmpty()
        ? EXACT
        : Arrays.stream(values())
            .filter(one -> one.text.equals(asked.get()))
            .findFirst()
            .orElseThrow(
                () ->
                    new TuningException(
                        "%s=%s: it must be one of %s"
                            .formatted(
                                VARIABLE,
                                asked.get(),
                                Arrays.stream(values())
                                    .map(Acceptance::toString)
                                    .collect(Collectors.joining(", ")))));
  }

  @Override
  public String toString() {
    return text;
  }
}
