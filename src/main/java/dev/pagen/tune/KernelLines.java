package dev.pagen.tune;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the lines of a store that may be of a kernel. A store of many kernels has megabytes, most
 * of which are not even looked at: the search is Horspool's ("Practical fast searching in strings",
 * Software: Practice and Experience 10, 1980).
 */
final class KernelLines {
  private final byte[] pattern;
  private final int[] skips = new int[256];

  /** For kernels of a spec, and some others: what lines are looked for is how their spec begins. */
  KernelLines(AttentionSpec attention, Target target) {
    String text = RecordJson.text(attention);
    String start = text.substring(0, text.indexOf("\"dtype\""));
    this.pattern =
        "\"target\":\"%s\",\"attention\":%s"
            .formatted(target.arch(), start)
            .getBytes(StandardCharsets.UTF_8);
    Arrays.fill(skips, pattern.length);
    for (int i = 0; i < pattern.length - 1; i++) {
      skips[pattern[i] & 0xff] = pattern.length - 1 - i;
    }
  }

  /** The lines of {@code store} that say so, without their ends. */
  List<String> of(byte[] store) {
    List<String> lines = new ArrayList<>();
    int at = 0;
    while (at + pattern.length <= store.length) {
      if (Arrays.equals(store, at, at + pattern.length, pattern, 0, pattern.length)) {
        int start = at;
        while (start > 0 && store[start - 1] != '\n') {
          start--;
        }
        while (at < store.length && store[at] != '\n') {
          at++;
        }
        lines.add(new String(store, start, at - start, StandardCharsets.UTF_8));
      } else {
        at += skips[store[at + pattern.length - 1] & 0xff];
      }
    }
    return lines;
  }
}
