package dev.pagen.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.PagenException;
import dev.pagen.attention.LaunchException;
import dev.pagen.emulator.EmulationLimits;
import dev.pagen.emulator.Schedule;
import dev.pagen.emulator.machine.BeyondDeviceException;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.observe.Check;
import dev.pagen.launch.ForeignCode;
import dev.pagen.launch.LaunchListReader;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.verify.InputDistribution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Launch lists whose numbers make no sense for a batch, on a kernel that sums floats. */
class ForeignRunTest {
  private static final String LIST =
      """
      {"name": "sums", "workspace": [{"name": "sums", "bytes": 64, "fill": 0}],
       "launches": [{"symbol": "sum", "grid": ["sequences", 1, 1], "block": [256, 1, 1],
         "dynamic_lds_bytes": 0,
         "arguments": [{"buffer": "query"}, {"buffer": "sums"}, {"int32": 6}]}]}
      """;

  private static final AttentionSpec ATTENTION =
      AttentionSpec.of(64, 6, 2, DataType.BF16, 4, KvLayout.NHD);

  @TempDir private Path folder;
  private CountingRun run =
      new CountingRun(ATTENTION, Target.GFX942, new Batch(2, 2, 4), InputDistribution.NORMAL, 1);

  private static byte[] sample(String name) throws IOException {
    try (InputStream in = ForeignRunTest.class.getResourceAsStream("/dev/pagen/emulator/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static String with(String from, String to) {
    assertThat(LIST).contains(from);
    return LIST.replace(from, to);
  }

  private Counts run(String list, EmulationLimits limits) throws IOException {
    Path file = folder.resolve("list.json");
    Files.writeString(file, list);
    return run.count(
            new ForeignCode(
                "basics",
                sample("basics.gfx942.co"),
                new String(sample("basics.gfx942.s"), StandardCharsets.UTF_8)),
            LaunchListReader.read(file, Batch.NAMES),
            limits,
            Schedule.Fixed.LOCKSTEP,
            EnumSet.allOf(Check.class))
        .result();
  }

  private void refused(
      String from, String to, Class<? extends PagenException> by, String... parts) {
    assertThatThrownBy(() -> run(with(from, to), EmulationLimits.FOREIGN))
        .isInstanceOf(by)
        .hasMessageContainingAll(parts);
  }

  @Test
  void theListItselfRuns() throws IOException {
    assertThat(run(LIST, EmulationLimits.FOREIGN).kernels()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"sequences\"          | 3000000000                | launches[0].grid[0]: \"3000000000\""
            + " comes to 3000000000; it must be 1 to 2147483647",
        "\"sequences\"          | 0                         | launches[0].grid[0]: \"0\" comes to"
            + " 0",
        "\"sequences\"          | \"sequences * -1\"        | launches[0].grid[0]: \"sequences *"
            + " -1\" comes to -2",
        "\"sequences\"          | \"sequences * 5000000000000000000\" | does not fit into 64 bits",
        "64, \"fill\"           | -64, \"fill\"             | workspace[0].bytes: \"-64\" comes"
            + " to -64",
        "{\"int32\": 6}         | {\"int32\": 4294967296}   | launches[0].arguments[2]:"
            + " \"4294967296\" comes to",
        "{\"int32\": 6}         | {\"int64\": 6}            | argument 2, counted from 0, has 4"
            + " bytes, not 8",
        "{\"int32\": 6}         | {\"buffer\": \"sums\"}    | argument 2, counted from 0, has 4"
            + " bytes, not 8",
        "\"dynamic_lds_bytes\": 0 | \"dynamic_lds_bytes\": -1 | launches[0].dynamic_lds_bytes:"
            + " \"-1\" comes to -1; it must be 0 to",
      })
  void whatMakesNoSenseIsNamed(String from, String to, String message) {
    refused(from, to, LaunchException.class, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"dynamic_lds_bytes\": 0 | \"dynamic_lds_bytes\": 2147483647 | 2147484671 bytes of LDS; a"
            + " workgroup on gfx942 can have 65536",
        "64, \"fill\"             | 1000000000000000, \"fill\"        | 1000000000000000 bytes; the"
            + " emulator has no more than",
        "[256, 1, 1]              | [1025, 1, 1]                      | workgroups have 1 to 1024"
            + " work-items",
        "\"sequences\"            | 2147483647                        | at most 2^32 - 1"
            + " work-items",
      })
  void whatTheDeviceHasNotIsRefusedWithBothNumbers(String from, String to, String message) {
    refused(from, to, BeyondDeviceException.class, message);
  }

  /** A grid of a million workgroups ends, but nobody waits for it. */
  @Test
  void manySmallWorkgroupsAreGivenUpTogether() {
    String list = with("\"sequences\"", "1000000").replace("64, \"fill\"", "4000000, \"fill\"");
    EmulationLimits limits = EmulationLimits.FOREIGN.withInstructions(50_000);
    assertThatThrownBy(() -> run(list, limits))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("in sum (gfx942, workgroup ")
        .hasMessageContaining("more than 50000 instructions");
  }
}
