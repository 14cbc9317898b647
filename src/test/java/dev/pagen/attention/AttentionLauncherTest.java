package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.KernelArgument;
import dev.pagen.codeobject.KernelMetadata;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.compile.UnbuiltKernel;
import dev.pagen.device.Grid;
import dev.pagen.elf.CodeObjectException;
import dev.pagen.kernel.Argument;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.KernelParameter;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AttentionLauncherTest {
  private static final AttentionSpec SPEC =
      AttentionSpec.of(64, 4, 2, DataType.BF16, 4, KvLayout.NHD);
  private static final AttentionTensors TENSORS =
      AttentionTensors.of(SPEC)
          .query(0x1000)
          .keyCache(0x2000)
          .valueCache(0x3000)
          .kvIndptr(0x4004)
          .kvPageIndices(0x5004)
          .kvLastPageLen(0x6004)
          .out(0x7008)
          .build();
  private static final Workspace LARGE = new Workspace(0x8000, 1 << 20, 0x7f04, 100);
  private static final int PARTITION = 512;
  private static BuiltKernel kernel;
  private static BuiltKernel twoKernels;

  @BeforeAll
  static void build() {
    kernel = TestBuilder.shared().build(spec("last-workgroup"));
    twoKernels = TestBuilder.shared().build(spec("kernel"));
  }

  private static KernelSpec spec(String reduce) {
    Map<TuningParameter, String> choices =
        Map.of(
            TuningParameter.PARTITION, String.valueOf(PARTITION), TuningParameter.REDUCE, reduce);
    return new KernelSpec(
        SPEC, new TuningChoices(choices).resolve(SPEC, Target.GFX942), Target.GFX942);
  }

  @Test
  void aLaunchEnqueuesDecodeAndWhereThereArePartitionsAndTheTuningSaysSoReduce() {
    RecordingDevice device = new RecordingDevice("gfx942");
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel)) {
      launcher.launch(device.createStream(), launcher.plan(3, PARTITION), TENSORS, Workspace.NONE);
      launcher.launch(device.createStream(), launcher.plan(3, PARTITION + 1), TENSORS, LARGE);
    }
    try (AttentionLauncher launcher = AttentionLauncher.load(device, twoKernels)) {
      launcher.launch(device.createStream(), launcher.plan(4, PARTITION), TENSORS, Workspace.NONE);
      launcher.launch(device.createStream(), launcher.plan(4, PARTITION + 1), TENSORS, LARGE);
      launcher.launch(device.createStream(), launcher.plan(0, 0), TENSORS, Workspace.NONE);
    }
    assertThat(device.launches())
        .containsExactly(
            "paged_attention_decode 3 x 1 x 2",
            "paged_attention_decode 3 x 2 x 2",
            "paged_attention_decode 4 x 1 x 2",
            "paged_attention_decode 4 x 2 x 2",
            "paged_attention_reduce 4 x 4 x 1");
  }

  /** A batch of ragged queries may have none, and an empty tensor of PyTorch has no address. */
  @Test
  void onlyRaggedQueriesDoWithoutALogSumExp() {
    AttentionSpec uniform = SPEC.withLse();
    AttentionSpec ragged = uniform.with(spec -> spec.queryLens(QueryLens.RAGGED));
    RecordingDevice device = new RecordingDevice("gfx942");
    launchWithoutRows(device, ragged, tensors -> tensors.queryStartLoc(0x9004));
    assertThat(device.launches()).containsExactly("paged_attention_decode 3 x 1 x 2");
    assertThatThrownBy(() -> launchWithoutRows(device, uniform, tensors -> tensors))
        .isInstanceOf(LaunchException.class)
        .hasMessageStartingWith("lse is null");
  }

  private static void launchWithoutRows(
      RecordingDevice device,
      AttentionSpec attention,
      UnaryOperator<AttentionTensors.Builder> further) {
    KernelSpec spec =
        new KernelSpec(
            attention, KernelDesign.of(attention, Target.GFX942).defaultTuning(), Target.GFX942);
    AttentionTensors.Builder tensors =
        AttentionTensors.of(attention)
            .query(0x1000)
            .keyCache(0x2000)
            .valueCache(0x3000)
            .kvIndptr(0x4004)
            .kvPageIndices(0x5004)
            .kvLastPageLen(0x6004)
            .out(0x7008)
            .lse(0);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, UnbuiltKernel.of(spec))) {
      launcher.launch(
          device.createStream(),
          launcher.plan(3, 100),
          further.apply(tensors).build(),
          Workspace.NONE);
    }
  }

  @Test
  void launchingAllocatesNothing() {
    RecordingDevice device = new RecordingDevice("gfx942");
    device.stopRecording();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (AttentionLauncher launcher = AttentionLauncher.load(device, twoKernels)) {
      Plan plan = launcher.plan(3, 2 * PARTITION);
      var stream = device.createStream();
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 20; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
          launcher.launch(stream, plan, TENSORS, LARGE);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(device.enqueued()).isEqualTo(20 * 1000 * 2);
      // Asking for the number may itself allocate a few bytes; a launch has no share of one.
      assertThat(least).isLessThan(1000);
    }
  }

  @Test
  void argumentsLieWhereTheMetadataSays() {
    RecordingDevice device = new RecordingDevice("gfx942");
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel)) {
      Plan plan = launcher.plan(3, 2 * PARTITION);
      launcher.launch(device.createStream(), plan, TENSORS, LARGE);
      for (KernelEntry entry : kernel.rendered().kernels()) {
        List<KernelArgument> compiled = explicit(compiled(entry).metadata());
        for (int i = 0; i < compiled.size(); i++) {
          Argument argument = entry.parameters().get(i).argument();
          long expected = ArgumentBlock.value(argument, plan, TENSORS, LARGE);
          assertThat(
                  device.argument(entry.symbol(), compiled.get(i).offset(), compiled.get(i).size()))
              .as("%s", argument)
              .isEqualTo(expected);
        }
      }
      assertThat(plan.workspace().partials()).isEqualTo(3 * 4 * 2 * 64 * 4 + 256 + 3 * 4 * 2 * 4);
      assertThat(plan.workspace().arrivals()).isEqualTo(3 * 2 * 4);
    }
  }

  @Test
  void wrongTensorsAreRefusedBeforeAnythingIsLaunched() {
    RecordingDevice device = new RecordingDevice("gfx942");
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel)) {
      refused(launcher, "query is at 0x1008", TENSORS.with(t -> t.query(0x1008)));
      refused(launcher, "out is at 0x7004", TENSORS.with(t -> t.out(0x7004)));
      refused(launcher, "query_stride is 260", TENSORS.with(t -> t.queryStride(260)));
      refused(launcher, "out_stride is 252", TENSORS.with(t -> t.outStride(252)));
      refused(launcher, "kv_page_stride is 504", TENSORS.with(t -> t.kvPageStride(504)));
      Plan large = launcher.plan(8, 1 << 20);
      assertThatThrownBy(
              () -> launcher.launch(device.createStream(), large, TENSORS, Workspace.NONE))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("The workspace has 0 bytes for partial results; the plan needs");
      KernelSpec other =
          new KernelSpec(
              SPEC.withSoftCap(30),
              KernelDesign.of(SPEC, Target.GFX942).defaultTuning(),
              Target.GFX942);
      Plan foreign =
          new Plan(
              other,
              1,
              1,
              1,
              1,
              1,
              Optional.empty(),
              new Grid(1, 1, 2),
              Optional.empty(),
              new WorkspaceLayout(Map.of(), WorkspaceBytes.NONE));
      assertThatThrownBy(
              () -> launcher.launch(device.createStream(), foreign, TENSORS, Workspace.NONE))
          .hasMessageContaining("another kernel");
    }
    assertThat(device.launches()).isEmpty();
  }

  private static void refused(
      AttentionLauncher launcher, String message, AttentionTensors tensors) {
    assertThatThrownBy(
            () ->
                launcher.launch(
                    new RecordingDevice("gfx942").createStream(),
                    launcher.plan(2, 100),
                    tensors,
                    Workspace.NONE))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aDeviceOfAnotherArchitectureIsRefused() {
    assertThatThrownBy(() -> AttentionLauncher.load(new RecordingDevice("gfx950"), kernel))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("is for gfx942")
        .hasMessageContaining("gfx950");
  }

  /** A compiler of tomorrow may describe its code in another way; a GPU runs it all the same. */
  @Test
  void codeThatDoesNotTellIsLaunchedAsItsSourceDeclares() {
    byte[] unread =
        new String(kernel.codeObject(), StandardCharsets.ISO_8859_1)
            .replace("AMDGPU\0", "AMDGPX\0")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> CodeObject.read(unread)).isInstanceOf(CodeObjectException.class);
    RecordingDevice device = new RecordingDevice("gfx942");
    try (AttentionLauncher told = AttentionLauncher.load(device, kernel);
        AttentionLauncher untold = AttentionLauncher.load(device, kernel.rendered(), unread)) {
      assertThat(untold.plan(3, 2 * PARTITION)).isEqualTo(told.plan(3, 2 * PARTITION));
      untold.launch(device.createStream(), untold.plan(3, PARTITION), TENSORS, Workspace.NONE);
    }
    assertThat(device.launches()).containsExactly("paged_attention_decode 3 x 1 x 2");
  }

  @Test
  void metadataThatDisagreesWithTheSpecIsRefused() {
    disagrees("takes 15 arguments, not the 16", arguments -> arguments.subList(0, 15));
    disagrees("takes 4 bytes for out_stride, not 8", changed("out_stride", a -> sized(a, 4)));
    disagrees(
        "takes value where its spec has value_cache",
        changed("value_cache", a -> renamed(a, "value")));
    disagrees(
        "takes query_stride as global_buffer, not as by_value",
        changed("query_stride", a -> ofKind(a, "global_buffer")));
    disagrees("takes kv_indptr at byte 0, not 24", changed("kv_indptr", a -> at(a, 0)));
  }

  private static void disagrees(String message, UnaryOperator<List<KernelArgument>> change) {
    KernelEntry entry = kernel.rendered().kernels().getFirst();
    CompiledKernel right = compiled(entry);
    KernelMetadata m = right.metadata();
    KernelMetadata wrong =
        new KernelMetadata(
            m.name(),
            m.symbol(),
            change.apply(explicit(m)),
            m.kernargBytes(),
            m.kernargAlignment(),
            m.ldsBytes(),
            m.scratchBytes(),
            m.waveSize(),
            m.sgprs(),
            m.vgprCount(),
            m.agprCount(),
            m.sgprSpills(),
            m.vgprSpills(),
            m.maxWorkgroupSize(),
            m.dynamicStack());
    assertThatThrownBy(() -> ArgumentAgreement.check(entry, with(right, wrong)))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining(message);
  }

  private static CompiledKernel compiled(KernelEntry entry) {
    return CodeObject.read(kernel.result().entry().codeObject()).kernel(entry.symbol());
  }

  private static CompiledKernel with(CompiledKernel kernel, KernelMetadata metadata) {
    return new CompiledKernel(
        metadata,
        kernel.descriptor(),
        kernel.descriptorAddress(),
        kernel.entryAddress(),
        kernel.codeBytes(),
        kernel.resources());
  }

  private static List<KernelArgument> explicit(KernelMetadata metadata) {
    return metadata.arguments().stream().filter(a -> !a.hidden()).toList();
  }

  /** Changes one argument; compilers may leave out the names, so it is found by its position. */
  private static UnaryOperator<List<KernelArgument>> changed(
      String name, UnaryOperator<KernelArgument> change) {
    List<String> names =
        kernel.rendered().kernels().getFirst().parameters().stream()
            .map(KernelParameter::name)
            .toList();
    return arguments -> {
      List<KernelArgument> all = new ArrayList<>(arguments);
      all.set(names.indexOf(name), change.apply(all.get(names.indexOf(name))));
      return all;
    };
  }

  private static KernelArgument sized(KernelArgument a, int size) {
    return new KernelArgument(
        a.name(), a.typeName(), a.offset(), size, a.valueKind(), a.addressSpace());
  }

  private static KernelArgument renamed(KernelArgument a, String name) {
    return new KernelArgument(
        Optional.of(name), a.typeName(), a.offset(), a.size(), a.valueKind(), a.addressSpace());
  }

  private static KernelArgument ofKind(KernelArgument a, String kind) {
    return new KernelArgument(a.name(), a.typeName(), a.offset(), a.size(), kind, a.addressSpace());
  }

  private static KernelArgument at(KernelArgument a, int offset) {
    return new KernelArgument(
        a.name(), a.typeName(), offset, a.size(), a.valueKind(), a.addressSpace());
  }
}
