package dev.pagen.report.page;

import dev.pagen.report.page.Page.Fact;
import dev.pagen.report.toolchain.ToolchainReport;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where numbers come from; nothing in it tells a person's machine, but for its GPU.
 *
 * @param version of pa-gen
 * @param time when
 * @param device its name, or what stands in for one
 * @param driver its version, or that of what stands in for it
 * @param compiler what the kernels were compiled by
 * @param seed of the inputs
 */
public record Provenance(
    String version, String time, String device, String driver, String compiler, String seed) {
  private static final String UNKNOWN = "not on record";
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  /** That of what was just done. */
  public static Provenance now(
      String version, String device, String driver, Collection<String> compilers, long seed) {
    return new Provenance(
        version,
        minute(Instant.now()),
        device,
        driver,
        all(compilers.stream().map(ToolchainReport::brief).toList()),
        String.valueOf(seed));
  }

  /** Different ones of these, which may be none. */
  public static String all(Collection<String> values) {
    return values.isEmpty()
        ? UNKNOWN
        : values.stream().distinct().sorted().collect(Collectors.joining(", "));
  }

  public static String minute(Instant time) {
    return MINUTE.format(time) + " UTC";
  }

  /** From the first of these times to the last. */
  public static String span(Collection<Instant> times) {
    String first = MINUTE.format(times.stream().min(Instant::compareTo).orElseThrow());
    String last = MINUTE.format(times.stream().max(Instant::compareTo).orElseThrow());
    return first.equals(last) ? first + " UTC" : "%s to %s UTC".formatted(first, last);
  }

  /** A line for each. */
  public List<Fact> facts() {
    return List.of(
        new Fact("when", time),
        new Fact("where", device),
        new Fact("driver or model", driver),
        new Fact("compiler", compiler),
        new Fact("pa-gen", version),
        new Fact("seed", seed));
  }
}
