package dev.pagen.attention;

import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.Reading;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import dev.pagen.kernel.Argument;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.render.RenderedKernel;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.QueryLens;
import java.util.Optional;

/**
 * A kernel loaded on a device. Everything that can be wrong with it is found when it is loaded;
 * {@link #launch} allocates, copies and waits for nothing, so that it can be captured in a graph.
 * For one thread at a time: launches change the argument blocks in place.
 *
 * <pre>{@code
 * try (AttentionLauncher attention = AttentionLauncher.load(device, kernel)) {
 *   Plan plan = attention.plan(sequences, maxContext);
 *   attention.launch(stream, plan, tensors, workspace);
 * }
 * }</pre>
 *
 * A kernel with {@code schedule=list} works on a list that the device writes first. One list serves
 * all layers of a model in a decoding step, which have the same page table: {@link #launchPlanning}
 * once, and {@link #launchPlanned} for each layer, with the same {@link Workspace#workList}.
 */
public final class AttentionLauncher implements AutoCloseable {
  private static final int WIDE_ALIGNMENT = 16;
  private static final int OUT_ALIGNMENT_ELEMENTS = 4;

  private final RenderedKernel kernel;
  private final Module module;
  private final Optional<Step> planning;
  private final Step decode;
  private final Optional<Step> reduce;
  private final Planner planner;
  private final int computeUnits;

  private AttentionLauncher(
      RenderedKernel kernel, Module module, Reading<GpuCode> code, int computeUnits) {
    this.kernel = kernel;
    this.module = module;
    this.planning = step(KernelEntry.Role.PLAN, code);
    this.decode = step(KernelEntry.Role.DECODE, code).orElseThrow();
    this.reduce = step(KernelEntry.Role.REDUCE, code);
    this.planner = Planner.of(kernel, code.value());
    this.computeUnits = computeUnits;
  }

  /**
   * Loads a kernel.
   *
   * @throws LaunchException if the device is of another architecture, or the code object is not
   *     what the spec's source makes
   */
  public static AttentionLauncher load(Device device, BuiltKernel kernel) {
    return load(device, kernel.rendered(), kernel.result().entry().codeObject());
  }

  /** Loads a code object that was compiled from {@code kernel}'s source, by whatever compiler. */
  public static AttentionLauncher load(Device device, RenderedKernel kernel, byte[] bytes) {
    Step.requireSameArchitecture(device, kernel);
    Reading<GpuCode> code = Reading.of(() -> GpuCode.read(bytes));
    Module module = device.load(bytes);
    boolean loaded = false;
    try {
      AttentionLauncher launcher =
          new AttentionLauncher(kernel, module, code, device.properties().computeUnits());
      loaded = true;
      return launcher;
    } finally {
      if (!loaded) {
        module.close();
      }
    }
  }

  private Optional<Step> step(KernelEntry.Role role, Reading<GpuCode> code) {
    return kernel.entry(role).map(entry -> Step.of(entry, code, module));
  }

  /** The kernel that is loaded. */
  public RenderedKernel kernel() {
    return kernel;
  }

  /**
   * How this kernel is launched on this device for sequences of at most {@code maxContext} tokens.
   * The partition is the tuning's, or else one that keeps the compute units busy.
   *
   * @throws LaunchException if no launch can be that large
   */
  public Plan plan(int sequences, int maxContext) {
    return planner.plan(kernel, computeUnits, sequences, maxContext);
  }

  /**
   * How this kernel is launched on this device for the batch of {@code table}, with partitions that
   * suit the tokens it really has.
   */
  public Plan plan(PageTable table) {
    return planner.plan(kernel, computeUnits, table.contexts());
  }

  /**
   * Bytes of a workspace that serves every plan of up to {@code sequences} sequences and of {@code
   * maxContext} tokens, such as those of graphs that are captured for several sizes of a batch. A
   * small batch may need more than a large one, which is split less.
   *
   * @throws LaunchException if no launch can be that large
   */
  public WorkspaceBytes workspace(int sequences, int maxContext) {
    return planner.workspace(kernel, computeUnits, sequences, maxContext);
  }

  /**
   * Enqueues attention over a batch, and before it the planning of its work list, where the kernel
   * works on one.
   *
   * @param plan of this kernel, for at least the contexts that the page table has
   * @param workspace at least as large as the plan asks for
   * @throws LaunchException if the addresses or strides are not as {@link AttentionTensors} says,
   *     or the plan or the workspace does not fit; nothing is launched then
   */
  public void launch(Stream stream, Plan plan, AttentionTensors tensors, Workspace workspace) {
    launchPlanning(stream, plan, tensors, workspace);
    launchPlanned(stream, plan, tensors, workspace);
  }

  /**
   * Enqueues the planning of the work list for a page table; nothing where the grid is the
   * schedule. Of the tensors only the lengths are read: {@code kv_indptr} and {@code
   * kv_last_page_len}, or {@code seq_lens}, and {@code query_start_loc} where the spec has it.
   */
  public void launchPlanning(
      Stream stream, Plan plan, AttentionTensors tensors, Workspace workspace) {
    check(plan, tensors, workspace);
    if (plan.sequences() > 0 && plan.planning().isPresent()) {
      planning.orElseThrow().enqueue(stream, plan.planning().get(), plan, tensors, workspace);
    }
  }

  /**
   * Enqueues attention over a batch whose work list has been planned.
   *
   * @param plan the one that the list was planned with
   * @param tensors with the lengths that the list was planned for
   */
  public void launchPlanned(
      Stream stream, Plan plan, AttentionTensors tensors, Workspace workspace) {
    check(plan, tensors, workspace);
    if (plan.sequences() == 0) {
      return;
    }
    decode.enqueue(stream, plan.decode(), plan, tensors, workspace);
    if (plan.reduce().isPresent()) {
      reduce.orElseThrow().enqueue(stream, plan.reduce().get(), plan, tensors, workspace);
    }
  }

