package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The libraries of a bundle as they were installed, two lines of its stamp for each: {@code file
 * SIZE SECONDS PATH} and {@code sha256 DIGEST CHANGE PATH}, as {@link FileState} has them. The
 * first alone is what an earlier pa-gen wrote.
 */
final class StampedFiles {
  /** What has become of them. */
  enum Condition {
    /** They are what was installed. */
    WHOLE,
    /** They have the sizes that they had, and there is no digest of one that was touched since. */
    TOUCHED,
    /** One is not there, or not what was installed. */
    DAMAGED
  }

  private record Seal(String digest, String change) {}

  private final Map<String, String> sizesAndTimes = new LinkedHashMap<>();
  private final Map<String, Seal> seals = new HashMap<>();
  private boolean legible = true;

  /** Takes a line of a stamp in; others than those two kinds are of no interest. */
  void add(String line) {
    boolean file = line.startsWith("file ");
    if (!file && !line.startsWith("sha256 ")) {
      return;
    }
    String[] words = line.split(" ", 4);
    if (words.length < 4) {
      legible = false;
    } else if (file) {
      sizesAndTimes.put(words[3], words[1] + " " + words[2]);
    } else {
      seals.put(words[3], new Seal(words[1], words[2]));
    }
  }

  /** Their paths within the root. */
  Set<String> paths() {
    return sizesAndTimes.keySet();
  }

  /** Whether every one has a digest. */
  boolean areSealed() {
    return seals.keySet().containsAll(sizesAndTimes.keySet());
  }

  /** Holds the files in {@code root} to what the stamp says; reads those that were touched. */
  Condition compare(Path root, FileDigests digests) {
    Condition condition = legible ? Condition.WHOLE : Condition.DAMAGED;
    try {
      for (Map.Entry<String, String> stamped : sizesAndTimes.entrySet()) {
        Path file = root.resolve(stamped.getKey());
        FileState now = FileState.of(file);
        Seal seal = seals.get(stamped.getKey());
        if (!stamped.getValue().startsWith(now.size() + " ")) {
          return Condition.DAMAGED;
        } else if (seal == null) {
          boolean same = stamped.getValue().equals(sizeAndTime(now));
          condition = same || condition == Condition.DAMAGED ? condition : Condition.TOUCHED;
        } else if (!seal.change().equals(now.change())
            && !digests.sha256(file).equals(seal.digest())) {
          return Condition.DAMAGED;
        }
      }
      return condition;
    } catch (IOException e) {
      return Condition.DAMAGED;
    }
  }

  /** The lines for {@code files}, which lie in {@code root}. */
  static String lines(Path root, Iterable<Path> files) throws IOException {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    FileDigests digests = new FileDigests(Optional.empty());
    for (Path file : files) {
      FileState state = FileState.of(file);
      Path path = root.relativize(file);
      lines.add("file " + sizeAndTime(state) + " " + path);
      lines.add("sha256 " + digests.sha256(file) + " " + state.change() + " " + path);
    }
    return lines.toString();
  }

  private static String sizeAndTime(FileState state) {
    return state.size() + " " + state.seconds();
  }
}
