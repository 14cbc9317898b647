package dev.pagen.verify;

import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Tells, of a test that fails, the kernel that it ran last, and the command line that runs it
 * again. JUnit finds this by itself: a test need not ask for it.
 */
public final class FailedKernel
    implements BeforeTestExecutionCallback,
        TestExecutionExceptionHandler,
        AfterTestExecutionCallback {
  /** Of the tests on this thread: one that waits for others may run another test meanwhile. */
  private static final ThreadLocal<Deque<String>> LAST = ThreadLocal.withInitial(ArrayDeque::new);

  /** Says what the test on this thread runs now. */
  static void note(KernelSpec spec, Workload workload, Placement placement) {
    Deque<String> tests = LAST.get();
    tests.poll();
    tests.push(
        "%s%nTo run it again: %s".formatted(spec.name(), command(spec, workload, placement)));
  }

  static String command(KernelSpec spec, Workload workload, Placement placement) {
    return new StringJoiner(" ")
        .add(SpecCommand.of("verify", spec.attention(), chosen(spec), spec.target()))
        .add("--contexts")
        .add(
            IntStream.range(0, workload.table().sequences())
                .mapToObj(s -> String.valueOf(workload.table().context(s)))
                .collect(Collectors.joining(",")))
        .add("--placement")
        .add(placement.toString())
        .add("--distribution all --pages shuffled --device emulator")
        .toString();
  }

  /** Of the tuning what is not the default. */
  private static Map<TuningParameter, String> chosen(KernelSpec spec) {
    Tuning usual = TuningChoices.NONE.resolve(spec.attention(), spec.target());
    Map<TuningParameter, String> chosen = new TreeMap<>();
    for (TuningParameter parameter : TuningParameter.values()) {
      String value = parameter.get(spec.tuning());
      if (!value.equals(parameter.get(usual))) {
        chosen.put(parameter, value);
      }
    }
    return chosen;
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    LAST.get().push("");
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    LAST.get().poll();
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    String last = LAST.get().peek();
    if (last == null || last.isEmpty() || failure instanceof TestAbortedException) {
      throw failure;
    }
    throw new AssertionError("%s%nThe last kernel: %s".formatted(failure, last), failure);
  }
}
