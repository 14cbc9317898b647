package dev.pagen.cli;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.CodeObjectException;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.InstructionClass;
import dev.pagen.codeobject.InstructionMix;
import dev.pagen.codeobject.LittlesLaw;
import dev.pagen.compile.Compiler;
import dev.pagen.report.Json;
import dev.pagen.report.KernelReport;
import dev.pagen.report.Manifest;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen inspect}: what a code object's kernels cost, whoever compiled it. */
@Command(
    name = "inspect",
    description = "Show registers, LDS, occupancy, bytes in flight and instructions of kernels.")
final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private BuilderOptions builderOptions = new BuilderOptions();

  @Parameters(arity = "1..*", paramLabel = "FILE.co", description = "Code objects.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    ArrayNode document = Json.array();
    PrintWriter stdout = spec.commandLine().getOut();
    List<byte[]> contents = files.stream().map(this::read).toList();
    List<CodeObject> codeObjects = contents.stream().map(CodeObject::read).toList();
    try (Compiler compiler =
        Compiler.open(builderOptions.toolchain().locateOrInstall(), builderOptions.settings())) {
      for (int i = 0; i < files.size(); i++) {
        CodeObject codeObject = codeObjects.get(i);
        Target target = target(files.get(i), codeObject);
        Disassembly disassembly =
            Disassembly.parse(compiler.disassemble(contents.get(i), codeObject.arch()));
        List<KernelReport> kernels =
            codeObject.kernels().stream()
                .map(kernel -> KernelReport.of(kernel, disassembly, target))
                .toList();
        if (json) {
          document.add(json(files.get(i), codeObject, kernels));
        } else {
          print(stdout, files.get(i), codeObject, kernels);
        }
      }
    }
    if (json) {
      ObjectNode whole = Json.object();
      whole.set("code_objects", document);
      stdout.print(Json.text(whole));
    }
    stdout.flush();
    return ExitCode.DONE.code();
  }

  private byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "Cannot read %s: %s"
              .formatted(file, Files.exists(file) ? e.getMessage() : "there is no such file"));
    }
  }

  private static Target target(Path file, CodeObject codeObject) {
    return codeObject
        .target()
        .orElseThrow(
            () ->
                new CodeObjectException(
                    "%s is for %s; occupancy is known for %s"
                        .formatted(
                            file,
                            codeObject.arch(),
                            Arrays.stream(Target.values())
                                .map(Target::arch)
                                .collect(Collectors.joining(", ")))));
  }

  private static ObjectNode json(Path file, CodeObject codeObject, List<KernelReport> kernels) {
    ObjectNode node = Json.object();
    node.put("file", file.toString());
    node.put("target", codeObject.targetId());
    ArrayNode list = node.putArray("kernels");
    for (KernelReport kernel : kernels) {
      ObjectNode one = list.addObject();
      one.put("name", kernel.name());
      one.put("threads", kernel.threads());
      one.set("resources", Manifest.resources(kernel));
      one.put("assumed_latency_us", LittlesLaw.LOADED_LATENCY_SECONDS * 1e6);
      one.put("allowed_bandwidth_tb_s", kernel.allowedBandwidth() / 1e12);
      one.put("code_bytes", kernel.mix().codeBytes());
      ObjectNode mix = one.putObject("instructions");
      mix.put("total", kernel.mix().total());
      kernel.mix().counts().forEach((kind, count) -> mix.put(Words.of(kind), count));
    }
    return node;
  }

  private static void print(
      PrintWriter out, Path file, CodeObject codeObject, List<KernelReport> kernels) {
    out.printf("%s  %s%n", file, codeObject.targetId());
    for (KernelReport kernel : kernels) {
      out.println();
      out.printf("%s, %d threads%n", kernel.name(), kernel.threads());
      out.println(resources(kernel).indent(2).stripTrailing());
      out.println();
      out.println(instructions(kernel.mix()).toString().indent(2).stripTrailing());
    }
    out.println();
  }

  private static String resources(KernelReport kernel) {
    var resources = kernel.resources();
    var occupancy = kernel.occupancy();
    var flight = kernel.bytesInFlight();
    double needed = LittlesLaw.bytesNeededPerCu(kernel.target(), LittlesLaw.LOADED_LATENCY_SECONDS);
    return String.join(
        "\n",
        "registers   %d VGPRs + %d AGPRs = %d of %d, %d SGPRs"
            .formatted(
                resources.vgprs(),
                resources.agprs(),
                resources.registers(),
                Target.REGISTERS_PER_LANE,
                resources.sgprs()),
        "spills      %d VGPRs, %d SGPRs, %d bytes of scratch"
            .formatted(resources.vgprSpills(), resources.sgprSpills(), resources.scratchBytes()),
        "LDS         %s of %s"
            .formatted(
                Words.bytes(resources.ldsBytes()), Words.bytes(kernel.target().ldsBytesPerCu())),
        "occupancy   %s waves/SIMD, %d workgroups/CU, limited by %s"
            .formatted(
                Words.number(occupancy.wavesPerSimd()),
                occupancy.workgroupsPerCu(),
                Words.of(occupancy.limit())),
        "in flight   %s per wave at most%s, %s per CU"
            .formatted(
                Words.bytes(flight.steadyPeak()),
                flight.atMatrix().isPresent()
                    ? ", %s on average at its matrix instructions"
                        .formatted(Words.bytes(Math.round(flight.atMatrix().getAsDouble())))
                    : "",
                Words.bytes(kernel.bytesInFlightPerCu())),
        "allows      %s by Little's law at %s us latency; %s of %s needs %s per CU"
            .formatted(
                Words.rate(kernel.allowedBandwidth()),
                Words.number(LittlesLaw.LOADED_LATENCY_SECONDS * 1e6),
                Words.rate(kernel.target().nominalBandwidth()),
                kernel.target().product(),
                Words.bytes(Math.round(needed))));
  }

  private static Table instructions(InstructionMix mix) {
    Table table =
        new Table(
            Column.text("instructions"), Column.number("count"), Column.text("bytes per lane"));
    table.add("all", String.valueOf(mix.total()), mix.codeBytes() + " bytes of code");
    for (InstructionClass kind : InstructionClass.values()) {
      if (mix.count(kind) > 0) {
        table.add(Words.of(kind), String.valueOf(mix.count(kind)), widths(mix.byWidth().get(kind)));
      }
    }
    mix.matrixShapes().forEach((mnemonic, count) -> table.add(mnemonic, String.valueOf(count), ""));
    if (mix.nonTemporalLoads() > 0) {
      table.add("non-temporal loads", String.valueOf(mix.nonTemporalLoads()), "");
    }
    return table;
  }

  private static String widths(@Nullable SortedMap<Integer, Integer> byWidth) {
    return byWidth == null
        ? ""
        : byWidth.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%d x %d", e.getValue(), e.getKey()))
            .collect(Collectors.joining(", "));
  }
}
