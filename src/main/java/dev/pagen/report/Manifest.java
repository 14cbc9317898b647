package dev.pagen.report;

import dev.pagen.attention.SpecJson;
import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.GpuKernel;
import dev.pagen.codeobject.KernelArgument;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.render.KernelEntry;
import dev.pagen.render.KernelParameter;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.HeadGroups;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.Reduce;
import java.util.List;
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

  /** The manifest of a built kernel with the report on its code object. */
  public static ObjectNode of(BuiltKernel kernel, CodeObjectReport report) {
    GpuCode code = report.code();
    AttentionSpec attention = kernel.rendered().spec().attention();
    Tuning tuning = kernel.rendered().spec().tuning();
    ObjectNode manifest = Json.object();
    manifest.put("format", FORMAT);
    manifest.put("name", kernel.name());
    manifest.put("target", kernel.rendered().spec().target().arch());
    manifest.put("target_id", code.targetId());
    manifest.put("key", kernel.result().entry().key().hex());
    manifest.put("compiler", kernel.result().entry().compilerIdentity());
    manifest.set("attention", SpecJson.write(attention));
    manifest.set("tuning", SpecJson.write(tuning));
    boolean decodes = kernel.rendered().entry(KernelEntry.Role.DECODE).isPresent();
    ObjectNode workload = manifest.putObject("workload");
    workload.put("sequences", "sequences of the batch");
    workload.put("max_context", "tokens of the longest sequence");
    workload.put(
        "partition_size",
        tuning.partition() > 0
            ? String.valueOf(tuning.partition())
            : "a choice, best a multiple of %d"
                .formatted(kernel.rendered().spec().tokensPerBlock()));
    String reach =
        attention.window().isPresent()
            ? "min(max_context, %d)".formatted(attention.reach(Integer.MAX_VALUE))
            : "max_context";
    workload.put("max_partitions", "max(1, ceil(%s / partition_size))".formatted(reach));
    manifest.set("workspace", decodes ? workspace(attention, tuning) : Json.array());
    ArrayNode kernels = manifest.putArray("kernels");
    for (KernelEntry entry : kernel.rendered().kernels()) {
      KernelReport cost =
          report.kernels().stream()
              .filter(k -> k.name().equals(entry.symbol()))
              .findFirst()
              .orElseThrow();
      kernels.add(kernel(entry, code.kernel(entry.symbol()), cost));
    }
    return manifest;
  }

  private static ArrayNode workspace(AttentionSpec attention, Tuning tuning) {
    ArrayNode workspace = Json.array();
    String slots = "sequences * %d * max_partitions".formatted(attention.sequenceRows());
    buffer(workspace, "partial_out", slots + " * %d * 4".formatted(attention.headSize()));
    buffer(workspace, "partial_max", slots + " * 4");
    buffer(workspace, "partial_sum", slots + " * 4");
    if (tuning.reduce() == Reduce.LAST_WORKGROUP) {
      buffer(
              workspace,
              "arrivals",
              "sequences * %d * 4".formatted(HeadGroups.workgroups(attention)))
          .put("initially", "zeros; every launch leaves it zeros");
    }
    return workspace;
  }

  private static ObjectNode buffer(ArrayNode workspace, String name, String bytes) {
    ObjectNode node = workspace.addObject();
    node.put("name", name);
    node.put("bytes", bytes);
    node.put("needed_when", "max_partitions > 1");
    return node;
  }

  private static ObjectNode kernel(KernelEntry entry, GpuKernel gpuKernel, KernelReport cost) {
    ObjectNode node = Json.object();
    node.put("symbol", entry.symbol());
    switch (entry.role()) {
      case DECODE -> node.put("role", "decode");
      case REDUCE -> node.put("role", "reduce").put("launched_when", "max_partitions > 1");
      case FLOOR -> node.put("role", "floor");
    }
    ArrayNode grid = node.putArray("grid");
    entry.grid().forEach(grid::add);
    node.putArray("block").add(entry.threads()).add(1).add(1);
    node.put("dynamic_lds_bytes", entry.dynamicLdsBytes());
    node.put("kernarg_bytes", gpuKernel.argumentBytes());
    ArrayNode arguments = node.putArray("arguments");
    List<KernelArgument> compiled =
        gpuKernel.arguments().stream().filter(argument -> !argument.hidden()).toList();
    if (compiled.size() != entry.parameters().size()) {
      throw disagreement(gpuKernel, compiled.size() + " arguments");
    }
    for (int i = 0; i < compiled.size(); i++) {
      arguments.add(argument(entry.parameters().get(i), compiled.get(i), gpuKernel));
    }
    node.set("resources", cost.resourcesJson());
    return node;
  }

  private static ObjectNode argument(
      KernelParameter parameter, KernelArgument compiled, GpuKernel gpuKernel) {
    if (compiled.size() != parameter.bytes()) {
      throw disagreement(gpuKernel, "%d bytes for %s".formatted(compiled.size(), parameter.name()));
    }
    ObjectNode node = Json.object();
    node.put("name", parameter.name());
    node.put("type", parameter.type());
    node.put("offset", compiled.offset());
    node.put("size", compiled.size());
    if (parameter.isPointer()) {
      node.put("access", parameter.access().toString());
      node.put("shape", parameter.shape());
    } else {
      node.put("meaning", parameter.shape());
    }
    return node;
  }

  private static IllegalStateException disagreement(GpuKernel gpuKernel, String found) {
    return new IllegalStateException(
        "%s was compiled with %s, which is not what its source declares"
            .formatted(gpuKernel.name(), found));
  }
}
