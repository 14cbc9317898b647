package dev.pagen.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.CacheWriteLauncher;
import dev.pagen.attention.DeviceWorkspace;
import dev.pagen.attention.NewRows;
import dev.pagen.attention.Plan;
import dev.pagen.attention.WorkloadSize;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.DeviceUnavailableException;
import dev.pagen.device.Stream;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.tune.Acceptance;
import dev.pagen.tune.ChosenTuning;
import dev.pagen.tune.KernelKey;
import dev.pagen.tune.Outcome;
import dev.pagen.tune.Stamp;
import dev.pagen.tune.TuningException;
import dev.pagen.tune.TuningRecord;
import dev.pagen.tune.TuningStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a library opens, and what it refuses; what it does is shown by {@link ExamplesTest}. */
@Tag("compiler")
class KernelLibraryTest {
  private static final WorkloadSize TEN = new WorkloadSize(10, 16);

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "emulator:gfx1", "emulator:sm_90", "hip:", "hip:x", "hip:0,1"})
  void aDeviceThatMeansNothingIsRefusedWithTheNamesThatDo(String name) {
    assertThatThrownBy(() -> KernelLibrary.open(name))
        .isInstanceOf(DeviceUnavailableException.class)
        .hasMessageContaining("name hip:0 or the like, emulator, emulator:gfx950");
  }

  /** A machine with the compiler alone, which has a GPU only where that is a whole ROCm's. */
  private static Host machine(Path folder) {
    Map<String, String> environment =
        Map.of(
            "PAGEN_HOME",
            folder.resolve("home").toString(),
            "PAGEN_TOOLCHAIN",
            TestToolchain.get().root().toString());
    return new Host(environment, folder, "Linux", "amd64");
  }

  @Test
  void whoAsksForAGpuGetsOneOrNothingAndTheEmulatorIsNeverSilent(@TempDir Path folder)
      throws InterruptedException {
    Host host = machine(folder);
    try (KernelLibrary library = KernelLibrary.open("auto", host)) {
      if (!library.device().properties().emulated()) {
        assertThat(library.notices()).isEmpty();
        return;
      }
      assertThat(library.notices())
          .singleElement()
          .asString()
          .startsWith("Kernels run on the emulator. There is no GPU: ");
    }
    assertThatThrownBy(() -> KernelLibrary.open("hip:0", host))
        .isInstanceOf(DeviceUnavailableException.class);
  }

  @Test
  void aStoreOfOtherCompilersServesWhereThatIsAccepted(@TempDir Path folder)
      throws InterruptedException {
    AttentionSpec spec = AttentionSpec.of(64, 4, 2, DataType.BF16, 16, KvLayout.NHD);
    Tuning tuning = KernelDesign.of(spec, Target.GFX950).defaultTuning().withBuffering(1);
    KernelSpec kernel = new KernelSpec(spec, tuning, Target.GFX950);
    TuningStore store = new TuningStore(folder.resolve("site.jsonl"));
    store.append(
        new TuningRecord(
            Instant.EPOCH,
            new Stamp("some GPU", "driver 1"),
            new KernelKey("another", "another", TestBuilder.shared().template(kernel)),
            kernel,
            new WorkloadSize(64, 2048),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Outcome.Timed(125, 124, 126, 100, 256)));
    Host host = machine(folder).with("PAGEN_TUNINGS", store.file().toString());
    WorkloadSize size = new WorkloadSize(64, 2048);
    try (KernelLibrary library = KernelLibrary.open("emulator:gfx950", host)) {
      assertThat(library.tuningFor(spec, size).origin()).isEmpty();
      ChosenTuning found = library.tuningFor(spec, size, Acceptance.DEVICE_AND_TEMPLATE);
      assertThat(found.tuning()).isEqualTo(tuning);
      assertThat(found.origin().orElseThrow().store()).isEqualTo(store.file().toString());
      assertThat(found.notices())
          .singleElement()
          .asString()
          .startsWith("the tuning was found with another (here HIPRTC ");
    }
    Host lenient = host.with("PAGEN_ACCEPT", "device+template");
    try (KernelLibrary library = KernelLibrary.open("emulator:gfx950", lenient)) {
      assertThat(library.tuningFor(spec, size).tuning()).isEqualTo(tuning);
    }
    assertThatThrownBy(() -> KernelLibrary.open("emulator", host.with("PAGEN_ACCEPT", "all")))
        .isInstanceOf(TuningException.class);
  }

  @Test
  void whatIsMissingIsNamed(@TempDir Path folder) throws InterruptedException {
    AttentionSpec spec = AttentionSpec.of(64, 4, 2, DataType.BF16, 16, KvLayout.NHD);
    try (KernelLibrary library = KernelLibrary.open("emulator", machine(folder))) {
      Map<String, ThrowingCallable> calls =
          Map.of(
              "attention", () -> library.tuningFor(nothing(), TEN),
              "size", () -> library.tuningFor(spec, nothing()),
              "tuning", () -> library.load(spec, nothing()),
              "name", () -> KernelLibrary.open(nothing()),
              "dtype", () -> AttentionSpec.of(64, 4, 2, nothing(), 16, KvLayout.NHD),
              "layout", () -> AttentionSpec.of(64, 4, 2, DataType.BF16, 16, nothing()));
      calls.forEach(
          (name, call) ->
              assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(name));
    }
  }

  /** As a caller passes it whose compiler does not look at annotations. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  @Test
  void whatIsClosedSaysSo(@TempDir Path folder) throws InterruptedException {
    KernelLibrary library = KernelLibrary.open("emulator", machine(folder));
    AttentionSpec spec = AttentionSpec.of(64, 4, 2, DataType.BF16, 16, KvLayout.NHD);
    Tuning tuning = library.tuningFor(spec, TEN).tuning();
    AttentionLauncher launcher = library.load(spec, tuning);
    CacheWriteLauncher write = library.loadCacheWrite(spec);
    Plan plan = launcher.plan(1, 16);
    AttentionTensors tensors =
        AttentionTensors.of(spec)
            .query(256)
            .keyCache(256)
            .valueCache(256)
            .kvIndptr(256)
            .kvPageIndices(256)
            .kvLastPageLen(256)
            .out(256)
            .build();
    try (Stream stream = library.device().createStream();
        DeviceWorkspace memory =
            DeviceWorkspace.allocate(library.device(), stream, plan.workspace())) {
      launcher.close();
      write.close();
      assertThatThrownBy(() -> launcher.launch(stream, plan, tensors, memory.workspace()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("This launcher is closed: load the kernel again.");
      assertThatThrownBy(() -> write.launch(stream, 1, NewRows.of(spec, 1, 256, 256), tensors))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("This launcher is closed: load the kernel again.");
      assertThatThrownBy(() -> stream.fill(memory.workspace().partials(), -1, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
    library.close();
    library.close();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> library.load(spec, tuning),
            () -> library.loadCacheWrite(spec),
            () -> library.tuningFor(spec, TEN))) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("This library is closed: open another one.");
    }
  }

  @Test
  void anEmulatorThatWasAskedForNeedsNoNotice(@TempDir Path folder) throws InterruptedException {
    try (KernelLibrary library = KernelLibrary.open("emulator:gfx950", machine(folder))) {
      assertThat(library.notices()).isEmpty();
      assertThat(library.description()).startsWith("emulated gfx950 (gfx950), HIPRTC ");
      AttentionSpec spec = AttentionSpec.of(64, 4, 2, DataType.BF16, 16, KvLayout.NHD);
      try (CacheWriteLauncher write = library.loadCacheWrite(spec)) {
        assertThat(write.kernel().spec().attention()).isEqualTo(spec);
      }
    }
  }
}
