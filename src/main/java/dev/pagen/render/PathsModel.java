package dev.pagen.render;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;

/**
 * Which templates of the main loop print a kernel: on CDNA targets the names of those of the paths
 * that K and V take.
 *
 * @param tile what a tile is held in: {@code register}, {@code copy} or {@code packed}
 * @param keys the path of K
 * @param values the path of V
 * @param rows where the rows of a token lie: {@code shared}, {@code strided} or {@code packed}
 * @param transfer what is waited for: loads to a {@code register}, or a {@code copy}
 * @param output which elements of V a lane has: {@code in_order} every 16th, or those {@code
 *     sliced}
 * @param staging template of what goes through LDS
 * @param query how a query's chunks are multiplied with K's: {@code plain}, or a {@code query}'s
 *     two with each
 * @param nvidia those of NVIDIA's main loops
 * @param latent those of NVIDIA's latent attention that depend on the size of a row
 */
record PathsModel(
    TemplateNames tile,
    TemplateNames keys,
    TemplateNames values,
    TemplateNames rows,
    TemplateNames transfer,
    TemplateNames output,
    String staging,
    TemplateNames query,
    NvidiaPaths nvidia,
    LatentPaths latent) {
  static PathsModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    Tuning tuning = spec.tuning();
    boolean packed = attention.layout() == KvLayout.PACKED;
    boolean copied = tuning.kPath() == LoadPath.COPY;
    String keys = packed ? "packed" : tuning.kPath().toString();
    String values = packed ? "packed" : tuning.vPath().toString();
    boolean widened = values.equals("direct") && attention.quantisedValues();
    return new PathsModel(
        new TemplateNames(packed ? "packed" : copied ? "copy" : "register"),
        new TemplateNames(copied ? keys : keys + "_k"),
        new TemplateNames(widened ? "widened" : values),
        new TemplateNames(packed ? "packed" : attention.sharesOffsets() ? "shared" : "strided"),
        new TemplateNames(copied ? "copy" : "register"),
        new TemplateNames(packed || StagingModel.transposes(spec) ? "in_order" : "sliced"),
        staging(tuning),
        new TemplateNames(attention.quantisedKeys() ? "query" : "plain"),
        NvidiaPaths.of(spec),
        LatentPaths.of(spec));
  }

  private static String staging(Tuning tuning) {
    boolean values = tuning.vPath() == LoadPath.LDS;
    if (tuning.kPath() == LoadPath.LDS) {
      return values ? "lds_staging" : "lds_k_staging";
    }
    return values ? "lds_v_staging" : "no_staging";
  }
}
