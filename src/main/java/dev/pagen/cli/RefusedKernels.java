package dev.pagen.cli;

import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.UnsupportedSpecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The kernels asked for, one per kind of layer and target, with what is not supported of them: says
 * each reason once, for which of them it holds, and which others would do.
 */
final class RefusedKernels {
  private final Set<Kernel> kernels = new LinkedHashSet<>();
  private final Map<Refusal, Set<Kernel>> refusals = new LinkedHashMap<>();

  private record Kernel(String layers, Target target) {}

  /** Takes a kernel in, with the reasons against it, if there are any. */
  void add(String layers, Target target, List<Refusal> reasons) {
    Kernel kernel = new Kernel(layers, target);
    kernels.add(kernel);
    for (Refusal reason : reasons) {
      refusals.computeIfAbsent(reason, r -> new LinkedHashSet<>()).add(kernel);
    }
  }

  /**
   * Returns if there are no reasons.
   *
   * @param subject what was asked for, as the message calls it
   */
  void throwIfAny(String subject) {
    if (!refusals.isEmpty()) {
      List<Refusal> reasons = new ArrayList<>();
      refusals.forEach(
          (reason, where) ->
              reasons.add(
                  new Refusal(reason.field() + where(where), reason.reason(), reason.nearest())));
      throw new UnsupportedSpecException(subject, reasons, advice());
    }
  }

  /** For which kernels a reason holds, where it does not hold for all. */
  private String where(Set<Kernel> where) {
    List<String> parts = new ArrayList<>();
    if (!layers(where).equals(layers(kernels))) {
      parts.add(String.join(" and ", layers(where)) + " layers");
    }
    if (!targets(where).equals(targets(kernels))) {
      parts.add(targets(where).stream().map(Target::toString).collect(Collectors.joining(" and ")));
    }
    return parts.isEmpty() ? "" : " (" + String.join(" on ", parts) + ")";
  }

  /** Which part of the request would do; empty if none would. */
  private String advice() {
    Set<Kernel> refused = new LinkedHashSet<>();
    refusals.values().forEach(refused::addAll);
    Set<String> layers = new LinkedHashSet<>(layers(kernels));
    layers.removeAll(layers(refused));
    Set<Target> targets = new LinkedHashSet<>(targets(kernels));
    targets.removeAll(targets(refused));
    if (!layers.isEmpty()) {
      String names = String.join(",", layers);
      return "Its %s layers are supported: choose them with --layers %s"
          .formatted(names.replace(",", " and "), names);
    }
    if (!targets.isEmpty()) {
      String names = targets.stream().map(Target::toString).collect(Collectors.joining(","));
      return "It is supported on %s: choose with --arch %s"
          .formatted(names.replace(",", " and "), names);
    }
    return "";
  }

  private static Set<String> layers(Set<Kernel> of) {
    return of.stream().map(Kernel::layers).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<Target> targets(Set<Kernel> of) {
    return of.stream().map(Kernel::target).collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
