package dev.pagen.emulator;

import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.InstructionClass.Unit;
import java.util.Arrays;
import java.util.IdentityHashMap;
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
 * the same order will write. Data of stores are safe once the store is issued. Registers named
 * relative to M0 are not followed.
 */
public final class WaitCheck implements ExecutionObserver {
  private final Map<Workgroup, State> states = new ConcurrentHashMap<>();

  /** What the waves of a workgroup wait for. */
  private static final class State {
    final IdentityHashMap<Instruction, Use> uses = new IdentityHashMap<>();
    final Loads[] waves;

    State(int waveCount) {
      waves = new Loads[waveCount];
      Arrays.setAll(waves, i -> new Loads());
    }
  }

  /** Where the results of an instruction come from, later. */
  private enum Source {
    NONE,
    MEMORY,
    LDS,
    FLAT,
    SCALAR
  }

  /**
   * What an instruction has to do with waiting.
   *
   * @param left in {@code vmcnt} after it waited, or -1 where it does not wait
   * @param localLeft the same in {@code lgkmcnt}
   */
  private record Use(RegisterUse registers, Source source, int left, int localLeft) {
    static Use of(Instruction instruction) {
      return new Use(
          RegisterUse.of(instruction),
          source(instruction),
          instruction.vectorMemoryWait().orElse(-1),
          instruction.localWait().orElse(-1));
    }

    private static Source source(Instruction instruction) {
      if (instruction.mnemonic().startsWith("flat_")) {
        return Source.FLAT;
      } else if (instruction.countsAsVectorMemory()) {
        return Source.MEMORY;
      }
      Unit unit = instruction.kind().unit();
      return unit == Unit.LDS
          ? Source.LDS
          : unit == Unit.SCALAR_MEMORY ? Source.SCALAR : Source.NONE;
    }
  }

  /** One wave's loads, by who counts them. */
  private static final class Loads {
    final PendingRegisters memory =
        new PendingRegisters(
            "vmcnt", RegisterCheck::vectorName, Wave.VECTOR_REGISTERS, CopyQueue.MOST);
    final PendingRegisters local =
        new PendingRegisters("lgkmcnt", RegisterCheck::vectorName, Wave.VECTOR_REGISTERS, 15);

    /** Whose operations are done in any order. */
    final PendingRegisters scalar =
        new PendingRegisters("lgkmcnt", RegisterCheck::scalarName, Wave.EXEC, Long.MAX_VALUE);

    /** The flat instruction that is being executed. */
    @Nullable RegisterUse flat;

    void start() {
      memory.clear();
      local.clear();
      scalar.clear();
      flat = null;
    }

    void await(Use use) {
      if (use.left >= 0) {
        memory.await(use.left);
      }
      if (use.localLeft >= 0) {
        local.await(use.localLeft);
      }
      if (use.localLeft == 0) {
        scalar.await(0);
      }
    }

    boolean any() {
      return memory.any() || local.any() || scalar.any();
    }

    void issue(Use use, long lanes) {
      RegisterUse registers = use.registers;
      flat = null;
      switch (use.source) {
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
    states.clear();
  }

  @Override
  public void workgroupStarted(Wave any) {
    for (Loads wave : state(any).waves) {
      wave.start();
    }
  }

  @Override
  public void instruction(Wave wave, Instruction instruction) {
    State state = state(wave);
    Use use = state.uses.computeIfAbsent(instruction, Use::of);
    Loads loads = state.waves[wave.index()];
    loads.await(use);
    if (loads.any() && !wave.indexing) {
      check(wave, loads, use);
    }
    loads.issue(use, use.source == Source.NONE ? 0 : wave.exec());
  }

  private static void check(Wave wave, Loads loads, Use use) {
    RegisterUse registers = use.registers;
    long lanes = RegisterCheck.lanes(registers, wave);
    long permuted = registers.dpp.map(d -> d.sourceLanes(wave.exec())).orElse(0L);
    for (int i = 0; i < registers.vectorReads.length; i++) {
      long read = i < registers.permuted ? permuted : lanes;
      loads.memory.check(wave, registers.vectorReads[i], read, "read");
      loads.local.check(wave, registers.vectorReads[i], read, "read");
    }
    for (int register : registers.vectorWrites) {
      if (use.source != Source.MEMORY && use.source != Source.FLAT) {
        loads.memory.check(wave, register, lanes, "overwritten");
      }
      if (use.source != Source.LDS && use.source != Source.FLAT) {
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
    Loads loads = state(wave).waves[wave.index()];
    if (loads.flat != null) {
      loads.memory.expect(loads.flat.vectorWrites, mask, loads.flat.instruction);
    }
  }

  @Override
  public void ldsAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    Loads loads = state(wave).waves[wave.index()];
    if (loads.flat != null) {
      loads.local.expect(loads.flat.vectorWrites, mask, loads.flat.instruction);
    }
  }

  private State state(Wave wave) {
    return states.computeIfAbsent(wave.group, g -> new State(g.waves.length));
  }
}
