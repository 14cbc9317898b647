package dev.pagen.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.LaunchException;
import dev.pagen.compile.ListedCode;
import dev.pagen.device.SmallKernels;
import dev.pagen.emulator.EmulationLimits;
import dev.pagen.emulator.Schedule;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.observe.Check;
import dev.pagen.emulator.observe.CheckException;
import dev.pagen.verify.NpyFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Launch lists on kernels that HIPRTC made of {@code kernels.hip}. */
@Tag("compiler")
class EmulationTest {
  private static final Set<Check> ALL = EnumSet.allOf(Check.class);

  private static ForeignCode code;
  @TempDir private Path folder;

  @BeforeAll
  static void compile() throws IOException {
    try (InputStream in = EmulationTest.class.getResourceAsStream("kernels.hip")) {
      String source = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      ListedCode listed = SmallKernels.compile("kernels", source, "gfx942");
      code = new ForeignCode("kernels", listed.codeObject(), listed.disassembly());
    }
  }

  private Emulation.Result run(String list, Set<Check> checks) throws IOException {
    Path file = Files.writeString(folder.resolve("list.json"), list);
    return new Emulation(
            code,
            LaunchListReader.read(file, Set.of()),
            EmulationLimits.FOREIGN.withInstructions(1_000_000),
            Schedule.Fixed.LOCKSTEP,
            Optional.of(folder.resolve("out")),
            false)
        .run(checks);
  }

  private byte[] written(String buffer) {
    return NpyFile.read(folder.resolve("out").resolve(buffer + ".npy"))
        .data()
        .toArray(ValueLayout.JAVA_BYTE);
  }

  private int[] ints(String buffer) {
    ByteBuffer bytes = ByteBuffer.wrap(written(buffer)).order(ByteOrder.LITTLE_ENDIAN);
    int[] ints = new int[bytes.capacity() / 4];
    bytes.asIntBuffer().get(ints);
    return ints;
  }

  private static String launch(String symbol, String block, String arguments) {
    return "\"launches\": [{\"symbol\": \"%s\", \"grid\": [1, 1, 1], \"block\": %s, \"arguments\": [%s]}]"
        .formatted(symbol, block, arguments);
  }

  /** Where C++ puts them, by hand: natural alignment, and 16 bytes for a float4. */
  @Test
  void everyKindOfArgumentHasItsBytesInItsPlace() throws IOException {
    run(
        "{\"buffers\": [{\"name\": \"out\", \"bytes\": 128}, {\"name\": \"x\", \"bytes\": 64}], "
            + launch(
                "keep",
                "[64, 1, 1]",
                "{\"buffer\": \"out\"}, {\"int8\": -2}, {\"int16\": -3}, {\"int32\": \"2 * 5\"},"
                    + " {\"int64\": -4}, {\"uint8\": 250}, {\"uint16\": 65530}, {\"uint32\":"
                    + " 4294967290}, {\"uint64\": 18446744073709551610}, {\"float16\": 1.5},"
                    + " {\"bfloat16\": \"-Infinity\"}, {\"float32\": \"0x1.8p-3\"}, {\"float64\":"
                    + " \"NaN\"}, {\"bool\": true}, {\"struct\": [{\"float32\": 2}, {\"buffer\":"
                    + " \"x\", \"offset\": 8}]}, {\"float32\": [1, 2, 3, 4]}, {\"null\": true}")
            + "}",
        ALL);
    ByteBuffer bytes = ByteBuffer.wrap(written("out")).order(ByteOrder.LITTLE_ENDIAN);
    long out = bytes.getLong(0);
    assertThat(bytes.get(8)).isEqualTo((byte) -2);
    assertThat(bytes.getShort(10)).isEqualTo((short) -3);
    assertThat(bytes.getInt(12)).isEqualTo(10);
    assertThat(bytes.getLong(16)).isEqualTo(-4);
    assertThat(bytes.get(24)).isEqualTo((byte) 250);
    assertThat(bytes.getShort(26)).isEqualTo((short) 65530);
    assertThat(bytes.getInt(28)).isEqualTo(-6);
    assertThat(bytes.getLong(32)).isEqualTo(-6);
    assertThat(bytes.getShort(40)).isEqualTo((short) 0x3e00);
    assertThat(bytes.getShort(42)).isEqualTo((short) 0xff80);
    assertThat(bytes.getFloat(44)).isEqualTo(0x1.8p-3f);
    assertThat(bytes.getDouble(48)).isNaN();
    assertThat(bytes.get(56)).isEqualTo((byte) 1);
    assertThat(bytes.getFloat(64)).isEqualTo(2);
    long inner = bytes.getLong(72);
    assertThat(inner).isNotEqualTo(out).isNotZero();
    assertThat(inner % 256).isEqualTo(8);
    for (int i = 0; i < 4; i++) {
      assertThat(bytes.getFloat(80 + 4 * i)).isEqualTo(i + 1);
    }
    assertThat(bytes.getLong(96)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"int32\": 128}   | {\"int32\": 4294967296} | launches[0].arguments[2]: \"4294967296\""
            + " comes to 4294967296; it must be -2147483648 to 4294967295",
        "{\"int32\": 128}   | {\"uint32\": -1}        | arguments[2]: \"-1\" comes to -1; it must"
            + " be 0 to 4294967295",
        "{\"int32\": 128}   | {\"int16\": 128}        | has 4 bytes, not 2",
        ", {\"int32\": 128} |                         | it takes 3 arguments, not 2",
        "{\"buffer\": \"b\"}| {\"buffer\": \"c\"}     | arguments[1]: there is no buffer c; there"
            + " are a, b",
        "{\"buffer\": \"b\"}| {\"buffer\": \"b\", \"offset\": 513} | arguments[1].offset: \"513\""
            + " comes to 513; it must be 0 to 512",
        "\"copy\"           | \"copies\"              | copies",
      })
  void argumentsThatDoNotFitAreNamed(String part, String instead, String message) {
    String list = copying();
    assertThat(list).contains(part);
    assertThatThrownBy(() -> run(list.replace(part, instead == null ? "" : instead), ALL))
        .isInstanceOf(dev.pagen.PagenException.class)
        .hasMessageContaining(message);
  }

