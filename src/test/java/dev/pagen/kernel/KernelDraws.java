package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.RowFormat;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random kernel specs over, and a little beyond, the supported space. */
public final class KernelDraws {
  private KernelDraws() {}

  /** The next supported one. */
  public static KernelSpec next(Random random, Target target) {
    while (true) {
      KernelSpec spec = draw(random, target);
      if (Support.refusals(spec).isEmpty()) {
        return spec;
      }
    }
  }

  /** The next one, supported or not. */
  public static KernelSpec any(Random random, Target target) {
    KernelSpec spec = draw(random, target);
    int headSize = random.nextInt(4) == 0 ? 1 + random.nextInt(600) : spec.attention().headSize();
    AttentionSpec attention =
        AttentionSpec.of(
                headSize,
                spec.attention().queryHeads() * (random.nextInt(4) == 0 ? 9 : 1),
                spec.attention().kvHeads(),
                pick(random, List.of(DataType.values())),
                spec.attention().pageSize() * (random.nextInt(4) == 0 ? 4099 : 1),
                pick(random, List.of(KvLayout.values())))
            .with(
                changed ->
                    changed
                        .kvDtype(pick(random, List.of(DataType.values())))
                        .valueDtype(
                            random.nextInt(4) == 0
                                ? pick(random, List.of(DataType.values()))
                                : changed.kvDtype())
                        .outDtype(pick(random, List.of(DataType.values())))
                        .kvScales(pick(random, List.of(KvScales.values())))
                        .qLen(1 + random.nextInt(20)));
    if (random.nextInt(4) == 0) {
      KvStrides strides = new KvStrides(headSize, headSize, 2 * headSize, 3 * headSize);
      attention = attention.with(changed -> changed.kvStrides(strides));
    }
    if (random.nextInt(4) == 0) {
      Selection selection =
          random.nextBoolean()
              ? new Selection.Tokens()
              : new Selection.Blocks(1 + random.nextInt(3 << random.nextInt(25)));
      attention = attention.with(changed -> changed.selection(selection));
    }
    if (random.nextInt(8) == 0) {
      int extraPageSize = 1 + random.nextInt(70);
      attention = attention.with(changed -> changed.extraPageSize(extraPageSize));
    }
    if (random.nextInt(4) == 0) {
      int value = 1 + random.nextInt(headSize);
      attention = attention.with(changed -> changed.latent(value));
    } else if (random.nextInt(4) == 0) {
      int value = random.nextBoolean() ? pick(random, Support.HEAD_SIZES) : 1 + random.nextInt(600);
      attention = attention.with(changed -> changed.valueSize(value));
    }
    return new KernelSpec(attention, spec.tuning(), target);
  }

