package dev.pagen.report.code;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Cubin;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.Reading;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.elf.CodeObjectException;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.report.Json;
import dev.pagen.spec.Target;
import dev.pagen.terminal.Screen;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the kernels of a code object cost.
 *
 * @param name of the code object, as people call it
 * @param code as read
 * @param kernels one for each kernel in it
 */
public record CodeObjectReport(String name, GpuCode code, List<KernelReport> kernels) {
  public CodeObjectReport {
    kernels = List.copyOf(kernels);
  }

  /**
   * Reads the cost of an AMDGPU code object.
   *
   * @param disassembly without which only what the code object itself says is known
   * @throws CodeObjectException if it is for a target whose limits are not known here
   */
  public static CodeObjectReport of(
      String name, CodeObject codeObject, Reading<Disassembly> disassembly) {
    Target target = codeObject.target().orElseThrow(() -> unknownTarget(codeObject));
    return new CodeObjectReport(
        name,
        codeObject,
        codeObject.kernels().stream()
            .<KernelReport>map(kernel -> AmdKernelReport.of(kernel, disassembly, target))
            .toList());
  }

  /**
   * Reads the cost of a cubin, launched without dynamic shared memory.
   *
   * @throws CodeObjectException if it is for a target whose limits are not known here
   */
  public static CodeObjectReport of(String name, Cubin cubin) {
    return of(name, cubin, kernel -> 0);
  }

  private static CodeObjectReport of(
      String name, Cubin cubin, ToIntFunction<String> dynamicShared) {
    Target target = cubin.target().orElseThrow(() -> unknownTarget(cubin));
    return new CodeObjectReport(
        name,
        cubin,
        cubin.kernels().stream()
            .<KernelReport>map(
                kernel ->
                    CubinKernelReport.of(kernel, target, dynamicShared.applyAsInt(kernel.name())))
            .toList());
  }

  /** Reads the cost of a kernel that was built here, as far as it can be read. */
  public static Reading<CodeObjectReport> of(BuiltKernel built) {
    return built
        .code()
        .map(
            read ->
                switch (read) {
                  case CodeObject code ->
                      of(built.name(), code, built.listing().map(Disassembly::parse));
                  case Cubin cubin -> of(built.name(), cubin, symbol -> dynamicLds(built, symbol));
                });
  }

  /** The report on the kernel of that name, which is there. */
  public KernelReport kernel(String symbol) {
    return kernels.stream().filter(k -> k.name().equals(symbol)).findFirst().orElseThrow();
  }

  /** Why some of what a report tells is not known, or all of it, where that is so. */
  public static Optional<String> whyUnread(Reading<CodeObjectReport> report) {
    return report.whyUnknown().or(() -> report.value().flatMap(CodeObjectReport::whyPartly));
  }

  private Optional<String> whyPartly() {
    return kernels.stream().map(KernelReport::whyPartly).flatMap(Optional::stream).findFirst();
  }

  private static int dynamicLds(BuiltKernel built, String symbol) {
    return built.rendered().kernels().stream()
        .filter(entry -> entry.symbol().equals(symbol))
        .findFirst()
        .map(KernelEntry::dynamicLdsBytes)
        .orElse(0);
  }

  private static CodeObjectException unknownTarget(GpuCode codeObject) {
    return new CodeObjectException(
        "it is for %s, and occupancy is known for %s"
            .formatted(
                codeObject.arch(),
                Arrays.stream(Target.values())
                    .map(Target::arch)
                    .collect(Collectors.joining(", "))));
  }

  /** For people. */
  public String text() {
    return text(Screen.PLAIN);
  }

  /** The same as it fits on a screen. */
  public String text(Screen screen) {
    return kernels.stream()
        .map(kernel -> kernel.text(screen))
        .collect(Collectors.joining("\n\n", name + "  " + code.targetId() + "\n\n", "\n"));
  }

  /** For programs. */
  public ObjectNode json() {
    ObjectNode node = Json.object();
    node.put("name", name);
    node.put("target", code.targetId());
    ArrayNode list = node.putArray("kernels");
    kernels.forEach(kernel -> list.add(kernel.json()));
    return node;
  }
}
