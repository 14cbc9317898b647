package dev.pagen.emulator;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.emulator.machine.BeyondDeviceException;
import dev.pagen.emulator.machine.Dim3;
import dev.pagen.emulator.machine.EmulatedMemory;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.KernelLaunch;
import dev.pagen.emulator.machine.LaneFault;
import dev.pagen.emulator.machine.Region;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.emulator.machine.Workgroup;
import dev.pagen.spec.Target;

/**
 * An emulated GPU: memory, and kernels that run in it. Launches are synchronous. Results do not
 * depend on the number of threads, except for floating-point atomics between workgroups and
 * programs with races.
 *
 * <pre>{@code
 * EmulatedGpu gpu = new EmulatedGpu(Target.GFX942);
 * LoadedCode code = gpu.load(CodeObject.read(bytes), Disassembly.parse(text));
 * long buffer = gpu.memory().allocate(4096);
 * gpu.launch(code, "kernel", Dim3.of(8), Dim3.of(256), 0, arguments);
 * byte[] result = gpu.memory().read(buffer, 4096);
 * }</pre>
 */
public final class EmulatedGpu {
  private static final int MAX_WORKGROUP_SIZE = 1024;

  /** Most workgroups of a grid in y and in z, as HIP's runtime says of these GPUs. */
  private static final int MOST_ACROSS = 65_535;

  /** Most scratch of a lane: a wave's is counted in KiB, in 13 bits, on these GPUs. */
  private static final int MOST_SCRATCH = 8191 * 1024 / Wave.LANES;

  /** Most work-items in a dimension: the dispatch packet has 32 bits for them. */
  private static final long MOST_WORK_ITEMS = 0xffff_ffffL;

  private final Target target;
  private final int threads;
  private final ExecutionObserver observer;
  private final EmulationLimits limits;
  private final Schedule schedule;
  private final EmulatedMemory memory = new EmulatedMemory();

  /** A GPU that uses all cores and is not observed. */
  public EmulatedGpu(Target target) {
    this(target, ExecutionObserver.NONE);
  }

  /** A GPU that uses all cores. */
  public EmulatedGpu(Target target, ExecutionObserver observer) {
    this(target, observer, EmulationLimits.NONE);
  }

  /** A GPU that uses all cores and gives launches up that go too far. */
  public EmulatedGpu(Target target, ExecutionObserver observer, EmulationLimits limits) {
    this(target, observer, limits, Schedule.Fixed.LOCKSTEP);
  }

  /** The same, with waves in another order. */
  public EmulatedGpu(
      Target target, ExecutionObserver observer, EmulationLimits limits, Schedule schedule) {
    this(target, Runtime.getRuntime().availableProcessors(), observer, limits, schedule);
  }

  /**
   * A GPU without limits, as {@link #EmulatedGpu(Target, int, ExecutionObserver, EmulationLimits)}.
   */
  public EmulatedGpu(Target target, int threads, ExecutionObserver observer) {
    this(target, threads, observer, EmulationLimits.NONE);
  }

  /** A GPU that executes waves in lockstep. */
  public EmulatedGpu(
      Target target, int threads, ExecutionObserver observer, EmulationLimits limits) {
    this(target, threads, observer, limits, Schedule.Fixed.LOCKSTEP);
  }

  /**
   * Makes a GPU with empty memory.
   *
   * @param threads host threads that execute workgroups, at least 1
   * @param limits of each launch
   * @param schedule the order in which waves execute
   */
  public EmulatedGpu(
      Target target,
      int threads,
      ExecutionObserver observer,
      EmulationLimits limits,
      Schedule schedule) {
    this.limits = limits;
    this.schedule = schedule;
    this.target = target;
    this.threads = threads;
    this.observer = observer;
  }

  /** The architecture it executes. */
  public Target target() {
    return target;
  }

  /** Its global memory. */
  public EmulatedMemory memory() {
    return memory;
  }

  /** Copies a code object into memory and decodes it. */
  public LoadedCode load(CodeObject codeObject, Disassembly disassembly) {
    return LoadedCode.load(memory, target, codeObject, disassembly, schedule);
  }

