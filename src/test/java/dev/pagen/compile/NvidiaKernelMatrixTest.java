package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.codeobject.Cubin;
import dev.pagen.codeobject.CubinKernel;
import dev.pagen.elf.ElfFile;
import dev.pagen.elf.ElfSection;
import dev.pagen.elf.FileBytes;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.KernelDraws;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.KernelParameter;
import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.RowFormat;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.Schedule;
import dev.pagen.spec.TuningParameter;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.Vendor;
import dev.pagen.verify.SpecCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kernels across the supported space compile for NVIDIA's targets, without a word from the compiler
 * and without a register spilled. Needs an NVRTC, and no GPU.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class NvidiaKernelMatrixTest {
  private static final long SEED = 20_261_122;
  private static final int SAMPLES_PER_TARGET = 8;

  private static final int INSTRUCTION_BYTES = 16;
  private static final long OPCODE = 0xfff;
  private static final long COPY_THAT_ADDS_UP = 0xdae;

  private static final Pattern COMMENT = Pattern.compile("(?m)//.*$");

  /** What was compiled, to compile nothing twice. */
  private final Set<String> compiled = ConcurrentHashMap.newKeySet();

  @TempDir private static Path failures;
  private static Compiler compiler;
  private final Renderer renderer = new Renderer();

  @BeforeAll
  static void open() {
    Optional<Toolchain> found = TestToolchain.of(Vendor.NVIDIA);
    assumeTrue(found.isPresent(), "there is no NVRTC on this machine");
    compiler = Compiler.open(found.orElseThrow(), CompilerSettings.keepingFailuresIn(failures));
  }

  @AfterAll
  static void close() {
    if (compiler != null) {
      compiler.close();
    }
  }

  /** Of each kind of kernel one in so many is compiled, others for each target. */
  int inTurn() {
    return Target.of(Family.NVIDIA).size();
  }

  /** The kernels of {@code attention} with its default tuning, for one target. */
  record Default(AttentionSpec attention, Target target) {
    KernelSpec spec() {
      return new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target);
    }

    @Override
    public String toString() {
      return SpecCommand.of("inspect", attention, Map.of(), target);
    }
  }

  /** Those whose turn it is, for each target. */
  private Stream<Default> inTurn(List<AttentionSpec> kernels) {
    return Target.of(Family.NVIDIA).stream()
        .flatMap(
            target ->
                IntStream.range(0, kernels.size())
                    .filter(i -> (i + target.ordinal()) % inTurn() == 0)
                    .mapToObj(i -> new Default(kernels.get(i), target)));
  }

  /** Of each head size one dtype as it is, and the other with what heads may have besides. */
  @ParameterizedTest
  @MethodSource
  void theDefaultsForEveryHeadSizeAndTheFloorCompile(Default plain) {
    int size = Support.HEAD_SIZES.indexOf(plain.attention().headSize());
    boolean asItIs = (size % 2 == 0) == (plain.attention().dtype() == DataType.FP16);
    boolean both = inTurn() == 1;
    if (both || asItIs) {
      checkWithFloor(plain);
    }
    if (both || !asItIs) {
      checkWithFloor(withMore(plain, size + plain.target().ordinal()));
    }
  }

  private static Default withMore(Default plain, int turn) {
    AttentionSpec attention = plain.attention();
    AttentionSpec all = attention.withWindow(128).withSinks().withAlibi().withLse();
    // Rows of 1024 bytes leave no registers for slopes and for what each row sees.
    AttentionSpec several = (attention.headSize() > 256 ? attention : all).with(s -> s.qLen(4));
    List<AttentionSpec> others =
        List.of(
            all,
            several,
            several.with(s -> s.queryLens(QueryLens.RAGGED)),
            attention.withChunk(100).with(s -> s.qLen(4)));
    return new Default(others.get(turn % others.size()), plain.target());
  }

  Stream<Default> theDefaultsForEveryHeadSizeAndTheFloorCompile() {
    return inTurn(
        Support.HEAD_SIZES.stream()
            .flatMap(
                size ->
                    Stream.of(
                        AttentionSpec.of(size, 32, 2, DataType.FP16, 16, KvLayout.HND),
                        AttentionSpec.of(size, 10, 2, DataType.BF16, 16, KvLayout.HND)))
            .toList());
  }

  @ParameterizedTest
  @MethodSource
  void allWorkgroupsMergeWhateverMergingHasBesides(KernelSpec spec) {
    check(renderer.render(spec), spec);
    check(renderer.renderMergingFloor(spec).orElseThrow(), spec);
  }

  Stream<KernelSpec> allWorkgroupsMergeWhateverMergingHasBesides() {
    AttentionSpec plain = AttentionSpec.of(128, 8, 1, DataType.BF16, 16, KvLayout.NHD);
    return Stream.of(
        together(plain, "grid"),
        together(plain, "list"),
        together(
            plain.withWindow(128).withSinks().withAlibi().withLse().with(s -> s.qLen(4)), "list"),
        together(plain.with(s -> s.kvDtype(DataType.FP8_E4M3).outDtype(DataType.FP8_E4M3)), "grid"),
        together(plain.withSoftCap(30).with(s -> s.queryLens(QueryLens.RAGGED).qLen(2)), "list"),
        together(AttentionSpec.of(256, 16, 1, DataType.FP16, 64, KvLayout.HND), "list"));
  }

  private static KernelSpec together(AttentionSpec attention, String schedule) {
    Map<TuningParameter, String> chosen =
        Map.of(TuningParameter.REDUCE, "all-workgroups", TuningParameter.SCHEDULE, schedule);
    Tuning tuning = new TuningChoices(chosen).resolve(attention, Target.SM_90);
    return new KernelSpec(attention, tuning, Target.SM_90);
  }

  @ParameterizedTest
  @MethodSource
  void wavesShareTilesWhateverElseThereIs(Default kernel) {
    checkWithFloor(kernel);
    check(renderer.renderMergingFloor(kernel.spec()).orElseThrow(), kernel);
  }

  Stream<Default> wavesShareTilesWhateverElseThereIs() {
    AttentionSpec tokens =
        AttentionSpec.of(128, 32, 2, DataType.BF16, 16, KvLayout.NHD).with(s -> s.qLen(4));
    return inTurn(
        List.of(
            tokens,
            tokens.withWindow(128).withSinks().withAlibi().withLse(),
            tokens.withChunk(100).withSoftCap(30),
            tokens.with(s -> s.queryLens(QueryLens.RAGGED)).withAlibi(),
            tokens.with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.HEAD)),
            tokens.with(s -> s.kvDtype(DataType.INT8).kvScales(KvScales.TENSOR)).withAlibi(),
            AttentionSpec.of(80, 96, 2, DataType.FP16, 1, KvLayout.HND).withAlibi(),
            AttentionSpec.of(112, 40, 1, DataType.BF16, 16, KvLayout.NHD)
                .with(s -> s.kvDtype(DataType.FP8_E5M2)),
            AttentionSpec.of(32, 20, 1, DataType.BF16, 16, KvLayout.NHD)
                .with(s -> s.kvDtype(DataType.FP8_E4M3).qLen(3))));
  }

  @ParameterizedTest
  @MethodSource
  void otherPlacesOfRowsCompile(Default kernel) {
    checkWithFloor(kernel);
  }

  Stream<Default> otherPlacesOfRowsCompile() {
    return inTurn(
        Stream.of(64, 128, 256)
            .map(
                size ->
                    AttentionSpec.of(size, 32, 2, DataType.BF16, 16, KvLayout.HND)
                        .withWindow(128)
                        .withAlibi()
                        .with(s -> s.kvStrides(new KvStrides(2 * size, 16, 2 * size, 32))))
            .toList());
  }

  /** Keys and values of two sizes, in every layout, of 16 and of 8 bits, or of both. */
  @ParameterizedTest
  @MethodSource
  void valuesOfAnotherSizeOrTypeCompile(Default kernel) {
    checkWithFloor(kernel);
    renderer.renderMergingFloor(kernel.spec()).ifPresent(floor -> check(floor, kernel));
    if (kernel.attention().kvScales() != KvScales.TOKEN) {
      check(renderer.renderCacheWrite(kernel.spec()), kernel);
    }
  }

  Stream<Default> valuesOfAnotherSizeOrTypeCompile() {
    return inTurn(
        List.of(
            sizes(192, 128, DataType.BF16, KvScales.NONE, KvLayout.NHD),
            sizes(192, 128, DataType.FP8_E4M3, KvScales.TENSOR, KvLayout.NHD)
                .withWindow(129)
                .withSinks(),
            sizes(192, 128, DataType.BF16, KvScales.NONE, KvLayout.HND)
                .withWindow(129)
                .withSinks()
                .withAlibi()
                .withLse(),
            sizes(256, 128, DataType.BF16, KvScales.NONE, KvLayout.NHD).with(s -> s.qLen(4)),
            sizes(256, 128, DataType.FP8_E4M3, KvScales.TOKEN, KvLayout.HND).withSoftCap(30),
            sizes(128, 64, DataType.INT8, KvScales.HEAD, KvLayout.NHD).withChunk(100),
            sizes(128, 64, DataType.BF16, KvScales.NONE, KvLayout.PACKED).withWindow(128),
            sizes(64, 128, DataType.FP8_E5M2, KvScales.NONE, KvLayout.PACKED)
                .with(s -> s.qLen(3).queryLens(QueryLens.RAGGED)),
            sizes(80, 112, DataType.BF16, KvScales.NONE, KvLayout.NHD).withAlibi(),
            sizes(112, 80, DataType.FP8_E4M3, KvScales.TOKEN, KvLayout.PACKED).withLse(),
            sizes(32, 512, DataType.BF16, KvScales.NONE, KvLayout.HND),
            sizes(512, 32, DataType.FP8_E4M3, KvScales.TENSOR, KvLayout.NHD),
            sizes(128, 128, DataType.INT8, KvScales.TOKEN, KvLayout.NHD)
                .with(s -> s.valueDtype(DataType.BF16))
                .withWindow(129)
                .withAlibi(),
            sizes(192, 128, DataType.BF16, KvScales.TOKEN, KvLayout.HND)
                .with(s -> s.valueDtype(DataType.FP8_E4M3).selection(new Selection.Tokens())),
            sizes(256, 256, DataType.FP8_E5M2, KvScales.HEAD, KvLayout.NHD)
                .with(s -> s.valueDtype(DataType.BF16).qLen(4))));
  }

  private static AttentionSpec sizes(
      int head, int value, DataType cache, KvScales scales, KvLayout layout) {
    return AttentionSpec.of(head, 32, 2, DataType.BF16, 16, layout)
        .with(spec -> spec.valueSize(value).kvDtype(cache).kvScales(scales));
  }

  @ParameterizedTest
  @MethodSource
  void thePackedLayoutCompilesForEveryHeadSize(Default kernel) {
    checkWithFloor(kernel);
    check(renderer.renderCacheWrite(kernel.spec()), kernel);
  }

  Stream<Default> thePackedLayoutCompilesForEveryHeadSize() {
    return inTurn(
        List.of(
            packed(32, DataType.BF16).with(s -> s.qLen(3)),
            packed(64, DataType.BF16).withWindow(128).withAlibi(),
            packed(80, DataType.FP8_E4M3),
            packed(96, DataType.FP8_E4M3).withWindow(128).withAlibi(),
            packed(112, DataType.FP8_E4M3).with(s -> s.qLen(3)),
            packed(128, DataType.BF16).withWindow(128).withAlibi(),
            packed(160, DataType.BF16),
            packed(192, DataType.BF16).withWindow(128).withAlibi(),
            packed(256, DataType.FP8_E4M3).with(s -> s.qLen(3)),
            packed(512, DataType.FP8_E4M3).withWindow(128).withAlibi()));
  }

  private static AttentionSpec packed(int headSize, DataType cache) {
    return AttentionSpec.of(headSize, 32, 2, DataType.BF16, 16, KvLayout.PACKED)
        .with(spec -> spec.kvDtype(cache));
  }

  @ParameterizedTest
  @MethodSource
  void cachesOfEightBitsCompile(Default kernel) {
    check(kernel);
    if (kernel.attention().kvScales() != KvScales.TOKEN) {
      check(renderer.renderCacheWrite(kernel.spec()), kernel);
    }
  }

  Stream<Default> cachesOfEightBitsCompile() {
    return inTurn(
        List.of(
            eightBits("e4m3 none   bf16 nhd    32"),
            eightBits("e4m3 tensor fp16 nhd    64"),
            eightBits("e4m3 head   fp16 nhd    80"),
            eightBits("e4m3 token  bf16 packed 96"),
            eightBits("e5m2 none   fp16 packed 112"),
            eightBits("e5m2 tensor fp16 packed 128"),
            eightBits("e5m2 head   bf16 nhd    160"),
            eightBits("e5m2 token  fp16 nhd    192"),
            eightBits("int8 none   fp16 nhd    256"),
            eightBits("int8 tensor bf16 packed 512"),
            eightBits("int8 head   fp16 packed 32"),
            eightBits("int8 token  fp16 packed 64")));
  }

  /** Cache type, scales, dtype, layout and head size. */
  private static AttentionSpec eightBits(String row) {
    String[] cells = row.split(" +");
    DataType cache =
        DataType.of(cells[0].startsWith("e") ? "fp8_" + cells[0] : cells[0]).orElseThrow();
    return AttentionSpec.of(
            Integer.parseInt(cells[4]),
            16,
            2,
            DataType.of(cells[2]).orElseThrow(),
            16,
            KvLayout.of(cells[3]).orElseThrow())
        .with(spec -> spec.kvDtype(cache).kvScales(KvScales.of(cells[1]).orElseThrow()));
  }

  @ParameterizedTest
  @MethodSource
  void theFloorOfCachesOfEightBitsCompiles(Default kernel) {
    check(renderer.renderFloor(kernel.spec()), kernel);
  }

  Stream<Default> theFloorOfCachesOfEightBitsCompiles() {
    return inTurn(
        Support.HEAD_SIZES.stream()
            .map(
                size ->
                    AttentionSpec.of(size, 16, 2, DataType.BF16, 16, KvLayout.NHD)
                        .with(spec -> spec.kvDtype(DataType.FP8_E4M3)))
            .toList());
  }

  @ParameterizedTest
  @MethodSource
  void theDefaultsForLatentsAndTheirFloorCompile(Default kernel) {
    checkWithFloor(kernel);
  }

  Stream<Default> theDefaultsForLatentsAndTheirFloorCompile() {
    return inTurn(
        IntStream.of(1, 16, 16, 16, 40, 64, 128, 128, 128)
            .mapToObj(heads -> latents(heads, DataType.BF16, KvScales.NONE))
            .toList());
  }

  @ParameterizedTest
  @MethodSource
  void latentsOfOtherRowsCompile(Default kernel) {
    checkWithFloor(kernel);
  }

  Stream<Default> latentsOfOtherRowsCompile() {
    AttentionSpec small = latents(32, DataType.BF16, KvScales.NONE, 320, 256);
    return inTurn(
        List.of(
            latents(16, DataType.BF16, KvScales.NONE, 512, 512),
            small,
            latents(32, DataType.BF16, KvScales.NONE, 160, 128),
            latents(128, DataType.BF16, KvScales.NONE, 512, 512),
            small.withWindow(100).withSinks().withAlibi().withLse().with(s -> s.qLen(3)),
            selected(latents(32, DataType.FP8_E4M3, KvScales.TOKEN, 160, 128)),
            selected(small).with(s -> s.extraPageSize(12)),
            latents(128, DataType.BF16, KvScales.NONE, 1024, 1024),
            latents(40, DataType.FP8_E5M2, KvScales.NONE, 544, 160)));
  }

  @ParameterizedTest
  @MethodSource
  void latentsOfEightBitsAndSeveralTokensCompile(Default kernel) {
    checkWithFloor(kernel);
  }

  Stream<Default> latentsOfEightBitsAndSeveralTokensCompile() {
    AttentionSpec tokens = latents(128, DataType.FP8_E4M3, KvScales.TENSOR).with(s -> s.qLen(2));
    List<AttentionSpec> several =
        List.of(
            tokens.with(s -> s.queryLens(QueryLens.RAGGED)),
            tokens,
            tokens.withWindow(128).withSinks().withAlibi().withLse());
    return Stream.concat(
        inTurn(several),
        Stream.of(
            new Default(latents(16, DataType.FP8_E4M3, KvScales.NONE), Target.SM_80),
            new Default(latents(128, DataType.FP8_E5M2, KvScales.TENSOR), Target.SM_80),
            new Default(latents(40, DataType.INT8, KvScales.HEAD), Target.SM_80),
            new Default(latents(16, DataType.FP8_E4M3, KvScales.TOKEN), Target.SM_80),
            new Default(latents(128, DataType.FP8_E5M2, KvScales.NONE), Target.SM_90),
            new Default(latents(40, DataType.INT8, KvScales.TENSOR), Target.SM_90),
            new Default(latents(16, DataType.FP8_E4M3, KvScales.HEAD), Target.SM_90),
            new Default(latents(128, DataType.FP8_E5M2, KvScales.TOKEN), Target.SM_90),
            new Default(latents(40, DataType.INT8, KvScales.NONE), Target.SM_100),
            new Default(latents(16, DataType.FP8_E4M3, KvScales.TENSOR), Target.SM_100),
            new Default(latents(128, DataType.FP8_E5M2, KvScales.HEAD), Target.SM_100),
            new Default(latents(40, DataType.INT8, KvScales.TOKEN), Target.SM_100)));
  }

  /** One of each variant, and of each way in which tiles lie in pages. */
  @ParameterizedTest
  @MethodSource
  void latentsCompileWithHoppersMatrixInstructions(KernelSpec spec) {
    check(renderer.render(spec), spec);
  }

  static Stream<KernelSpec> latentsCompileWithHoppersMatrixInstructions() {
    AttentionSpec plain = latents(128, DataType.BF16, KvScales.NONE);
    AttentionSpec all = plain.withWindow(128).withSinks().withAlibi().withLse();
    AttentionSpec several = all.with(s -> s.qLen(4));
    AttentionSpec narrow =
        latents(100, DataType.FP8_E4M3, KvScales.TENSOR)
            .with(s -> s.qLen(4).pageTable(PageTableFormat.BLOCK_TABLE))
            .withWindow(128)
            .withSinks()
            .withAlibi()
            .withLse();
    return Stream.of(
            plain,
            plain.with(s -> s.pageSize(1).dtype(DataType.FP16).kvDtype(DataType.FP16)),
            plain.with(s -> s.pageSize(16).layout(KvLayout.HND).outDtype(DataType.FP32)),
            all.with(s -> s.pageSize(100).qLen(4)),
            plain.with(s -> s.pageSize(192).pageTable(PageTableFormat.BLOCK_TABLE)).withSoftCap(30),
            latents(40, DataType.BF16, KvScales.NONE)
                .with(s -> s.outDtype(DataType.FP8_E4M3))
                .withSoftCap(300),
            all,
            several,
            several.with(s -> s.queryLens(QueryLens.RAGGED)),
            plain.withChunk(100).with(s -> s.qLen(2)),
            latents(128, DataType.FP8_E4M3, KvScales.NONE),
            latents(64, DataType.FP8_E5M2, KvScales.HEAD).with(s -> s.pageSize(48)),
            latents(40, DataType.BF16, KvScales.TENSOR)
                .with(s -> s.dtype(DataType.FP16).kvDtype(DataType.INT8)),
            narrow,
            narrow.with(s -> s.queryLens(QueryLens.RAGGED).outDtype(DataType.FP8_E4M3)),
            selected(latents(128, DataType.FP8_E4M3, KvScales.HEAD)).withSoftCap(30),
            rows(RowFormat.FP8_DS_MLA, 128),
            selected(rows(RowFormat.FP8_DS_MLA, 64)).withSinks().withLse(),
            selected(rows(RowFormat.FP8_DS_MLA, 16)).with(s -> s.pageSize(48)),
            rows(RowFormat.FP8_DS_MLA_V4, 16)
                .with(s -> s.qLen(3).queryLens(QueryLens.RAGGED))
                .withWindow(128)
                .withSinks()
                .withAlibi()
                .withLse(),
            selected(rows(RowFormat.FP8_DS_MLA_V4, 128)).with(s -> s.extraPageSize(2)).withSinks(),
            rows(RowFormat.MXFP8_DS_MLA, 64).with(s -> s.pageSize(1)).withSoftCap(30),
            latents(128, DataType.FP8_E4M3, KvScales.HEAD, 512, 512),
            selected(latents(64, DataType.BF16, KvScales.NONE, 512, 512))
                .with(s -> s.extraPageSize(2)),
            latents(32, DataType.BF16, KvScales.NONE, 320, 256).with(s -> s.qLen(4)).withAlibi())
        .flatMap(
            attention -> Stream.of("grid", "list").map(schedule -> hopper(attention, schedule)))
        .filter(
            s ->
                s.tuning().schedule() == Schedule.GRID
                    || List.of(several, narrow).contains(s.attention()));
  }

  private static AttentionSpec rows(RowFormat rows, int heads) {
    return new AttentionSpecBuilder(rows.row().keySize(), heads, 1).rows(rows).pageSize(64).build();
  }

  private static AttentionSpec selected(AttentionSpec attention) {
    return attention.with(s -> s.selection(new Selection.Tokens()));
  }

  private static KernelSpec hopper(AttentionSpec attention, String schedule) {
    Map<TuningParameter, String> chosen =
        Map.of(TuningParameter.MFMA, "64x64x16", TuningParameter.SCHEDULE, schedule);
    Tuning tuning = new TuningChoices(chosen).resolve(attention, Target.SM_90);
    return new KernelSpec(attention, tuning, Target.SM_90);
  }

  /**
   * Scores of 8-bit floats, and partitions merged by all workgroups, with either of their loops.
   */
  @ParameterizedTest
  @MethodSource
  void latentsOfFewRowsCompile(KernelSpec spec) {
    check(renderer.render(spec), spec);
  }

  static Stream<KernelSpec> latentsOfFewRowsCompile() {
    AttentionSpec plain = latents(16, DataType.FP8_E4M3, KvScales.NONE);
    AttentionSpec all = plain.withWindow(100).withSinks().withAlibi().withLse();
    AttentionSpec two = latents(12, DataType.FP8_E4M3, KvScales.NONE).with(s -> s.qLen(2));
    Map<TuningParameter, String> widened = Map.of(TuningParameter.MFMA, "64x32x32");
    Map<TuningParameter, String> together =
        Map.of(TuningParameter.REDUCE, "all-workgroups", TuningParameter.MFMA, "16x8x16");
    Map<TuningParameter, String> listed = new EnumMap<>(together);
    listed.put(TuningParameter.SCHEDULE, "list");
    Map<TuningParameter, String> widenedTogether = new EnumMap<>(together);
    widenedTogether.putAll(widened);
    return Stream.of(
            Map.entry(plain, widened),
            Map.entry(latents(5, DataType.FP8_E5M2, KvScales.TENSOR), widened),
            Map.entry(latents(17, DataType.FP8_E4M3, KvScales.HEAD), widened),
            Map.entry(two.withSoftCap(30), widened),
            Map.entry(all.with(s -> s.outDtype(DataType.FP32)), widened),
            Map.entry(all.with(s -> s.outDtype(DataType.FP8_E4M3)), widenedTogether),
            Map.entry(
                two.withWindow(100).withAlibi().withLse().with(s -> s.queryLens(QueryLens.RAGGED)),
                widenedTogether),
            Map.entry(latents(16, DataType.BF16, KvScales.NONE).withLse().withSinks(), listed),
            Map.entry(latents(128, DataType.BF16, KvScales.NONE).with(s -> s.qLen(2)), together),
            Map.entry(latents(40, DataType.INT8, KvScales.TOKEN).withAlibi(), listed))
        .map(
            choice -> {
              AttentionSpec attention = choice.getKey();
              Tuning tuning = new TuningChoices(choice.getValue()).resolve(attention, Target.SM_90);
              return new KernelSpec(attention, tuning, Target.SM_90);
            });
  }

  private static AttentionSpec latents(int heads, DataType cache, KvScales scales) {
    return latents(heads, cache, scales, 576, 512);
  }

  private static AttentionSpec latents(
      int heads, DataType cache, KvScales scales, int row, int value) {
    return AttentionSpec.of(row, heads, 1, DataType.BF16, 64, KvLayout.NHD)
        .with(spec -> spec.latent(value).kvDtype(cache).kvScales(scales));
  }

  @ParameterizedTest
  @MethodSource
  void anySupportedTuningCompiles(KernelSpec spec) {
    check(renderer.render(spec), spec);
  }

  static Stream<KernelSpec> anySupportedTuningCompiles() {
    Random random = new Random(SEED);
    return Target.of(Family.NVIDIA).stream()
        .flatMap(target -> Stream.generate(() -> target).limit(SAMPLES_PER_TARGET))
        .map(target -> KernelDraws.next(random, target));
  }

  private void checkWithFloor(Default kernel) {
    check(kernel);
    check(renderer.renderFloor(kernel.spec()), kernel);
  }

  private void check(Default kernel) {
    check(renderer.render(kernel.spec()), kernel);
  }

  /** Latents of different heads have the same floor, but for what is said of them. */
  private static String code(RenderedKernel kernel) {
    return kernel.spec().target() + COMMENT.matcher(kernel.source()).replaceAll("");
  }

  /**
   * Copies to shared memory ({@code LDGSTS}) whose address is a sum with a register that all lanes
   * have in common. Of NVRTC 12.9 to 13.2 they name another one: an illegal instruction. That of
   * this machine may know better, but forms them as those do.
   */
  private static long copiesThatAddUp(byte[] cubin) {
    long copies = 0;
    for (ElfSection section : ElfFile.read(FileBytes.of(cubin)).sections()) {
      FileBytes code = section.name().startsWith(".text.") ? section.content() : FileBytes.NONE;
      for (long at = 0; at < code.size(); at += INSTRUCTION_BYTES) {
        if ((code.i64(at) & OPCODE) == COPY_THAT_ADDS_UP) {
          copies++;
        }
      }
    }
    return copies;
  }

  private void check(RenderedKernel kernel, Object asked) {
    if (!compiled.add(code(kernel))) {
      return;
    }
    KernelSpec spec = kernel.spec();
    KernelDesign design = KernelDesign.of(spec);
    CompileResult result =
        compiler.compile(
            new CompileRequest(spec.name(), kernel.source(), design.arch(), List.of("-O3")));
    assertThat(result.log()).as("%s", asked).isEmpty();
    assertThat(copiesThatAddUp(result.codeObject())).as("%s", asked).isZero();
    Cubin cubin = Cubin.read(result.codeObject());
    List<String> symbols = new ArrayList<>();
    for (KernelEntry entry : kernel.kernels()) {
      CubinKernel found = cubin.kernel(entry.symbol());
      symbols.add(found.name());
      assertThat(found.localBytes()).as("%s", asked).isZero();
      // What a launch gives is not in the code.
      boolean shares = entry.role() == Role.PLAN || entry.role() == Role.REDUCE;
      assertThat(found.sharedBytes() > 0).as("%s", asked).isEqualTo(shares);
      assertThat(found.arguments())
          .as("%s", asked)
          .extracting(argument -> argument.size())
          .containsExactlyElementsOf(
              entry.parameters().stream().map(KernelParameter::bytes).toList());
    }
    assertThat(cubin.kernels())
        .as("%s", asked)
        .extracting(CubinKernel::name)
        .hasSameElementsAs(symbols);
  }
}
