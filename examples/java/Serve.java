import dev.pagen.attention.WorkloadSize;
import dev.pagen.device.Stream;
import dev.pagen.model.AttentionLayer;
import dev.pagen.model.ModelReader;
import dev.pagen.serving.KernelLibrary;
import dev.pagen.serving.ModelAttention;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.tune.ChosenTuning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads a model's decode kernels, and launches them step by step. They are tuned if a store is
 * there; the lengths of the batch change from step to step.
 *
 * <p>Arguments: a config.json, the tensor-parallel degree, a device ({@code auto}, {@code hip:0},
 * {@code emulator:gfx942}), and how many steps.
 */
final class Serve {
  private static final int SEQUENCES = 4;
  private static final int MAX_CONTEXT = 256;
  private static final int PAGE_SIZE = 16;

  /**
   * A kind of layer. A model has many of a kind, each with a KV cache of its own; here it is one.
   */
  private record Layer(String kind, DecodeBatch batch, DecodeKernel kernel)
      implements AutoCloseable {
    @Override
    public void close() {
      kernel.close();
      batch.close();
    }
  }

  public static void main(String[] args) throws Exception {
    if (args.length != 4) {
      System.err.println("Serve CONFIG TENSOR_PARALLEL auto|hip:0|emulator:gfx942 STEPS");
      System.exit(2);
    }
    Path config = Path.of(args[0]);
    int tensorParallel = Integer.parseInt(args[1]);
    int steps = Integer.parseInt(args[3]);
    try (KernelLibrary library = KernelLibrary.open(args[2]);
        Stream stream = library.device().createStream()) {
      library.notices().forEach(System.err::println);
      System.out.println(library.description());
      List<Layer> layers = new ArrayList<>();
      for (AttentionLayer layer : ModelReader.read(config).layers()) {
        layers.add(load(library, stream, layer.shard(tensorParallel)));
      }
      decode(stream, layers, steps);
      layers.forEach(Layer::close);
    }
  }

  private static Layer load(KernelLibrary library, Stream stream, AttentionLayer rank) {
    AttentionSpec spec =
        ModelAttention.of(rank)
            .dtype(DataType.BF16)
            .pageSize(PAGE_SIZE)
            .layout(KvLayout.NHD)
            .build();
    ChosenTuning found = library.tuningFor(spec, new WorkloadSize(SEQUENCES, MAX_CONTEXT / 2));
    found.notices().forEach(System.err::println);
    System.out.printf(
        "%s layers on %s: tuning %s%n",
        rank.kind(),
        library.device().properties().name(),
        found.origin().map(Object::toString).orElse("by default"));
    DecodeBatch batch = new DecodeBatch(library.device(), stream, spec, SEQUENCES, MAX_CONTEXT);
    DecodeKernel kernel =
        new DecodeKernel(
            library, stream, spec, found.tuning(), SEQUENCES, MAX_CONTEXT, batch.tensors());
    return new Layer(rank.kind(), batch, kernel);
  }

  private static void decode(Stream stream, List<Layer> layers, int steps) {
    long start = System.nanoTime();
    for (int step = 0; step < steps; step++) {
      for (Layer layer : layers) {
        layer.batch().advance();
        layer.batch().poison();
        layer.kernel().launch(stream);
      }
      // An engine waits for the sampled tokens here; this one looks at the outputs.
      layers.forEach(layer -> layer.batch().check());
    }
    System.out.printf(
        "%d steps, %.0f us each, all outputs right%n",
        steps, (System.nanoTime() - start) / 1e3 / steps);
  }
}
