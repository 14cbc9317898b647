package dev.pagen.verify;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.PageOrder;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.kernel.KernelDraws;
import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.InvalidSpecException;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * A kernel and what it is run on.
 *
 * @param tuning what is not the default
 * @param contexts tokens of each sequence
 */
public record AttentionCase(
    AttentionSpec attention,
    Map<TuningParameter, String> tuning,
    Target target,
    List<Integer> contexts,
    InputDistribution distribution,
    Placement placement,
    long seed) {
  private static final int MOST_TOKENS = 900;

  public AttentionCase {
    tuning = Map.copyOf(tuning);
    contexts = List.copyOf(contexts);
  }

  /** A random supported one; one in three with default tuning. */
  public static AttentionCase next(Random random, Target target) {
    KernelSpec spec = KernelDraws.next(random, target);
    Map<TuningParameter, String> tuning = new EnumMap<>(TuningParameter.class);
    if (random.nextInt(3) > 0) {
      for (TuningParameter parameter : TuningParameter.values()) {
        tuning.put(parameter, parameter.value(spec.tuning()).toString());
      }
    }
    List<Integer> contexts = new ArrayList<>(List.of(random.nextInt(MOST_TOKENS)));
    for (int more = random.nextInt(3); more > 0; more--) {
      contexts.add(random.nextInt(4) == 0 ? 0 : random.nextInt(random.nextBoolean() ? 20 : 300));
    }
    return new AttentionCase(
        spec.attention(),
        tuning,
        target,
        contexts,
        InputDistribution.values()[random.nextInt(InputDistribution.values().length)],
        Placement.values()[random.nextInt(Placement.values().length)],
        random.nextInt(1_000_000));
  }

  /** The kernel, whether it is supported or not. */
  KernelSpec kernel() {
    return new KernelSpec(attention, new TuningChoices(tuning).resolve(attention, target), target);
  }

  boolean supported() {
    try {
      return Support.refusals(kernel()).isEmpty();
    } catch (InvalidSpecException e) {
      return false;
    }
  }

  /**
   * What is wrong with the kernel, if anything is: its output on an emulated device, or spilled
   * registers though the tuning is the default.
   */
  public Optional<String> failure() {
    return tuning.isEmpty()
        ? ofDefault(TestBuilder.shared().settle(attention, TuningChoices.NONE, target).kernel())
        : failure(TestBuilder.shared().build(kernel()));
  }

  private Optional<String> ofDefault(BuiltKernel built) {
    boolean spills =
        CodeObject.read(built.codeObject()).kernels().stream()
            .anyMatch(kernel -> kernel.resources().spills());
    return spills ? Optional.of("registers are spilled, with default tuning") : failure(built);
  }

  private Optional<String> failure(BuiltKernel built) {
    Device device = EmulatedRuns.device(built);
    int[] lengths = contexts.stream().mapToInt(Integer::intValue).toArray();
    Workload workload =
        Workload.draw(attention, target, lengths, distribution, PageOrder.SHUFFLED, seed);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, built)) {
      Comparison comparison =
          Verification.run(device, launcher, workload, Reference.attention(workload), placement)
              .comparison();
      return comparison.passed() ? Optional.empty() : Optional.of(comparison.toString());
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  AttentionCase withAttention(AttentionSpec other) {
    return new AttentionCase(other, tuning, target, contexts, distribution, placement, seed);
  }

  AttentionCase withTuning(Map<TuningParameter, String> other) {
    return new AttentionCase(attention, other, target, contexts, distribution, placement, seed);
  }

  AttentionCase withContexts(List<Integer> other) {
    return new AttentionCase(attention, tuning, target, other, distribution, placement, seed);
  }

  AttentionCase withInputs(InputDistribution other, Placement where) {
    return new AttentionCase(attention, tuning, target, contexts, other, where, seed);
  }

  /** The command line that repeats it. */
  public String command() {
    return new StringJoiner(" ")
        .add(SpecCommand.of("verify", attention, tuning, target))
        .add("--contexts")
        .add(contexts.stream().map(String::valueOf).collect(Collectors.joining(",")))
        .add("--distribution")
        .add(distribution.toString())
        .add("--placement")
        .add(placement.toString())
        .add("--pages shuffled --device emulator --seed")
        .add(String.valueOf(seed))
        .toString();
  }
}
