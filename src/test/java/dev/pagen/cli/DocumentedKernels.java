package dev.pagen.cli;

import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.terminal.Terminal;
import dev.pagen.toolchain.Host;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What {@code pa-gen generate} writes for commands of the documents, without a compiler. */
public final class DocumentedKernels {
  private static final String COMMAND = "./pa-gen generate ";
  private static final Renderer RENDERER = new Renderer();

  private DocumentedKernels() {}

  /** The kernels of each command in a code block, with default tunings but for what it says. */
  public static List<RenderedKernel> of(String block) {
    return block
        .replaceAll("\\\\\n +| --out \\S+", "")
        .lines()
        .filter(line -> line.startsWith(COMMAND))
        .flatMap(line -> specs(line.substring(COMMAND.length()).strip().split(" +")).stream())
        .toList();
  }

  private static List<RenderedKernel> specs(String[] arguments) {
    Rendering rendering = new Rendering();
    CommandLine command =
        new CommandLine(rendering, new HostFactory(Host.current(), Terminal.none()));
    command.setCaseInsensitiveEnumValuesAllowed(true);
    Numbers.register(command);
    command.parseArgs(arguments);
    return rendering.kernels.resolve(rendering.model).stream().map(RENDERER::render).toList();
  }

  /** As much of {@code generate} as says which kernels. */
  @Command
  private static final class Rendering {
    @Parameters(arity = "0..1")
    private @Nullable Path model;

    @Mixin private KernelOptions kernels = new KernelOptions();
  }
}
