package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.pagen.PagenException;
import dev.pagen.compile.CompilerAbortedException.Reason;
import dev.pagen.compile.FailedCompile;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
  @Test
  void numbersAreThoseOfTheContract() {
    assertThat(ExitCode.values()).extracting(ExitCode::code).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void whatNobodyForesawIsInternal() {
    assertThat(ExitCode.of(new IllegalStateException())).isEqualTo(ExitCode.INTERNAL);
    assertThat(ExitCode.of(new StackOverflowError())).isEqualTo(ExitCode.INTERNAL);
  }

  @Test
  void aCompilerThatSomethingKillsIsNoCompileError() {
    assertThat(ExitCode.of(FailedCompile.ending(Reason.KILLED))).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(ExitCode.of(FailedCompile.ending(Reason.OUT_OF_MEMORY)))
        .isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(ExitCode.of(FailedCompile.ending(Reason.ABORTED))).isEqualTo(ExitCode.COMPILE);
    assertThat(ExitCode.of(FailedCompile.ending(Reason.TIME_LIMIT))).isEqualTo(ExitCode.COMPILE);
  }

  @Test
  void everyExceptionOfTheLibraryHasACode() {
    var exceptions =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.pagen")
                .stream()
                .filter(c -> c.isAssignableTo(PagenException.class))
                .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT));
    assertThat(exceptions).map(JavaClass::reflect).allMatch(ExitCode::isListed);
  }
}
