import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Rewrites the classes of a jar in a newer class file format, with the stack maps that it asks for.
 *
 * <p>Run as {@code java Modernize.java FROM TO}. The JVM's ahead-of-time cache leaves out classes
 * older than Java 6, which is what picocli is compiled for; in the newer format they are cached.
 */
void main(String[] args) throws IOException {
  try (var from = new JarFile(args[0]);
      OutputStream file = Files.newOutputStream(Path.of(args[1]));
      var to = new JarOutputStream(file)) {
    ClassFile classes =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(
                        c -> classIn(from, c.packageName(), c.displayName()))
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
      JarEntry entry = entries.nextElement();
      byte[] content = from.getInputStream(entry).readAllBytes();
      to.putNextEntry(new JarEntry(entry.getName()));
      to.write(
          entry.getName().endsWith(".class") && !entry.getName().endsWith("-info.class")
              ? modernize(classes, content)
              : content);
      to.closeEntry();
    }
  }
}

byte[] modernize(ClassFile classes, byte[] content) {
  return classes.transformClass(
      classes.parse(content),
      ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
          .andThen(ClassTransform.endHandler(c -> c.withVersion(ClassFile.JAVA_17_VERSION, 0))));
}

InputStream classIn(JarFile jar, String packageName, String name) {
  try {
    JarEntry e = jar.getJarEntry(packageName.replace('.', '/') + "/" + name + ".class");
    return e == null ? null : jar.getInputStream(e);
  } catch (IOException e) {
    throw new UncheckedIOException(e);
  }
}
