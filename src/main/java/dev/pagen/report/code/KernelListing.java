package dev.pagen.report.code;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.KernelArgument;
import dev.pagen.codeobject.KernelMetadata;
import dev.pagen.launch.ArgumentSlots;
import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.terminal.Screen;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What it takes to launch the kernels of a code object, as its metadata tells it, and a launch list
 * to fill in.
 *
 * @param name of the code object, as people call it
 * @param codeObject as read
 */
public record KernelListing(String name, CodeObject codeObject) {
  /** For people. */
  public String text(Screen screen) {
    return codeObject.kernels().stream()
        .map(kernel -> text(kernel, screen))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String text(CompiledKernel kernel, Screen screen) {
    KernelMetadata metadata = kernel.metadata();
    Table table =
        new Table(
            Column.number("argument"),
            Column.text("name"),
            Column.text("type"),
            Column.text("kind"),
            Column.number("offset"),
            Column.number("bytes"),
            Column.text("address space").expendable(2),
            Column.text("access").expendable(1));
    int number = 0;
    for (KernelArgument argument : metadata.arguments()) {
      table.add(
          String.valueOf(number++),
          ArgumentSlots.name(argument).orElse("-"),
          argument.typeName().orElse("-"),
          ArgumentSlots.isPadding(argument) ? "padding" : argument.valueKind(),
          String.valueOf(argument.offset()),
          String.valueOf(argument.size()),
          argument.addressSpace().orElse("-"),
          argument.access().orElse("-"));
    }
    String arguments =
        metadata.arguments().isEmpty()
            ? "  no arguments in the metadata: give them as in a structure"
            : table.text(screen.beside(2)).indent(2).stripTrailing();
    return "%s%n  workgroups of up to %d threads, %d bytes of LDS, %d of scratch, %d of arguments%n%s%n"
        .formatted(
            kernel.name(),
            metadata.maxWorkgroupSize(),
            metadata.ldsBytes(),
            metadata.scratchBytes(),
            metadata.kernargBytes(),
            arguments);
  }

  /** The same for programs. */
  public ObjectNode json() {
    ObjectNode document = Json.object();
    document.put("code_object", name);
    document.put("target", codeObject.arch());
    ArrayNode kernels = document.putArray("kernels");
    for (CompiledKernel kernel : codeObject.kernels()) {
      KernelMetadata metadata = kernel.metadata();
      ObjectNode node = kernels.addObject();
      node.put("symbol", kernel.name());
      node.put("max_workgroup_size", metadata.maxWorkgroupSize());
      node.put("lds_bytes", metadata.ldsBytes());
      node.put("scratch_bytes", metadata.scratchBytes());
      node.put("argument_bytes", metadata.kernargBytes());
      ArrayNode arguments = node.putArray("arguments");
      metadata.arguments().forEach(argument -> describe(arguments.addObject(), argument));
    }
    document.set("launch_list", skeleton());
    return document;
  }

  private static void describe(ObjectNode node, KernelArgument argument) {
    ArgumentSlots.name(argument).ifPresent(name -> node.put("name", name));
    argument.typeName().ifPresent(type -> node.put("type", type));
    node.put("kind", argument.valueKind());
    node.put("offset", argument.offset());
    node.put("bytes", argument.size());
    argument.addressSpace().ifPresent(space -> node.put("address_space", space));
    argument.access().ifPresent(access -> node.put("access", access));
    node.put("hidden", argument.hidden());
    node.put("padding", ArgumentSlots.isPadding(argument));
  }

  /** A launch list with a launch of each kernel: what it does not know is 1, or a small buffer. */
  public ObjectNode skeleton() {
    ObjectNode list = Json.object();
    list.put("name", name);
    ArrayNode buffers = list.putArray("buffers");
    ArrayNode launches = list.putArray("launches");
    for (CompiledKernel kernel : codeObject.kernels()) {
      ObjectNode launch = launches.addObject();
      launch.put("symbol", kernel.name());
      launch.putArray("grid").add(1).add(1).add(1);
      launch.putArray("block").add(Math.min(256, kernel.maxWorkgroupSize())).add(1).add(1);
      launch.put("dynamic_lds_bytes", 0);
      ArrayNode arguments = launch.putArray("arguments");
      List<KernelArgument> given =
          kernel.arguments().stream()
              .filter(a -> !a.hidden() && !ArgumentSlots.isPadding(a))
              .toList();
      for (KernelArgument argument : given) {
        add(arguments.addObject(), argument, buffers);
      }
    }
    return list;
  }

  private static void add(ObjectNode node, KernelArgument argument, ArrayNode buffers) {
    ArgumentSlots.name(argument).ifPresent(name -> node.put("name", name));
    if (argument.valueKind().equals("global_buffer")) {
      String buffer = ArgumentSlots.name(argument).orElse("buffer") + "_" + buffers.size();
      node.put("buffer", buffer);
      ObjectNode described = buffers.addObject();
      described.put("name", buffer);
      described.put("dtype", "float32");
      described.putArray("shape").add(1024);
      if (argument.access().equals(Optional.of("read_only"))) {
        described.putArray("uniform").add(-1).add(1);
      }
      return;
    }
    switch (argument.size()) {
      case Byte.BYTES -> node.put("int8", 1);
      case Short.BYTES -> node.put("int16", 1);
      case Integer.BYTES -> node.put("int32", 1);
      case Long.BYTES -> node.put("int64", 1);
      default -> node.put("bytes", "00".repeat(argument.size()));
    }
  }
}
