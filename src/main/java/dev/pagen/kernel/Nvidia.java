package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import java.util.List;

/** What the kernels for NVIDIA targets have in common. */
final class Nvidia {
  static final int WAVE_SIZE = Family.NVIDIA.waveSize();

  /** Query rows of one matrix instruction. */
  static final int ROWS_PER_TILE = 8;

  /** Tokens of one matrix instruction. */
  static final int TOKENS_PER_TILE = 16;

  /** What tunings of these kernels have in common. */
  static final Tuning TUNING =
      Tuning.PLAIN.withKPath(LoadPath.LDS).withVPath(LoadPath.LDS).withMfma(MfmaShape.M16N8K16);

  /** Ways to take fewer registers. */
  static final List<Saving> SAVINGS = List.of(Saving.TILE, Saving.WAVES);

  /** With so few loads the compiler would rather spill than take more than leave room for all. */
  private static final int FEW_CHUNKS = 2;

  private Nvidia() {}

  static void check(Tuning tuning, List<Refusal> refusals) {
    if (tuning.mfma() == MfmaShape.M64N64K16) {
      refusals.add(
          new Refusal(
              "mfma " + tuning.mfma(),
              "it is used for latents on sm_90 that have no scale for each token, 576/512, 512/512"
                  + " or of 16 bits multiples of 64 elements up to 576 with a value of 256, 384 or"
                  + " 512, but for windows and chunks of ragged queries of one token in pages of"
                  + " less than 32",
              "the nearest is " + MfmaShape.M16N8K16));
    } else if (tuning.mfma() == MfmaShape.M64N32K32) {
      refusals.add(
          new Refusal(
              "mfma " + tuning.mfma(),
              "it is used for latents of 8-bit floats on sm_90, 576/512, that have no scale for"
                  + " each"
                  + " token, with bf16 queries of at most %d rows"
                      .formatted(HopperWidened.MOST_ROWS),
              "the nearest is " + MfmaShape.M16N8K16));
    } else if (tuning.mfma() != MfmaShape.M16N8K16) {
      refusals.add(
          new Refusal(
              "mfma " + tuning.mfma(),
              "that is a matrix instruction of AMD's targets",
              "the nearest is " + MfmaShape.M16N8K16));
    }
    checkPaths(tuning, refusals);
  }

  /** What goes for all designs, whatever their matrix instruction. */
  static void checkPaths(Tuning tuning, List<Refusal> refusals) {
    checkPath("k-path", tuning.kPath(), refusals);
    checkPath("v-path", tuning.vPath(), refusals);
    if (tuning.wavesPerEu() != 0) {
      refusals.add(
          new Refusal(
              "waves-per-eu " + tuning.wavesPerEu(),
              "NVIDIA's compiler takes no such bound",
              "the nearest is 0"));
    }
  }

  /** Of a parameter that the matrix instruction leaves one value. */
  static void checkOnly(Tuning tuning, String name, int value, int one, List<Refusal> refusals) {
    if (value != one) {
      refusals.add(
          new Refusal(
              name + " " + value,
              "with matrix instructions %s it is %d".formatted(tuning.mfma(), one),
              "the nearest is " + one));
    }
  }

  private static void checkPath(String name, LoadPath path, List<Refusal> refusals) {
    if (path != LoadPath.LDS) {
      refusals.add(
          new Refusal(
              name + " " + path,
              "on NVIDIA targets rows are copied to shared memory",
              "the nearest is lds"));
    }
  }

  /** Instructions widen 8 bits to fp16; to go on to bf16 would take three times as many again. */
  static boolean narrowsQueries(AttentionSpec attention) {
    return attention.quantisedKeys() && attention.dtype() == DataType.BF16;
  }

  static FloorRows floorRows(AttentionSpec attention) {
    FloorRows rows = FloorRows.of(attention, WAVE_SIZE);
    boolean fewLoads = attention.rowBytes() <= FEW_CHUNKS * FloorRows.CHUNK_BYTES;
    return fewLoads || attention.rowsDiffer() ? rows.bounded() : rows;
  }
}
