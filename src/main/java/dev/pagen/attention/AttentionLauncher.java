package dev.pagen.attention;

import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.Reading;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.render.RenderedKernel;
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
  private final RenderedKernel kernel;
  private final Module module;
  private final Optional<Step> planning;
  private final Step decode;
  private final Optional<Step> reduce;
  private final Planner planner;
  private final int computeUnits;
  private boolean closed;

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
    return kernel.entry(role).map(entry -> Step.of(entry, kernel.spec().attention(), code, module));
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
   * @throws IllegalStateException if this is closed
   */
  public void launch(Stream stream, Plan plan, AttentionTensors tensors, Workspace workspace) {
    if (check(plan, tensors, workspace)) {
      checkPlanning(plan, tensors, workspace);
      checkPlanned(plan, tensors, workspace);
      enqueuePlanning(stream, plan, tensors, workspace);
      enqueuePlanned(stream, plan, tensors, workspace);
    }
  }

  /**
   * Enqueues the planning of the work list for a page table; nothing where the grid is the
   * schedule. Of the tensors only the lengths are read: {@code kv_indptr} and {@code
   * kv_last_page_len}, or {@code seq_lens}, and {@code query_start_loc} where the spec has it.
   */
  public void launchPlanning(
      Stream stream, Plan plan, AttentionTensors tensors, Workspace workspace) {
    if (check(plan, tensors, workspace)) {
      checkPlanning(plan, tensors, workspace);
      enqueuePlanning(stream, plan, tensors, workspace);
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
    if (check(plan, tensors, workspace)) {
      checkPlanned(plan, tensors, workspace);
      enqueuePlanned(stream, plan, tensors, workspace);
    }
  }

  /** Whether there is anything to launch. */
  private boolean check(Plan plan, AttentionTensors tensors, Workspace workspace) {
    if (closed) {
      throw new IllegalStateException("This launcher is closed: load the kernel again.");
    }
    if (!plan.spec().equals(kernel.spec())) {
      throw new LaunchException("The plan is for another kernel than the one that is loaded.");
    }
    WorkspaceBytes needed = plan.workspace();
    checkRoom("partial results", workspace.partialsBytes(), needed.partials());
    checkRoom("the work list", workspace.workListBytes(), needed.workList());
    checkRoom("arrivals", workspace.arrivalsBytes(), needed.arrivals());
    tensors.requireOnePageStride(kernel.spec().attention());
    return plan.sequences() > 0;
  }

  private void checkPlanning(Plan plan, AttentionTensors tensors, Workspace workspace) {
    if (plan.planning().isPresent()) {
      planning.orElseThrow().arguments().check(plan, tensors, workspace);
    }
  }

  private void checkPlanned(Plan plan, AttentionTensors tensors, Workspace workspace) {
    decode.arguments().check(plan, tensors, workspace);
    if (plan.reduce().isPresent()) {
      reduce.orElseThrow().arguments().check(plan, tensors, workspace);
    }
  }

  private void enqueuePlanning(
      Stream stream, Plan plan, AttentionTensors tensors, Workspace workspace) {
    if (plan.planning().isPresent()) {
      planning.orElseThrow().enqueue(stream, plan.planning().get(), plan, tensors, workspace);
    }
  }

  private void enqueuePlanned(
      Stream stream, Plan plan, AttentionTensors tensors, Workspace workspace) {
    decode.enqueue(stream, plan.decode(), plan, tensors, workspace);
    if (plan.reduce().isPresent()) {
      reduce.orElseThrow().enqueue(stream, plan.reduce().get(), plan, tensors, workspace);
    }
  }

  private static void checkRoom(String name, long bytes, long needed) {
    if (bytes < needed) {
      throw new LaunchException(
          "The workspace has %d bytes for %s; the plan needs %d.".formatted(bytes, name, needed));
    }
  }

  /** Unloads the kernel, whose launches must have ended. */
  @Override
  public void close() {
    closed = true;
    planning.ifPresent(Step::close);
    decode.close();
    reduce.ifPresent(Step::close);
    module.close();
  }
}
