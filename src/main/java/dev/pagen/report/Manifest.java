package dev.pagen.report;

import static java.util.stream.Collectors.joining;

import dev.pagen.attention.ArgumentAgreement;
import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.GpuKernel;
import dev.pagen.codeobject.Reading;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.json.SpecJson;
import dev.pagen.kernel.Argument;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.KernelParameter;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.Tuning.Schedule;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON that lies beside a code object and tells another program how to launch it. Formulas are
 * in terms of {@code sequences} (the batch), {@code max_context} (tokens of the longest sequence)
 * and each other.
 */
public final class Manifest {
  private static final int FORMAT = 1;

  private Manifest() {}

  /**
   * The manifest of a built kernel with the report on its code object. What the report does not
   * know is left out, and {@code unread} says why: the rest is what launching takes.
   *
   * @param tuningFrom where its tuning comes from
   * @param layers which of a model's layers it is for, if a model was given
   */
  public static ObjectNode of(
      BuiltKernel kernel,
      Reading<CodeObjectReport> report,
      ObjectNode tuningFrom,
      Optional<ModelLayers> layers) {
    Optional<GpuCode> code = report.value().map(CodeObjectReport::code);
    KernelSpec spec = kernel.rendered().spec();
    AttentionSpec attention = spec.attention();
    Tuning tuning = spec.tuning();
    ObjectNode manifest = Json.object();
    manifest.put("format", FORMAT);
    manifest.put("name", kernel.name());
    manifest.put("target", spec.target().arch());
    manifest.put("target_id", code.map(GpuCode::targetId).orElse(spec.target().arch()));
    manifest.put("key", kernel.result().entry().key().hex());
    manifest.put("compiler", kernel.result().entry().compilerIdentity());
    layers.ifPresent(of -> of.put(manifest));
    manifest.set("attention", SpecJson.write(attention));
    manifest.set("tuning", SpecJson.write(tuning));
    manifest.set("tuning_from", tuningFrom);
    boolean decodes = kernel.rendered().entry(KernelEntry.Role.DECODE).isPresent();
    ObjectNode workload = manifest.putObject("workload");
    workload.put(Argument.SEQUENCES.toString(), "sequences of the batch");
    workload.put("max_context", "tokens of the longest sequence");
    workload.put(
        "looked_up",
        "tokens that a query of the sequence sees; other page numbers, rows and scales may be"
            + " anything");
    boolean listed = kernel.rendered().entry(KernelEntry.Role.PLAN).isPresent();
    boolean fixed = tuning.partition() > 0;
    int block = KernelDesign.of(spec).tokensPerBlock(spec.tuning());
    workload.put(
        Argument.PARTITION_SIZE.toString(),
        fixed
            ? String.valueOf(tuning.partition())
            : listed
                ? "0: the device chooses"
                : "a choice, best a multiple of %d".formatted(block));
    String reach =
        attention.lookback().most().isPresent()
            ? "min(max_context, %d)".formatted(attention.longestReach(Integer.MAX_VALUE))
            : "max_context";
    if (fixed || !listed) {
      workload.put(
          Argument.MAX_PARTITIONS.toString(), "max(1, ceil(%s / partition_size))".formatted(reach));
    }
    if (listed) {
      workload.put(
          Argument.MAX_ITEMS.toString(),
          fixed
              ? "sequences * max_partitions"
              : "a choice, best sequences + 2 * (workgroups of %s that the device holds) / %d"
                  .formatted(KernelEntry.Role.DECODE.symbol(), KernelDesign.of(spec).workgroups()));
    }
    manifest.set("workspace", decodes ? workspace(spec) : Json.array());
    ArrayNode kernels = manifest.putArray("kernels");
    for (KernelEntry entry : kernel.rendered().kernels()) {
      ObjectNode node = kernel(entry, tuning, code.map(c -> c.kernel(entry.symbol())));
      report
          .value()
          .ifPresent(r -> node.set("resources", r.kernel(entry.symbol()).resourcesJson()));
      kernels.add(node);
    }
    CodeObjectReport.whyUnread(report).ifPresent(why -> manifest.put("unread", why));
    return manifest;
  }

