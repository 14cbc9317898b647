package dev.pagen.cli;

import dev.pagen.cache.CacheResult;
import dev.pagen.cache.KernelCache;
import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.Compiler;
import dev.pagen.compile.CompilerSettings;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.compile.SettledKernel;
import dev.pagen.files.PagenHome;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning.Schedule;
import dev.pagen.terminal.StatusLine;
import dev.pagen.terminal.Terminal;
import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.Vendor;
import dev.pagen.tune.KernelKey;
import dev.pagen.tune.Kernels;
import dev.pagen.tune.TuningException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How kernels are compiled and where they are kept. */
@About(Subject.COMPILING)
final class BuilderOptions {
  /** Set by the launcher: the class cache that it starts JVMs with. */
  private static final String CLASS_CACHE = "pagen.aot";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private ToolchainOptions toolchain;

  @Option(
      names = "--compile-timeout",
      paramLabel = "SECONDS",
      description = "Longest that one compile may work, in processor time (default 120).")
  private @Nullable Integer timeLimit;

  /** Builders that have named kernels and built none yet. */
  private final Map<Vendor, KernelBuilder> opened = new EnumMap<>(Vendor.class);

  /** What was settled on, by the first guess at it. */
  private final Map<KernelSpec, SettledKernel> settled = new HashMap<>();

  private final Host host;
  private final Terminal terminal;

  BuilderOptions(Host host, Terminal terminal) {
    this.host = host;
    this.terminal = terminal;
  }

  /** What is made of a spec. */
  @FunctionalInterface
  private interface Step<T> {
    T build(KernelBuilder builder, KernelSpec kernel);
  }

  /** The toolchain options among these. */
  ToolchainOptions toolchain() {
    return toolchain;
  }

  /**
   * Builds all {@code kernels}, those of one vendor side by side; the first failure ends the
   * others. Warns of kernels that could not be stored.
   *
   * @return the built kernels, in the order of {@code kernels}
   */
  List<BuiltKernel> build(List<KernelSpec> kernels) throws InterruptedException {
    Map<KernelSpec, BuiltKernel> known = new HashMap<>();
    for (SettledKernel one : settled.values()) {
      known.put(one.kernel().rendered().spec(), one.kernel());
    }
    List<KernelSpec> others = kernels.stream().filter(k -> !known.containsKey(k)).toList();
    known.putAll(build(others, builder -> builder, KernelBuilder::build));
    return inOrder(kernels, known);
  }

  /**
   * Has compilers settle on the tunings of {@code guesses}, those of one vendor side by side. What
   * is built on the way, {@link #build} knows.
   *
   * @param guesses what {@code choices} resolve to
   * @return in the order of {@code guesses}
   */
  List<SettledKernel> settle(List<KernelSpec> guesses, TuningChoices choices)
      throws InterruptedException {
    List<KernelSpec> others = guesses.stream().filter(k -> !settled.containsKey(k)).toList();
    settled.putAll(
        build(
            others,
            builder -> builder,
            (builder, guess) -> builder.settle(guess.attention(), choices, guess.target())));
    return guesses.stream().map(guess -> Objects.requireNonNull(settled.get(guess))).toList();
  }

  /** The same with builders that were changed. */
  List<BuiltKernel> build(List<KernelSpec> kernels, UnaryOperator<KernelBuilder> change)
      throws InterruptedException {
    return inOrder(kernels, build(kernels, change, KernelBuilder::build));
  }

  /** The floors of {@code kernels}, built in the same way. */
  List<BuiltKernel> buildFloors(List<KernelSpec> kernels) throws InterruptedException {
    return inOrder(kernels, build(kernels, builder -> builder, KernelBuilder::buildFloor));
  }

  /**
   * The merging floors of {@code kernels}, of those that have one. Only with a grid as the schedule
   * do partitions lie as floors are planned.
   */
  List<Optional<BuiltKernel>> buildMergingFloors(List<KernelSpec> kernels)
      throws InterruptedException {
    Map<KernelSpec, Optional<BuiltKernel>> built =
        build(
            kernels,
            builder -> builder,
            (builder, kernel) ->
                builder.buildMergingFloor(
                    new KernelSpec(
                        kernel.attention(),
                        kernel.tuning().withSchedule(Schedule.GRID),
                        kernel.target())));
    return kernels.stream().map(kernel -> Objects.requireNonNull(built.get(kernel))).toList();
  }

  /** The cache writes of {@code kernels}, built in the same way. */
  List<BuiltKernel> buildCacheWrites(List<KernelSpec> kernels) throws InterruptedException {
    return inOrder(kernels, build(kernels, builder -> builder, KernelBuilder::buildCacheWrite));
  }

  private List<BuiltKernel> inOrder(List<KernelSpec> kernels, Map<KernelSpec, BuiltKernel> built) {
    List<BuiltKernel> ordered =
        kernels.stream().map(kernel -> Objects.requireNonNull(built.get(kernel))).toList();
    warnIfNotStored(ordered);
    return ordered;
  }

