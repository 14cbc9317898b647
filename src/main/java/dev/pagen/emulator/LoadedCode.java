package dev.pagen.emulator;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.emulator.machine.EmulatedMemory;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.spec.Target;
import java.util.Optional;

/** A code object in the device's memory, its instructions decoded. */
public final class LoadedCode {
  private final CodeObject codeObject;
  private final Program program;
  private final long base;

  private LoadedCode(CodeObject codeObject, Program program, long base) {
    this.codeObject = codeObject;
    this.program = program;
    this.base = base;
  }

  static LoadedCode load(
      EmulatedMemory memory,
      Target target,
      CodeObject codeObject,
      Disassembly disassembly,
      Schedule schedule) {
    if (!codeObject.target().equals(Optional.of(target))) {
      throw new EmulationException(
          "The code object is for %s, the emulated GPU is a %s."
              .formatted(codeObject.targetId(), target));
    }
    CodeImage image = CodeImage.of(codeObject);
    long base = memory.allocate("code object", image.bytes()).base;
    image.write(memory, base);
    return new LoadedCode(
        codeObject, Program.decode(target, disassembly, codeObject.lines(), base, schedule), base);
  }

  /** The kernel of that name, or an error that names those there are. */
  public CompiledKernel kernel(String name) {
    return codeObject.kernel(name);
  }

  /** Address in memory of a place in the code object. */
  long address(long relative) {
    return base + relative;
  }

  /** Frees its memory, once; no kernel of it may be launched afterwards. */
  void unload(EmulatedMemory memory) {
    if (memory.isLive(base)) {
      memory.free(base);
    }
  }

  Program program() {
    return program;
  }
}
