package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import java.util.List;

/** What latent attention can be, on CDNA targets, and how it is gone about by default. */
final class LatentSupport {
  /** Elements of a row, in DeepSeek's models and those made after them: a latent and its rope. */
  static final int ROW_SIZE = 576;

  /** The latent's elements of those. */
  static final int VALUE_SIZE = 512;

  /** Tiles: one in LDS, and one on its way in registers. */
  static final int BUFFERING = 2;

  /** The value's 16-byte chunks that sixteen lanes read are no more than so many parts. */
  private static final int MOST_PARTS = 4;

  /** Eight lanes look up a row. */
  private static final int MOST_ROWS_OF_WAVE = Family.CDNA.waveSize() / 8;

  /** Addresses, indices, probabilities and what the compiler keeps besides. */
  private static final int OTHER_REGISTERS = 30;

  /** What is on its way, and made, of the scales of a tile's tokens. */
  private static final int SCALE_REGISTERS = 8;

  /** What widening leaves no room for: page numbers that divisions find, and slopes. */
  private static final int WIDENING_BESIDE_ODD_PAGES = 12;

  private static final int WIDENING_BESIDE_SLOPES = 10;

  /** Registers of a lane where a workgroup has eight waves. */
  static final int ROOM_OF_EIGHT = Target.REGISTERS_PER_LANE / (8 / Target.SIMDS_PER_CU);

  /** Query rows of a workgroup: 16 for each of eight waves. */
  static final int MOST_ROWS = 8 * LatentShare.WAVE_ROWS;

  private LatentSupport() {}

  static void checkAttention(AttentionSpec attention, List<Refusal> refusals) {
    int latent = attention.latent().orElseThrow();
    if (attention.headSize() != ROW_SIZE || latent != VALUE_SIZE) {
      refuse(
          refusals,
          "latent %d of head size %d".formatted(latent, attention.headSize()),
          "latent attention is written for rows of %d elements, of which the first %d are the value"
              .formatted(ROW_SIZE, VALUE_SIZE),
          "the nearest is latent %d of head size %d".formatted(VALUE_SIZE, ROW_SIZE));
    }
    if (attention.kvStrides().isPresent()) {
      refuse(
          refusals,
          "KV strides " + attention.kvStrides().get(),
          "latents lie as the layout says",
          "leave them out");
    }
    if (attention.layout() == KvLayout.PACKED) {
      refuse(refusals, "layout packed", "latents are in layouts nhd and hnd", "the nearest is nhd");
    }
  }

  static void checkTuning(KernelSpec spec, List<Refusal> refusals) {
    Tuning tuning = spec.tuning();
    checkPath("k-path", tuning.kPath(), refusals);
    checkPath("v-path", tuning.vPath(), refusals);
    if (tuning.buffering() != BUFFERING) {
      refuse(
          refusals,
          "buffering " + tuning.buffering(),
          "one tile of latents is in LDS and one on its way",
          "the nearest is " + BUFFERING);
    }
    int fewest = LatentShare.fewestWaves(spec.attention());
    int most = MOST_PARTS * fewest;
    if (tuning.waves() < fewest || tuning.waves() > most) {
      refuse(
          refusals,
          "waves " + tuning.waves(),
          "%d query rows take %d to %d waves".formatted(HeadGroups.of(spec).rows(), fewest, most),
          "the nearest is " + Math.clamp(tuning.waves(), fewest, most));
    }
    int rows = tuning.tile() / tuning.waves();
    if (rows > MOST_ROWS_OF_WAVE) {
      refuse(
          refusals,
          "tile " + tuning.tile(),
          "a wave loads up to %d rows of a tile".formatted(MOST_ROWS_OF_WAVE),
          "the nearest is " + MOST_ROWS_OF_WAVE * tuning.waves());
    }
  }

  private static void checkPath(String name, LoadPath path, List<Refusal> refusals) {
    if (path != LoadPath.LDS) {
      refuse(
          refusals,
          name + " " + path,
          "all waves of a workgroup share a latent, through LDS",
          "the nearest is lds");
    }
  }

  /** Registers per lane that a kernel cannot do without. */
  static int registers(AttentionSpec attention, Tuning tuning) {
    int bytesPerRegister = Family.CDNA.waveSize() * Integer.BYTES;
    int rows = Math.max(1, tuning.tile() / tuning.waves());
    int parts = LatentShare.of(attention, tuning).parts();
    int query = LatentShare.WAVE_ROWS * widenedRowBytes(attention) / bytesPerRegister;
    int output = LatentShare.WAVE_ROWS * attention.valueSize() / parts / Family.CDNA.waveSize();
    int incoming = rows * attention.rowBytes() / bytesPerRegister;
    int scores = tuning.tile() / 4;
    return query + output + incoming + scores + OTHER_REGISTERS;
  }

  /** Registers per lane with which nothing is in anything's way. */
  static int comfortableRegisters(AttentionSpec attention, Tuning tuning) {
    int scales = attention.kvScales() == KvScales.TOKEN ? tuning.tile() / 4 + SCALE_REGISTERS : 0;
    return registers(attention, tuning) + scales + widening(attention);
  }

  private static int widening(AttentionSpec attention) {
    if (!attention.quantised()) {
      return 0;
    }
    return (Integer.bitCount(attention.pageSize()) == 1 ? 0 : WIDENING_BESIDE_ODD_PAGES)
        + (attention.alibi() ? WIDENING_BESIDE_SLOPES : 0);
  }

  /** One tile, widened to the query's dtype, and its tokens' scales: all waves share them. */
  static LdsUse lds(AttentionSpec attention, Tuning tuning) {
    int scale = attention.kvScales() == KvScales.TOKEN ? Float.BYTES : 0;
    int bytes = tuning.tile() * (widenedRowBytes(attention) + scale);
    return new LdsUse(bytes / tuning.waves(), 1, bytes, 0);
  }

  private static int widenedRowBytes(AttentionSpec attention) {
    return attention.headSize() * attention.dtype().bytes();
  }

  private static void refuse(List<Refusal> refusals, String field, String reason, String nearest) {
    refusals.add(new Refusal(field, reason, nearest));
  }
}
