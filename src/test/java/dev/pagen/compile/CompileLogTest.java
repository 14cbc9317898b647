package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompileLogTest {
  private static final String LOG =
      """
      In file included from /tmp/comgr-1/input/k-p1.hip:1:
      /tmp/comgr-1/input/k-p1.hip:4:2: warning: unused
      /tmp/comgr-1/input/k-p1.hip:9:3: error: use of '/other/file.h'
      /tmp/comgr-1/input/k-p1.hip:10:3: error: second
      """;

  @Test
  void namesTheSourceWithoutTheCompilersFolder() {
    assertThat(CompileLog.named(LOG, "k-p1.hip"))
        .isEqualTo(
            """
            In file included from k-p1.hip:1:
            k-p1.hip:4:2: warning: unused
            k-p1.hip:9:3: error: use of '/other/file.h'
            k-p1.hip:10:3: error: second
            """);
  }

  @Test
  void findsTheFirstErrorAfterWarnings() {
    assertThat(CompileLog.firstError(CompileLog.named(LOG, "k-p1.hip")))
        .hasValue("k-p1.hip:9:3: error: use of '/other/file.h'");
    assertThat(CompileLog.firstError("all is well")).isEmpty();
  }
}
