package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.emulator.Schedule;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ScheduleOptionsTest {
  @Command(name = "any")
  private static final class AnyCommand {
    @Mixin private ScheduleOptions order = new ScheduleOptions();
  }

  private static ScheduleOptions parse(String... arguments) {
    AnyCommand command = new AnyCommand();
    new CommandLine(command).parseArgs(arguments);
    return command.order;
  }

  @Test
  void theDefaultIsLockstep() {
    assertThat(parse().schedule()).isEqualTo(Schedule.Fixed.LOCKSTEP);
    assertThat(parse("--schedule", "alternate").schedule()).isEqualTo(Schedule.Fixed.ALTERNATE);
    assertThat(parse("--schedule", "17").schedule()).isEqualTo(new Schedule.Seeded(17));
  }

  @Test
  void whatIsNoScheduleIsRefused() {
    assertThatThrownBy(() -> parse("--schedule", "fast").schedule())
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(
            "--schedule: 'fast' is no schedule: give lockstep, alternate, or a seed");
  }

  @Test
  void aGpuHasASchedulerOfItsOwn() {
    parse().validate(false);
    parse("--schedule", "lockstep").validate(true);
    parse("--schedule", "3").validate(true);
    for (String order : new String[] {"lockstep", "alternate", "3"}) {
      assertThatThrownBy(() -> parse("--schedule", order).validate(false))
          .isInstanceOf(ParameterException.class)
          .hasMessage("--schedule is the emulator's: give --device emulator");
    }
  }
}
