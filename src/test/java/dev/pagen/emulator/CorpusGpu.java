package dev.pagen.emulator;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.compile.ListedCode;
import dev.pagen.device.SmallKernels;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.spec.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The kernels of the folder {@code corpus}: one program, compiled once for each target. */
final class CorpusGpu {
  private static final List<String> SOURCES =
      List.of("values", "floats", "lanes", "memory", "programs", "operators", "matrices", "races");
  private static final Map<Target, ListedCode> COMPILED = new ConcurrentHashMap<>();
  private static final Map<Target, TestGpu> CHECKED = new ConcurrentHashMap<>();

  private CorpusGpu() {}

  /** The GPU that the cases share, checked for races and for reads of what nothing has written. */
  static TestGpu checked(Target target) {
    return CHECKED.computeIfAbsent(target, t -> loaded(t, ExecutionChecks.all()));
  }

  /** A GPU of one's own. */
  static TestGpu loaded(Target target, ExecutionObserver observer) {
    ListedCode compiled = COMPILED.computeIfAbsent(target, CorpusGpu::compile);
    EmulatedGpu gpu = new EmulatedGpu(target, 2, observer);
    return new TestGpu(
        gpu,
        gpu.load(
            CodeObject.read(compiled.codeObject()), Disassembly.parse(compiled.disassembly())));
  }

  private static ListedCode compile(Target target) {
    String source =
        SOURCES.stream()
            .map(name -> TestGpu.resource("corpus/" + name + ".hip"))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .collect(Collectors.joining("\n"));
    return SmallKernels.compile("corpus", source, target.arch());
  }
}
