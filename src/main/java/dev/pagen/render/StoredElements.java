package dev.pagen.render;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvScales;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the templates have to know of the elements of a KV cache.
 *
 * @param keys whether those of keys have 8 bits
 * @param values whether those of values have, or of the latents that values are a part of
 * @param type name of these; all else is for them
 * @param latent whether values are a part of keys
 * @param scales what has one scale
 * @param tokenStride scales from one token of a page to the next
 * @param headStride scales from one KV head to the next
 * @param rows those that have scales inside; null for others
 * @param write how those of new tokens are stored
 */
record StoredElements(
    boolean keys,
    boolean values,
    String type,
    boolean e4m3,
    boolean e5m2,
    boolean latent,
    KvScales scales,
    int tokenStride,
    int headStride,
    @Nullable ScaledRowModel rows,
    CacheWriteModel write) {

  static StoredElements of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    DataType type = attention.quantisedType().orElse(attention.kvDtype());
    return new StoredElements(
        attention.quantisedKeys(),
        attention.quantisedValues(),
        type.toString(),
        type == DataType.FP8_E4M3,
        type == DataType.FP8_E5M2,
        !attention.hasValueCache(),
        attention.kvScales(),
        attention.scaleTokenStride(),
        attention.scaleHeadStride(),
        ScaledRowModel.of(attention),
        CacheWriteModel.of(spec));
  }

  /**
   * A cache whose tokens have scales.
   *
   * @param name of one of its rows
   * @param names of several
   * @param letter that the argument's name begins with
   * @param constant how names of constants begin
   * @param place template of where its scales lie in a stage of NVIDIA's kernels
   * @param room template of what the stage has there: as much for one as for two, since exclusive
   *     ors on addresses reach over 128 bytes
   */
  record ScaledCache(
      String name, String names, String letter, String constant, String place, String room) {}

  /** Those whose tokens have their own scales; key and value are both of a latent. */
  List<ScaledCache> scaledCaches() {
    List<ScaledCache> caches = new ArrayList<>();
    if (keyTokenScales()) {
      caches.add(new ScaledCache("key", "keys", "k", "KEY", "first_scales", "lone_room"));
    }
    if (valueTokenScales()) {
      boolean lone = caches.isEmpty();
      String place = lone ? "first_scales" : "further_scales";
      String room = lone ? "lone_room" : "last_room";
      caches.add(new ScaledCache("value", "values", "v", "VALUE", place, room));
    }
    return caches;
  }

  boolean quantised() {
    return keys || values;
  }

  /** Whether it is the one and not the other. */
  boolean mixed() {
    return keys != values;
  }

  boolean smallFloat() {
    return e4m3 || e5m2;
  }

  /** Which caches have 8 bits. */
  String where() {
    return mixed() ? keys ? "the key cache" : "the value cache" : "the caches";
  }

  /** Whether all rows of a KV head have one scale. */
  boolean scaled() {
    return scales == KvScales.TENSOR || headScales();
  }

  boolean scaledKeys() {
    return scaled() && keys;
  }

  /** Whether values have one of their own. */
  boolean scaledValues() {
    return scaled() && values && !latent;
  }

  boolean headScales() {
    return scales == KvScales.HEAD;
  }

  /** Whether each token and KV head has its own. */
  boolean tokenScales() {
    return scales == KvScales.TOKEN;
  }

  boolean keyTokenScales() {
    return tokenScales() && keys;
  }

  boolean valueTokenScales() {
    return tokenScales() && values;
  }
}
