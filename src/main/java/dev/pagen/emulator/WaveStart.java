package dev.pagen.emulator;

import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.KernelDescriptor;
import dev.pagen.emulator.machine.AddressSpace;
import dev.pagen.emulator.machine.Dim3;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.RuntimeService;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;

/**
 * The registers a wave starts with. Source: LLVM, "User Guide for AMDGPU Backend", initial kernel
 * execution state.
 *
 * @param kernargs address of the argument block
 * @param arguments its bytes, for kernels that have arguments preloaded
 * @param packet address of the dispatch packet
 * @param entry word index of the first instruction
 */
record WaveStart(
    Target target,
    CompiledKernel kernel,
    Dim3 block,
    long kernargs,
    byte[] arguments,
    long packet,
    int entry) {
  /** MODE's bits beside rounding and denormals: DX10_CLAMP and IEEE. */
  private static final int DX10_CLAMP = 1 << 8;

  private static final int IEEE = 1 << 9;

  /**
   * Where code that expects preloaded arguments begins, after what loads them on older firmware.
   */
  static final int PRELOAD_PROLOGUE_BYTES = 256;

  /** Scalar registers that a wave can start with: those from here on have other meanings. */
  private static final int MOST_START_REGISTERS = 102;

  WaveStart {
    int preloaded = kernel.descriptor().kernargPreload() & 0x7f;
    if (preloaded + kernel.descriptor().userSgprs() > MOST_START_REGISTERS) {
      throw new EmulationException(
          "Kernel %s asks for %d arguments in registers, more than there are."
              .formatted(kernel.name(), preloaded));
    }
  }

  void apply(Wave wave, int[] workgroup) {
    KernelDescriptor d = kernel.descriptor();
    int agprs = Math.max(0, d.allocatedRegisters() - d.accumOffset());
    wave.poison(
        Math.min(256, Math.min(d.accumOffset(), d.allocatedRegisters())), Math.min(256, agprs));
    int next = userRegisters(wave);
    for (int dimension = 0; dimension < 3; dimension++) {
      if (d.workgroupIdEnabled(dimension)) {
        wave.s[next++] = workgroup[dimension];
      }
    }
    // LLVM adds the offset to the buffer's address even where it did not ask for it, as nothing
    // then uses scratch.
    boolean hasScratch = d.scratchEnabled() || d.hasPrivateSegmentBuffer();
    if (hasScratch && target == Target.GFX90A) {
      wave.s[next] = 0;
    }
    wave.setPair(Wave.FLAT_SCRATCH, (long) AddressSpace.PRIVATE_APERTURE << 32);
    workItems(wave);
    wave.mode = d.floatMode() | bit(21, DX10_CLAMP) | bit(23, IEEE);
    wave.pc = entry;
    wave.state = Wave.State.RUNNING;
  }

  private int bit(int resourceBit, int modeBit) {
    return (kernel.descriptor().resource1() >>> resourceBit & 1) != 0 ? modeBit : 0;
  }

  private int userRegisters(Wave wave) {
    KernelDescriptor d = kernel.descriptor();
    int next = 0;
    if (d.hasPrivateSegmentBuffer()) {
      wave.setPair(0, AddressSpace.SCRATCH_BASE);
      wave.s[2] = -1;
      wave.s[3] = 0;
      next = 4;
    }
    next = pointer(wave, next, d.hasDispatchPointer(), packet);
    next = pointer(wave, next, d.hasQueuePointer(), RuntimeService.QUEUE.address());
    next = pointer(wave, next, d.hasKernargPointer(), kernargs);
    next = pointer(wave, next, d.hasDispatchId(), 0);
    next = pointer(wave, next, d.hasFlatScratchInit(), 0);
    if (d.hasPrivateSegmentSize()) {
      wave.s[next++] = (int) d.scratchBytes();
    }
    int preloaded = d.kernargPreload() & 0x7f;
    int first = d.kernargPreload() >>> 7 & 0x1ff;
    for (int i = 0; i < preloaded; i++) {
      wave.s[next + i] = word(4 * (first + i));
    }
    return d.userSgprs();
  }

  private int word(int offset) {
    int value = 0;
    for (int i = 3; i >= 0; i--) {
      int at = offset + i;
      value = value << 8 | (at < arguments.length ? arguments[at] & 0xff : 0);
    }
    return value;
  }

  private static int pointer(Wave wave, int register, boolean enabled, long value) {
    if (!enabled) {
      return register;
    }
    wave.setPair(register, value);
    return register + 2;
  }

  /** v0 holds the work-item's indices, 10 bits each; lanes past the workgroup's end are off. */
  private void workItems(Wave wave) {
    long size = block.count();
    long exec = 0;
    for (int lane = 0; lane < Wave.LANES; lane++) {
      int item = wave.index() * Wave.LANES + lane;
      if (item < size) {
        exec |= 1L << lane;
      }
      int x = item % block.x();
      int y = item / block.x() % block.y();
      int z = item / block.x() / block.y();
      wave.v[lane] = x | y << 10 | z << 20;
    }
    wave.setExec(exec);
  }
}
