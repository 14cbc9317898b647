package dev.pagen.tune;

import dev.pagen.toolchain.Host;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which task of a job array a process is: of Slurm's {@code sbatch --array}, or of a Kubernetes
 * Indexed Job.
 *
 * @param number from 1 to {@code count}
 * @param count of the tasks
 * @param evidence the variables that say so, for people
 */
public record ArrayTask(int number, int count, String evidence) {
  private static final String SLURM = "SLURM_ARRAY_TASK_";
  private static final String SLURM_ID = SLURM + "ID";

  /** Set by srun alone, and not in a batch script. */
  private static final String STEP_TASKS = "SLURM_STEP_NUM_TASKS";

  private static final String KUBERNETES = "JOB_COMPLETION_INDEX";

  /** Kubernetes tells no pod how many there are, so the manifest has to. */
  private static final String COMPLETIONS = "JOB_COMPLETIONS";

  /**
   * The task that a process is.
   *
   * @param count of the tasks, where whoever asks knows it: then a task is the same part whichever
   *     others are in its array
   * @throws TuningException if it is none, or its number or count cannot be told
   */
  public static ArrayTask of(Host host, OptionalInt count) {
    boolean slurm = host.variable(SLURM_ID).isPresent();
    boolean kubernetes = host.variable(KUBERNETES).isPresent();
    if (slurm && kubernetes) {
      throw refused("both %s and %s are set: give I/N".formatted(SLURM_ID, KUBERNETES));
    }
    if (slurm) {
      if (Integer.parseInt(host.variable(STEP_TASKS).filter(ArrayTask::isNumber).orElse("1")) > 1) {
        throw refused(
            "srun started %s processes (%s), which are all the same task of the array: start one, or give I/N"
                .formatted(host.variable(STEP_TASKS).orElseThrow(), STEP_TASKS));
      }
      return count.isPresent() ? slurm(host, count.getAsInt()) : slurm(host);
    }
    if (kubernetes) {
      return kubernetes(host, count);
    }
    throw refused(
        "this is no task of a Slurm array (%s is not set) and no pod of a Kubernetes Indexed Job (%s is not set): give I/N, such as %s"
            .formatted(SLURM_ID, KUBERNETES, Rank.of(host).orElse("1/4")));
  }

  /** Variables of what starts processes side by side: their number from 0, and how many. */
  private enum Rank {
    SLURM("SLURM_PROCID", "SLURM_NTASKS"),
    OPEN_MPI("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"),
    PMI("PMI_RANK", "PMI_SIZE");

    private final String number;
    private final String count;

    Rank(String number, String count) {
      this.number = number;
      this.count = count;
    }

    /** What stands for I/N in a shell that one of them started, if there are several processes. */
    static Optional<String> of(Host host) {
      return Arrays.stream(values())
          .filter(rank -> host.variable(rank.number).isPresent())
          .filter(rank -> !host.variable(rank.count).orElse("1").equals("1"))
          .findFirst()
          .map(rank -> "$((%s + 1))/$%s".formatted(rank.number, rank.count));
    }
  }

  private static ArrayTask slurm(Host host) {
    int id = number(host, SLURM_ID);
    int first = number(host, SLURM + "MIN");
    int last = number(host, SLURM + "MAX");
    int step = host.variable(SLURM + "STEP").isPresent() ? number(host, SLURM + "STEP") : 1;
    String array =
        "%s %d of %d-%d%s".formatted(SLURM_ID, id, first, last, step == 1 ? "" : ":" + step);
    if (step < 1
        || id < first
        || id > last
        || (id - first) % step != 0
        || (last - first) % step != 0) {
      throw refused("%s: that is no array".formatted(array));
    }
    int count = (last - first) / step + 1;
    int tasks = host.variable(SLURM + "COUNT").isPresent() ? number(host, SLURM + "COUNT") : count;
    if (tasks != count) {
      throw refused(
          "%s, but the array has %d tasks: with gaps it cannot be told which of them this is. Give auto/N with the number of parts, or an array such as 0-7"
              .formatted(array, tasks));
    }
    boolean usual = step == 1 && first <= 1;
    return new ArrayTask(usual ? part(id, count) : (id - first) / step + 1, count, array);
  }

  private static ArrayTask slurm(Host host, int count) {
    int id = number(host, SLURM_ID);
    boolean stepped =
        host.variable(SLURM + "STEP").isPresent() && number(host, SLURM + "STEP") != 1;
    if (id > count || stepped && number(host, SLURM + "COUNT") > 1) {
      throw refused(
          "%s is %d%s: for %d parts take the array 0-%d or 1-%d, or some of it"
              .formatted(SLURM_ID, id, stepped ? " in steps" : "", count, count - 1, count));
    }
    if (count > 1 && holdsBoth(host, count)) {
      throw refused(
          "an array that has 0 and %d tries a part twice: for %d parts take 0-%d or 1-%d, or some of it"
              .formatted(count, count, count - 1, count));
    }
    return new ArrayTask(part(id, count), count, "%s %d".formatted(SLURM_ID, id));
  }

  /** Whether the first task of an array from 0 runs, and the last of one from 1. */
  private static boolean holdsBoth(Host host, int count) {
    return host.variable(SLURM + "MIN").isPresent()
        && host.variable(SLURM + "MAX").isPresent()
        && number(host, SLURM + "MIN") == 0
        && number(host, SLURM + "MAX") == count;
  }

  /** The same whether an array begins with 0 or with 1, and whichever of its tasks run. */
  private static int part(int id, int count) {
    return id % count + 1;
  }

  private static ArrayTask kubernetes(Host host, OptionalInt known) {
    int index = number(host, KUBERNETES);
    String evidence = "%s %d".formatted(KUBERNETES, index);
    if (known.isEmpty() && host.variable(COMPLETIONS).isEmpty()) {
      throw refused(
          "%s, but of how many? Give auto/N, or set %s to the Job's completions in its manifest"
              .formatted(evidence, COMPLETIONS));
    }
    int count = known.isPresent() ? known.getAsInt() : number(host, COMPLETIONS);
    if (index >= count) {
      throw refused("%s, but there are to be %d parts".formatted(evidence, count));
    }
    return new ArrayTask(index + 1, count, evidence);
  }

  private static int number(Host host, String name) {
    Optional<String> text = host.variable(name);
    if (text.filter(ArrayTask::isNumber).isEmpty()) {
      throw refused("%s is %s: it must be a number".formatted(name, text.orElse("not set")));
    }
    return Integer.parseInt(text.get());
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d{1,7}");
  }

  private static TuningException refused(String why) {
    return new TuningException("--shard auto: " + why);
  }
}
