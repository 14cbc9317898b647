package dev.pagen.emulator;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.DeviceProperties;
import dev.pagen.device.Event;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import dev.pagen.emulator.isa.InstructionTable;
import dev.pagen.emulator.machine.EmulatedMemory;
import dev.pagen.spec.Family;
import dev.pagen.spec.Target;
import java.util.List;

/**
 * An {@link EmulatedGpu} as a device. Streams do their work at once, so an error comes from the
 * call that caused it; events carry the host's time, which is what emulation took and says nothing
 * about a GPU. Allocations are zeroed.
 */
public final class EmulatedDevice implements Device {
  private final EmulatedGpu gpu;
  private final Disassembler disassembler;

  /** A device that runs on {@code gpu} and learns code from {@code disassembler}. */
  public EmulatedDevice(EmulatedGpu gpu, Disassembler disassembler) {
    this.gpu = gpu;
    this.disassembler = disassembler;
  }

  /** The targets whose code objects the emulator executes. */
  public static List<Target> targets() {
    return InstructionTable.targets();
  }

  /** What it runs on. */
  public EmulatedGpu gpu() {
    return gpu;
  }

  @Override
  public DeviceProperties properties() {
    Target target = gpu.target();
    return new DeviceProperties(
        "emulated " + target,
        target.arch(),
        target.computeUnits(),
        Family.CDNA.waveSize(),
        Runtime.getRuntime().maxMemory(),
        true);
  }

  @Override
  public String driver() {
    return "emulator";
  }

  @Override
  public DeviceBuffer allocate(long bytes) {
    // An allocation of nothing would share its address with the gap after the one before.
    return new EmulatedBuffer(gpu.memory(), gpu.memory().allocate(bytes == 0 ? 1 : bytes), bytes);
  }

  @Override
  public Module load(byte[] codeObject) {
    CodeObject read = CodeObject.read(codeObject);
    LoadedCode code = gpu.load(read, Disassembly.parse(disassembler.disassemble(codeObject)));
    return new EmulatedModule(gpu, code);
  }

  @Override
  public Stream createStream() {
    return new EmulatedStream(gpu.memory(), 0);
  }

  @Override
  public Stream stream(long handle) {
    return new EmulatedStream(gpu.memory(), handle);
  }

  @Override
  public Event createEvent() {
    return new EmulatedEvent();
  }

  /** Does nothing: the memory goes with the object. */
  @Override
  public void close() {}

  private static final class EmulatedBuffer implements DeviceBuffer {
    private final EmulatedMemory memory;
    private final long address;
    private final long bytes;
    private boolean freed;

    EmulatedBuffer(EmulatedMemory memory, long address, long bytes) {
      this.memory = memory;
      this.address = address;
      this.bytes = bytes;
    }

    @Override
    public long address() {
      return address;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public void close() {
      if (!freed) {
        freed = true;
        memory.free(address);
      }
    }
  }
}
