package dev.pagen.codeobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pagen.elf.CodeObjectException;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CubinTest {
  private static final Pattern RESOURCES =
      Pattern.compile("(\\w+):\\s+REG:(\\d+) STACK:(\\d+) SHARED:(\\d+) ");

  private static Cubin cubin(String sample) {
    return Cubin.read(Samples.bytes(sample + ".cubin"));
  }

  @ParameterizedTest
  @CsvSource({
    "numbers-sm_80, SM_80, 0",
    "numbers-sm_90, SM_90, 1024",
    "numbers-sm_90-cuda12, SM_90, 1024",
    "numbers-sm_100, SM_100, 1024",
    "large-sm_90, SM_90, 0"
  })
  void agreesWithCuobjdumpOnWhatKernelsTake(String sample, Target target, int reserved) {
    Cubin cubin = cubin(sample);
    assertThat(cubin.target()).contains(target);
    Map<String, List<Integer>> expected =
        Samples.text(sample + ".resources.txt")
            .lines()
            .map(RESOURCES::matcher)
            .filter(Matcher::find)
            .collect(
                Collectors.toMap(
                    m -> m.group(1),
                    m -> {
                      int shared = Integer.parseInt(m.group(4));
                      return List.of(
                          Integer.parseInt(m.group(2)),
                          Integer.parseInt(m.group(3)),
                          shared == 0 ? 0 : shared - reserved);
                    }));
    Map<String, List<Integer>> read =
        cubin.kernels().stream()
            .collect(
                Collectors.toMap(
                    CubinKernel::name,
                    k -> List.of(k.registers(), k.localBytes(), k.sharedBytes())));
    assertThat(read).isEqualTo(expected).isNotEmpty();
  }

  /** Offsets and sizes as C++ lays the parameters of {@code numbers.hip} out. */
  @ParameterizedTest
  @ValueSource(
      strings = {"numbers-sm_80", "numbers-sm_90", "numbers-sm_90-cuda12", "numbers-sm_100"})
  void knowsWhereArgumentsLie(String sample) {
    Cubin cubin = cubin(sample);
    assertArguments(cubin.kernel("shared"), 32, "0+8", "8+8", "16+4", "20+4", "24+8");
    assertArguments(cubin.kernel("odd"), 28, "0+8", "8+16", "24+1", "26+2");
    assertArguments(cubin.kernel("nothing"), 0);
    assertThat(cubin.kernel("shared").maxWorkgroupSize()).isEqualTo(96);
    assertThat(cubin.kernel("odd").maxWorkgroupSize()).isEqualTo(1024);
    assertThat(cubin.kernels()).allMatch(kernel -> kernel.codeBytes() > 0);
  }

  @Test
  void knowsArgumentsBeyondFourKibibytes() {
    assertArguments(
        cubin("large-sm_90").kernel("large"), 7224, "0+8", "8+7200", "7208+2", "7216+8");
  }

  private static void assertArguments(CubinKernel kernel, int bytes, String... expected) {
    assertThat(kernel.arguments())
        .extracting(a -> a.offset() + "+" + a.size())
        .containsExactly(expected);
    assertThat(kernel.argumentBytes()).isEqualTo(bytes);
    assertThat(kernel.arguments())
        .allMatch(a -> !a.hidden() && a.mayBe("by_value") && a.mayBe("global_buffer"));
  }

  @Test
  void eitherVendorsCodeIsReadForWhatItIs() {
    assertThat(GpuCode.read(Samples.bytes("numbers-sm_90.cubin"))).isInstanceOf(Cubin.class);
    assertThat(GpuCode.read(Samples.bytes("mfma-gfx942.co"))).isInstanceOf(CodeObject.class);
    assertThatThrownBy(() -> Cubin.read(Samples.bytes("mfma-gfx942.co")))
        .isInstanceOf(CodeObjectException.class)
        .hasMessageContaining("an AMDGPU ELF, not an NVIDIA cubin");
    byte[] other = Samples.bytes("numbers-sm_90.cubin");
    other[18] = 62;
    assertThatThrownBy(() -> GpuCode.read(other))
        .hasMessageContaining("an x86-64 ELF, not a code object of a GPU");
  }

  @Test
  void aKernelThatIsNotThereIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> cubin("numbers-sm_90").kernel("decode"))
        .isInstanceOf(CodeObjectException.class)
        .hasMessageContaining("no kernel decode")
        .hasMessageContaining("caller");
  }

  /** Hand-counted from the limits of the CUDA programming guide. */
  @ParameterizedTest
  @CsvSource({
    // registers, static shared, threads, dynamic shared, blocks, limit
    "SM_90, 32, 0, 128, 0, 16, WARP_SLOTS",
    "SM_90, 40, 0, 128, 0, 12, REGISTERS",
    "SM_90, 255, 0, 128, 0, 2, REGISTERS",
    "SM_90, 16, 0, 32, 0, 32, BLOCK_SLOTS",
    "SM_90, 32, 0, 128, 98304, 2, SHARED_MEMORY",
    "SM_90, 32, 8192, 128, 224256, 1, SHARED_MEMORY",
    "SM_90, 32, 8192, 128, 224257, 0, SHARED_MEMORY",
    "SM_80, 32, 0, 128, 40960, 4, SHARED_MEMORY",
    "SM_90, 32, 8192, 128, 2147483647, 0, SHARED_MEMORY",
    "SM_90, 134217728, 0, 128, 0, 0, REGISTERS",
  })
  void asManyBlocksFitAsTheGuideSays(
      Target target,
      int registers,
      int shared,
      int threads,
      int dynamic,
      int blocks,
      CubinOccupancy.Limit limit) {
    CubinKernel kernel = new CubinKernel("k", List.of(), 0, registers, shared, 0, 0, threads, 128);
    CubinOccupancy occupancy = CubinOccupancy.of(kernel, target, threads, dynamic);
    assertThat(occupancy)
        .isEqualTo(new CubinOccupancy(blocks, blocks * ((threads + 31) / 32), limit));
    Cubin cubin = new Cubin(target.arch(), List.of(kernel));
    assertThat(cubin.workgroupsPerCu("k", threads, dynamic)).isEqualTo(blocks);
  }

  @Test
  void anUnknownGpuIsNamed() {
    Cubin cubin = new Cubin("sm_75", List.of());
    assertThat(cubin.target()).isEmpty();
    assertThatThrownBy(() -> cubin.workgroupsPerCu("k", 32, 0)).hasMessageContaining("sm_75");
  }

  @Test
  void everyTruncationIsACodeObjectExceptionOrHarmless() {
    byte[] whole = Samples.bytes("numbers-sm_90.cubin");
    for (int length = 0; length < whole.length; length += 7) {
      assertReadsOrRefuses(Arrays.copyOf(whole, length));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void damagedBytesNeverEscapeAsAnotherException(long seed) {
    Random random = new Random(seed);
    byte[] whole = Samples.bytes("numbers-sm_80.cubin");
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 4; i++) {
        damaged[random.nextInt(whole.length)] = (byte) random.nextInt();
      }
      assertReadsOrRefuses(damaged);
    }
  }

  private static void assertReadsOrRefuses(byte[] bytes) {
    Throwable thrown = catchThrowable(() -> GpuCode.read(bytes));
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(CodeObjectException.class);
    }
  }
}
