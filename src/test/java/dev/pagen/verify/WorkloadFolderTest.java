package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.WorkloadException;
import dev.pagen.kernel.Specs;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadFolderTest {
  @TempDir private Path folder;

  private static KernelSpec spec(DataType type, KvLayout layout) {
    AttentionSpec attention = AttentionSpec.of(64, 6, 2, type, 4, layout).withSoftCap(30);
    TuningChoices choices = new TuningChoices(Map.of(TuningParameter.BUFFERING, "3"));
    return new KernelSpec(attention, choices.resolve(attention, Target.GFX942), Target.GFX942);
  }

  private Workload write(KernelSpec spec) throws IOException {
    Workload workload =
        Workload.draw(
            spec.attention(),
            spec.target(),
            new int[] {9, 0, 4},
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            3);
    MemorySegment out = Arena.ofAuto().allocate(workload.query().byteSize());
    float[] lse = new float[spec.attention().lse() != LogSumExp.NONE ? (int) workload.rows() : 0];
    DeviceWorkload.Output output = new DeviceWorkload.Output(out, lse, 0);
    WorkloadFolder.write(folder, spec, workload, Optional.of(output), Map.of("seed", 3));
    return workload;
  }

  @ParameterizedTest
  @CsvSource({"FP16,HND", "BF16,NHD"})
  void whatIsWrittenIsReadAgain(DataType type, KvLayout layout) throws IOException {
    KernelSpec spec = spec(type, layout);
    Workload written = write(spec);
    assertThat(WorkloadFolder.kernel(folder)).isEqualTo(spec);
    Workload read = WorkloadFolder.read(folder, spec.attention(), spec.target());
    assertThat(read.query().mismatch(written.query())).isEqualTo(-1);
    assertThat(read.cache().keys().mismatch(written.cache().keys())).isEqualTo(-1);
    assertThat(read.cache().values().mismatch(written.cache().values())).isEqualTo(-1);
    assertSame(read.table(), written.table());
    assertThat(folder.resolve("out.npy")).isRegularFile();
  }

  private static void assertSame(PageTable read, PageTable written) {
    assertThat(read).usingRecursiveComparison().isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aBlockTableIsReadAgain(int qLen) throws IOException {
    AttentionSpec attention =
        AttentionSpec.of(64, 6, 2, DataType.BF16, 5, KvLayout.NHD)
            .with(s -> s.qLen(qLen).pageTable(PageTableFormat.BLOCK_TABLE));
    KernelSpec spec =
        new KernelSpec(
            attention, TuningChoices.NONE.resolve(attention, Target.GFX942), Target.GFX942);
    Workload written = write(spec);
    assertThat(WorkloadFolder.kernel(folder)).isEqualTo(spec);
    assertThat(folder.resolve("kv_indptr.npy")).doesNotExist();
    Workload read = WorkloadFolder.read(folder, attention, Target.GFX942);
    assertSame(read.table(), written.table());
    int[] row = new int[read.table().pages().length / 3 + 1];
    new NpyFile(
            "<i4", new long[] {row.length}, Arena.ofAuto().allocateFrom(ValueLayout.JAVA_INT, row))
        .write(folder.resolve("block_table.npy"));
    refused(spec, "block_table.npy is <i4 [%d]; it must be <i4 [any, any]".formatted(row.length));
  }

  @Test
  void raggedQueriesAreReadAgain() throws IOException {
    AttentionSpec attention =
        AttentionSpec.of(64, 6, 2, DataType.BF16, 5, KvLayout.NHD)
            .with(s -> s.qLen(3).queryLens(QueryLens.RAGGED))
            .withLse();
    KernelSpec spec =
        new KernelSpec(
            attention, TuningChoices.NONE.resolve(attention, Target.GFX942), Target.GFX942);
    Workload written = write(spec);
    assertThat(WorkloadFolder.kernel(folder)).isEqualTo(spec);
    Workload read = WorkloadFolder.read(folder, attention, Target.GFX942);
    assertThat(read.tokens().startLoc()).isEqualTo(written.tokens().startLoc());
    assertThat(read.query().mismatch(written.query())).isEqualTo(-1);
    String shape = "(%d, 6,)".formatted(written.tokens().total());
    assertThat(folder.resolve("lse.npy")).content(StandardCharsets.ISO_8859_1).contains(shape);
    int[] others = {0, 1, 2};
    new NpyFile("<i4", new long[] {3}, Arena.ofAuto().allocateFrom(ValueLayout.JAVA_INT, others))
        .write(folder.resolve("query_start_loc.npy"));
    refused(spec, "query.npy is");
  }

  @Test
  void whatHeadsHaveIsReadAgain() throws IOException {
    AttentionSpec attention =
        AttentionSpec.of(64, 6, 2, DataType.BF16, 5, KvLayout.NHD)
            .withWindow(3)
            .withAlibi()
            .withSinks()
            .withLse();
    TuningChoices choices = new TuningChoices(Map.of());
    KernelSpec spec =
        new KernelSpec(attention, choices.resolve(attention, Target.GFX942), Target.GFX942);
    Workload written = write(spec);
    assertThat(WorkloadFolder.kernel(folder)).isEqualTo(spec);
    Workload read = WorkloadFolder.read(folder, attention, Target.GFX942);
    assertThat(read.heads().alibiSlopes()).hasSize(6).isEqualTo(written.heads().alibiSlopes());
    assertThat(read.heads().sinks()).hasSize(6).isEqualTo(written.heads().sinks());
    assertThat(folder.resolve("lse.npy")).content(StandardCharsets.ISO_8859_1).contains("(3, 6,)");
  }

  /** Page numbers that are none, before a window and in padding, and lengths without a page. */
  @Test
  void whatIsNeverLookedUpMayBeAnything() throws IOException {
    AttentionSpec attention =
        AttentionSpec.of(64, 6, 2, DataType.BF16, 4, KvLayout.NHD).withWindow(3);
    KernelSpec spec =
        new KernelSpec(
            attention, TuningChoices.NONE.resolve(attention, Target.GFX942), Target.GFX942);
    Workload written = write(spec);
    Workload read = WorkloadFolder.read(folder, attention, spec.target());
    assertSame(read.table(), written.table());
    int unseen = read.table().pages()[0];
    assertThat(unseen < 0 || unseen >= written.cache().pages()).isTrue();
    AttentionSpec full = attention.with(s -> new AttentionSpecBuilder(64, 6, 2).pageSize(4));
    refused(
        new KernelSpec(full, TuningChoices.NONE.resolve(full, Target.GFX942), Target.GFX942),
        "kv_page_indices[0], of tokens that queries of sequence 0 see, is ");
  }

  @ParameterizedTest
  @CsvSource({"FP8_E4M3,GFX942,|u1", "FP8_E5M2,GFX950,|u1", "INT8,GFX90A,|i1"})
  void cachesOfBytesAreReadAgain(DataType type, Target target, String numpy) throws IOException {
    AttentionSpec like = AttentionSpec.of(64, 6, 2, DataType.BF16, 4, KvLayout.HND);
    AttentionSpec attention = like.with(s -> s.kvDtype(type));
    KernelSpec spec =
        new KernelSpec(attention, new TuningChoices(Map.of()).resolve(like, target), target);
    Workload written = write(spec);
    Workload read = WorkloadFolder.read(folder, attention, target);
    assertThat(read.cache().format()).isEqualTo(written.cache().format());
    assertThat(read.cache().keys().mismatch(written.cache().keys())).isEqualTo(-1);
    assertThat(read.cache().values().mismatch(written.cache().values())).isEqualTo(-1);
    assertThat(Reference.attention(read)).isEqualTo(Reference.attention(written));
    assertThat(folder.resolve("key_cache.npy"))
        .content(StandardCharsets.ISO_8859_1)
        .contains(
            "'descr': '%s', 'fortran_order': False, 'shape': (%d, 2, 4, 64,)"
                .formatted(numpy, written.cache().pages()));
  }

  @Test
  void cachesOfTwoTypesAreReadAgain() throws IOException {
    AttentionSpec attention =
        AttentionSpec.of(64, 6, 2, DataType.BF16, 4, KvLayout.NHD)
            .with(s -> s.valueDtype(DataType.FP8_E4M3).kvScales(KvScales.HEAD));
    KernelSpec spec =
        new KernelSpec(
            attention, TuningChoices.NONE.resolve(attention, Target.GFX942), Target.GFX942);
    Workload written = write(spec);
    assertThat(WorkloadFolder.kernel(folder)).isEqualTo(spec);
    Workload read = WorkloadFolder.read(folder, attention, Target.GFX942);
    assertThat(read.cache().keys().mismatch(written.cache().keys())).isEqualTo(-1);
    assertThat(read.cache().values().mismatch(written.cache().values())).isEqualTo(-1);
    assertThat(read.cache().scales().values()).isEqualTo(written.cache().scales().values());
    assertThat(Reference.attention(read)).isEqualTo(Reference.attention(written));
    assertThat(folder.resolve("k_scale.npy")).doesNotExist();
    assertThatThrownBy(() -> WorkloadFolder.read(folder, attention, Target.GFX950))
        .hasMessageContaining("float8_e4m3fnuz");
  }

  @ParameterizedTest
  @CsvSource({"TENSOR,'(1,)'", "HEAD,'(2,)'", "TOKEN,'(7, 2, 4,)'"})
  void scalesAreReadAgain(KvScales scales, String shape) throws IOException {
    AttentionSpec attention =
        AttentionSpec.of(64, 6, 2, DataType.BF16, 4, KvLayout.HND)
            .with(s -> s.kvDtype(DataType.INT8).kvScales(scales));
    KernelSpec spec = new KernelSpec(attention, Specs.seed(Target.GFX942).tuning(), Target.GFX942);
    Workload written = write(spec);
    assertThat(WorkloadFolder.kernel(folder)).isEqualTo(spec);
    Workload read = WorkloadFolder.read(folder, attention, Target.GFX942);
    assertThat(read.cache().scales().keys()).isEqualTo(written.cache().scales().keys());
    assertThat(read.cache().scales().values()).isEqualTo(written.cache().scales().values());
    assertThat(folder.resolve("v_scale.npy"))
        .content(StandardCharsets.ISO_8859_1)
        .contains("'shape': " + shape);
  }

  @Test
  void bytesOfTheOtherFlavorAreRefused() throws IOException {
    AttentionSpec attention =
        AttentionSpec.of(64, 2, 1, DataType.BF16, 4, KvLayout.NHD)
            .with(s -> s.kvDtype(DataType.FP8_E4M3));
    write(new KernelSpec(attention, Specs.seed(Target.GFX942).tuning(), Target.GFX942));
    assertThatThrownBy(() -> WorkloadFolder.read(folder, attention, Target.GFX950))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("the caches are float8_e4m3fnuz; this kernel reads float8_e4m3fn");
  }

  /** Old NumPy wrote whole numbers as Python 2 prints long ones. */
  @Test
  void aShapeOfLongNumbersIsRead() throws IOException {
    KernelSpec spec = spec(DataType.BF16, KvLayout.NHD);
    Workload written = write(spec);
    reshape("kv_indptr", "(4,)", "(4L,)");
    reshape("query", "(3, 6, 64,)", "(3L, 6L, 64L)");
    Workload read = WorkloadFolder.read(folder, spec.attention(), spec.target());
    assertSame(read.table(), written.table());
    assertThat(read.query().mismatch(written.query())).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(abc,)",
        "(4.0,)",
        "(-4,)",
        "(4LL,)",
        "(0x4,)",
        "(99999999999999999999,)",
        "(4 4,)"
      })
  void aShapeOfAnythingElseIsRefusedByName(String shape) throws IOException {
    KernelSpec spec = spec(DataType.BF16, KvLayout.NHD);
    write(spec);
    reshape("kv_indptr", "(4,)", shape);
    refused(spec, "kv_indptr.npy has the shape " + shape);
  }

  @Test
  void aShapeLargerThanItsFileIsRefusedWithBothSizes() throws IOException {
    KernelSpec spec = spec(DataType.BF16, KvLayout.NHD);
    write(spec);
    reshape("kv_indptr", "(4,)", "(4294967296, 4294967296, 1)");
    refused(
        spec,
        "kv_indptr.npy has 16 bytes of data, too few for its shape [4294967296, 4294967296, 1]");
  }

  @Test
  void aHeaderThatIsNoPlainArraysIsRefused() throws IOException {
    KernelSpec spec = spec(DataType.BF16, KvLayout.NHD);
    write(spec);
    Path file = folder.resolve("kv_indptr.npy");
    byte[] bytes = Files.readAllBytes(file);
    bytes[6] = 9;
    Files.write(file, bytes);
    refused(spec, "an .npy file of version 9");
    bytes[6] = 2;
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 100);
    Files.write(file, Arrays.copyOf(bytes, 1 << 20));
    refused(spec, "kv_indptr.npy");
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 1 << 19);
    Files.write(file, Arrays.copyOf(bytes, 1 << 20));
    refused(spec, "a header of 524288 bytes");
  }

  /** Differences that come round to small numbers again: each of them looks right by itself. */
  @Test
  void pagesThatWrapAroundAreRefused() {
    int step = 1 << 30;
    int[] indptr = {0, step, 2 * step - 1, -2 * step + 5, -step, -1, 3};
    int[] ones = {1, 1, 1, 1, 1, 1};
    assertThatThrownBy(() -> new CsrPageTable(1, indptr, new int[3], ones))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("kv_indptr falls after sequence 2");
  }

  private void reshape(String name, String from, String to) throws IOException {
    Path file = folder.resolve(name + ".npy");
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    String padding = " ".repeat(Math.max(0, to.length() - from.length()));
    String spare = from + ", }" + padding;
    assertThat(text).contains(spare);
    String less = " ".repeat(Math.max(0, from.length() - to.length()));
    Files.writeString(file, text.replace(spare, to + ", }" + less), StandardCharsets.ISO_8859_1);
  }

  /** NumPy keeps no byte of them, so that only their shape says how many they are. */
  @Test
  void listsWithoutEntriesAreRead() throws IOException {
    AttentionSpec attention = spec(DataType.BF16, KvLayout.NHD).attention();
    KernelSpec tokens = selecting(attention, new Selection.Tokens());
    write(tokens);
    empty("indices", "(3, 0)");
    Files.deleteIfExists(folder.resolve("lengths.npy"));
    assertThat(WorkloadFolder.read(folder, tokens.attention(), tokens.target()).table().contexts())
        .containsExactly(0, 0, 0);
    KernelSpec blocks = selecting(attention, new Selection.Blocks(8));
    write(blocks);
    Workload read = WorkloadFolder.read(folder, blocks.attention(), blocks.target());
    int lists = read.table().sequences();
    empty("block_ids", "(%d, 1, 0)".formatted(lists));
    read = WorkloadFolder.read(folder, blocks.attention(), blocks.target());
    assertThat(read.table().contexts()).containsOnly(0).hasSize(lists);
    empty("block_ids", "(4294967296, 1, 0)");
    refused(blocks, "block_ids.npy has 0 bytes of data, too few for its shape [4294967296, 1, 0]");
  }

  private static KernelSpec selecting(AttentionSpec attention, Selection selection) {
    return Specs.kernel(
        attention.with(of -> of.selection(selection)), Target.GFX942, "0", "kernel", "grid");
  }

  private void empty(String name, String shape) throws IOException {
    String dictionary = "{'descr': '<i4', 'fortran_order': False, 'shape': %s, }".formatted(shape);
    String header = dictionary + " ".repeat(117 - dictionary.length()) + "\n";
    ByteBuffer bytes = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) 118);
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    Files.write(folder.resolve(name + ".npy"), bytes.array());
  }

  @Test
  void filesStartAsNumPySays() throws IOException {
    write(spec(DataType.BF16, KvLayout.NHD));
    byte[] bytes = Files.readAllBytes(folder.resolve("query.npy"));
    assertThat(bytes).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    int header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
    assertThat((10 + header) % 64).isZero();
    assertThat(new String(bytes, 10, header, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<u2', 'fortran_order': False, 'shape': (3, 6, 64,), }")
        .endsWith("\n");
    assertThat(bytes).hasSize(10 + header + 3 * 6 * 64 * 2);
  }

  @Test
  void whatDoesNotFitIsRefusedWithTheFile() throws IOException {
    KernelSpec spec = spec(DataType.BF16, KvLayout.NHD);
    write(spec);
    refused(spec(DataType.FP16, KvLayout.NHD), "query.npy is <u2 [3, 6, 64]; it must be <f2");
    refused(spec(DataType.BF16, KvLayout.HND), "key_cache.npy is <u2 [");
    byte[] keys = Files.readAllBytes(folder.resolve("key_cache.npy"));
    Files.write(folder.resolve("key_cache.npy"), Arrays.copyOf(keys, keys.length - 2));
    refused(spec, "key_cache.npy has");
    Files.writeString(folder.resolve("query.npy"), "something else altogether");
    refused(spec, "query.npy is no .npy file");
    Files.delete(folder.resolve("kv_indptr.npy"));
    refused(spec, "There is no file");
    Files.writeString(folder.resolve("workload.json"), "{\"target\": \"gfx942\"}");
    assertThatThrownBy(() -> WorkloadFolder.kernel(folder))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("attention is missing");
    Files.delete(folder.resolve("workload.json"));
    assertThatThrownBy(() -> WorkloadFolder.kernel(folder)).hasMessageContaining("give a MODEL");
  }

  private void refused(KernelSpec spec, String message) {
    assertThatThrownBy(() -> WorkloadFolder.read(folder, spec.attention(), spec.target()))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining(message);
  }
}
