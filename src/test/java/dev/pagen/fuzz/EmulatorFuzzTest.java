package dev.pagen.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.KernelArgument;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.EmulationLimits;
import dev.pagen.emulator.LoadedCode;
import dev.pagen.emulator.machine.Dim3;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.observe.ExecutionChecks;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Damaged code objects on the emulator: they run, fault, or go too far, and each is told. */
class EmulatorFuzzTest {
  private static final EmulationLimits LIMITS = EmulationLimits.FOREIGN.withInstructions(20_000);
  private static final int BUFFER_BYTES = 1 << 12;

  private static final List<CodeSample> SAMPLES =
      Stream.of(
              "emulator/basics.gfx942",
              "emulator/faults.gfx90a",
              "emulator/faults.gfx950",
              "emulator/checks.gfx942",
              "emulator/addresses.gfx942",
              "codeobject/mfma-gfx90a")
          .map(CodeSample::of)
          .toList();

  /** One of the samples by its first byte, as the input of an attempt is bytes alone. */
  @Test
  void mutantsRunOrAreGivenUp() {
    Fuzz.run(
        "emulated code",
        2_000,
        random -> {
          int number = random.nextInt(SAMPLES.size());
          CodeSample sample = SAMPLES.get(number);
          byte[] mutant =
              random.nextInt(4) == 0
                  ? sample.withOtherHeaders(random)
                  : sample.withOtherCode(random);
          return ByteBuffer.allocate(mutant.length + 2)
              .put((byte) number)
              .put((byte) random.nextInt())
              .put(mutant)
              .array();
        },
        input -> {
          ByteBuffer parts = ByteBuffer.wrap(input);
          CodeSample sample = SAMPLES.get(parts.get());
          int choice = parts.get() & 0xff;
          byte[] mutant = new byte[parts.remaining()];
          parts.get(mutant);
          try {
            run(sample, mutant, choice);
          } catch (EmulationException e) {
            // The place is told of these too, but they are the emulator's own faults.
            assertThat(e).hasMessageNotContaining("the emulator failed");
            throw e;
          }
        });
  }

  private static void run(CodeSample sample, byte[] mutant, int choice) {
    CodeObject object = CodeObject.read(mutant);
    Disassembly disassembly = Disassembly.parse(sample.disassemble(mutant, new Random(choice)));
    ExecutionObserver observer = choice % 2 == 0 ? ExecutionObserver.NONE : ExecutionChecks.all();
    EmulatedGpu gpu = new EmulatedGpu(object.target().orElseThrow(), 1, observer, LIMITS);
    LoadedCode code = gpu.load(object, disassembly);
    List<CompiledKernel> kernels = object.kernels();
    if (kernels.isEmpty()) {
      return;
    }
    CompiledKernel kernel = kernels.get(choice % kernels.size());
    int threads = Math.min(256, kernel.maxWorkgroupSize());
    gpu.launch(
        code,
        kernel.name(),
        Dim3.of(2),
        Dim3.of(threads),
        choice % 3 * 512,
        arguments(gpu, kernel));
  }

  /** Buffers for its pointers, and small numbers for the rest. */
  private static byte[] arguments(EmulatedGpu gpu, CompiledKernel kernel) {
    List<KernelArgument> explicit = kernel.arguments().stream().filter(a -> !a.hidden()).toList();
    int bytes = explicit.stream().mapToInt(KernelArgument::end).max().orElse(0);
    ByteBuffer block = ByteBuffer.allocate(bytes + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (KernelArgument argument : explicit) {
      if (argument.size() == Long.BYTES) {
        block.putLong(argument.offset(), gpu.memory().allocate(BUFFER_BYTES));
      } else {
        block.putInt(argument.offset(), 100);
      }
    }
    byte[] exact = new byte[bytes];
    block.get(0, exact);
    return exact;
  }
}
