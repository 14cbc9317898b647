package dev.pagen.launch;

import dev.pagen.attention.LaunchException;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.spec.Target;
import java.util.stream.Collectors;

/**
 * A code object that was not made here.
 *
 * @param name what people call it
 * @param bytes the ELF; not copied
 * @param disassembly of it, as comgr or {@code llvm-objdump -d} prints it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ForeignCode(String name, byte[] bytes, String disassembly) {
  /** What it says of itself. */
  public CodeObject codeObject() {
    return CodeObject.read(bytes);
  }

  /**
   * What it is compiled for.
   *
   * @throws LaunchException if that is no target of the emulator
   */
  public Target target() {
    CodeObject codeObject = codeObject();
    return codeObject
        .target()
        .filter(EmulatedDevice.targets()::contains)
        .orElseThrow(
            () ->
                new LaunchException(
                    "%s is for %s; what can be emulated is for %s."
                        .formatted(
                            name,
                            codeObject.arch(),
                            EmulatedDevice.targets().stream()
                                .map(Target::arch)
                                .collect(Collectors.joining(", ")))));
  }
}
