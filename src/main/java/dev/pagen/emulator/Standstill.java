package dev.pagen.emulator;

import dev.pagen.emulator.machine.Step;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.emulator.machine.Workgroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How far a launch had come when it was given up, in words. */
final class Standstill {
  private Standstill() {}

  /**
   * Where the workgroups of the launch stand, and the waves of this one beside the wave that runs.
   *
   * @param begun workgroups that have, of which {@code ended} have ended
   */
  static String describe(Wave running, long begun, long ended) {
    Workgroup group = running.group;
    List<String> sentences = new ArrayList<>();
    long count = group.launch.grid().count();
    if (count > 1) {
      sentences.add(
          "Of its %d workgroups %d had ended and %d not begun%s."
              .formatted(
                  count,
                  ended,
                  count - begun,
                  begun < count ? "; whoever waits for one of these waits for ever here" : ""));
    }
    if (group.waves.length > 1) {
      sentences.add("Of this workgroup, %s.".formatted(others(running)));
    }
    return sentences.isEmpty() ? "" : ". " + String.join(" ", sentences);
  }

  private static String others(Wave running) {
    Map<String, List<Integer>> byState = new LinkedHashMap<>();
    boolean allWait = true;
    for (Wave wave : running.group.waves) {
      if (wave.index() != running.index()) {
        byState.computeIfAbsent(state(wave), s -> new ArrayList<>()).add(wave.index());
        allWait &= wave.state == Wave.State.AT_BARRIER;
      }
    }
    String states =
        byState.entrySet().stream()
            .map(e -> "%s %s".formatted(numbers(e.getValue()), e.getKey()))
            .collect(Collectors.joining("; "));
    return allWait ? states + ", for this one" : states;
  }

  private static String state(Wave wave) {
    return switch (wave.state) {
      case ENDED -> "ended";
      case AT_BARRIER -> "waits at " + place(wave);
      case RUNNING, YIELDED -> "was last at " + place(wave);
    };
  }

  private static String place(Wave wave) {
    Step step = wave.step;
    return step == null ? "its beginning" : wave.group.listing.place(step.instruction());
  }

  private static String numbers(List<Integer> waves) {
    return "wave " + waves.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
