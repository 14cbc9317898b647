package dev.pagen.cli.help;

import dev.pagen.terminal.TerminalWriter;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pa-gen completion}: what makes a shell complete commands, options and their values. */
@Command(
    name = "completion",
    header = "Print what makes bash, zsh or fish complete commands and options.",
    description = {
      "",
      "For bash and zsh, put the first of these lines into ~/.bashrc, or the second",
      "into ~/.zshrc. For fish, run the third once."
    },
    footer = {
      "",
      "Examples:",
      "  eval \"$(pa-gen completion bash)\"",
      "  eval \"$(pa-gen completion zsh)\"",
      "  pa-gen completion fish > ~/.config/fish/completions/pa-gen.fish"
    })
public final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "bash|zsh|fish",
      completionCandidates = Shells.class,
      description = "The shell.")
  private String shell = "";

  private CompletionCommand() {}

  /** Shells that there is a completion for. */
  static final class Shells implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("bash", "zsh", "fish").iterator();
    }
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String script =
        switch (shell) {
          case "bash", "zsh" -> BashCompletion.of(root);
          case "fish" -> FishCompletion.of(root);
          default ->
              throw new ParameterException(
                  spec.commandLine(),
                  "No completion for '%s': there is one for bash, zsh and fish".formatted(shell));
        };
    PrintWriter out = spec.commandLine().getOut();
    TerminalWriter.document(out, () -> out.print(script));
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
