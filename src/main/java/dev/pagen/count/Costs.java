package dev.pagen.count;

import dev.pagen.emulator.observe.Timeline.Timing;
import dev.pagen.spec.Target;

/**
 * What instructions cost a compute unit, in cycles of its clock.
 *
 * @param clock cycles per second: the peak engine clock of AMD's data sheets for MI250X, MI300X and
 *     MI355X. Under load a GPU may run slower
 * @param valuCycles that a SIMD of 16 lanes takes for the 64 lanes of a vector instruction: one
 *     pass of 4 cycles (LLVM's scheduling model, {@code SISchedule.td}, {@code Write32Bit})
 * @param transcendentalCycles the same for exp, log, rcp, rsq, sqrt, sin and cos: four passes, a
 *     quarter of the rate ({@code WriteTrans32})
 * @param matrixCycles of a 16x16x16 or 16x16x32 matrix instruction on 16-bit inputs: 4 passes on
 *     gfx942 and gfx950, 8 on gfx90a (the same model; it agrees with the data sheets' peak rates)
 * @param ldsLatencyCycles from an LDS access to its result: what LLVM notes as the most (64). An
 *     assumption: nobody publishes it with waves alone on a compute unit
 * @param scalarLatencyCycles of a scalar load that hits a cache, of the order of published
 *     measurements. An assumption
 */
public record Costs(
    double clock,
    int valuCycles,
    int transcendentalCycles,
    int matrixCycles,
    int ldsLatencyCycles,
    int scalarLatencyCycles) {
  /**
   * The costs on one of AMD's targets.
   *
   * @throws IllegalArgumentException for another
   */
  public static Costs of(Target target) {
    return switch (target) {
      case GFX90A -> new Costs(1.7e9, 4, 16, 32, 64, 200);
      case GFX942 -> new Costs(2.1e9, 4, 16, 16, 64, 200);
      case GFX950 -> new Costs(2.4e9, 4, 16, 16, 64, 200);
      case SM_80, SM_90, SM_100 ->
          throw new IllegalArgumentException("costs are known for AMD's targets, not " + target);
    };
  }

  /** The same for a timeline whose loads take {@code latencySeconds}. */
  public Timing timing(double latencySeconds) {
    return new Timing(
        valuCycles,
        transcendentalCycles,
        matrixCycles,
        ldsLatencyCycles,
        scalarLatencyCycles,
        (int) Math.round(latencySeconds * clock));
  }
}
