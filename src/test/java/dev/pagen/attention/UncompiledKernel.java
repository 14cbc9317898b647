package dev.pagen.attention;

import dev.pagen.json.SpecJson;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.render.RenderedKernel;
import dev.pagen.report.LaunchJson;
import dev.pagen.spec.KernelSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a program that launches needs of a kernel, without its code: fake drivers take any. */
final class UncompiledKernel {
  /** A code object, as far as the drivers look. */
  static final byte[] CODE = {0x7f, 'E', 'L', 'F', 0, 0, 0, 0};

  private UncompiledKernel() {}

  static RenderedKernel of(KernelSpec spec) {
    return new RenderedKernel(spec, "", KernelEntry.of(spec));
  }

  /** Writes {@code NAME.json} and {@code NAME.co}. */
  static void write(Path folder, String name, RenderedKernel kernel) {
    KernelSpec spec = kernel.spec();
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("format", 2).put("name", name).put("target", spec.target().arch());
    manifest.set("attention", SpecJson.write(spec.attention()));
    LaunchJson.put(manifest, kernel, Optional.empty());
    try {
      Files.writeString(folder.resolve(name + ".json"), manifest.toString());
      Files.write(folder.resolve(name + ".co"), CODE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
