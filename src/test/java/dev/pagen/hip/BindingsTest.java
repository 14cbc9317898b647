package dev.pagen.hip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.hip.gen.comgr;
import dev.pagen.hip.gen.hip;
import dev.pagen.hip.gen.hiprtc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BindingsTest {
  private static final Path LISTS = Path.of("src/main/jextract");
  private static final Map<String, Class<?>> BINDINGS =
      Map.of("hiprtc", hiprtc.class, "hip", hip.class, "comgr", comgr.class);

  @Test
  void bindExactlyTheFunctionsListed() throws IOException {
    for (Map.Entry<String, Class<?>> binding : BINDINGS.entrySet()) {
      Set<String> bound = functions(binding.getValue());
      List<String> listed =
          Files.readAllLines(LISTS.resolve(binding.getKey() + ".symbols")).stream()
              .filter(line -> line.startsWith("--include-function "))
              .map(line -> line.substring("--include-function ".length()).strip())
              .toList();

      assertThat(listed).doesNotHaveDuplicates();
      assertThat(bound).containsExactlyInAnyOrderElementsOf(listed);
    }
  }

  @Test
  void hipOnNvidiaExportsEveryOneOfThem() {
    SymbolLookup library = SymbolLookup.libraryLookup(FakeCuda.library(), Arena.global());
    for (Class<?> binding : List.of(hip.class, hiprtc.class)) {
      assertThat(functions(binding)).allMatch(name -> library.find(name).isPresent());
    }
  }

  /** The functions that a class of bindings has. */
  static Set<String> functions(Class<?> binding) {
    return Arrays.stream(binding.getDeclaredMethods())
        .map(Method::getName)
        .filter(name -> name.endsWith("$handle"))
        .map(name -> name.substring(0, name.length() - "$handle".length()))
        .collect(Collectors.toSet());
  }

  /** Nothing is loaded for these classes, so every function is missing. */
  static final class CallingAll implements Function<Path, Object> {
    @Override
    public Object apply(Path unused) {
      Map<String, Object> results = new TreeMap<>();
      for (Class<?> binding : List.of(hip.class, hiprtc.class, comgr.class)) {
        for (String name : functions(binding)) {
          MethodHandle function = handle(binding, name);
          List<Object> arguments =
              function.type().parameterList().stream().map(CallingAll::anArgument).toList();
          try {
            results.put(name, function.invokeWithArguments(arguments));
          } catch (Throwable e) {
            results.put(name, e);
          }
        }
      }
      return results;
    }

    private static MethodHandle handle(Class<?> binding, String name) {
      try {
        return (MethodHandle) binding.getDeclaredMethod(name + "$handle").invoke(null);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(name, e);
      }
    }

    private static Object anArgument(Class<?> type) {
      return type == MemorySegment.class
          ? MemorySegment.NULL
          : type == long.class ? (Object) 0L : (Object) 0;
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void givesNoErrorOfLinkingForAFunctionThatIsMissing() throws ReflectiveOperationException {
    var results =
        (Map<String, Object>) new HipPackage().apply(CallingAll.class, Path.of("no library"));

    assertThat(results).hasSizeGreaterThan(50);
    assertThat(results.remove("amd_comgr_get_version")).as("returns nothing").isNull();
    assertThat(results.values()).containsOnly(hip.MISSING, MemorySegment.NULL);
    assertThat(List.of(hiprtc.MISSING, comgr.MISSING)).containsOnly(hip.MISSING);
  }

  /** Nothing is loaded here, so touching the classes must not look any function up. */
  @Test
  void lookNoFunctionUpBeforeItIsCalled() {
    assertThat(hiprtc.HIPRTC_SUCCESS()).isZero();
    assertThat(hip.hipSuccess()).isZero();
    assertThat(comgr.AMD_COMGR_STATUS_SUCCESS()).isZero();
  }
}