  private static KernelSpec draw(Random random, Target target) {
    int kvHeads = 1 + random.nextInt(3);
    AttentionSpec attention =
        AttentionSpec.of(
            pick(random, Support.HEAD_SIZES),
            kvHeads * (1 + random.nextInt(random.nextInt(4) == 0 ? Support.MAX_GQA_RATIO : 16)),
            kvHeads,
            pick(random, List.of(DataType.FP16, DataType.BF16)),
            random.nextBoolean() ? 1 << random.nextInt(9) : 1 + random.nextInt(1024),
            pick(random, List.of(KvLayout.NHD, KvLayout.HND)));
    int kind = random.nextInt(8);
    if (kind == 0) {
      attention = latent(random, attention, target);
    } else if (kind <= 2) {
      int pageSize = random.nextBoolean() ? 16 << random.nextInt(5) : 8 * (1 + random.nextInt(40));
      attention = attention.with(spec -> spec.layout(KvLayout.PACKED).pageSize(pageSize));
    }
    if (kind != 0 && random.nextInt(4) == 0) {
      int valueSize = pick(random, Support.HEAD_SIZES);
      attention = attention.with(spec -> spec.valueSize(valueSize));
    }
    if (random.nextBoolean()) {
      attention = attention.withSoftCap(pick(random, List.of(20.0, 30.0, 50.0, 3e5, 1e30)));
    }
    switch (random.nextInt(4)) {
      case 0 -> attention = attention.withWindow(few(random));
      case 1 -> attention = attention.withChunk(few(random));
      default -> {}
    }
    if (random.nextInt(4) == 0) {
      attention = attention.withAlibi();
    }
    if (random.nextInt(4) == 0) {
      attention = attention.withSinks();
    }
    if (random.nextInt(4) == 0) {
      LogSumExp base = pick(random, List.of(LogSumExp.NATURAL, LogSumExp.BASE2));
      attention = attention.with(spec -> spec.lse(base));
    }
    if (attention.row().format().isEmpty() && random.nextInt(3) == 0) {
      DataType stored = pick(random, List.of(DataType.FP8_E4M3, DataType.FP8_E5M2, DataType.INT8));
      KvScales scales = pick(random, List.of(KvScales.values()));
      attention = attention.with(spec -> spec.kvDtype(stored).kvScales(scales));
      attention = ofTwoTypes(attention);
    }
    if (random.nextInt(4) == 0) {
      DataType out = pick(random, List.of(DataType.FP32, DataType.FP8_E4M3, DataType.FP8_E5M2));
      attention = attention.with(spec -> spec.outDtype(out));
    }
    if (random.nextInt(3) == 0) {
      int qLen = 1 + random.nextInt(Support.MAX_Q_LEN);
      attention = attention.with(spec -> spec.qLen(qLen));
    }
    if (random.nextInt(4) == 0) {
      attention = attention.with(spec -> spec.queryLens(QueryLens.RAGGED));
    }
    if (random.nextInt(3) == 0) {
      attention = attention.with(spec -> spec.pageTable(PageTableFormat.BLOCK_TABLE));
    }
    boolean packed = attention.layout() == KvLayout.PACKED;
    if (!packed && random.nextInt(5) == 0) {
      attention =
          attention.latent().isPresent() || random.nextBoolean()
              ? selected(attention)
              : blocks(random, attention);
      if (attention.latent().isPresent() && random.nextInt(3) > 0) {
        int extraPageSize = random.nextBoolean() ? 1 << random.nextInt(9) : 1 + few(random);
        attention = attention.with(spec -> spec.extraPageSize(extraPageSize));
      }
    }
    if (!packed && attention.latent().isEmpty() && random.nextInt(4) == 0) {
      KvStrides strides = strides(random, attention);
      attention = attention.with(spec -> spec.kvStrides(strides));
    }
    List<String> paths =
        packed && target.family() == Family.CDNA
            ? List.of("direct")
            : List.of("direct", "lds", "copy");
    Map<TuningParameter, String> choices = new EnumMap<>(TuningParameter.class);
    choices.putAll(
        Map.of(
            TuningParameter.BUFFERING, String.valueOf(1 + random.nextInt(4)),
            TuningParameter.PARTITION, pick(random, List.of("0", "100", "256", "invariant")),
            TuningParameter.TILE, pick(random, List.of("16", "32", "64")),
            TuningParameter.WAVES, pick(random, List.of("1", "2", "4", "8")),
            TuningParameter.K_PATH, pick(random, paths),
            TuningParameter.V_PATH, pick(random, paths),
            TuningParameter.NON_TEMPORAL, String.valueOf(random.nextBoolean()),
            TuningParameter.REDUCE, pick(random, List.of("last-workgroup", "kernel")),
            TuningParameter.NUMBERING, pick(random, List.of("linear", "xcd")),
            TuningParameter.SCHEDULE, pick(random, List.of("grid", "list"))));
    if (attention.latent().isPresent()) {
      List.of(TuningParameter.BUFFERING, TuningParameter.K_PATH, TuningParameter.V_PATH)
          .forEach(choices::remove);
    }
    if (HopperLatent.takes(attention, target)) {
      boolean wide = random.nextBoolean() || attention.row().format().isPresent();
      choices.put(TuningParameter.MFMA, wide ? "64x64x16" : "16x8x16");
      if (wide) {
        List.of(TuningParameter.TILE, TuningParameter.WAVES, TuningParameter.REDUCE)
            .forEach(choices::remove);
      }
    }
    if (HopperWidened.takes(attention, target)) {
      boolean scores = random.nextBoolean();
      choices.put(TuningParameter.MFMA, scores ? "64x32x32" : "16x8x16");
      if (scores) {
        List.of(TuningParameter.TILE, TuningParameter.WAVES).forEach(choices::remove);
      }
    }
    return new KernelSpec(attention, new TuningChoices(choices).resolve(attention, target), target);
  }

