package dev.pagen.compile;

import dev.pagen.kernel.KernelDraws;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import dev.pagen.verify.SpecCommand;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** The kernels whose code is compared before and after a change of the templates. */
enum ComparedKernels {
  /** Each feature and each path once, for every CDNA target and for sm_90. */
  QUICK {
    @Override
    Stream<KernelSpec> specs() {
      return TARGETS.stream().flatMap(target -> quick(target).stream());
    }
  },

  /** Those of {@link KernelMatrixTest}, and of NVIDIA's targets the same for sm_90. */
  MATRIX {
    @Override
    Stream<KernelSpec> specs() {
      return Stream.concat(
          KernelMatrixTest.everyFeature()
              .map(each -> spec(each.attention(), each.choices(), each.target())),
          KernelMatrixTest.everyFeature()
              .filter(each -> each.target() == Target.GFX942)
              .map(each -> spec(each.attention(), each.choices(), Target.SM_90)));
    }
  },

  /** Latents on sm_90, with as many heads and the scales of {@link NvidiaKernelMatrixTest}. */
  LATENTS {
    @Override
    Stream<KernelSpec> specs() {
      AttentionSpec tokens = latent(128).with(s -> s.kvDtype(DataType.FP8_E4M3).qLen(2));
      return Stream.of(
              Stream.of(1, 16, 40, 64, 128).map(ComparedKernels::latent),
              Stream.of(KvScales.values())
                  .map(scales -> latent(40).with(s -> s.kvDtype(DataType.INT8).kvScales(scales))),
              Stream.of(tokens, tokens.withWindow(128).withSinks().withAlibi().withLse()))
          .flatMap(each -> each)
          .map(each -> spec(each, TuningChoices.NONE, Target.SM_90));
    }
  },

  /** Some from a seed, the targets in turn. */
  DRAWN {
    @Override
    Stream<KernelSpec> specs() {
      Random random = new Random(SEED);
      return Stream.generate(() -> TARGETS)
          .flatMap(List::stream)
          .map(target -> KernelDraws.next(random, target))
          .limit((long) DRAWS_PER_TARGET * TARGETS.size());
    }
  };

  private static final long SEED = 20_261_201;
  private static final int DRAWS_PER_TARGET = 500;

  private static final List<Target> TARGETS =
      Stream.concat(Target.of(Family.CDNA).stream(), Stream.of(Target.SM_90)).toList();

  abstract Stream<KernelSpec> specs();

  /** A text that stays the same, whatever becomes of the classes. */
  static String command(KernelSpec spec) {
    Map<TuningParameter, String> tuning = new EnumMap<>(TuningParameter.class);
    for (TuningParameter parameter : TuningParameter.values()) {
      tuning.put(parameter, parameter.get(spec.tuning()));
    }
    return SpecCommand.of("inspect", spec.attention(), tuning, spec.target());
  }

  private static List<KernelSpec> quick(Target target) {
    AttentionSpec plain = AttentionSpec.of(128, 16, 2, DataType.BF16, 16, KvLayout.NHD);
    AttentionSpec half = AttentionSpec.of(64, 32, 2, DataType.FP16, 13, KvLayout.HND);
    AttentionSpec long256 = AttentionSpec.of(256, 10, 2, DataType.FP16, 16, KvLayout.HND);
    AttentionSpec odd = AttentionSpec.of(80, 6, 2, DataType.BF16, 16, KvLayout.HND);
    AttentionSpec latent16 = latent(16);
    AttentionSpec latent128 = latent(128);
    List<KernelSpec> specs = new ArrayList<>();
    for (AttentionSpec attention :
        List.of(
            plain,
            half.withSoftCap(30).withAlibi(),
            long256.withSoftCap(3e5).withWindow(100),
            AttentionSpec.of(512, 8, 2, DataType.BF16, 16, KvLayout.NHD).withSinks(),
            odd.withSoftCap(30),
            plain.withWindow(128).withSinks().withAlibi().with(s -> s.qLen(3)).withLse(),
            half.withChunk(100).with(s -> s.qLen(4)),
            half.withChunk(100).withSinks().withLse(),
            plain.with(s -> s.qLen(8).outDtype(DataType.FP8_E4M3)),
            plain.with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TOKEN)).withAlibi(),
            odd.with(s -> s.kvDtype(DataType.FP8_E5M2).kvScales(KvScales.HEAD)),
            half.with(s -> s.kvDtype(DataType.INT8).kvScales(KvScales.TENSOR)).withWindow(9),
            long256.with(s -> s.kvDtype(DataType.INT8).kvScales(KvScales.TOKEN).qLen(2)),
            plain.with(s -> s.layout(KvLayout.PACKED)).withAlibi().withWindow(64),
            half.with(s -> s.layout(KvLayout.PACKED).pageSize(16).kvDtype(DataType.FP8_E4M3)),
            odd.with(s -> s.kvStrides(new KvStrides(160, 16, 160, 32)).lse(LogSumExp.BASE2)),
            latent16,
            latent128.withLse(),
            latent16.with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TOKEN)),
            latent128
                .withWindow(128)
                .withSinks()
                .withAlibi()
                .with(s -> s.qLen(2).kvDtype(DataType.INT8).kvScales(KvScales.TENSOR)),
            latent16.withChunk(99).withSoftCap(20).with(s -> s.outDtype(DataType.FP32)))) {
      specs.add(spec(attention, TuningChoices.NONE, target));
    }
    List<Map<TuningParameter, String>> tunings = new ArrayList<>();
    tunings.add(Map.of(TuningParameter.SCHEDULE, "list"));
    tunings.add(Map.of(TuningParameter.REDUCE, "kernel", TuningParameter.NUMBERING, "xcd"));
    tunings.add(Map.of(TuningParameter.K_PATH, "lds", TuningParameter.V_PATH, "lds"));
    tunings.add(Map.of(TuningParameter.K_PATH, "copy", TuningParameter.V_PATH, "copy"));
    tunings.add(Map.of(TuningParameter.K_PATH, "direct", TuningParameter.V_PATH, "direct"));
    tunings.add(Map.of(TuningParameter.BUFFERING, "1", TuningParameter.TILE, "64"));
    tunings.add(Map.of(TuningParameter.BUFFERING, "4", TuningParameter.TILE, "16"));
    for (Map<TuningParameter, String> tuning : tunings) {
      AttentionSpec attention = plain.withWindow(128).withSinks();
      specs.add(spec(attention, new TuningChoices(tuning), target));
      AttentionSpec narrow =
          plain.with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TOKEN).qLen(2)).withLse();
      specs.add(spec(narrow, new TuningChoices(tuning), target));
    }
    for (String schedule : List.of("grid", "list")) {
      TuningChoices choices =
          new TuningChoices(
              Map.of(TuningParameter.SCHEDULE, schedule, TuningParameter.REDUCE, "kernel"));
      specs.add(spec(latent128.with(s -> s.qLen(2)).withAlibi(), choices, target));
    }
    return specs;
  }

  private static AttentionSpec latent(int heads) {
    return AttentionSpec.of(576, heads, 1, DataType.BF16, 64, KvLayout.NHD)
        .with(spec -> spec.latent(512));
  }

  private static KernelSpec spec(AttentionSpec attention, TuningChoices choices, Target target) {
    return new KernelSpec(attention, choices.resolve(attention, target), target);
  }
}