  private void check(Plan plan, AttentionTensors tensors, Workspace workspace) {
    AttentionSpec spec = kernel.spec().attention();
    if (!plan.spec().equals(kernel.spec())) {
      throw new LaunchException("The plan is for another kernel than the one that is loaded.");
    }
    WorkspaceBytes needed = plan.workspace();
    checkRoom("partial results", workspace.partialsBytes(), needed.partials());
    checkRoom("the work list", workspace.workListBytes(), needed.workList());
    checkRoom("arrivals", workspace.arrivalsBytes(), needed.arrivals());
    checkAligned(Argument.QUERY, tensors, WIDE_ALIGNMENT);
    checkAligned(Argument.QUERY_START_LOC, tensors, Integer.BYTES);
    checkAligned(Argument.KEY_CACHE, tensors, WIDE_ALIGNMENT);
    checkAligned(Argument.VALUE_CACHE, tensors, WIDE_ALIGNMENT);
    checkAligned(Argument.KV_INDPTR, tensors, Integer.BYTES);
    checkAligned(Argument.KV_PAGE_INDICES, tensors, Integer.BYTES);
    checkAligned(Argument.KV_LAST_PAGE_LEN, tensors, Integer.BYTES);
    checkAligned(Argument.BLOCK_TABLE, tensors, Integer.BYTES);
    checkAligned(Argument.SEQ_LENS, tensors, Integer.BYTES);
    checkStride(
        Argument.BLOCK_TABLE_STRIDE,
        tensors.get(Argument.BLOCK_TABLE_STRIDE),
        Integer.BYTES,
        Integer.BYTES,
        0);
    int outAlignment = OUT_ALIGNMENT_ELEMENTS * spec.outDtype().bytes();
    checkAligned(Argument.OUT, tensors, outAlignment);
    checkPresent(Argument.ALIBI_SLOPES, tensors, spec.alibi());
    checkPresent(Argument.SINKS, tensors, spec.sinks());
    // Of ragged queries there may be none, and the memory of no rows may have no address.
    checkPresent(
        Argument.LSE,
        tensors,
        spec.lse() != LogSumExp.NONE && spec.queryLens() == QueryLens.UNIFORM);
    checkPresent(Argument.K_SCALE, tensors, spec.kvScales() != KvScales.NONE);
    checkPresent(
        Argument.V_SCALE, tensors, spec.kvScales() != KvScales.NONE && spec.hasValueCache());
    checkPresent(Argument.OUT_SCALE, tensors, spec.scalesOutput());
    checkAligned("partials", workspace.partials(), WIDE_ALIGNMENT);
    checkAligned("work_list", workspace.workList(), WIDE_ALIGNMENT);
    checkAligned("arrivals", workspace.arrivals(), Integer.BYTES);
    int bytes = spec.dtype().bytes();
    checkStride(
        Argument.QUERY_STRIDE, tensors.get(Argument.QUERY_STRIDE), bytes, WIDE_ALIGNMENT, 0);
    checkStride(
        Argument.OUT_STRIDE,
        tensors.get(Argument.OUT_STRIDE),
        spec.outDtype().bytes(),
        outAlignment,
        spec.outElements());
    checkPageStrides(spec, tensors.keyPageStride(), tensors.valuePageStride());
  }

  private static void checkPageStrides(AttentionSpec spec, long keys, long values) {
    int bytes = spec.kvDtype().bytes();
    if (spec.kvStrides().isPresent()) {
      checkStride(Argument.K_PAGE_STRIDE, keys, bytes, WIDE_ALIGNMENT, 0);
      checkStride(Argument.V_PAGE_STRIDE, values, bytes, WIDE_ALIGNMENT, 0);
    } else if (spec.hasValueCache() && keys != values) {
      throw new LaunchException(
          "Pages of keys are %d elements apart and pages of values %d; a kernel without KV strides takes one page stride for both."
              .formatted(keys, values));
    } else {
      checkStride(Argument.KV_PAGE_STRIDE, keys, bytes, WIDE_ALIGNMENT, spec.pageElements());
    }
  }

  private static void checkRoom(String name, long bytes, long needed) {
    if (bytes < needed) {
      throw new LaunchException(
          "The workspace has %d bytes for %s; the plan needs %d.".formatted(bytes, name, needed));
    }
  }

  private static void checkAligned(Argument argument, AttentionTensors tensors, int alignment) {
    checkAligned(argument.toString(), tensors.get(argument), alignment);
  }

  private static void checkAligned(String name, long address, int alignment) {
    if (address % alignment != 0) {
      throw new LaunchException(
          "%s is at 0x%x; it must be aligned to %d bytes.".formatted(name, address, alignment));
    }
  }

  /** Of what only some specs have. */
  private static void checkPresent(Argument argument, AttentionTensors tensors, boolean wanted) {
    checkAligned(argument, tensors, Float.BYTES);
    if (wanted && tensors.get(argument) == 0) {
      throw new LaunchException("%s is null; this kernel reads or writes it.".formatted(argument));
    }
  }

  private static void checkStride(
      Argument name, long stride, int elementBytes, int alignment, long least) {
    if (stride < least || stride * elementBytes % alignment != 0) {
      throw new LaunchException(
          "%s is %d elements; it must be a multiple of %d and at least %d."
              .formatted(name, stride, alignment / elementBytes, least));
    }
  }

  /** Unloads the kernel, whose launches must have ended. */
  @Override
  public void close() {
    planning.ifPresent(Step::close);
    decode.close();
    reduce.ifPresent(Step::close);
    module.close();
  }
}
