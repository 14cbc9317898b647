package dev.pagen.report.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagen.bench.BenchmarkResult;
import dev.pagen.docs.FormatSchema;
import dev.pagen.report.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  @Test
  void aMergingFloorStandsBesideTheFloorOfKernelsThatSplit() {
    BenchmarkResult split = Measurements.merging(1, 2048, 1);
    String text = BenchmarkReport.text(List.of(SEED, split));
    assertThat(text)
        .containsPattern("of floor +merging us +of merging +of peak")
        .containsPattern("90\\.4 % +- +- ")
        .containsPattern("1 +2048 .* %s +75\\.0 %% ".formatted(oneDecimal(split)))
        .contains("\n  merging: the kernel without its arithmetic", "\n  of peak");
    assertThat(BenchmarkReport.text(List.of(SEED))).doesNotContain("merging");
    List<String> lines = BenchmarkReport.csv(List.of(SEED, split)).lines().toList();
    int share = fields(lines.getFirst()).indexOf("share_of_merging_floor");
    assertThat(fields(lines.get(1)).get(share)).isEmpty();
    assertThat(fields(lines.get(2)).get(share)).isEqualTo("0.750000");
    ObjectNode document = BenchmarkReport.json(split);
    assertThat(document.get("share_of_merging_floor").doubleValue())
        .isEqualTo(split.shareOfMergingFloor().orElseThrow())
        .isCloseTo(0.75, within(1e-9));
    assertThat(document.at("/merging_floor/each/samples").intValue()).isEqualTo(3);
    assertThat(BenchmarkReport.json(SEED).has("merging_floor")).isFalse();
  }

  private static String oneDecimal(BenchmarkResult split) {
    double median = split.mergingFloor().orElseThrow().best().median();
    return Pattern.quote(String.format(Locale.ROOT, "%.1f", median));
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
        .add(BenchmarkReport.json(SMALL))
        .add(BenchmarkReport.json(Measurements.merging(1, 2048, 16)));
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
