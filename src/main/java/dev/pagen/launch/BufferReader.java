package dev.pagen.launch;

import dev.pagen.launch.Argument.Value;
import dev.pagen.launch.ListedBuffer.Expectation;
import dev.pagen.launch.ListedBuffer.Size;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the buffers that a list asks for. */
final class BufferReader {
  private static final List<String> CONTENTS =
      List.of(
          "npy", "fill", "values", "ramp", "permutation", "indptr", "uniform", "normal", "struct");

  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "bytes",
          "dtype",
          "shape",
          "npy",
          "fill",
          "values",
          "ramp",
          "permutation",
          "indptr",
          "uniform",
          "normal",
          "struct",
          "seed",
          "size",
          "overread",
          "expect",
          "tolerance");

  private final Field field;
  private final Optional<ElementType> type;
  private final List<String> contents;

  private BufferReader(Field field) {
    this.field = field.object(FIELDS);
    this.type = field.find("dtype").map(BufferReader::type);
    this.contents = CONTENTS.stream().filter(field::has).toList();
  }

  /** A buffer. */
  static ListedBuffer read(Field field) {
    return new BufferReader(field).read();
  }

  private ListedBuffer read() {
    String name = field.get("name").text();
    if (contents.size() > 1) {
      throw field.wrong(
          "it has %s; a buffer has one content".formatted(String.join(" and ", contents)));
    }
    refuseWithout("seed", "uniform", "normal");
    refuseWithout("size", "struct");
    refuseWithout("tolerance", "expect");
    return new ListedBuffer(
        field.path(),
        name,
        size(),
        contents.isEmpty() ? new Content.Poison() : content(contents.getFirst()),
        field.find("overread").map(Field::formula).orElse(Formula.of(0)),
        field.find("expect").map(this::expectation));
  }

  private void refuseWithout(String name, String... others) {
    if (field.has(name) && List.of(others).stream().noneMatch(field::has)) {
      throw field.get(name).wrong("it goes with " + String.join(" or ", others));
    }
  }

  private static ElementType type(Field field) {
    String text = field.text();
    return ElementType.of(text)
        .orElseThrow(
            () ->
                field.wrong(
                    "there is no type %s; there are %s".formatted(text, ElementType.names())));
  }

  private Size size() {
    if (field.has("bytes")) {
      if (field.has("dtype") || field.has("shape")) {
        throw field.get("bytes").wrong("it has a dtype or a shape too; one of them says the size");
      }
      if (!contents.isEmpty() && !contents.getFirst().equals("fill")) {
        throw field
            .get("bytes")
            .wrong("what it holds has a size of its own, of a dtype and a shape");
      }
      return new Size.Bytes(field.get("bytes").formula());
    }
    boolean ownExtent = Set.of("npy", "values", "indptr", "struct").stream().anyMatch(field::has);
    if (ownExtent) {
      if (field.has("shape")) {
        throw field.get("shape").wrong("%s has a shape of its own".formatted(contents.getFirst()));
      }
      return new Size.OfContent(
          field.has("npy") || field.has("struct") ? type : Optional.of(required()));
    }
    if (!field.has("shape")) {
      throw field.wrong(
          "it must have \"bytes\", or \"dtype\" and \"shape\", or a content of its own: npy,"
              + " values, indptr, struct");
    }
    return new Size.Shape(required(), field.get("shape").formulas());
  }

  private ElementType required() {
    return type(field.get("dtype"));
  }

  private Content content(String kind) {
    Field value = field.get(kind);
    return switch (kind) {
      case "npy" -> new Content.File(value.sibling());
      case "fill" ->
          type.isPresent()
              ? new Content.Constant(ArgumentReader.number(value, required()))
              : new Content.Words((int) value.whole(Integer.MIN_VALUE, 0xffff_ffffL));
      case "values" ->
          new Content.Values(
              value.list().stream().map(f -> ArgumentReader.number(f, required())).toList());
      case "ramp" -> {
        List<Value> both =
            value.list(2, "two numbers, the first one and the step").stream()
                .map(f -> ArgumentReader.number(f, step(required())))
                .toList();
        yield new Content.Ramp(both.getFirst(), both.getLast());
      }
      case "permutation" -> whole(() -> new Content.Permutation(seed(value)), value);
      case "indptr" -> whole(() -> new Content.Indptr(value.formulas()), value);
      case "uniform" -> {
        List<Field> range = value.list(2, "two numbers, the least and the one above the largest");
        double least = range.getFirst().real();
        double most = range.getLast().real();
        if (!Double.isFinite(least) || !Double.isFinite(most) || most <= least) {
          throw value.wrong("the second number must be above the first, and both finite");
        }
        checkRange(value, least, most);
        yield new Content.Uniform(least, most, seed());
      }
      case "normal" -> {
        List<Field> both = value.list(2, "two numbers, mean and standard deviation");
        if (required().isWhole()) {
          throw value.wrong("it goes with types of floating-point numbers");
        }
        double mean = both.getFirst().real();
        double deviation = both.getLast().limit();
        if (!Double.isFinite(mean)) {
          throw value.wrong("the mean must be finite");
        }
        yield new Content.Normal(mean, deviation, seed());
      }
      default -> new Content.Structure(ArgumentReader.struct(value, field.find("size")));
    };
  }

  private void checkRange(Field value, double least, double most) {
    ElementType of = required();
    if (of.isWhole() && (least < of.least() || most - 1 > of.most())) {
      throw value.wrong("%s goes from %d to %d".formatted(of, of.least(), of.most()));
    }
    if (!of.isWhole() && Math.max(Math.abs(least), Math.abs(most)) > of.largest()) {
      throw value.wrong("%s goes up to %s".formatted(of, of.largest()));
    }
  }

  /** Steps may go down where numbers have no sign. */
  private static ElementType step(ElementType type) {
    return type.isWhole() ? ElementType.INT64 : type;
  }

  private Content whole(Supplier<Content> content, Field value) {
    if (!required().isWhole()) {
      throw value.wrong("it goes with types of whole numbers");
    }
    return content.get();
  }

  private long seed() {
    return field.find("seed").map(BufferReader::seed).orElse(1L);
  }

  private static long seed(Field field) {
    return field.whole(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private Expectation expectation(Field expect) {
    Optional<Field> tolerance =
        field.find("tolerance").map(t -> t.object(Set.of("relative_l2", "absolute")));
    return new Expectation(
        expect.sibling(), limit(tolerance, "relative_l2"), limit(tolerance, "absolute"));
  }

  private static OptionalDouble limit(Optional<Field> tolerance, String name) {
    return tolerance
        .flatMap(t -> t.find(name))
        .map(f -> OptionalDouble.of(f.limit()))
        .orElse(OptionalDouble.empty());
  }
}
