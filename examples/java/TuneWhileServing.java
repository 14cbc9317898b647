import dev.pagen.attention.WorkloadSize;
import dev.pagen.device.Stream;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.model.AttentionLayer;
import dev.pagen.model.ModelReader;
import dev.pagen.serving.KernelLibrary;
import dev.pagen.serving.ModelAttention;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import dev.pagen.tune.SearchSpace;
import dev.pagen.tune.SweepResult;
import dev.pagen.tune.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Decodes while a better tuning is looked for in the background. The kernel is swapped between two
 * steps when one has been found. The next process starts with the best one: what was measured is in
 * the user's store.
 *
 * <p>Both share a device, so the sweep's times are those of a GPU that does other work too: each
 * candidate is compared by its time in units of the floor's, which was measured in turn with it.
 *
 * <p>Arguments: a config.json, the tensor-parallel degree, a device, and seconds to tune for.
 */
final class TuneWhileServing {
  private static final int SEQUENCES = 4;
  private static final int MAX_CONTEXT = 256;

  /** What is varied; the other parameters keep their default values. */
  private static final Map<TuningParameter, List<String>> VARIED =
      Map.of(
          TuningParameter.WAVES, List.of("2", "4"),
          TuningParameter.BUFFERING, List.of("1", "2"));

  public static void main(String[] args) throws Exception {
    if (args.length != 4) {
      System.err.println(
          "TuneWhileServing CONFIG TENSOR_PARALLEL auto|hip:0|emulator:gfx942 SECONDS");
      System.exit(2);
    }
    Path config = Path.of(args[0]);
    AttentionLayer rank =
        ModelReader.read(config).layers().getFirst().shard(Integer.parseInt(args[1]));
    AttentionSpec spec = ModelAttention.of(rank).dtype(DataType.BF16).build();
    WorkloadSize size = new WorkloadSize(SEQUENCES, MAX_CONTEXT / 2);
    Duration budget = Duration.ofSeconds(Integer.parseInt(args[3]));
    try (KernelLibrary library = KernelLibrary.open(args[2])) {
      library.notices().forEach(System.err::println);
      AtomicReference<Tuning> wanted =
          new AtomicReference<>(library.tuningFor(spec, size).tuning());
      ExecutorService background =
          Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
      try {
        Future<SweepResult> sweep =
            background.submit(() -> tune(library, spec, size, budget, wanted));
        decode(library, spec, wanted, sweep);
        System.out.printf(
            "%d candidates tried; next time: tuning %s%n",
            sweep.get().records().size(),
            library.tuningFor(spec, size).origin().map(Object::toString).orElse("by default"));
      } finally {
        background.shutdownNow();
      }
    }
  }

  /** Wants the best so far after each candidate, and in the end what was measured at length. */
  private static SweepResult tune(
      KernelLibrary library,
      AttentionSpec spec,
      WorkloadSize size,
      Duration budget,
      AtomicReference<Tuning> wanted)
      throws InterruptedException {
    SweepResult result =
        library.tune(
            space(spec, library),
            size,
            budget,
            progress -> progress.best().map(Trial::tuning).ifPresent(wanted::set));
    result.best().map(best -> best.kernel().tuning()).ifPresent(wanted::set);
    return result;
  }

  private static SearchSpace space(AttentionSpec spec, KernelLibrary library) {
    Tuning standard = KernelDesign.of(spec, library.target()).defaultTuning();
    Map<TuningParameter, List<String>> values = new EnumMap<>(TuningParameter.class);
    for (TuningParameter parameter : TuningParameter.values()) {
      values.put(parameter, VARIED.getOrDefault(parameter, List.of(parameter.get(standard))));
    }
    return SearchSpace.of(spec, library.target(), values);
  }

  /** Decodes until the sweep has ended, and a few steps more with what it came to. */
  private static void decode(
      KernelLibrary library,
      AttentionSpec spec,
      AtomicReference<Tuning> wanted,
      Future<SweepResult> sweep) {
    int steps = 0;
    try (Stream stream = library.device().createStream();
        DecodeBatch batch =
            new DecodeBatch(library.device(), stream, spec, SEQUENCES, MAX_CONTEXT)) {
      Tuning current = wanted.get();
      DecodeKernel kernel = load(library, stream, spec, current, batch);
      for (int after = 0; after < 3; after += sweep.isDone() ? 1 : 0) {
        Tuning better = wanted.get();
        if (!better.equals(current)) {
          // The step before is done, so nothing uses the old kernel any more. This one was compiled
          // for the sweep: it comes from memory.
          kernel.close();
          kernel = load(library, stream, spec, better, batch);
          System.out.printf("step %d: from now on %s%n", steps, better);
          current = better;
        }
        batch.advance();
        batch.poison();
        kernel.launch(stream);
        batch.check();
        steps++;
      }
      kernel.close();
    }
    System.out.printf("%d steps, all outputs right%n", steps);
  }

  private static DecodeKernel load(
      KernelLibrary library, Stream stream, AttentionSpec spec, Tuning tuning, DecodeBatch batch) {
    return new DecodeKernel(library, stream, spec, tuning, SEQUENCES, MAX_CONTEXT, batch.tensors());
  }
}
