package dev.pagen.cli;

import dev.pagen.InputFile;
import dev.pagen.attention.LaunchException;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.compile.CompileRequest;
import dev.pagen.compile.Compiler;
import dev.pagen.compile.UnreadableKernelException;
import dev.pagen.elf.CodeObjectException;
import dev.pagen.launch.ForeignCode;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads code that was not made here: code objects, and HIP sources, which are compiled. */
record ForeignFiles(Compiler compiler) {
  /** The names of arguments and the lines of the source are worth having in messages. */
  private static final List<String> OPTIONS =
      List.of("-O3", "-gline-tables-only", "-fno-discard-value-names");

  /** What HIPRTC has built in, and no file of. */
  private static final Pattern BUILT_IN =
      Pattern.compile("(?m)^\\s*#\\s*include\\s*[<\"]hip/hip_(runtime|fp16)\\.h[>\"]");

  /** Whether a file is a source, by its name. */
  static boolean isSource(Path file) {
    String name = file.toString();
    return name.endsWith(".hip") || name.endsWith(".cpp") || name.endsWith(".cu");
  }

  /** A source, compiled for a target. */
  ForeignCode compile(Path file, Target target) {
    String source = new String(read(file, InputFile.DOCUMENT_BYTES), StandardCharsets.UTF_8);
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.\\w+$", "");
    String usable = name.replaceAll("[^A-Za-z0-9._+-]", "_").replaceFirst("^\\.", "_");
    CompileRequest request =
        new CompileRequest(
            usable.length() > 200 ? usable.substring(0, 200) : usable,
            BUILT_IN.matcher(source).replaceAll(""),
            target.arch(),
            OPTIONS);
    return code(file, compiler.compile(request).codeObject());
  }

  /** A code object. */
  ForeignCode read(Path file) {
    return code(file, bytes(file));
  }

  private ForeignCode code(Path file, byte[] bytes) {
    String arch = codeObject(file, bytes).arch();
    String disassembly =
        compiler
            .disassemble(bytes, arch)
            .orThrow(why -> new UnreadableKernelException(file.toString(), why));
    return new ForeignCode(file.toString(), bytes, disassembly);
  }

  /** The bytes of a code object. */
  static byte[] bytes(Path file) {
    return read(file, InputFile.CODE_BYTES);
  }

  /** What a code object says of itself. */
  static CodeObject codeObject(Path file, byte[] bytes) {
    try {
      return CodeObject.read(bytes);
    } catch (CodeObjectException e) {
      throw new CodeObjectException(file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] read(Path file, int most) {
    try {
      return InputFile.read(file, most);
    } catch (IOException e) {
      throw new LaunchException("Cannot read %s: %s".formatted(file, e.getMessage()));
    }
  }
}
