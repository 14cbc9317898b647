package dev.pagen.codeobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pagen.elf.CodeObjectException;
import dev.pagen.spec.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeObjectTest {
  private static final List<String> SAMPLES =
      List.of(
          "mfma-gfx90a",
          "mfma-gfx942",
          "mfma-gfx950",
          "pressure-gfx90a",
          "pressure-gfx942",
          "pressure-gfx950");

  @ParameterizedTest
  @CsvSource({"mfma-gfx90a,GFX90A", "mfma-gfx942,GFX942", "pressure-gfx950,GFX950"})
  void tellsItsTarget(String sample, Target target) {
    CodeObject code = Samples.codeObject(sample);
    assertThat(code.target()).contains(target);
    assertThat(code.arch()).isEqualTo(target.arch());
    assertThat(code.targetId()).isEqualTo(target.arch());
    assertThat(code.xnack()).isEqualTo(FeatureSetting.ANY);
    assertThat(code.sramEcc()).isEqualTo(FeatureSetting.ANY);
  }

  @Test
  void agreesWithReadelfOnEveryNumberOfTheMetadata() {
    for (String sample : SAMPLES) {
      List<Map<String, String>> expected = readelfKernels(Samples.text(sample + ".notes.yaml"));
      CodeObject code = Samples.codeObject(sample);
      assertThat(code.kernels()).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(fields(code.kernels().get(i).metadata())).isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void agreesWithObjdumpOnTheKernelDescriptors() {
    for (String sample : SAMPLES) {
      CodeObject code = Samples.codeObject(sample);
      List<Map<String, Integer>> expected = descriptors(Samples.text(sample + ".descriptors.txt"));
      for (int i = 0; i < expected.size(); i++) {
        KernelDescriptor kd = code.kernels().get(i).descriptor();
        Map<String, Integer> found = new HashMap<>();
        found.put("group_segment_fixed_size", (int) kd.ldsBytes());
        found.put("private_segment_fixed_size", (int) kd.scratchBytes());
        found.put("kernarg_size", (int) kd.kernargBytes());
        found.put("accum_offset", kd.accumOffset());
        found.put("next_free_vgpr", kd.allocatedRegisters());
        assertThat(kd.allocatedSgprs())
            .isEqualTo(Math.ceilDiv(expected.get(i).getOrDefault("next_free_sgpr", 0), 16) * 16);
        found.put("float_denorm_mode_32", kd.floatMode() >> 4 & 3);
        found.put("float_denorm_mode_16_64", kd.floatMode() >> 6);
        found.put("float_round_mode_32", kd.floatMode() & 3);
        found.put(
            sample.endsWith("gfx90a")
                ? "system_sgpr_private_segment_wavefront_offset"
                : "enable_private_segment",
            kd.scratchEnabled() ? 1 : 0);
        found.put("system_sgpr_workgroup_id_x", kd.workgroupIdEnabled(0) ? 1 : 0);
        found.put("system_sgpr_workgroup_id_y", kd.workgroupIdEnabled(1) ? 1 : 0);
        found.put("system_sgpr_workgroup_id_z", kd.workgroupIdEnabled(2) ? 1 : 0);
        found.put("system_vgpr_workitem_id", kd.workitemIdDimensions() - 1);
        found.put("user_sgpr_dispatch_ptr", kd.hasDispatchPointer() ? 1 : 0);
        found.put("user_sgpr_queue_ptr", kd.hasQueuePointer() ? 1 : 0);
        found.put("user_sgpr_kernarg_segment_ptr", kd.hasKernargPointer() ? 1 : 0);
        found.put("user_sgpr_dispatch_id", kd.hasDispatchId() ? 1 : 0);
        found.put("user_sgpr_private_segment_size", kd.hasPrivateSegmentSize() ? 1 : 0);
        assertThat(expected.get(i)).as(sample).containsAllEntriesOf(found);
      }
    }
  }

  @Test
  void findsTheTargetBehindEitherSpellingOfTheTriple() {
    assertThat(CodeObject.withoutTriple("amdgcn-amd-amdhsa--gfx942")).isEqualTo("gfx942");
    assertThat(CodeObject.withoutTriple("amdgcn-amd-amdhsa--gfx90a:sramecc+:xnack-"))
        .isEqualTo("gfx90a:sramecc+:xnack-");
    assertThat(CodeObject.withoutTriple("amdgpu9.42-amd-amdhsa-unknown-gfx942"))
        .isEqualTo("gfx942");
    assertThat(CodeObject.withoutTriple("amdgpu9.50-amd-amdhsa-unknown-gfx950:xnack-"))
        .isEqualTo("gfx950:xnack-");
    assertThat(CodeObject.withoutTriple("gfx950")).isEqualTo("gfx950");
  }

  @Test
  void entersAKernelAtItsFirstInstruction() {
    CompiledKernel kernel = Samples.codeObject("mfma-gfx942").kernel("exchange");
    Disassembly.Function code =
        Disassembly.parse(Samples.text("mfma-gfx942.s")).function("exchange");
    assertThat(kernel.entryAddress()).isEqualTo(code.instructions().getFirst().address());
    assertThat(kernel.entryAddress() + kernel.codeBytes())
        .isEqualTo(code.instructions().getLast().next());
  }

  @Test
  void splitsTheUnifiedRegistersIntoVgprsAndAgprs() {
    KernelResources r = Samples.codeObject("mfma-gfx942").kernel("pipelined").resources();
    assertThat(r.vgprs()).isEqualTo(30);
    assertThat(r.agprs()).isEqualTo(4);
    assertThat(r.registers()).isEqualTo(32 + 4);
  }

  @Test
  void metadataRegistersFitInWhatTheDescriptorAllocates() {
    for (String sample : SAMPLES) {
      for (CompiledKernel kernel : Samples.codeObject(sample).kernels()) {
        KernelResources r = kernel.resources();
        assertThat(Math.ceilDiv(r.registers(), 8) * 8)
            .isEqualTo(kernel.descriptor().allocatedRegisters());
        assertThat(Math.ceilDiv(r.vgprs(), 4) * 4).isEqualTo(kernel.descriptor().accumOffset());
        if (r.agprs() > 0) {
          assertThat(r.registers()).isEqualTo(kernel.descriptor().accumOffset() + r.agprs());
        }
      }
    }
  }

  @Test
  void seesSpillsWhereTheCompilerSpilled() {
    CodeObject code = Samples.codeObject("pressure-gfx950");
    assertThat(code.kernel("spilling").resources().spills()).isTrue();
    assertThat(code.kernel("accumulators").resources().spills()).isFalse();
  }

  @Test
  void namesTheKernelsThereAreWhenAskedForAnother() {
    CodeObject code = Samples.codeObject("mfma-gfx942");
    assertThatThrownBy(() -> code.kernel("decode"))
        .isInstanceOf(CodeObjectException.class)
        .hasMessageContaining("decode")
        .hasMessageContaining("pipelined")
        .hasMessageContaining("exchange");
  }

  @Test
  void saysWhatAnotherFileIs() {
    byte[] x86 = Samples.bytes("mfma-gfx942.co");
    x86[18] = 62;
    assertRefused(x86, "an x86-64 ELF, not an AMDGPU code object");
    byte[] cubin = Samples.bytes("mfma-gfx942.co");
    cubin[18] = (byte) 190;
    assertRefused(cubin, "an NVIDIA CUDA ELF, not an AMDGPU code object");
    assertRefused("extern \"C\" __global__".getBytes(StandardCharsets.UTF_8), "not an ELF file");
    assertRefused("__CLANG_OFFLOAD_BUNDLE__xyz".getBytes(StandardCharsets.UTF_8), "offload bundle");
    assertRefused(new byte[0], "empty");
    assertRefused(Arrays.copyOf(Samples.bytes("mfma-gfx942.co"), 40), "cut short");
  }

  @Test
  void refusesFlagsAndMetadataThatDisagree() {
    byte[] code = Samples.bytes("mfma-gfx942.co");
    code[48] = 0x4f;
    assertRefused(code, "ELF flags say gfx950, its metadata gfx942");
  }

  @Test
  void namesTheFileItCannotRead() {
    assertThatThrownBy(() -> CodeObject.read(Path.of("no", "such.co")))
        .isInstanceOf(CodeObjectException.class)
        .hasMessageContaining("such.co");
  }

  @Test
  void everyTruncationIsACodeObjectExceptionOrHarmless() {
    byte[] whole = Samples.bytes("mfma-gfx90a.co");
    for (int length = 0; length < whole.length; length += 7) {
      assertReadsOrRefuses(Arrays.copyOf(whole, length));
    }
    assertRefused(Arrays.copyOf(whole, whole.length / 2), "cut short");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void damagedBytesNeverEscapeAsAnotherException(long seed) {
    Random random = new Random(seed);
    byte[] whole = Samples.bytes("pressure-gfx942.co");
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 4; i++) {
        int where = random.nextBoolean() ? random.nextInt(0x900) : random.nextInt(whole.length);
        damaged[where] = (byte) random.nextInt();
      }
      assertReadsOrRefuses(damaged);
    }
  }

  private static void assertReadsOrRefuses(byte[] bytes) {
    Throwable thrown = catchThrowable(() -> CodeObject.read(bytes));
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(CodeObjectException.class);
    }
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> CodeObject.read(bytes))
        .isInstanceOf(CodeObjectException.class)
        .hasMessageContaining(message);
  }

  private static Map<String, String> fields(KernelMetadata m) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", m.name());
    fields.put("symbol", m.symbol());
    fields.put("kernarg_segment_size", "" + m.kernargBytes());
    fields.put("kernarg_segment_align", "" + m.kernargAlignment());
    fields.put("group_segment_fixed_size", "" + m.ldsBytes());
    fields.put("private_segment_fixed_size", "" + m.scratchBytes());
    fields.put("wavefront_size", "" + m.waveSize());
    fields.put("sgpr_count", "" + m.sgprs());
    fields.put("vgpr_count", "" + m.vgprCount());
    fields.put("agpr_count", "" + m.agprCount());
    fields.put("sgpr_spill_count", "" + m.sgprSpills());
    fields.put("vgpr_spill_count", "" + m.vgprSpills());
    fields.put("max_flat_workgroup_size", "" + m.maxWorkgroupSize());
    fields.put("uses_dynamic_stack", "" + m.dynamicStack());
    for (int i = 0; i < m.arguments().size(); i++) {
      KernelArgument a = m.arguments().get(i);
      fields.put("args[" + i + "].offset", "" + a.offset());
      fields.put("args[" + i + "].size", "" + a.size());
      fields.put("args[" + i + "].value_kind", a.valueKind());
      a.addressSpace().ifPresent(s -> fields.put("args[" + fields.size() + "].address_space", s));
    }
    return comparable(fields);
  }

  /** Kernels of readelf's YAML as flat maps; the arguments' address spaces under any index. */
  private static List<Map<String, String>> readelfKernels(String yaml) {
    List<Map<String, String>> kernels = new ArrayList<>();
    int argument = -1;
    for (String line : yaml.lines().toList()) {
      if (line.startsWith("amdhsa.target")) {
        break;
      }
      if (line.startsWith("  - .")) {
        kernels.add(new LinkedHashMap<>());
        argument = -1;
      }
      if (line.startsWith("      - ")) {
        argument++;
      }
      String[] pair = line.strip().replaceFirst("^- ", "").split(":\\s*", 2);
      if (kernels.isEmpty() || !pair[0].startsWith(".") || pair[1].isEmpty()) {
        continue;
      }
      boolean inArgument = line.startsWith("      ");
      kernels
          .getLast()
          .put(
              (inArgument ? "args[" + argument + "]" : "") + pair[0].substring(inArgument ? 0 : 1),
              pair[1]);
    }
    return kernels.stream().map(CodeObjectTest::comparable).toList();
  }

  private static Map<String, String> comparable(Map<String, String> fields) {
    Map<String, String> kept = new HashMap<>();
    int addressSpace = 0;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      if (field.getKey().endsWith(".address_space")) {
        kept.put("address space " + addressSpace++, field.getValue());
      } else if (!field.getKey().matches("language|uniform_work_group_size|.*actual_access")) {
        kept.put(field.getKey(), field.getValue());
      }
    }
    return kept;
  }

  private static List<Map<String, Integer>> descriptors(String text) {
    List<Map<String, Integer>> kernels = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith(".amdhsa_kernel ")) {
        kernels.add(new HashMap<>());
      } else if (line.startsWith(".amdhsa_")) {
        String[] pair = line.substring(".amdhsa_".length()).split(" ");
        kernels.getLast().put(pair[0], Integer.valueOf(pair[1]));
      }
    }
    return kernels;
  }
}
