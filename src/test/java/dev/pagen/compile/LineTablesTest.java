package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.SourceLine;
import dev.pagen.kernel.Specs;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

/** A kernel that is compiled with line tables is the kernel that is compiled without. */
@Tag("compiler")
class LineTablesTest {
  @ParameterizedTest
  @CdnaTargets
  void lineTablesChangeNoInstructionAndNoResource(Target target) {
    KernelSpec spec = Specs.seed(target);
    BuiltKernel plain = TestBuilder.shared().build(spec);
    BuiltKernel lined = TestBuilder.shared().withLineTables().build(spec);
    assertThat(lined.name()).isEqualTo(plain.name());
    assertThat(lined.result().entry().key()).isNotEqualTo(plain.result().entry().key());
    assertThat(instructions(lined)).isEqualTo(instructions(plain)).hasSizeGreaterThan(500);
    List<CompiledKernel> kernels = codeObject(lined).kernels();
    assertThat(kernels.stream().map(CompiledKernel::resources).toList())
        .isEqualTo(codeObject(plain).kernels().stream().map(CompiledKernel::resources).toList());
    assertThat(kernels.stream().map(CompiledKernel::codeBytes).toList())
        .isEqualTo(codeObject(plain).kernels().stream().map(CompiledKernel::codeBytes).toList());
  }

  @ParameterizedTest
  @CdnaTargets
  void mostInstructionsAreOfALineOfTheRenderedSource(Target target) {
    BuiltKernel kernel = TestBuilder.shared().withLineTables().build(Specs.seed(target));
    CodeObject codeObject = codeObject(kernel);
    long sourceLines = kernel.rendered().source().lines().count();
    List<Instruction> instructions = instructions(kernel);
    List<SourceLine> lines =
        instructions.stream()
            .map(i -> codeObject.lines().at(i.address()))
            .flatMap(Optional::stream)
            .filter(line -> line.file().equals(kernel.name() + ".hip"))
            .toList();
    assertThat(lines).hasSizeGreaterThan(instructions.size() / 2);
    assertThat(lines).allMatch(line -> line.line() >= 1 && line.line() <= sourceLines);
    assertThat(lines.stream().distinct()).hasSizeGreaterThan(50);
  }

  private static CodeObject codeObject(BuiltKernel kernel) {
    return CodeObject.read(kernel.result().entry().codeObject());
  }

  private static List<Instruction> instructions(BuiltKernel kernel) {
    return Disassembly.parse(kernel.disassembly()).functions().stream()
        .flatMap(f -> f.instructions().stream())
        .toList();
  }
}
