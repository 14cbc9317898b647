package dev.pagen.render;

import dev.pagen.spec.AttentionSpec;
import org.jspecify.annotations.Nullable;

/**
 * Lists of chosen blocks, whose tokens are looked up through a page table.
 *
 * @param size tokens of a block
 * @param window tokens that a query sees, its own included; null where there is no window
 * @param chunk tokens of a chunk; null where queries see no more than all chunks
 */
record BlocksModel(int size, @Nullable Integer window, @Nullable Integer chunk) {
  static @Nullable BlocksModel of(AttentionSpec attention) {
    return attention.blockSize().isPresent()
        ? new BlocksModel(
            attention.blockSize().getAsInt(),
            VariantModel.window(attention),
            attention.chunk().isPresent() ? attention.chunk().getAsInt() : null)
        : null;
  }
}
