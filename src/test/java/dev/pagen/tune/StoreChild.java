package dev.pagen.tune;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that appends to a store, one record for each number it is given. */
final class StoreChild {
  private StoreChild() {}

  /** Arguments: the store, the first number, and how many. */
  public static void main(String[] arguments) {
    TuningStore store = new TuningStore(Path.of(arguments[0]));
    int first = Integer.parseInt(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    SearchSpace space = TuningFixture.space();
    for (int i = first; i < first + count; i++) {
      store.append(record(space, i));
      System.out.write((i + "\n").getBytes(StandardCharsets.UTF_8), 0, (i + "\n").length());
      System.out.flush();
    }
  }

  static TuningRecord record(SearchSpace space, int number) {
    return TuningFixture.record(
            space.tunings().get(number % space.size()), TuningFixture.timed(100 + number, 16))
        .withTime(TuningFixture.TIME.plusSeconds(number));
  }

  static Process start(Path store, int first, int count) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    + File.pathSeparator,
                StoreChild.class.getName(),
                store.toString(),
                String.valueOf(first),
                String.valueOf(count)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
