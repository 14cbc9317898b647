package dev.pagen.cli;

import dev.pagen.cli.help.ManPage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pa-gen man}: the pages of the manual. */
@Command(
    name = "man",
    header = "Write the pages of the manual, for man to show.",
    description = {"", "Writes pa-gen.1 and a page for each command, such as pa-gen-generate.1."},
    footer = {"", "Example:", "  pa-gen man build/man/man1"})
final class ManCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder for the pages.")
  private Path folder = Path.of("");

  @Override
  public Integer call() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    ManPage.all(spec.root().commandLine())
        .forEach((name, page) -> files.put(name, page.getBytes(StandardCharsets.UTF_8)));
    List<Path> written = OutputFolder.at(folder).write(files);
    spec.commandLine()
        .getOut()
        .printf(
            "%d pages in %s. To read one: man %s%n", written.size(), folder, written.getFirst());
    spec.commandLine().getOut().flush();
    return ExitCode.DONE.code();
  }
}
