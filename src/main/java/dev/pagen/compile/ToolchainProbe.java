package dev.pagen.compile;

/**
 * What a toolchain's libraries say about themselves and this machine.
 *
 * @param hiprtcVersion HIPRTC's own version number, such as {@code 9.0}
 * @param comgrVersion the version of comgr's interface, such as {@code 3.0}
 * @param devices GPUs that the HIP runtime can use; 0 if none
 * @param deviceProblem why there are none, in HIP's words; empty if there are some
 */
public record ToolchainProbe(
    String hiprtcVersion, String comgrVersion, int devices, String deviceProblem) {}
