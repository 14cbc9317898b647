package dev.pagen.cli;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.report.code.ModelLayers;
import dev.pagen.report.manifest.KernelsHeader;
import dev.pagen.spec.AttentionSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code generate} writes besides what it always writes. */
final class EmitOptions {
  private static final String CPP = "cpp";
  private static final String UNNAMED = "pa_gen_kernels";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--emit",
      paramLabel = "cpp",
      description = "Also write NAME.hpp: all kernels as one C++17 header (docs/cpp.md).")
  private @Nullable String emitted;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Name and namespace of that header (default: the model's name).")
  private @Nullable String namespace;

  /**
   * Puts the header among {@code files}, if it was asked for.
   *
   * @return its file name
   */
  Optional<String> header(
      List<BuiltKernel> kernels,
      Map<AttentionSpec, ModelLayers> layers,
      Map<String, byte[]> files) {
    if (emitted == null) {
      return Optional.empty();
    }
    String name = namespace == null ? name(layers) : namespace;
    String file = name + ".hpp";
    files.put(file, KernelsHeader.of(name, kernels, layers).getBytes(StandardCharsets.UTF_8));
    return Optional.of(file);
  }

  /** Refuses what no header can be called or be, before anything is compiled. */
  void check() {
    if (emitted != null) {
      Choices.of(command, "--emit", emitted, new String[] {CPP});
    }
    if (namespace != null && emitted == null) {
      throw usage("--namespace: only --emit cpp writes something that has one");
    }
    if (namespace != null && !namespace.equals(KernelsHeader.identifier(namespace))) {
      throw usage(
          "--namespace %s: it must be a name in C++, such as %s"
              .formatted(namespace, KernelsHeader.identifier(namespace)));
    }
  }

  private static String name(Map<AttentionSpec, ModelLayers> layers) {
    return layers.values().stream()
        .map(of -> KernelsHeader.identifier(of.model().name()))
        .findFirst()
        .orElse(UNNAMED);
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
