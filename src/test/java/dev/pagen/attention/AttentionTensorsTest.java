package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.kernel.Argument;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import org.junit.jupiter.api.Test;

/** What a launch is given, and what of it a builder refuses. */
class AttentionTensorsTest {
  private static final AttentionSpec SPEC =
      AttentionSpec.of(64, 6, 2, DataType.BF16, 16, KvLayout.NHD);

  private static AttentionTensors.Builder without(AttentionSpec spec) {
    return AttentionTensors.of(spec)
        .query(0x100)
        .keyCache(0x200)
        .kvIndptr(0x400)
        .kvPageIndices(0x500)
        .kvLastPageLen(0x600)
        .out(0x700);
  }

  @Test
  void everyTensorIsWhatItsNameSaysAndStridesAreThoseWithoutGaps() {
    AttentionTensors tensors = without(SPEC).valueCache(0x300).build();
    assertThat(tensors.query()).isEqualTo(0x100);
    assertThat(tensors.keyCache()).isEqualTo(0x200);
    assertThat(tensors.valueCache()).isEqualTo(0x300);
    assertThat(tensors.kvIndptr()).isEqualTo(0x400);
    assertThat(tensors.kvPageIndices()).isEqualTo(0x500);
    assertThat(tensors.kvLastPageLen()).isEqualTo(0x600);
    assertThat(tensors.out()).isEqualTo(0x700);
    assertThat(tensors.get(Argument.QUERY_STRIDE)).isEqualTo(6 * 64);
    assertThat(tensors.get(Argument.OUT_STRIDE)).isEqualTo(6 * 64);
    assertThat(tensors.keyPageStride()).isEqualTo(16 * 2 * 64);
    assertThat(tensors.valuePageStride()).isEqualTo(16 * 2 * 64);
  }

  @Test
  void aChangeLeavesTheRest() {
    AttentionTensors tensors = without(SPEC).valueCache(0x300).outStride(400).build();
    AttentionTensors changed = tensors.with(t -> t.keyCache(0x900));
    assertThat(changed.keyCache()).isEqualTo(0x900);
    assertThat(changed.valueCache()).isEqualTo(0x300);
    assertThat(changed.get(Argument.OUT_STRIDE)).isEqualTo(400);
    assertThat(tensors.keyCache()).isEqualTo(0x200);
  }

  @Test
  void whatTheSpecHasMustBeGiven() {
    refused(without(SPEC), "value_cache is missing");
    refused(
        AttentionTensors.of(SPEC).valueCache(1), "query, key_cache, kv_indptr, ", " are missing");
    AttentionSpec more = SPEC.withSinks().withAlibi().withLse();
    refused(without(more).valueCache(1), "alibi_slopes, sinks, lse are missing");
    AttentionSpec views = SPEC.with(spec -> spec.kvStrides(new KvStrides(128, 64, 128, 64)));
    refused(without(views).valueCache(1), "k_page_stride, v_page_stride are missing");
    without(views).valueCache(1).kvPageStride(2048).build();
  }

  @Test
  void whatTheSpecHasNotMustNotBeGiven() {
    refused(without(SPEC).valueCache(1).sinks(0x800), "sinks is given");
    without(SPEC).valueCache(1).sinks(0).build();
    AttentionSpec latent =
        AttentionSpec.of(576, 16, 1, DataType.BF16, 64, KvLayout.NHD)
            .with(spec -> spec.latent(512));
    refused(without(latent).valueCache(1), "value_cache is given");
    without(latent).build();
  }

  @Test
  void aPageTableIsGivenInItsForm() {
    AttentionSpec rows = SPEC.with(spec -> spec.pageTable(PageTableFormat.BLOCK_TABLE));
    AttentionTensors.Builder builder =
        AttentionTensors.of(rows).query(0x100).keyCache(0x200).valueCache(0x300).out(0x700);
    refused(builder, "block_table, seq_lens, block_table_stride are missing");
    AttentionTensors tensors = builder.blockTable(0x400).seqLens(0x500).blockTableStride(7).build();
    assertThat(tensors.blockTable()).isEqualTo(0x400);
    assertThat(tensors.seqLens()).isEqualTo(0x500);
    assertThat(tensors.get(Argument.BLOCK_TABLE_STRIDE)).isEqualTo(7);
    refused(builder.kvIndptr(1), "kv_indptr is given");
    refused(without(SPEC).valueCache(1).blockTable(1), "block_table is given");
  }

  @Test
  void raggedQueriesHaveTheirStartsAndStridesOfTokens() {
    AttentionSpec ragged = SPEC.with(spec -> spec.qLen(3).queryLens(QueryLens.RAGGED));
    AttentionTensors.Builder builder = without(ragged).valueCache(0x300);
    refused(builder, "query_start_loc is missing");
    AttentionTensors tensors = builder.queryStartLoc(0x800).build();
    assertThat(tensors.queryStartLoc()).isEqualTo(0x800);
    assertThat(tensors.get(Argument.QUERY_STRIDE)).isEqualTo(6 * 64);
    assertThat(tensors.get(Argument.OUT_STRIDE)).isEqualTo(6 * 64);
    refused(without(SPEC).valueCache(1).queryStartLoc(1), "query_start_loc is given");
  }

  private static void refused(AttentionTensors.Builder builder, String... messages) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(LaunchException.class)
        .message()
        .contains(messages);
  }
}
