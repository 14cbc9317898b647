package dev.pagen.site;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** The API's pages, by javadoc. */
final class ApiPages {
  private ApiPages() {}

  static void write(Path out) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    int status =
        ToolProvider.findFirst("javadoc")
            .orElseThrow(() -> new IllegalStateException("this JDK has no javadoc"))
            .run(
                writer,
                writer,
                "-quiet",
                "-Xdoclint:none",
                "-encoding",
                "UTF-8",
                "-d",
                out.toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                "-sourcepath",
                "src/main/java",
                "-windowtitle",
                "pa-gen",
                "-doctitle",
                "pa-gen",
                "-exclude",
                "dev.pagen.hip.gen",
                "-subpackages",
                "dev.pagen");
    if (status != 0) {
      throw new IllegalStateException("javadoc failed:\n" + said);
    }
  }
}
