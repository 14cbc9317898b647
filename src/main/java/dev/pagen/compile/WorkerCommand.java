package dev.pagen.compile;

import dev.pagen.toolchain.Toolchain;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a worker process is started.
 *
 * @param scratch the folder of this worker, which is its working directory
 */
record WorkerCommand(Toolchain toolchain, CompilerSettings settings, Path scratch) {
  /** Small and quick to start: a worker runs little Java, and that only for a while. */
  private static final List<String> JVM =
      List.of(
          "-Xms16m",
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:ErrorFile=crash.log",
          "-Xlog:disable",
          "--enable-native-access=ALL-UNNAMED");

  /** They would change what a worker does, or what HIPRTC compiles, behind the cache's back. */
  private static final List<String> DROPPED_VARIABLES =
      List.of(
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "HIPRTC_COMPILE_OPTIONS_APPEND",
          "HIPRTC_LINK_OPTIONS_APPEND",
          "NVRTC_PREPEND_FLAGS",
          "NVRTC_APPEND_FLAGS",
          "AMD_COMGR_SAVE_TEMPS",
          "AMD_COMGR_REDIRECT_LOGS",
          "AMD_COMGR_EMIT_VERBOSE_LOGS",
          "AMD_COMGR_TIME_STATISTICS");

  /** Read by the dynamic loader as a separator of folders, or as the start of a token. */
  private static final Pattern LOADER_SYNTAX = Pattern.compile("[:;$]");

  /**
   * The command line. Where something in it has a name that its reader would misunderstand, a link
   * to that is made in {@code scratch}, and named instead.
   *
   * @throws IOException if a link cannot be made
   */
  List<String> line() throws IOException {
    List<String> line = new ArrayList<>();
    if (toolchain.loader().isPresent()) {
      line.add(toolchain.loader().get().toAbsolutePath().toString());
      if (!toolchain.libraryPath().isEmpty()) {
        line.add("--library-path");
        line.add(libraryPath());
      }
    }
    line.add(java().toString());
    line.addAll(JVM);
    line.addAll(settings.jvmArguments());
    line.add("-cp");
    line.add(classPath());
    line.add(CompileWorker.class.getName());
    line.add(socket().toString());
    line.add(library("hiprtc", toolchain.hiprtc()));
    line.add(disassembler());
    if (toolchain.hipRuntime().isPresent()) {
      line.add(library("runtime", toolchain.hipRuntime().get()));
    }
    return line;
  }

  private Path java() {
    Path java = settings.javaHome().toAbsolutePath().resolve("bin/java");
    if (!Files.isExecutable(java)) {
      throw new CompilerStartException(
          "A compile worker could not be started: there is no %s. Workers run on the Java of their parent: make its image with bin/java (for jpackage give --jlink-options without --strip-native-commands)."
              .formatted(java));
    }
    return java;
  }

  /** The socket on which the worker finds its parent. */
  Path socket() {
    return scratch.resolve("socket");
  }

  /** As {@link Disassembler#open} takes it. */
  private String disassembler() throws IOException {
    return switch (toolchain.disassembler().orElse(null)) {
      case Toolchain.Disassembler.Comgr(Path path) -> Disassembler.COMGR + library("comgr", path);
      case Toolchain.Disassembler.Nvdisasm(Path path) ->
          Disassembler.NVDISASM + path.toAbsolutePath();
      case null -> Disassembler.NONE;
    };
  }

  /**
   * Turns the inherited environment into the worker's.
   *
   * @throws IOException if a link cannot be made
   */
  void environment(Map<String, String> environment) throws IOException {
    environment.keySet().removeAll(DROPPED_VARIABLES);
    environment.put("AMD_COMGR_CACHE", "0");
    if (toolchain.nvrtc().isPresent()) {
      environment.put("PAGEN_NVRTC", library("nvrtc", toolchain.nvrtc().get()));
    }
    environment.put("TMPDIR", scratch.toString());
    if (toolchain.loader().isEmpty() && !toolchain.libraryPath().isEmpty()) {
      String inherited = environment.getOrDefault("LD_LIBRARY_PATH", "");
      environment.put(
          "LD_LIBRARY_PATH",
          libraryPath() + (inherited.isEmpty() ? "" : File.pathSeparator + inherited));
    }
  }

  private String libraryPath() throws IOException {
    List<String> folders = new ArrayList<>();
    for (Path folder : toolchain.libraryPath()) {
      folders.add(linked("libraries-" + folders.size(), folder).toString());
    }
    return String.join(File.pathSeparator, folders);
  }

  private String library(String name, Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    return linked(name, absolute.resolveSibling("")).resolve(absolute.getFileName()).toString();
  }

  /**
   * Where this very code was loaded from; a worker needs nothing beside it and the JDK. It is in a
   * folder that may be linked to: a class cache knows what lies beside it too.
   */
  private String classPath() throws IOException {
    CodeSource source = CompileWorker.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return System.getProperty("java.class.path");
    }
    try {
      return library("code", Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return System.getProperty("java.class.path");
    }
  }

  /** The folder itself where its name has nothing special, or else a link to it. */
  private Path linked(String name, Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    if (!LOADER_SYNTAX.matcher(absolute.toString()).find()) {
      return absolute;
    }
    Path link = scratch.resolve(name);
    return Files.isSymbolicLink(link) ? link : Files.createSymbolicLink(link, absolute);
  }
}
