import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that every Java source is formatted as google-java-format would, or makes it so.
 *
 * <p>Run by the build as {@code java -cp FORMATTER Format.java --check|--replace STAMP FOLDER}.
 * STAMP is touched when all is well; a file older than it was good then and is skipped.
 */
void main(String[] args) throws IOException {
  boolean replace = args[0].equals("--replace");
  Path stamp = Path.of(args[1]);
  Instant start = Instant.now();

  List<String> arguments = new ArrayList<>();
  arguments.addAll(replace ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
  List<String> sources = sourcesSince(stamp, Path.of(args[2]));
  arguments.addAll(sources);
  if (!sources.isEmpty() && !format(arguments)) {
    System.err.println(
        "The sources named above are not formatted. To format them: ./mvnw -q -Pformat");
    System.exit(1);
  }
  Files.writeString(stamp, "");
  Files.setLastModifiedTime(stamp, FileTime.from(start));
}

boolean format(List<String> arguments) {
  var out = new PrintWriter(System.out, true);
  var err = new PrintWriter(System.err, true);
  try {
    return new Main(out, err, System.in).format(arguments.toArray(String[]::new)) == 0;
  } catch (Exception e) {
    err.println(e.getMessage());
    return false;
  }
}

List<String> sourcesSince(Path stamp, Path folder) throws IOException {
  Instant checked =
      Files.exists(stamp) ? Files.getLastModifiedTime(stamp).toInstant() : Instant.EPOCH;
  try (Stream<Path> files = Files.walk(folder)) {
    List<String> sources = new ArrayList<>();
    for (Path file : (Iterable<Path>) files.filter(this::isSource).sorted()::iterator) {
      if (!Files.getLastModifiedTime(file).toInstant().isBefore(checked)) {
        sources.add(file.toString());
      }
    }
    return sources;
  }
}

boolean isSource(Path file) {
  String name = file.toString();
  return name.endsWith(".java") && !name.contains("/dev/pagen/hip/gen/");
}
