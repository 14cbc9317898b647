package dev.pagen.emulator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.TestGpu;
import dev.pagen.emulator.observe.KernelProfile.OfInstruction;
import dev.pagen.emulator.observe.KernelProfile.Traffic;
import dev.pagen.emulator.observe.Profile.NamedBuffer;
import dev.pagen.spec.Family;
import dev.pagen.spec.Target;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What instructions did, on a kernel that can be counted by hand: 64 lanes load an int each, {@code
 * stride} ints apart, write it to LDS, pass a barrier, read it and store it.
 */
class ProfileTest {
  private final int[] values = new Random(11).ints(4096).toArray();

  @ParameterizedTest
  @MethodSource("targets")
  void tellsBuffersApartByTheirAddresses(Target target) {
    KernelProfile profile = run(target, 1, Integer.MAX_VALUE);
    assertThat(traffic(profile, "in")).isEqualTo(new Traffic(256, 0, 2, 1, 256, 256, 256));
    assertThat(traffic(profile, "out")).isEqualTo(new Traffic(0, 256, 2, 1, 256, 256, 256));
    // Two pointers and a number, which the compiler may load together with what lies behind them.
    assertThat(traffic(profile, Profile.ELSEWHERE).read()).isBetween(20L, 64L);
    assertThat(traffic(profile, Profile.ELSEWHERE).pieces()).isZero();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aPieceEndsWhereARowDoes(Target target) {
    assertThat(traffic(run(target, 1, 64), "in")).isEqualTo(new Traffic(256, 0, 2, 4, 256, 64, 64));
    assertThat(traffic(run(target, 1, 96), "in")).isEqualTo(new Traffic(256, 0, 2, 3, 256, 64, 96));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aPieceEndsWhereThereIsAGap(Target target) {
    assertThat(traffic(run(target, 2, Integer.MAX_VALUE), "in"))
        .isEqualTo(new Traffic(256, 0, 4, 64, 256, 4, 4));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void knowsWhichInstructionUsesLds(Target target) {
    KernelProfile profile = run(target, 32, Integer.MAX_VALUE);
    List<OfInstruction> accesses =
        profile.instructions().stream()
            .filter(i -> i.narrowestLds() != KernelProfile.NO_LDS)
            .toList();
    assertThat(accesses).hasSize(2).allMatch(i -> i.executions() == 1 && i.narrowestLds() == 4);
    // All lanes on one bank, or for reads on two where there are 64 banks; at best two cycles, one
    // for each half of the lanes.
    long read = target.ldsBanks() == 64 ? 32 : 64;
    assertThat(accesses).extracting(OfInstruction::ldsCycles).containsExactly(64L, read);
    assertThat(accesses).extracting(OfInstruction::ldsConflicts).containsExactly(64L - 2, read - 2);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void countsEveryInstructionOfEveryWave(Target target) {
    KernelProfile profile = run(target, 1, Integer.MAX_VALUE);
    assertThat(profile.workgroups()).isEqualTo(1);
    assertThat(profile.waves()).isEqualTo(1);
    assertThat(profile.threads()).isEqualTo(64);
    assertThat(profile.ldsBytes()).isEqualTo(64 * 32 * 4);
    assertThat(profile.instructions().stream().mapToLong(OfInstruction::executions).sum())
        .isEqualTo(profile.busiestWave());
  }

  private KernelProfile run(Target target, int stride, int rowBytes) {
    Profile profile = new Profile(target);
    TestGpu gpu = new TestGpu("faults", new EmulatedGpu(target, 2, profile));
    long in = gpu.ints(values);
    long out = gpu.poisoned(256);
    profile.name(new NamedBuffer("in", in, 4L * values.length, rowBytes));
    profile.name(new NamedBuffer("out", out, 256, rowBytes));
    gpu.launch("strided", 1, 64, in, out, stride);
    assertThat(gpu.readInts(out, 64)[3]).isEqualTo(values[3 * stride]);
    assertThat(profile.kernels()).hasSize(1);
    return profile.kernels().getFirst();
  }

  private static Traffic traffic(KernelProfile profile, String buffer) {
    return profile.instructions().stream()
        .map(i -> i.traffic().getOrDefault(buffer, Traffic.NONE))
        .reduce(Traffic.NONE, Traffic::plus);
  }

  private static List<Target> targets() {
    return Target.of(Family.CDNA);
  }
}
