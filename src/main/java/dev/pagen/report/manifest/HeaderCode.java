package dev.pagen.report.manifest;

import dev.pagen.codeobject.GpuCode;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.kernel.Argument;
import dev.pagen.kernel.Extent;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.KernelParameter;
import dev.pagen.kernel.KernelParameter.Access;
import dev.pagen.kernel.WorkspaceBuffer;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.SpecText;
import dev.pagen.report.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One target's code object in a {@link KernelsHeader}.
 *
 * @param index its place in the table of targets
 * @param target its namespace, and what the device is called
 * @param about file name and tuning, as lines of a comment
 * @param kernels in launch order
 * @param planner the initializers of {@code struct pa_gen_planner}
 * @param buffers those of {@code struct pa_gen_buffer}
 * @param planned whether one of the kernels writes a work list
 * @param image the code object's bytes
 */
record HeaderCode(
    int index,
    String target,
    String about,
    List<Kernel> kernels,
    List<String> planner,
    List<Buffer> buffers,
    boolean planned,
    List<String> image) {

  /** One of "workspace". */
  record Buffer(String part, int whenSplit, long ofItem, long ofSequence, long constant) {}

  /**
   * One of "kernels".
   *
   * @param plan whether it is launched only where lengths have changed
   * @param fields declarations of its argument block
   * @param bytes of the block
   */
  record Kernel(
      int index,
      String symbol,
      List<String> grid,
      String extents,
      int threads,
      int lds,
      int whenSplit,
      boolean plan,
      List<String> fields,
      List<Field> arguments,
      int bytes) {}

  /** An argument: where it lies, and the expression that a launch passes. */
  record Field(String name, int offset, String value) {}

  /** Arguments that a plan has, by the same names. */
  private static final Set<Argument> PLANNED =
      Set.of(
          Argument.PARTITION_SIZE, Argument.MAX_PARTITIONS, Argument.SEQUENCES, Argument.MAX_ITEMS);

  private static final int IMAGE_COLUMNS = 96;

  static HeaderCode of(int index, BuiltKernel kernel) {
    RenderedKernel rendered = kernel.rendered();
    ObjectNode manifest = Json.object();
    Optional<GpuCode> code = kernel.code().value();
    LaunchJson.put(manifest, rendered, code);
    List<Kernel> kernels = new ArrayList<>();
    for (KernelEntry entry : rendered.kernels()) {
      kernels.add(kernel(kernels.size(), entry, rendered));
    }
    return new HeaderCode(
        index,
        rendered.spec().target().arch(),
        CppComment.of(kernel.name() + ": " + SpecText.of(rendered.spec().tuning())),
        kernels,
        initializers(manifest.get("planner")),
        rendered.workspace().stream().map(HeaderCode::buffer).toList(),
        rendered.entry(Role.PLAN).isPresent(),
        lines(kernel.codeObject()));
  }

  /** Whether a caller gives it, and no plan or workspace has it. */
  static boolean isGiven(Argument argument, RenderedKernel rendered) {
    return !PLANNED.contains(argument) && bufferOf(argument, rendered) < 0;
  }

  /** The declaration of a field. 16-bit and 8-bit elements have no type in C++. */
  static String declaration(KernelParameter parameter) {
    return type(parameter) + (parameter.isPointer() ? " *" : " ") + parameter.name();
  }

  /** What a field's comment says: type and shape of a tensor, meaning of a number. */
  static String meaning(KernelParameter parameter) {
    return parameter.isPointer()
        ? parameter.type().replace("*", " ") + parameter.shape()
        : parameter.shape();
  }

  private static String type(KernelParameter parameter) {
    String element =
        switch (parameter.type()) {
          case "fp32*" -> "float";
          case "int32*", "int32" -> "std::int32_t";
          case "int64" -> "std::int64_t";
          default -> "void";
        };
    return parameter.isPointer() && parameter.access() == Access.READ
        ? "const " + element
        : element;
  }

  private static Kernel kernel(int index, KernelEntry entry, RenderedKernel rendered) {
    List<CppComment.Line> fields = new ArrayList<>();
    List<Field> arguments = new ArrayList<>();
    List<Integer> offsets = entry.offsets();
    for (int i = 0; i < offsets.size(); i++) {
      KernelParameter parameter = entry.parameters().get(i);
      fields.add(new CppComment.Line(declaration(parameter) + ";", meaning(parameter)));
      arguments.add(new Field(parameter.name(), offsets.get(i), value(parameter, rendered)));
    }
    return new Kernel(
        index,
        entry.symbol(),
        entry.grid().stream().map(HeaderCode::extent).toList(),
        entry.grid().stream().map(Extent::toString).collect(Collectors.joining(" x ")),
        entry.threads(),
        entry.dynamicLdsBytes(),
        entry.role() == Role.REDUCE ? 1 : 0,
        entry.role() == Role.PLAN,
        CppComment.aligned(fields),
        arguments,
        entry.argumentBytes());
  }

  private static String value(KernelParameter parameter, RenderedKernel rendered) {
    int buffer = bufferOf(parameter.argument(), rendered);
    if (buffer >= 0) {
      return "pa_gen::buffer<%s>(numbers, plan, workspace, %s)".formatted(type(parameter), buffer);
    }
    String from = PLANNED.contains(parameter.argument()) ? "plan." : "tensors.";
    return from + parameter.name();
  }

  private static int bufferOf(Argument argument, RenderedKernel rendered) {
    return rendered.workspace().stream().map(WorkspaceBuffer::argument).toList().indexOf(argument);
  }

  private static Buffer buffer(WorkspaceBuffer buffer) {
    return new Buffer(
        constant(buffer.part().toString()),
        buffer.part().onlyOfSplit() ? 1 : 0,
        buffer.ofItem(),
        buffer.ofSequence(),
        buffer.constant());
  }

  private static String extent(Extent extent) {
    return switch (extent) {
      case Extent.Constant(int workgroups) -> String.valueOf(workgroups);
      case Extent.Quantity quantity -> constant(quantity.toString());
    };
  }

  /** What {@code pa_gen_plan.h} calls it. */
  private static String constant(String name) {
    return "PA_GEN_" + name.toUpperCase(Locale.ROOT);
  }

  /** The numbers of the manifest, whose order is that of the structure, with their names. */
  private static List<String> initializers(JsonNode numbers) {
    List<String> list = new ArrayList<>();
    numbers.forEachEntry(
        (name, number) -> {
          String value =
              number.isObject()
                  ? "{" + String.join(",\n ", initializers(number)) + "}"
                  : number.isBoolean() ? number.booleanValue() ? "1" : "0" : number.asString();
          list.add("/*%s*/ %s".formatted(name, value));
        });
    return list;
  }

  private static List<String> lines(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (byte b : bytes) {
      line.append(Byte.toUnsignedInt(b)).append(',');
      if (line.length() >= IMAGE_COLUMNS) {
        lines.add(line.toString());
        line.setLength(0);
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
