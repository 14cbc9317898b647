package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of {@code deploy} fit together, and say what the command line takes. */
class DeploymentTest {
  private static final Path DEPLOY = Path.of("deploy");

  @TempDir private Path folder;

  private static String read(String name) throws IOException {
    return Files.readString(DEPLOY.resolve(name));
  }

  private void parses(List<String> arguments) {
    assertThatCode(
            () ->
                Main.commandLine(TestMachine.bare(folder).host())
                    .parseArgs(arguments.toArray(String[]::new)))
        .as("%s", arguments)
        .doesNotThrowAnyException();
  }

  private static Set<String> matches(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult result) -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** With a pa-gen that writes its arguments down, and ends as it is told to. */
  private List<String> runScript(int exitCode, String shards) throws Exception {
    Path log = folder.resolve("log");
    Files.deleteIfExists(log);
    Path fake = folder.resolve("pa-gen");
    Files.writeString(
        fake, "#!/bin/sh\nprintf '%%s\\n' \"$*\" >>'%s'\nexit %d\n".formatted(log, exitCode));
    assertThat(fake.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder("bash", "deploy/tune.sbatch", "a model", "--tp", "8");
    builder.environment().put("PAGEN", fake.toString());
    builder.environment().put("PAGEN_SHARDS", shards);
    builder.environment().put("SLURM_SUBMIT_DIR", folder.toString());
    builder.environment().put("SLURM_ARRAY_TASK_ID", "3");
    builder
        .environment()
        .keySet()
        .removeAll(Set.of("PAGEN_STORES", "PAGEN_DEVICE", "PAGEN_BUDGET"));
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
    return Files.readAllLines(log);
  }

  @Test
  void theScriptForSlurmTunesItsShardAndGoesOnAfterALostDevice() throws Exception {
    String store = folder.resolve("pa-gen-tunings/shard-3.jsonl").toString();
    String rest = " --store " + store + " --resume --device hip:0 --budget 20m";
    assertThat(runScript(0, "")).containsExactly("tune a model --tp 8 --shard auto" + rest);
    assertThat(runScript(2, "8")).containsExactly("tune a model --tp 8 --shard auto/8" + rest);
    assertThat(runScript(4, "")).hasSize(3);
    assertThat(folder.resolve("pa-gen-tunings")).isDirectory();
    parses(List.of(("tune m.json --shard auto" + rest).split(" ")));
  }

  @Test
  void theScriptForSlurmExplainsItsVariablesAndAsksForAnArrayWithAGpu() throws IOException {
    String script = read("tune.sbatch");
    assertThat(script).startsWith("#!/usr/bin/env bash\n#SBATCH ");
    assertThat(matches("\\$\\{(PAGEN\\w*)", script))
        .isEqualTo(matches("(?m)^#   (PAGEN\\w*) ", script))
        .isNotEmpty();
    assertThat(matches("(?m)^#SBATCH --([a-z-]+)=\\S+$", script))
        .containsExactly(
            "array",
            "cpus-per-task",
            "gres",
            "job-name",
            "mem",
            "ntasks",
            "open-mode",
            "output",
            "time");
    assertThat(script).contains("--array=0-7\n", "--gres=gpu:1\n", "#SBATCH --requeue\n");
  }

  @Test
  void theManifestForKubernetesAgreesWithItselfAndTheCommandLine() throws IOException {
    List<JsonNode> documents =
        new YAMLMapper()
            .readerFor(JsonNode.class)
            .<JsonNode>readValues(read("tune-job.yaml"))
            .readAll();
    assertThat(documents)
        .extracting(d -> d.get("kind").stringValue())
        .containsExactly("PersistentVolumeClaim", "Job");
    JsonNode spec = documents.getLast().get("spec");
    JsonNode pod = spec.at("/template/spec");
    JsonNode container = pod.at("/containers/0");
    assertThat(spec.get("completionMode").stringValue()).isEqualTo("Indexed");
    assertThat(pod.get("restartPolicy").stringValue()).isEqualTo("Never");
    int completions = spec.get("completions").intValue();
    assertThat(spec.get("parallelism").intValue()).isEqualTo(completions);
    assertThat(container.at("/resources/limits/amd.com~1gpu").intValue()).isEqualTo(1);
    List<String> variables = new ArrayList<>();
    for (JsonNode variable : container.get("env")) {
      variables.add(variable.get("name").stringValue());
      if (variables.getLast().equals("JOB_COMPLETIONS")) {
        assertThat(variable.get("value").stringValue()).isEqualTo(String.valueOf(completions));
      }
    }
    assertThat(variables).containsExactly("JOB_COMPLETIONS", "NODE_NAME");

    List<String> arguments =
        container.get("args").valueStream().map(JsonNode::stringValue).toList();
    parses(arguments);
    assertThat(arguments)
        .contains(
            "--shard=auto", "--resume", "--store=/tunings/shard-$(JOB_COMPLETION_INDEX).jsonl");
    List<String> mounts =
        container
            .get("volumeMounts")
            .valueStream()
            .map(m -> m.get("mountPath").stringValue())
            .toList();
    assertThat(arguments.get(1)).startsWith(mounts.getFirst() + "/");
    assertThat(mounts).containsExactly("/model", "/tunings");
    assertThat(container.get("volumeMounts").valueStream().map(m -> m.get("name").stringValue()))
        .containsExactlyElementsOf(
            pod.get("volumes").valueStream().map(v -> v.get("name").stringValue()).toList());
    assertThat(pod.at("/volumes/1/persistentVolumeClaim/claimName").stringValue())
        .isEqualTo(documents.getFirst().at("/metadata/name").stringValue());
  }

  @Test
  void whatAnotherTryDoesNotMendIsNotTriedAgainAndLostNodesCountForNothing() throws IOException {
    JsonNode spec =
        new YAMLMapper()
            .readerFor(JsonNode.class)
            .<JsonNode>readValues(read("tune-job.yaml"))
            .readAll()
            .getLast()
            .get("spec");
    Map<Integer, String> actions = new TreeMap<>();
    for (JsonNode rule : spec.at("/podFailurePolicy/rules")) {
      String action = rule.get("action").stringValue();
      rule.at("/onExitCodes/values").forEach(code -> actions.put(code.intValue(), action));
      if (rule.has("onExitCodes")) {
        assertThat(rule.at("/onExitCodes/containerName").stringValue())
            .isEqualTo(spec.at("/template/spec/containers/0/name").stringValue());
      }
    }
    assertThat(actions)
        .containsExactly(
            entry(ExitCode.USAGE.code(), "FailJob"),
            entry(ExitCode.COMPILE.code(), "FailIndex"),
            entry(ExitCode.MISMATCH.code(), "FailIndex"));
    JsonNode first = spec.at("/podFailurePolicy/rules/0");
    assertThat(first.get("action").stringValue()).isEqualTo("Ignore");
    assertThat(first.at("/onPodConditions/0/type").stringValue()).isEqualTo("DisruptionTarget");
  }

  @Test
  void podsRunAsTheUserOfTheImageWithoutPrivileges() throws IOException {
    String manifest = read("tune-job.yaml");
    String user = matches("(?m)^USER (\\d+):\\1$", read("Containerfile")).iterator().next();
    assertThat(manifest)
        .contains(
            "runAsNonRoot: true\n",
            "runAsUser: " + user,
            "fsGroup: " + user,
            "type: RuntimeDefault\n",
            "allowPrivilegeEscalation: false\n",
            "drop: [ALL]\n");
  }

  @Test
  void theContainerfileTakesTheArchiveOfThisVersionAndStartsWhatThatHas() throws IOException {
    String file = read("Containerfile");
    String version =
        matches("(?m)^ {2}<version>(.*)</version>$", Files.readString(Path.of("pom.xml")))
            .iterator()
            .next();
    assertThat(matches("(?m)^ARG VERSION=(.*)$", file)).containsExactly(version);
    assertThat(file)
        .contains("ADD pa-gen-${VERSION}.tar.gz /opt/\n", "/opt/pa-gen-${VERSION}/bin/pa-gen\"")
        .contains(
            "JAVA_HOME=" + matches("(?m)^COPY --from=jdk (\\S+) \\1$", file).iterator().next());
    assertThat(read("tune-job.yaml")).contains("/pa-gen:" + version + "-rocm\n");
    assertThat(Files.readString(Path.of("src/assembly/release.xml")))
        .contains("<source>pa-gen</source>\n      <outputDirectory>bin</outputDirectory>");
    for (String command : matches("pa-gen (toolchain \\w+)", file)) {
      parses(List.of(command.split(" ")));
    }
  }
}
