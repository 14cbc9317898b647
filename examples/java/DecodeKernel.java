import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.DeviceWorkspace;
import dev.pagen.attention.Plan;
import dev.pagen.device.Graph;
import dev.pagen.device.Stream;
import dev.pagen.serving.KernelLibrary;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Tuning;

/**
 * A loaded kernel, ready to be launched for every step: planned for the longest context that there
 * may be, and captured, so that a step costs one call whatever the lengths are.
 */
final class DecodeKernel implements AutoCloseable {
  private final AttentionLauncher launcher;
  private final DeviceWorkspace workspace;
  private final Graph graph;

  DecodeKernel(
      KernelLibrary library,
      Stream stream,
      AttentionSpec spec,
      Tuning tuning,
      int sequences,
      int maxContext,
      AttentionTensors tensors) {
    launcher = library.load(spec, tuning);
    Plan plan = launcher.plan(sequences, maxContext);
    workspace = DeviceWorkspace.allocate(library.device(), stream, plan.workspace());
    graph = stream.capture(() -> launcher.launch(stream, plan, tensors, workspace.workspace()));
  }

  void launch(Stream stream) {
    graph.launch(stream);
  }

  /** Gives all back; its launches must have ended. */
  @Override
  public void close() {
    graph.close();
    workspace.close();
    launcher.close();
  }
}
