package dev.pagen.emulator;

import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.SourceLines;
import dev.pagen.emulator.machine.Dim3;
import dev.pagen.emulator.machine.EmulatedMemory;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.KernelLaunch;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.emulator.machine.Workgroup;
import dev.pagen.spec.Target;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program as the disassembler prints it, one instruction a line, for one workgroup with LDS of 4
 * KiB. {@code s_endpgm} comes by itself.
 */
public final class WrittenProgram {
  static final int LDS_BYTES = 4096;
  private static final Pattern COUNT = Pattern.compile("(vm|lgkm)cnt\\((\\d+)\\)");
  private static final int ENTRY = 0x100;

  public final EmulatedMemory memory = new EmulatedMemory();
  private final Target target;
  private final String disassembly;

  public WrittenProgram(Target target, String lines) {
    this.target = target;
    StringBuilder text = new StringBuilder("written:\n");
    int address = ENTRY;
    for (String line : (lines.strip() + "\ns_endpgm").split("\\s*[\n;]\\s*")) {
      text.append("\t%s // %012X: %08X%n".formatted(line, address, encoding(line)));
      address += 4;
    }
    this.disassembly = text.toString();
  }

  /** Only waits and branches are read from their encoding. */
  private static int encoding(String line) {
    if (line.startsWith("s_branch") || line.startsWith("s_cbranch")) {
      return Integer.parseInt(line.substring(line.indexOf(' ') + 1));
    }
    int vector = 63;
    int local = 15;
    Matcher counts = COUNT.matcher(line);
    for (MatchResult count : counts.results().toList()) {
      int left = Integer.parseInt(count.group(2));
      vector = count.group(1).equals("vm") ? left : vector;
      local = count.group(1).equals("lgkm") ? left : local;
    }
    return 0xbf8c_0070 | vector & 0xf | vector >> 4 << 14 | local << 8;
  }

  /**
   * Runs it.
   *
   * @param start what a wave's registers hold
   */
  public Workgroup run(
      int waves, Schedule schedule, ExecutionObserver observer, Consumer<Wave> start) {
    Program program =
        Program.decode(target, Disassembly.parse(disassembly), SourceLines.NONE, 0, schedule);
    KernelLaunch launch =
        new KernelLaunch("written", memory, Dim3.of(1), Dim3.of(64 * waves), LDS_BYTES, List.of());
    Workgroup group =
        new Workgroup(launch, program, waves, LDS_BYTES, 64, observer, schedule.landsLate());
    for (Wave wave : group.waves) {
      wave.poison(256, 256);
      wave.pc = program.indexOf(ENTRY);
      wave.state = Wave.State.RUNNING;
      start.accept(wave);
    }
    observer.launched(launch);
    Allowance allowance = new Allowance(EmulationLimits.NONE.withInstructions(100_000));
    new WorkgroupRun(group, program, schedule, allowance).run();
    return group;
  }
}
