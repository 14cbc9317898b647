package dev.pagen.spec;

import dev.pagen.kernel.Support;

/**
 * One kernel: what it computes, how, and for which GPU. One kernel spec is one rendered source and
 * one code object.
 */
public record KernelSpec(AttentionSpec attention, Tuning tuning, Target target) {

  /**
   * A supported kernel spec.
   *
   * @throws UnsupportedSpecException naming every reason, where there is one
   */
  public static KernelSpec of(AttentionSpec attention, Tuning tuning, Target target) {
    KernelSpec spec = new KernelSpec(attention, tuning, target);
    Support.check(spec);
    return spec;
  }

  /** Threads of one workgroup of the decode kernel. */
  public int threads() {
    return tuning.waves() * target.family().waveSize();
  }

  /** Runs of one token per lane that a CDNA wave takes in one turn of the main loop. */
  public int spansPerBlock() {
    return tuning.spansPerBlock(target.family().waveSize());
  }

  /** Tokens that all waves of a workgroup take in one turn of the main loop. */
  public int tokensPerBlock() {
    if (attention.latent().isPresent()) {
      return tuning.tile();
    }
    return tuning.waves()
        * switch (target.family()) {
          case CDNA -> spansPerBlock() * target.family().waveSize();
          case NVIDIA -> tuning.tile();
        };
  }

  /**
   * A readable name without the key, such as {@code decode-bf16-h128-gqa6-p1-nhd-gfx950}. A KV
   * dtype that is not the query's, and what not every layer has, is named too.
   */
  public String name() {
    StringBuilder name = new StringBuilder("decode-").append(attention.dtype());
    if (attention.kvDtype() != attention.dtype()) {
      name.append("-kv-").append(attention.kvDtype());
    }
    if (attention.outDtype() != attention.dtype()) {
      name.append("-out-").append(attention.outDtype());
    }
    name.append(
        "-h%d%s-gqa%d-p%d-%s"
            .formatted(
                attention.headSize(),
                attention.latent().isPresent() ? "-mla" + attention.latent().getAsInt() : "",
                attention.gqaRatio(),
                attention.pageSize(),
                attention.layout()));
    if (attention.qLen() > 1) {
      name.append("-q").append(attention.qLen());
    }
    attention.window().ifPresent(window -> name.append("-w").append(window));
    attention.chunk().ifPresent(chunk -> name.append("-c").append(chunk));
    if (attention.sinks()) {
      name.append("-sinks");
    }
    if (attention.alibi()) {
      name.append("-alibi");
    }
    if (attention.lse() != LogSumExp.NONE) {
      name.append("-lse");
    }
    return name.append('-').append(target).toString();
  }
}
