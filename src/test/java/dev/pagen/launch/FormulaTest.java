package dev.pagen.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
  private static final Map<String, Long> BATCH = Map.of("sequences", 3L, "max_context", 1000L);

  private static Formula formula(String text) {
    return Formula.of(text, BATCH.keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "-1, -1",
    "0x10, 16",
    "sequences, 3",
    "max_context, 1000",
    "max_context / 256, 4",
    "max_context/256*sequences, 12",
    "2 * sequences * 128, 768",
    "sequences + 1, 4",
    "2 + sequences * 4 - 1, 13",
    "1 - sequences * -2 - 4, 3"
  })
  void isWorkedOutFromLeftToRightAndDivisionsRoundUp(String text, long value) {
    assertThat(formula(text).value(BATCH)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "5 / 0, 5 / 0 divides by nothing",
    "max_context * sequences / 0, / 0 divides by nothing",
    "9999999999 * 9999999999, 9999999999 * 9999999999 does not fit into 64 bits",
    "-9223372036854775808 / -1, -9223372036854775808 / -1 does not fit into 64 bits",
    "9223372036854775807 + 1, 9223372036854775807 + 1 does not fit into 64 bits"
  })
  void saysWhereThereIsNoValue(String text, String why) {
    assertThatThrownBy(() -> formula(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\" has no value")
        .hasMessageContaining(why);
  }

  @Test
  void whatFitsForOneTokenAndNotForABatchIsRefusedForTheBatch() {
    Formula formula = formula("max_context * 9000000000000000000");
    assertThatThrownBy(() -> formula.value(BATCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not fit into 64 bits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "contexts", "2 *", "* 2", "2 +", "2 3", "1.5", "a b c", "2 ** 3", "2 -3"})
  void saysWhatAFormulaIs(String text) {
    assertThatThrownBy(() -> formula(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("max_context and sequences");
  }
}
