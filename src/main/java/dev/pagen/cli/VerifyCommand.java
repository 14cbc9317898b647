package dev.pagen.cli;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.CompileException;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.emulator.Schedule;
import dev.pagen.report.Json;
import dev.pagen.report.run.VerificationReport;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.verify.InputDistribution;
import dev.pagen.verify.Placement;
import dev.pagen.verify.Verification;
import dev.pagen.verify.Workload;
import dev.pagen.verify.WorkloadFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen verify}: run kernels, with or without a GPU, and compare with float64. */
@Command(
    name = "verify",
    header = "Run kernels, on a GPU or emulated, and compare with a float64 reference.",
    customSynopsis = {
      "pa-gen verify MODEL [--tp N] [--device auto|emulator|hip:N] [OPTIONS]",
      "       pa-gen verify --head-size N --q-heads N --kv-heads N [OPTIONS]",
      "       pa-gen verify --inputs DIR [OPTIONS]"
    },
    description = {
      "",
      "Draws inputs, poisons the output with NaN, runs each kernel and compares.",
      "Sequences have 0,1,255,256,257,1000 tokens unless --context (then 8 of them)",
      "or --contexts says otherwise.",
      "A run passes if its relative L2 error is at most 4e-3 (bf16) or 6e-4 (fp16)",
      "and no element is off by more than 4 units in the last place of its row's",
      "largest value. Exit code 5 if any run does not pass."
    },
    footer = {
      "",
      "Examples:",
      "  pa-gen verify examples/models/grok-1.json --tp 8 --page-size 1 --contexts 1,256,2048",
      "  pa-gen verify --head-size 128 --q-heads 8 --kv-heads 1 --distribution all",
      "  pa-gen verify --head-size 128 --q-heads 8 --kv-heads 1 --device emulator --counters"
          + " --against buffering=1",
      "  pa-gen verify --head-size 128 --q-heads 8 --kv-heads 1 --arch gfx950 --dump build/run",
      "  pa-gen verify --inputs build/run"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final String KERNELS = "kernels";
  private static final String WORKLOAD = "workload";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A Hugging Face config.json, or a folder with one.")
  private @Nullable Path model;

  @Mixin(name = KERNELS)
  private KernelOptions kernels = new KernelOptions();

  @Mixin(name = WORKLOAD)
  private WorkloadOptions workloads = new WorkloadOptions();

  @Mixin private DeviceOptions devices = new DeviceOptions();
  @Mixin private ObservationOptions observations = new ObservationOptions();
  @Mixin private ScheduleOptions order = new ScheduleOptions();

  @Option(
      names = "--dump",
      paramLabel = "DIR",
      description =
          "Write what the run read and wrote as .npy files, with a workload.json; for one"
              + " run only.")
  private @Nullable Path dump;

  @Option(
      names = "--inputs",
      paramLabel = "DIR",
      description =
          "Run on the .npy files of a folder that --dump wrote; its kernel is used if none"
              + " is given.")
  private @Nullable Path inputs;

  @Mixin private BuilderOptions builder;
  @Mixin private Output output;

  @Override
  public Integer call() throws InterruptedException {
    List<KernelSpec> asked = specs();
    workloads.check();
    Schedule schedule = order.schedule();
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("verifications");
    boolean passed = true;
    boolean anyTarget = inputs == null && !kernels.namesTargets();
    try (DeviceOptions.Choice choice = devices.choose(asked, anyTarget, builder.toolchain())) {
      observations.validate(asked, choice.emulated());
      order.validate(choice.emulated());
      List<KernelSpec> runnable =
          choice.runnable(inputs == null ? tuned(choice, anyTarget) : asked);
      List<KernelSpec> all = observations.withRivals(runnable);
      checkDump(all);
      choice.why().ifPresent(why -> output.text().println(why + "; using the emulator"));
      describeWorkload(document);
      document.set("tunings", kernels.tunings().json(runnable));
      kernels.tunings().print(runnable, output.text(), output.aside());
      output.text().flush();
      for (BuiltKernel kernel : built(all)) {
        ObservationOptions.Observation observation =
            observations.observe(kernel.rendered().spec().target());
        try (VerificationRuns runs =
            new VerificationRuns(kernel, choice.open(kernel, observation.observer(), schedule))) {
          run(runs, kernel);
          output.status().showNothingElse();
          runs.print(output);
          observations.print(observation, kernel, output);
          for (VerificationReport report : runs.reports()) {
            list.add(report.json());
            passed &= report.passed();
          }
        }
      }
      observations.finish(runnable, output, document);
    }
    document.put("passed", passed);
    output.finish(document);
    if (!passed) {
      output.aside().println("Verification failed. To repeat it: " + repetition());
      output.aside().flush();
    }
    return (passed ? ExitCode.DONE : ExitCode.MISMATCH).code();
  }

  /** Kernels that know their source lines, where those are wanted and the compiler gives them. */
  private List<BuiltKernel> built(List<KernelSpec> kernels) throws InterruptedException {
    if (!observations.wantsLines()) {
      return builder.build(kernels);
    }
    try {
      return builder.build(kernels, KernelBuilder::withLineTables);
    } catch (CompileException e) {
      List<BuiltKernel> built = builder.build(kernels);
      String why = e.getMessage().lines().findFirst().orElse("");
      output.aside().println("pa-gen: reports name no source lines: " + why);
      return built;
    }
  }

  /** The kernels that were named, with the tunings that are best for where they will run. */
  private List<KernelSpec> tuned(DeviceOptions.Choice choice, boolean anyTarget)
      throws InterruptedException {
    return kernels.tuned(
        model,
        choice.targets(kernels, anyTarget),
        new TuningSource.Use(choice.hip(), WorkloadSize.of(workloads.contexts()), builder));
  }

  /** The kernels that were named, or the one that the folder of inputs names. */
  private List<KernelSpec> specs() {
    if (inputs == null) {
      return kernels.resolve(model);
    }
    refuse(WORKLOAD, "goes with drawn inputs, not with --inputs");
    return model == null && given(KERNELS).isEmpty()
        ? List.of(WorkloadFolder.kernel(inputs))
        : kernels.resolve(model);
  }

  private void checkDump(List<KernelSpec> runnable) {
    if (dump != null
        && (runnable.size() > 1 || (inputs == null && workloads.distributions().size() > 1))) {
      throw new ParameterException(
          spec.commandLine(),
          "--dump takes one run: name one target (--arch), one kind of layer (--layers) and one"
              + " --distribution");
    }
  }

  private void describeWorkload(ObjectNode document) {
    ObjectNode node = document.putObject("workload");
    if (inputs != null) {
      node.put("inputs", inputs.toString());
      output.text().printf("inputs of %s%n", inputs);
      return;
    }
    int[] contexts = workloads.contexts();
    node.put("sequences", contexts.length);
    ArrayNode list = node.putArray("contexts");
    Arrays.stream(contexts).forEach(list::add);
    node.put("pages", workloads.pages().toString());
    node.put("placement", workloads.placement().toString());
    workloads.pool().ifPresent(pool -> node.put("pool", pool.toString()));
    node.put("seed", workloads.seed());
    output
        .text()
        .printf(
            "%d sequences of %s tokens, pages %s%s, %s, seed %d%n",
            contexts.length,
            contexts.length <= 16
                ? Arrays.toString(contexts)
                : "up to " + Arrays.stream(contexts).max().orElse(0),
            workloads.pages(),
            workloads.pool().map(pool -> " in a pool of " + pool).orElse(""),
            workloads.placement(),
            workloads.seed());
  }

  private void run(VerificationRuns runs, BuiltKernel kernel) {
    KernelSpec of = kernel.rendered().spec();
    AttentionSpec attention = of.attention();
    if (inputs != null) {
      Workload workload = WorkloadFolder.read(inputs, attention, of.target());
      VerificationReport report = runs.run(workload, Placement.DENSE, inputs.toString());
      dump(kernel, workload, report, Map.of("inputs", inputs.toString()));
      return;
    }
    runs.requireRoom(workloads.contexts(), workloads.placement());
    for (InputDistribution distribution : workloads.distributions()) {
      Workload workload =
          Workload.draw(
              attention,
              of.target(),
              workloads.contexts(),
              distribution,
              workloads.pages(),
              workloads.seed());
      output.status().show("running on %s inputs: %s ...".formatted(distribution, kernel.name()));
      VerificationReport report =
          runs.run(
              workload, workloads.placement(), workloads.pool(workload), distribution.toString());
      Map<String, Object> origin = origin();
      origin.put("distribution", distribution.toString());
      dump(kernel, workload, report, origin);
    }
  }

  private Map<String, Object> origin() {
    Map<String, Object> origin = new LinkedHashMap<>();
    origin.put("pages", workloads.pages().toString());
    origin.put("placement", workloads.placement().toString());
    workloads.pool().ifPresent(pool -> origin.put("pool", pool.toString()));
    origin.put("seed", workloads.seed());
    return origin;
  }

  private void dump(
      BuiltKernel kernel, Workload workload, VerificationReport report, Map<String, Object> more) {
    if (dump == null) {
      return;
    }
    Map<String, Object> origin = new LinkedHashMap<>();
    origin.put("kernel", kernel.name());
    origin.put("device", report.device().name());
    origin.putAll(more);
    try {
      WorkloadFolder.write(
          dump,
          kernel.rendered().spec(),
          workload,
          report.verification().map(Verification::output),
          origin);
    } catch (IOException e) {
      throw new OutputException("--dump", dump, e);
    }
  }

  private void refuse(String mixin, String reason) {
    for (OptionSpec option : given(mixin)) {
      throw new ParameterException(spec.commandLine(), option.longestName() + " " + reason);
    }
  }

  /** The options of a mixin that stand on the command line. */
  private List<OptionSpec> given(String mixin) {
    List<OptionSpec> all = Objects.requireNonNull(spec.mixins().get(mixin)).options();
    return spec.commandLine().getParseResult().matchedOptions().stream()
        .filter(all::contains)
        .toList();
  }

  private String repetition() {
    StringBuilder line = new StringBuilder("pa-gen");
    spec.root()
        .commandLine()
        .getParseResult()
        .originalArgs()
        .forEach(a -> line.append(' ').append(a));
    if (inputs == null
        && given(WORKLOAD).stream().noneMatch(o -> o.longestName().equals("--seed"))) {
      line.append(" --seed ").append(workloads.seed());
    }
    return line.toString();
  }
}
