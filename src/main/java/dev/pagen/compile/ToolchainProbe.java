package dev.pagen.compile;

/**
 * What a toolchain's libraries say about themselves and this machine.
 *
 * @param compilerVersion HIPRTC's own version number, such as {@code 9.0}, or NVRTC's
 * @param disassembler what it disassembles with, such as {@code comgr API 3.0}
 * @param devices GPUs that the HIP runtime can use; 0 if none
 * @param deviceProblem why there are none, in HIP's words; empty if there are some
 */
public record ToolchainProbe(
    String compilerVersion, String disassembler, int devices, String deviceProblem) {}
