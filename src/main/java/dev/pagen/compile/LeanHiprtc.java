package dev.pagen.compile;

import dev.pagen.hip.Hiprtc;
import dev.pagen.hip.HiprtcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * HIPRTC that leaves out HIP's own header where a program includes {@link DeviceHeader}. HIPRTC 6.4
 * and 7.2 have an option for that; one that does not know it compiles with HIP's header as ever.
 */
final class LeanHiprtc {
  /** The least that HIPRTC can be asked to compile with the header. */
  private static final String PROBE_FILE = "probe.hip";

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
        knowsOption = !onlyWithHipsOwn(options);
        if (knowsOption) {
          throw e;
        }
      }
    }
    return withHipsOwn(file, request.source(), options);
  }

  /** Whether it is our header that it does not take, and not the target or another option. */
  private boolean onlyWithHipsOwn(List<String> options) {
    return !compiles(() -> lean(PROBE_FILE, PROBE, options))
        && compiles(() -> withHipsOwn(PROBE_FILE, PROBE, options));
  }

  private static boolean compiles(Supplier<Hiprtc.Output> compilation) {
    try {
      var _ = compilation.get();
      return true;
    } catch (HiprtcException e) {
      return false;
    }
  }

  private Hiprtc.Output withHipsOwn(String file, String source, List<String> options) {
    List<String> own = new ArrayList<>(options);
    own.removeAll(DeviceHeader.INCLUDE);
    return hiprtc.compile(file, source, own, Map.of());
  }

  private Hiprtc.Output lean(String file, String source, List<String> options) {
    List<String> lean = new ArrayList<>(LEAN);
    lean.addAll(options);
    return hiprtc.compile(file, source, lean, Map.of(DeviceHeader.NAME, DeviceHeader.TEXT));
  }
}
