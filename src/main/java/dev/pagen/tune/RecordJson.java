package dev.pagen.tune;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.json.SpecJson;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Records as lines of JSON. */
public final class RecordJson {
  private static final int FORMAT = 1;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private RecordJson() {}

  /** A record as one line, without a line break. */
  static String line(TuningRecord record) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", FORMAT);
    node.put("time", record.time().toString());
    node.put("device", record.stamp().device());
    node.put("driver", record.stamp().driver());
    node.put("compiler", record.key().compiler());
    node.put("compiler_digest", record.key().compilerDigest());
    node.put("template", record.key().template());
    record.code().ifPresent(code -> node.put("code", code));
    SpecJson.write(record.kernel(), node);
    node.put("sequences", record.size().sequences());
    node.put("context", record.size().context());
    record.shard().ifPresent(shard -> node.set("shard", write(shard)));
    record.sameAs().ifPresent(twin -> node.set("same_code_as", SpecJson.write(twin)));
    record.resources().ifPresent(resources -> node.set("resources", write(resources)));
    node.set("outcome", write(record.outcome()));
    record
        .origin()
        .ifPresent(
            origin ->
                node.putObject("origin")
                    .put("pa_gen", origin.version())
                    .put("seed", origin.seed()));
    return MAPPER.writeValueAsString(node);
  }

  /** Which of several shards it is. */
  public static ObjectNode write(Shard shard) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("number", shard.number())
        .put("count", shard.count())
        .put("host", shard.host());
  }

  /** What a candidate's code takes. */
  public static ObjectNode write(Resources resources) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("registers", resources.registers());
    node.put("lds_bytes", resources.ldsBytes());
    node.put("workgroups_per_cu", resources.workgroupsPerCu());
    node.put("waves_per_cu", resources.wavesPerCu());
    resources.bytesInFlightPerCu().ifPresent(b -> node.put("bytes_in_flight_per_cu", b));
    resources
        .loop()
        .ifPresent(
            loop ->
                node.putObject("main_loop")
                    .put("tokens", loop.tokens())
                    .put("instructions", loop.total())
                    .put("matrix", loop.matrix())
                    .put("vector", loop.vector())
                    .put("memory", loop.memory())
                    .put("lds", loop.lds()));
    return node;
  }

  /** What came of a candidate. */
  public static ObjectNode write(Outcome outcome) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    return switch (outcome) {
      case Outcome.Timed timed ->
          node.put("kind", "timed")
              .put("time_us", timed.microseconds())
              .put("low_us", timed.low())
              .put("high_us", timed.high())
              .put("floor_us", timed.floorMicroseconds())
              .put("runs", timed.runs());
      case Outcome.Predicted predicted -> {
        node.put("kind", "predicted")
            .put("low_us", predicted.low())
            .put("high_us", predicted.high())
            .put("floor_us", predicted.floorMicroseconds());
        predicted.waitsFor().ifPresent(what -> node.put("waits_for", what));
        yield node;
      }
      case Outcome.Rejected rejected ->
          node.put("kind", rejected.cause().toString()).put("reason", rejected.reason());
    };
  }

  /**
   * Parses a line.
   *
   * @throws tools.jackson.core.JacksonException if it is no JSON
   */
  static JsonNode parse(String line) {
    return MAPPER.readTree(line);
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is none that this version writes
   * @throws dev.pagen.PagenException if its kernel is none that this version knows
   */
  static TuningRecord read(JsonNode node) {
    if (node.path("format").asInt(0) != FORMAT) {
      throw new IllegalArgumentException("not of format " + FORMAT);
    }
    KernelSpec kernel =
        SpecJson.kernel(node).orElseThrow(() -> new IllegalArgumentException("no target"));
    return new TuningRecord(
        Instant.parse(text(node, "time")),
        new Stamp(text(node, "device"), text(node, "driver")),
        new KernelKey(
            text(node, "compiler"), text(node, "compiler_digest"), text(node, "template")),
        kernel,
        new WorkloadSize((int) number(node, "sequences"), (int) number(node, "context")),
        node.has("code") ? Optional.of(text(node, "code")) : Optional.empty(),
        node.has("same_code_as")
            ? Optional.of(tuning(kernel.tuning(), node.get("same_code_as")))
            : Optional.empty(),
        node.has("resources") ? Optional.of(resources(node.get("resources"))) : Optional.empty(),
        outcome(node.path("outcome")),
        node.has("origin") ? Optional.of(origin(node.get("origin"))) : Optional.empty(),
        node.has("shard") ? Optional.of(shard(node.get("shard"))) : Optional.empty());
  }

  private static Shard shard(JsonNode node) {
    return new Shard((int) number(node, "number"), (int) number(node, "count"), text(node, "host"));
  }

  /** Whether a line is a JSON object, of whatever version. */
  static boolean isObject(String line) {
    try {
      return MAPPER.readTree(line).isObject();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static Resources resources(JsonNode node) {
    JsonNode loop = node.path("main_loop");
    return new Resources(
        (int) number(node, "registers"),
        (int) number(node, "lds_bytes"),
        (int) number(node, "workgroups_per_cu"),
        (int) number(node, "waves_per_cu"),
        node.has("bytes_in_flight_per_cu")
            ? Optional.of((long) number(node, "bytes_in_flight_per_cu"))
            : Optional.empty(),
        loop.isMissingNode()
            ? Optional.empty()
            : Optional.of(
                new LoopInstructions(
                    (int) number(loop, "tokens"),
                    (int) number(loop, "instructions"),
                    (int) number(loop, "matrix"),
                    (int) number(loop, "vector"),
                    (int) number(loop, "memory"),
                    (int) number(loop, "lds"))));
  }

  private static Outcome outcome(JsonNode node) {
    String kind = text(node, "kind");
    return switch (kind) {
      case "timed" ->
          new Outcome.Timed(
              positive(node, "time_us"),
              number(node, "low_us"),
              number(node, "high_us"),
              positive(node, "floor_us"),
              (int) positive(node, "runs"));
      case "predicted" ->
          new Outcome.Predicted(
              positive(node, "low_us"),
              positive(node, "high_us"),
              positive(node, "floor_us"),
              node.has("waits_for") ? Optional.of(text(node, "waits_for")) : Optional.empty());
      default ->
          new Outcome.Rejected(
              Outcome.Cause.of(kind)
                  .orElseThrow(() -> new IllegalArgumentException("no outcome " + kind)),
              text(node, "reason"));
    };
  }

  private static Origin origin(JsonNode node) {
    return new Origin(text(node, "pa_gen"), node.path("seed").asLong());
  }

  private static Tuning tuning(Tuning like, JsonNode node) {
    Tuning tuning = like;
    for (TuningParameter parameter : TuningParameter.values()) {
      tuning = parameter.set(tuning, node.path(parameter.toString()).asString(parameter.get(like)));
    }
    return tuning;
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isString()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value.stringValue();
  }

  private static double number(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value.doubleValue();
  }

  /** Of what was measured or predicted: no look-up may take a candidate that took no time. */
  private static double positive(JsonNode node, String name) {
    double value = number(node, name);
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("%s is %s".formatted(name, value));
    }
    return value;
  }
}
