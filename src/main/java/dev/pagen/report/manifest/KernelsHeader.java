package dev.pagen.report.manifest;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.render.Templates;
import dev.pagen.report.code.ModelLayers;
import dev.pagen.spec.AttentionSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Kernels as one C++17 header that needs no other file: code objects, argument blocks, the planner,
 * and functions that plan and launch. Printed by {@code kernels-header.stg} around {@code
 * pa_gen_runtime.hpp}, from what a {@link Manifest} says of launches.
 */
public final class KernelsHeader {
  private static final String TEMPLATE = "dev/pagen/report/manifest/kernels-header.stg";
  private static final String RUNTIME = "/c/pa_gen_runtime.hpp";
  private static final String PLANNER = "/c/pa_gen_plan.h";

  /** What no namespace can be called: C++'s keywords, and what the header uses itself. */
  private static final Set<String> TAKEN =
      Set.of(
          """
          alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t
          char32_t char8_t class co_await co_return co_yield compl concept const const_cast
          consteval constexpr constinit continue decltype default delete do double dynamic_cast
          else enum explicit export extern false float for friend goto if inline int long mutable
          namespace new noexcept not not_eq nullptr operator or or_eq private protected public
          register reinterpret_cast requires return short signed sizeof static static_assert
          static_cast struct switch template this thread_local throw true try typedef typeid
          typename union unsigned using virtual void volatile wchar_t while xor xor_eq
          main pa_gen std
          """
              .split("\\s+"));

  private KernelsHeader() {}

  /** What the template prints; without a model, {@code model} is null. */
  private record Header(
      String name,
      @Nullable String model,
      String first,
      List<HeaderAttention> attentions,
      String runtime) {}

  /**
   * The header of a model's kernels, or of kernels for which no model was given.
   *
   * @param name the namespace, see {@link #identifier}
   * @param kernels one or more; those that compute the same are for different targets
   * @param layers which layers of a model they are for
   */
  public static String of(
      String name, List<BuiltKernel> kernels, Map<AttentionSpec, ModelLayers> layers) {
    Map<AttentionSpec, List<BuiltKernel>> bySpec = new LinkedHashMap<>();
    for (BuiltKernel kernel : kernels) {
      AttentionSpec attention = kernel.rendered().spec().attention();
      bySpec.computeIfAbsent(attention, _ -> new ArrayList<>()).add(kernel);
    }
    Set<String> taken = new HashSet<>();
    List<HeaderAttention> attentions = new ArrayList<>();
    bySpec.forEach(
        (attention, targets) -> {
          ModelLayers of = layers.get(attention);
          String wanted = of == null ? "attention" : identifier(of.kind());
          String free = wanted;
          for (int i = 2; !taken.add(free); i++) {
            free = wanted + "_" + i;
          }
          attentions.add(HeaderAttention.of(free, attention, targets, of));
        });
    String model = layers.values().stream().map(of -> of.model().name()).findFirst().orElse(null);
    Header header = new Header(name, model, attentions.getFirst().name(), attentions, runtime());
    return Templates.load(TEMPLATE, UnaryOperator.identity()).print("header", "h", header);
  }

  /**
   * A name in C++ that is as close to {@code text} as it can be: {@code grok-1} is {@code grok_1},
   * and {@code auto}, which is a keyword, is {@code model_auto}.
   */
  public static String identifier(String text) {
    String letters = text.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
    boolean free =
        !letters.isEmpty() && !Character.isDigit(letters.charAt(0)) && !TAKEN.contains(letters);
    return free ? letters : "model_" + letters;
  }

  /** The runtime with the planner in the place where it takes it in. */
  private static String runtime() {
    return resource(RUNTIME)
        .lines()
        .map(line -> line.equals("#include \"pa_gen_plan.h\"") ? resource(PLANNER) : line)
        .collect(Collectors.joining("\n"));
  }

  private static String resource(String name) {
    try (InputStream in = KernelsHeader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("There is no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
