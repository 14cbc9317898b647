package dev.pagen.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheKeyTest {

  @Test
  void equalPartsGiveEqualKeys() {
    assertThat(CacheKey.of("s", List.of("-O3"), "gfx942", "c"))
        .isEqualTo(CacheKey.of("s", List.of("-O3"), "gfx942", "c"));
  }

  @Test
  void partsCannotRunTogether() {
    List<CacheKey> keys =
        List.of(
            CacheKey.of("ab", List.of("c"), "d", "e"),
            CacheKey.of("a", List.of("bc"), "d", "e"),
            CacheKey.of("ab", List.of("c", "d"), "", "e"),
            CacheKey.of("ab", List.of(), "cd", "e"),
            CacheKey.of("ab", List.of("c"), "de", ""),
            CacheKey.of("ab", List.of("c", ""), "d", "e"),
            CacheKey.of("ab", List.of("", "c"), "d", "e"),
            CacheKey.of("abc", List.of(""), "d", "e"));
    assertThat(new HashSet<>(keys)).hasSameSizeAs(keys);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void anyChangeOfAnyPartChangesTheKey(long seed) {
    Random random = new Random(seed);
    Set<CacheKey> seen = new HashSet<>();
    for (int round = 0; round < 300; round++) {
      String source = text(random);
      List<String> options = new ArrayList<>(List.of(text(random), text(random), text(random)));
      String arch = text(random);
      String compiler = text(random);
      CacheKey key = CacheKey.of(source, options, arch, compiler);
      assertThat(seen.add(key)).isTrue();
      assertThat(seen.add(CacheKey.of(changed(random, source), options, arch, compiler))).isTrue();
      assertThat(seen.add(CacheKey.of(source, options, changed(random, arch), compiler))).isTrue();
      assertThat(seen.add(CacheKey.of(source, options, arch, changed(random, compiler)))).isTrue();
      int which = random.nextInt(options.size());
      options.set(which, changed(random, options.get(which)));
      assertThat(seen.add(CacheKey.of(source, options, arch, compiler))).isTrue();
      options.remove(which);
      assertThat(seen.add(CacheKey.of(source, options, arch, compiler))).isTrue();
      assertThat(seen.add(CacheKey.of(source, options.reversed(), arch, compiler))).isTrue();
    }
  }

  @Test
  void theNameForPeopleIsNotInTheKey() {
    CacheRequest one = new CacheRequest("one", "s", List.of(), "gfx942", "c");
    CacheRequest two = new CacheRequest("two", "s", List.of(), "gfx942", "c");
    assertThat(one.key()).isEqualTo(two.key());
  }

  @Test
  void refusesWhatIsNotAKey() {
    assertThatThrownBy(() -> new CacheKey("../../etc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("../../etc");
  }

  /** Random text over an alphabet with separators, zero and characters outside of ASCII. */
  private static String text(Random random) {
    String alphabet = "ab ,;=\n\0\u00e9\u4e2d";
    StringBuilder text = new StringBuilder();
    int length = 12 + random.nextInt(30);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static String changed(Random random, String text) {
    int at = random.nextInt(text.length());
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + "x" + text.substring(at);
      case 1 -> text.substring(0, at) + "y" + text.substring(at + 1);
      default -> text + "\0";
    };
  }
}
