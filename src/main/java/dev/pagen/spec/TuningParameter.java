package dev.pagen.spec;

import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Numbering;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.Tuning.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parameters of a {@link Tuning} by the names that the command line and the files use. */
public enum TuningParameter {
  BUFFERING(
      "buffering",
      "tiles of K and V that a wave has room for, 1 to 4",
      Tuning::buffering,
      Tuning::withBuffering),
  PARTITION(
      "partition",
      "tokens of one workgroup; 0 leaves it to the plan, invariant fixes it for the spec",
      Tuning::partition,
      Tuning::withPartition),
  WAVES("waves", "waves of one workgroup: 1, 2, 4 or 8", Tuning::waves, Tuning::withWaves),
  TILE(
      "tile",
      "tokens that a wave computes on at a time: 16, 32 or 64",
      Tuning::tile,
      Tuning::withTile),
  K_PATH(
      "k-path",
      "how K reaches the registers: direct, lds or copy",
      Tuning::kPath,
      LoadPath.values(),
      Tuning::withKPath),
  V_PATH(
      "v-path",
      "how V reaches the registers: direct, lds or copy",
      Tuning::vPath,
      LoadPath.values(),
      Tuning::withVPath),
  NON_TEMPORAL(
      "non-temporal",
      "hint on KV loads: true or false",
      Tuning::nonTemporal,
      new Boolean[] {true, false},
      Tuning::withNonTemporal),
  MFMA(
      "mfma",
      "matrix instruction: 16x16x16, 16x16x32, on NVIDIA 16x8x16, for latents on sm_90 64x64x16 and"
          + " 64x32x32",
      Tuning::mfma,
      MfmaShape.values(),
      Tuning::withMfma),
  WAVES_PER_EU(
      "waves-per-eu",
      "waves per SIMD that registers must leave room for, 0 to 8; 0 leaves it to the compiler",
      Tuning::wavesPerEu,
      Tuning::withWavesPerEu),
  REDUCE(
      "reduce",
      "who merges partitions: last-workgroup, kernel, or on NVIDIA all-workgroups",
      Tuning::reduce,
      Reduce.values(),
      Tuning::withReduce),
  NUMBERING(
      "numbering",
      "neighbouring sequences on different dies or on one: linear or xcd",
      Tuning::numbering,
      Numbering.values(),
      Tuning::withNumbering),
  SCHEDULE(
      "schedule",
      "where workgroups find their work: grid, or a list planned on the device",
      Tuning::schedule,
      Schedule.values(),
      Tuning::withSchedule);

  private static final int MOST = 64;

  private final String text;
  private final String description;
  private final Function<Tuning, ?> getter;
  private final BiFunction<Tuning, String, Tuning> setter;

  TuningParameter(
      String text,
      String description,
      Function<Tuning, Integer> getter,
      BiFunction<Tuning, Integer, Tuning> wither) {
    this.text = text;
    this.description = description;
    this.getter = getter;
    this.setter = (tuning, value) -> wither.apply(tuning, integer(value));
  }

  <T> TuningParameter(
      String text,
      String description,
      Function<Tuning, T> getter,
      T[] choices,
      BiFunction<Tuning, T, Tuning> wither) {
    this.text = text;
    this.description = description;
    this.getter = getter;
    this.setter = (tuning, value) -> wither.apply(tuning, choice(value, choices));
  }

  /** The parameter called {@code text}. */
  public static Optional<TuningParameter> of(String text) {
    return Arrays.stream(values()).filter(p -> p.text.equals(text)).findFirst();
  }

  /** All names, comma separated, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(TuningParameter::toString).collect(Collectors.joining(", "));
  }

  /** What it decides and which values it takes. */
  public String description() {
    return description;
  }

  /** Its value in {@code tuning}: an {@code Integer}, a {@code Boolean} or an enum constant. */
  public Object value(Tuning tuning) {
    return getter.apply(tuning);
  }

  /** Its value in {@code tuning}, as text that {@link #set} takes. */
  public String get(Tuning tuning) {
    return value(tuning).toString();
  }

  /**
   * Every value that it may take in {@code tuning}, on whatever target, as text that {@link #set}
   * takes. A partition may be any number; of it, this is the one that {@code tuning} has.
   */
  public List<String> values(Tuning tuning) {
    return switch (value(tuning)) {
      case Integer own when this == PARTITION -> List.of(own.toString());
      case Integer _ ->
          IntStream.rangeClosed(0, MOST)
              .mapToObj(String::valueOf)
              .filter(number -> takes(tuning, number))
              .toList();
      case Boolean _ -> List.of("true", "false");
      case Object own ->
          Arrays.stream(own.getClass().getEnumConstants()).map(Object::toString).toList();
    };
  }

  private boolean takes(Tuning tuning, String number) {
    try {
      set(tuning, number);
      return true;
    } catch (InvalidSpecException e) {
      return false;
    }
  }

  /**
   * {@code tuning} with this parameter changed.
   *
   * @throws InvalidSpecException if {@code value} is not one that this parameter takes
   */
  public Tuning set(Tuning tuning, String value) {
    return setter.apply(tuning, value);
  }

  @Override
  public String toString() {
    return text;
  }

  private int integer(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      boolean large = value.matches("\\+?[0-9]+");
      throw invalid(value, large ? "at most " + Integer.MAX_VALUE : "a whole number");
    }
  }

  private <T> T choice(String value, T[] choices) {
    return Arrays.stream(choices)
        .filter(choice -> choice.toString().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    value,
                    Arrays.stream(choices)
                        .map(Object::toString)
                        .collect(Collectors.joining(" or "))));
  }

  private InvalidSpecException invalid(String value, String expected) {
    return new InvalidSpecException("%s is \"%s\": it must be %s".formatted(text, value, expected));
  }
}
