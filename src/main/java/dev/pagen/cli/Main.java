package dev.pagen.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code pa-gen} command: it only lists its subcommands, which do the work. */
@Command(
    name = "pa-gen",
    description = "Writes, compiles and caches the paged-attention decode kernel for one model.",
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      GenerateCommand.class,
      InspectCommand.class,
      CacheCommand.class,
      ToolchainCommand.class,
      DoctorCommand.class
    },
    usageHelpAutoWidth = true)
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  /** Runs {@code args} and ends the process with the {@link ExitCode} of the outcome. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line with all its subcommands, ready to execute; it neither exits nor throws. */
  public static CommandLine commandLine() {
    Main main = new Main();
    return new CommandLine(main)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Errors::usage)
        .setExecutionExceptionHandler(
            (e, command, parsed) -> Errors.failure(e, command, main.debug))
        .setExitCodeExceptionMapper(e -> ExitCode.of(e).code());
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
