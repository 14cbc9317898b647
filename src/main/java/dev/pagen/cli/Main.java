package dev.pagen.cli;

import dev.pagen.cli.help.About;
import dev.pagen.cli.help.CompletionCommand;
import dev.pagen.cli.help.HelpCommand;
import dev.pagen.cli.help.HelpPage;
import dev.pagen.cli.help.Subject;
import dev.pagen.terminal.StatusLine;
import dev.pagen.terminal.Terminal;
import dev.pagen.terminal.TerminalWriter;
import dev.pagen.toolchain.Host;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
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
      "PAGEN_HOME names the folder for the cache and the toolchain (~/.cache/pa-gen).",
      "",
      "pa-gen help COMMAND tells more. pa-gen help spec has the options that say what",
      "to compute, and pa-gen help tuning those that say how."
    },
    subcommands = {
      GenerateCommand.class,
      InspectCommand.class,
      VerifyCommand.class,
      BenchCommand.class,
      TuneCommand.class,
      CountCommand.class,
      EmulateCommand.class,
      CacheCommand.class,
      ToolchainCommand.class,
      DoctorCommand.class,
      ExampleCommand.class,
      HelpCommand.class,
      CompletionCommand.class,
      ManCommand.class
    })
@About(Subject.GENERAL)
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  private Main() {}

  /** Runs {@code args} and ends the process with the {@link ExitCode} of the outcome. */
  public static void main(String[] args) {
    Host host = Host.current();
    Terminal terminal = Terminal.ofProcess(host.environment());
    Runtime.getRuntime().addShutdownHook(new Thread(terminal.status()::end));
    // What is printed has ASCII's digits, whatever those of the user's language are.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    StandardOutput out = StandardOutput.ofProcess();
    CommandLine commandLine =
        commandLine(host, terminal).setOut(new PrintWriter(out, true, System.out.charset()));
    int code = commandLine.execute(args);
    commandLine.getOut().flush();
    Optional<String> lost = out.failure();
    lost.ifPresent(why -> commandLine.getErr().println("Cannot write to standard output: " + why));
    System.exit(code == 0 && lost.isPresent() ? ExitCode.USAGE.code() : code);
  }

  /** The command line of a process that has no terminal. */
  public static CommandLine commandLine(Host host) {
    return commandLine(host, Terminal.none());
  }

  /**
   * The command line with all its subcommands, ready to execute; it neither exits nor throws.
   *
   * @param host the machine that the commands work on: its environment, and where its files lie
   * @param terminal what its text is shown on
   */
  public static CommandLine commandLine(Host host, Terminal terminal) {
    Main main = new Main();
    Errors errors = new Errors(terminal);
    CommandLine commandLine =
        new Screened(main, new HostFactory(host, terminal), terminal)
            .setExpandAtFiles(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionStrategy(parsed -> execute(parsed, terminal.status()))
            .setParameterExceptionHandler((e, _) -> errors.usage(e))
            .setExecutionExceptionHandler(
                (e, command, parsed) -> errors.failure(e, command, main.debug));
    commandLine
        .setOut(new PrintWriter(System.out, true, System.out.charset()))
        .setErr(new PrintWriter(System.err, true, System.err.charset()));
    Numbers.register(commandLine);
    // What follows the name of an example is the example's.
    Objects.requireNonNull(commandLine.getSubcommands().get("example")).setStopAtPositional(true);
    HelpPage.install(commandLine, terminal.out());
    return commandLine;
  }

  /** A command line, wherever it writes to, that shows no terminal what that would obey. */
  private static final class Screened extends CommandLine {
    private final Terminal terminal;

    Screened(Main main, IFactory factory, Terminal terminal) {
      super(main, factory);
      this.terminal = terminal;
    }

    @Override
    public CommandLine setOut(PrintWriter out) {
      return super.setOut(terminal.out(out));
    }

    @Override
    public CommandLine setErr(PrintWriter err) {
      return super.setErr(terminal.err(err));
    }
  }

  /** Shows help, which is this program's own text and may have colours, or runs the command. */
  private static int execute(ParseResult parsed, StatusLine status) {
    CommandLine root = parsed.commandSpec().commandLine();
    AtomicReference<@Nullable Integer> help = new AtomicReference<>();
    TerminalWriter.verbatim(root.getOut(), () -> help.set(CommandLine.executeHelpRequest(parsed)));
    Integer shown = help.get();
    if (shown != null) {
      return shown;
    }
    status.begin(work(parsed));
    try {
      return Errors.caught(root, () -> new RunLast().execute(parsed));
    } finally {
      status.end();
    }
  }

  /** What a command is doing as long as it does not say. */
  private static String work(ParseResult parsed) {
    return parsed.hasSubcommand() ? parsed.subcommand().commandSpec().name() + " ..." : "...";
  }

  @Override
  public Integer call() {
    throw Errors.missingCommand(spec);
  }
}
