package dev.pagen.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In which form kernels are told the pages and the lengths of sequences. */
public enum PageTableFormat {
  /**
   * The pages of all sequences one after another, as FlashInfer and SGLang have them: {@code
   * kv_indptr}, {@code kv_page_indices} and {@code kv_last_page_len}.
   */
  CSR,
  /**
   * A row of pages for each sequence, as vLLM, FlashAttention and TensorRT-LLM have them: {@code
   * block_table} and {@code seq_lens}.
   */
  BLOCK_TABLE;

  /** The choice that the command line and the files call {@code text}. */
  public static Optional<PageTableFormat> of(String text) {
    return Arrays.stream(values()).filter(f -> f.toString().equals(text)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
