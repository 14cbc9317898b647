package dev.pagen.toolchain.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DebianVersionTest {
  private static final List<String> REAL =
      List.of(
          "6.4.3-5",
          "6.4.3-5~bpo13+1",
          "7.2.4-1~exp2",
          "7.2.4-1",
          "7.2.4+dfsg-1~exp1",
          "7.10-1",
          "10.0~rc1-1",
          "10.0-1",
          "1:22.1.8-3",
          "22.1.8-3",
          "2.0.19-1+b2",
          "2.0.19-1",
          "1:1.3.dfsg+really1.3.2-4",
          "7.2.53211",
          "0.196-1",
          "0.0196-1");

  private static int order(String a, String b) {
    return Integer.signum(new DebianVersion(a).compareTo(new DebianVersion(b)));
  }

  @Test
  void whatIsOnlyTriedComesBeforeWhatIsDone() {
    assertThat(order("7.2.4-1~exp2", "7.2.4-1")).isNegative();
    assertThat(order("10.0-1", "7.2-1")).isPositive();
    assertThat(order("1:1-1", "22-1")).isPositive();
    assertThat(order("7.2.4-1", "7.2.4-1")).isZero();
  }

  @Test
  void ordersAsDpkgDoes() throws Exception {
    Path dpkg = Path.of("/usr/bin/dpkg");
    assumeTrue(Files.isExecutable(dpkg), "a machine with dpkg");
    List<String> versions = new ArrayList<>(REAL);
    Random random = new Random(14);
    String alphabet = "0123456789.+~ab";
    for (int i = 0; i < 12; i++) {
      StringBuilder drawn = new StringBuilder("" + random.nextInt(3));
      for (int n = random.nextInt(6); n > 0; n--) {
        drawn.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      versions.add(drawn + (random.nextBoolean() ? "-" + random.nextInt(20) : ""));
    }
    for (int i = 0; i < 150; i++) {
      String a = versions.get(random.nextInt(versions.size()));
      String b = versions.get(random.nextInt(versions.size()));
      int theirs = dpkg(a, "lt", b) ? -1 : dpkg(a, "gt", b) ? 1 : 0;
      assertThat(order(a, b)).as(a + " and " + b).isEqualTo(theirs);
    }
  }

  private static boolean dpkg(String a, String operator, String b) throws Exception {
    return new ProcessBuilder("/usr/bin/dpkg", "--compare-versions", a, operator, b)
            .start()
            .waitFor()
        == 0;
  }
}
