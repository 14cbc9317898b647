package dev.pagen.kernel;

/**
 * The LDS of a decode workgroup. Each wave has a part of its own, first for staging rows (CDNA) or
 * for its ring of tiles (NVIDIA), then for handing over its output, in rounds of some query rows,
 * so that it does not cost occupancy. Of a latent all waves share one tile, or a ring of them.
 *
 * @param waveBytes part of one wave
 * @param mergeHeads query rows handed over in one round
 * @param totalBytes of the workgroup
 * @param launchBytes those of the total that the kernel does not declare: the launch gives them
 */
public record LdsUse(int waveBytes, int mergeHeads, int totalBytes, int launchBytes) {}
