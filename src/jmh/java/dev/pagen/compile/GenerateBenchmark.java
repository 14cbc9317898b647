package dev.pagen.compile;

import dev.pagen.kernel.Specs;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a JVM that runs for long pays for a kernel, where nothing has to be compiled: rendering its
 * source, and finding it in the cache. Neither HIPRTC nor a GPU is needed.
 *
 * <pre>./mvnw -B -Pbench -DskipTests verify</pre>
 *
 * <p>{@code -Dbench.args="-f 3 -wi 10 -i 10 GenerateBenchmark"} gives JMH other options.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GenerateBenchmark {
  private final KernelSpec spec = Specs.seed(Target.GFX942);
  private final Renderer renderer = new Renderer();
  private Path folder;
  private FilledCache cache;
  private KernelBuilder builder;

  /** Fills a cache in a temporary folder. */
  @Setup
  public void fill() throws IOException {
    folder = Files.createTempDirectory("pa-gen-bench");
    cache = new FilledCache(folder, spec);
    builder = cache.builder();
    builder.build(spec);
  }

  /** Deletes it. */
  @TearDown
  public void delete() throws IOException {
    builder.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** From a spec to its source, templates parsed before. */
  @Benchmark
  public RenderedKernel render() {
    return renderer.render(spec);
  }

  /** From a spec to its source, by a renderer that has to parse the templates. */
  @Benchmark
  public RenderedKernel parseTemplatesAndRender() {
    return new Renderer().render(spec);
  }

  /** From a spec to its code object, both seen before. */
  @Benchmark
  public BuiltKernel lookUpInMemory() {
    return builder.build(spec);
  }

  /** From a spec to its code object on disk, checksums included, by a process new to it. */
  @Benchmark
  public BuiltKernel renderAndReadFromDisk() {
    try (KernelBuilder fresh = cache.builder()) {
      return fresh.build(spec);
    }
  }
}