  private <T> Map<KernelSpec, T> build(
      List<KernelSpec> kernels, UnaryOperator<KernelBuilder> change, Step<T> step)
      throws InterruptedException {
    Map<KernelSpec, T> built = new HashMap<>();
    for (Vendor vendor : Vendor.values()) {
      List<KernelSpec> own =
          kernels.stream()
              .filter(k -> Vendor.ofArch(k.target().arch()) == vendor)
              .distinct()
              .toList();
      if (!own.isEmpty()) {
        List<T> made = build(vendor, own, change, step);
        for (int i = 0; i < own.size(); i++) {
          built.put(own.get(i), made.get(i));
        }
      }
    }
    return built;
  }

  private <T> List<T> build(
      Vendor vendor, List<KernelSpec> kernels, UnaryOperator<KernelBuilder> change, Step<T> step)
      throws InterruptedException {
    CompilerSettings settings = settings();
    KernelBuilder known = opened.remove(vendor);
    KernelBuilder usual =
        known != null
            ? known
            : KernelBuilder.open(toolchain.locateOrInstall(vendor), cache(), settings);
    try (KernelBuilder builder = change.apply(usual)) {
      int missing = 0;
      for (KernelSpec kernel : kernels) {
        if (!builder.isCached(kernel)) {
          builder.warmUp(++missing);
        }
      }
      return build(builder, kernels, missing, step);
    }
  }

  private <T> List<T> build(
      KernelBuilder builder, List<KernelSpec> kernels, int missing, Step<T> step)
      throws InterruptedException {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    StatusLine status = terminal.status();
    try (threads) {
      List<Future<T>> building =
          kernels.stream()
              .map(kernel -> threads.submit(() -> step.build(builder, kernel)))
              .toList();
      List<T> built = new ArrayList<>();
      for (Future<T> one : building) {
        if (missing > 0) {
          status.show("compiling, %d of %d done ...".formatted(built.size(), kernels.size()));
        }
        built.add(one.get());
      }
      return built;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      status.showNothingElse();
      threads.shutdownNow();
    }
  }

  private void warnIfNotStored(List<BuiltKernel> built) {
    built.stream()
        .map(BuiltKernel::result)
        .map(CacheResult::notStored)
        .flatMap(Optional::stream)
        .distinct()
        .forEach(reason -> command.commandLine().getErr().println("pa-gen: " + reason));
  }

  /**
   * Names a kernel as it would be made now. What that takes is kept for {@link #build}, which is to
   * follow.
   */
  KernelKey key(KernelSpec kernel) {
    Vendor vendor = Vendor.ofArch(kernel.target().arch());
    return Kernels.of(opened.computeIfAbsent(vendor, this::openBuilder)).key(kernel);
  }

  private KernelBuilder openBuilder(Vendor vendor) {
    try {
      return openBuilder(toolchain.locateOrInstall(vendor));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TuningException("Interrupted while a toolchain was installed.", e);
    }
  }

  /** A compiler without a cache, with the toolchain that the options ask for. */
  Compiler openCompiler(Vendor vendor) throws InterruptedException {
    CompilerSettings settings = settings();
    return Compiler.open(toolchain.locateOrInstall(vendor), settings);
  }

  /** A builder that compiles with {@code found}. */
  KernelBuilder openBuilder(Toolchain found) {
    return KernelBuilder.open(found, cache(), settings());
  }

  /** The kernel cache of this user. */
  KernelCache cache() {
    return cache(host);
  }

  /** The kernel cache on {@code host}. */
  static KernelCache cache(Host host) {
    return cache(host, KernelCache.DEFAULT_MAX_BYTES);
  }

  /** The same, kept within another size. */
  static KernelCache cache(Host host, long maxBytes) {
    PagenHome home = home(host);
    return new KernelCache(home.cacheDir(), maxBytes, home.ownership());
  }

  /** How compile workers are run. */
  CompilerSettings settings() {
    CompilerSettings settings = settings(host);
    if (timeLimit != null) {
      if (timeLimit < 1) {
        throw new ParameterException(
            command.commandLine(),
            "--compile-timeout %d: it must be at least 1 second".formatted(timeLimit));
      }
      settings = settings.withTimeLimit(Duration.ofSeconds(timeLimit));
    }
    return settings;
  }

  /** How compile workers are run where no option says otherwise. */
  static CompilerSettings settings(Host host) {
    CompilerSettings settings =
        CompilerSettings.keepingFailuresIn(home(host).directory().resolve("failed"));
    String classCache = System.getProperty(CLASS_CACHE);
    return classCache == null
        ? settings
        : settings.withJvmArguments(List.of("-XX:AOTCache=" + classCache));
  }

  private static PagenHome home(Host host) {
    return PagenHome.of(host.environment());
  }
}