  private static ArrayNode workspace(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    Tuning tuning = spec.tuning();
    ArrayNode workspace = Json.array();
    boolean listed = tuning.schedule() == Schedule.LIST;
    String merges = merges(tuning);
    String slots =
        (listed ? "max_items * %d" : "sequences * %d * max_partitions")
            .formatted(attention.sequenceRows());
    buffer(
        workspace,
        Argument.PARTIAL_OUT,
        slots + " * %d * 4".formatted(attention.valueSize()),
        merges);
    buffer(workspace, Argument.PARTIAL_MAX, slots + " * 4", merges);
    buffer(workspace, Argument.PARTIAL_SUM, slots + " * 4", merges);
    if (tuning.reduce() == Reduce.LAST_WORKGROUP) {
      String counters = "sequences * %d * 4".formatted(KernelDesign.of(spec).workgroups());
      buffer(workspace, Argument.ARRIVALS, counters, merges)
          .put("initially", "zeros; every launch leaves it zeros");
    }
    if (listed) {
      buffer(workspace, Argument.ITEMS, "max_items * 8", "always");
      buffer(workspace, Argument.FIRST_ITEMS, "(sequences + 1) * 4", "always");
      buffer(workspace, Argument.ITEM_TOKENS, "4", "always");
    }
    return workspace;
  }

  /** When partial results have to be merged. */
  private static String merges(Tuning tuning) {
    return tuning.schedule() == Schedule.LIST ? "max_items > sequences" : "max_partitions > 1";
  }

  private static ObjectNode buffer(
      ArrayNode workspace, Argument argument, String bytes, String neededWhen) {
    ObjectNode node = workspace.addObject();
    node.put("name", argument.toString());
    node.put("bytes", bytes);
    node.put("needed_when", neededWhen);
    return node;
  }

  private static ObjectNode kernel(
      KernelEntry entry, Tuning tuning, Optional<? extends GpuKernel> compiled) {
    ObjectNode node = Json.object();
    node.put("symbol", entry.symbol());
    switch (entry.role()) {
      case PLAN -> node.put("role", "plan").put("launched_when", lengths(entry) + " changed");
      case DECODE -> node.put("role", "decode");
      case REDUCE -> node.put("role", "reduce").put("launched_when", merges(tuning));
      case FLOOR -> node.put("role", "floor");
    }
    ArrayNode grid = node.putArray("grid");
    entry.grid().forEach(extent -> grid.add(extent.toString()));
    node.putArray("block").add(entry.threads()).add(1).add(1);
    node.put("dynamic_lds_bytes", entry.dynamicLdsBytes());
    compiled.ifPresent(kernel -> requireAgreement(entry, kernel));
    node.put(
        "kernarg_bytes", compiled.map(GpuKernel::argumentBytes).orElseGet(entry::argumentBytes));
    ArrayNode arguments = node.putArray("arguments");
    List<Integer> offsets = entry.offsets();
    for (int i = 0; i < offsets.size(); i++) {
      arguments.add(argument(entry.parameters().get(i), offsets.get(i)));
    }
    return node;
  }

  /** What a plan is made of. */
  private static String lengths(KernelEntry plan) {
    return plan.parameters().stream()
        .filter(p -> p.isPointer() && p.access() == KernelParameter.Access.READ)
        .map(KernelParameter::name)
        .collect(joining(" or "));
  }

  private static void requireAgreement(KernelEntry entry, GpuKernel kernel) {
    Optional<String> difference = ArgumentAgreement.difference(entry, kernel);
    if (difference.isPresent()) {
      throw new IllegalStateException(
          "What was compiled is not what its source declares: %s %s"
              .formatted(entry.symbol(), difference.get()));
    }
  }

  private static ObjectNode argument(KernelParameter parameter, int offset) {
    ObjectNode node = Json.object();
    node.put("name", parameter.name());
    node.put("type", parameter.type());
    node.put("offset", offset);
    node.put("size", parameter.bytes());
    if (parameter.isPointer()) {
      node.put("access", parameter.access().toString());
      node.put("shape", parameter.shape());
    } else {
      node.put("meaning", parameter.shape());
    }
    return node;
  }
}
