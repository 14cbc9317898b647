package dev.pagen.device;

/**
 * What a device is.
 *
 * @param name for people, such as {@code AMD Instinct MI300X} or {@code emulated gfx942}
 * @param arch the architecture whose code objects it runs, such as {@code gfx942}
 * @param computeUnits compute units, or streaming multiprocessors
 * @param waveSize lanes of a wave
 * @param memoryBytes its memory; of an emulated device, what the host allows
 * @param emulated whether it is no GPU
 */
public record DeviceProperties(
    String name, String arch, int computeUnits, int waveSize, long memoryBytes, boolean emulated) {}
