package dev.pagen.compile;

import dev.pagen.toolchain.Toolchain;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a worker process is started. */
final class WorkerCommand {
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

  private WorkerCommand() {}

  /** The command line of a worker that connects to {@code socket}. */
  static List<String> line(Toolchain toolchain, CompilerSettings settings, Path socket) {
    List<String> line = new ArrayList<>();
    toolchain
        .loader()
        .ifPresent(
            loader -> {
              line.add(loader.toAbsolutePath().toString());
              if (!toolchain.libraryPath().isEmpty()) {
                line.add("--library-path");
                line.add(joined(toolchain.libraryPath()));
              }
            });
    line.add(settings.javaHome().toAbsolutePath().resolve("bin/java").toString());
    line.addAll(JVM);
    line.addAll(settings.jvmArguments());
    line.add("-cp");
    line.add(classPath());
    line.add(CompileWorker.class.getName());
    line.add(socket.toString());
    line.add(toolchain.hiprtc().toAbsolutePath().toString());
    line.add(disassembler(toolchain));
    toolchain.hipRuntime().ifPresent(runtime -> line.add(runtime.toAbsolutePath().toString()));
    return line;
  }

  /** As {@link Disassembler#open} takes it. */
  private static String disassembler(Toolchain toolchain) {
    return switch (toolchain.disassembler().orElse(null)) {
      case Toolchain.Disassembler.Comgr(Path path) -> Disassembler.COMGR + path.toAbsolutePath();
      case Toolchain.Disassembler.Nvdisasm(Path path) ->
          Disassembler.NVDISASM + path.toAbsolutePath();
      case null -> Disassembler.NONE;
    };
  }

  /** Turns the inherited environment into the worker's. */
  static void environment(Map<String, String> environment, Toolchain toolchain, Path scratch) {
    environment.keySet().removeAll(DROPPED_VARIABLES);
    environment.put("AMD_COMGR_CACHE", "0");
    toolchain.nvrtc().ifPresent(nvrtc -> environment.put("PAGEN_NVRTC", nvrtc.toString()));
    environment.put("TMPDIR", scratch.toString());
    if (toolchain.loader().isEmpty() && !toolchain.libraryPath().isEmpty()) {
      String inherited = environment.getOrDefault("LD_LIBRARY_PATH", "");
      environment.put(
          "LD_LIBRARY_PATH",
          joined(toolchain.libraryPath())
              + (inherited.isEmpty() ? "" : File.pathSeparator + inherited));
    }
  }

  private static String joined(List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Where this very code was loaded from; a worker needs nothing beside it and the JDK. */
  private static String classPath() {
    CodeSource source = CompileWorker.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return System.getProperty("java.class.path");
    }
    try {
      return Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return System.getProperty("java.class.path");
    }
  }
}
