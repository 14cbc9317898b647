package dev.pagen.report.code;

import dev.pagen.codeobject.BytesInFlight;
import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.InstructionClass;
import dev.pagen.codeobject.InstructionMix;
import dev.pagen.codeobject.KernelResources;
import dev.pagen.codeobject.Occupancy;
import dev.pagen.codeobject.Reading;
import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.spec.LittlesLaw;
import dev.pagen.spec.Target;
import dev.pagen.terminal.Screen;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a kernel for an AMD GPU costs, read off its code object and its instructions.
 *
 * @param name of the kernel
 * @param target it is compiled for
 * @param threads of one workgroup
 * @param resources registers, LDS, spills
 * @param occupancy waves that fit on a compute unit, and what limits them
 * @param code what its instructions show
 */
public record AmdKernelReport(
    String name,
    Target target,
    int threads,
    KernelResources resources,
    Occupancy occupancy,
    Reading<Code> code)
    implements KernelReport {

  /**
   * What a kernel's instructions show.
   *
   * @param bytesInFlight of one wave
   * @param mix instructions by class
   */
  public record Code(BytesInFlight bytesInFlight, InstructionMix mix) {
    private static Code of(List<Instruction> instructions) {
      return new Code(BytesInFlight.of(instructions), InstructionMix.of(instructions));
    }
  }

  /** Reads a kernel's cost, launched with as many threads as it was compiled for at most. */
  public static AmdKernelReport of(
      CompiledKernel kernel, Reading<Disassembly> disassembly, Target target) {
    int threads = kernel.maxWorkgroupSize();
    return new AmdKernelReport(
        kernel.name(),
        target,
        threads,
        kernel.resources(),
        Occupancy.of(kernel.resources(), target, threads),
        disassembly.map(all -> Code.of(all.function(kernel.name()).instructions())));
  }

  /** Bytes that a compute unit full of this kernel's waves has asked memory for, at most. */
  public Reading<Long> bytesInFlightPerCu() {
    return code.map(c -> c.bytesInFlight().perCu(occupancy));
  }

  /**
   * Bandwidth of the whole GPU, in bytes per second, that so many bytes in flight allow by Little's
   * law at a latency of {@link LittlesLaw#LOADED_LATENCY_SECONDS}.
   */
  private double allowedBandwidth(long bytesInFlightPerCu) {
    return LittlesLaw.bandwidth(
        (double) bytesInFlightPerCu, target, LittlesLaw.LOADED_LATENCY_SECONDS);
  }

  @Override
  public Optional<String> whyPartly() {
    return code.whyUnknown();
  }

  @Override
  public String arch() {
    return target.arch();
  }

  @Override
  public List<String> cells() {
    return List.of(
        String.valueOf(resources.vgprs()),
        String.valueOf(resources.agprs()),
        Words.bytes(resources.ldsBytes()),
        String.valueOf(resources.vgprSpills() + resources.sgprSpills()),
        waves() + "/SIMD",
        bytesInFlightPerCu().value().map(Words::bytes).orElse("-"));
  }

  @Override
  public ObjectNode resourcesJson() {
    ObjectNode node = Json.object();
    node.put("vgprs", resources.vgprs());
    node.put("agprs", resources.agprs());
    node.put("registers", resources.registers());
    node.put("sgprs", resources.sgprs());
    node.put("vgpr_spills", resources.vgprSpills());
    node.put("sgpr_spills", resources.sgprSpills());
    node.put("lds_bytes", resources.ldsBytes());
    node.put("scratch_bytes", resources.scratchBytes());
    node.put("waves_per_simd", occupancy.wavesPerSimd());
    node.put("workgroups_per_cu", occupancy.workgroupsPerCu());
    node.put("limited_by", Words.of(occupancy.limit()));
    code.value()
        .ifPresent(c -> node.put("bytes_in_flight_per_wave", c.bytesInFlight().steadyPeak()));
    bytesInFlightPerCu().value().ifPresent(b -> node.put("bytes_in_flight_per_cu", b));
    return node;
  }

  @Override
  public String text(Screen screen) {
    return String.join(
        "\n",
        "%s, %d threads".formatted(name, threads),
        switch (code) {
          case Reading.Known<Code>(Code known) ->
              (costs() + "\n" + costs(known)).indent(2)
                  + "\n"
                  + instructions(known.mix()).text(screen.beside(2)).indent(2).stripTrailing();
          case Reading.Unknown<Code>(String why) ->
              (costs() + "\ncode        not known: " + why).indent(2).stripTrailing();
        });
  }

  private String costs() {
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
            .formatted(Words.bytes(resources.ldsBytes()), Words.bytes(target.ldsBytesPerCu())),
        "occupancy   %s/SIMD, %s/CU, limited by %s"
            .formatted(
                waves(),
                Words.count(occupancy.workgroupsPerCu(), "workgroup"),
                Words.of(occupancy.limit())));
  }

  private String costs(Code code) {
    double needed = LittlesLaw.bytesNeededPerCu(target, LittlesLaw.LOADED_LATENCY_SECONDS);
    BytesInFlight bytesInFlight = code.bytesInFlight();
    long perCu = bytesInFlight.perCu(occupancy);
    return String.join(
        "\n",
        "in flight   %s per wave at most%s, %s per CU"
            .formatted(
                Words.bytes(bytesInFlight.steadyPeak()),
                bytesInFlight.atMatrix().isPresent()
                    ? ", %s on average at its matrix instructions"
                        .formatted(Words.bytes(Math.round(bytesInFlight.atMatrix().getAsDouble())))
                    : "",
                Words.bytes(perCu)),
        "allows      %s by Little's law, at an assumed latency of %s us"
            .formatted(
                Words.rate(allowedBandwidth(perCu)),
                Words.number(LittlesLaw.LOADED_LATENCY_SECONDS * 1e6)),
        "            (%s has %s, which takes %s in flight per CU)"
            .formatted(
                target.product(),
                Words.rate(target.nominalBandwidth()),
                Words.bytes(Math.round(needed))),
        "code        %s, %d bytes"
            .formatted(Words.count(code.mix().total(), "instruction"), code.mix().codeBytes()));
  }

  private String waves() {
    double waves = occupancy.wavesPerSimd();
    return Words.number(waves) + (waves == 1 ? " wave" : " waves");
  }

  private static Table instructions(InstructionMix mix) {
    Table table =
        new Table(
            Column.text("instructions"), Column.number("count"), Column.text("by bytes per lane"));
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
            .map(e -> "%d x %d".formatted(e.getValue(), e.getKey()))
            .collect(Collectors.joining(", "));
  }

  @Override
  public ObjectNode json() {
    ObjectNode node = Json.object();
    node.put("name", name);
    node.put("threads", threads);
    node.set("resources", resourcesJson());
    code.value().ifPresent(known -> put(node, known));
    return node;
  }

  private void put(ObjectNode node, Code code) {
    InstructionMix mix = code.mix();
    node.put("assumed_latency_us", LittlesLaw.LOADED_LATENCY_SECONDS * 1e6);
    double allowed = allowedBandwidth(code.bytesInFlight().perCu(occupancy));
    node.put("allowed_bandwidth_tb_s", allowed / 1e12);
    node.put("code_bytes", mix.codeBytes());
    ObjectNode instructions = node.putObject("instructions");
    instructions.put("total", mix.total());
    mix.counts().forEach((kind, count) -> instructions.put(Words.of(kind), count));
    ObjectNode matrix = node.putObject("matrix_instructions");
    mix.matrixShapes().forEach(matrix::put);
    node.put("non_temporal_loads", mix.nonTemporalLoads());
  }
}
