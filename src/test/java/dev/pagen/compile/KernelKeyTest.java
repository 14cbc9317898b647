package dev.pagen.compile;

import static dev.pagen.spec.KvRow.Value.APART;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cache.CacheKey;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.Support;
import dev.pagen.render.Renderer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvRow;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.Lookback;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What reaches the compiler decides a kernel's key: all of it, and nothing else. */
class KernelKeyTest {
  private static final String COMPILER = "libhiprtc:0123";
  private static final List<String> OPTIONS = List.of("-O3");
  private static final AttentionSpec ATTENTION =
      AttentionSpec.of(128, 8, 2, DataType.BF16, 16, KvLayout.NHD);
  private static final KernelSpec SPEC =
      new KernelSpec(
          ATTENTION, KernelDesign.of(ATTENTION, Target.GFX942).defaultTuning(), Target.GFX942);

  private final Renderer renderer = new Renderer();

  /** Other values for each component, by the component's type. */
  private static final Map<Class<?>, List<?>> OTHERS =
      Map.ofEntries(
          entry(int.class, List.of(1, 2, 3, 4, 8, 16, 32, 64, 128, 256, 512, 1024)),
          entry(boolean.class, List.of(true, false)),
          entry(double.class, List.of(0.125, 0.5)),
          entry(DataType.class, List.of(DataType.values())),
          entry(KvLayout.class, List.of(KvLayout.values())),
          entry(KvScales.class, List.of(KvScales.values())),
          entry(LogSumExp.class, List.of(LogSumExp.values())),
          entry(QueryLens.class, List.of(QueryLens.values())),
          entry(PageTableFormat.class, List.of(PageTableFormat.values())),
          entry(OptionalDouble.class, List.of(OptionalDouble.of(30), OptionalDouble.of(50))),
          entry(OptionalInt.class, List.of(OptionalInt.of(4096))),
          entry(KvRow.class, List.of(new KvRow(64, 64, APART), new KvRow(128, 64, APART))),
          entry(Lookback.class, List.of(new Lookback.Window(4096))),
          entry(LoadPath.class, List.of(LoadPath.values())),
          entry(MfmaShape.class, List.of(MfmaShape.values())),
          entry(Tuning.Reduce.class, List.of(Tuning.Reduce.values())),
          entry(Tuning.Numbering.class, List.of(Tuning.Numbering.values())),
          entry(Tuning.Schedule.class, List.of(Tuning.Schedule.values())));

  /** Components that cannot be changed alone, or at all as yet, on the target of {@link #SPEC}. */
  private static final List<String> FIXED =
      List.of("qLen", "vPath", "mfma", "dtype", "outDtype", "partition");

  @Test
  void changesWithEveryFieldOfTheAttentionSpec() {
    Map<String, KernelSpec> changed =
        changes(ATTENTION, a -> new KernelSpec((AttentionSpec) a, SPEC.tuning(), SPEC.target()));
    assertThat(changed.keySet())
        .containsExactlyInAnyOrder(
            "row",
            "queryHeads",
            "kvHeads",
            "kvDtype",
            "valueDtype",
            "pageSize",
            "layout",
            "pageTable",
            "queryLens",
            "scale",
            "softCap",
            "lookback",
            "sinks",
            "alibi",
            "lse");
    assertAllKeysDiffer(changed.values());
  }

  @Test
  void changesWithEveryFieldOfTheTuning() {
    Map<String, KernelSpec> changed =
        changes(SPEC.tuning(), t -> new KernelSpec(ATTENTION, (Tuning) t, SPEC.target()));
    assertThat(changed.keySet())
        .containsExactlyInAnyOrder(
            "buffering",
            "waves",
            "tile",
            "kPath",
            "nonTemporal",
            "wavesPerEu",
            "reduce",
            "numbering",
            "schedule");
    assertAllKeysDiffer(changed.values());
  }

