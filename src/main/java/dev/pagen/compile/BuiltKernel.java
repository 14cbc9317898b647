package dev.pagen.compile;

import dev.pagen.cache.CacheResult;
import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.Reading;
import dev.pagen.render.RenderedKernel;

/**
 * A kernel spec with its code object.
 *
 * @param name file name without suffix: the spec's name and the start of the cache key
 * @param rendered the source and how its kernels are launched
 * @param result the code object, and whether it came from the cache
 * @param listing the code object's instructions as text
 */
public record BuiltKernel(
    String name, RenderedKernel rendered, CacheResult result, Reading<String> listing) {

  /** The code object's bytes, shared and not copied: not to be changed. */
  public byte[] codeObject() {
    return result.entry().codeObject();
  }

  /** What the code object says of itself. */
  public Reading<GpuCode> code() {
    return Reading.of(() -> GpuCode.read(codeObject()));
  }

  /**
   * What only runs or shows code that it can read asks for: the listing of a code object that says
   * what it is.
   *
   * @throws UnreadableKernelException if one of the two cannot be read
   */
  public String disassembly() {
    code().orThrow(why -> new UnreadableKernelException(name, why));
    return listing.orThrow(why -> new UnreadableKernelException(name, why));
  }
}
