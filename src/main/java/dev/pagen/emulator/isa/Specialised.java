package dev.pagen.emulator.isa;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a class that holds one constant, made when it is first asked for.
 *
 * <p>The loops over lanes are written once, for any function of a lane. Run as one piece of code
 * they would call hundreds of functions, of which the JIT compiler can put none in line: a call for
 * each of 64 lanes. In a copy of its own each loop calls a constant, and is compiled as if it had
 * been written for that function alone.
 *
 * @param <T> what the class implements
 */
final class Specialised<T> {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
  private static final Map<Class<?>, byte[]> TEMPLATES = new ConcurrentHashMap<>();

  private final Class<T> type;
  private final Class<? extends T> template;
  private final Object constant;
  private @Nullable T instance;

  /**
   * A copy to be made.
   *
   * @param template a class of this package without private parts of other classes and without a
   *     use of itself by name; it gets {@code constant} from {@link #constant}
   */
  Specialised(Class<T> type, Class<? extends T> template, Object constant) {
    this.type = type;
    this.template = template;
    this.constant = constant;
  }

  /** An instance of the copy; always the same. */
  synchronized T get() {
    if (instance == null) {
      instance = type.cast(copy());
    }
    return instance;
  }

  private Object copy() {
    try {
      byte[] code = TEMPLATES.computeIfAbsent(template, Specialised::code);
      return HERE.defineHiddenClassWithClassData(code, constant, true)
          .lookupClass()
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(template + " cannot be copied", e);
    }
  }

  private static byte[] code(Class<?> template) {
    String file = template.getSimpleName() + ".class";
    try (InputStream in = Objects.requireNonNull(template.getResourceAsStream(file), file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For the templates: the constant of the copy whose own lookup this is. */
  static <C> C constant(MethodHandles.Lookup copy, Class<C> type) {
    try {
      return MethodHandles.classData(copy, ConstantDescs.DEFAULT_NAME, type);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
