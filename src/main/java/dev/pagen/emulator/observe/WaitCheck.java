package dev.pagen.emulator.observe;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.isa.BoundStep;
import dev.pagen.emulator.isa.RegisterUse;
import dev.pagen.emulator.isa.WaitUse;
import dev.pagen.emulator.isa.WaitUse.Source;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.KernelLaunch;
import dev.pagen.emulator.machine.Wave;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds registers that are read or overwritten while a load to them may be on its way. Here loads
 * are complete at once, so that a wave that does not wait, or waits for too few, would go
 * unnoticed. Throws at the instruction that should have waited.
 *
 * <p>Sources: AMD's CDNA 3 ISA document, "Data Dependency Resolution"; LLVM's insertion of waits.
 * {@code vmcnt} counts all vector memory operations, which are done in the order of their issue,
 * stores too; {@code lgkmcnt} counts LDS operations, which are done in their order, and scalar
 * loads, which are not: only {@code lgkmcnt(0)} waits for those. Flat operations count in both, and
 * a lane's result comes from where its address leads. A load may overwrite what an earlier one of
 * the same order will write. Data of stores are safe once the store is issued.
 */
public final class WaitCheck implements ExecutionObserver {
  private final Map<Wave, Loads> waves = new ConcurrentHashMap<>();

  /** One wave's loads, by who counts them. */
  private static final class Loads {
    final PendingRegisters memory =
        PendingRegisters.vectors("vmcnt", Instruction.MOST_VECTOR_MEMORY);
    final PendingRegisters local = PendingRegisters.vectors("lgkmcnt", Instruction.MOST_LOCAL);
    final PendingRegisters scalar = PendingRegisters.scalars();

    /** The flat instruction that is being executed. */
    @Nullable RegisterUse flat;

    void start() {
      memory.clear();
      local.clear();
      scalar.clear();
      flat = null;
    }

    void await(WaitUse use) {
      if (use.left() >= 0) {
        memory.await(use.left());
      }
      if (use.localLeft() >= 0) {
        local.await(use.localLeft());
      }
      if (use.localLeft() == 0) {
        scalar.await(0);
      }
    }

    boolean any() {
      return memory.any() || local.any() || scalar.any();
    }

    void issue(Source source, RegisterUse registers, long lanes) {
      flat = null;
      switch (source) {
        case NONE -> {}
        case MEMORY -> memory.issue().expect(registers.vectorWrites, lanes, registers.instruction);
        case LDS -> local.issue().expect(registers.vectorWrites, lanes, registers.instruction);
        case SCALAR -> scalar.issue().expect(registers.scalarWrites, -1, registers.instruction);
        case FLAT -> {
          memory.issue();
          local.issue();
          flat = registers;
        }
      }
    }
  }

  @Override
  public void launched(KernelLaunch launch) {
    waves.clear();
  }

  @Override
  public void workgroupStarted(Wave any) {
    for (Wave wave : any.group.waves) {
      loads(wave).start();
    }
  }

  @Override
  public void instruction(Wave wave, Instruction instruction) {
    BoundStep step = BoundStep.of(wave);
    WaitUse use = step.waits();
    Loads loads = loads(wave);
    loads.await(use);
    if (loads.any()) {
      check(wave, loads, use, step.use());
    }
    loads.issue(use.source(), step.use(), wave.exec());
  }

  private static void check(Wave wave, Loads loads, WaitUse use, RegisterUse registers) {
    long lanes = registers.lanes(wave);
    long permuted = registers.permutedLanes(wave);
    for (int i = 0; i < registers.vectorReads.length; i++) {
      long read = i < registers.permuted ? permuted : lanes;
      loads.memory.check(wave, registers.vectorReads[i], read, "read");
      loads.local.check(wave, registers.vectorReads[i], read, "read");
    }
    for (int register : registers.vectorWrites) {
      if (!use.countsAsMemory()) {
        loads.memory.check(wave, register, lanes, "overwritten");
      }
      if (use.source() != Source.LDS && use.source() != Source.FLAT) {
        loads.local.check(wave, register, lanes, "overwritten");
      }
    }
    for (int register : registers.scalarReads) {
      loads.scalar.check(wave, register, -1, "read");
    }
    for (int register : registers.scalarWrites) {
      loads.scalar.check(wave, register, -1, "overwritten");
    }
  }

  @Override
  public void globalAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    Loads loads = loads(wave);
    if (loads.flat != null) {
      loads.memory.expect(loads.flat.vectorWrites, mask, loads.flat.instruction);
    }
  }

  @Override
  public void ldsAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    Loads loads = loads(wave);
    if (loads.flat != null) {
      loads.local.expect(loads.flat.vectorWrites, mask, loads.flat.instruction);
    }
  }

  private Loads loads(Wave wave) {
    return waves.computeIfAbsent(wave, w -> new Loads());
  }
}
