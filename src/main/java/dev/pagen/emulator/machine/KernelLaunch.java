package dev.pagen.emulator.machine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A kernel about to run.
 *
 * @param kernel its name
 * @param memory the device's
 * @param grid workgroups
 * @param block work-items of a workgroup
 * @param ldsBytes LDS of a workgroup, what the launch adds included
 * @param pointers its arguments that are, or may hold, pointers to global memory
 */
public record KernelLaunch(
    String kernel,
    EmulatedMemory memory,
    Dim3 grid,
    Dim3 block,
    int ldsBytes,
    List<Pointer> pointers) {
  /** An access farther than this from a pointer is not blamed on it. */
  private static final long REACH = 1L << 32;

  private static final int MOST_NAMES = 6;

  public KernelLaunch {
    pointers = List.copyOf(pointers);
  }

  /**
   * A pointer that the kernel got.
   *
   * @param name the argument's name, where the compiler kept it, its number from 1, and its offset
   * @param address where it points
   * @param declared whether the metadata says that it is one; else it is 8 bytes of an argument
   *     that is passed by value, which may hold a pointer
   */
  public record Pointer(String name, long address, boolean declared) {}

  /** What a fault at {@code address} comes from, as far as the arguments tell. */
  public Optional<String> explain(long address) {
    return pointingThere(address)
        .or(() -> pointingNowhere(address))
        .or(() -> Math.abs(address) < REACH ? Optional.of(nullPointers()) : Optional.empty());
  }

  /** Arguments that point into the allocation that is nearest below. */
  private Optional<String> pointingThere(long address) {
    Optional<Region> near = memory.nearest(address);
    List<String> there =
        pointers.stream()
            .filter(p -> near.isPresent() && memory.nearest(p.address).equals(near))
            .map(Pointer::name)
            .toList();
    return there.isEmpty()
        ? Optional.empty()
        : Optional.of("argument %s points there".formatted(String.join(" and ", there)));
  }

  /** Where an address near 0 may come from. */
  private String nullPointers() {
    List<String> declared = zeros(true);
    if (declared.size() == 1) {
      return declared.getFirst() + " is null";
    } else if (!declared.isEmpty()) {
      return "several arguments are null, and one may have led there: " + listed(declared);
    }
    List<String> parts = zeros(false);
    String unknown = "a null pointer that the kernel computed, or read from memory";
    return parts.isEmpty()
        ? "no argument holds a null pointer: it is " + unknown
        : "what is 0 in arguments passed by value may be a null pointer (%s); else it is %s"
            .formatted(listed(parts), unknown);
  }

  private List<String> zeros(boolean declared) {
    return pointers.stream()
        .filter(p -> p.declared == declared && p.address == 0)
        .map(p -> "argument " + p.name)
        .toList();
  }

  private static String listed(List<String> names) {
    String rest = names.size() > MOST_NAMES ? " and %d more" : "";
    return String.join("; ", names.subList(0, Math.min(MOST_NAMES, names.size())))
        + rest.formatted(names.size() - MOST_NAMES);
  }

  /** The nearest of the arguments that point to no allocation, nearer than null. */
  private Optional<String> pointingNowhere(long address) {
    long reach = Math.min(REACH, Math.abs(address));
    return pointers.stream()
        .filter(p -> p.declared || p.address >= REACH)
        .filter(p -> p.address != 0 && !memory.isLive(p.address))
        .filter(p -> Math.abs(address - p.address) < reach)
        .min(Comparator.comparingLong(p -> Math.abs(address - p.address)))
        .map(
            p -> "argument %s is 0x%x, which points to no allocation".formatted(p.name, p.address));
  }
}
