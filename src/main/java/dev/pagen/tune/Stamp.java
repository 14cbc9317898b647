package dev.pagen.tune;

/**
 * What a measurement holds for, besides the kernel itself, which its {@link KernelKey} names.
 *
 * @param device its name, or what stands in for one
 * @param driver its version, or that of what stands in for it
 */
public record Stamp(String device, String driver) {}
