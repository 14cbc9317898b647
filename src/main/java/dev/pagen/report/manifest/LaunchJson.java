package dev.pagen.report.manifest;

import dev.pagen.attention.ArgumentAgreement;
import dev.pagen.attention.Planner;
import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.GpuKernel;
import dev.pagen.kernel.Argument;
import dev.pagen.kernel.Extent;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.KernelParameter;
import dev.pagen.kernel.WorkspaceBuffer;
import dev.pagen.render.RenderedKernel;
import dev.pagen.report.Json;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Lookback;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a {@link Manifest} says of launches. Nothing in it has to be evaluated: numbers, and names
 * of the quantities that a plan has.
 */
public final class LaunchJson {
  /** Where some sequence may have several partitions. */
  private static final String SPLIT = "split";

  private LaunchJson() {}

  /**
   * Adds what launching takes: how launches are planned, what memory they need, and the kernels.
   *
   * @param code what was compiled from {@code kernel}; if it is not known, the kernels' arguments
   *     are taken to lie as the source declares them
   */
  public static void put(ObjectNode manifest, RenderedKernel kernel, Optional<GpuCode> code) {
    AttentionSpec attention = kernel.spec().attention();
    if (kernel.planned()) {
      manifest.set("planner", planner(attention, Planner.of(kernel, code)));
    }
    ArrayNode workspace = manifest.putArray("workspace");
    kernel.workspace().forEach(buffer -> workspace.add(buffer(buffer)));
    ArrayNode kernels = manifest.putArray("kernels");
    for (KernelEntry entry : kernel.kernels()) {
      kernels.add(kernel(attention, entry, code.map(known -> known.kernel(entry.symbol()))));
    }
  }

  private static ObjectNode planner(AttentionSpec attention, Planner planner) {
    ObjectNode node = Json.object();
    node.put("partition_size", planner.partitionSize());
    node.put("work_list", planner.workList());
    node.put("q_len", attention.qLen());
    Lookback walked = attention.walked();
    node.put("window", walked instanceof Lookback.Window(int tokens) ? tokens : 0);
    node.put("chunk", walked instanceof Lookback.Chunk(int tokens) ? tokens : 0);
    node.put("block_tokens", planner.blockTokens());
    node.put("longest_partition", planner.longestPartition());
    node.put("workgroups", planner.workgroups());
    node.put("workgroups_per_cu", planner.workgroupsPerCu());
    ObjectNode costs = node.putObject("costs");
    Planner.Costs of = planner.costs();
    number(costs, "token_bytes", of.tokenBytes());
    number(costs, "partial_bytes", of.partialBytes());
    number(costs, "start", of.start());
    number(costs, "token", of.token());
    number(costs, "merge", of.merge());
    number(costs, "merge_partition", of.mergePartition());
    return node;
  }

  /** A number that is nearly always whole. */
  private static void number(ObjectNode node, String name, double value) {
    if (value == Math.rint(value)) {
      node.put(name, (long) value);
    } else {
      node.put(name, value);
    }
  }

  private static ObjectNode buffer(WorkspaceBuffer buffer) {
    ObjectNode node = Json.object();
    node.put("name", buffer.argument().toString());
    node.put("part", buffer.part().toString());
    ObjectNode bytes = node.putObject("bytes");
    if (buffer.ofItem() > 0) {
      bytes.put(Argument.MAX_ITEMS.toString(), buffer.ofItem());
    }
    if (buffer.ofSequence() > 0) {
      bytes.put(Argument.SEQUENCES.toString(), buffer.ofSequence());
    }
    if (buffer.constant() > 0) {
      bytes.put("constant", buffer.constant());
    }
    node.put("needed_when", buffer.part().onlyOfSplit() ? SPLIT : "always");
    if (buffer.argument() == Argument.ARRIVALS) {
      node.put("initially", "zeros");
    }
    return node;
  }

  private static ObjectNode kernel(
      AttentionSpec attention, KernelEntry entry, Optional<? extends GpuKernel> compiled) {
    ObjectNode node = Json.object();
    node.put("symbol", entry.symbol());
    switch (entry.role()) {
      case PLAN -> node.put("role", "plan").put("launched_when", "lengths_changed");
      case DECODE -> node.put("role", "decode");
      case REDUCE -> node.put("role", "reduce").put("launched_when", SPLIT);
      case FLOOR -> node.put("role", "floor");
      case MERGING_FLOOR -> node.put("role", "merging_floor");
      case CACHE_WRITE -> node.put("role", "cache_write");
    }
    ArrayNode grid = node.putArray("grid");
    for (Extent extent : entry.grid()) {
      switch (extent) {
        case Extent.Constant(int workgroups) -> grid.add(workgroups);
        case Extent.Quantity quantity -> grid.add(quantity.toString());
      }
    }
    node.putArray("block").add(entry.threads()).add(1).add(1);
    node.put("dynamic_lds_bytes", entry.dynamicLdsBytes());
    compiled.ifPresent(kernel -> requireAgreement(entry, kernel));
    node.put(
        "kernarg_bytes", compiled.map(GpuKernel::argumentBytes).orElseGet(entry::argumentBytes));
    ArrayNode arguments = node.putArray("arguments");
    List<Integer> offsets = entry.offsets();
    for (int i = 0; i < offsets.size(); i++) {
      arguments.add(argument(attention, entry.parameters().get(i), offsets.get(i)));
    }
    return node;
  }

  private static void requireAgreement(KernelEntry entry, GpuKernel kernel) {
    Optional<String> difference = ArgumentAgreement.difference(entry, kernel);
    if (difference.isPresent()) {
      throw new IllegalStateException(
          "What was compiled is not what its source declares: %s %s"
              .formatted(entry.symbol(), difference.get()));
    }
  }

  private static ObjectNode argument(
      AttentionSpec attention, KernelParameter parameter, int offset) {
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
    int multiple = parameter.argument().multiple(attention);
    if (multiple > 1) {
      node.put("multiple_of", multiple);
    }
    if (parameter.isPointer() && parameter.mayBeNull()) {
      node.put("may_be_null", true);
    }
    return node;
  }
}
