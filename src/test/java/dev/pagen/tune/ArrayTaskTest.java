package dev.pagen.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.toolchain.Host;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables are those that Slurm 22.05 sets for such arrays, and Kubernetes for Indexed Jobs. */
class ArrayTaskTest {
  private static final OptionalInt UNKNOWN = OptionalInt.empty();

  private static Host slurm(int id, int first, int last, int step, int count) {
    return host(
        Map.of(
            "SLURM_ARRAY_TASK_ID", id,
            "SLURM_ARRAY_TASK_MIN", first,
            "SLURM_ARRAY_TASK_MAX", last,
            "SLURM_ARRAY_TASK_STEP", step,
            "SLURM_ARRAY_TASK_COUNT", count));
  }

  private static Host host(Map<String, ?> variables) {
    Map<String, String> environment = new HashMap<>();
    variables.forEach((name, value) -> environment.put(name, value.toString()));
    return new Host(environment, Path.of("/nowhere"), "Linux", "amd64");
  }

  private static void refused(Host host, OptionalInt count, String... parts) {
    assertThatThrownBy(() -> ArrayTask.of(host, count))
        .isInstanceOf(TuningException.class)
        .message()
        .startsWith("--shard auto: ")
        .contains(parts);
  }

  @ParameterizedTest
  @CsvSource({"0,7,1", "1,8,1", "1,15,2", "0,14,2", "2,8,3", "10,80,10", "0,0,1"})
  void theTasksOfASlurmArrayAreAllPartsOnce(int first, int last, int step) {
    int count = (last - first) / step + 1;
    TreeSet<Integer> parts = new TreeSet<>();
    for (int id = first; id <= last; id += step) {
      ArrayTask task = ArrayTask.of(slurm(id, first, last, step, count), UNKNOWN);
      assertThat(task.count()).isEqualTo(count);
      parts.add(task.number());
    }
    assertThat(parts).hasSize(count).startsWith(1).endsWith(count);
  }

  @Test
  void theEvidenceNamesTheArray() {
    assertThat(ArrayTask.of(slurm(5, 1, 15, 2, 8), UNKNOWN))
        .isEqualTo(new ArrayTask(3, 8, "SLURM_ARRAY_TASK_ID 5 of 1-15:2"));
  }

  @Test
  void ofAnArrayWithGapsNobodyKnowsThePlace() {
    refused(slurm(3, 1, 9, 1, 3), UNKNOWN, "1-9", "has 3 tasks", "Give auto/N");
    refused(slurm(4, 1, 9, 2, 5), UNKNOWN, "that is no array");
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void withTheirNumberGivenTasksAreTheSamePartsWhicheverOthersRun(int first) {
    OptionalInt eight = OptionalInt.of(8);
    for (int id = first; id < first + 8; id++) {
      int part = ArrayTask.of(slurm(id, first, first + 7, 1, 8), UNKNOWN).number();
      assertThat(ArrayTask.of(slurm(id, first, first + 7, 1, 8), eight).number()).isEqualTo(part);
      assertThat(ArrayTask.of(slurm(id, id, id, 1, 1), eight).number()).isEqualTo(part);
      assertThat(ArrayTask.of(slurm(id, first, first + 9, 1, 3), eight).number()).isEqualTo(part);
      assertThat(part).isEqualTo(id % 8 + 1);
    }
    refused(slurm(9, 9, 9, 1, 1), eight, "is 9", "0-7 or 1-8");
    refused(slurm(2, 0, 14, 2, 8), eight, "is 2 in steps", "0-7 or 1-8");
  }

  @Test
  void anArrayThatHasTheFirstOfThoseFromZeroAndTheLastOfThoseFromOneTriesNoPartTwice() {
    for (int id : new int[] {0, 4, 8}) {
      refused(slurm(id, 0, 8, 1, 9), OptionalInt.of(8), "has 0 and 8", "take 0-7 or 1-8");
    }
    assertThat(ArrayTask.of(slurm(0, 0, 0, 1, 1), OptionalInt.of(1)).number()).isEqualTo(1);
  }

  @Test
  void anArrayOfAStepAndSomethingElseIsRefusedInAllItsTasks() {
    for (int id : new int[] {0, 2, 4, 7}) {
      refused(slurm(id, 0, 7, 2, 4), UNKNOWN, "0-7:2: that is no array");
    }
  }

  @Test
  void processesThatOneTaskStartedAreNotAllTheSamePart() {
    Map<String, Object> step = new HashMap<>(slurm(1, 0, 7, 1, 8).environment());
    step.put("SLURM_STEP_NUM_TASKS", 1);
    assertThat(ArrayTask.of(host(step), UNKNOWN).number()).isEqualTo(2);
    step.put("SLURM_STEP_NUM_TASKS", 4);
    refused(host(step), UNKNOWN, "srun started 4 processes", "start one, or give I/N");
    refused(host(step), OptionalInt.of(8), "srun started 4 processes");
  }

  @ParameterizedTest
  @CsvSource({
    "SLURM_PROCID,SLURM_NTASKS",
    "OMPI_COMM_WORLD_RANK,OMPI_COMM_WORLD_SIZE",
    "PMI_RANK,PMI_SIZE"
  })
  void whereProcessesAreStartedSideBySideTheRefusalSaysWhatTheirPartsAre(String rank, String size) {
    refused(
        host(Map.of(rank, 2, size, 4)),
        UNKNOWN,
        "give I/N, such as $((%s + 1))/$%s".formatted(rank, size));
    refused(host(Map.of(rank, 0, size, 1)), UNKNOWN, "give I/N, such as 1/4");
  }

  @Test
  void aPodOfAnIndexedJobIsToldTheNumberByItsManifestOrTheOption() {
    Map<String, Object> pod = new HashMap<>(Map.of("JOB_COMPLETION_INDEX", 3));
    refused(host(pod), UNKNOWN, "JOB_COMPLETION_INDEX 3, but of how many?", "JOB_COMPLETIONS");
    assertThat(ArrayTask.of(host(pod), OptionalInt.of(4)))
        .isEqualTo(new ArrayTask(4, 4, "JOB_COMPLETION_INDEX 3"));
    refused(host(pod), OptionalInt.of(3), "there are to be 3 parts");
    pod.put("JOB_COMPLETIONS", 8);
    assertThat(ArrayTask.of(host(pod), UNKNOWN))
        .isEqualTo(new ArrayTask(4, 8, "JOB_COMPLETION_INDEX 3"));
  }

  @Test
  void outsideOfBothAndInBothItIsRefused() {
    refused(
        host(Map.of()),
        OptionalInt.of(8),
        "SLURM_ARRAY_TASK_ID is not set",
        "JOB_COMPLETION_INDEX is not set",
        "give I/N, such as 1/4");
    refused(
        host(Map.of("SLURM_ARRAY_TASK_ID", 0, "JOB_COMPLETION_INDEX", 0)),
        UNKNOWN,
        "both SLURM_ARRAY_TASK_ID and JOB_COMPLETION_INDEX are set");
  }

  @Test
  void aVariableThatIsNoNumberIsNamed() {
    refused(
        host(Map.of("SLURM_ARRAY_TASK_ID", "x")), UNKNOWN, "SLURM_ARRAY_TASK_ID is x: it must be");
    refused(host(Map.of("SLURM_ARRAY_TASK_ID", 1)), UNKNOWN, "SLURM_ARRAY_TASK_MIN is not set: it");
    refused(
        host(Map.of("JOB_COMPLETION_INDEX", "-1")),
        OptionalInt.of(4),
        "JOB_COMPLETION_INDEX is -1");
  }
}
