/** Attention as its formula says, in double precision, over what the cache holds. */
final class PlainAttention implements TinyModel.Attention {
  private static final int SIZE = TinyModel.HEAD_SIZE;

  private final PagedCache cache;

  PlainAttention(PagedCache cache) {
    this.cache = cache;
  }

  @Override
  public float[][] attend(int layer, float[][] queries) {
    float[][] out = new float[queries.length][queries[0].length];
    for (int s = 0; s < queries.length; s++) {
      for (int head = 0; head < TinyModel.QUERY_HEADS; head++) {
        attend(layer, s, head, queries[s], out[s]);
      }
    }
    return out;
  }

  private void attend(int layer, int sequence, int head, float[] query, float[] out) {
    int kvHead = head / (TinyModel.QUERY_HEADS / TinyModel.KV_HEADS);
    double[] sums = new double[SIZE];
    double total = 0;
    for (int token = 0; token < cache.context(sequence); token++) {
      int row = cache.rowOf(sequence, token) + kvHead * SIZE;
      double score = 0;
      for (int i = 0; i < SIZE; i++) {
        score += query[head * SIZE + i] * Float.float16ToFloat(cache.keys[layer][row + i]);
      }
      double weight = Math.exp(score / Math.sqrt(SIZE));
      total += weight;
      for (int i = 0; i < SIZE; i++) {
        sums[i] += weight * Float.float16ToFloat(cache.values[layer][row + i]);
      }
    }
    for (int i = 0; i < SIZE && total > 0; i++) {
      out[head * SIZE + i] = (float) (sums[i] / total);
    }
  }
}
