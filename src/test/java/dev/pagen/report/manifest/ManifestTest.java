package dev.pagen.report.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.docs.FormatSchema;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.report.Json;
import dev.pagen.report.code.CodeObjectReport;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.TuningParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The manifest of a kernel that HIPRTC compiled. */
@Tag("compiler")
class ManifestTest {
  private static BuiltKernel built;
  private static JsonNode manifest;

  @BeforeAll
  static void build() {
    AttentionSpec attention = AttentionSpec.of(64, 6, 2, DataType.FP16, 4, KvLayout.HND);
    Tuning tuning =
        KernelDesign.of(attention, Target.GFX942).defaultTuning().withReduce(Reduce.KERNEL);
    built = TestBuilder.shared().build(new KernelSpec(attention, tuning, Target.GFX942));
    String text =
        Json.text(
            Manifest.of(
                built,
                CodeObjectReport.of(built),
                Json.object().put("source", "given"),
                Optional.empty()));
    manifest = JsonMapper.builder().build().readTree(text);
  }

  @Test
  void isWhatItsSchemaSays() {
    FormatSchema.of("manifest").holds(manifest.toString());
  }

  @Test
  void namesTheKernelItsKeyAndItsCompiler() {
    assertThat(manifest.get("name").stringValue()).isEqualTo(built.name());
    assertThat(manifest.get("target").stringValue()).isEqualTo("gfx942");
    assertThat(manifest.get("key").stringValue())
        .isEqualTo(built.result().entry().key().hex())
        .contains(built.name().replaceFirst(".*-", ""));
    assertThat(manifest.get("compiler").stringValue())
        .isEqualTo(built.result().entry().compilerIdentity());
  }

  @Test
  void repeatsTheSpecAndEveryTuningParameter() {
    assertThat(manifest.at("/attention/head_size").intValue()).isEqualTo(64);
    assertThat(manifest.at("/attention/layout").stringValue()).isEqualTo("hnd");
    for (TuningParameter parameter : TuningParameter.values()) {
      assertThat(manifest.get("tuning").get(parameter.toString()).asString())
          .isEqualTo(parameter.get(built.rendered().spec().tuning()));
    }
  }

  @Test
  void everyArgumentHasAPlaceOfItsOwn() {
    for (JsonNode kernel : manifest.get("kernels")) {
      int end = 0;
      for (JsonNode argument : kernel.get("arguments")) {
        int size = argument.get("size").intValue();
        int offset = argument.get("offset").intValue();
        assertThat(offset).isGreaterThanOrEqualTo(end).isEqualTo(Math.ceilDiv(end, size) * size);
        assertThat(argument.has("shape") || argument.has("meaning")).isTrue();
        end = offset + size;
      }
      assertThat(kernel.get("kernarg_bytes").intValue()).isGreaterThanOrEqualTo(end);
    }
  }

  @Test
  void decodesFirstAndReducesWhatWasSplit() {
    List<String> roles = new ArrayList<>();
    manifest.get("kernels").forEach(kernel -> roles.add(kernel.get("role").stringValue()));
    assertThat(roles).containsExactly("decode", "reduce");
    assertThat(manifest.at("/kernels/1/launched_when").stringValue()).isEqualTo("split");
    assertThat(manifest.at("/kernels/0/grid").size()).isEqualTo(3);
  }
}
