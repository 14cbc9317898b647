package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.KernelArgument;
import dev.pagen.codeobject.KernelDescriptor;
import dev.pagen.codeobject.KernelMetadata;
import dev.pagen.emulator.machine.BeyondDeviceException;
import dev.pagen.emulator.machine.Dim3;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.spec.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Kernels that start as no hardware could start them, or with arguments beyond their block. */
class DamagedKernelTest {
  private static void launch(UnaryOperator<CompiledKernel> damage) {
    CodeObject sample = CodeObject.read(TestGpu.resource("basics.gfx942.co"));
    CodeObject damaged =
        new CodeObject(
            sample.arch(),
            sample.targetId(),
            sample.target(),
            sample.xnack(),
            sample.sramEcc(),
            List.of(damage.apply(sample.kernel("add"))),
            sample.segments(),
            sample.relocations(),
            sample.symbols(),
            sample.lines());
    EmulatedGpu gpu = new EmulatedGpu(Target.GFX942);
    String text = new String(TestGpu.resource("basics.gfx942.s"), StandardCharsets.UTF_8);
    LoadedCode code = gpu.load(damaged, Disassembly.parse(text));
    long buffer = gpu.memory().allocate(4 * 64);
    byte[] arguments = TestGpu.pack(buffer, buffer, buffer, 64);
    gpu.launch(code, "add", Dim3.of(1), Dim3.of(64), 0, arguments);
  }

  private static CompiledKernel with(
      CompiledKernel kernel, KernelMetadata metadata, KernelDescriptor descriptor, long entry) {
    return new CompiledKernel(
        metadata,
        descriptor,
        kernel.descriptorAddress(),
        entry,
        kernel.codeBytes(),
        kernel.resources());
  }

  @Test
  void moreArgumentsInRegistersThanThereAreRegistersAreRefused() {
    assertThatThrownBy(() -> launch(kernel -> preloading(kernel, 127)))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("Kernel add asks for 127 arguments in registers");
  }

  private static CompiledKernel preloading(CompiledKernel kernel, int preload) {
    KernelDescriptor d = kernel.descriptor();
    KernelDescriptor changed =
        new KernelDescriptor(
            d.ldsBytes(),
            d.scratchBytes(),
            d.kernargBytes(),
            d.entryOffset(),
            d.resource1(),
            d.resource2(),
            d.resource3(),
            d.properties(),
            preload);
    return with(kernel, kernel.metadata(), changed, kernel.entryAddress());
  }

  /** Also where the low 32 bits of the distance are those of an instruction. */
  @Test
  void aKernelThatBeginsWhereNoCodeIsCannotStart() {
    for (long away : new long[] {1L << 34, -(1L << 34), Long.MAX_VALUE, 1 << 24}) {
      assertThatThrownBy(
              () -> launch(k -> with(k, k.metadata(), k.descriptor(), k.entryAddress() + away)))
          .isInstanceOf(EmulationException.class)
          .hasMessageContaining("Kernel add cannot start: there is no instruction at 0x");
    }
  }

  @Test
  void hiddenArgumentsMayLieBeyondTheBlockThatTheKernelNames() {
    for (int size = 1; size <= 16; size *= 2) {
      KernelArgument hidden =
          new KernelArgument(
              Optional.empty(),
              Optional.empty(),
              4096 - 1,
              size,
              "hidden_block_count_x",
              Optional.empty());
      assertThatCode(() -> launch(kernel -> taking(kernel, hidden))).doesNotThrowAnyException();
    }
  }

  /** More than a wave can have, and what an int does not hold with more added to it. */
  @Test
  void moreScratchThanThereIsIsRefused() {
    for (int bytes : new int[] {131_057, Integer.MAX_VALUE}) {
      for (boolean dynamic : new boolean[] {false, true}) {
        assertThatThrownBy(() -> launch(kernel -> withScratch(kernel, bytes, dynamic)))
            .isInstanceOf(BeyondDeviceException.class)
            .hasMessageContaining("Kernel add needs %d bytes of scratch".formatted(bytes));
      }
    }
    assertThatCode(() -> launch(kernel -> withScratch(kernel, 131_056, true)))
        .doesNotThrowAnyException();
  }

  private static CompiledKernel withScratch(CompiledKernel kernel, int bytes, boolean dynamic) {
    return with(kernel, kernel.metadata().arguments(), bytes, dynamic);
  }

  private static CompiledKernel taking(CompiledKernel kernel, KernelArgument more) {
    KernelMetadata m = kernel.metadata();
    List<KernelArgument> arguments = new ArrayList<>(m.arguments());
    arguments.add(more);
    return with(kernel, arguments, m.scratchBytes(), m.dynamicStack());
  }

  private static CompiledKernel with(
      CompiledKernel kernel,
      List<KernelArgument> arguments,
      int scratchBytes,
      boolean dynamicStack) {
    KernelMetadata m = kernel.metadata();
    KernelMetadata changed =
        new KernelMetadata(
            m.name(),
            m.symbol(),
            arguments,
            m.kernargBytes(),
            m.kernargAlignment(),
            m.ldsBytes(),
            scratchBytes,
            m.waveSize(),
            m.sgprs(),
            m.vgprCount(),
            m.agprCount(),
            m.sgprSpills(),
            m.vgprSpills(),
            m.maxWorkgroupSize(),
            dynamicStack);
    return with(kernel, changed, kernel.descriptor(), kernel.entryAddress());
  }
}
