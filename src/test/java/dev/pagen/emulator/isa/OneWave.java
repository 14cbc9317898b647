package dev.pagen.emulator.isa;

import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.machine.Dim3;
import dev.pagen.emulator.machine.EmulatedMemory;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.KernelLaunch;
import dev.pagen.emulator.machine.Listing;
import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.emulator.machine.Workgroup;
import dev.pagen.spec.Target;
import java.util.List;

/** One wave with its registers at hand, on which single instructions are executed. */
final class OneWave {
  /** MODE as compiled kernels start: round to nearest even, denormals kept, DX10_CLAMP, IEEE. */
  static final int DEFAULT_MODE = 0x3f0;

  final Target target;
  final EmulatedMemory memory = new EmulatedMemory();
  final Wave wave;

  OneWave(Target target) {
    this.target = target;
    KernelLaunch launch = new KernelLaunch("test", memory, Dim3.of(1), Dim3.of(64), 0, List.of());
    Workgroup group =
        new Workgroup(launch, new NoProgram(), 1, 4096, 64, ExecutionObserver.NONE, false);
    wave = group.waves[0];
    wave.poison(256, 256);
    wave.mode = DEFAULT_MODE;
    wave.state = Wave.State.RUNNING;
  }

  /** Executes instructions as the disassembler prints them. */
  OneWave execute(String... instructions) {
    for (String text : instructions) {
      Instruction instruction = parse(text).functions().getFirst().instructions().getFirst();
      BoundStep step =
          new BoundStep(instruction, InstructionTable.of(target).bind(instruction, 0), 0);
      (wave.indexing() ? indexed().of(step, wave) : step).operation().execute(wave);
    }
    return this;
  }

  /** An instruction ready to be executed, many times if need be. */
  Operation bind(String text) {
    Instruction instruction = parse(text).functions().getFirst().instructions().getFirst();
    return InstructionTable.of(target).bind(instruction, 0);
  }

  private IndexedSteps indexed() {
    return new IndexedSteps(InstructionTable.of(target), 0);
  }

  OneWave vector(int register, int lane, int bits) {
    wave.v[register * Wave.LANES + lane] = bits;
    return this;
  }

  /** The same in all lanes. */
  OneWave vectorOfAll(int register, int bits) {
    for (int lane = 0; lane < Wave.LANES; lane++) {
      vector(register, lane, bits);
    }
    return this;
  }

  int vector(int register, int lane) {
    return wave.v[register * Wave.LANES + lane];
  }

  OneWave scalar(int register, int bits) {
    wave.s[register] = bits;
    return this;
  }

  int scalar(int register) {
    return wave.s[register];
  }

  private static Disassembly parse(String text) {
    return Disassembly.parse("test:\n\t" + text + " // 000000000000: 00000000\n");
  }

  /** Single instructions jump nowhere. */
  private static final class NoProgram implements Listing {
    @Override
    public int indexOf(long address) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long addressOf(int index) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String place(Instruction instruction) {
      throw new UnsupportedOperationException();
    }
  }
}