  /**
   * The same with keys or values alone of 8 bits, of half the numbers of query heads: nothing is
   * drawn for it.
   */
  private static AttentionSpec ofTwoTypes(AttentionSpec attention) {
    if (attention.latent().isPresent() || attention.layout() == KvLayout.PACKED) {
      return attention;
    }
    DataType stored = attention.kvDtype();
    return switch (attention.queryHeads() % 4) {
      case 0 -> attention.with(spec -> spec.kvDtype(spec.dtype()).valueDtype(stored));
      case 1 -> attention.with(spec -> spec.valueDtype(spec.dtype()));
      default -> attention;
    };
  }

  /** The same on latents, of rows that models have and of any others. */
  private static AttentionSpec latent(Random random, AttentionSpec attention, Target target) {
    boolean formats = target.family() == Family.CDNA || target == Target.SM_90;
    if (formats && random.nextInt(4) == 0) {
      RowFormat rows = pick(random, RowFormat.all());
      return new AttentionSpecBuilder(
              rows.row().keySize(), 1 + random.nextInt(Support.MAX_GQA_RATIO), 1)
          .rows(rows)
          .pageSize(attention.pageSize())
          .layout(attention.layout())
          .build();
    }
    int row = Latent.ROW_SIZE;
    int value = Latent.VALUE_SIZE;
    if (random.nextBoolean()) {
      row = 32 * pick(random, List.of(5, 10, 16, 1 + random.nextInt(32)));
      value = random.nextBoolean() ? row : 32 * (1 + random.nextInt(row / 32));
    }
    return new AttentionSpecBuilder(row, attention.queryHeads(), attention.kvHeads())
        .latent(value)
        .dtype(attention.dtype())
        .pageSize(attention.pageSize())
        .layout(attention.layout())
        .build();
  }

  /** The same over selected tokens, without what these have not. */
  private static AttentionSpec selected(AttentionSpec attention) {
    return attention.with(
        spec ->
            spec.selection(new Selection.Tokens())
                .qLen(1)
                .queryLens(QueryLens.UNIFORM)
                .pageTable(PageTableFormat.CSR)
                .full()
                .alibi(false));
  }

  /** The same over selected blocks, of a page's size or of any. */
  private static AttentionSpec blocks(Random random, AttentionSpec attention) {
    int size = random.nextBoolean() ? attention.pageSize() : 1 + random.nextInt(300);
    return attention.with(
        spec ->
            spec.selection(new Selection.Blocks(size))
                .qLen(1)
                .queryLens(QueryLens.UNIFORM)
                .alibi(false));
  }

  /** Rows in the order of the layout, with gaps. */
  private static KvStrides strides(Random random, AttentionSpec attention) {
    int[] strides = new int[4];
    for (int i = 0; i < strides.length; i += 2) {
      int size = i == 0 ? attention.headSize() : attention.valueSize();
      int row = (size + 15) / 16 * 16 + 16 * random.nextInt(3);
      boolean nhd = attention.layout() == KvLayout.NHD;
      int rows = nhd ? attention.kvHeads() : attention.pageSize();
      int outer = rows * row + 16 * random.nextInt(3);
      strides[i] = nhd ? outer : row;
      strides[i + 1] = nhd ? row : outer;
    }
    return new KvStrides(strides[0], strides[1], strides[2], strides[3]);
  }

  private static int few(Random random) {
    return 1 + random.nextInt(pick(random, List.of(3, 100, 1000)));
  }

  private static <T> T pick(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
