package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pagen.attention.FloorLauncher;
import dev.pagen.attention.PageOrder;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.observe.Counters;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kernels over vLLM's layout: keys {@code [pages, kv_heads, head_size / x, page_size, x]}, where x
 * elements have 16 bytes, values {@code [pages, kv_heads, head_size, page_size]}. Slots of no
 * token, and all that queries do not see, are NaN, their scales too; their pages are another
 * sequence's.
 */
@Execution(ExecutionMode.CONCURRENT)
class PackedLayoutTest {
  private static final int[] CONTEXTS = {0, 1, 15, 16, 17, 300, 129, 3};

  private static AttentionSpec packed(int headSize, int gqa, DataType dtype, int pageSize) {
    return AttentionSpec.of(headSize, 2 * gqa, 2, dtype, pageSize, KvLayout.PACKED);
  }

  private static KernelSpec kernel(
      AttentionSpec attention, Target target, Map<TuningParameter, String> choices) {
    return new KernelSpec(attention, new TuningChoices(choices).resolve(attention, target), target);
  }

  private static Workload draw(KernelSpec spec, InputDistribution distribution) {
    return Workload.draw(
        spec.attention(), spec.target(), CONTEXTS, distribution, PageOrder.SHUFFLED, 81);
  }

  private static void assertRight(KernelSpec spec, InputDistribution distribution) {
    for (Placement placement : Placement.values()) {
      assertThat(EmulatedRuns.verify(spec, draw(spec, distribution), placement))
          .as("%s with %s, %s, %s", spec.name(), spec.tuning(), distribution, placement)
          .matches(Comparison::passed);
    }
  }

  /** GFX90A and GFX942 have the same matrix instructions of 16 bits: either of them in turn. */
  @ParameterizedTest
  @CsvSource({
    "GFX90A,32,bf16,3,8",
    "GFX942,64,fp16,1,16",
    "GFX942,64,bf16,7,128",
    "GFX90A,80,bf16,4,24",
    "GFX942,96,fp16,2,16",
    "GFX90A,112,fp16,6,32",
    "GFX942,128,bf16,6,16",
    "GFX90A,128,fp16,16,48",
    "GFX942,128,bf16,20,64",
    "GFX90A,160,bf16,1,8",
    "GFX942,192,fp16,3,16",
    "GFX90A,256,bf16,5,40",
    "GFX942,512,bf16,2,16"
  })
  void headSizesTypesRatiosAndPages(
      Target either, int headSize, String dtype, int gqa, int pageSize) {
    AttentionSpec attention = packed(headSize, gqa, DataType.of(dtype).orElseThrow(), pageSize);
    for (Target target : List.of(either, Target.GFX950)) {
      assertRight(kernel(attention, target, Map.of()), InputDistribution.NORMAL);
    }
  }

  /**
   * Dtypes and scales, with head sizes, pages, features, depths and distributions in turn, each on
   * two targets.
   */
  @ParameterizedTest
  @CdnaTargets
  void eightBitCaches(Target target) {
    InputDistribution[] distributions = InputDistribution.values();
    int run = 0;
    for (DataType stored : List.of(DataType.FP8_E4M3, DataType.FP8_E5M2, DataType.INT8)) {
      for (KvScales scales : KvScales.values()) {
        DataType dtype =
            run % 2 == 0 || stored == DataType.FP8_E5M2 ? DataType.BF16 : DataType.FP16;
        int headSize = Support.HEAD_SIZES.get(run * 3 % Support.HEAD_SIZES.size());
        int qLen = 1 + run % 3 % 2;
        AttentionSpec attention =
            packed(headSize, 5, dtype, 16 * (1 + run % 3))
                .with(spec -> spec.kvDtype(stored).kvScales(scales).qLen(qLen));
        if (run % 4 >= 2) {
          attention = attention.withWindow(10 * run).withLse();
        }
        if (run % 5 == 1) {
          attention = attention.withAlibi();
        }
        Map<TuningParameter, String> choices =
            headSize > 128
                ? Map.of()
                : Map.of(
                    TuningParameter.BUFFERING,
                    String.valueOf(1 + run % 3),
                    TuningParameter.PARTITION,
                    run % 3 == 2 ? "75" : "0");
        if ((run + run / 3 + target.ordinal()) % 3 > 0) {
          assertRight(
              kernel(attention, target, choices), distributions[run % distributions.length]);
        }
        run++;
      }
    }
  }

