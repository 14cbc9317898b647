package dev.pagen.compile;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One program to compile for one target.
 *
 * @param name the kernel's file name without suffix: letters, digits and {@code . _ + -}, at most
 *     200 of them; the compiler's log calls the source {@code NAME.hip}
 * @param source HIP C++
 * @param arch the target as {@code --offload-arch} takes it, such as {@code gfx942} or {@code
 *     gfx90a:xnack-}
 * @param options further compiler options, in order
 */
public record CompileRequest(String name, String source, String arch, List<String> options) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+-][A-Za-z0-9._+-]{0,199}");
  private static final Pattern ARCH = Pattern.compile("[A-Za-z0-9_:+-]+");

  public CompileRequest {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a usable kernel file name: \"" + name + "\"");
    }
    if (!ARCH.matcher(arch).matches()) {
      throw new IllegalArgumentException("not a target name: \"" + arch + "\"");
    }
    options = List.copyOf(options);
  }
}
