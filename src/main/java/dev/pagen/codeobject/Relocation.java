package dev.pagen.codeobject;

import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.ElfSymbol;
import java.util.List;
import java.util.Optional;

/**
 * An address that a loader writes into a code object once it knows where that lies. Source: LLVM,
 * "User Guide for AMDGPU Backend", ELF relocation records; which of them a loader applies: ROCm's.
 *
 * @param type LLVM's number
 * @param address of the place, relative to the load address
 * @param symbol whose address is written, where it is that of one
 * @param addend what to add
 */
public record Relocation(int type, long address, Optional<ElfSymbol> symbol, long addend) {
  private static final int NONE = 0;
  private static final int LOW = 1;
  private static final int HIGH = 2;
  private static final int ABSOLUTE = 3;
  private static final int RELATIVE = 13;

  /** By type. */
  private static final List<String> NAMES =
      List.of(
          "R_AMDGPU_NONE",
          "R_AMDGPU_ABS32_LO",
          "R_AMDGPU_ABS32_HI",
          "R_AMDGPU_ABS64",
          "R_AMDGPU_REL32",
          "R_AMDGPU_REL64",
          "R_AMDGPU_ABS32",
          "R_AMDGPU_GOTPCREL",
          "R_AMDGPU_GOTPCREL32_LO",
          "R_AMDGPU_GOTPCREL32_HI",
          "R_AMDGPU_REL32_LO",
          "R_AMDGPU_REL32_HI",
          "",
          "R_AMDGPU_RELATIVE64",
          "R_AMDGPU_REL16");

  /**
   * Bytes that it changes.
   *
   * @throws CodeObjectException if no loader applies it
   */
  public int bytes() {
    return switch (type) {
      case NONE -> 0;
      case LOW, HIGH -> Integer.BYTES;
      case ABSOLUTE, RELATIVE -> Long.BYTES;
      default -> throw refused(named() ? "a linker applies it, no loader does" : "it is not known");
    };
  }

  /**
   * What is written there, its lowest {@link #bytes()}.
   *
   * @param base the load address
   * @throws CodeObjectException if its symbol is defined nowhere
   */
  public long value(long base) {
    return switch (type) {
      case RELATIVE -> base + addend;
      case HIGH -> target(base) >> Integer.SIZE;
      default -> target(base);
    };
  }

  private long target(long base) {
    if (symbol.isEmpty()) {
      return addend;
    }
    ElfSymbol named = symbol.get();
    if (!named.defined()) {
      throw refused("its symbol is defined nowhere: link the code object with what defines it");
    }
    return (named.placed() ? base : 0) + named.value() + addend;
  }

  private boolean named() {
    return type >= 0 && type < NAMES.size() && !NAMES.get(type).isEmpty();
  }

  /** That it cannot be applied. */
  public CodeObjectException refused(String why) {
    return new CodeObjectException("the code object has %s: %s".formatted(this, why));
  }

  @Override
  public String toString() {
    return "a relocation of type %s at 0x%x%s"
        .formatted(
            named() ? "%s (%d)".formatted(NAMES.get(type), type) : String.valueOf(type),
            address,
            symbol.map(s -> ", for " + s.name()).orElse(""));
  }
}
