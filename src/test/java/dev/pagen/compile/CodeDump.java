package dev.pagen.compile;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Cubin;
import dev.pagen.codeobject.GpuCode;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.UnsupportedSpecException;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.Vendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows what a change of the templates does to the kernels' code: writes down the disassembly and
 * the registers of many kernels, once with the old templates and once with the new ones, and
 * compares.
 *
 * <pre>
 * CodeDump dump FOLDER NAME quick|matrix|drawn LIMIT [PATTERN]
 * CodeDump compare FOLDER BEFORE AFTER
 * </pre>
 *
 * A dump is {@code FOLDER/NAME.tsv}, a line a kernel (those whose command has the pattern, if one
 * is given), and goes on where it ended. The code lies in {@code FOLDER/code}, named after the
 * source: what differs from a source there in names, comments and layout alone is not compiled
 * again. {@code PAGEN_TOOLCHAIN} names the HIPRTC.
 */
final class CodeDump {
  private static final List<String> OPTIONS = List.of("-O3");
  private static final Pattern NO_CODE = Pattern.compile("//.*|/\\*.*?\\*/");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern INSTRUCTION = Pattern.compile("[a-zA-Z@{].*[^:]");

  private final Path folder;
  private final Path list;
  private final Renderer renderer = new Renderer();

  private CodeDump(Path folder, String name) {
    this.folder = folder;
    this.list = folder.resolve(name + ".tsv");
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    if (arguments[0].equals("compare")) {
      compare(folder, arguments[2], arguments[3]);
      return;
    }
    ComparedKernels kernels = ComparedKernels.valueOf(arguments[3].toUpperCase(Locale.ROOT));
    Pattern pattern = Pattern.compile(arguments.length > 5 ? arguments[5] : "");
    new CodeDump(folder, arguments[2]).write(kernels, Long.parseLong(arguments[4]), pattern);
  }

  private void write(ComparedKernels kernels, long limit, Pattern pattern) throws IOException {
    Files.createDirectories(folder.resolve("code"));
    Map<String, String> done = read(list);
    List<KernelSpec> specs =
        kernels
            .specs()
            .limit(limit)
            .filter(spec -> pattern.matcher(ComparedKernels.command(spec)).find())
            .toList();
    for (Family family : Family.values()) {
      Vendor vendor = family == Family.CDNA ? Vendor.AMD : Vendor.NVIDIA;
      List<KernelSpec> own =
          specs.stream().filter(spec -> spec.target().family() == family).toList();
      Optional<Toolchain> toolchain = own.isEmpty() ? Optional.empty() : TestToolchain.of(vendor);
      if (toolchain.isEmpty()) {
        continue;
      }
      CompilerSettings settings =
          CompilerSettings.keepingFailuresIn(folder.resolve("failed")).withWorkers(1);
      try (Compiler compiler = Compiler.open(toolchain.get(), settings)) {
        for (KernelSpec spec : own) {
          String command = ComparedKernels.command(spec);
          if (!done.containsKey(command)) {
            String code = code(spec, compiler, toolchain.get());
            if (!code.isEmpty()) {
              Files.writeString(
                  list,
                  command + "\t" + code + "\n",
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND);
              done.put(command, code);
            }
          }
        }
      }
    }
  }

  /** The name of its code's file, or nothing for a kernel that there is not. */
  private String code(KernelSpec spec, Compiler compiler, Toolchain toolchain) throws IOException {
    RenderedKernel kernel;
    try {
      kernel = renderer.render(spec);
    } catch (UnsupportedSpecException e) {
      return "";
    }
    String arch = spec.target().arch();
    String name = digest(UnnamedSource.of(kernel.source()) + arch + toolchain.identity());
    Path file = folder.resolve("code").resolve(name);
    if (!Files.exists(file)) {
      CompileResult result =
          compiler.compile(new CompileRequest("kernel", kernel.source(), arch, OPTIONS));
      String text = resources(result.codeObject()) + listing(compiler, result, spec.target());
      Files.writeString(file, text);
    }
    return name;
  }

  private static String resources(byte[] codeObject) {
    Stream<String> kernels =
        switch (GpuCode.read(codeObject)) {
          case CodeObject amd -> amd.kernels().stream().map(k -> k.name() + ": " + k.resources());
          case Cubin nvidia ->
              nvidia.kernels().stream()
                  .map(
                      k ->
                          "%s: registers=%d, sharedBytes=%d, localBytes=%d"
                              .formatted(k.name(), k.registers(), k.sharedBytes(), k.localBytes()));
        };
    return kernels.map(k -> "# " + k + "\n").collect(Collectors.joining());
  }

  private static String listing(Compiler compiler, CompileResult result, Target target) {
    String text = compiler.disassemble(result.codeObject(), target.arch()).value().orElseThrow();
    return text.lines()
        .map(line -> NO_CODE.matcher(line).replaceAll(" "))
        .map(line -> BLANKS.matcher(line).replaceAll(" ").strip())
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> read(Path list) throws IOException {
    Map<String, String> codes = new LinkedHashMap<>();
    if (Files.exists(list)) {
      for (String line : Files.readAllLines(list)) {
        String[] fields = line.split("\t", 2);
        codes.put(fields[0], fields[1]);
      }
    }
    return codes;
  }

  private static void compare(Path folder, String before, String after) throws IOException {
    Map<String, String> old = read(folder.resolve(before + ".tsv"));
    Map<String, String> changed = read(folder.resolve(after + ".tsv"));
    int same = 0;
    int missing = 0;
    int different = 0;
    for (Map.Entry<String, String> each : changed.entrySet()) {
      String name = old.get(each.getKey());
      if (name == null) {
        missing++;
        continue;
      }
      String was = Files.readString(folder.resolve("code").resolve(name));
      String is = Files.readString(folder.resolve("code").resolve(each.getValue()));
      if (was.equals(is)) {
        same++;
        continue;
      }
      different++;
      System.out.printf("%s%n  before %s%n", each.getKey(), name);
      System.out.print(summary(was));
      System.out.printf("  after %s%n%s", each.getValue(), summary(is));
    }
    System.out.printf(
        "%d the same, %d different, %d in %s alone%n", same, different, missing, after);
  }

  private static String summary(String code) {
    long instructions = code.lines().filter(line -> INSTRUCTION.matcher(line).matches()).count();
    return code.lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> "    " + line + "\n")
        .collect(Collectors.joining("", "    " + instructions + " instructions\n", ""));
  }
}
