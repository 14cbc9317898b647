package dev.pagen.codeobject;

import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.ElfFile;
import dev.pagen.elf.FileBytes;
import dev.pagen.spec.Target;
import java.util.List;
import java.util.Optional;

/** Compiled kernels as a GPU's driver takes them: an ELF file, each vendor's in its own way. */
public sealed interface GpuCode permits CodeObject, Cubin {
  /**
   * Reads code of either vendor.
   *
   * @throws CodeObjectException if it is another kind of file, cut short or damaged
   */
  static GpuCode read(byte[] bytes) {
    ElfFile elf = ElfFile.read(FileBytes.of(bytes));
    return switch (elf.machine()) {
      case CodeObject.MACHINE -> CodeObject.of(elf);
      case Cubin.MACHINE -> Cubin.of(elf);
      default -> throw elf.otherThan("a code object of a GPU");
    };
  }

  /** The GPU's name, such as {@code gfx942} or {@code sm_90}. */
  String arch();

  /** The same with what else the code was compiled for, such as {@code gfx942:sramecc+}. */
  String targetId();

  /** The target of this project that {@link #arch()} is, if it is one. */
  default Optional<Target> target() {
    return Target.ofArch(arch());
  }

  /** Its kernels. */
  List<? extends GpuKernel> kernels();

  /**
   * The kernel of that name.
   *
   * @throws CodeObjectException if there is none; the message names those there are
   */
  default GpuKernel kernel(String name) {
    return find(kernels(), name);
  }

  /**
   * Workgroups of a kernel that one compute unit holds at once; 0 if not even one fits.
   *
   * @param threads of a workgroup
   * @param dynamicLds bytes of LDS that the launch adds to what the kernel declares
   * @throws CodeObjectException if there is no such kernel, or the GPU's limits are not known here
   */
  int workgroupsPerCu(String kernel, int threads, int dynamicLds);

  /** That the limits of an architecture are not known here. */
  static CodeObjectException unknownLimits(String arch) {
    return new CodeObjectException("it is for %s, whose limits are not known here".formatted(arch));
  }

  /** The kernel of that name among {@code kernels}, or an error that names those there are. */
  static <K extends GpuKernel> K find(List<K> kernels, String name) {
    return kernels.stream()
        .filter(k -> k.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CodeObjectException(
                    "no kernel %s in the code object; it has %s"
                        .formatted(name, kernels.stream().map(GpuKernel::name).toList())));
  }
}
