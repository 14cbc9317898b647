package dev.pagen.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No record of the renderer is longer than a person reads at once. */
class ModelPartsTest {
  private static final int MOST_COMPONENTS = 12;

  @Test
  void noRecordHasMoreThanTwelveComponents() {
    List<Class<?>> records =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.pagen.render")
                .stream()
                .filter(JavaClass::isRecord)
                .<Class<?>>map(JavaClass::reflect)
                .toList();
    assertThat(records).contains(KernelModel.class, StoredElements.class);
    assertThat(records)
        .allSatisfy(
            type ->
                assertThat(type.getRecordComponents())
                    .as(type.getName())
                    .hasSizeLessThanOrEqualTo(MOST_COMPONENTS));
  }
}
