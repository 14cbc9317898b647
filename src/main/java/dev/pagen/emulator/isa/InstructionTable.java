package dev.pagen.emulator.isa;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.spec.Family;
import dev.pagen.spec.Target;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The semantics of every modelled instruction of a target, by mnemonic without encoding suffix. */
public final class InstructionTable {
  private static final Map<Target, InstructionTable> TABLES = tables();

  /** Modifiers that say how caches and memory pipes are to work. */
  private static final Set<String> WITHOUT_EFFECT = Set.of("glc", "slc", "sc0", "sc1", "nt");

  private final Target target;
  private final TreeMap<String, Binder> binders = new TreeMap<>();

  private InstructionTable(Target target) {
    this.target = target;
    ScalarAlu.register(this);
    Control.register(this);
    ScalarMemory.register(this);
    VectorInteger.register(this);
    VectorShort.register(this);
    VectorBytes.register(this);
    VectorFloat.register(this);
    CubeMap.register(this);
    MinMax.register(this);
    VectorCompare.register(this);
    Conversions.register(this);
    Transcendentals.register(this);
    PackedMath.register(this);
    CrossLane.register(this);
    LdsMemory.register(this);
    GlobalMemory.register(this);
    Mfma.register(this);
  }

  private static Map<Target, InstructionTable> tables() {
    Map<Target, InstructionTable> tables = new EnumMap<>(Target.class);
    for (Target target : targets()) {
      tables.put(target, new InstructionTable(target));
    }
    return tables;
  }

  /** The targets that there are tables for. */
  public static List<Target> targets() {
    return Target.of(Family.CDNA);
  }

  /** The table of one of the {@link #targets}. */
  public static InstructionTable of(Target target) {
    return Objects.requireNonNull(TABLES.get(target), target::arch);
  }

  /** The mnemonics, without encoding suffix, that the emulator models for the target. */
  public static SortedSet<String> mnemonics(Target target) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(of(target).binders.keySet()));
  }

  Target target() {
    return target;
  }

  void add(String mnemonic, Binder binder) {
    if (binders.put(mnemonic, binder) != null) {
      throw new IllegalStateException("two semantics for " + mnemonic);
    }
  }

  /** Binds the instruction; what is not modelled becomes an operation that throws when reached. */
  public Operation bind(Instruction instruction, long base) {
    String operation = Decoding.operation(instruction);
    Binder binder = binders.get(operation);
    if (binder == null) {
      return unmodelled("no semantics for " + operation);
    }
    try {
      Decoding decoding = new Decoding(instruction, target, base);
      Operation bound = binder.bind(decoding);
      List<String> ignored =
          decoding.modifiers().ignored().stream().filter(m -> !WITHOUT_EFFECT.contains(m)).toList();
      return ignored.isEmpty() || operation.startsWith("s_")
          ? bound
          : unmodelled("%s on %s".formatted(ignored, operation));
    } catch (UnmodelledException e) {
      return unmodelled(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return unmodelled("the instruction cannot be decoded: " + e);
    }
  }

  private static Operation unmodelled(String why) {
    return wave -> {
      throw new UnmodelledException(why);
    };
  }
}