  /**
   * Runs a kernel to its end.
   *
   * @param grid workgroups in each dimension
   * @param block work-items of a workgroup in each dimension, at most 1024 together
   * @param dynamicLds LDS bytes beside those the kernel declares
   * @param arguments the argument block, hidden arguments left out: little-endian, each argument at
   *     its offset
   * @throws EmulationException if the program does something wrong, is not modelled or goes beyond
   *     the limits; the message names instruction, workgroup, wave and lane
   */
  public void launch(
      LoadedCode code, String name, Dim3 grid, Dim3 block, int dynamicLds, byte[] arguments) {
    CompiledKernel kernel = code.kernel(name);
    check(kernel, grid, block, dynamicLds);
    byte[] all = KernelArguments.complete(kernel.metadata(), arguments, grid, block, dynamicLds);
    Region kernargs = memory.allocate("kernel arguments of " + name, all.length);
    memory.write(kernargs.base, all);
    int ldsBytes = Math.addExact(kernel.metadata().ldsBytes(), dynamicLds);
    Region packet = memory.allocate("dispatch packet", DispatchPacket.BYTES);
    memory.write(
        packet.base,
        new DispatchPacket(grid, block, ldsBytes, scratchBytes(kernel))
            .bytes(code.address(kernel.descriptorAddress()), kernargs.base));
    WaveStart start =
        new WaveStart(target, kernel, block, kernargs.base, all, packet.base, entry(code, kernel));
    KernelLaunch launched =
        new KernelLaunch(
            name, memory, grid, block, ldsBytes, KernelArguments.pointers(kernel.metadata(), all));
    int waves = (int) ((block.count() + Wave.LANES - 1) / Wave.LANES);
    Allowance allowance = new Allowance(limits);
    try {
      observer.launched(launched);
      new GridRun(grid, start, threads, schedule)
          .run(
              () ->
                  new WorkgroupRun(
                      new Workgroup(
                          launched,
                          code.program(),
                          waves,
                          ldsBytes,
                          scratchBytes(kernel),
                          observer,
                          schedule.landsLate()),
                      code.program(),
                      schedule,
                      allowance));
    } finally {
      memory.free(kernargs.base);
      memory.free(packet.base);
    }
  }

  private void check(CompiledKernel kernel, Dim3 grid, Dim3 block, int dynamicLds) {
    int limit = Math.min(MAX_WORKGROUP_SIZE, kernel.metadata().maxWorkgroupSize());
    boolean fits = block.isPositive() && block.x() <= limit && block.y() <= limit;
    if (!fits || block.z() > limit || block.count() > limit) {
      throw cannotRun(
          kernel, grid, block, "its workgroups have 1 to %d work-items".formatted(limit));
    }
    if (!grid.isPositive() || grid.y() > MOST_ACROSS || grid.z() > MOST_ACROSS) {
      throw cannotRun(
          kernel,
          grid,
          block,
          "a grid has 1 to %d workgroups in x, 1 to %d in y and z"
              .formatted(Integer.MAX_VALUE, MOST_ACROSS));
    }
    if (longest(grid, block) > MOST_WORK_ITEMS) {
      throw cannotRun(
          kernel, grid, block, "a grid has at most 2^32 - 1 work-items in each dimension");
    }
    if (kernel.metadata().scratchBytes() > MOST_SCRATCH) {
      throw new BeyondDeviceException(
          "Kernel %s needs %d bytes of scratch for each work-item; there are at most %d."
              .formatted(kernel.name(), kernel.metadata().scratchBytes(), MOST_SCRATCH));
    }
    long lds = (long) kernel.metadata().ldsBytes() + dynamicLds;
    if (dynamicLds < 0 || lds > target.ldsBytesPerCu()) {
      throw new BeyondDeviceException(
          "Kernel %s needs %d bytes of LDS; a workgroup on %s can have %d."
              .formatted(kernel.name(), lds, target, target.ldsBytesPerCu()));
    }
  }

  private static BeyondDeviceException cannotRun(
      CompiledKernel kernel, Dim3 grid, Dim3 block, String why) {
    return new BeyondDeviceException(
        "Kernel %s cannot run with grid %s and block %s: %s."
            .formatted(kernel.name(), grid, block, why));
  }

  /** Work-items along the longest side of a grid. */
  private static long longest(Dim3 grid, Dim3 block) {
    long x = (long) grid.x() * block.x();
    long y = (long) grid.y() * block.y();
    return Math.max(Math.max(x, y), (long) grid.z() * block.z());
  }

  private static int entry(LoadedCode code, CompiledKernel kernel) {
    boolean preloads = (kernel.descriptor().kernargPreload() & 0x7f) != 0;
    int prologue = preloads ? WaveStart.PRELOAD_PROLOGUE_BYTES : 0;
    try {
      return code.program().indexOf(code.address(kernel.entryAddress() + prologue));
    } catch (LaneFault e) {
      throw new EmulationException(
          "Kernel %s cannot start: %s.".formatted(kernel.name(), e.getMessage()), e);
    }
  }

  /** A kernel that may need more stack than the compiler could count gets a generous one. */
  private static int scratchBytes(CompiledKernel kernel) {
    int fixed = kernel.metadata().scratchBytes();
    return kernel.metadata().dynamicStack() ? Math.min(fixed + 16 * 1024, MOST_SCRATCH) : fixed;
  }
}
