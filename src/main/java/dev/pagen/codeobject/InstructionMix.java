package dev.pagen.codeobject;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many instructions of each kind a kernel's code holds: a static count, where a loop's body
 * counts once.
 *
 * @param total all of them
 * @param codeBytes what they take
 * @param counts by class; a class that does not occur is absent
 * @param byWidth by class and bytes per lane, for memory and LDS accesses
 * @param matrixShapes by mnemonic, for the matrix instructions
 * @param nonTemporalLoads loads from global memory that ask the caches not to keep the line: {@code
 *     nt} on gfx942 and gfx950, {@code glc slc} on gfx90a
 */
public record InstructionMix(
    int total,
    int codeBytes,
    Map<InstructionClass, Integer> counts,
    Map<InstructionClass, SortedMap<Integer, Integer>> byWidth,
    SortedMap<String, Integer> matrixShapes,
    int nonTemporalLoads) {

  /** Counts the instructions of one function. */
  public static InstructionMix of(List<Instruction> instructions) {
    Map<InstructionClass, Integer> counts = new EnumMap<>(InstructionClass.class);
    Map<InstructionClass, SortedMap<Integer, Integer>> byWidth =
        new EnumMap<>(InstructionClass.class);
    SortedMap<String, Integer> matrixShapes = new TreeMap<>();
    int nonTemporal = 0;
    int bytes = 0;
    for (Instruction instruction : instructions) {
      InstructionClass kind = instruction.kind();
      counts.merge(kind, 1, Integer::sum);
      bytes += instruction.size();
      int width = AccessWidth.bytes(instruction.mnemonic());
      if (width > 0) {
        byWidth.computeIfAbsent(kind, k -> new TreeMap<>()).merge(width, 1, Integer::sum);
      }
      if (kind == InstructionClass.MATRIX) {
        matrixShapes.merge(instruction.mnemonic(), 1, Integer::sum);
      }
      if (kind.loadsVectorMemory() && isNonTemporal(instruction)) {
        nonTemporal++;
      }
    }
    return new InstructionMix(
        instructions.size(),
        bytes,
        Collections.unmodifiableMap(counts),
        Collections.unmodifiableMap(byWidth),
        Collections.unmodifiableSortedMap(matrixShapes),
        nonTemporal);
  }

  /** How many there are of a class. */
  public int count(InstructionClass kind) {
    return counts.getOrDefault(kind, 0);
  }

  /** How many there are for a unit: all vector arithmetic for {@code VECTOR}, and so on. */
  public int count(InstructionClass.Unit unit) {
    return counts.entrySet().stream()
        .filter(e -> e.getKey().unit() == unit)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** How many there are of a class that move {@code bytes} per lane. */
  public int count(InstructionClass kind, int bytes) {
    SortedMap<Integer, Integer> widths = byWidth.get(kind);
    return widths == null ? 0 : widths.getOrDefault(bytes, 0);
  }

  private static boolean isNonTemporal(Instruction load) {
    return load.has("nt") || (load.has("glc") && load.has("slc"));
  }
}
