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
 * @param latentRow those of NVIDIA's latent attention that depend on the size of a row
 */
record PathsModel(
    Path tile,
    Path keys,
    Path values,
    Path rows,
    Path transfer,
    Path output,
    String staging,
    Path query,
    NvidiaPaths nvidia,
    LatentPaths latentRow) {
  static PathsModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    Tuning tuning = spec.tuning();
    boolean packed = attention.layout() == KvLayout.PACKED;
    boolean copied = tuning.kPath() == LoadPath.COPY;
    String keys = packed ? "packed" : tuning.kPath().toString();
    String values = packed ? "packed" : tuning.vPath().toString();
    boolean widened = values.equals("direct") && attention.quantisedValues();
    return new PathsModel(
        new Path(packed ? "packed" : copied ? "copy" : "register"),
        new Path(copied ? keys : keys + "_k"),
        new Path(widened ? "widened" : values),
        new Path(packed ? "packed" : attention.sharesOffsets() ? "shared" : "strided"),
        new Path(copied ? "copy" : "register"),
        new Path(packed || StagingModel.transposes(spec) ? "in_order" : "sliced"),
        staging(tuning),
        new Path(attention.quantisedKeys() ? "query" : "plain"),
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

  /**
   * The names of one path's templates: what each prints is the last part of its name.
   *
   * @param name the first part
   */
  record Path(String name) {
    String constants() {
      return name + "_constants";
    }

    String tile() {
      return name + "_tile";
    }

    String rows() {
      return name + "_rows";
    }

    String values() {
      return name + "_values";
    }

    String offset() {
      return name + "_offset";
    }

    String load() {
      return name + "_load";
    }

    String start() {
      return name + "_start";
    }

    String await() {
      return name + "_await";
    }

    String chunks() {
      return name + "_chunks";
    }

    String product() {
      return name + "_product";
    }

    String score() {
      return name + "_score";
    }

    String transpose() {
      return name + "_transpose";
    }

    String output() {
      return name + "_output";
    }

    String text() {
      return name + "_text";
    }

    String pages() {
      return name + "_pages";
    }

    String begin() {
      return name + "_begin";
    }

    String tiles() {
      return name + "_tiles";
    }
  }
}
