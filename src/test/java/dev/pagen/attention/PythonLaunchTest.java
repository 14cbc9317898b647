package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.ForeignProgram;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.UnbuiltKernel;
import dev.pagen.kernel.Argument;
import dev.pagen.kernel.CacheWrite;
import dev.pagen.kernel.KernelDraws;
import dev.pagen.kernel.KernelParameter;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Python package launches what {@link AttentionLauncher} does: drawn batches of drawn kernels,
 * by way of a fake driver, to the last byte of the arguments.
 */
class PythonLaunchTest {
  private static final Set<Argument> COUNTS =
      Set.of(Argument.TOP_K, Argument.EXTRA_TOP_K, Argument.TOP_BLOCKS, Argument.SEQUENCE_QUERIES);

  private static final int KERNELS = 25;
  private static final int BATCHES = 200;
  private static final long STREAM = 3;
  private static final Workspace WORKSPACE =
      new Workspace(0x80_0000, 1L << 50, 0x90_0000, 1L << 50, 0xa0_0000, 1L << 50);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "GFX942, target/fake-hip/libamdhip64.so.7",
    "SM_90, target/fake-cuda/libcuda.so.1",
  })
  void launchesTheSame(Target target, Path library) throws Exception {
    if (System.getenv("CI") == null) {
      assumeTrue(Files.exists(library), "the build found no C compiler");
    }
    Random random = new Random(20261202);
    Renderer renderer = new Renderer();
    List<RenderedKernel> kernels = new ArrayList<>();
    for (int k = 0; k < KERNELS; k++) {
      KernelSpec spec = KernelDraws.next(random, target);
      BuiltKernel kernel = UnbuiltKernel.of(spec);
      kernels.add(kernel.rendered());
      UnbuiltKernel.write(folder, String.valueOf(k), kernel);
      if (writes(kernel.rendered())) {
        UnbuiltKernel.write(
            folder, "write-" + k, UnbuiltKernel.of(renderer.renderCacheWrite(spec)));
      }
    }
    StringBuilder batches = new StringBuilder();
    List<String> expected = new ArrayList<>();
    RecordingDevice device = new RecordingDevice(target.arch());
    while (device.launches().size() < BATCHES) {
      int k = random.nextInt(KERNELS);
      RenderedKernel kernel = kernels.get(k);
      AttentionTensors tensors = tensors(kernel, random);
      int sequences = random.nextInt(1 << random.nextInt(8));
      int maxContext = random.nextInt(1 << random.nextInt(17));
      ObjectNode batch = JsonNodeFactory.instance.objectNode();
      batch.put("kernel", String.valueOf(k));
      batch.put("sequences", sequences).put("max_context", maxContext);
      batch
          .putObject("workspace")
          .put("partials", WORKSPACE.partials())
          .put("arrivals", WORKSPACE.arrivals())
          .put("work_list", WORKSPACE.workList());
      ObjectNode arguments = batch.putObject("arguments");
      given(kernel)
          .forEach(
              parameter -> arguments.put(parameter.name(), value(parameter.argument(), tensors)));
      batches.append(batch).append('\n');
      try (AttentionLauncher launcher =
          AttentionLauncher.load(device, kernel, UnbuiltKernel.CODE)) {
        Plan plan = launcher.plan(sequences, maxContext);
        int before = device.launches().size();
        launcher.launch(device.createStream(), plan, tensors, WORKSPACE);
        launcher.launchPlanned(device.createStream(), plan, tensors, WORKSPACE);
        List<String> lines =
            new ArrayList<>(LaunchLines.of(kernel, plan, tensors, WORKSPACE, STREAM, true));
        lines.addAll(LaunchLines.of(kernel, plan, tensors, WORKSPACE, STREAM, false));
        assertThat(lines).hasSize(device.launches().size() - before);
        expected.add(
            "%d %d %d"
                .formatted(
                    plan.workspace().partials(),
                    plan.workspace().arrivals(),
                    plan.workspace().workList()));
        expected.addAll(lines);
      }
      if (writes(kernel)) {
        batch.put("kernel", "write-" + k);
        NewRows rows = rows(kernel.spec().attention(), sequences, random);
        RenderedKernel write = renderer.renderCacheWrite(kernel.spec());
        ObjectNode given = batch.putObject("arguments");
        given.put("tokens", rows.tokens()).put("sequences", sequences);
        given(write)
            .forEach(
                parameter ->
                    given.put(
                        parameter.name(),
                        ArgumentBlock.value(parameter.argument(), sequences, rows, tensors)));
        batches.append(batch).append('\n');
        try (CacheWriteLauncher launcher =
            CacheWriteLauncher.load(device, write, UnbuiltKernel.CODE)) {
          int before = device.launches().size();
          launcher.launch(device.createStream(), sequences, rows, tensors);
          List<String> lines = LaunchLines.of(write, sequences, rows, tensors, STREAM);
          assertThat(lines).hasSize(device.launches().size() - before);
          expected.addAll(lines);
        }
      }
    }
    Path input = Files.writeString(folder.resolve("batches"), batches.toString());
    String output =
        ForeignProgram.python(
            input,
            "src/test/python/record_launches.py",
            library.toAbsolutePath().toString(),
            folder.toString());
    assertThat(output.lines().toList()).isEqualTo(expected);
    assertThat(expected).anyMatch(line -> line.startsWith("paged_attention_plan "));
    assertThat(expected).anyMatch(line -> line.startsWith("paged_attention_reduce "));
    assertThat(expected).anyMatch(line -> line.startsWith("paged_cache_write "));
  }

  private static boolean writes(RenderedKernel kernel) {
    return CacheWrite.writes(kernel.spec().attention());
  }

  /** New tokens of a batch, and some that pad it. */
  private static NewRows rows(AttentionSpec spec, int sequences, Random random) {
    boolean apart = spec.hasValueCache();
    long elements = (long) spec.kvHeads() * spec.headSize();
    return new NewRows(
        sequences * spec.qLen() + random.nextInt(3),
        16 * (1 + random.nextLong(1L << 40)),
        apart ? 16 * (1 + random.nextLong(1L << 40)) : 0,
        elements + 8L * random.nextInt(100),
        apart ? elements + 8L * random.nextInt(100) : 0);
  }

  /** What a caller gives: all but the workspace and the plan's numbers. */
  private static List<KernelParameter> given(RenderedKernel kernel) {
    return kernel.main().parameters().stream()
        .filter(
            parameter ->
                parameter.argument().toString().endsWith("_stride")
                    || COUNTS.contains(parameter.argument())
                    || (parameter.isPointer() && !isWorkspace(kernel, parameter)))
        .toList();
  }

  private static boolean isWorkspace(RenderedKernel kernel, KernelParameter parameter) {
    return kernel.workspace().stream()
        .anyMatch(buffer -> buffer.argument() == parameter.argument());
  }

  private static AttentionTensors tensors(RenderedKernel kernel, Random random) {
    AttentionTensors.Builder tensors = AttentionTensors.of(kernel.spec().attention());
    long more = 16L * random.nextInt(1000);
    AttentionSpec attention = kernel.spec().attention();
    long page = attention.pageElements() + more;
    long valuePage = attention.valuePageElements() + more;
    for (KernelParameter parameter : given(kernel)) {
      long address = 16 * (1 + random.nextLong(1L << 40));
      switch (parameter.argument()) {
        case QUERY -> tensors.query(address);
        case KEY_CACHE -> tensors.keyCache(address);
        case VALUE_CACHE -> tensors.valueCache(address);
        case K_SCALE -> tensors.keyScale(address + 4);
        case V_SCALE -> tensors.valueScale(address + 4);
        case KV_INDPTR -> tensors.kvIndptr(address + 4);
        case KV_PAGE_INDICES -> tensors.kvPageIndices(address + 4);
        case KV_LAST_PAGE_LEN -> tensors.kvLastPageLen(address + 4);
        case BLOCK_TABLE -> tensors.blockTable(address + 4);
        case BLOCK_TABLE_STRIDE -> tensors.blockTableStride(1 + random.nextInt(100_000));
        case SEQ_LENS -> tensors.seqLens(address + 4);
        case INDICES -> tensors.indices(address + 4);
        case INDICES_STRIDE -> tensors.indicesStride(1 + random.nextInt(100_000));
        case TOP_K -> tensors.topK(1 + random.nextInt(100_000));
        case BLOCK_IDS -> tensors.blockIds(address + 4);
        case BLOCK_IDS_STRIDE -> tensors.blockIdsStride(1 + random.nextInt(100_000));
        case BLOCK_IDS_HEAD_STRIDE -> tensors.blockIdsHeadStride(random.nextInt(100_000));
        case TOP_BLOCKS -> tensors.topBlocks(1 + random.nextInt(100_000));
        case SEQUENCE_QUERIES -> tensors.sequenceQueries(1 + random.nextInt(9));
        case LENGTHS -> tensors.lengths(random.nextBoolean() ? 0 : address + 4);
        case EXTRA_KEY_CACHE -> tensors.extraKeyCache(address);
        case EXTRA_INDICES -> tensors.extraIndices(address + 4);
        case EXTRA_INDICES_STRIDE -> tensors.extraIndicesStride(1 + random.nextInt(100_000));
        case EXTRA_TOP_K -> tensors.extraTopK(1 + random.nextInt(100_000));
        case EXTRA_LENGTHS -> tensors.extraLengths(random.nextBoolean() ? 0 : address + 4);
        case EXTRA_PAGE_STRIDE ->
            tensors.extraPageStride(attention.extraPool().orElseThrow().pageElements() + more);
        case QUERY_START_LOC -> tensors.queryStartLoc(address + 4);
        case ALIBI_SLOPES -> tensors.alibiSlopes(address + 4);
        case SINKS -> tensors.sinks(address + 4);
        case OUT -> tensors.out(address);
        case LSE -> tensors.lse(address + 4);
        case OUT_SCALE -> tensors.outScale(address + 4);
        case QUERY_STRIDE -> tensors.queryStride(kernel.spec().attention().queryElements() + more);
        case OUT_STRIDE -> tensors.outStride(kernel.spec().attention().outElements() + more);
        case KV_PAGE_STRIDE -> tensors.kvPageStride(page);
        case K_PAGE_STRIDE -> tensors.keyPageStride(page);
        case V_PAGE_STRIDE -> tensors.valuePageStride(valuePage + 16);
        default -> throw new IllegalStateException(parameter.name());
      }
    }
    return tensors.build();
  }

  private static long value(Argument argument, AttentionTensors tensors) {
    return argument == Argument.KV_PAGE_STRIDE ? tensors.keyPageStride() : tensors.get(argument);
  }
}
