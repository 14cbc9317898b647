package dev.pagen.compile;

import dev.pagen.cache.CacheRequest;
import dev.pagen.cache.Compiled;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.LostLanes;
import dev.pagen.codeobject.Reading;
import dev.pagen.toolchain.Vendor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps code to itself in which the compiler lost lanes ({@link LostLanes}). What is seen of it
 * comes from nested conditions that end together: LLVM then gives all lanes back at once, after the
 * outer one, and forgets that when it later puts moves behind the inner one.
 */
final class LaneCheck {
  /** LLVM gives lanes back behind every condition. Versions 21 and 22 know it. */
  static final List<String> RESTORE_EACH = List.of("-mllvm", "-amdgpu-remove-redundant-endcf=0");

  private LaneCheck() {}

  /**
   * Compiles, and once more with {@link #RESTORE_EACH} where lanes are lost without.
   *
   * @param compiler compiles with the request's options and those that it is given
   * @throws CompileException if lanes are lost all the same
   */
  static Compiled compile(CacheRequest request, Function<List<String>, Compiled> compiler) {
    Compiled usual = compiler.apply(List.of());
    Optional<LostLanes> lost = lost(request, usual);
    if (lost.isEmpty()) {
      return usual;
    }
    try {
      Compiled other = compiler.apply(RESTORE_EACH);
      lost = lost(request, other);
      if (lost.isEmpty()) {
        return new Compiled(
            other.codeObject(), other.disassembly(), usual.compileTime().plus(other.compileTime()));
      }
    } catch (CompilerAbortedException e) {
      // So does an LLVM that does not know the option.
      if (e.reason() != CompilerAbortedException.Reason.ABORTED) {
        throw e;
      }
    }
    throw refusal(request, lost.get());
  }

  /** Code that cannot be read is taken to be right: its disassembly is no more than an extra. */
  private static Optional<LostLanes> lost(CacheRequest request, Compiled compiled) {
    if (Vendor.ofArch(request.arch()) != Vendor.AMD) {
      return Optional.empty();
    }
    return Reading.of(() -> LostLanes.in(Disassembly.parse(compiled.disassembly())))
        .value()
        .flatMap(Function.identity());
  }

  private static CompileException refusal(CacheRequest request, LostLanes lost) {
    return new CompileException(
        ("The compiler makes wrong code of %s for %s: in %s, \"%s\" runs before all lanes are back"
                + " (llvm/llvm-project issue 222368). Give another tuning, such as more waves, or"
                + " another HIPRTC (pa-gen toolchain).")
            .formatted(request.name(), request.arch(), lost.function(), lost.instruction()),
        "",
        Optional.empty());
  }
}
