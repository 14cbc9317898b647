package dev.pagen.hip;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The classes of this package and of its bindings, loaded anew, so that they bind a library of
 * their own: a class loader has one HIP runtime, and keeps what it found of a function.
 */
final class HipPackage extends ClassLoader {
  private static final String PACKAGE = HipPackage.class.getPackageName() + ".";

  HipPackage() {
    super(HipPackage.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code use} gives for a library, in this package's classes. */
  @SuppressWarnings("unchecked")
  Object apply(Class<? extends Function<Path, Object>> use, Path library)
      throws ReflectiveOperationException {
    var constructor = loadClass(use.getName(), true).getDeclaredConstructor();
    constructor.setAccessible(true);
    return ((Function<Path, Object>) constructor.newInstance()).apply(library);
  }

  /** A copy of a library in which a function has another name, as if it had none of that name. */
  static Path without(String function, Path library, Path folder) throws IOException {
    byte[] copy = Files.readAllBytes(library);
    byte[] name = ("\0" + function + "\0").getBytes(StandardCharsets.ISO_8859_1);
    int renamed = 0;
    for (int at = 0; at + name.length <= copy.length; at++) {
      if (java.util.Arrays.equals(copy, at, at + name.length, name, 0, name.length)) {
        copy[at + 1] = '_';
        renamed++;
      }
    }
    if (renamed == 0) {
      throw new IllegalArgumentException(library + " has no " + function + " anyhow");
    }
    // One that is loaded must not be written to.
    Path folderOfIts = Files.createTempDirectory(folder, function);
    return Files.write(folderOfIts.resolve(library.getFileName()), copy);
  }
}
