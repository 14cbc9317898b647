package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.codeobject.Instruction;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Which registers an instruction reads. */
class RegisterUseTest {
  private static int[] reads(String... modifiers) {
    List<String> operands = List.of("v[2:3]", "v[4:5]", "v[6:7]");
    return RegisterUse.of(
            new Instruction(
                0,
                List.of(0, 0),
                "v_pk_mul_f32",
                operands,
                List.of(modifiers),
                OptionalLong.empty()))
        .vectorReads;
  }

  @Test
  void bothResultsOfAPackedInstructionMayTakeOneRegister() {
    assertThat(reads()).containsExactly(4, 5, 6, 7);
    assertThat(reads("op_sel_hi:[0,1]")).containsExactly(4, 6, 7);
    assertThat(reads("op_sel:[0,1]")).containsExactly(4, 5, 7);
    assertThat(reads("op_sel:[1,0]", "op_sel_hi:[0,1]")).containsExactly(4, 5, 6, 7);
  }
}
