package dev.pagen.cli;

import dev.pagen.toolchain.Host;
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
    header = "Writes, compiles and caches the paged-attention decode kernel for one model.",
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    synopsisSubcommandLabel = "COMMAND",
    parameterListHeading = "%n",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Exit codes: 0 done; 1 internal failure; 2 bad usage or an unsupported kernel;",
      "3 compile error; 4 no device or toolchain; 5 verification failed.",
      "PAGEN_HOME names the folder for the cache and the toolchain (~/.cache/pa-gen)."
    },
    subcommands = {
      GenerateCommand.class,
      InspectCommand.class,
      VerifyCommand.class,
      BenchCommand.class,
      TuneCommand.class,
      CountCommand.class,
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

  private final Host host;

  private Main(Host host) {
    this.host = host;
  }

  /** Runs {@code args} and ends the process with the {@link ExitCode} of the outcome. */
  public static void main(String[] args) {
    System.exit(commandLine(Host.current()).execute(args));
  }

  /**
   * The command line with all its subcommands, ready to execute; it neither exits nor throws.
   *
   * @param host the machine that the commands work on: its environment, and where its files lie
   */
  public static CommandLine commandLine(Host host) {
    Main main = new Main(host);
    CommandLine commandLine =
        new CommandLine(main)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(Errors::usage)
            .setExecutionExceptionHandler(
                (e, command, parsed) -> Errors.failure(e, command, main.debug));
    Numbers.register(commandLine);
    HelpPage.install(commandLine);
    return commandLine;
  }

  /** The machine that {@code command} works on: one of these commands, or a mixin of one. */
  static Host host(CommandSpec command) {
    return ((Main) command.commandLine().getCommandSpec().root().userObject()).host;
  }

  /** What a command that only groups others answers where none of them is named. */
  static ParameterException missingCommand(CommandSpec group) {
    return new ParameterException(
        group.commandLine(),
        "Missing command: one of " + String.join(", ", group.subcommands().keySet()));
  }

  @Override
  public Integer call() {
    throw missingCommand(spec);
  }
}
