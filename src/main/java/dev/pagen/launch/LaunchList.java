package dev.pagen.launch;

import dev.pagen.launch.Argument.Given;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the kernels of a code object are launched, one after the other. {@link LaunchListReader}
 * reads it from JSON.
 *
 * @param name of the implementation
 * @param sizes names for formulas; each may use those before it
 * @param buffers that the list asks for
 * @param launches in order
 */
public record LaunchList(
    String name, Map<String, Formula> sizes, List<ListedBuffer> buffers, List<Start> launches) {
  public LaunchList {
    sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
    buffers = List.copyOf(buffers);
    launches = List.copyOf(launches);
  }

  /** Whether kernels may read past the end of any buffer. */
  boolean allowsOverreads() {
    return buffers.stream().anyMatch(buffer -> !buffer.overread().equals(Formula.of(0)));
  }

  /**
   * The launch of one kernel.
   *
   * @param field of the list where it stands, for messages
   * @param symbol of the kernel; empty for the only one that there is
   * @param grid workgroups in x, y and z
   * @param block work-items of a workgroup in x, y and z
   * @param dynamicLds bytes of LDS beside those the kernel declares
   * @param arguments the explicit ones
   */
  record Start(
      String field,
      Optional<String> symbol,
      List<Formula> grid,
      List<Formula> block,
      Formula dynamicLds,
      List<Given> arguments) {
    Start {
      grid = List.copyOf(grid);
      block = List.copyOf(block);
      arguments = List.copyOf(arguments);
    }
  }
}
