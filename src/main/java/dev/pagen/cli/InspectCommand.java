package dev.pagen.cli;

import dev.pagen.InputFile;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Cubin;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.Reading;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.Compiler;
import dev.pagen.compile.UnreadableKernelException;
import dev.pagen.elf.CodeObjectException;
import dev.pagen.report.Json;
import dev.pagen.report.code.CodeObjectReport;
import dev.pagen.spec.KernelSpec;
import dev.pagen.toolchain.Vendor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen inspect}: what the kernels of a code object cost, whoever compiled it. */
@Command(
    name = "inspect",
    header = "Show registers, LDS, occupancy, bytes in flight and instructions of kernels.",
    customSynopsis = {
      "pa-gen inspect FILE.co... [OPTIONS]",
      "       pa-gen inspect MODEL [--tp N] [OPTIONS]",
      "       pa-gen inspect --head-size N --q-heads N --kv-heads N [OPTIONS]"
    },
    description = {
      "",
      "Takes code objects of any compiler, or what generate takes: then it builds that first."
    },
    footer = {
      "",
      "Examples:",
      "  pa-gen inspect kernels/grok-1/*.co",
      "  pa-gen inspect examples/models/grok-1.json --tp 8 --arch gfx950 --buffering 3"
    })
final class InspectCommand implements Callable<Integer> {
  private static final byte[] ELF_MAGIC = {0x7f, 'E', 'L', 'F'};
  private static final String KERNELS = "kernels";
  private static final String SIZE = "size";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE.co|MODEL",
      description = "Code objects, or one Hugging Face config.json or a folder with one.")
  private List<Path> inputs = List.of();

  @Mixin(name = KERNELS)
  private KernelOptions kernels = new KernelOptions();

  @Mixin(name = SIZE)
  private SizeOptions size = new SizeOptions();

  @Mixin private BuilderOptions builder;
  @Mixin private Output output;

  @Override
  public Integer call() throws InterruptedException {
    boolean files = inputs.stream().anyMatch(InspectCommand::isCodeObject);
    List<CodeObjectReport> reports = files ? ofFiles() : ofKernels();
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("code_objects");
    for (CodeObjectReport report : reports) {
      output.print(report.text(output.screen()) + "\n");
      list.add(report.json());
    }
    output.finish(document);
    return ExitCode.DONE.code();
  }

  private List<CodeObjectReport> ofKernels() throws InterruptedException {
    if (inputs.size() > 1) {
      throw usage(
          "Give code objects (FILE.co), or one MODEL; " + inputs.getFirst() + " is no code object");
    }
    @Nullable Path model = inputs.isEmpty() ? null : inputs.getFirst();
    List<KernelSpec> specs =
        kernels.tuned(model, new TuningSource.Use(Optional.empty(), size.size(), builder));
    kernels.tunings().print(specs, output.text(), output.aside());
    return builder.build(specs).stream().map(InspectCommand::report).toList();
  }

  private List<CodeObjectReport> ofFiles() throws InterruptedException {
    refuseKernelOptions();
    List<byte[]> contents = inputs.stream().map(this::read).toList();
    List<GpuCode> codes = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      codes.add(parse(inputs.get(i), contents.get(i)));
    }
    List<CodeObjectReport> reports = new ArrayList<>();
    try (Disassembling disassembling = new Disassembling()) {
      for (int i = 0; i < inputs.size(); i++) {
        reports.add(report(inputs.get(i), contents.get(i), codes.get(i), disassembling));
      }
    }
    return reports;
  }

  private static CodeObjectReport report(BuiltKernel kernel) {
    return readable(kernel.name(), CodeObjectReport.of(kernel));
  }

  /** Of NVIDIA's kernels there is less to read. */
  private static CodeObjectReport readable(String name, Reading<CodeObjectReport> report) {
    Optional<String> unread = CodeObjectReport.whyUnread(report);
    if (unread.isPresent()) {
      throw new UnreadableKernelException(name, unread.get());
    }
    return report.value().orElseThrow();
  }

  /** AMD's compiler, opened for the first code object whose report needs its disassembly. */
  private final class Disassembling implements AutoCloseable {
    private @Nullable Compiler compiler;

    Reading<String> disassemble(byte[] bytes, String arch) throws InterruptedException {
      Compiler open = compiler == null ? builder.openCompiler(Vendor.AMD) : compiler;
      compiler = open;
      return open.disassemble(bytes, arch);
    }

    @Override
    public void close() {
      if (compiler != null) {
        compiler.close();
      }
    }
  }

  private void refuseKernelOptions() {
    List<OptionSpec> ofKernels =
        Stream.of(KERNELS, SIZE)
            .flatMap(mixin -> Objects.requireNonNull(spec.mixins().get(mixin)).options().stream())
            .toList();
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (ofKernels.contains(option)) {
        throw usage(option.longestName() + " goes with a MODEL or numbers, not with a FILE.co");
      }
    }
  }

  private static GpuCode parse(Path file, byte[] bytes) {
    try {
      return GpuCode.read(bytes);
    } catch (CodeObjectException e) {
      throw new CodeObjectException(file + ": " + e.getMessage(), e);
    }
  }

  private static CodeObjectReport report(
      Path file, byte[] bytes, GpuCode code, Disassembling disassembling)
      throws InterruptedException {
    try {
      return switch (code) {
        case CodeObject amd -> {
          Reading<String> text = disassembling.disassemble(bytes, amd.arch());
          String name = file.toString();
          yield readable(
              name,
              new Reading.Known<>(CodeObjectReport.of(name, amd, text.map(Disassembly::parse))));
        }
        case Cubin cubin -> CodeObjectReport.of(file.toString(), cubin);
      };
    } catch (CodeObjectException e) {
      throw new CodeObjectException(file + ": " + e.getMessage(), e);
    }
  }

  /** By its name, or, whatever its name, by how it starts. */
  private static boolean isCodeObject(Path file) {
    String name = file.toString();
    if (name.endsWith(".co") || name.endsWith(".hsaco") || name.endsWith(".cubin")) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(ELF_MAGIC.length), ELF_MAGIC);
    } catch (IOException e) {
      return false;
    }
  }

  private byte[] read(Path file) {
    try {
      return InputFile.read(file, InputFile.CODE_BYTES);
    } catch (IOException e) {
      throw usage("Cannot read %s: %s".formatted(file, e.getMessage()));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
