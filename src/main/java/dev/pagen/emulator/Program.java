package dev.pagen.emulator;

import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.SourceLine;
import dev.pagen.codeobject.SourceLines;
import dev.pagen.emulator.isa.BoundStep;
import dev.pagen.emulator.isa.IndexedSteps;
import dev.pagen.emulator.isa.InstructionTable;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.LaneFault;
import dev.pagen.emulator.machine.LateCopies;
import dev.pagen.emulator.machine.Listing;
import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The instructions of a code object, decoded, at their place in memory. An instruction that is not
 * modelled is an error only when a wave reaches it.
 */
final class Program implements Listing {
  private final Target target;
  private final long base;
  private final long firstAddress;
  private final NavigableMap<Long, String> functions;
  private final SourceLines lines;
  private final @Nullable BoundStep[] steps;
  private final IndexedSteps indexed;

  private Program(
      Target target,
      long base,
      long firstAddress,
      NavigableMap<Long, String> functions,
      SourceLines lines,
      @Nullable BoundStep[] steps) {
    this.functions = functions;
    this.lines = lines;
    this.target = target;
    this.base = base;
    this.firstAddress = firstAddress;
    this.steps = steps;
    this.indexed = new IndexedSteps(InstructionTable.of(target), base);
  }

  /**
   * Decodes the instructions.
   *
   * @param lines for reports
   * @param base what to add to an address of the code object to get the address in memory
   * @param schedule that it will be executed by
   */
  static Program decode(
      Target target, Disassembly disassembly, SourceLines lines, long base, Schedule schedule) {
    NavigableMap<Long, String> functions = new TreeMap<>();
    for (Disassembly.Function function : disassembly.functions()) {
      if (!function.instructions().isEmpty()) {
        functions.put(function.instructions().getFirst().address(), function.name());
      }
    }
    List<Instruction> instructions =
        disassembly.functions().stream()
            .flatMap(f -> f.instructions().stream())
            .sorted(Comparator.comparingLong(Instruction::address))
            .toList();
    if (instructions.isEmpty()) {
      throw new EmulationException("The disassembly holds no instruction.");
    }
    long first = instructions.getFirst().address();
    Instruction last = instructions.getLast();
    @Nullable BoundStep[] steps =
        new @Nullable BoundStep[(int) ((last.address() + last.size() - first) / 4)];
    InstructionTable table = InstructionTable.of(target);
    for (Instruction instruction : instructions) {
      int word = (int) ((instruction.address() - first) / 4);
      Operation operation = table.bind(instruction, base);
      if (schedule.landsLate()) {
        operation = LateCopies.follow(instruction, operation);
      }
      steps[word] = new BoundStep(instruction, operation, word + instruction.encoding().size());
    }
    return new Program(target, base, first, functions, lines, steps);
  }

  @Override
  public int indexOf(long address) {
    long index = address - base - firstAddress >> 2;
    if (index < 0 || index >= steps.length || (address & 3) != 0) {
      throw noInstruction(address);
    }
    return (int) index;
  }

  private static LaneFault noInstruction(long address) {
    return new LaneFault(
        -1, "there is no instruction at 0x%x".formatted(address), OptionalLong.of(address));
  }

  @Override
  public long addressOf(int index) {
    return base + firstAddress + 4L * index;
  }

  /** Runs the wave until it ends, waits at a barrier, gives way, or has had its turn. */
  void run(Wave wave, long turn, Allowance allowance) {
    long begin = wave.executed;
    long end = begin + Math.min(turn, allowance.turn());
    ExecutionObserver observer = wave.group.observer;
    boolean observed = wave.group.observed;
    try {
      while (wave.state == Wave.State.RUNNING) {
        BoundStep step = stepAt(wave);
        wave.step = step;
        wave.pc = step.next();
        if (wave.indexing()) {
          step = indexed.of(step, wave);
          wave.step = step;
        }
        if (observed) {
          observer.instruction(wave, step.instruction());
        }
        step.operation().execute(wave);
        if (++wave.executed >= end) {
          break;
        }
      }
      allowance.spend(wave, wave.executed - begin);
    } catch (LaneFault fault) {
      throw fault.ended(describe(wave, fault.lane(), fault.getMessage() + blame(wave, fault)));
    } catch (UnmodelledException e) {
      throw new UnmodelledException(describe(wave, -1, "not modelled: " + e.getMessage()));
    } catch (EmulationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new EmulationException(describe(wave, -1, "the emulator failed: " + e), e);
    }
  }

  private BoundStep stepAt(Wave wave) {
    int pc = wave.pc;
    BoundStep step = pc >= 0 && pc < steps.length ? steps[pc] : null;
    if (step == null) {
      throw noInstruction(addressOf(pc));
    }
    return step;
  }

  /** Which argument led to the address of a fault. */
  private static String blame(Wave wave, LaneFault fault) {
    return fault.address().isEmpty()
        ? ""
        : wave.group.launch.explain(fault.address().getAsLong()).map(w -> "; " + w).orElse("");
  }

  /** The place within its function and its source, such as {@code decode+0x40, decode.hip:231}. */
  private String symbol(long address) {
    List<String> places = new ArrayList<>();
    Map.Entry<Long, String> function = functions.floorEntry(address);
    if (function != null) {
      places.add("%s+0x%x".formatted(function.getValue(), address - function.getKey()));
    }
    lines.at(address).map(SourceLine::toString).ifPresent(places::add);
    return places.isEmpty() ? "" : " (" + String.join(", ", places) + ")";
  }

  @Override
  public String place(Instruction instruction) {
    long address = instruction.address();
    BoundStep written = Objects.requireNonNull(steps[(int) ((address - firstAddress) / 4)]);
    return "%s at 0x%x%s".formatted(written.instruction(), address, symbol(address));
  }

  private String describe(Wave wave, int lane, String what) {
    String where =
        Optional.ofNullable(wave.step)
            .map(s -> place(s.instruction()))
            .orElse("before the first instruction");
    String indexing =
        wave.indexing() ? " with registers indexed by %d".formatted(wave.s[Wave.M0] & 0xff) : "";
    int[] id = wave.group.id;
    return String.format(
        Locale.ROOT,
        "%s%s in %s (%s, workgroup %d,%d,%d, wave %d%s): %s",
        where,
        indexing,
        wave.group.launch.kernel(),
        target,
        id[0],
        id[1],
        id[2],
        wave.index(),
        lane < 0 ? "" : ", lane " + lane,
        what);
  }
}
