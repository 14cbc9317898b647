package dev.pagen.cli;

import dev.pagen.cache.CacheListing;
import dev.pagen.cache.GcReport;
import dev.pagen.cache.KernelCache;
import dev.pagen.cache.VerifyReport;
import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.toolchain.Host;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen cache}: what is in the cache of code objects. */
@Command(name = "cache", header = "List, check and clear the cache of compiled kernels.")
final class CacheCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
  private static final int BYTES_PER_MB = 1 << 20;

  private final Host host;

  @Spec private CommandSpec spec;

  CacheCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    throw Errors.missingCommand(spec);
  }

  @Command(name = "ls", header = "List the kernels, last used first.")
  int ls(@Mixin Output output) {
    KernelCache cache = cache();
    List<CacheListing> kernels = cache.list();
    long bytes = kernels.stream().mapToLong(CacheListing::bytes).sum();
    if (!kernels.isEmpty()) {
      output.print(table(kernels), 0);
      output.text().println();
    }
    output
        .text()
        .printf(
            "%s, %s, in %s%n",
            Words.count(kernels.size(), "kernel"), Words.bytes(bytes), cache.path());
    ObjectNode document = Json.object();
    document.put("path", cache.path().toString());
    document.put("bytes", bytes);
    ArrayNode list = document.putArray("kernels");
    kernels.forEach(kernel -> list.add(json(kernel)));
    output.finish(document);
    return ExitCode.DONE.code();
  }

  private static Table table(List<CacheListing> kernels) {
    Table table =
        new Table(
            Column.text("kernel"),
            Column.number("size"),
            Column.number("compile").expendable(1),
            Column.text("last used"));
    for (CacheListing kernel : kernels) {
      table.add(
          kernel.name(),
          Words.bytes(kernel.bytes()),
          kernel.compileTime().toMillis() + " ms",
          TIME.format(kernel.lastUsed().atZone(ZoneId.systemDefault())));
    }
    return table;
  }

  private static ObjectNode json(CacheListing kernel) {
    return Json.object()
        .put("name", kernel.name())
        .put("target", kernel.arch())
        .put("key", kernel.key().hex())
        .put("compiler", kernel.compilerIdentity())
        .put("bytes", kernel.bytes())
        .put("created", kernel.created().toString())
        .put("last_used", kernel.lastUsed().toString())
        .put("compile_ms", kernel.compileTime().toMillis());
  }

  @Command(
      name = "gc",
      header = "Remove what killed processes left, and, if the cache is too large, old kernels.")
  int gc(
      @Option(
              names = "--max-size",
              paramLabel = "MB",
              description =
                  "Remove kernels until the cache is no larger than this (default 2048). Kernels"
                      + " used in the last minute stay.")
          @Nullable Integer maxMegabytes,
      @Mixin Output output) {
    if (maxMegabytes != null && maxMegabytes < 0) {
      throw new ParameterException(
          spec.subcommands().get("gc"),
          "--max-size %d: it must be at least 0".formatted(maxMegabytes));
    }
    KernelCache cache =
        maxMegabytes == null
            ? cache()
            : BuilderOptions.cache(host, (long) maxMegabytes * BYTES_PER_MB);
    GcReport report = cache.gc();
    output
        .text()
        .printf(
            "removed %s, %s; %d left, %s%n",
            Words.count(report.evicted(), "kernel"),
            Words.bytes(report.freedBytes()),
            report.entries(),
            Words.bytes(report.bytes()));
    output.finish(
        Json.object()
            .put("removed", report.evicted())
            .put("removed_bytes", report.freedBytes())
            .put("left", report.entries())
            .put("left_bytes", report.bytes()));
    return ExitCode.DONE.code();
  }

  @Command(
      name = "verify",
      header = "Check every kernel's checksums; exit code 5 if a damaged one stays.")
  int verify(
      @Option(names = "--remove", description = "Remove the kernels that are damaged.")
          boolean remove,
      @Mixin Output output) {
    VerifyReport report = cache().verify(remove);
    ObjectNode document =
        Json.object().put("checked", report.checked()).put("removed", report.removed());
    ArrayNode damaged = document.putArray("damaged");
    for (VerifyReport.Bad bad : report.bad()) {
      output.text().printf("%s: %s%n", bad.folder(), bad.reason());
      damaged
          .addObject()
          .put("key", bad.key().hex())
          .put("path", bad.folder().toString())
          .put("reason", bad.reason());
    }
    output
        .text()
        .printf(
            "%s checked, %d damaged, %d removed%n",
            Words.count(report.checked(), "kernel"), report.bad().size(), report.removed());
    output.finish(document);
    return (report.bad().size() > report.removed() ? ExitCode.MISMATCH : ExitCode.DONE).code();
  }

  @Command(name = "clear", header = "Remove every kernel.")
  int clear(@Mixin Output output) {
    int removed = cache().clear();
    output.text().printf("removed %s%n", Words.count(removed, "kernel"));
    output.finish(Json.object().put("removed", removed));
    return ExitCode.DONE.code();
  }

  @Command(name = "path", header = "Print the cache's folder.")
  int path(@Mixin Output output) {
    String path = cache().path().toString();
    output.text().println(path);
    output.finish(Json.object().put("path", path));
    return ExitCode.DONE.code();
  }

  private KernelCache cache() {
    return BuilderOptions.cache(host);
  }
}
