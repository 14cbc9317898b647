package dev.pagen.count;

import dev.pagen.codeobject.BytesInFlight;
import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.InstructionClass;
import dev.pagen.codeobject.MainLoop;
import dev.pagen.codeobject.Occupancy;
import dev.pagen.emulator.observe.KernelProfile;
import dev.pagen.emulator.observe.KernelProfile.OfInstruction;
import dev.pagen.emulator.observe.KernelProfile.Traffic;
import dev.pagen.spec.Target;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one kernel did on a batch, and what it costs a compute unit.
 *
 * @param target it is compiled for
 * @param compiled what the code object says of it
 * @param code its instructions
 * @param profile what they did
 * @param solo what its workgroups take with a compute unit to themselves
 * @param occupancy workgroups and waves that a compute unit holds, as it was launched
 */
public record KernelCounts(
    Target target,
    CompiledKernel compiled,
    List<Instruction> code,
    KernelProfile profile,
    Solo solo,
    Occupancy occupancy) {

  /** Puts together what is known of a kernel that was run. */
  static KernelCounts of(
      Target target,
      CompiledKernel compiled,
      List<Instruction> code,
      KernelProfile profile,
      Solo solo) {
    int added = profile.ldsBytes() - compiled.resources().ldsBytes();
    return new KernelCounts(
        target,
        compiled,
        code,
        profile,
        solo,
        Occupancy.of(compiled.resources(), target, profile.threads(), added));
  }

  /** Instructions of a unit that waves executed. */
  public long executed(InstructionClass.Unit unit) {
    return executed(kind -> kind.unit() == unit);
  }

  /** Instructions of the classes that {@code kinds} names that waves executed. */
  public long executed(Predicate<InstructionClass> kinds) {
    return sum(
        profile.instructions().stream().filter(i -> kinds.test(i.instruction().kind())),
        OfInstruction::executions);
  }

  /** Cycles that LDS was busy. */
  public long ldsCycles() {
    return sum(profile.instructions().stream(), OfInstruction::ldsCycles);
  }

  /** Cycles of LDS that bank conflicts cost. */
  public long ldsConflicts() {
    return sum(profile.instructions().stream(), OfInstruction::ldsConflicts);
  }

  /** Those of {@link #ldsConflicts} in the main loop. */
  public long mainLoopConflicts() {
    return sum(mainLoop(), OfInstruction::ldsConflicts);
  }

  /** Bytes per lane of the narrowest access of LDS in the main loop; empty if there is none. */
  public OptionalInt narrowestMainLoopLds() {
    return mainLoop()
        .mapToInt(OfInstruction::narrowestLds)
        .filter(bytes -> bytes != KernelProfile.NO_LDS)
        .min();
  }

  /** Whether the kernel has a main loop; where it has none, all its code is taken for it. */
  public boolean hasMainLoop() {
    return MainLoop.of(code).isPresent();
  }

  private Stream<OfInstruction> mainLoop() {
    Optional<MainLoop> loop = MainLoop.of(code);
    long first = loop.map(l -> code.get(l.first()).address()).orElse(Long.MIN_VALUE);
    long last = loop.map(l -> code.get(l.last()).address()).orElse(Long.MAX_VALUE);
    return profile.instructions().stream()
        .filter(i -> i.instruction().address() >= first && i.instruction().address() <= last);
  }

  /** Bytes asked of buffers of that kind. */
  public Traffic traffic(Buffers kind) {
    return profile.instructions().stream()
        .flatMap(i -> i.traffic().entrySet().stream())
        .filter(e -> Buffers.of(e.getKey()) == kind)
        .map(java.util.Map.Entry::getValue)
        .reduce(Traffic.NONE, Traffic::plus);
  }

  /** The bytes of the buffers of that kind that one wave has in flight, as its code allows. */
  public BytesInFlight bytesInFlight(Buffers kind) {
    Set<Long> loads =
        profile.instructions().stream()
            .filter(i -> i.traffic().keySet().stream().anyMatch(b -> Buffers.of(b) == kind))
            .map(i -> i.instruction().address())
            .collect(Collectors.toSet());
    return BytesInFlight.of(code, load -> loads.contains(load.address()));
  }

  private static long sum(Stream<OfInstruction> of, ToLongFunction<OfInstruction> value) {
    return of.mapToLong(value).sum();
  }
}
