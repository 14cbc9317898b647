package dev.pagen.cli;

import dev.pagen.cache.CacheListing;
import dev.pagen.cache.GcReport;
import dev.pagen.cache.KernelCache;
import dev.pagen.cache.VerifyReport;
import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen cache}: what is in the cache of code objects. */
@Command(name = "cache", description = "List, check and clear the cache of compiled kernels.")
final class CacheCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: ls, gc, verify, clear or path");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  @Command(name = "ls", description = "List the kernels, last used first.")
  int ls(@Option(names = "--json", description = "Print one JSON document.") boolean json) {
    List<CacheListing> kernels = BuilderOptions.cache().list();
    if (json) {
      ObjectNode document = Json.object();
      ArrayNode list = document.putArray("kernels");
      for (CacheListing kernel : kernels) {
        list.addObject()
            .put("name", kernel.name())
            .put("target", kernel.arch())
            .put("key", kernel.key().hex())
            .put("bytes", kernel.bytes())
            .put("created", kernel.created().toString())
            .put("last_used", kernel.lastUsed().toString())
            .put("compile_ms", kernel.compileTime().toMillis());
      }
      out().print(Json.text(document));
    } else {
      Table table =
          new Table(
              Column.text("kernel"),
              Column.number("size"),
              Column.number("compile"),
              Column.text("last used"));
      long bytes = 0;
      for (CacheListing kernel : kernels) {
        bytes += kernel.bytes();
        table.add(
            kernel.name(),
            Words.bytes(kernel.bytes()),
            kernel.compileTime().toMillis() + " ms",
            kernel.lastUsed().truncatedTo(ChronoUnit.SECONDS).toString());
      }
      if (!kernels.isEmpty()) {
        out().println(table);
      }
      out().printf("%d kernels, %s%n", kernels.size(), Words.bytes(bytes));
    }
    return ExitCode.DONE.code();
  }

  @Command(name = "gc", description = "Remove leftovers, and what is least used if it is too big.")
  int gc(
      @Option(
              names = "--max-size",
              paramLabel = "MB",
              description = "Size to keep within (default 2048).")
          @Nullable Long maxMegabytes) {
    if (maxMegabytes != null && maxMegabytes < 0) {
      throw new ParameterException(
          spec.commandLine(), "--max-size %d: it must be at least 0".formatted(maxMegabytes));
    }
    KernelCache standard = BuilderOptions.cache();
    KernelCache cache =
        maxMegabytes == null ? standard : new KernelCache(standard.path(), maxMegabytes << 20);
    GcReport report = cache.gc();
    out()
        .printf(
            "removed %d kernels, %s; %d left, %s%n",
            report.evicted(),
            Words.bytes(report.freedBytes()),
            report.entries(),
            Words.bytes(report.bytes()));
    return ExitCode.DONE.code();
  }

  @Command(name = "verify", description = "Check every kernel's checksums.")
  int verify(
      @Option(names = "--remove", description = "Remove the kernels that are damaged.")
          boolean remove) {
    VerifyReport report = BuilderOptions.cache().verify(remove);
    for (VerifyReport.Bad bad : report.bad()) {
      out().printf("%s: %s%n", bad.folder(), bad.reason());
    }
    out()
        .printf(
            "%d kernels checked, %d damaged, %d removed%n",
            report.checked(), report.bad().size(), report.removed());
    return (report.bad().size() > report.removed() ? ExitCode.INTERNAL : ExitCode.DONE).code();
  }

  @Command(name = "clear", description = "Remove every kernel.")
  int clear() {
    out().printf("removed %d kernels%n", BuilderOptions.cache().clear());
    return ExitCode.DONE.code();
  }

  @Command(name = "path", description = "Print the cache's folder.")
  int path() {
    out().println(BuilderOptions.cache().path());
    return ExitCode.DONE.code();
  }
}
