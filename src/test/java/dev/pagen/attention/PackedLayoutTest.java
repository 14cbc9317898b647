package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.emulator.Counters;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.render.KernelEntry.Role;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Support;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningChoices;
import dev.pagen.spec.TuningParameter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kernels over vLLM's layout: keys {@code [pages, kv_heads, head_size / 8, page_size, 8]}, values
 * {@code [pages, kv_heads, head_size, page_size]}. Slots of no token, and all that queries do not
 * see, are NaN.
 */
class PackedLayoutTest {
  private static final int[] CONTEXTS = {0, 1, 15, 16, 17, 300, 129, 3};

  private static AttentionSpec packed(int headSize, int gqa, DataType dtype, int pageSize) {
    return AttentionSpec.of(headSize, 2 * gqa, 2, dtype, pageSize, KvLayout.PACKED);
  }

  private static KernelSpec kernel(
      AttentionSpec attention, Target target, Map<TuningParameter, String> choices) {
    return KernelSpec.of(attention, new TuningChoices(choices).resolve(attention, target), target);
  }

  /** Inputs in which all that no query sees is NaN, those before a window too. */
  private static Workload draw(KernelSpec spec, InputDistribution distribution) {
    AttentionSpec attention = spec.attention();
    Workload workload =
        Workload.draw(attention, spec.target(), CONTEXTS, distribution, PageOrder.SHUFFLED, 81);
    KvCache cache = workload.cache();
    for (int s = 0; s < CONTEXTS.length; s++) {
      int unseen = CONTEXTS[s] - attention.reach(CONTEXTS[s]);
      for (int t = 0; t < unseen; t++) {
        int page = workload.table().page(s, t);
        int slot = t % attention.pageSize();
        for (int head = 0; head < attention.kvHeads(); head++) {
          for (int e = 0; e < attention.headSize(); e++) {
            cache.format().set(cache.keys(), cache.key(page, slot, head, e), Double.NaN);
            cache.format().set(cache.values(), cache.value(page, slot, head, e), Double.NaN);
          }
        }
      }
    }
    return workload;
  }

  private static void assertRight(KernelSpec spec, InputDistribution distribution) {
    for (Placement placement : Placement.values()) {
      assertThat(EmulatedRuns.verify(spec, draw(spec, distribution), placement))
          .as("%s with %s, %s, %s", spec.name(), spec.tuning(), distribution, placement)
          .matches(Comparison::passed);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "64,fp16,1,16",
    "64,bf16,7,128",
    "128,bf16,6,16",
    "128,fp16,16,48",
    "256,bf16,5,32",
    "128,bf16,20,64"
  })
  void headSizesTypesRatiosAndPages(int headSize, String dtype, int gqa, int pageSize) {
    AttentionSpec attention = packed(headSize, gqa, DataType.of(dtype).orElseThrow(), pageSize);
    for (Target target : Target.of(Family.CDNA)) {
      assertRight(kernel(attention, target, Map.of()), InputDistribution.NORMAL);
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
    AttentionSpec capped = packed(64, 3, DataType.BF16, 16).withWindow(70).withSoftCap(30);
    assertRight(kernel(capped, target, Map.of()), InputDistribution.EXTREME);
    AttentionSpec alibi = packed(128, 2, DataType.FP16, 16).withWindow(50).withAlibi().withLse();
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
    for (int headSize : new int[] {64, 128, 256}) {
      KernelSpec spec =
          kernel(packed(headSize, 1, DataType.BF16, 16).withWindow(32), target, Map.of());
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
          new EmulatedDevice(
              new EmulatedGpu(target, counters), code -> floor.result().entry().disassembly());
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
  @Test
  void elementsLieInTheOrderOfTheDimensions() {
    AttentionSpec spec = packed(64, 1, DataType.BF16, 16);
    KvCache cache = KvCache.blank(spec, ElementFormat.BF16, 2, CacheScales.blank(spec, 2));
    long at = 0;
    for (int page = 0; page < 2; page++) {
      for (int head = 0; head < 2; head++) {
        for (int chunk = 0; chunk < 64 / 8; chunk++) {
          for (int slot = 0; slot < 16; slot++) {
            for (int e = 0; e < 8; e++) {
              assertThat(cache.key(page, slot, head, chunk * 8 + e)).isEqualTo(at++);
            }
          }
        }
      }
    }
    assertThat(cache.keys().byteSize()).isEqualTo(at * Short.BYTES);
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
        "clear_strangers(tiles[t], sequence, token, lane); | ",
        "token >= sequence.begin && token < sequence.end | token < sequence.end",
        "lane / 16 * 4 + r < begin | lane / 16 * 4 + r < begin - 1",
        "begin / 16 * 16 + wave | begin + wave",
        "slot / 4 * 8 | slot / 8 * 8",
        "CHUNK_STRIDE = PAGE_SIZE * 16 | CHUNK_STRIDE = PAGE_SIZE * 16 + 16",
        "ELEMENT_STRIDE = PAGE_SIZE * 2 | ELEMENT_STRIDE = PAGE_SIZE * 2 + 2"
      })
  void aFaultIsNoticed(String from, String to) {
    AttentionSpec attention = packed(64, 3, DataType.BF16, 32).withWindow(41);
    KernelSpec spec = kernel(attention, Target.GFX942, Map.of());
    String changed = to == null ? "" : to;
    EmulatedRuns.assertFound(
        () ->
            EmulatedRuns.verifyChanged(
                spec, from, changed, draw(spec, InputDistribution.NORMAL), Placement.DENSE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "page size 24 | the nearest is 32",
        "page size 1 | the nearest is 16",
        "k-path lds | the nearest is direct",
        "KV strides 64,64,64,64 | leave them out, or the nearest layout is hnd"
      })
  void whatThePackedLayoutDoesNotHaveIsRefusedByName(String field, String nearest) {
    String value = field.substring(field.lastIndexOf(' ') + 1);
    AttentionSpec attention = packed(64, 3, DataType.BF16, 16);
    Map<TuningParameter, String> choices = Map.of();
    if (field.startsWith("page")) {
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
        .containsExactly(tuple(field, nearest));
  }
}
