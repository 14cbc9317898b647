import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of all tokens so far, in pages that are dealt out one by one as sequences grow.
 * All layers have the same page table, each a pool of its own: {@code [pages, page size, KV heads,
 * head size]}, fp16.
 */
final class PagedCache {
  static final int PAGE_SIZE = 8;
  static final int ROW = TinyModel.KV_HEADS * TinyModel.HEAD_SIZE;

  final int sequences;
  final int maxContext;
  final int pages;
  final short[][] keys;
  final short[][] values;
  private final List<List<Integer>> pagesOf = new ArrayList<>();
  private final int[] contexts;
  private int used;

  PagedCache(int sequences, int maxContext) {
    this.sequences = sequences;
    this.maxContext = maxContext;
    this.pages = sequences * Math.ceilDiv(maxContext, PAGE_SIZE);
    this.keys = new short[TinyModel.LAYERS][pages * PAGE_SIZE * ROW];
    this.values = new short[TinyModel.LAYERS][pages * PAGE_SIZE * ROW];
    this.contexts = new int[sequences];
    for (int s = 0; s < sequences; s++) {
      pagesOf.add(new ArrayList<>());
    }
  }

  /** Tokens of a sequence, the newest included. */
  int context(int sequence) {
    return contexts[sequence];
  }

  List<Integer> pagesOf(int sequence) {
    return pagesOf.get(sequence);
  }

  /** Makes room for a token more; of the pool's pages the last goes first. */
  void grow(int sequence) {
    if (contexts[sequence]++ % PAGE_SIZE == 0) {
      pagesOf.get(sequence).add(pages - ++used);
    }
  }

  /** Keeps the key and value of the newest token. */
  void append(int layer, int sequence, float[] key, float[] value) {
    int row = rowOf(sequence, contexts[sequence] - 1);
    for (int i = 0; i < ROW; i++) {
      keys[layer][row + i] = Float.floatToFloat16(key[i]);
      values[layer][row + i] = Float.floatToFloat16(value[i]);
    }
  }

  /** Where the row of a token begins, in elements of a pool. */
  int rowOf(int sequence, int token) {
    int page = pagesOf.get(sequence).get(token / PAGE_SIZE);
    return (page * PAGE_SIZE + token % PAGE_SIZE) * ROW;
  }
}