  /** Windows and partitions that begin within a group of tokens. */
  @ParameterizedTest
  @CdnaTargets
  void windowsAndPartitionsBeginAnywhere(Target target) {
    for (int window : new int[] {1, 13, 100}) {
      AttentionSpec attention = packed(64, 3, DataType.BF16, 32).withWindow(window).withSinks();
      Map<TuningParameter, String> choices = Map.of(TuningParameter.PARTITION, "37");
      assertRight(kernel(attention, target, choices), InputDistribution.PEAKED);
    }
    AttentionSpec chunked =
        packed(64, 3, DataType.BF16, 32).withChunk(13).with(spec -> spec.qLen(4));
    assertRight(
        kernel(chunked, target, Map.of(TuningParameter.PARTITION, "7")), InputDistribution.NORMAL);
    AttentionSpec capped = packed(64, 3, DataType.BF16, 16).withWindow(70).withSoftCap(30);
    assertRight(kernel(capped, target, Map.of()), InputDistribution.EXTREME);
    AttentionSpec alibi = packed(128, 2, DataType.FP16, 8).withWindow(50).withAlibi().withLse();
    assertRight(
        kernel(alibi, target, Map.of(TuningParameter.PARTITION, "100")), InputDistribution.NORMAL);
  }

  @ParameterizedTest
  @CsvSource({"GFX90A,1,32", "GFX942,3,16", "GFX942,2,64", "GFX950,4,16", "GFX950,2,64"})
  void tilesAndDepths(Target target, String buffering, String tile) {
    Map<TuningParameter, String> choices =
        Map.of(
            TuningParameter.BUFFERING,
            buffering,
            TuningParameter.TILE,
            tile,
            TuningParameter.WAVES,
            "1",
            TuningParameter.REDUCE,
            "kernel");
    assertRight(
        kernel(packed(64, 4, DataType.BF16, 16), target, choices), InputDistribution.NORMAL);
  }

  /** All chunks of the tokens in reach, none that is outside of the caches. */
  @ParameterizedTest
  @CdnaTargets
  void theFloorReadsEveryChunk(Target target) {
    for (int headSize : Support.HEAD_SIZES) {
      DataType stored = headSize % 3 == 0 ? DataType.INT8 : DataType.BF16;
      AttentionSpec attention =
          packed(headSize, 1, DataType.BF16, 16).with(changed -> changed.kvDtype(stored));
      KernelSpec spec = kernel(attention.withWindow(32), target, Map.of());
      Workload workload =
          Workload.draw(
              spec.attention(),
              target,
              new int[] {64, 48, 32},
              InputDistribution.NORMAL,
              PageOrder.SHUFFLED,
              4);
      Counters counters = new Counters(target);
      BuiltKernel floor = TestBuilder.shared().buildFloor(spec);
      Device device =
          new EmulatedDevice(new EmulatedGpu(target, counters), code -> floor.disassembly());
      try (FloorLauncher launcher = FloorLauncher.load(device, floor);
          Stream stream = device.createStream();
          DeviceWorkload uploaded =
              DeviceWorkload.upload(device, stream, workload, Placement.DENSE)) {
        launcher.launch(stream, launcher.plan(workload.table(), 64), uploaded.tensors());
      }
      long rows = 3L * 32 * 2 * 2 * spec.attention().rowBytes();
      assertThat(counters.kernels().get(Role.FLOOR.symbol()).bytesMoved64())
          .isBetween(rows, rows * 105 / 100);
    }
  }

