package dev.pagen.codeobject;

import dev.pagen.elf.ElfFile;
import dev.pagen.elf.FileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A shared library of this machine, changed so that it fails in a planted way. */
public final class HostLibrary {
  private static final byte[] RETURN_2 = {(byte) 0xb8, 2, 0, 0, 0, (byte) 0xc3};
  private static final byte[] ILLEGAL = {0x0f, 0x0b};

  private final byte[] bytes;

  private HostLibrary(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads one. */
  public static HostLibrary of(Path file) throws IOException {
    return new HostLibrary(Files.readAllBytes(file));
  }

  /** A function returns 2 at once, which in HIP and comgr is the status of an invalid argument. */
  public HostLibrary refusing(String function) {
    return with(function, RETURN_2);
  }

  /** A function ends the process by an illegal instruction. */
  public HostLibrary crashing(String function) {
    return with(function, ILLEGAL);
  }

  /** Whatever text says {@code from} says {@code to}, which is as long: names of functions too. */
  public HostLibrary renaming(String from, String to) {
    byte[] wanted = (from + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] other = to.getBytes(StandardCharsets.US_ASCII);
    boolean found = false;
    for (int at = 0; at + wanted.length <= bytes.length; at++) {
      if (startsWith(at, wanted)) {
        System.arraycopy(other, 0, bytes, at, other.length);
        found = true;
      }
    }
    if (!found || other.length != wanted.length - 1) {
      throw new IllegalArgumentException(from + " cannot become " + to);
    }
    return this;
  }

  private boolean startsWith(int at, byte[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private HostLibrary with(String function, byte[] code) {
    FileBytes file = FileBytes.of(bytes);
    long address = Objects.requireNonNull(ElfFile.read(file).symbols().get(function)).value();
    long headers = file.i64(32);
    for (int i = 0; i < file.u16(56); i++) {
      long header = headers + 56L * i;
      long offset = address - file.i64(header + 16);
      if (file.i32(header) == 1 && offset >= 0 && offset < file.i64(header + 32)) {
        System.arraycopy(code, 0, bytes, (int) (file.i64(header + 8) + offset), code.length);
        return this;
      }
    }
    throw new IllegalArgumentException("no code of " + function);
  }

  /** Writes it. */
  public void write(Path file) throws IOException {
    Files.write(file, bytes);
  }
}
