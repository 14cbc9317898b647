package dev.pagen.compile;

import dev.pagen.PagenException;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A kernel did not compile. The source and the log are kept for whoever looks into it. */
public class CompileException extends PagenException {
  private static final long serialVersionUID = 1L;

  private final String log;
  private final @Nullable File source;

  CompileException(String message, String log, Optional<Path> source) {
    super(message);
    this.log = log;
    this.source = source.map(Path::toFile).orElse(null);
  }

  /**
   * What the compiler wrote, or for a worker that died its last output. Positions read {@code
   * NAME.hip:LINE:COLUMN} and count in {@link #source()}.
   */
  public String log() {
    return log;
  }

  /**
   * The file that the source was kept in, {@code NAME.hip}, with the log beside it as {@code
   * NAME.log}. Empty if there was no source or it could not be written; the message says which.
   */
  public Optional<Path> source() {
    return Optional.ofNullable(source).map(File::toPath);
  }
}
