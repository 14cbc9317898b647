package dev.pagen.serving;

import dev.pagen.PagenException;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.Reading;
import dev.pagen.compile.CompileRequest;
import dev.pagen.compile.Compiler;
import dev.pagen.compile.CompilerSettings;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.LoadedCode;
import dev.pagen.emulator.machine.Dim3;
import dev.pagen.spec.Target;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.ToolchainTrial;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tries a HIPRTC on one small kernel for every AMD target: it has to compile, its disassembly has
 * to be had, and the emulator has to come to the right numbers. Takes one compile worker and a
 * second or two.
 *
 * <p>Internal: for other packages of pa-gen.
 */
public final class EmulatedTrial implements ToolchainTrial {
  private static final int BLOCK = 256;
  private static final int COUNT = 2 * BLOCK;
  private static final float FACTOR = 1.5f;

  /** Through memory, LDS, a barrier and a division of the work among workgroups. */
  private static final String SOURCE =
      """
      extern "C" __global__ void reverse(const float* x, float* y, float a) {
        __shared__ float block[%1$d];
        const int i = blockIdx.x * %1$d + threadIdx.x;
        block[threadIdx.x] = x[i];
        __syncthreads();
        y[i] = a * block[%1$d - 1 - threadIdx.x] + (float)i;
      }
      """
          .formatted(BLOCK);

  private final CompilerSettings settings;

  /**
   * A trial that compiles with one worker.
   *
   * @param settings how it is run
   */
  public EmulatedTrial(CompilerSettings settings) {
    this.settings = settings.withWorkers(1);
  }

  @Override
  public Optional<String> problem(Toolchain toolchain) {
    try (Compiler compiler = Compiler.open(toolchain, settings)) {
      for (Target target : EmulatedDevice.targets()) {
        Optional<String> problem = problem(compiler, target);
        if (problem.isPresent()) {
          return problem;
        }
      }
      return Optional.empty();
    }
  }

  private static Optional<String> problem(Compiler compiler, Target target) {
    String doing = "compile";
    try {
      byte[] code =
          compiler
              .compile(
                  new CompileRequest(
                      "trial-" + target.arch(), SOURCE, target.arch(), List.of("-O3")))
              .codeObject();
      doing = "disassemble";
      Reading<String> text = compiler.disassemble(code, target.arch());
      if (text.whyUnknown().isPresent()) {
        return Optional.of(failed(doing, target, text.whyUnknown().get()));
      }
      doing = "emulate";
      Disassembly disassembly = Disassembly.parse(text.value().orElseThrow());
      return Arrays.equals(emulate(target, CodeObject.read(code), disassembly), expected())
          ? Optional.empty()
          : Optional.of(failed(doing, target, "the kernel's results are wrong"));
    } catch (PagenException e) {
      return Optional.of(failed(doing, target, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // What nobody has seen yet may come out of a new compiler, and confuse whatever reads it.
      return Optional.of(failed(doing, target, e.toString()));
    }
  }

  private static String failed(String doing, Target target, String why) {
    return "it does not " + doing + " a small kernel for " + target.arch() + ": " + why;
  }

  private static float[] emulate(Target target, CodeObject code, Disassembly disassembly) {
    EmulatedGpu gpu = new EmulatedGpu(target);
    LoadedCode loaded = gpu.load(code, disassembly);
    long x = gpu.memory().allocate(COUNT * Float.BYTES);
    long y = gpu.memory().allocate(COUNT * Float.BYTES);
    gpu.memory().write(x, bytes(COUNT * Float.BYTES, into -> into.asFloatBuffer().put(inputs())));
    byte[] arguments = bytes(20, into -> into.putLong(x).putLong(y).putFloat(FACTOR));
    gpu.launch(loaded, "reverse", Dim3.of(COUNT / BLOCK), Dim3.of(BLOCK), 0, arguments);
    float[] result = new float[COUNT];
    ByteBuffer.wrap(gpu.memory().read(y, COUNT * Float.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(result);
    return result;
  }

  private static float[] inputs() {
    float[] inputs = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      inputs[i] = i % 37;
    }
    return inputs;
  }

  private static float[] expected() {
    float[] inputs = inputs();
    float[] expected = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      int partner = i - i % BLOCK + BLOCK - 1 - i % BLOCK;
      expected[i] = FACTOR * inputs[partner] + i;
    }
    return expected;
  }

  private static byte[] bytes(int count, Consumer<ByteBuffer> filling) {
    byte[] bytes = new byte[count];
    filling.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    return bytes;
  }
}
