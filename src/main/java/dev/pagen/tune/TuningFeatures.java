package dev.pagen.tune;

import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tunings as rows of numbers: a constant, and a one for each value that a parameter has. */
final class TuningFeatures {
  private record Value(TuningParameter parameter, Object value) {}

  private final List<Value> values = new ArrayList<>();
  private final int parameters;

  private TuningFeatures(Map<TuningParameter, Set<Object>> varied) {
    this.parameters = varied.size();
    varied.forEach((parameter, set) -> set.forEach(v -> values.add(new Value(parameter, v))));
  }

  /** Features of the parameters that differ among {@code tunings}. */
  static TuningFeatures of(List<Tuning> tunings) {
    Map<TuningParameter, Set<Object>> varied = new EnumMap<>(TuningParameter.class);
    for (TuningParameter parameter : TuningParameter.values()) {
      Set<Object> values = new LinkedHashSet<>();
      tunings.forEach(tuning -> values.add(parameter.value(tuning)));
      if (values.size() > 1) {
        varied.put(parameter, values);
      }
    }
    return new TuningFeatures(varied);
  }

  /** How many parameters differ. */
  int parameters() {
    return parameters;
  }

  double[] of(Tuning tuning) {
    double[] row = new double[values.size() + 1];
    row[0] = 1;
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      row[i + 1] = value.parameter().value(tuning).equals(value.value()) ? 1 : 0;
    }
    return row;
  }
}
