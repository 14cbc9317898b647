package dev.pagen.report.run;

import dev.pagen.codeobject.BytesInFlight;
import dev.pagen.codeobject.InstructionClass;
import dev.pagen.codeobject.InstructionClass.Unit;
import dev.pagen.count.Batch;
import dev.pagen.count.Buffers;
import dev.pagen.count.Counts;
import dev.pagen.count.KernelCounts;
import dev.pagen.emulator.observe.KernelProfile.Traffic;
import dev.pagen.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * One line of the table of counts. What its numbers are, {@code docs/counting.md} says.
 *
 * @param title for people
 * @param field for programs
 * @param value of an implementation; empty where it has none
 * @param digits behind the point
 */
record CountsMetric(
    String title, String field, Function<Counts, OptionalDouble> value, int digits) {

  /** All lines, in the order of the table. */
  static final List<CountsMetric> ALL = all();

  private static List<CountsMetric> all() {
    List<CountsMetric> all = new ArrayList<>();
    all.add(of("bytes asked / K+V bytes", "bytes_ratio", 4, c -> perKvByte(c, k -> bytes(k))));
    for (Buffers buffer : Buffers.values()) {
      all.add(
          of(
              "  "
                  + (buffer == Buffers.K || buffer == Buffers.V ? buffer.name() : Words.of(buffer)),
              buffer.name().toLowerCase(Locale.ROOT) + "_bytes_ratio",
              4,
              c -> perKvByte(c, k -> k.traffic(buffer).bytes())));
    }
    all.add(
        of("barriers per wave", "barriers_per_wave", 2, c -> perWave(c, CountsMetric::barriers)));
    all.add(
        of(
            "barriers that a wave passes",
            "barriers_passed",
            2,
            c -> (double) barriers(c.main()) / c.main().profile().waves()));
    all.add(count("LDS instructions", "lds_instructions", k -> k.executed(Unit.LDS)));
    all.add(
        new CountsMetric(
            "narrowest LDS access in the main loop, bytes",
            "narrowest_main_loop_lds_bytes",
            c -> c.main().narrowestMainLoopLds().stream().mapToDouble(bytes -> bytes).findFirst(),
            0));
    all.add(count("LDS cycles", "lds_cycles", KernelCounts::ldsCycles));
    all.add(count("LDS bank-conflict cycles", "lds_conflict_cycles", KernelCounts::ldsConflicts));
    all.add(
        count("  in the main loop", "main_loop_conflict_cycles", KernelCounts::mainLoopConflicts));
    all.add(count("VALU instructions", "valu_instructions", k -> k.executed(k2 -> isValu(k2))));
    all.add(
        count(
            "  transcendental",
            "transcendental_instructions",
            k -> k.executed(kind -> kind == InstructionClass.TRANSCENDENTAL)));
    all.add(
        count(
            "accumulator moves",
            "accumulator_moves",
            k -> k.executed(kind -> kind == InstructionClass.ACCUMULATOR_MOVE)));
    all.add(count("matrix instructions", "matrix_instructions", k -> k.executed(Unit.MATRIX)));
    all.add(
        count(
            "vector memory instructions",
            "vector_memory_instructions",
            k -> k.executed(Unit.VECTOR_MEMORY)));
    all.add(
        of(
            "instructions per wave",
            "instructions_per_wave",
            1,
            c -> perWave(c, CountsMetric::everything)));
    all.add(of("  of the busiest wave", "busiest_wave_instructions", 1, CountsMetric::busiestWave));
    piece(all, "K", Buffers.K);
    piece(all, "V", Buffers.V);
    inFlight(all, "K", Buffers.K);
    inFlight(all, "V", Buffers.V);
    all.add(
        of(
            "latencies that a workgroup waits out",
            "exposed_latencies",
            2,
            c -> c.main().solo().duration().latencies()));
    all.add(
        of(
            "  cycles it takes besides, alone on a CU",
            "solo_cycles",
            0,
            c -> c.main().solo().duration().cycles()));
    all.add(of("waves per SIMD", "waves_per_simd", 2, c -> c.main().occupancy().wavesPerSimd()));
    all.add(of("VGPRs", "vgprs", 0, c -> c.main().compiled().resources().vgprs()));
    all.add(of("AGPRs", "agprs", 0, c -> c.main().compiled().resources().agprs()));
    all.add(of("LDS bytes", "lds_bytes", 0, c -> c.main().profile().ldsBytes()));
    all.add(
        of(
            "spilled registers",
            "spilled_registers",
            0,
            c ->
                c.kernels().stream()
                    .map(k -> k.compiled().resources())
                    .mapToInt(r -> r.vgprSpills() + r.sgprSpills())
                    .sum()));
    all.add(
        of(
            "scratch bytes",
            "scratch_bytes",
            0,
            c ->
                c.kernels().stream().mapToInt(k -> k.compiled().resources().scratchBytes()).sum()));
    return List.copyOf(all);
  }

  private static void piece(List<CountsMetric> all, String name, Buffers buffer) {
    all.add(
        new CountsMetric(
            name + " bytes per load and token row, mean",
            name.toLowerCase(Locale.ROOT) + "_piece_bytes",
            c -> {
              Traffic traffic = c.main().traffic(buffer);
              return traffic.pieces() == 0
                  ? OptionalDouble.empty()
                  : OptionalDouble.of((double) traffic.pieceBytes() / traffic.pieces());
            },
            1));
    all.add(
        new CountsMetric(
            "  least",
            name.toLowerCase(Locale.ROOT) + "_shortest_piece_bytes",
            c -> {
              Traffic traffic = c.main().traffic(buffer);
              return traffic.pieces() == 0
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(traffic.shortest());
            },
            0));
  }

  private static void inFlight(List<CountsMetric> all, String name, Buffers buffer) {
    String field = name.toLowerCase(Locale.ROOT) + "_bytes_in_flight_per_cu";
    all.add(
        of(
            name + " bytes in flight per CU, mean over the main loop",
            field,
            0,
            c -> perCu(c.main(), c.main().bytesInFlight(buffer).mean())));
    all.add(
        new CountsMetric(
            "  while computing (at its matrix instructions)",
            field + "_at_matrix",
            c -> {
              BytesInFlight bytes = c.main().bytesInFlight(buffer);
              return bytes.atMatrix().isPresent()
                  ? OptionalDouble.of(perCu(c.main(), bytes.atMatrix().getAsDouble()))
                  : OptionalDouble.empty();
            },
            0));
  }

  private static CountsMetric of(
      String title, String field, int digits, ToDoubleFunction<Counts> value) {
    return new CountsMetric(title, field, c -> OptionalDouble.of(value.applyAsDouble(c)), digits);
  }

  /** Something that is counted per {@link Batch#UNIT_TOKENS} tokens. */
  private static CountsMetric count(
      String title, String field, ToLongFunction<KernelCounts> value) {
    return of(title, field, 1, c -> sum(c, value) / c.batch().units(c.attention()));
  }

  /** What executes on the vector unit, moves to and from accumulation registers left out. */
  private static boolean isValu(InstructionClass kind) {
    return kind.unit() == Unit.VECTOR && kind != InstructionClass.ACCUMULATOR_MOVE;
  }

  private static long barriers(KernelCounts k) {
    return k.executed(kind -> kind == InstructionClass.BARRIER);
  }

  private static long everything(KernelCounts k) {
    return k.executed(kind -> true);
  }

  private static long bytes(KernelCounts kernel) {
    long bytes = 0;
    for (Buffers buffer : Buffers.values()) {
      bytes += kernel.traffic(buffer).bytes();
    }
    return bytes;
  }

  private static double perKvByte(Counts c, ToLongFunction<KernelCounts> value) {
    return (double) sum(c, value) / c.batch().kvBytes(c.attention());
  }

  private static double perWave(Counts c, ToLongFunction<KernelCounts> value) {
    return sum(c, value) / c.batch().units(c.attention()) / Batch.UNIT_WAVES;
  }

  private static double busiestWave(Counts c) {
    KernelCounts main = c.main();
    double waves = (double) main.profile().waves() / main.profile().workgroups();
    return main.profile().busiestWave() * waves / Batch.UNIT_WAVES / c.batch().units(c.attention());
  }

  private static double perCu(KernelCounts kernel, double bytesOfAWave) {
    return bytesOfAWave * kernel.occupancy().wavesPerCu();
  }

  private static long sum(Counts c, ToLongFunction<KernelCounts> value) {
    return c.kernels().stream().mapToLong(value).sum();
  }

  /** The number as the table shows it. */
  String cell(Counts counts) {
    OptionalDouble number = value.apply(counts);
    return number.isEmpty()
        ? "-"
        : String.format(Locale.ROOT, "%,." + digits + "f", number.getAsDouble());
  }
}
