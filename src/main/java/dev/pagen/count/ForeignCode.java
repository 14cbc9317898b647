package dev.pagen.count;

import dev.pagen.attention.LaunchException;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.spec.Family;
import dev.pagen.spec.Target;
import java.util.stream.Collectors;

/**
 * A code object that was not made here, and how to launch it.
 *
 * @param bytes the ELF; not copied
 * @param disassembly of it, as comgr or {@code llvm-objdump -d} prints it
 * @param launches its kernels, in order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ForeignCode(byte[] bytes, String disassembly, LaunchList launches) {
  /**
   * What it is compiled for.
   *
   * @throws LaunchException if that is no target of this project
   */
  public Target target() {
    CodeObject codeObject = CodeObject.read(bytes);
    return codeObject
        .target()
        .orElseThrow(
            () ->
                new LaunchException(
                    "The code object of %s is for %s; what can be counted is for %s."
                        .formatted(
                            launches.name(),
                            codeObject.arch(),
                            Target.of(Family.CDNA).stream()
                                .map(Target::arch)
                                .collect(Collectors.joining(", ")))));
  }
}