  @Test
  void changesWithDtypeTargetAndWhatOnlySomeTargetsHave() {
    AttentionSpec half = AttentionSpec.of(128, 8, 2, DataType.FP16, 16, KvLayout.NHD);
    Tuning narrow = SPEC.tuning();
    Tuning wide = KernelDesign.of(ATTENTION, Target.GFX950).defaultTuning();
    assertAllKeysDiffer(
        List.of(
            new KernelSpec(half, narrow, Target.GFX942),
            new KernelSpec(ATTENTION.withWindow(4096), narrow, Target.GFX942),
            new KernelSpec(ATTENTION.withChunk(4096), narrow, Target.GFX942),
            new KernelSpec(ATTENTION.withChunk(4095), narrow, Target.GFX942),
            new KernelSpec(ATTENTION.with(s -> s.valueSize(64)), narrow, Target.GFX942),
            new KernelSpec(ATTENTION, narrow, Target.GFX90A),
            new KernelSpec(ATTENTION, narrow, Target.GFX950),
            new KernelSpec(ATTENTION, wide.withMfma(MfmaShape.M16N16K16), Target.GFX950),
            new KernelSpec(ATTENTION, wide.withVPath(LoadPath.LDS), Target.GFX950),
            new KernelSpec(ATTENTION, wide, Target.GFX950)));
  }

  @Test
  void changesWithOptionsAndCompilerAndNothingElse() {
    String source = renderer.render(SPEC).source();
    CacheKey key = CacheKey.of(source, OPTIONS, "gfx942", COMPILER);
    assertThat(
            List.of(
                CacheKey.of(source, List.of("-O2"), "gfx942", COMPILER),
                CacheKey.of(source, List.of("-O3", "-g"), "gfx942", COMPILER),
                CacheKey.of(source, OPTIONS, "gfx950", COMPILER),
                CacheKey.of(source, OPTIONS, "gfx942", COMPILER + "4")))
        .doesNotHaveDuplicates()
        .doesNotContain(key);
    assertThat(
            CacheKey.of(new Renderer().render(SPEC).source(), List.of("-O3"), "gfx942", COMPILER))
        .isEqualTo(key);
  }

  private void assertAllKeysDiffer(Iterable<KernelSpec> specs) {
    List<CacheKey> keys = new ArrayList<>();
    keys.add(key(SPEC));
    specs.forEach(spec -> keys.add(key(spec)));
    assertThat(keys).doesNotHaveDuplicates();
  }

  private CacheKey key(KernelSpec spec) {
    return CacheKey.of(renderer.render(spec).source(), OPTIONS, spec.target().arch(), COMPILER);
  }

  /** For each component of a record, the first supported spec in which it alone is different. */
  private static Map<String, KernelSpec> changes(
      Record record, java.util.function.Function<Record, KernelSpec> spec) {
    Map<String, KernelSpec> changed = new LinkedHashMap<>();
    RecordComponent[] components = record.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      if (FIXED.contains(components[i].getName())) {
        continue;
      }
      int index = i;
      Object[] values =
          Arrays.stream(components).map(c -> valueOf(c, record)).toArray(Object[]::new);
      Predicate<KernelSpec> supported = s -> Support.refusals(s).isEmpty();
      List<?> others = OTHERS.getOrDefault(components[i].getType(), List.of());
      others.stream()
          .filter(other -> !other.equals(values[index]))
          .flatMap(other -> with(record, components, values, index, other).stream())
          .map(spec)
          .filter(supported)
          .findFirst()
          .ifPresent(s -> changed.put(components[index].getName(), s));
    }
    return changed;
  }

  private static Object valueOf(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot change a component", e);
    }
  }

  private static List<Record> with(
      Record record, RecordComponent[] components, Object[] values, int index, Object other) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<? extends Record> constructor = record.getClass().getDeclaredConstructor(types);
      Object[] changed = values.clone();
      changed[index] = other;
      return List.of(constructor.newInstance(changed));
    } catch (InvocationTargetException e) {
      return List.of(); // a value that the record does not take
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot change a component", e);
    }
  }
}
