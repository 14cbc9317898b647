package dev.pagen.device;

/** A loaded code object; closing unloads it, after which its kernels are gone. */
// The name is the field's, and nothing here is about Java modules.
@SuppressWarnings("JavaLangClash")
public interface Module extends AutoCloseable {
  /**
   * The kernel of that name.
   *
   * @throws dev.pagen.PagenException if there is none
   */
  Kernel kernel(String name);

  @Override
  void close();
}
