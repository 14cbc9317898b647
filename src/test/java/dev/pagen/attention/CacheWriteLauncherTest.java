package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.compile.UnbuiltKernel;
import dev.pagen.kernel.Argument;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.KernelParameter;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Target;
import org.junit.jupiter.api.Test;

/** Launches of cache writes, on a device that only notes them. */
class CacheWriteLauncherTest {
  private static final AttentionSpec SPEC =
      AttentionSpec.of(64, 4, 2, DataType.BF16, 4, KvLayout.NHD).with(spec -> spec.qLen(2));
  private static final NewRows ROWS = new NewRows(6, 0x1000, 0x1100, 128, 256);
  private static final String SYMBOL = "paged_cache_write";

  private final RecordingDevice device = new RecordingDevice("gfx942");

  private static RenderedKernel kernel(AttentionSpec attention) {
    return new Renderer()
        .renderCacheWrite(
            new KernelSpec(
                attention,
                KernelDesign.of(attention, Target.GFX942).defaultTuning(),
                Target.GFX942));
  }

  private static AttentionTensors tensors(AttentionSpec spec) {
    AttentionTensors.Builder tensors =
        AttentionTensors.of(spec)
            .query(0)
            .out(0)
            .keyCache(0x2000)
            .valueCache(0x3000)
            .kvIndptr(0x4004)
            .kvPageIndices(0x5004)
            .kvLastPageLen(0x6004)
            .kvPageStride(1024);
    return (spec.queryLens() == QueryLens.RAGGED ? tensors.queryStartLoc(0x7004) : tensors).build();
  }

  private void launch(AttentionSpec spec, int sequences, NewRows rows) {
    try (CacheWriteLauncher launcher =
        CacheWriteLauncher.load(device, kernel(spec), UnbuiltKernel.CODE)) {
      launcher.launch(device.createStream(), sequences, rows, tensors(spec));
    }
  }

  private long argument(Argument argument) {
    KernelEntry entry = kernel(SPEC).main();
    for (int i = 0; i < entry.parameters().size(); i++) {
      KernelParameter parameter = entry.parameters().get(i);
      if (parameter.argument() == argument) {
        return device.argument(SYMBOL, entry.offsets().get(i), parameter.bytes());
      }
    }
    throw new IllegalArgumentException(argument.toString());
  }

  @Test
  void aWorkgroupIsLaunchedForEachToken() {
    launch(SPEC, 3, ROWS);
    assertThat(device.launches()).singleElement().asString().startsWith(SYMBOL).contains("6");
    assertThat(argument(Argument.KEY)).isEqualTo(0x1000);
    assertThat(argument(Argument.VALUE_STRIDE)).isEqualTo(256);
    assertThat(argument(Argument.VALUE_CACHE)).isEqualTo(0x3000);
    assertThat(argument(Argument.KV_PAGE_STRIDE)).isEqualTo(1024);
    assertThat(argument(Argument.SEQUENCES)).isEqualTo(3);
  }

  @Test
  void noTokensLaunchNothing() {
    AttentionSpec ragged = SPEC.with(spec -> spec.queryLens(QueryLens.RAGGED));
    launch(SPEC, 0, ROWS);
    launch(ragged, 3, new NewRows(0, 0, 0, 128, 128));
    assertThat(device.launches()).isEmpty();
    launch(ragged, 3, new NewRows(1, 0, 0, 128, 128));
    assertThat(device.launches()).hasSize(1);
  }

  @Test
  void whatIsWrongIsSaid() {
    assertRefused(4, ROWS, "6 rows of new tokens for 4 sequences; there must be 8 to");
    assertRefused(3, new NewRows(6, 0x1008, 0x1100, 128, 256), "key is at 0x1008");
    assertRefused(3, new NewRows(6, 0x1000, 0x1108, 128, 256), "value is at 0x1108");
    assertRefused(3, new NewRows(6, 0x1000, 0x1100, 132, 256), "key_stride is 132");
    assertThat(device.launches()).isEmpty();
    assertThatThrownBy(
            () ->
                CacheWriteLauncher.load(
                    device, new Renderer().render(kernel(SPEC).spec()), UnbuiltKernel.CODE))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("writes no cache");
  }

  private void assertRefused(int sequences, NewRows rows, String words) {
    assertThatThrownBy(() -> launch(SPEC, sequences, rows))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining(words);
  }
}
