package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Where each lane takes its first source from under data-parallel primitives (CDNA instruction set
 * documents, "DPP"). Rows are 16 lanes, banks 4 lanes of a row.
 */
final class DppControl {
  private static final int ROW = 16;

  /** Source lane of each lane, or -1 where it lies outside of the row or the wave. */
  private final int[] sources = new int[Wave.LANES];

  private final long written;
  private final boolean zeroWhereInvalid;

  private DppControl(IntUnaryOperator source, Modifiers modifiers) {
    Arrays.setAll(sources, source);
    int rows = modifiers.integer("row_mask", 0xf);
    int banks = modifiers.integer("bank_mask", 0xf);
    long mask = 0;
    for (int lane = 0; lane < Wave.LANES; lane++) {
      boolean on = (rows >> (lane / ROW) & 1) != 0 && (banks >> (lane % ROW / 4) & 1) != 0;
      mask |= on ? 1L << lane : 0;
    }
    written = mask;
    zeroWhereInvalid = modifiers.has("bound_ctrl");
  }

  static DppControl of(Modifiers modifiers) {
    for (String name : modifiers.names()) {
      Optional<IntUnaryOperator> source = source(name, modifiers);
      if (source.isPresent()) {
        return new DppControl(source.get(), modifiers);
      }
    }
    throw new UnmodelledException("DPP control " + modifiers.names());
  }

  private static Optional<IntUnaryOperator> source(String name, Modifiers modifiers) {
    int n =
        name.equals("quad_perm")
            ? 0
            : modifiers
                .text(name)
                .filter(t -> !t.isEmpty())
                .map(t -> Long.decode(t).intValue())
                .orElse(0);
    return switch (name) {
      case "quad_perm" -> {
        int[] order = modifiers.list(name).orElseThrow();
        yield Optional.of(l -> (l & ~3) + order[l & 3]);
      }
      case "row_shl" -> Optional.of(l -> l % ROW + n < ROW ? l + n : -1);
      case "row_shr" -> Optional.of(l -> l % ROW - n >= 0 ? l - n : -1);
      case "row_ror" -> Optional.of(l -> l / ROW * ROW + (l + ROW - n) % ROW);
      case "row_mirror" -> Optional.of(l -> l ^ 15);
      case "row_half_mirror" -> Optional.of(l -> l ^ 7);
      case "row_newbcast", "row_share" -> Optional.of(l -> l / ROW * ROW + n);
      case "row_bcast" ->
          n == 15
              ? Optional.of(l -> l < ROW ? -1 : l / ROW * ROW - 1)
              : Optional.of(l -> l < 32 ? -1 : 31);
      case "wave_shl" -> Optional.of(l -> l + 1 < Wave.LANES ? l + 1 : -1);
      case "wave_rol" -> Optional.of(l -> (l + 1) % Wave.LANES);
      case "wave_shr" -> Optional.of(l -> l - 1);
      case "wave_ror" -> Optional.of(l -> (l + Wave.LANES - 1) % Wave.LANES);
      default -> Optional.empty();
    };
  }

  /** The lanes that are written: a lane with no valid source keeps its value unless bound_ctrl. */
  long active(long exec) {
    long mask = exec & written;
    if (zeroWhereInvalid) {
      return mask;
    }
    for (int lane = 0; lane < Wave.LANES; lane++) {
      if (!valid(sources[lane], exec)) {
        mask &= ~(1L << lane);
      }
    }
    return mask;
  }

  /** The lanes that the lanes that are written take their values from. */
  long sourceLanes(long exec) {
    long read = 0;
    for (long m = active(exec); m != 0; m &= m - 1) {
      int source = sources[Long.numberOfTrailingZeros(m)];
      read |= valid(source, exec) ? 1L << source : 0;
    }
    return read;
  }

  void permute(int[] from, int base, int[] to, long exec) {
    for (int lane = 0; lane < Wave.LANES; lane++) {
      int source = sources[lane];
      to[lane] = valid(source, exec) ? from[base + source] : 0;
    }
  }

  private static boolean valid(int source, long exec) {
    return source >= 0 && (exec >>> source & 1) != 0;
  }
}
