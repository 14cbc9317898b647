package dev.pagen.hip;

import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.DeviceProperties;
import dev.pagen.device.DeviceUnavailableException;
import dev.pagen.device.Event;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import dev.pagen.hip.gen.hip;
import dev.pagen.hip.gen.hipDeviceProp_tR0600;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A GPU by way of the HIP runtime. HIP keeps a current device for each thread; every call here that
 * depends on it sets it first, so that objects of several devices mix in one thread.
 */
public final class HipDevice implements Device {
  /**
   * Bytes for a device's properties: the symbol's name promises the 1472 of HIP 6, and a library
   * that writes more shall not write over something else.
   */
  private static final long PROPERTIES_ROOM = 16 << 10;

  private static final Pattern ARCH = Pattern.compile("(gfx|sm_)[0-9a-z-]+");

  private final int index;
  private final DeviceProperties properties;

  private HipDevice(int index, DeviceProperties properties) {
    this.index = index;
    this.properties = properties;
  }

  /**
   * The GPU number {@code index}, as HIP counts them.
   *
   * @throws HipException if HIP has no GPU at all
   * @throws DeviceUnavailableException if it has not that many, or describes it in a way that is
   *     not known
   */
  public static HipDevice open(HipRuntime runtime, int index) {
    int count = runtime.deviceCount();
    if (index < 0 || index >= count) {
      throw new DeviceUnavailableException(
          "There is no HIP device %d: HIP has %d, counted from 0.".formatted(index, count));
    }
    HipRuntime.check("hipSetDevice", hip.hipSetDevice(index));
    return new HipDevice(index, read(index));
  }

  private static DeviceProperties read(int index) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment properties = arena.allocate(PROPERTIES_ROOM, 16);
      HipRuntime.check(
          "hipGetDevicePropertiesR0600", hip.hipGetDevicePropertiesR0600(properties, index));
      String arch = text(hipDeviceProp_tR0600.gcnArchName(properties)).split(":", 2)[0];
      int waveSize = hipDeviceProp_tR0600.warpSize(properties);
      requireKnownLayout(arch, waveSize);
      return new DeviceProperties(
          text(hipDeviceProp_tR0600.name(properties)),
          arch,
          hipDeviceProp_tR0600.multiProcessorCount(properties),
          waveSize,
          hipDeviceProp_tR0600.totalGlobalMem(properties),
          false);
    }
  }

  /** In another layout, something else stands where these are looked for. */
  private static void requireKnownLayout(String arch, int waveSize) {
    if (!ARCH.matcher(arch).matches() || (waveSize != 32 && waveSize != 64)) {
      throw new DeviceUnavailableException(
          ("%s gives a device's properties in another layout than HIP of ROCm 6.4, 7.2 and 10.0,"
                  + " which pa-gen knows: the architecture would be '%s', with waves of %d lanes")
              .formatted(HipRuntime.name(), printable(arch), waveSize));
    }
  }

  /** The text in a field, which may fill it. */
  private static String text(MemorySegment field) {
    byte[] bytes = field.toArray(ValueLayout.JAVA_BYTE);
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static String printable(String text) {
    return text.replaceAll("[^ -~]", "?");
  }

  /** What makes kernels run on it, such as {@code driver 60443484, runtime 60443484}. */
  @Override
  public String driver() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment version = arena.allocate(ValueLayout.JAVA_INT);
      HipRuntime.check("hipDriverGetVersion", hip.hipDriverGetVersion(version));
      int driver = version.get(ValueLayout.JAVA_INT, 0);
      HipRuntime.check("hipRuntimeGetVersion", hip.hipRuntimeGetVersion(version));
      return "driver %s, runtime %s".formatted(driver, version.get(ValueLayout.JAVA_INT, 0));
    }
  }

  @Override
  public DeviceProperties properties() {
    return properties;
  }

  /** Makes this the calling thread's current device. */
  void makeCurrent() {
    HipRuntime.check("hipSetDevice", hip.hipSetDevice(index));
  }

  @Override
  public DeviceBuffer allocate(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is at least 0 bytes, not " + bytes);
    }
    makeCurrent();
    return HipBuffer.allocate(bytes);
  }

  @Override
  public Module load(byte[] codeObject) {
    makeCurrent();
    return new HipModule(codeObject);
  }

  @Override
  public Stream createStream() {
    makeCurrent();
    return HipStream.create();
  }

  @Override
  public Stream stream(long handle) {
    return new HipStream(MemorySegment.ofAddress(handle), false);
  }

  @Override
  public Event createEvent() {
    makeCurrent();
    return HipEvent.create();
  }

  /** Does nothing: HIP keeps the device for the process. */
  @Override
  public void close() {}

  /** Calls {@code create} with room for one handle, and gives what it left there. */
  static MemorySegment handle(String call, HandleFunction create) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(ValueLayout.ADDRESS);
      HipRuntime.check(call, create.call(handle));
      return handle.get(ValueLayout.ADDRESS, 0);
    }
  }

  /** A C function that stores a handle and returns a status code. */
  @FunctionalInterface
  interface HandleFunction {
    int call(MemorySegment handle);
  }
}