  /** The layout's definition once more, by filling a cache with the indices of its dimensions. */
  @ParameterizedTest
  @EnumSource(names = {"BF16", "INT8"})
  void elementsLieInTheOrderOfTheDimensions(ElementFormat format) {
    int x = 16 / format.bytes();
    AttentionSpec spec =
        packed(64, 1, DataType.BF16, 16)
            .with(changed -> changed.kvDtype(x == 16 ? DataType.INT8 : DataType.BF16));
    KvCache cache = KvCache.blank(spec, format, 2, CacheScales.blank(spec, 2));
    long at = 0;
    for (int page = 0; page < 2; page++) {
      for (int head = 0; head < 2; head++) {
        for (int chunk = 0; chunk < 64 / x; chunk++) {
          for (int slot = 0; slot < 16; slot++) {
            for (int e = 0; e < x; e++) {
              assertThat(cache.key(page, slot, head, chunk * x + e)).isEqualTo(at++);
            }
          }
        }
      }
    }
    assertThat(cache.keys().byteSize()).isEqualTo(at * format.bytes());
    at = 0;
    for (int page = 0; page < 2; page++) {
      for (int head = 0; head < 2; head++) {
        for (int e = 0; e < 64; e++) {
          for (int slot = 0; slot < 16; slot++) {
            assertThat(cache.value(page, slot, head, e)).isEqualTo(at++);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bf16 | clear_strangers(tiles[t], sequence, token, lane); | ",
        "bf16 | token + i >= sequence.begin && token + i < sequence.end | token + i < sequence.end",
        "bf16 | from = sequence.begin - token | from = sequence.begin - 1 - token",
        "bf16 | begin / 16 * 16 + wave | begin + wave",
        "bf16 | slot / 4 * sizeof(four_tokens) | slot / 8 * 8",
        "bf16 | CHUNK_STRIDE = PAGE_SIZE * 16 | CHUNK_STRIDE = PAGE_SIZE * 16 + 16",
        "bf16 | own_bits(sequence, token + 2) | own_bits(sequence, token)",
        "int8 | CHUNK_ELEMENTS = 16 | CHUNK_ELEMENTS = 8",
        "int8 | own_bits(sequence, token); | own_bits(sequence, token + 1);",
        "int8 | slot / 4 * sizeof(four_tokens) | slot / 4 * sizeof(u32x2)",
        "int8 | ROW_BYTES / 16 - 1 - lane / 16 | j * 4",
        "fp8_e4m3 | max(sequence.begin, min(token, sequence.end - 1)) | min(token, sequence.end -"
            + " 1)",
      })
  void aFaultIsNoticed(String stored, String from, @Nullable String to) {
    DataType kvDtype = DataType.of(stored).orElseThrow();
    AttentionSpec attention =
        packed(80, 3, DataType.BF16, 32)
            .withWindow(41)
            .with(
                spec ->
                    spec.kvDtype(kvDtype)
                        .kvScales(kvDtype == DataType.FP8_E4M3 ? KvScales.TOKEN : KvScales.NONE));
    KernelSpec spec = kernel(attention, Target.GFX942, Map.of());
    Workload workload = draw(spec, InputDistribution.NORMAL);
    String changed = to == null ? "" : to;
    EmulatedRuns.assertFound(
        () -> EmulatedRuns.verifyChanged(spec, from, changed, workload, Placement.DENSE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "page size 20 | the nearest is 24",
        "page size 1 | the nearest is 8",
        "int8 caches, page size 24 | the nearest is 32",
        "k-path lds | the nearest is direct",
        "KV strides 64,64,64,64 | leave them out, or the nearest layout is hnd"
      })
  void whatThePackedLayoutDoesNotHaveIsRefusedByName(String field, String nearest) {
    String value = field.substring(field.lastIndexOf(' ') + 1);
    AttentionSpec attention = packed(64, 3, DataType.BF16, 16);
    Map<TuningParameter, String> choices = Map.of();
    String named = field.replace("int8 caches, ", "");
    if (field.startsWith("int8")) {
      attention = attention.with(spec -> spec.kvDtype(DataType.INT8));
    }
    if (field.contains("page")) {
      attention = attention.with(spec -> spec.pageSize(Integer.parseInt(value)));
    } else if (field.startsWith("k-path")) {
      choices = Map.of(TuningParameter.K_PATH, value);
    } else {
      attention = attention.with(spec -> spec.kvStrides(new KvStrides(64, 64, 64, 64)));
    }
    KernelSpec spec =
        new KernelSpec(
            attention, new TuningChoices(choices).resolve(attention, Target.GFX942), Target.GFX942);
    assertThat(Support.refusals(spec))
        .extracting(Refusal::field, Refusal::nearest)
        .containsExactly(tuple(named, nearest));
  }
}
