package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.Plan;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.compile.ListedCode;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.SmallKernels;
import dev.pagen.device.Stream;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.EmulationLimits;
import dev.pagen.emulator.Schedule;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.render.RenderedKernel;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs of kernels on emulated devices. */
public final class EmulatedRuns {
  private EmulatedRuns() {}

  public static Device device(Target target, String disassembly) {
    return device(new EmulatedGpu(target), disassembly);
  }

  private static Device device(EmulatedGpu gpu, String disassembly) {
    return new EmulatedDevice(gpu, bytes -> disassembly);
  }

  public static Device device(BuiltKernel kernel) {
    return device(kernel.rendered().spec().target(), kernel.disassembly());
  }

  /** Builds the kernel of {@code spec} and runs it. */
  public static Comparison verify(KernelSpec spec, Workload workload, Placement placement) {
    return verify(spec, workload, placement, ExecutionObserver.NONE);
  }

  /** The same, watched. */
  public static Comparison verify(
      KernelSpec spec, Workload workload, Placement placement, ExecutionObserver observer) {
    FailedKernel.note(spec, workload, placement);
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device =
        new EmulatedDevice(new EmulatedGpu(spec.target(), observer), bytes -> kernel.disassembly());
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel)) {
      return Verification.run(device, launcher, workload, Reference.attention(workload), placement)
          .comparison();
    }
  }

  /** How the kernel of {@code spec} is launched for a batch. */
  static Plan plan(KernelSpec spec, int sequences, int maxContext) {
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    try (AttentionLauncher launcher = AttentionLauncher.load(device(kernel), kernel)) {
      return launcher.plan(sequences, maxContext);
    }
  }

  /** What the kernel of {@code spec} writes. */
  static DeviceWorkload.Output run(KernelSpec spec, Workload workload) {
    FailedKernel.note(spec, workload, Placement.DENSE);
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = device(kernel);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel)) {
      double[] expected = Reference.attention(workload);
      return Verification.run(device, launcher, workload, expected, Placement.DENSE).output();
    }
  }

  /** The bytes that the kernel of {@code spec} writes, emulated on so many threads. */
  static byte[] output(KernelSpec spec, Workload workload, int threads) {
    FailedKernel.note(spec, workload, Placement.DENSE);
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    EmulatedGpu gpu = new EmulatedGpu(spec.target(), threads, ExecutionObserver.NONE);
    Device device = device(gpu, kernel.disassembly());
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel)) {
      double[] expected = Reference.attention(workload);
      return Verification.run(device, launcher, workload, expected, Placement.DENSE)
          .output()
          .elements()
          .toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /**
   * The bits of all that the kernel of {@code spec} writes, its waves executed in that order and
   * watched.
   */
  static List<Integer> bits(
      KernelSpec spec, Workload workload, Schedule schedule, ExecutionObserver observer) {
    FailedKernel.note(spec, workload, Placement.DENSE);
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    EmulatedGpu gpu = new EmulatedGpu(spec.target(), observer, EmulationLimits.NONE, schedule);
    return bits(
        kernel.rendered(), kernel.codeObject(), device(gpu, kernel.disassembly()), workload);
  }

  /**
   * The same, in each of several orders, of a kernel whose source was changed: {@code from} becomes
   * {@code to} everywhere.
   */
  static Map<Schedule, List<Integer>> bitsChanged(
      KernelSpec spec, String from, String to, Workload workload, List<Schedule> schedules) {
    RenderedKernel right = TestBuilder.shared().build(spec).rendered();
    ListedCode wrong = changed(right, from, to);
    Map<Schedule, List<Integer>> bits = new LinkedHashMap<>();
    for (Schedule schedule : schedules) {
      EmulatedGpu gpu =
          new EmulatedGpu(spec.target(), ExecutionObserver.NONE, EmulationLimits.NONE, schedule);
      Device device = device(gpu, wrong.disassembly());
      bits.put(schedule, bits(right, wrong.codeObject(), device, workload));
    }
    return bits;
  }

  private static List<Integer> bits(
      RenderedKernel kernel, byte[] codeObject, Device device, Workload workload) {
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel, codeObject);
        Stream stream = device.createStream()) {
      Plan plan = launcher.plan(workload.table());
      try (DeviceWorkload uploaded =
          DeviceWorkload.upload(device, stream, workload, plan, Placement.DENSE)) {
        launcher.launch(stream, plan, uploaded.tensors(), uploaded.workspace());
        DeviceWorkload.Output output = uploaded.download();
        List<Integer> bits = new ArrayList<>();
        for (byte each : output.elements().toArray(ValueLayout.JAVA_BYTE)) {
          bits.add((int) each);
        }
        for (float each : output.lse()) {
          bits.add(Float.floatToRawIntBits(each));
        }
        return bits;
      }
    }
  }

  /**
   * A kernel whose source was changed: {@code from} must be in it, and becomes {@code to}
   * everywhere. Compiled as the builder compiles.
   */
  static ListedCode changed(RenderedKernel right, String from, String to) {
    if (!right.source().contains(from)) {
      throw new IllegalArgumentException("the source has no: " + from);
    }
    return SmallKernels.compile(
        "changed",
        right.source().replace(from, to),
        right.spec().target().arch(),
        KernelBuilder.request(right, "").options());
  }

  /**
   * Runs a kernel whose source was changed: {@code from} must be in it, and becomes {@code to}
   * everywhere.
   */
  public static Comparison verifyChanged(
      KernelSpec spec, String from, String to, Workload workload, Placement placement) {
    return verifyChanged(spec, from, to, workload, placement, ExecutionObserver.NONE);
  }

  /** The same, watched. */
  public static Comparison verifyChanged(
      KernelSpec spec,
      String from,
      String to,
      Workload workload,
      Placement placement,
      ExecutionObserver observer) {
    FailedKernel.note(spec, workload, placement);
    RenderedKernel right = TestBuilder.shared().build(spec).rendered();
    ListedCode wrong = changed(right, from, to);
    Device device = device(new EmulatedGpu(spec.target(), observer), wrong.disassembly());
    try (AttentionLauncher launcher = AttentionLauncher.load(device, right, wrong.codeObject())) {
      return Verification.run(device, launcher, workload, Reference.attention(workload), placement)
          .comparison();
    }
  }

  /** The emulator sees the wild access, or the comparison its result. */
  public static void assertFound(Supplier<Comparison> faulty) {
    try {
      assertThat(faulty.get().passed()).isFalse();
    } catch (EmulationException e) {
      assertThat(e).hasMessageContaining("paged_attention");
    }
  }
}
