package dev.pagen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagen.bench.BenchmarkResult;
import dev.pagen.docs.FormatSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class BenchmarkReportTest {
  private static final BenchmarkResult SEED = Measurements.of(512, 2048, 1);
  private static final BenchmarkResult SMALL = Measurements.of(1, 128, 1);

  @Test
  void theTableGivesTimeRateAndFloor() {
    String text = BenchmarkReport.text(List.of(SEED, SMALL));
    assertThat(text)
        .startsWith("decode-bf16-h128-gqa6-p1-nhd-sm_90-0123456789ab on GPU")
        .containsPattern(
            "512 +2048 +512 MB +137\\.2 +126\\.2-159\\.2 +3\\.91 TB/s +124\\.0 +90\\.4 %")
        .containsPattern("1 +128 +64 KB +3\\.0\\* ")
        .contains(
            "of the 4.80 TB/s of H200's data sheet", "with 3 x the batch in memory; *: by groups");
    assertThat(BenchmarkReport.text(List.of(SEED))).doesNotContain("*");
    assertThat(BenchmarkReport.text(List.of(SEED, Measurements.of(8, 64, 16))))
        .contains("gqa6-p1-", "gqa6-p16-");
  }

  /** Reads CSV in the way of RFC 4180. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    Matcher matcher = Pattern.compile("(\"(?:[^\"]|\"\")*\"|[^,\"]*)(,|$)").matcher(line);
    int at = 0;
    while (at <= line.length() && matcher.find(at)) {
      String field = matcher.group(1);
      fields.add(
          field.startsWith("\"")
              ? field.substring(1, field.length() - 1).replace("\"\"", "\"")
              : field);
      at = matcher.end() + (matcher.group(2).isEmpty() ? 1 : 0);
    }
    return fields;
  }

  @Test
  void csvHasALineForEachMeasurementThatSpreadsheetsRead() {
    String csv = BenchmarkReport.csv(List.of(SEED, SMALL));
    assertThat(csv).endsWith("\n");
    List<String> lines = csv.lines().toList();
    assertThat(lines).hasSize(3);
    List<String> head = fields(lines.getFirst());
    for (String line : lines) {
      assertThat(fields(line)).hasSameSizeAs(head);
    }
    List<String> seed = fields(lines.get(1));
    assertThat(seed.get(head.indexOf("device"))).isEqualTo("GPU, \"large\"");
    assertThat(seed.get(head.indexOf("kv_bytes"))).isEqualTo(String.valueOf(512L * 2048 * 512));
    assertThat(Double.parseDouble(seed.get(head.indexOf("time_us"))))
        .isCloseTo(SEED.microseconds(), within(1e-2));
    assertThat(Double.parseDouble(seed.get(head.indexOf("share_of_floor"))))
        .isCloseTo(SEED.shareOfFloor(), within(1e-5));
    assertThat(fields(lines.get(2)).get(head.indexOf("timed"))).isEqualTo("grouped");
  }

  @Test
  void theDocumentIsWhatItsSchemaSays() {
    ObjectNode document = Json.object();
    document.putArray("tunings");
    document
        .putArray("measurements")
        .add(BenchmarkReport.json(SEED))
        .add(BenchmarkReport.json(SMALL));
    FormatSchema.of("bench").holds(document.toString());
  }

  @Test
  void jsonTellsAllThatWasMeasured() {
    JsonNode node = JsonMapper.builder().build().readTree(Json.text(BenchmarkReport.json(SMALL)));
    assertThat(node.at("/batch/tokens").intValue()).isEqualTo(128);
    assertThat(node.at("/attention/soft_cap").doubleValue()).isEqualTo(30);
    assertThat(node.at("/decode/grouped/median_us").doubleValue())
        .isEqualTo(node.get("time_us").doubleValue());
    assertThat(node.at("/floor/each/samples").intValue()).isEqualTo(3);
    assertThat(node.get("share_of_floor").doubleValue()).isEqualTo(SMALL.shareOfFloor());
    assertThat(node.at("/launch/median_us").doubleValue()).isEqualTo(3.5);
  }
}