  private static String copying() {
    return "{\"buffers\": [{\"name\": \"a\", \"dtype\": \"int32\", \"shape\": [128],"
        + " \"permutation\": 3}, {\"name\": \"b\", \"dtype\": \"int32\", \"shape\": [128]}],"
        + " "
        + launch(
                "copy", "[128, 1, 1]", "{\"buffer\": \"a\"}, {\"buffer\": \"b\"}, {\"int32\": 128}")
            .replace("\"arguments\"", "\"dynamic_lds_bytes\": \"4 * 128\", \"arguments\"")
        + "}";
  }

  @Test
  void aPermutationHasEveryNumberOnceAndIsCopied() throws IOException {
    run(copying(), ALL);
    assertThat(ints("b")).isEqualTo(ints("a")).isNotEqualTo(IntStream.range(0, 128).toArray());
    assertThat(Arrays.stream(ints("a")).sorted().toArray())
        .isEqualTo(IntStream.range(0, 128).toArray());
  }

  @Test
  void everyFillHoldsWhatItSays() throws IOException {
    run(
        "{\"sizes\": {\"n\": 3}, \"buffers\": [{\"name\": \"word\", \"bytes\": 10, \"fill\":"
            + " 305419896},{\"name\": \"poison\", \"dtype\": \"int16\", \"shape\": [\"n\","
            + " 2]},{\"name\": \"ramp\", \"dtype\": \"uint8\", \"shape\": [\"n\"], \"ramp\": [250,"
            + " -100]},{\"name\": \"ramps\", \"dtype\": \"float64\", \"shape\": [3], \"ramp\": [1,"
            + " 0.25]},{\"name\": \"indptr\", \"dtype\": \"int32\", \"indptr\": [3, \"n + 2\","
            + " 0]},{\"name\": \"values\", \"dtype\": \"float16\", \"values\": [1, \"-Infinity\","
            + " -2]},{\"name\": \"brain\", \"dtype\": \"bfloat16\", \"shape\": [2], \"fill\":"
            + " 1.5},{\"name\": \"fp8\", \"dtype\": \"float8_e4m3fnuz\", \"shape\": [2], \"fill\":"
            + " 1},{\"name\": \"whole\", \"dtype\": \"int8\", \"shape\": [500], \"uniform\": [-3,"
            + " 4]},{\"name\": \"table\", \"struct\": [{\"uint8\": 7}, {\"buffer\":"
            + " \"word\"}]},{\"name\": \"normal\", \"dtype\": \"float32\", \"shape\": [20000],"
            + " \"normal\": [5, 2], \"seed\": 9},{\"name\": \"o\", \"dtype\": \"int32\", \"shape\":"
            + " [1]}],"
            + launch("number", "[1, 1, 1]", "{\"buffer\": \"o\"}")
            + "}",
        ALL);
    assertThat(written("word")).asHexString().isEqualTo("78563412785634127856");
    assertThat(written("poison")).asHexString().isEqualTo("FF".repeat(12));
    assertThat(written("ramp")).asHexString().isEqualTo("FA9632");
    assertThat(ByteBuffer.wrap(written("ramps")).order(ByteOrder.LITTLE_ENDIAN).getDouble(16))
        .isEqualTo(1.5);
    assertThat(ints("indptr")).containsExactly(0, 3, 8, 8);
    assertThat(written("values")).asHexString().isEqualTo("003C00FC00C0");
    assertThat(written("brain")).asHexString().isEqualTo("C03FC03F");
    assertThat(written("fp8")).asHexString().isEqualTo("4040");
    byte[] whole = written("whole");
    assertThat(IntStream.range(0, 500).map(i -> whole[i]).distinct().sorted())
        .containsExactly(-3, -2, -1, 0, 1, 2, 3);
    byte[] table = written("table");
    assertThat(table).hasSize(16).startsWith(7);
    assertThat(ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).getLong(8)).isNotZero();
    ByteBuffer normal = ByteBuffer.wrap(written("normal")).order(ByteOrder.LITTLE_ENDIAN);
    double[] drawn = IntStream.range(0, 20_000).mapToDouble(i -> normal.getFloat(4 * i)).toArray();
    double mean = Arrays.stream(drawn).average().orElseThrow();
    double variance =
        Arrays.stream(drawn).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    assertThat(mean).isBetween(4.9, 5.1);
    assertThat(variance).isBetween(3.8, 4.2);
  }

  @Test
  void blocksAndGridsHaveThreeDimensions() throws IOException {
    run(
        "{\"buffers\": [{\"name\": \"o\", \"dtype\": \"int32\", \"shape\": [360]}], "
            + launch("number", "[3, 4, 5]", "{\"buffer\": \"o\"}").replace("[1, 1, 1]", "[1, 2, 3]")
            + "}",
        ALL);
    int[] expected = new int[360];
    for (int i = 0; i < expected.length; i++) {
      int thread = i % 60;
      expected[i] =
          thread % 3 + 100 * (thread / 3 % 4) + 10000 * (thread / 12) + 1000000 * (i / 60);
    }
    assertThat(ints("o")).isEqualTo(expected);
  }

  private static String reversing(int barrier, String more) {
    return "{\"buffers\": [{\"name\": \"a\", \"dtype\": \"int32\", \"shape\": [128], \"ramp\": [0,"
        + " 1]}, {\"name\": \"b\", \"dtype\": \"int32\", \"shape\": [128]%s}], ".formatted(more)
        + launch(
            "reverse",
            "[128, 1, 1]",
            "{\"buffer\": \"a\"}, {\"buffer\": \"b\"}, {\"int32\": %d}".formatted(barrier))
        + "}";
  }

  /** Without the barrier a check stops the first run; the second shows what comes of it. */
  @Test
  void aRaceIsFoundAndTheRunRepeatedWithoutChecks() throws IOException {
    String list = reversing(0, "");
    assertThatThrownBy(() -> run(list, EnumSet.of(Check.RACES)))
        .isInstanceOf(CheckException.class)
        .hasMessageContaining("LDS race")
        .extracting(e -> ((CheckException) e).check())
        .isEqualTo(Check.RACES);
    Checked<Emulation.Result> checked =
        Checked.run(
            ALL,
            some -> {
              try {
                return run(list, some);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    assertThat(checked.found()).isPresent();
    assertThat(ints("b")).isNotEqualTo(ints("a"));
    assertThat(run(reversing(1, ""), ALL).right()).isTrue();
  }

  @Test
  void whatComesOutIsHeldAgainstAFile() throws IOException {
    Path file = folder.resolve("right.npy");
    int[] right = IntStream.range(0, 128).map(i -> 127 - i).toArray();
    new NpyFile("<i4", new long[] {128}, bytes(right)).write(file);
    String expect = ", \"expect\": \"right.npy\"";
    Verdict verdict = run(reversing(1, expect), ALL).verdicts().getFirst();
    assertThat(verdict.passed()).isTrue();
    right[5]++;
    new NpyFile("<i4", new long[] {128}, bytes(right)).write(file);
    Verdict wrong = run(reversing(1, expect), ALL).verdicts().getFirst();
    assertThat(wrong.passed()).isFalse();
    assertThat(wrong.different()).isEqualTo(1);
    assertThat(wrong.worst().orElseThrow()).isEqualTo(new Verdict.Element(List.of(5L), 123, 122));
    String tolerant = expect + ", \"tolerance\": {\"absolute\": 1, \"relative_l2\": 1e-2}";
    assertThat(run(reversing(1, tolerant), ALL).right()).isTrue();
    String strict = expect + ", \"tolerance\": {\"absolute\": 1, \"relative_l2\": 1e-5}";
    assertThat(run(reversing(1, strict), ALL).right()).isFalse();
    new NpyFile("<i4", new long[] {64, 2}, bytes(right)).write(file);
    assertThatThrownBy(() -> run(reversing(1, expect), ALL))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("buffers[1].expect");
  }

  private static MemorySegment bytes(int[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(numbers);
    return MemorySegment.ofArray(bytes.array());
  }

  private static String reaching(int read, int write, int overread) {
    return "{\"buffers\": [{\"name\": \"a\", \"dtype\": \"int32\", \"values\": [1, 2],"
        + " \"overread\":"
        + " %d}, {\"name\": \"b\", \"dtype\": \"int32\", \"shape\": [2], \"overread\": %d}], "
            .formatted(overread, overread)
        + launch(
            "reach",
            "[64, 1, 1]",
            "{\"buffer\": \"a\"}, {\"buffer\": \"b\"}, {\"int32\": %d}, {\"int32\": %d}"
                .formatted(read, write))
        + "}";
  }

  @Test
  void whatIsReadPastTheEndIsAnErrorUnlessTheListAllowsIt() throws IOException {
    assertThatThrownBy(() -> run(reaching(3, 0, 0), ALL)).isInstanceOf(EmulationException.class);
    assertThat(run(reaching(1, 0, 8), ALL).overreads()).isEmpty();
    assertThat(run(reaching(3, 0, 8), ALL).overreads())
        .containsOnlyKeys("a")
        .containsEntry("a", 8L);
    assertThat(ints("b")).containsExactly(-1, -1);
    assertThatThrownBy(() -> run(reaching(4, 0, 8), ALL)).isInstanceOf(EmulationException.class);
    assertThatThrownBy(() -> run(reaching(0, 2, 8), ALL))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("4 bytes past the end of b, where only reads are allowed");
  }

  @Test
  void whatNeverEndsIsGivenUp() {
    assertThatThrownBy(
            () ->
                run(
                    "{\"buffers\": [{\"name\": \"a\", \"bytes\": 4, \"fill\": 0}], "
                        + launch("endless", "[64, 1, 1]", "{\"buffer\": \"a\"}")
                        + "}",
                    ALL))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("--max-instructions");
  }

  /**
   * What was written is read again, of every type that NumPy has, and as bits of those it has not.
   */
  @Test
  void filesAreReadAndWrittenAsTheyAre() throws IOException {
    byte[] bytes = new byte[32];
    new Random(1).nextBytes(bytes);
    for (ElementType type : ElementType.values()) {
      Path file = folder.resolve("in.npy");
      long[] shape = {2, 16 / type.bytes()};
      new NpyFile(type.numpy(), shape, MemorySegment.ofArray(bytes)).write(file);
      run(
          "{\"buffers\": [{\"name\": \"x\", \"npy\": \"in.npy\", \"dtype\": \"%s\"}, {\"name\": \"o\", \"bytes\": 4}], "
                  .formatted(type)
              + launch("number", "[1, 1, 1]", "{\"buffer\": \"o\"}")
              + "}",
          ALL);
      assertThat(folder.resolve("out").resolve("x.npy")).hasSameBinaryContentAs(file);
    }
  }
}
