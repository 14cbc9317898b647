package dev.pagen.performance;

import dev.pagen.codeobject.InstructionClass;
import dev.pagen.codeobject.InstructionClass.Unit;
import dev.pagen.count.Batch;
import dev.pagen.count.Buffers;
import dev.pagen.count.Costs;
import dev.pagen.count.Counts;
import dev.pagen.count.KernelCounts;
import dev.pagen.count.Solo;
import dev.pagen.spec.AttentionSpec;

/**
 * What one launch of a kernel asks of a GPU.
 *
 * @param workgroups of the launch
 * @param workgroupsPerCu that a compute unit has room for
 * @param bytes that must come from or go to memory, each once: what is asked again, such as page
 *     indices, is taken to come from a cache
 * @param lines 128-byte lines that vector instructions touch, counted per instruction
 * @param simdCycles that SIMDs are busy, all together: with vector or with matrix instructions,
 *     whichever is more, since those of different waves overlap
 * @param ldsCycles that the LDS of compute units are busy, all together, conflicts included
 * @param solo what one workgroup takes on its own
 */
public record KernelWork(
    double workgroups,
    int workgroupsPerCu,
    double bytes,
    double lines,
    double simdCycles,
    double ldsCycles,
    Solo solo) {

  /** The work of a kernel for all planned sequences, from what a few of them were counted to do. */
  public static KernelWork of(Counts counts, KernelCounts kernel) {
    Batch batch = counts.batch();
    double scale = (double) batch.planned() / batch.sequences();
    return new KernelWork(
        scale * kernel.profile().workgroups(),
        kernel.occupancy().workgroupsPerCu(),
        scale * bytes(counts, kernel),
        scale * lines(kernel),
        scale * simdCycles(kernel, Costs.of(counts.target())),
        scale * kernel.ldsCycles(),
        kernel.solo());
  }

  private static double bytes(Counts counts, KernelCounts kernel) {
    double bytes =
        kernel.traffic(Buffers.OUTPUT).bytes() + kernel.traffic(Buffers.PARTIAL_RESULTS).bytes();
    if (kernel.traffic(Buffers.K).read() > 0) {
      AttentionSpec attention = counts.attention();
      Batch batch = counts.batch();
      bytes += batch.kvBytes(attention);
      bytes +=
          (double) Integer.BYTES
              * batch.sequences()
              * Math.ceilDiv(attention.reach(batch.context()), attention.pageSize());
    }
    return bytes;
  }

  private static double lines(KernelCounts kernel) {
    double lines = 0;
    for (Buffers buffer : Buffers.values()) {
      lines += kernel.traffic(buffer).lines();
    }
    return lines;
  }

  private static double simdCycles(KernelCounts kernel, Costs costs) {
    double transcendental = kernel.executed(kind -> kind == InstructionClass.TRANSCENDENTAL);
    double vector = kernel.executed(Unit.VECTOR) - transcendental;
    return Math.max(
        costs.valuCycles() * vector + costs.transcendentalCycles() * transcendental,
        costs.matrixCycles() * (double) kernel.executed(Unit.MATRIX));
  }
}
