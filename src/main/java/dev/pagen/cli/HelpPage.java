package dev.pagen.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lays out {@code --help}: the options under headings, those of one subject together. */
final class HelpPage {
  private static final String OTHERS = "Options:";
  private static final String HOW = "How to compute it (what is left out gets its default):";

  /** The heading over the options of each class, in the order of the page. */
  private static final Map<Class<?>, String> HEADINGS = new LinkedHashMap<>();

  static {
    HEADINGS.put(SpecOptions.class, "What to compute:");
    HEADINGS.put(EngineOption.class, "What to compute:");
    HEADINGS.put(Targets.class, HOW);
    HEADINGS.put(TuningOptions.class, HOW);
    HEADINGS.put(TuningSource.class, HOW);
    HEADINGS.put(SizeOptions.class, HOW);
    HEADINGS.put(WorkloadOptions.class, "What to run on:");
    HEADINGS.put(DeviceOptions.class, "What to run on:");
    HEADINGS.put(CountOptions.class, "What to run on:");
    HEADINGS.put(EmulationOptions.class, "Code that was not made here:");
    HEADINGS.put(CountCommand.Foreign.class, "What to count beside it:");
    HEADINGS.put(ToolchainOptions.class, "Compiling:");
    HEADINGS.put(BuilderOptions.class, "Compiling:");
  }

  private HelpPage() {}

  /** Makes {@code commandLine} and its subcommands show their options this way. */
  static void install(CommandLine commandLine) {
    Map<String, CommandLine.IHelpSectionRenderer> sections =
        new LinkedHashMap<>(commandLine.getHelpSectionMap());
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPage::options);
    commandLine.setHelpSectionMap(sections);
  }

  private static String options(Help help) {
    Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
    HEADINGS.values().forEach(heading -> groups.put(heading, new ArrayList<>()));
    groups.put(OTHERS, new ArrayList<>());
    for (OptionSpec option : help.commandSpec().options()) {
      groups.computeIfAbsent(heading(option), heading -> new ArrayList<>()).add(option);
    }
    StringBuilder page = new StringBuilder();
    groups.forEach(
        (heading, options) -> {
          if (!options.isEmpty()) {
            page.append("%n%s%n".formatted(heading));
            page.append(help.optionListExcludingGroups(options));
          }
        });
    return page.toString();
  }

  private static String heading(OptionSpec option) {
    return option.userObject() instanceof Field field
        ? HEADINGS.getOrDefault(field.getDeclaringClass(), OTHERS)
        : OTHERS;
  }
}
