package dev.pagen.cli;

import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import dev.pagen.model.AttentionLayer;
import dev.pagen.serving.Engine;
import dev.pagen.serving.ModelAttention;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** For which program a kernel is: what that hands over is the default, given options come first. */
@About(Subject.SPEC)
final class EngineOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--for",
      paramLabel = "ENGINE",
      description =
          "Page table, page size, layout, strides, scales and query lens as vllm, sglang or"
              + " transformers has them (docs/serving.md). What is given beside it comes first.")
  @Nullable String name;

  /** What a layer computes, seen from the kernel. */
  AttentionSpecBuilder layer(AttentionLayer rank) {
    AttentionSpecBuilder spec = ModelAttention.of(rank);
    Engine engine = engine();
    return engine != null && engine.cuts(rank.reach()) ? spec.full() : spec;
  }

  /** Sets the engine's defaults. */
  void begin(AttentionSpecBuilder spec) {
    Engine engine = engine();
    if (engine != null) {
      engine.begin(spec);
    }
  }

  /**
   * The spec, with what follows from the options that were given.
   *
   * @throws ParameterException where these are not what the engine can hand over
   */
  AttentionSpec finish(AttentionSpecBuilder spec) {
    Engine engine = engine();
    if (engine == null) {
      return spec.build();
    }
    AttentionSpec built = engine.finish(spec);
    engine
        .contradiction(built)
        .ifPresent(
            why -> {
              throw usage("--for %s: %s".formatted(engine, why));
            });
    return built;
  }

  private @Nullable Engine engine() {
    String text = name;
    if (text == null) {
      return null;
    }
    return Engine.of(text.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () -> usage("--for %s: it must be vllm, sglang or transformers".formatted(text)));
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
