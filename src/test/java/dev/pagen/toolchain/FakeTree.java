package dev.pagen.toolchain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lays out machines and ROCm trees in a temporary folder. */
public final class FakeTree {
  /** Long enough ago that a digest may be remembered. */
  static final FileTime LONG_AGO = FileTime.from(Instant.parse("2024-05-01T12:00:00Z"));

  private FakeTree() {}

  /** A file of {@code bytes}, with the folders it lies in. */
  public static Path file(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      Files.setLastModifiedTime(file, LONG_AGO);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path file(Path file, String text) {
    return file(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** HIPRTC, its built-in headers, comgr and the HIP runtime, with links as packages have them. */
  public static void hip(Path folder, String version) {
    int major = Integer.parseInt(version.split("\\.", -1)[0]);
    for (String stem : List.of("libhiprtc", "libhiprtc-builtins", "libamdhip64")) {
      file(folder.resolve(stem + ".so." + version), stem + " " + version);
      link(folder.resolve(stem + ".so." + major), stem + ".so." + version);
    }
    file(folder.resolve("libamd_comgr.so.3.0.0"), "comgr of " + version);
    link(folder.resolve("libamd_comgr.so.3"), "libamd_comgr.so.3.0.0");
  }

  /** Files of those names under {@code root}, each with nothing but its name in it. */
  public static void files(Path root, String... names) {
    for (String name : names) {
      file(root.resolve(name), name);
    }
  }

  /** A program that says nothing. */
  public static Path program(Path file) {
    file(file, "#!/bin/sh\n");
    if (!file.toFile().setExecutable(true)) {
      throw new UncheckedIOException(new IOException(file + " cannot be made a program"));
    }
    return file;
  }

  public static void link(Path link, String to) {
    try {
      Files.createDirectories(link.getParent());
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A machine on {@code root} whose user lives there too; {@code variables} come in pairs. */
  public static Host host(Path root, String... variables) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", root.resolve("home/user").toString());
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return new Host(environment, root, "Linux", "amd64");
  }

  /** The least ELF library that asks for {@code needed}, with {@code runpath} if not empty. */
  public static byte[] elf(String runpath, String... needed) {
    return elfNamed("", runpath, needed);
  }

  /** The same that calls itself {@code soname}, if not empty. */
  public static byte[] elfNamed(String soname, String runpath, String... needed) {
    StringBuilder strings = new StringBuilder("\0");
    ByteBuffer dynamic = ByteBuffer.allocate(16 * (needed.length + 4)).order(LITTLE);
    if (!soname.isEmpty()) {
      dynamic.putLong(14).putLong(strings.length());
      strings.append(soname).append('\0');
    }
    for (String name : needed) {
      dynamic.putLong(1).putLong(strings.length());
      strings.append(name).append('\0');
    }
    if (!runpath.isEmpty()) {
      dynamic.putLong(29).putLong(strings.length());
      strings.append(runpath).append('\0');
    }
    int dynamicAt = 64 + 2 * 56;
    int stringsAt = dynamicAt + dynamic.capacity();
    long base = 0x10000; // Addresses differ from file offsets, as in real libraries.
    dynamic.putLong(5).putLong(base + stringsAt);
    int size = stringsAt + strings.length();
    ByteBuffer file = ByteBuffer.allocate(size).order(LITTLE);
    file.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
    file.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 2);
    segment(file, 64, 1, 0, base, size);
    segment(file, 64 + 56, 2, dynamicAt, base + dynamicAt, dynamic.capacity());
    file.put(dynamicAt, dynamic.array());
    file.put(stringsAt, strings.toString().getBytes(StandardCharsets.US_ASCII));
    return file.array();
  }

  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

  private static void segment(
      ByteBuffer file, int at, int type, long offset, long address, long size) {
    file.putInt(at, type)
        .putLong(at + 8, offset)
        .putLong(at + 16, address)
        .putLong(at + 32, size)
        .putLong(at + 40, size);
  }
}
