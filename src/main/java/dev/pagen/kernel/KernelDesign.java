package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.TuningParameter;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One main loop, for one attention on one target: what its tunings can be, what each of them costs,
 * and which is the default. There is one class for each main loop, named as its template. Nothing
 * else asks whose GPU it is or whether attention is over latents: {@link #of} is the only place.
 * Where there are two for the same attention, the matrix instruction tells them apart.
 */
public sealed interface KernelDesign
    permits CdnaDecode, CdnaLatent, NvidiaDecode, NvidiaLatent, HopperLatent, HopperWidened {

  /** The design of the kernels for {@code attention} on {@code target}, where nobody chose one. */
  static KernelDesign of(AttentionSpec attention, Target target) {
    return HopperWidened.takes(attention, target)
        ? new HopperWidened(attention, target)
        : of(attention, target, HopperLatent.suits(attention, target));
  }

  /** The design of the kernel of {@code spec}. */
  static KernelDesign of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    Target target = spec.target();
    MfmaShape mfma = spec.tuning().mfma();
    if (mfma == MfmaShape.M64N32K32 && HopperWidened.takes(attention, target)) {
      return new HopperWidened(attention, target);
    }
    boolean wide = mfma == MfmaShape.M64N64K16;
    return of(attention, target, wide && HopperLatent.takes(attention, target));
  }

  private static KernelDesign of(AttentionSpec attention, Target target, boolean hopper) {
    boolean latent = attention.latent().isPresent();
    return switch (target.family()) {
      case CDNA -> latent ? new CdnaLatent(attention, target) : new CdnaDecode(attention, target);
      case NVIDIA -> {
        if (!latent) {
          yield new NvidiaDecode(attention, target);
        }
        yield hopper ? new HopperLatent(attention, target) : new NvidiaLatent(attention, target);
      }
    };
  }

  /** What is computed. */
  AttentionSpec attention();

  /** On which GPU. */
  Target target();

  /** The main loop's template, below {@code templates/}, without its ending. */
  String template();

  /**
   * The architecture that the compiler is asked for: the target's, or of its variant with
   * instructions that no other architecture has, such as {@code sm_90a}.
   */
  default String arch() {
    return target().arch();
  }

  /** The template group that is printed: the architecture's, or one beside it. */
  default String group() {
    return arch();
  }

  /** Threads of a workgroup of the decode kernel. */
  default int threads(Tuning tuning) {
    return tuning.waves() * target().family().waveSize();
  }

  /**
   * Whether tiles begin where pages or groups of tokens do, so that the first of a workgroup may
   * have tokens before its own.
   */
  default boolean wholeTiles() {
    return attention().layout() == KvLayout.PACKED;
  }

  /** Adds why this design is not written for rows as the attention has them. */
  void checkRows(List<Refusal> refusals);

  /**
   * Adds why this design is not written for rows that lie where the attention has them; of latents
   * that is refused together with the rows.
   */
  default void checkLayout(List<Refusal> refusals) {}

  /** Adds every reason why this design cannot be tuned so. */
  void check(Tuning tuning, List<Refusal> refusals);

  /** The tuning that is used where nobody asked for another. */
  Tuning defaultTuning();

  /**
   * {@code tuning} after somebody changed some of its parameters: those that do not go with them
   * give way.
   *
   * @param fixed parameters that must stay as they are
   */
  default Tuning settle(Tuning tuning, Set<TuningParameter> fixed) {
    return tuning;
  }

  /**
   * {@code tuning} with the bound on waves per SIMD that goes with the rest of it; NVIDIA's
   * compiler takes none.
   */
  default Tuning withWavesPerEu(Tuning tuning) {
    return tuning;
  }

  /** Ways to take fewer registers, in the order in which they are tried. */
  List<Saving> savings();

  /** How the query rows of a KV head are dealt out to workgroups. */
  HeadGroups headGroups();

  /** Tokens that all waves of a workgroup take in one iteration of the main loop. */
  int tokensPerBlock(Tuning tuning);

  /** LDS of a workgroup. */
  LdsUse lds(Tuning tuning);

  /**
   * Registers of a lane that a kernel cannot do without, on AMD's targets VGPRs and AGPRs together:
   * what is known before anything is compiled. The code object tells the real number.
   */
  int registers(Tuning tuning);

  /**
   * The most bytes that copies to LDS have on their way for one workgroup; empty where the code
   * object's instructions tell.
   */
  OptionalLong copiedBytes(Tuning tuning);

  /** How the floor reads rows. */
  FloorRows floorRows();

  /** What launches take, whoever merges. */
  LaunchCosts launchCosts(Reduce reduce);

  /** Whether queries of bf16 are multiplied as fp16. */
  boolean narrowsQueries();

  /** Whether probabilities are multiplied as fp16 where queries are bf16. */
  default boolean narrowsWeights() {
    return narrowsQueries();
  }

  /** Whether a decode kernel that merges has registers for several partial results at a time. */
  boolean mergesAhead();

  /**
   * Lanes between which the elements of a row are divided where partitions are merged. In a reduce
   * kernel each has up to eight, so a long row takes several waves.
   */
  default int lanesOfRow(Tuning tuning) {
    int wave = target().family().waveSize();
    int waves = tuning.reduce().byDecode() ? 1 : Math.ceilDiv(attention().valueSize(), 8 * wave);
    return Math.min(waves, KernelEntry.REDUCE_WAVES) * wave;
  }

  /**
   * Whether a workgroup asks for a sequence's length and its first pages at once. Compilers would
   * have it wait where nothing else depends on them: each time for an access to memory.
   */
  default boolean asksAtOnce() {
    return false;
  }

  /** Whether workgroups of a sequence with many partitions wait for each other and merge them. */
  default boolean mergesTogether(Tuning tuning) {
    return false;
  }

  /**
   * Whether something is loaded for each entry of a list of selected tokens, also for one that is
   * none; otherwise its row is zeros.
   */
  default boolean loadsForNone() {
    return false;
  }

  /** Workgroups of a sequence's partition. */
  default int workgroups() {
    return attention().kvHeads() * headGroups().count();
  }

  /** How many tokens' rows are as many bytes as one partition's partial results. */
  default double partialTokens() {
    return PartialResults.tokens(attention(), headGroups());
  }
}
