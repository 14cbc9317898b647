package dev.pagen.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** CUDA's disassembler, a program; it works in the worker's scratch folder. */
record Nvdisasm(Path program) implements Disassembler {
  @Override
  public String disassemble(byte[] codeObject, String arch) {
    try {
      Path cubin = Files.createTempFile(Path.of(""), "kernel", ".cubin");
      try {
        Files.write(cubin, codeObject);
        return run(cubin);
      } finally {
        Files.delete(cubin);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("nvdisasm: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while disassembling", e);
    }
  }

  /** Code with its kernels' names, and no debug or data sections. */
  private String run(Path cubin) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(program.toString(), "--print-code", cubin.toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(text.strip());
    }
    return text;
  }

  @Override
  public String name() {
    return "nvdisasm";
  }
}
