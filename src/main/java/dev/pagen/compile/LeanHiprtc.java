package dev.pagen.compile;

import dev.pagen.hip.Hiprtc;
import dev.pagen.hip.HiprtcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * HIPRTC that leaves out HIP's own header where a program includes {@link DeviceHeader}. HIPRTC 6.4
 * and 7.2 have an option for that; one that does not know it compiles with HIP's header as ever.
 */
final class LeanHiprtc {
  /** The least that HIPRTC can be asked to compile with the header. */
  private static final String PROBE = "extern \"C\" __global__ void probe() {}";

  /** What HIPRTC adds with its header, and the option that makes it add nothing. */
  private static final List<String> LEAN =
      List.of("--hiprtc-no-builtin-header", "-D__HIPCC_RTC__", "-nogpuinc");

  private final Frontend hiprtc;
  private boolean knowsOption = true;

  /** {@link Hiprtc#compile}. */
  interface Frontend {
    Hiprtc.Output compile(
        String file, String source, List<String> options, Map<String, String> headers);
  }

  LeanHiprtc(Frontend hiprtc) {
    this.hiprtc = hiprtc;
  }

  /**
   * Compiles one program.
   *
   * @throws HiprtcException if it does not compile
   */
  Hiprtc.Output compile(CompileRequest request) {
    List<String> options = new ArrayList<>();
    options.add("--offload-arch=" + request.arch());
    options.addAll(request.options());
    String file = request.name() + ".hip";
    if (!options.contains(DeviceHeader.NAME)) {
      return hiprtc.compile(file, request.source(), options, Map.of());
    }
    if (knowsOption) {
      try {
        return lean(file, request.source(), options);
      } catch (HiprtcException e) {
        knowsOption = compilesProbe(options);
        if (knowsOption) {
          throw e;
        }
      }
    }
    options.removeAll(DeviceHeader.INCLUDE);
    return hiprtc.compile(file, request.source(), options, Map.of());
  }

  private boolean compilesProbe(List<String> options) {
    try {
      lean("probe.hip", PROBE, options);
      return true;
    } catch (HiprtcException e) {
      return false;
    }
  }

  private Hiprtc.Output lean(String file, String source, List<String> options) {
    List<String> lean = new ArrayList<>(LEAN);
    lean.addAll(options);
    return hiprtc.compile(file, source, lean, Map.of(DeviceHeader.NAME, DeviceHeader.TEXT));
  }
}
