package dev.pagen.cli;

import dev.pagen.report.drawing.Figure;
import dev.pagen.report.tuning.TuningPage;
import dev.pagen.report.tuning.TuningReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Files that sweeps are reported in. */
final class ReportFiles {
  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write a page: the best candidates and why, what each parameter costs, every"
              + " candidate against the floor, and which candidates have no time.")
  private @Nullable Path html;

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description = "Write the drawings of that page as SVG files.")
  private @Nullable Path plots;

  /**
   * Writes what was asked for.
   *
   * @throws OutputException if that cannot be done
   */
  void write(List<TuningReport> reports) {
    if (html != null) {
      write("--html", html, TuningPage.html(reports, Version.ofBuild()));
    }
    Path folder = plots;
    if (folder != null) {
      for (int i = 0; i < reports.size(); i++) {
        String name = reports.get(i).kernel() + (reports.size() == 1 ? "" : "-" + (i + 1));
        reports
            .get(i)
            .figures()
            .forEach(
                (figure, drawing) ->
                    write(
                        "--plots",
                        folder.resolve("%s-%s.svg".formatted(name, figure)),
                        drawing.svg()));
      }
    }
  }

  /** Writes a drawing: a page with it where the file is called .html, else the drawing alone. */
  static void writePlot(String option, Path file, Supplier<Figure> figure, Supplier<String> page) {
    boolean html = file.toString().endsWith(".html");
    write(option, file, html ? page.get() : figure.get().svg());
  }

  /** Writes a file, with the folders that it lies in. */
  static void write(String option, Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new OutputException(option, file, e);
    }
  }
}
